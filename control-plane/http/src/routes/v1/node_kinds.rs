//! `/node-kinds`: what the palette and the inspector are drawn from.

use crate::error::Problem;
use crate::extract::{Data, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::kinds;
use flow_schema::kind::NodeKind;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The built-in kinds and those of the tenant's MCP servers.
#[utoipa::path(
    get,
    path = "/node-kinds",
    tag = "node kinds",
    security(("bearer" = ["flows:read"])),
    responses((status = 200, description = "All kinds, by name", body = Data<NodeKind>)),
)]
async fn list(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
) -> Result<Json<Data<NodeKind>>, Problem> {
    Ok(Json(Data { data: kinds::list(&state.app, &caller).await? }))
}
