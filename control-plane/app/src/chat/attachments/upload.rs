//! A file comes in, a piece at a time. What it is, its first bytes say; it is never in memory as a whole.

use super::view::AttachmentView;
use crate::app::App;
use crate::blobs;
use crate::caller::Caller;
use crate::chat::visible;
use crate::error::{AppError, AppResult};
use control_plane_domain::attachment::{FileKind, HEAD};
use control_plane_domain::message::ConversationStatus;
use control_plane_domain::{AttachmentId, ConversationId, Permission, TicketId};
use control_plane_store::Tx;
use control_plane_store::attachments::{self, Kept, NewAttachment};
use control_plane_store::blobs::BlobDraft;
use control_plane_store::ticket_files::{self, TicketFile};
use uuid::Uuid;

/// What a file will be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    Conversation(ConversationId),
    Ticket(TicketId),
}

impl Home {
    const fn as_uuid(self) -> Uuid {
        match self {
            Self::Conversation(id) => id.as_uuid(),
            Self::Ticket(id) => id.as_uuid(),
        }
    }
}

/// A file on its way in.
pub struct Upload {
    id: AttachmentId,
    home: Home,
    name: String,
    /// Its beginning, until that is enough to say what it is.
    head: Vec<u8>,
    kind: Option<FileKind>,
    draft: Box<dyn BlobDraft>,
}

/// Begins to take a file in. With a `key` (the request's `Idempotency-Key`) a repeated request is the same file.
///
/// # Errors
/// [`AppError::NotFound`] for other people's conversations, [`AppError::Conflict`] for a closed one, or when
/// there are too many files, [`AppError::TooLarge`] when it is `announced` as too large.
pub async fn begin_upload(
    app: &App,
    caller: &Caller,
    conversation: Uuid,
    name: &str,
    announced: Option<u64>,
    key: Option<&str>,
) -> AppResult<Upload> {
    let found = visible(app, caller, conversation).await?;
    if found.user != caller.user && !caller.can(Permission::TicketsWrite) {
        let message = "only the person whose conversation it is can send files in it".to_owned();
        return Err(AppError::Refused { code: "forbidden", message });
    }
    if found.status == ConversationStatus::Closed {
        return Err(AppError::conflict("conflict", "the conversation is closed"));
    }
    begin_in(app, caller, Home::Conversation(found.id), name, announced, key).await
}

/// The same for whoever may add files to what it is for.
///
/// # Errors
/// As [`begin_upload`].
pub(crate) async fn begin_in(
    app: &App,
    caller: &Caller,
    home: Home,
    name: &str,
    announced: Option<u64>,
    key: Option<&str>,
) -> AppResult<Upload> {
    let rules = &app.file_rules;
    if rules.per_message == 0 {
        return Err(AppError::conflict("conflict", "files cannot be sent here"));
    }
    if announced.is_some_and(|bytes| bytes > rules.max_bytes) {
        return Err(too_large(rules.max_bytes));
    }
    let id = match key {
        Some(key) => Uuid::new_v5(&home.as_uuid(), format!("attachment/{}/{key}", caller.user).as_bytes()),
        None => app.new_id(),
    };
    let draft = app.blobs.draft(caller.tenant, rules.max_bytes).await?;
    Ok(Upload { id: AttachmentId::new(id), home, name: name.to_owned(), head: Vec::new(), kind: None, draft })
}

fn too_large(limit: u64) -> AppError {
    AppError::TooLarge { limit_bytes: usize::try_from(limit).unwrap_or(usize::MAX) }
}

impl Upload {
    /// Takes a piece in.
    ///
    /// # Errors
    /// [`AppError::Unsupported`] as soon as it is clear that this is no file that may be sent,
    /// [`AppError::TooLarge`] as soon as there is too much of it.
    pub async fn add(&mut self, app: &App, piece: Vec<u8>) -> AppResult<()> {
        if self.kind.is_none() {
            self.head.extend(piece.iter().take(HEAD - self.head.len()));
            if self.head.len() == HEAD {
                self.recognise(app)?;
            }
        }
        Ok(self.draft.write(piece).await?)
    }

    fn recognise(&mut self, app: &App) -> AppResult<FileKind> {
        let known = self.kind.or_else(|| FileKind::recognise(&self.head, &self.name));
        let allowed = known.filter(|kind| app.file_rules.kinds.contains(kind));
        self.kind = allowed;
        allowed.ok_or_else(|| {
            let message =
                format!("this is no file that can be sent here; these can: {}", app.file_rules.words());
            AppError::Unsupported { message }
        })
    }

