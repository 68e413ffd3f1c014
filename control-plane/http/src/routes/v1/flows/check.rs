use super::which::Which;
use crate::error::Problem;
use crate::extract::{IfNoneMatch, Path, Query, Require, etag_header, needs, parse_json};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use control_plane_app::flows;
use flow_schema::canonical;
use flow_schema::check::{CheckReport, Surroundings};
use flow_schema::model::Flow;
use http::StatusCode;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::IntoParams;

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

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Runs {
    /// Names of the flows that the document runs, with commas between them.
    #[serde(default)]
    runs: String,
}

/// What the check needs besides the document, to make the same check elsewhere. Of secrets, their names.
#[utoipa::path(
    get,
    path = "/flows/{flow}/check/surroundings",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        Runs,
        ("If-None-Match" = Option<String>, Header, description = "ETag of the surroundings the client has"),
    ),
    responses(
        (status = 200, description = "The surroundings; `ETag` names their state", body = Surroundings),
        (status = 304, description = "The client has them already"),
    ),
)]
pub(super) async fn surroundings(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    known: IfNoneMatch,
    path: Path<String>,
    query: Query<Runs>,
) -> Result<Response, Problem> {
    let runs: BTreeSet<String> =
        query.0.runs.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let surroundings = flows::surroundings(&state.app, &caller, &path.0, runs).await?;
    let etag = canonical::hash_of(&surroundings);
    let headers = etag_header(&etag);
    if known.matches(&etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, Json(surroundings)).into_response())
}
