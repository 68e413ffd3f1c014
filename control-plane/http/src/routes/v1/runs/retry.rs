use super::accepted;
use crate::error::Problem;
use crate::extract::{Body, IdempotencyKey, Path, Require, needs};
use crate::state::AppState;
use axum::extract::State;
use axum::response::Response;
use control_plane_app::runs::{self, RetryRun, RunView};
use uuid::Uuid;

/// Go on where a run failed, in a new run: what had worked is not done again, and what is repeated goes out
/// under the keys it had.
#[utoipa::path(
    post,
    path = "/runs/{id}/retry",
    tag = "runs",
    security(("bearer" = ["runs:write"])),
    params(
        ("id" = Uuid, Path, description = "Id of the run"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key is the same run, whatever died"),
    ),
    request_body = RetryRun,
    responses(
        (status = 202, description = "Accepted; `Location` names the new run", body = RunView),
        (status = 409, description = "The run has not ended yet"),
    ),
)]
pub(super) async fn retry(
    State(state): State<AppState>,
    caller: Require<needs::RunsWrite>,
    path: Path<Uuid>,
    key: IdempotencyKey,
    body: Body<RetryRun>,
) -> Result<Response, Problem> {
    Ok(accepted(runs::retry(&state.app, &caller, path.0, body.0, key.as_deref()).await?))
}
