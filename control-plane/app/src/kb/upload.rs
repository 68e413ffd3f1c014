//! Taking documents in: the original is kept, then indexed in the background.

use super::format;
use super::view::Accepted;
use crate::app::App;
use crate::audit;
use crate::blobs;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use control_plane_domain::DocumentId;
use control_plane_domain::document::DocumentStatus;
use control_plane_store::blobs::BlobName;
use control_plane_store::kb_documents::{self, NewDocument};
use mcp_servers_kb_search::Format;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

const MAX_NAME: usize = 500;

/// An uploaded file.
#[derive(Clone, Debug, Default)]
pub struct NewFile {
    pub file_name: String,
    pub content_type: Option<String>,
    pub bytes: Vec<u8>,
    /// Where it stands in the base; the file name when absent. A document with the same path is
    /// replaced.
    pub path: Option<String>,
    pub title: Option<String>,
    /// Where a reader can open it.
    pub url: Option<String>,
}

/// A document as text.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewText {
    pub title: String,
    pub text: String,
    #[serde(default)]
    pub format: TextFormat,
    /// A document with the same path is replaced.
    pub path: Option<String>,
    pub url: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextFormat {
    #[default]
    Markdown,
    Text,
    Html,
}

/// Refuses, before its content is read, a file whose name and type say that it cannot be.
///
/// # Errors
/// [`AppError::Unsupported`].
pub fn expect_readable(file_name: &str, content_type: Option<&str>) -> AppResult<()> {
    format::of(file_name, content_type, b"").map(|_| ())
}

/// Takes a file in.
///
/// # Errors
/// [`AppError::Unsupported`] for a type that cannot be read, [`AppError::NotFound`] for an unknown base.
pub async fn add_file(app: &App, caller: &Caller, base: &str, file: NewFile) -> AppResult<Accepted> {
    let format = format::of(&file.file_name, file.content_type.as_deref(), &file.bytes)?;
    let path = file.path.filter(|path| !path.trim().is_empty()).unwrap_or_else(|| file.file_name.clone());
    let title = file.title.unwrap_or_default();
    add(app, caller, base, Taken { path, title, url: file.url, format, bytes: file.bytes }).await
}

/// Takes a text in.
///
/// # Errors
/// [`AppError::Invalid`] without a text, [`AppError::NotFound`] for an unknown base.
pub async fn add_text(app: &App, caller: &Caller, base: &str, new: NewText) -> AppResult<Accepted> {
    let mut errors = Vec::new();
    for (field, text) in [("title", &new.title), ("text", &new.text)] {
        if text.trim().is_empty() {
            errors.push(FieldError::new(field, "required", format!("give the {field}")));
        }
    }
    AppError::fields(errors)?;
    let format = match new.format {
        TextFormat::Markdown => Format::Markdown,
        TextFormat::Text => Format::Text,
        TextFormat::Html => Format::Html,
    };
    let path = new.path.unwrap_or_default();
    add(
        app,
        caller,
        base,
        Taken { path, title: new.title, url: new.url, format, bytes: new.text.into_bytes() },
    )
    .await
}

struct Taken {
    path: String,
    title: String,
    url: Option<String>,
    format: Format,
    bytes: Vec<u8>,
}

async fn add(app: &App, caller: &Caller, base: &str, taken: Taken) -> AppResult<Accepted> {
    let Taken { path, title, url, format, bytes } = taken;
    // Empty: the document's own title is shown.
    let title = title.trim().to_owned();
    let path = path.trim().trim_start_matches('/').to_owned();
    let mut errors = Vec::new();
    if bytes.is_empty() {
        errors.push(FieldError::new("file", "required", "the file is empty"));
    }
    for (field, text) in
        [("path", path.as_str()), ("title", title.as_str()), ("url", url.as_deref().unwrap_or_default())]
    {
        if text.chars().count() > MAX_NAME {
            errors.push(FieldError::new(field, "too_long", format!("at most {MAX_NAME} characters")));
        }
    }
    let url = url.map(|url| url.trim().to_owned()).filter(|url| !url.is_empty());
    if url.as_ref().is_some_and(|url| {
        !(url.starts_with("https://") || url.starts_with("http://") || url.starts_with('/'))
    }) {
        errors.push(FieldError::new("url", "invalid", "a link begins with https://, http:// or /"));
    }
    AppError::fields(errors)?;

    let size = bytes.len() as u64;
    let blob_name = BlobName::of(&bytes);
    let tx = app.db.read(caller.tenant).await?;
    let base = super::base(&tx, base).await?;
    let old = if path.is_empty() { None } else { kb_documents::find_by_path(&tx, base.id, &path).await? };
    drop(tx);
    // The same file once more, as when a folder is sent again: it is there already.
    if let Some(old) = &old
        && old.blob == blob_name.as_str()
        && (old.title == title || title.is_empty())
        && old.url == url
        && old.status != DocumentStatus::Failed
    {
        return Ok(Accepted { id: old.id.as_uuid(), status: old.status });
    }
    // Kept before the row exists: a row never names a file that is not there.
    let alone = blobs::alone_with(app, caller.tenant, &blob_name).await;
    let blob = app.blobs.put(caller.tenant, bytes).await?;
    let new = NewDocument {
        id: DocumentId::new(app.new_id()),
        base: base.id,
        path,
        title,
        url,
        format: format::word(format).to_owned(),
        bytes: size,
        blob: blob.as_str().to_owned(),
    };
    let tx = app.db.write(caller.tenant).await?;
    let made = kb_documents::create(&tx, new, app.now()).await?;
    if let Some(old) = &old {
        kb_documents::delete(&tx, old.id).await?;
    }
    let what = json!({ "base": base.name, "path": made.path, "bytes": made.bytes, "replaces": old.as_ref().map(|o| o.id) });
    audit::record(app, &tx, caller, "kb_document.added", "kb_document", &made.id.to_string(), what).await?;
    tx.commit().await?;
    drop(alone);
    app.ingestion.notify_one();
    if let Some(old) = old {
        super::documents::forget(app, caller.tenant, &old).await?;
    }
    Ok(Accepted { id: made.id.as_uuid(), status: made.status })
}
