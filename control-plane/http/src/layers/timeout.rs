//! No request waits for ever for its first byte. Streams (SSE) have answered by then and go on.

use crate::error::Problem;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Longer than the longest `?wait=` a client may ask for, and than an upload on a slow line.
pub const LIMIT: Duration = Duration::from_secs(120);

pub async fn layer(request: Request, next: Next) -> Response {
    match tokio::time::timeout(LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new("timeout", format!("No answer within {} s.", LIMIT.as_secs()))
            .retry_after(Duration::from_secs(5))
            .into_response(),
    }
}
