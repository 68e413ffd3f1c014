use super::frame;
use crate::error::Problem;
use crate::extract::{Path, Query, SignedIn};
use crate::sse;
use crate::state::AppState;
use axum::extract::State;
use axum::response::Response;
use control_plane_app::{AppError, Caller, chat};
use futures::StreamExt;
use http::HeaderMap;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// `id` of the last event received; the header `Last-Event-ID` says the same and wins.
    pub after: Option<String>,
}

/// Follow a conversation: `message.created`, `message.delta` (a piece of an answer, which may cite `[1]` up to
/// `[sources]` where it says so), `message.completed`, `node.started` (its `kind` alone), `node.progress`, and
/// `run.started`, `waiting`, `resumed`, `completed`, `failed`, `cancelled`. Without a cursor the stream
/// begins with the run that is going on, if any, and goes on over all later ones. A message that is told
/// again replaces the earlier copy.
#[utoipa::path(
    get,
    path = "/conversations/{id}/events",
    tag = "conversations",
    security(("bearer" = [])),
    params(
        ("id" = Uuid, Path, description = "Id of the conversation"),
        ("Last-Event-ID" = Option<String>, Header, description = "`<run>:<seq>[.<part>]`"),
        Params,
    ),
    responses((status = 200, description = "Events, without end", content_type = "text/event-stream")),
)]
pub(super) async fn follow(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<Uuid>,
    headers: HeaderMap,
    query: Query<Params>,
) -> Result<Response, Problem> {
    followed(&state, caller.0, path.0, &headers, &query.0).await
}

/// The same for whoever may see the conversation.
pub(in crate::routes::v1) async fn followed(
    state: &AppState,
    caller: Arc<Caller>,
    conversation: Uuid,
    headers: &HeaderMap,
    params: &Params,
) -> Result<Response, Problem> {
    let cursor = sse::cursor(headers, params.after.as_deref()).map(str::parse).transpose();
    let cursor = cursor.map_err(|_| AppError::malformed("Last-Event-ID is not an id of this stream"))?;
    let events = chat::follow(&state.app, &caller, conversation, cursor).await?;
    Ok(sse::respond(state, caller, events.map(|event| event.map(frame))))
}
