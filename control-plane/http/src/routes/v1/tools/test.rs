use crate::error::Problem;
use crate::extract::{Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::tools::{self, Probed};
use uuid::Uuid;

/// Try an MCP server step by step, from its name to its list of tools, and keep what it shows.
#[utoipa::path(
    post,
    path = "/tools/servers/{id}/test",
    tag = "tools",
    security(("bearer" = ["tools:write"])),
    params(("id" = Uuid, Path, description = "Id of the server")),
    responses((status = 200, description = "What was found, also when it does not work", body = Probed)),
)]
pub(super) async fn test(
    State(state): State<AppState>,
    caller: Require<needs::ToolsWrite>,
    path: Path<Uuid>,
) -> Result<Json<Probed>, Problem> {
    Ok(Json(tools::probe(&state.app, &caller, path.0).await?))
}
