use crate::error::Problem;
use crate::extract::{Path, Require, needs, parse_json};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use bytes::Bytes;
use control_plane_app::flows;
use flow_schema::Finding;
use flow_schema::model::Flow;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub struct Findings {
    findings: Vec<Finding>,
}

/// What the check says about the draft, or about the document in the body. Nothing is saved or run.
#[utoipa::path(
    post,
    path = "/flows/{flow}/check",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body(content = Option<Flow>, description = "Missing: the draft is checked"),
    responses((status = 200, description = "Errors first; empty when all is well", body = Findings)),
)]
pub(super) async fn check(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    body: Bytes,
) -> Result<Json<Findings>, Problem> {
    let document: Option<Flow> = if body.is_empty() { None } else { parse_json(&body)? };
    Ok(Json(Findings { findings: flows::check(&state.app, &caller, &path.0, document).await? }))
}
