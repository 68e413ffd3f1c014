use crate::error::Problem;
use crate::extract::{Body, Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::{self, TestItem};
use http::StatusCode;
use serde_json::Value;

/// Add a test to the draft, or replace the one of its name. Publishing commits it with the version.
#[utoipa::path(
    post,
    path = "/flows/{flow}/tests",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body(content = Object, description = "A document of the format `flowright-test/1`"),
    responses(
        (status = 201, description = "Added", body = TestItem),
        (status = 200, description = "Replaced", body = TestItem),
    ),
)]
pub(in crate::routes::v1::flows) async fn put(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<String>,
    body: Body<Value>,
) -> Result<(StatusCode, Json<TestItem>), Problem> {
    let (test, is_new) = flows::put_test(&state.app, &caller, &path.0, &body.0).await?;
    Ok((if is_new { StatusCode::CREATED } else { StatusCode::OK }, Json(test)))
}
