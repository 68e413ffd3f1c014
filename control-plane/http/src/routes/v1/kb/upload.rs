//! Uploads: read as a stream and given up as soon as they are too large.

use crate::error::Problem;
use crate::extract::{Path, Require, needs, parse_json};
use crate::state::{AppState, MAX_JSON_BYTES};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use control_plane_app::AppError;
use control_plane_app::kb::{self, Accepted, NewFile, NewText};
use http::{HeaderMap, StatusCode, header};
use tokio::sync::Semaphore;
use utoipa::ToSchema;

/// Files held in memory at one time; further uploads wait their turn.
static UPLOADS: Semaphore = Semaphore::const_new(4);
/// Of the fields beside the file.
const MAX_FIELD: usize = 4_096;
/// What multipart adds around a file.
const ENVELOPE: usize = 64 * 1024;

/// The parts of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct Upload {
    /// Markdown, text, HTML or PDF.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Where it stands in the base; the file's name when absent. A document with the same path is replaced.
    path: Option<String>,
    title: Option<String>,
    /// Where a reader can open it.
    url: Option<String>,
}

/// Send a document. It is kept when this answers, and indexed in the background; the list of documents
/// shows how far it is. A text may come as JSON: `{title, text, format, path, url}`.
#[utoipa::path(
    post,
    path = "/kb/bases/{base}/documents",
    tag = "knowledge",
    security(("bearer" = ["kb:write"])),
    params(("base" = String, Path, description = "Name of the base")),
    request_body(content((Upload = "multipart/form-data"), (NewText = "application/json"))),
    responses((status = 202, description = "Kept, and queued for the index", body = Accepted)),
)]
pub(super) async fn upload(
    State(state): State<AppState>,
    caller: Require<needs::KbWrite>,
    path: Path<String>,
    request: Request,
) -> Result<(StatusCode, Json<Accepted>), Problem> {
    let limit = state.options.max_upload_bytes;
    let accepted = match content_type(request.headers()) {
        "multipart/form-data" => {
            if announced(request.headers()) > (limit + ENVELOPE) as u64 {
                return Err(AppError::TooLarge { limit_bytes: limit }.into());
            }
            let _place = UPLOADS.acquire().await.map_err(AppError::internal)?;
            let file = read(multipart(request, &state, limit).await?, limit).await?;
            kb::add_file(&state.app, &caller, &path.0, file).await?
        }
        "application/json" => {
            let too_large = |_| Problem::from(AppError::TooLarge { limit_bytes: MAX_JSON_BYTES });
            let bytes = to_bytes(request.into_body(), MAX_JSON_BYTES).await.map_err(too_large)?;
            kb::add_text(&state.app, &caller, &path.0, parse_json::<NewText>(&bytes)?).await?
        }
        other => {
            let message = format!("send the document as multipart/form-data (it came as “{other}”)");
            return Err(AppError::Unsupported { message }.into());
        }
    };
    Ok((StatusCode::ACCEPTED, Json(accepted)))
}

/// The parts of a request that may be `limit` bytes long, envelope apart.
///
/// The parser takes in whatever the sender has ready before it hands on a piece, so counting the pieces
/// alone would let a quick sender fill the memory.
async fn multipart(mut request: Request, state: &AppState, limit: usize) -> Result<Multipart, Problem> {
    DefaultBodyLimit::max(limit + ENVELOPE).apply(&mut request);
    Multipart::from_request(request, state).await.map_err(|e| broken(&e.body_text()))
}

fn content_type(headers: &HeaderMap) -> &str {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim()
}

fn announced(headers: &HeaderMap) -> u64 {
    let value = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}

async fn read(mut parts: Multipart, limit: usize) -> Result<NewFile, Problem> {
    let mut file: Option<NewFile> = None;
    let (mut path, mut title, mut url) = (None, None, None);
    while let Some(mut field) = parts.next_field().await.map_err(|e| refused(&e, limit))? {
        match field.name().unwrap_or_default() {
            "file" => {
                if file.is_some() {
                    return Err(AppError::field("file", "invalid", "send one file per request").into());
                }
                let file_name = field.file_name().unwrap_or_default().to_owned();
                let content_type = field.content_type().map(str::to_owned);
                // What cannot be read is refused before it is read.
                kb::expect_readable(&file_name, content_type.as_deref())?;
                let bytes = bytes(&mut field, limit).await?;
                file = Some(NewFile { file_name, content_type, bytes, ..NewFile::default() });
            }
            "path" => path = Some(text(&mut field, "path").await?),
            "title" => title = Some(text(&mut field, "title").await?),
            "url" => url = Some(text(&mut field, "url").await?),
            other => {
                let words = format!("the upload has file, path, title and url, not {other:?}");
                return Err(AppError::field(other, "unknown", words).into());
            }
        }
    }
    let file = file.ok_or_else(|| AppError::field("file", "required", "the upload has no file"))?;
    Ok(NewFile { path, title, url, ..file })
}

async fn bytes(field: &mut Field<'_>, limit: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|e| refused(&e, limit))? {
        if bytes.len() + chunk.len() > limit {
            return Err(AppError::TooLarge { limit_bytes: limit }.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

async fn text(field: &mut Field<'_>, name: &str) -> Result<String, Problem> {
    let bytes = bytes(field, MAX_FIELD).await?;
    String::from_utf8(bytes).map_err(|_| AppError::field(name, "invalid", "this is not text").into())
}

fn refused(error: &MultipartError, limit: usize) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return AppError::TooLarge { limit_bytes: limit }.into();
    }
    broken(&error.body_text())
}

fn broken(reason: &str) -> Problem {
    AppError::malformed(format!("the upload cannot be read: {reason}")).into()
}
