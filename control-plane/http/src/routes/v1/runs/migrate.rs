use super::accepted;
use crate::error::Problem;
use crate::extract::{Body, Path, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use control_plane_app::runs::{self, MigrateRun, Migration, RunView};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// Number of a published version of the run's flow; the one that new runs get when not given.
    version: Option<u64>,
}

/// What moving a run to another version would come to: what is taken over, what is called at once, and what
/// it would wait for. Changes nothing.
#[utoipa::path(
    get,
    path = "/runs/{id}/migration",
    tag = "runs",
    security(("bearer" = ["runs:write"])),
    params(("id" = Uuid, Path, description = "Id of the run"), Params),
    responses(
        (status = 200, description = "What it would come to", body = Migration),
        (status = 404, description = "No such run, or no such version of its flow"),
        (status = 409, description = "The run has ended"),
        (status = 422, description = "It has that version already, or the version cannot run any more"),
    ),
)]
pub(super) async fn migration(
    State(state): State<AppState>,
    caller: Require<needs::RunsWrite>,
    path: Path<Uuid>,
    query: Query<Params>,
) -> Result<Json<Migration>, Problem> {
    Ok(Json(runs::migration(&state.app, &caller, path.0, query.0.version).await?))
}

/// Move a run that has not ended to another version of its flow. What it has done is taken over as far as the
/// version has the same steps; a version never changes under a run by itself.
#[utoipa::path(
    post,
    path = "/runs/{id}/migration",
    tag = "runs",
    security(("bearer" = ["runs:write"])),
    params(("id" = Uuid, Path, description = "Id of the run")),
    request_body = MigrateRun,
    responses(
        (status = 202, description = "It goes on in that version", body = RunView),
        (status = 404, description = "No such run, or no such version of its flow"),
        (status = 409, description = "The run has ended, or moved on since it was looked at"),
        (status = 422, description = "The version would have ended before it came to where the run is"),
    ),
)]
pub(super) async fn migrate(
    State(state): State<AppState>,
    caller: Require<needs::RunsWrite>,
    path: Path<Uuid>,
    body: Body<MigrateRun>,
) -> Result<Response, Problem> {
    Ok(accepted(runs::migrate(&state.app, &caller, path.0, body.0).await?))
}
