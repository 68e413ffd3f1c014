use crate::error::Problem;
use crate::extract::{Path, Require, needs};
use crate::state::AppState;
use axum::extract::State;
use control_plane_app::flows;
use http::StatusCode;

/// Take a test away from the draft. Versions keep it.
#[utoipa::path(
    delete,
    path = "/flows/{flow}/tests/{name}",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("name" = String, Path, description = "Name of the test"),
    ),
    responses((status = 204, description = "Deleted")),
)]
pub(in crate::routes::v1::flows) async fn delete(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    flows::delete_test(&state.app, &caller, &path.0.0, &path.0.1).await?;
    Ok(StatusCode::NO_CONTENT)
}
