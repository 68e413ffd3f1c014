use crate::error::Problem;
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::runs::{self, RunView};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Why a run is to stop.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    #[serde(default)]
    reason: String,
}

/// Stop a run; it does within a second. Nothing happens to one that has ended.
#[utoipa::path(
    post,
    path = "/runs/{id}/cancel",
    tag = "runs",
    security(("bearer" = ["runs:write"])),
    params(("id" = Uuid, Path, description = "Id of the run")),
    request_body = Cancel,
    responses((status = 202, description = "It is being stopped", body = RunView)),
)]
pub(super) async fn cancel(
    State(state): State<AppState>,
    caller: Require<needs::RunsWrite>,
    path: Path<Uuid>,
    body: Body<Cancel>,
) -> Result<(StatusCode, Json<RunView>), Problem> {
    let run = runs::cancel(&state.app, &caller, path.0, &body.0.reason).await?;
    Ok((StatusCode::ACCEPTED, Json(run)))
}
