use crate::error::{Problem, ProblemDetails};
use crate::extract::{Body, Path, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::{self, Changes, ExtractResult, MergeResult, NewExtract, NewMerge};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// `draft`, `branch:` and a branch's name, a version's number, or `dev`, `staging`, `production`; without it what production runs.
    base: Option<String>,
    /// The same; without it the draft.
    head: Option<String>,
}

/// What changed between two states of a flow, by meaning.
#[utoipa::path(
    get,
    path = "/flows/{flow}/diff",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow"), Params),
    responses((status = 200, description = "The changes, to draw and as text", body = Changes)),
)]
pub(super) async fn diff(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    query: Query<Params>,
) -> Result<Json<Changes>, Problem> {
    let base = query.0.base.as_deref().unwrap_or("production");
    let head = query.0.head.as_deref().unwrap_or("draft");
    Ok(Json(flows::compare(&state.app, &caller, &path.0, base, head).await?))
}

/// Merge two documents that come from one. Nothing is saved; a conflict is a node and a field.
#[utoipa::path(
    post,
    path = "/flows/{flow}/merge",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = NewMerge,
    responses((status = 200, description = "The merged document and what is left to decide", body = MergeResult)),
)]
pub(super) async fn merge(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    body: Body<NewMerge>,
) -> Result<Json<MergeResult>, Problem> {
    Ok(Json(flows::join(&state.app, &caller, &path.0, body.0).await?))
}

/// Make some nodes a flow of their own. Nothing is saved.
#[utoipa::path(
    post,
    path = "/flows/{flow}/extract",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = NewExtract,
    responses(
        (status = 200, description = "Both documents", body = ExtractResult),
        (status = 422, description = "Why these nodes cannot be taken out", body = ProblemDetails),
    ),
)]
pub(super) async fn extract(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    body: Body<NewExtract>,
) -> Result<Json<ExtractResult>, Problem> {
    Ok(Json(flows::extract(&state.app, &caller, &path.0, body.0).await?))
}
