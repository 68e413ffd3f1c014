use crate::error::Problem;
use crate::extract::{Path, SignedIn};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::approvals::{self, ApprovalView};
use uuid::Uuid;

/// One approval, as far as it concerns the caller.
#[utoipa::path(
    get,
    path = "/approvals/{id}",
    tag = "approvals",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Id of the approval")),
    responses((status = 200, description = "The approval", body = ApprovalView)),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<Uuid>,
) -> Result<Json<ApprovalView>, Problem> {
    Ok(Json(approvals::get(&state.app, &caller, path.0).await?))
}
