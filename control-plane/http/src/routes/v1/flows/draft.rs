use super::which::Which;
use crate::error::Problem;
use crate::extract::{Body, IfMatch, IfNoneMatch, MergePatch, Path, Query, Require, etag_header, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{self, SavedDraft};
use flow_schema::Finding;
use flow_schema::model::Flow;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// The draft's document.
#[utoipa::path(
    get,
    path = "/flows/{flow}/draft",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        Which,
        ("If-None-Match" = Option<String>, Header, description = "ETag of the draft the client has"),
    ),
    responses(
        (status = 200, description = "The document; `ETag` names its state", body = Flow),
        (status = 304, description = "The client has it already"),
    ),
)]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    known: IfNoneMatch,
    path: Path<String>,
    which: Query<Which>,
) -> Result<Response, Problem> {
    let draft = flows::draft(&state.app, &caller, &path.0, which.0.branch()).await?;
    let headers = etag_header(&draft.etag);
    if known.matches(&draft.etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok((headers, json, draft.document).into_response())
}

/// A saved draft and what the check says about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Checked {
    flow: Flow,
    findings: Vec<Finding>,
}

/// Replace the draft. It is saved also with findings; only publishing insists on none.
#[utoipa::path(
    put,
    path = "/flows/{flow}/draft",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        Which,
        ("If-Match" = String, Header, description = "ETag of the draft that is edited"),
    ),
    request_body = Flow,
    responses((status = 200, description = "Saved; `ETag` names the new state", body = Checked)),
)]
pub(super) async fn put(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    expected: IfMatch,
    path: Path<String>,
    which: Query<Which>,
    body: Body<Flow>,
) -> Result<Response, Problem> {
    Ok(answer(flows::save_draft(&state.app, &caller, &path.0, which.0.branch(), expected.0, body.0).await?))
}

/// Change parts of the draft by JSON merge patch (arrays are replaced whole).
#[utoipa::path(
    patch,
    path = "/flows/{flow}/draft",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        Which,
        ("If-Match" = String, Header, description = "ETag of the draft that is edited"),
    ),
    request_body(content = serde_json::Value, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Saved; `ETag` names the new state", body = Checked)),
)]
pub(super) async fn patch(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    expected: IfMatch,
    path: Path<String>,
    which: Query<Which>,
    patch: MergePatch,
) -> Result<Response, Problem> {
    Ok(answer(
        flows::patch_draft(&state.app, &caller, &path.0, which.0.branch(), expected.0, &patch.0).await?,
    ))
}

fn answer(saved: SavedDraft) -> Response {
    let body = Checked { flow: saved.flow, findings: saved.findings };
    (etag_header(&saved.etag), Json(body)).into_response()
}
