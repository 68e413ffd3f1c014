use crate::error::Problem;
use crate::extract::{Data, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::tools::{self, ToolView};

/// Everything flows can call: the built-in tools, then those of the tenant's servers.
#[utoipa::path(
    get,
    path = "/tools",
    tag = "tools",
    security(("bearer" = ["tools:read"])),
    responses((status = 200, description = "All of them", body = Data<ToolView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::ToolsRead>,
) -> Result<Json<Data<ToolView>>, Problem> {
    Ok(Json(Data { data: tools::list(&state.app, &caller).await? }))
}
