use super::Below;
use crate::error::Problem;
use crate::extract::{Path, Visiting};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::chat::ActiveRun;
use control_plane_app::widget;
use http::StatusCode;

/// Stop a run of one of the visitor's conversations; it does within a second.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/runs/{id}/cancel",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the run"),
    ),
    responses((status = 202, description = "It is being stopped", body = ActiveRun)),
)]
pub(super) async fn cancel(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Below>,
) -> Result<(StatusCode, Json<ActiveRun>), Problem> {
    Ok((StatusCode::ACCEPTED, Json(widget::cancel(&state.app, &caller, path.0.1).await?)))
}
