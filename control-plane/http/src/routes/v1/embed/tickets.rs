//! The visitor's own tickets: those that came of their conversations.

use crate::error::Problem;
use crate::extract::{Body, IdempotencyKey, IfNoneMatch, Path, Query, Visiting};
use crate::routes::v1::conversations::attachments::{Params, give};
use crate::routes::v1::tickets::attachments::take_in;
use crate::state::AppState;
use axum::Json;
use axum::extract::{Request, State};
use axum::response::Response;
use control_plane_app::chat::AttachmentView;
use control_plane_app::desk::visit::{self, VisitorTicket};
use control_plane_app::desk::{self, CommentView, NewComment};
use http::StatusCode;
use uuid::Uuid;

/// The widget, and a ticket by id or number.
type Ticket = (String, String);

/// One of the visitor's tickets, with what was said about it.
#[utoipa::path(
    get,
    path = "/embed/{public_id}/tickets/{id}",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = String, Path, description = "Id or number of the ticket"),
    ),
    responses((status = 200, description = "The ticket", body = VisitorTicket)),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Ticket>,
) -> Result<Json<VisitorTicket>, Problem> {
    Ok(Json(visit::get(&state.app, &caller, &path.0.1).await?))
}

/// Say something about one of the visitor's tickets.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/tickets/{id}/comments",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key is the same comment, whatever died"),
    ),
    request_body = NewComment,
    responses((status = 201, description = "Said", body = CommentView)),
)]
pub(super) async fn comment(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Ticket>,
    key: IdempotencyKey,
    body: Body<NewComment>,
) -> Result<(StatusCode, Json<CommentView>), Problem> {
    let made = visit::say(&state.app, &caller, &path.0.1, body.0, key.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Open one of the visitor's tickets again that was done.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/tickets/{id}/reopen",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = String, Path, description = "Id or number of the ticket"),
    ),
    responses(
        (status = 200, description = "The ticket", body = VisitorTicket),
        (status = 409, description = "It was never done"),
    ),
)]
pub(super) async fn reopen(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Ticket>,
) -> Result<Json<VisitorTicket>, Problem> {
    Ok(Json(visit::open_again(&state.app, &caller, &path.0.1).await?))
}

/// Send a file ahead of the comment that it goes with, as `POST /tickets/{id}/attachments`.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/tickets/{id}/attachments",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key is the same file, whatever died"),
        Params,
    ),
    request_body(content_type = "application/octet-stream", content = Vec<u8>, description = "The bytes, as they are"),
    responses(
        (status = 201, description = "Kept; `Location` names it", body = AttachmentView),
        (status = 409, description = "There are too many files"),
        (status = 413, description = "The file is too large"),
        (status = 415, description = "This is no file that can be sent"),
    ),
)]
pub(super) async fn add_file(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Ticket>,
    query: Query<Params>,
    key: IdempotencyKey,
    request: Request,
) -> Result<Response, Problem> {
    take_in(&state, &caller, &path.0.1, &query.0, &key, request).await
}

/// The file and what it is in.
type Within = (String, String, Uuid);

/// A file of one of the visitor's tickets, as `GET /tickets/{id}/attachments/{file}`.
#[utoipa::path(
    get,
    path = "/embed/{public_id}/tickets/{id}/attachments/{file}",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("file" = Uuid, Path, description = "Id of the file"),
    ),
    responses(
        (status = 200, description = "Its bytes", content_type = "application/octet-stream"),
        (status = 304, description = "As `If-None-Match` says"),
    ),
)]
pub(super) async fn get_file(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Within>,
    known: IfNoneMatch,
) -> Result<Response, Problem> {
    give(desk::open_file(&state.app, &caller, &path.0.1, path.0.2).await?, &known)
}

/// Take a file back that was not sent yet.
#[utoipa::path(
    delete,
    path = "/embed/{public_id}/tickets/{id}/attachments/{file}",
    tag = "widget",
    security(("visitor" = [])),
    params(
        ("public_id" = String, Path, description = "Public id of the widget"),
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("file" = Uuid, Path, description = "Id of the file"),
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "It was sent and belongs to its comment"),
    ),
)]
pub(super) async fn remove_file(
    State(state): State<AppState>,
    caller: Visiting,
    path: Path<Within>,
) -> Result<StatusCode, Problem> {
    desk::remove_file(&state.app, &caller, &path.0.1, path.0.2).await?;
    Ok(StatusCode::NO_CONTENT)
}
