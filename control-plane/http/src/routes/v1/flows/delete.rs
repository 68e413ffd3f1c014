use crate::error::Problem;
use crate::extract::{Path, Require, needs};
use crate::state::AppState;
use axum::extract::State;
use control_plane_app::flows;
use http::StatusCode;

/// Delete a flow with its draft and its versions. Runs that are going on finish; its history stays
/// in Git.
#[utoipa::path(
    delete,
    path = "/flows/{flow}",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    responses((status = 204, description = "Deleted")),
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<String>,
) -> Result<StatusCode, Problem> {
    flows::delete(&state.app, &caller, &path.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
