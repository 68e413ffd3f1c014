//! `/desk`: what those who help people see of them.

use crate::error::Problem;
use crate::extract::{Data, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::desk::{self, LiveConversation};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(live))
}

/// Conversations that wait for a person, or have one: those that wait longest first.
#[utoipa::path(
    get,
    path = "/desk/live",
    tag = "conversations",
    security(("bearer" = ["tickets:write"])),
    responses((status = 200, description = "The conversations", body = Data<LiveConversation>)),
)]
async fn live(
    State(state): State<AppState>,
    caller: Require<needs::TicketsWrite>,
) -> Result<Json<Data<LiveConversation>>, Problem> {
    Ok(Json(Data { data: desk::live(&state.app, &caller).await? }))
}
