use super::accepted;
use crate::error::Problem;
use crate::extract::{Body, IdempotencyKey, Path, Require, needs};
use crate::state::AppState;
use axum::extract::State;
use axum::response::Response;
use control_plane_app::runs::{self, ForkRun, RunView};
use uuid::Uuid;

/// Go another way from a step of a run, with values changed, outcomes pinned or breakpoints set: a new test
/// run. What had finished by then is taken over and not done again.
#[utoipa::path(
    post,
    path = "/runs/{id}/fork",
    tag = "runs",
    security(("bearer" = ["runs:write"])),
    params(
        ("id" = Uuid, Path, description = "Id of the run"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key is the same run, whatever died"),
    ),
    request_body = ForkRun,
    responses(
        (status = 202, description = "Accepted; `Location` names the new run", body = RunView),
    ),
)]
pub(super) async fn fork(
    State(state): State<AppState>,
    caller: Require<needs::RunsWrite>,
    path: Path<Uuid>,
    key: IdempotencyKey,
    body: Body<ForkRun>,
) -> Result<Response, Problem> {
    Ok(accepted(runs::fork(&state.app, &caller, path.0, body.0, key.as_deref()).await?))
}
