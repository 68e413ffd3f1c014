use crate::error::Problem;
use crate::extract::{Path, Query, Require, needs};
use crate::sse::{self, Frame};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::AppError;
use control_plane_app::runs::{self, Received, RunEvent};
use futures::StreamExt;
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// Events after this one: `<seq>`, or `<seq>.<part>` of a delta.
    after: Option<String>,
    /// Of a page: at most 1,000; 200 when not given.
    limit: Option<u32>,
}

/// A stretch of a run's log: `[{seq, at, kind, node?, iteration, payload}]`.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventPage {
    #[schema(value_type = Vec<Object>)]
    data: Vec<RunEvent>,
    /// What to ask for `after` this; `null` at the end.
    next: Option<u64>,
}

/// What a run did. With `Accept: text/event-stream`: the log from the cursor, then live, to the run's
/// last event; a client that comes back after that gets 204 and stops. Otherwise one page of the log.
#[utoipa::path(
    get,
    path = "/runs/{id}/events",
    tag = "runs",
    security(("bearer" = ["runs:read"])),
    params(
        ("id" = Uuid, Path, description = "Id of the run"),
        ("Last-Event-ID" = Option<String>, Header, description = "`<seq>` or `<seq>.<part>`"),
        Params,
    ),
    responses(
        (status = 200, description = "Events", body = EventPage),
        (status = 204, description = "Streaming: the run has ended and everything was received"),
    ),
)]
pub(super) async fn events(
    State(state): State<AppState>,
    caller: Require<needs::RunsRead>,
    path: Path<Uuid>,
    headers: HeaderMap,
    query: Query<Params>,
) -> Result<Response, Problem> {
    let has = sse::cursor(&headers, query.0.after.as_deref()).map(received).transpose()?;
    if !sse::wanted(&headers) {
        let limit = query.0.limit.unwrap_or(200).clamp(1, 1_000);
        let page = runs::events(&state.app, &caller, path.0, has.unwrap_or_default().seq, limit).await?;
        return Ok(Json(EventPage { data: page.data, next: page.next }).into_response());
    }
    match runs::follow(&state.app, &caller, path.0, has).await? {
        Some(events) => Ok(sse::respond(&state, caller.0, events.map(|event| Ok(frame(&event))))),
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// What a client with this cursor has: a delta stands before its event.
fn received(cursor: &str) -> Result<Received, Problem> {
    let (seq, part) = match cursor.split_once('.') {
        Some((seq, part)) => (seq, part.parse().map(Some)),
        None => (cursor, Ok(None)),
    };
    match (seq.parse(), part) {
        (Ok(seq), Ok(None)) => Ok(Received::event(seq)),
        (Ok(seq), Ok(Some(part))) => Ok(Received::delta(seq, part)),
        _ => Err(AppError::malformed("the cursor is <seq> or <seq>.<part>").into()),
    }
}

fn frame(event: &RunEvent) -> Frame {
    let id = match event.part {
        Some(part) => format!("{}.{part}", event.seq),
        None => event.seq.to_string(),
    };
    let data = serde_json::to_value(event).unwrap_or(Value::Null);
    Frame { id: Some(id), name: event.kind.clone(), data }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delta_cursor_asks_for_its_event_again() {
        assert_eq!(received("7").ok(), Some(Received { seq: 7, part: 0 }));
        assert_eq!(received("7.3").ok(), Some(Received { seq: 6, part: 3 }));
        for bad in ["", "x", "7.", "7.x", "-1"] {
            assert!(received(bad).is_err(), "{bad}");
        }
    }
}
