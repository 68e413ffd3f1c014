//! Files of a ticket: taken in before they are sent, sent with a comment, shown to whoever may see that comment. What may be
//! sent is as in a conversation ([`chat::FileRules`]).

use super::{find, is_agent};
use crate::app::App;
use crate::blobs;
use crate::caller::Caller;
use crate::chat::{self, AttachmentView, Home, OpenedFile, Upload};
use crate::error::{AppError, AppResult};
use control_plane_domain::{AttachmentId, CommentId, TicketId};
use control_plane_store::ticket_files::{self, TicketFile};
use control_plane_store::{Tx, WriteTx, tickets};
use std::collections::HashMap;
use uuid::Uuid;

/// Begins to take in a file for a comment that is to come. With a `key` a repeated request is the same file.
///
/// # Errors
/// [`AppError::NotFound`] for other people's tickets; then as in a conversation.
pub async fn begin_upload(
    app: &App,
    caller: &Caller,
    reference: &str,
    name: &str,
    announced: Option<u64>,
    key: Option<&str>,
) -> AppResult<Upload> {
    let tx = app.db.read(caller.tenant).await?;
    let ticket = find(&tx, caller, reference).await?;
    drop(tx);
    chat::begin_in(app, caller, Home::Ticket(ticket.id), name, announced, key).await
}

/// Opens a file of a ticket.
///
/// # Errors
/// [`AppError::NotFound`], also when it is not the caller's to see.
pub async fn open_file(app: &App, caller: &Caller, reference: &str, id: Uuid) -> AppResult<OpenedFile> {
    let tx = app.db.read(caller.tenant).await?;
    let ticket = find(&tx, caller, reference).await?;
    let found = seen(&tx, caller, ticket.id, id).await?;
    drop(tx);
    chat::opened(app, caller, found.name, found.kind, found.bytes, found.blob).await
}

/// Takes a file away that was not sent yet.
///
/// # Errors
/// [`AppError::NotFound`] for what somebody else has brought, [`AppError::Conflict`] for what was sent.
pub async fn remove_file(app: &App, caller: &Caller, reference: &str, id: Uuid) -> AppResult<()> {
    let tx = app.db.write(caller.tenant).await?;
    let ticket = find(&tx, caller, reference).await?;
    let found = seen(&tx, caller, ticket.id, id).await?;
    if found.comment.is_some() || !ticket_files::delete_unsent(&tx, found.id).await? {
        return Err(AppError::conflict("conflict", "the file was sent and belongs to its comment now"));
    }
    tx.commit().await?;
    blobs::forget(app, caller.tenant, &found.blob).await
}

/// What was sent, whoever may see its comment sees; what was not, whoever brought it.
async fn seen(tx: &Tx, caller: &Caller, ticket: TicketId, id: Uuid) -> AppResult<TicketFile> {
    let missing = || AppError::not_found("the file");
    let found = ticket_files::find(tx, AttachmentId::new(id)).await?;
    let found = found.filter(|file| file.ticket == ticket).ok_or_else(missing)?;
    let is_seen = match found.comment {
        None => found.uploader == caller.user,
        Some(comment) => {
            let comments = tickets::comments(tx, ticket, is_agent(caller)).await?;
            comments.iter().any(|one| one.id == comment)
        }
    };
    if is_seen { Ok(found) } else { Err(missing()) }
}

/// The files of these ids, if the caller may send them with a comment on the ticket.
pub(super) async fn to_send(
    app: &App,
    tx: &Tx,
    caller: &Caller,
    ticket: TicketId,
    ids: &[Uuid],
) -> AppResult<Vec<TicketFile>> {
    let most = app.file_rules.per_message;
    if ids.len() > most {
        let words = format!("at most {most} files go with a comment");
        return Err(AppError::field("attachments", "too_many", words));
    }
    let mut all: Vec<TicketFile> = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        let found = ticket_files::find(tx, AttachmentId::new(*id)).await?;
        let found = found.filter(|file| file.ticket == ticket && file.uploader == caller.user);
        let field = format!("attachments[{at}]");
        let unknown = || AppError::field(&field, "unknown", "there is no such file here; add it again");
        let found = found.ok_or_else(unknown)?;
        if all.iter().any(|known| known.id == found.id) {
            return Err(AppError::field(&field, "taken", "this file is named twice"));
        }
        all.push(found);
    }
    Ok(all)
}

/// Makes the files the comment's, in the transaction that stores it.
pub(super) async fn claim(tx: &WriteTx, comment: CommentId, files: &[TicketFile]) -> AppResult<()> {
    for file in files {
        if !ticket_files::send(tx, file.id, comment).await? {
            let words = format!("{} was sent already, or removed", file.name);
            return Err(AppError::conflict("conflict", words));
        }
    }
    Ok(())
}

/// By comment.
pub(super) async fn of(tx: &Tx, ticket: TicketId) -> AppResult<HashMap<CommentId, Vec<AttachmentView>>> {
    let mut all: HashMap<CommentId, Vec<AttachmentView>> = HashMap::new();
    for file in ticket_files::sent(tx, ticket).await? {
        if let Some(comment) = file.comment {
            all.entry(comment).or_default().push(AttachmentView::from(&file));
        }
    }
    Ok(all)
}
