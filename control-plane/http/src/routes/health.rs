//! `GET /health`, `/health/live`, `/health/ready`.

use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(live)).routes(routes!(ready))
}

/// The process runs. Says nothing about its dependencies: restarting would not mend those.
#[utoipa::path(get, path = "/health/live", tag = "operations", responses((status = 200, description = "Alive")))]
async fn live() -> Response {
    Json(json!({ "status": "ok" })).into_response()
}

/// Whether traffic should be sent here.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "operations",
    responses(
        (status = 200, description = "Ready"),
        (status = 503, description = "Starting, draining, or without its database"),
    ),
)]
async fn ready(State(state): State<AppState>) -> Response {
    let starting = state.app.executor().is_err();
    let draining = state.draining.is_cancelled();
    let (status, word) = match (draining, starting) {
        (true, _) => (StatusCode::SERVICE_UNAVAILABLE, "draining"),
        (false, true) => (StatusCode::SERVICE_UNAVAILABLE, "starting"),
        (false, false) => (StatusCode::OK, "ready"),
    };
    (status, Json(json!({ "status": word }))).into_response()
}
