use crate::error::Problem;
use crate::extract::{Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::{self, FlowItem};

/// One flow, as in the list.
#[utoipa::path(
    get,
    path = "/flows/{flow}",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    responses((status = 200, description = "The flow", body = FlowItem)),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
) -> Result<Json<FlowItem>, Problem> {
    Ok(Json(flows::get(&state.app, &caller, &path.0).await?))
}
