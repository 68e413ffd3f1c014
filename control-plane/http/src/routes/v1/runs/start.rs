use crate::error::Problem;
use crate::extract::{Body, IdempotencyKey, Path, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::runs::{self, RunView, StartRun};
use http::{StatusCode, header};
use serde::Deserialize;
use std::time::Duration;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// Seconds to wait for the run to end, at most 60.
    wait: Option<u64>,
}

/// Start a run. It is durable when this answers.
#[utoipa::path(
    post,
    path = "/flows/{flow}/runs",
    tag = "runs",
    security(("bearer" = ["runs:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key is the same run, whatever died"),
        Params,
    ),
    request_body = StartRun,
    responses(
        (status = 202, description = "Accepted; `Location` names it", body = RunView),
        (status = 200, description = "It ended, or waits for somebody, within `wait`", body = RunView),
        (status = 409, description = "The flow has not been published"),
    ),
)]
pub(super) async fn start(
    State(state): State<AppState>,
    caller: Require<needs::RunsWrite>,
    path: Path<String>,
    query: Query<Params>,
    key: IdempotencyKey,
    body: Body<StartRun>,
) -> Result<Response, Problem> {
    let wait = query.0.wait.map(Duration::from_secs);
    let started = runs::start(&state.app, &caller, &path.0, body.0, key.as_deref(), wait).await?;
    let status = if started.rests { StatusCode::OK } else { StatusCode::ACCEPTED };
    let location = format!("/api/v1/runs/{}", started.run.id);
    Ok((status, [(header::LOCATION, location)], Json(started.run)).into_response())
}
