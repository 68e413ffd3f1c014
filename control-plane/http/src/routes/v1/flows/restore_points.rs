use super::which::Which;
use crate::error::{Problem, ProblemDetails};
use crate::extract::{Body, IfNoneMatch, Path, Query, Require, etag_header, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{self, NewRestorePoint, RestorePointDetail, RestorePointView};
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Restore points.
#[derive(Debug, Serialize, ToSchema)]
pub struct RestorePointList {
    data: Vec<RestorePointView>,
}

/// The draft as it was before imports, tidying up, merges and deleting much, the newest first. The last twenty are
/// kept, and 8 MiB of them.
#[utoipa::path(
    get,
    path = "/flows/{flow}/restore-points",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow"), Which),
    responses((status = 200, description = "Restore points without their documents", body = RestorePointList)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
    which: Query<Which>,
) -> Result<Json<RestorePointList>, Problem> {
    let data = flows::restore_points(&state.app, &caller, &path.0, which.0.branch()).await?;
    Ok(Json(RestorePointList { data }))
}

/// A restore point with its documents. Bringing it back is saving them as the draft.
#[utoipa::path(
    get,
    path = "/flows/{flow}/restore-points/{point}",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("point" = Uuid, Path, description = "Id of the restore point"),
        Which,
        ("If-None-Match" = Option<String>, Header, description = "ETag of what the client has"),
    ),
    responses(
        (status = 200, description = "As it was; `ETag` names it", body = RestorePointDetail),
        (status = 304, description = "The client has it already"),
    ),
)]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    known: IfNoneMatch,
    path: Path<(String, Uuid)>,
    which: Query<Which>,
) -> Result<Response, Problem> {
    let (flow, id) = path.0;
    let (point, etag) = flows::restore_point(&state.app, &caller, &flow, which.0.branch(), id).await?;
    if known.matches(&etag) {
        return Ok((StatusCode::NOT_MODIFIED, etag_header(&etag)).into_response());
    }
    Ok((etag_header(&etag), Json(point)).into_response())
}

/// Keep the draft as it was, under an id that the client chose. Handing the same over again changes nothing.
#[utoipa::path(
    put,
    path = "/flows/{flow}/restore-points/{point}",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("point" = Uuid, Path, description = "Id of the restore point"),
        Which,
    ),
    request_body = NewRestorePoint,
    responses(
        (status = 201, description = "Kept; the oldest may be gone for it. `ETag` names it", body = RestorePointView),
        (status = 200, description = "It was kept already", body = RestorePointView),
        (status = 409, description = "The id stands for something else", body = ProblemDetails),
    ),
)]
pub(super) async fn keep(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<(String, Uuid)>,
    which: Query<Which>,
    body: Body<NewRestorePoint>,
) -> Result<Response, Problem> {
    let (flow, id) = path.0;
    let kept = flows::keep_restore_point(&state.app, &caller, &flow, which.0.branch(), id, body.0).await?;
    let (point, etag, is_new) = kept;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, etag_header(&etag), Json(point)).into_response())
}
