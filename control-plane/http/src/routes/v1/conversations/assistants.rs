use crate::error::Problem;
use crate::extract::{Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::chat::{self, Assistant};
use serde::Serialize;
use utoipa::ToSchema;

/// Whom one can talk to.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssistantList {
    data: Vec<Assistant>,
}

/// The flows one can have a conversation with: those with a version in production.
#[utoipa::path(
    get,
    path = "/assistants",
    tag = "conversations",
    security(("bearer" = ["chat:use"])),
    responses((status = 200, description = "By name", body = AssistantList)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::ChatUse>,
) -> Result<Json<AssistantList>, Problem> {
    Ok(Json(AssistantList { data: chat::assistants(&state.app, &caller).await? }))
}
