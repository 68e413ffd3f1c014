//! One folder per resource, one file per verb.

mod health;
pub mod mcp;
mod metrics;
pub mod v1;

use crate::error::Problem;
use crate::state::AppState;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;

/// Everything that stands in the OpenAPI document.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().merge(health::router()).merge(metrics::router()).nest("/api/v1", v1::router())
}

/// The address exists, the method does not.
pub async fn method_not_allowed() -> Response {
    Problem::new("method_not_allowed", "This address does not answer to this method.").into_response()
}
