use crate::error::Problem;
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::TestItem;
use control_plane_app::runs::{self, NewTest};
use http::StatusCode;
use uuid::Uuid;

/// Make a run a test of its flow: the same input and answers, the outcomes its calls had then, and that it
/// does the same again.
#[utoipa::path(
    post,
    path = "/runs/{id}/test",
    tag = "runs",
    security(("bearer" = ["flows:write"])),
    params(("id" = Uuid, Path, description = "Id of the run")),
    request_body = NewTest,
    responses(
        (status = 201, description = "Added to the draft's tests", body = TestItem),
        (status = 200, description = "In the place of the test of its name", body = TestItem),
        (status = 409, description = "The run is still going on"),
    ),
)]
pub(super) async fn test(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<Uuid>,
    body: Body<NewTest>,
) -> Result<(StatusCode, Json<TestItem>), Problem> {
    let (test, is_new) = runs::as_test(&state.app, &caller, path.0, body.0).await?;
    Ok((if is_new { StatusCode::CREATED } else { StatusCode::OK }, Json(test)))
}
