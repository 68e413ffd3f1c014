use crate::error::Problem;
use crate::extract::{Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::runs::{self, RunView};
use uuid::Uuid;

/// One run.
#[utoipa::path(
    get,
    path = "/runs/{id}",
    tag = "runs",
    security(("bearer" = ["runs:read"])),
    params(("id" = Uuid, Path, description = "Id of the run")),
    responses((status = 200, description = "The run", body = RunView)),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Require<needs::RunsRead>,
    path: Path<Uuid>,
) -> Result<Json<RunView>, Problem> {
    Ok(Json(runs::get(&state.app, &caller, path.0).await?))
}
