use crate::error::Problem;
use crate::extract::{Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::chat::{self, ConversationView};
use uuid::Uuid;

/// Ask for a person. What is said from then on goes to the desk, and starts and answers no run; asking again
/// changes nothing.
#[utoipa::path(
    post,
    path = "/conversations/{id}/person",
    tag = "conversations",
    security(("bearer" = ["chat:use"])),
    params(("id" = Uuid, Path, description = "Id of the conversation")),
    responses(
        (status = 200, description = "The desk knows; `person` says how many wait before", body = ConversationView),
        (status = 409, description = "The conversation is closed, or a test chat"),
    ),
)]
pub(super) async fn ask(
    State(state): State<AppState>,
    caller: Require<needs::ChatUse>,
    path: Path<Uuid>,
) -> Result<Json<ConversationView>, Problem> {
    Ok(Json(chat::ask_for_person(&state.app, &caller, path.0).await?))
}

/// Go back to the assistant, whether somebody has come or not.
#[utoipa::path(
    delete,
    path = "/conversations/{id}/person",
    tag = "conversations",
    security(("bearer" = ["chat:use"])),
    params(("id" = Uuid, Path, description = "Id of the conversation")),
    responses(
        (status = 200, description = "It is the assistant's", body = ConversationView),
        (status = 409, description = "It was the flow that handed it over"),
    ),
)]
pub(super) async fn back(
    State(state): State<AppState>,
    caller: Require<needs::ChatUse>,
    path: Path<Uuid>,
) -> Result<Json<ConversationView>, Problem> {
    Ok(Json(chat::back_to_assistant(&state.app, &caller, path.0).await?))
}
