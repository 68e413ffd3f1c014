use super::Below;
use crate::error::Problem;
use crate::extract::{IdempotencyKey, IfNoneMatch, Path, Query, Visiting};
use crate::routes::v1::conversations::attachments::{self, Params};
use crate::state::AppState;
use axum::Json;
use axum::extract::{Request, State};
use axum::response::Response;
use control_plane_app::chat::{self, AttachmentView, FileRulesView};
use http::StatusCode;
use uuid::Uuid;

/// Which files can be sent with a message.
#[utoipa::path(
    get,
    path = "/embed/{public_id}/file-rules",
    tag = "widget",
    security(("visitor" = [])),
    params(("public_id" = String, Path, description = "Public id of the widget")),
    responses((status = 200, description = "The rules", body = FileRulesView)),
)]
pub(super) async fn rules(
    State(state): State<AppState>,
    _caller: Visiting,
    _path: Path<String>,
) -> Json<FileRulesView> {
    Json(chat::file_rules(&state.app))
}

/// Send a file ahead of its message, as `POST /conversations/{id}/attachments`.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/conversations/{id}/attachments",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the conversation"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key is the same file, whatever died"),
        Params,
    ),
    request_body(content_type = "application/octet-stream", content = Vec<u8>, description = "The bytes, as they are"),
    responses(
        (status = 201, description = "Kept; `Location` names it", body = AttachmentView),
        (status = 409, description = "There are too many files, or the conversation is closed"),
        (status = 413, description = "The file is too large"),
        (status = 415, description = "This is no file that can be sent"),
    ),
)]
pub(super) async fn add(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Below>,
    query: Query<Params>,
    key: IdempotencyKey,
    request: Request,
) -> Result<Response, Problem> {
    attachments::take_in(&state, &caller, path.0.1, &query.0, &key, request).await
}

/// The file and what it is in.
type Within = (String, Uuid, Uuid);

/// A file of one of the visitor's conversations, as `GET /conversations/{id}/attachments/{attachment}`.
#[utoipa::path(
    get,
    path = "/embed/{public_id}/conversations/{id}/attachments/{attachment}",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the conversation"),
        ("attachment" = Uuid, Path, description = "Id of the file"),
    ),
    responses(
        (status = 200, description = "Its bytes", content_type = "application/octet-stream"),
        (status = 304, description = "As `If-None-Match` says"),
    ),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Within>,
    known: IfNoneMatch,
) -> Result<Response, Problem> {
    attachments::hand_out(&state, &caller, path.0.1, path.0.2, &known).await
}

/// Take a file back that was not sent yet.
#[utoipa::path(
    delete,
    path = "/embed/{public_id}/conversations/{id}/attachments/{attachment}",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = Uuid, Path, description = "Id of the conversation"),
        ("attachment" = Uuid, Path, description = "Id of the file"),
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "It was sent and belongs to its message"),
    ),
)]
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Within>,
) -> Result<StatusCode, Problem> {
    chat::remove_file(&state.app, &caller, path.0.1, path.0.2).await?;
    Ok(StatusCode::NO_CONTENT)
}
