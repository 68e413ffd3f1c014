use crate::error::Problem;
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::chat::{self, MessageView, Word};
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Take over a conversation that a flow has handed to the desk, or whose user has asked for a person: the user
/// is told who has come. What either writes from then on goes by `POST /conversations/{id}/messages`.
#[utoipa::path(
    post,
    path = "/conversations/{id}/handoff",
    tag = "conversations",
    security(("bearer" = ["tickets:write"])),
    params(("id" = Uuid, Path, description = "Id of the conversation")),
    request_body = Word,
    responses(
        (status = 200, description = "What was said last", body = MessageView),
        (status = 409, description = "It is not handed over at the moment, or somebody else has it (`taken_over`)"),
    ),
)]
pub(super) async fn take_over(
    State(state): State<AppState>,
    caller: Require<needs::TicketsWrite>,
    path: Path<Uuid>,
    body: Body<Word>,
) -> Result<Json<MessageView>, Problem> {
    Ok(Json(chat::take_over(&state.app, &caller, path.0, body.0).await?))
}

/// A conversation that is its flow's again.
#[derive(Debug, Serialize, ToSchema)]
pub struct Returned {
    /// The run that goes on; `null` when it was the user who had asked for somebody.
    run_id: Option<Uuid>,
}

/// Give a conversation back to its flow, which goes on with the text; or to the assistant, when it was the user
/// who had asked for a person.
#[utoipa::path(
    post,
    path = "/conversations/{id}/return",
    tag = "conversations",
    security(("bearer" = ["tickets:write"])),
    params(("id" = Uuid, Path, description = "Id of the conversation")),
    request_body = Word,
    responses(
        (status = 202, description = "Stored; the run goes on, if there is one", body = Returned),
        (status = 409, description = "It is not handed over at the moment"),
    ),
)]
pub(super) async fn give_back(
    State(state): State<AppState>,
    caller: Require<needs::TicketsWrite>,
    path: Path<Uuid>,
    body: Body<Word>,
) -> Result<(StatusCode, Json<Returned>), Problem> {
    let run_id = chat::give_back(&state.app, &caller, path.0, body.0).await?;
    Ok((StatusCode::ACCEPTED, Json(Returned { run_id })))
}
