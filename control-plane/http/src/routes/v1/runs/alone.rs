use super::accepted;
use crate::error::Problem;
use crate::extract::{Body, Path, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::runs::{self, RunNode, RunView};
use serde::Deserialize;
use std::time::Duration;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// Seconds to wait for it to end, at most 60.
    wait: Option<u64>,
}

/// Run one node of the draft alone, as a test run, with the values that a run of the flow had for it,
/// or with given ones. Nodes that act on the run around them (questions, waits, loops, state) are
/// refused.
#[utoipa::path(
    post,
    path = "/flows/{flow}/nodes/{node}/run",
    tag = "runs",
    security(("bearer" = ["flows:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("node" = String, Path, description = "Id of the node"),
        Params,
    ),
    request_body = RunNode,
    responses(
        (status = 202, description = "Accepted; `Location` names the run", body = RunView),
        (status = 200, description = "It ended within `wait`", body = RunView),
    ),
)]
pub(super) async fn run_node(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<(String, String)>,
    query: Query<Params>,
    body: Body<RunNode>,
) -> Result<Response, Problem> {
    let (flow, node) = path.0;
    let wait = query.0.wait.map(Duration::from_secs);
    let started = runs::run_node(&state.app, &caller, &flow, &node, body.0, wait).await?;
    Ok(if started.rests { Json(started.run).into_response() } else { accepted(started.run) })
}
