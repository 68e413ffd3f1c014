//! Files of a conversation: read as a stream and given up as soon as they are too large; given out so that no
//! browser runs them.

use crate::error::Problem;
use crate::extract::{Data, IdempotencyKey, IfNoneMatch, Path, Query, Require, SignedIn, etag_header, needs};
use crate::state::AppState;
use axum::Json;
use axum::body::{Body, BodyDataStream, HttpBody};
use axum::extract::{OriginalUri, Request, State};
use axum::response::{IntoResponse, Response};
use control_plane_app::chat::{self, AttachmentView, FileRulesView, OpenedFile, Upload};
use control_plane_app::{AppError, Caller};
use futures::StreamExt;
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// What the file is called.
    pub name: String,
}

/// Which files can be sent with a message.
#[utoipa::path(
    get,
    path = "/conversations/file-rules",
    tag = "conversations",
    security(("bearer" = [])),
    responses((status = 200, description = "The rules", body = FileRulesView)),
)]
pub(super) async fn rules(State(state): State<AppState>, _caller: SignedIn) -> Json<FileRulesView> {
    Json(chat::file_rules(&state.app))
}

/// Send a file ahead of the message that it goes with: `attachments` of that message names it. What it is, its
/// bytes say. A file that no message was sent with goes after a day.
#[utoipa::path(
    post,
    path = "/conversations/{id}/attachments",
    tag = "conversations",
    security(("bearer" = ["chat:use"])),
    params(
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
    caller: Require<needs::ChatUse>,
    path: Path<Uuid>,
    query: Query<Params>,
    key: IdempotencyKey,
    request: Request,
) -> Result<Response, Problem> {
    take_in(&state, &caller, path.0, &query.0, &key, request).await
}

/// The files that were sent in a conversation, the oldest first.
#[utoipa::path(
    get,
    path = "/conversations/{id}/attachments",
    tag = "conversations",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Id of the conversation")),
    responses((status = 200, description = "The files", body = Data<AttachmentView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<Uuid>,
) -> Result<Json<Data<AttachmentView>>, Problem> {
    Ok(Json(Data { data: chat::sent_files(&state.app, &caller, path.0).await? }))
}

/// A file of a conversation. Pictures may be shown in place; everything else is to be saved.
#[utoipa::path(
    get,
    path = "/conversations/{id}/attachments/{attachment}",
    tag = "conversations",
    security(("bearer" = [])),
    params(
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
    caller: SignedIn,
    path: Path<(Uuid, Uuid)>,
    known: IfNoneMatch,
) -> Result<Response, Problem> {
    hand_out(&state, &caller, path.0.0, path.0.1, &known).await
}

/// Take a file back that was not sent yet.
#[utoipa::path(
    delete,
    path = "/conversations/{id}/attachments/{attachment}",
    tag = "conversations",
    security(("bearer" = ["chat:use"])),
    params(
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
    caller: Require<needs::ChatUse>,
    path: Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    chat::remove_file(&state.app, &caller, path.0.0, path.0.1).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads a file for whoever may write in the conversation.
pub(in crate::routes::v1) async fn take_in(
    state: &AppState,
    caller: &Caller,
    conversation: Uuid,
    params: &Params,
    key: &IdempotencyKey,
    request: Request,
) -> Result<Response, Problem> {
    let announced = announced(&request);
    let begun = chat::begin_upload(&state.app, caller, conversation, &params.name, announced, key.as_deref());
    receive(state, caller, begun.await?, request).await
}

/// Reads a file to its end, and keeps it.
pub(in crate::routes::v1) async fn receive(
    state: &AppState,
    caller: &Caller,
    mut upload: Upload,
    request: Request,
) -> Result<Response, Problem> {
    let place =
        request.extensions().get::<OriginalUri>().map_or_else(String::new, |uri| uri.path().to_owned());
    let app = &state.app;
    let mut pieces = request.into_body().into_data_stream();
    while let Some(piece) = pieces.next().await {
        let broken = |error| AppError::malformed(format!("the file did not come whole: {error}"));
        let added = upload.add(app, piece.map_err(broken)?.to_vec()).await;
        if matches!(added, Err(AppError::Unsupported { .. })) {
            drain(&mut pieces, app.file_rules.max_bytes).await;
        }
        added?;
    }
    let kept = upload.keep(app, caller).await?;
    let location = format!("{place}/{}", kept.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(kept)).into_response())
}

/// Browsers that are still sending do not hear why they should stop. What is small enough to be taken is read
/// to its end, and forgotten.
async fn drain(pieces: &mut BodyDataStream, most: u64) {
    let mut read = 0;
    while let Some(Ok(piece)) = pieces.next().await {
        read += piece.len() as u64;
        if read > most {
            return;
        }
    }
}

/// How many bytes it will be, as the request says.
pub(in crate::routes::v1) fn announced(request: &Request) -> Option<u64> {
    let header = request.headers().get(header::CONTENT_LENGTH);
    let told = header.and_then(|value| value.to_str().ok()?.parse().ok());
    told.or_else(|| request.body().size_hint().exact())
}

/// What a file may do in a browser that opens it: nothing.
const SANDBOX: &str =
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/// Gives a file to whoever may see the conversation.
pub(in crate::routes::v1) async fn hand_out(
    state: &AppState,
    caller: &Caller,
    conversation: Uuid,
    id: Uuid,
    known: &IfNoneMatch,
) -> Result<Response, Problem> {
    give(chat::open_file(&state.app, caller, conversation, id).await?, known)
}

/// Gives a file out.
pub(in crate::routes::v1) fn give(file: OpenedFile, known: &IfNoneMatch) -> Result<Response, Problem> {
    let mut headers = etag_header(&file.hash);
    // Asked again each time: who may see it can change, the file cannot.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if known.matches(&file.hash) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind.media_type()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(file.bytes));
    let disposition = HeaderValue::from_str(&disposition(&file)).map_err(AppError::internal)?;
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    let pieces = futures::stream::unfold(file.reader, |mut reader| async move {
        let piece = reader.next().await.transpose()?;
        if let Err(error) = &piece {
            // The answer has begun: cutting it off is all that says so.
            tracing::error!(%error, "a file of a conversation could not be read to its end");
        }
        Some((piece, reader))
    });
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// `attachment` for all that is no picture; the name for old clients in ASCII, for others as it is (RFC 6266).
fn disposition(file: &OpenedFile) -> String {
    let way = if file.kind.is_image() { "inline" } else { "attachment" };
    let plain =
        |c: char| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' { c } else { '_' };
    let plain: String = file.name.chars().map(plain).collect();
    let mut exact = String::new();
    for byte in file.name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            exact.push(char::from(byte));
        } else {
            exact.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}
