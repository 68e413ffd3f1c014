use crate::error::Problem;
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::runs::{self, NewSignal};
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A signal that was stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stored {
    /// Sending again under this id changes nothing.
    id: Uuid,
}

/// Send something to a run that waits for it: `answer` for a question, `continue` for a test run at a
/// breakpoint. Decisions have their own address, and so has giving a conversation back.
#[utoipa::path(
    post,
    path = "/runs/{id}/signals/{name}",
    tag = "runs",
    security(("bearer" = ["runs:write"])),
    params(
        ("id" = Uuid, Path, description = "Id of the run"),
        ("name" = String, Path, description = "`answer`, `continue`, or the name of an event"),
    ),
    request_body = NewSignal,
    responses(
        (status = 202, description = "Stored", body = Stored),
        (status = 409, description = "The run has ended, or does not wait for this"),
    ),
)]
pub(super) async fn signal(
    State(state): State<AppState>,
    caller: Require<needs::RunsWrite>,
    path: Path<(Uuid, String)>,
    body: Body<NewSignal>,
) -> Result<(StatusCode, Json<Stored>), Problem> {
    let id = runs::signal(&state.app, &caller, path.0.0, &path.0.1, body.0).await?;
    Ok((StatusCode::ACCEPTED, Json(Stored { id })))
}
