use super::which::Which;
use crate::error::Problem;
use crate::extract::{Path, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::{self, Authored};
use serde::Serialize;
use utoipa::ToSchema;

/// Whose changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthorList {
    data: Vec<Authored>,
}

/// Whose changes the draft has that no version has; of a branch, that the flow's draft has not.
#[utoipa::path(
    get,
    path = "/flows/{flow}/draft/authors",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow"), Which),
    responses((status = 200, description = "By author, who changed something last first", body = AuthorList)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    which: Query<Which>,
) -> Result<Json<AuthorList>, Problem> {
    Ok(Json(AuthorList { data: flows::authors(&state.app, &caller, &path.0, which.0.branch()).await? }))
}
