use super::which::Which;
use crate::error::Problem;
use crate::extract::{Body, IfMatch, IfNoneMatch, Path, Query, Require, etag_header, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{self, Layout};
use http::StatusCode;

/// Where the nodes stand on the canvas.
#[utoipa::path(
    get,
    path = "/flows/{flow}/layout",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        Which,
        ("If-None-Match" = Option<String>, Header, description = "ETag of the layout the client has"),
    ),
    responses(
        (status = 200, description = "The layout; `ETag` names its state", body = Layout),
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
    let (layout, etag) = flows::layout(&state.app, &caller, &path.0, which.0.branch()).await?;
    if known.matches(&etag) {
        return Ok((StatusCode::NOT_MODIFIED, etag_header(&etag)).into_response());
    }
    Ok((etag_header(&etag), Json(layout)).into_response())
}

/// Replace the layout. The draft and its versions do not change by that.
#[utoipa::path(
    put,
    path = "/flows/{flow}/layout",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        Which,
        ("If-Match" = String, Header, description = "ETag of the layout that is edited"),
    ),
    request_body = Layout,
    responses((status = 200, description = "Saved; `ETag` names the new state", body = Layout)),
)]
pub(super) async fn put(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    expected: IfMatch,
    path: Path<String>,
    which: Query<Which>,
    body: Body<Layout>,
) -> Result<Response, Problem> {
    let etag =
        flows::save_layout(&state.app, &caller, &path.0, which.0.branch(), expected.0, &body.0).await?;
    Ok((etag_header(&etag), Json(body.0)).into_response())
}
