use crate::error::Problem;
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestGate {
    /// The flow is published only when it has tests and all of them pass.
    gate_on_tests: bool,
}

/// Say whether publishing insists on the flow's tests.
#[utoipa::path(
    put,
    path = "/flows/{flow}/test-gate",
    tag = "flows",
    security(("bearer" = ["flows:publish"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = TestGate,
    responses((status = 200, description = "As it is now", body = TestGate)),
)]
pub(in crate::routes::v1::flows) async fn put(
    State(state): State<AppState>,
    caller: Require<needs::FlowsPublish>,
    path: Path<String>,
    body: Body<TestGate>,
) -> Result<Json<TestGate>, Problem> {
    flows::set_gate(&state.app, &caller, &path.0, body.0.gate_on_tests).await?;
    Ok(Json(body.0))
}
