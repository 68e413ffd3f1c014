//! `http_requests_total` and `http_request_duration_seconds`, by route pattern so that ids do not
//! make a series each.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

pub async fn layer(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = method_label(request.method());
    let endpoint = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(none)".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status();
    metrics::counter!(
        "http_requests_total",
        "method" => method,
        "endpoint" => endpoint.clone(),
        "status_code" => status.as_u16().to_string(),
    )
    .increment(1);
    let elapsed = started.elapsed();
    metrics::histogram!("http_request_duration_seconds", "method" => method, "endpoint" => endpoint)
        .record(elapsed.as_secs_f64());
    if status.is_server_error() {
        tracing::warn!(status = status.as_u16(), duration_ms = elapsed.as_millis() as u64, "request failed");
    } else {
        tracing::debug!(status = status.as_u16(), duration_ms = elapsed.as_millis() as u64, "request");
    }
    response
}

/// A closed list: a client may invent methods.
fn method_label(method: &http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
