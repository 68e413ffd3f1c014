use super::which::Which;
use crate::error::Problem;
use crate::extract::{Path, Query, Require, needs, parse_json};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use bytes::Bytes;
use control_plane_app::flows;
use flow_schema::check::CheckReport;
use flow_schema::model::Flow;

/// What the check says about the draft, or about the document in the body, and the most that one run can cost.
/// Nothing is saved or run.
#[utoipa::path(
    post,
    path = "/flows/{flow}/check",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow"), Which),
    request_body(content = Option<Flow>, description = "Missing: the draft is checked"),
    responses((status = 200, description = "Errors first; empty when all is well", body = CheckReport)),
)]
pub(super) async fn check(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    which: Query<Which>,
    body: Bytes,
) -> Result<Json<CheckReport>, Problem> {
    let document: Option<Flow> = if body.is_empty() { None } else { parse_json(&body)? };
    Ok(Json(flows::check(&state.app, &caller, &path.0, which.0.branch(), document).await?))
}
