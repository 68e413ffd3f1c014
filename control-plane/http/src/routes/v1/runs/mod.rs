//! `/runs` and `/flows/{flow}/runs`: executions of flow versions.

mod alone;
mod cancel;
mod compare;
mod events;
mod fork;
mod get;
mod list;
mod migrate;
mod retry;
mod signal;
mod start;
mod state;
mod test;

use crate::state::AppState;
use axum::Json;
use axum::response::{IntoResponse, Response};
use control_plane_app::runs::RunView;
use http::{StatusCode, header};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(start::start))
        .routes(routes!(alone::run_node))
        .routes(routes!(list::list))
        .routes(routes!(compare::compare))
        .routes(routes!(get::get))
        .routes(routes!(events::events))
        .routes(routes!(state::state))
        .routes(routes!(cancel::cancel))
        .routes(routes!(signal::signal))
        .routes(routes!(fork::fork))
        .routes(routes!(retry::retry))
        .routes(routes!(migrate::migration, migrate::migrate))
        .routes(routes!(test::test))
}

/// A run that was accepted, and where it is.
fn accepted(run: RunView) -> Response {
    let location = format!("/api/v1/runs/{}", run.id);
    (StatusCode::ACCEPTED, [(header::LOCATION, location)], Json(run)).into_response()
}
