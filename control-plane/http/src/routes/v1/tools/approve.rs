use crate::error::Problem;
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::tools::{self, ServerDetail};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The tool as it was looked at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The server's name for the tool.
    tool: String,
    digest: String,
}

/// Let flows use a tool that is new on its server, or is described differently than before.
#[utoipa::path(
    post,
    path = "/tools/servers/{id}/approve",
    tag = "tools",
    security(("bearer" = ["tools:write"])),
    params(("id" = Uuid, Path, description = "Id of the server")),
    request_body = Approval,
    responses(
        (status = 200, description = "The server with its tools", body = ServerDetail),
        (status = 409, description = "The tool has changed since"),
    ),
)]
pub(super) async fn approve(
    State(state): State<AppState>,
    caller: Require<needs::ToolsWrite>,
    path: Path<Uuid>,
    body: Body<Approval>,
) -> Result<Json<ServerDetail>, Problem> {
    Ok(Json(tools::approve(&state.app, &caller, path.0, &body.0.tool, &body.0.digest).await?))
}
