use crate::error::Problem;
use crate::extract::{Path, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::{self, Tests};

/// The tests of the draft.
#[utoipa::path(
    get,
    path = "/flows/{flow}/tests",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    responses((status = 200, description = "All tests, by name", body = Tests)),
)]
pub(in crate::routes::v1::flows) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
) -> Result<Json<Tests>, Problem> {
    Ok(Json(flows::tests(&state.app, &caller, &path.0).await?))
}
