//! Files of a ticket, as those of a conversation.

use crate::error::Problem;
use crate::extract::{IdempotencyKey, IfNoneMatch, Path, Query, SignedIn};
use crate::routes::v1::conversations::attachments::{Params, announced, give, receive};
use crate::state::AppState;
use axum::extract::{Request, State};
use axum::response::Response;
use control_plane_app::Caller;
use control_plane_app::chat::AttachmentView;
use control_plane_app::desk;
use http::StatusCode;
use uuid::Uuid;

/// Send a file ahead of the comment that it goes with: `attachments` of that comment names it. What it is, its bytes say. A
/// file that no comment was sent with goes after a day.
#[utoipa::path(
    post,
    path = "/tickets/{id}/attachments",
    tag = "tickets",
    security(("bearer" = [])),
    params(
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
pub(super) async fn add(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<String>,
    query: Query<Params>,
    key: IdempotencyKey,
    request: Request,
) -> Result<Response, Problem> {
    take_in(&state, &caller, &path.0, &query.0, &key, request).await
}

/// A file of a ticket. Pictures may be shown in place; everything else is to be saved.
#[utoipa::path(
    get,
    path = "/tickets/{id}/attachments/{file}",
    tag = "tickets",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("file" = Uuid, Path, description = "Id of the file"),
    ),
    responses(
        (status = 200, description = "Its bytes", content_type = "application/octet-stream"),
        (status = 304, description = "As `If-None-Match` says"),
    ),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<(String, Uuid)>,
    known: IfNoneMatch,
) -> Result<Response, Problem> {
    give(desk::open_file(&state.app, &caller, &path.0.0, path.0.1).await?, &known)
}

/// Take a file back that was not sent yet.
#[utoipa::path(
    delete,
    path = "/tickets/{id}/attachments/{file}",
    tag = "tickets",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("file" = Uuid, Path, description = "Id of the file"),
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "It was sent and belongs to its comment"),
    ),
)]
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<(String, Uuid)>,
) -> Result<StatusCode, Problem> {
    desk::remove_file(&state.app, &caller, &path.0.0, path.0.1).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads a file for whoever may see the ticket.
pub(in crate::routes::v1) async fn take_in(
    state: &AppState,
    caller: &Caller,
    ticket: &str,
    params: &Params,
    key: &IdempotencyKey,
    request: Request,
) -> Result<Response, Problem> {
    let announced = announced(&request);
    let begun = desk::begin_upload(&state.app, caller, ticket, &params.name, announced, key.as_deref());
    receive(state, caller, begun.await?, request).await
}
