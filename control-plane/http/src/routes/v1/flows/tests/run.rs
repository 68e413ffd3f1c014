use crate::error::{Problem, ProblemDetails};
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::{self, NewTestRun, TestResults};

/// Run tests of the draft, or of a version. No model and no tool is called: the tests bring the outcomes.
#[utoipa::path(
    post,
    path = "/flows/{flow}/tests/run",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = NewTestRun,
    responses(
        (status = 200, description = "How they went, passed or not", body = TestResults),
        (status = 422, description = "The document has errors; `findings` names all of them", body = ProblemDetails),
    ),
)]
pub(in crate::routes::v1::flows) async fn run(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    body: Body<NewTestRun>,
) -> Result<Json<TestResults>, Problem> {
    Ok(Json(flows::run_tests(&state.app, &caller, &path.0, body.0).await?))
}
