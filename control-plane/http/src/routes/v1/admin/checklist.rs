use crate::error::Problem;
use crate::extract::{Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::admin::checklist::{self, Checklist};

/// What of the first steps has really happened.
#[utoipa::path(
    get,
    path = "/admin/checklist",
    tag = "administration",
    security(("bearer" = ["flows:read"])),
    responses((status = 200, description = "One truth per step", body = Checklist)),
)]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
) -> Result<Json<Checklist>, Problem> {
    Ok(Json(checklist::read(&state.app, &caller).await?))
}
