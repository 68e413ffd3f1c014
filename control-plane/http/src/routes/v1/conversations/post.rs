use super::frame;
use crate::error::Problem;
use crate::extract::{Body, IdempotencyKey, Path, Require, needs};
use crate::sse;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::Caller;
use control_plane_app::chat::{self, MessageView, NewMessage};
use futures::StreamExt;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// A message that was taken in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Taken {
    pub message: MessageView,
    /// The run that it starts or answers; `null` for what is said to a person.
    pub run_id: Option<Uuid>,
}

/// Say something. To a run that waits for the user it is the answer; while a person of the desk has the
/// conversation it is for them (and they write here, too); otherwise it starts a run of the flow's
/// published version. With `Accept: text/event-stream` the answer streams in the same request,
/// until the run ends or waits.
#[utoipa::path(
    post,
    path = "/conversations/{id}/messages",
    tag = "conversations",
    security(("bearer" = ["chat:use"])),
    params(
        ("id" = Uuid, Path, description = "Id of the conversation"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key is the same message, whatever died"),
    ),
    request_body = NewMessage,
    responses(
        (status = 202, description = "Taken; the run is durable", body = Taken),
        (status = 200, description = "With `Accept: text/event-stream`: the events of the turn", content_type = "text/event-stream"),
        (status = 409, description = "Nothing is being asked, or the conversation is closed"),
    ),
)]
pub(super) async fn post(
    State(state): State<AppState>,
    caller: Require<needs::ChatUse>,
    path: Path<Uuid>,
    key: IdempotencyKey,
    headers: HeaderMap,
    body: Body<NewMessage>,
) -> Result<Response, Problem> {
    say(&state, caller.0, path.0, body.0, key, &headers).await
}

/// The same for whoever may write in the conversation.
pub(in crate::routes::v1) async fn say(
    state: &AppState,
    caller: Arc<Caller>,
    conversation: Uuid,
    new: NewMessage,
    key: IdempotencyKey,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let posted = chat::post(&state.app, &caller, conversation, new, key.as_deref()).await?;
    if sse::wanted(headers) {
        let events = chat::follow_turn(&state.app, &caller, conversation, &posted);
        return Ok(sse::respond(state, caller, events.map(|event| event.map(frame))));
    }
    let taken = Taken { message: posted.message, run_id: posted.run_id };
    Ok((StatusCode::ACCEPTED, Json(taken)).into_response())
}
