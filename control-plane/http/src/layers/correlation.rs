//! One id per request, in every log line, audit row, run and answer.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use tracing::Instrument;
use uuid::Uuid;

pub const HEADER: HeaderName = HeaderName::from_static("x-correlation-id");

/// What error bodies need to know about the request they answer.
#[derive(Clone, Debug, Default)]
pub struct Current {
    pub correlation_id: String,
    pub path: String,
}

tokio::task_local! {
    static CURRENT: Current;
}

/// The request being answered; empty outside of one.
pub fn current() -> Current {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}

/// Takes the caller's id when it is harmless, else makes one.
pub async fn layer(request: Request, next: Next) -> Response {
    let correlation_id = request
        .headers()
        .get(&HEADER)
        .and_then(|value| value.to_str().ok())
        .filter(|id| is_harmless(id))
        .map_or_else(|| Uuid::now_v7().to_string(), str::to_owned);
    let path = request.uri().path().to_owned();
    let span = tracing::info_span!(
        "request",
        correlation_id,
        method = %request.method(),
        path,
    );
    let header = HeaderValue::from_str(&correlation_id);
    let run = next.run(request);
    let mut response = CURRENT.scope(Current { correlation_id, path }, run).instrument(span).await;
    if let Ok(header) = header {
        response.headers_mut().insert(HEADER, header);
    }
    response
}

/// Short and of letters that cannot break a log line or a header.
fn is_harmless(id: &str) -> bool {
    (1..=128).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}
