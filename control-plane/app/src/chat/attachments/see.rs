//! Who sees which file: what was sent, whoever sees the conversation; what was not, whoever brought it.

use super::view::AttachmentView;
use crate::app::App;
use crate::caller::Caller;
use crate::chat::visible;
use crate::error::{AppError, AppResult};
use control_plane_domain::AttachmentId;
use control_plane_domain::attachment::FileKind;
use control_plane_store::attachments::{self, Attachment};
use control_plane_store::blobs::BlobReader;
use uuid::Uuid;

/// A file to be shown.
pub struct OpenedFile {
    pub name: String,
    pub kind: FileKind,
    pub bytes: u64,
    /// Of its bytes.
    pub hash: String,
    pub reader: Box<dyn BlobReader>,
}

pub(super) async fn find(app: &App, caller: &Caller, conversation: Uuid, id: Uuid) -> AppResult<Attachment> {
    let conversation = visible(app, caller, conversation).await?;
    let tx = app.db.read(caller.tenant).await?;
    attachments::find(&tx, AttachmentId::new(id))
        .await?
        .filter(|found| found.conversation == conversation.id)
        .filter(|found| found.message.is_some() || found.uploader == caller.user)
        .ok_or_else(|| AppError::not_found("the file"))
}

/// Opens a file of a conversation.
///
/// # Errors
/// [`AppError::NotFound`], also when it is not the caller's to see.
pub async fn open_file(app: &App, caller: &Caller, conversation: Uuid, id: Uuid) -> AppResult<OpenedFile> {
    let found = find(app, caller, conversation, id).await?;
    opened(app, caller, found.name, found.kind, found.bytes, found.blob).await
}

/// Opens the bytes of a file that the caller may see.
pub(crate) async fn opened(
    app: &App,
    caller: &Caller,
    name: String,
    kind: FileKind,
    bytes: u64,
    hash: String,
) -> AppResult<OpenedFile> {
    let blob = hash.parse().map_err(AppError::internal)?;
    let reader = app.blobs.open(caller.tenant, &blob).await?;
    let reader = reader.ok_or_else(|| AppError::internal(format!("the bytes {hash} of a file are gone")))?;
    Ok(OpenedFile { name, kind, bytes, hash, reader })
}

/// The files that were sent in a conversation, the oldest first.
///
/// # Errors
/// [`AppError::NotFound`], also when it is somebody else's.
pub async fn sent_files(app: &App, caller: &Caller, conversation: Uuid) -> AppResult<Vec<AttachmentView>> {
    let conversation = visible(app, caller, conversation).await?;
    let tx = app.db.read(caller.tenant).await?;
    Ok(attachments::sent(&tx, conversation.id).await?.iter().map(AttachmentView::from).collect())
}
