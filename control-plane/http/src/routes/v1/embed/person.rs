use super::Below;
use crate::error::Problem;
use crate::extract::{Path, Visiting};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::chat::{self, ConversationView};

/// Ask for a person, as `POST /conversations/{id}/person`.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/conversations/{id}/person",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the conversation"),
    ),
    responses(
        (status = 200, description = "The desk knows; `person` says how many wait before", body = ConversationView),
        (status = 409, description = "The conversation is closed"),
    ),
)]
pub(super) async fn ask(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Below>,
) -> Result<Json<ConversationView>, Problem> {
    Ok(Json(chat::ask_for_person(&state.app, &caller, path.0.1).await?))
}

/// Go back to the assistant, whether somebody has come or not.
#[utoipa::path(
    delete,
    path = "/embed/{public_id}/conversations/{id}/person",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the conversation"),
    ),
    responses(
        (status = 200, description = "It is the assistant's", body = ConversationView),
        (status = 409, description = "It was the flow that handed it over"),
    ),
)]
pub(super) async fn back(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Below>,
) -> Result<Json<ConversationView>, Problem> {
    Ok(Json(chat::back_to_assistant(&state.app, &caller, path.0.1).await?))
}