    /// Keeps it, to be sent with a message.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for an empty file, [`AppError::Conflict`] when there are too many.
    pub async fn keep(mut self, app: &App, caller: &Caller) -> AppResult<AttachmentView> {
        let bytes = self.draft.bytes();
        if bytes == 0 {
            return Err(AppError::field("file", "required", "the file is empty"));
        }
        let kind = self.recognise(app)?;
        let blob = self.draft.name();
        let (name, bytes_of) = (kind.name(&self.name), blob.as_str().to_owned());
        let alone = blobs::alone_with(app, caller.tenant, &blob).await;
        self.draft.keep().await?;
        let (id, uploader) = (self.id, caller.user);
        let kept = match self.home {
            Home::Conversation(conversation) => {
                let new = NewAttachment { id, conversation, uploader, name, kind, bytes, blob: bytes_of };
                put(app, caller, new).await
            }
            Home::Ticket(ticket) => {
                let new =
                    TicketFile { id, ticket, comment: None, uploader, name, kind, bytes, blob: bytes_of };
                put_in_ticket(app, caller, &new).await
            }
        };
        drop(alone);
        if kept.is_err() {
            blobs::forget(app, caller.tenant, blob.as_str()).await?;
        }
        kept
    }
}

async fn put(app: &App, caller: &Caller, new: NewAttachment) -> AppResult<AttachmentView> {
    let tx = app.db.write(caller.tenant).await?;
    let kept = attachments::kept(&tx, new.conversation).await?;
    if let Some(known) = attachments::find(&tx, new.id).await? {
        return match known.blob == new.blob {
            true => Ok(AttachmentView::from(&known)),
            false => Err(another()),
        };
    }
    let full = "this conversation has all the files it can have";
    has_room(app, &tx, kept, new.bytes, full).await?;
    let id = new.id;
    attachments::create(&tx, new, app.now()).await?;
    let made = attachments::find(&tx, id).await?;
    tx.commit().await?;
    made.as_ref().map(AttachmentView::from).ok_or_else(gone)
}

async fn put_in_ticket(app: &App, caller: &Caller, new: &TicketFile) -> AppResult<AttachmentView> {
    let tx = app.db.write(caller.tenant).await?;
    let kept = ticket_files::kept(&tx, new.ticket).await?;
    if let Some(known) = ticket_files::find(&tx, new.id).await? {
        return match known.blob == new.blob {
            true => Ok(AttachmentView::from(&known)),
            false => Err(another()),
        };
    }
    has_room(app, &tx, kept, new.bytes, "this ticket has all the files it can have").await?;
    ticket_files::create(&tx, new, app.now()).await?;
    let made = ticket_files::find(&tx, new.id).await?;
    tx.commit().await?;
    made.as_ref().map(AttachmentView::from).ok_or_else(gone)
}

fn another() -> AppError {
    AppError::conflict("idempotency_mismatch", "this key was used with another file")
}

fn gone() -> AppError {
    AppError::internal("a file that is gone right after it was kept")
}

/// Whether another file of so many bytes may be kept beside those that are.
async fn has_room(app: &App, tx: &Tx, kept: Kept, bytes: u64, full: &str) -> AppResult<()> {
    let rules = &app.file_rules;
    if kept.unsent >= rules.unsent() {
        return Err(AppError::conflict("conflict", "send or remove the files that are here first"));
    }
    if kept.files >= rules.per_conversation {
        return Err(AppError::conflict("conflict", full));
    }
    if attachments::total(tx).await? + ticket_files::total(tx).await? + bytes > rules.tenant_bytes {
        return Err(AppError::StorageFull { cause: format!("files of tenant {}", tx.tenant()) });
    }
    Ok(())
}

/// Takes a file away that was not sent yet.
///
/// # Errors
/// [`AppError::NotFound`] for what somebody else has brought, [`AppError::Conflict`] for what was sent.
pub async fn remove_file(app: &App, caller: &Caller, conversation: Uuid, id: Uuid) -> AppResult<()> {
    let found = super::see::find(app, caller, conversation, id).await?;
    let sent = || AppError::conflict("conflict", "the file was sent and belongs to its message now");
    if found.message.is_some() {
        return Err(sent());
    }
    let tx = app.db.write(caller.tenant).await?;
    if !attachments::delete_unsent(&tx, found.id).await? {
        return Err(sent());
    }
    tx.commit().await?;
    blobs::forget(app, caller.tenant, &found.blob).await
}
