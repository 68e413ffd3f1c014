//! `GET /health`, `/health/live`, `/health/ready`.

use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::health::{Condition, Health, health};
use http::StatusCode;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(all)).routes(routes!(live)).routes(routes!(ready))
}

/// Each dependency's state.
#[utoipa::path(
    get,
    path = "/health",
    tag = "operations",
    responses(
        (status = 200, description = "Working, perhaps with less", body = Health),
        (status = 503, description = "Something that everything needs is down", body = Health),
    ),
)]
async fn all(State(state): State<AppState>) -> Response {
    let health = health(&state.app).await;
    let status =
        if health.status == Condition::Down { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (status, Json(health)).into_response()
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
    // Without its database nothing but errors would be answered.
    let starting = state.app.executor().is_err() || state.app.db.ping().await.is_err();
    let draining = state.draining.is_cancelled();
    let (status, word) = match (draining, starting) {
        (true, _) => (StatusCode::SERVICE_UNAVAILABLE, "draining"),
        (false, true) => (StatusCode::SERVICE_UNAVAILABLE, "not ready"),
        (false, false) => (StatusCode::OK, "ready"),
    };
    (status, Json(json!({ "status": word }))).into_response()
}
