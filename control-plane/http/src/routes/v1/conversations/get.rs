use crate::error::Problem;
use crate::extract::{Path, SignedIn};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::chat::{self, ConversationView};
use uuid::Uuid;

/// One conversation: one's own, or anybody's with `runs:read`.
#[utoipa::path(
    get,
    path = "/conversations/{id}",
    tag = "conversations",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Id of the conversation")),
    responses((status = 200, description = "The conversation", body = ConversationView)),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<Uuid>,
) -> Result<Json<ConversationView>, Problem> {
    Ok(Json(chat::get(&state.app, &caller, path.0).await?))
}
