//! Files become a message's.

use super::FILES;
use super::view::AttachmentView;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::{AttachmentId, MessageId};
use control_plane_store::conversations::Conversation;
use control_plane_store::{WriteTx, attachments};
use serde_json::{Value, json};
use uuid::Uuid;

/// What goes with a message.
#[derive(Clone, Debug, Default)]
pub(in crate::chat) struct Files {
    pub all: Vec<AttachmentView>,
    /// The message they were sent with first, should it have come to nothing.
    pub was: Option<MessageId>,
}

/// The files of these ids, if the caller may send them in this conversation.
pub(in crate::chat) async fn to_send(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    ids: &[Uuid],
) -> AppResult<Files> {
    let most = app.file_rules.per_message;
    if ids.len() > most {
        let words = format!("at most {most} files go with a message");
        return Err(AppError::field("attachments", "too_many", words));
    }
    let mut all: Vec<AttachmentView> = Vec::with_capacity(ids.len());
    if ids.is_empty() {
        return Ok(Files::default());
    }
    let tx = app.db.read(caller.tenant).await?;
    for (at, id) in ids.iter().enumerate() {
        let found = attachments::find(&tx, AttachmentId::new(*id)).await?;
        let found = found.filter(|f| f.conversation == conversation.id && f.uploader == caller.user);
        let field = format!("attachments[{at}]");
        let unknown = || AppError::field(&field, "unknown", "there is no such file here; add it again");
        let found = found.ok_or_else(unknown)?;
        if found.message.is_some() || all.iter().any(|known| known.id == *id) {
            return Err(AppError::field(&field, "taken", "this file was sent already"));
        }
        all.push(AttachmentView::from(&found));
    }
    Ok(Files { all, was: None })
}

/// Makes the files the message's, in the transaction that stores it.
pub(in crate::chat) async fn claim(tx: &WriteTx, message: MessageId, files: &Files) -> AppResult<()> {
    for file in &files.all {
        if !attachments::send(tx, AttachmentId::new(file.id), message, files.was).await? {
            let words = format!("{} was sent already, or removed", file.name);
            return Err(AppError::conflict("conflict", words));
        }
    }
    Ok(())
}

/// The files of a message.
pub(in crate::chat) fn told(data: &Value) -> Vec<AttachmentView> {
    let files = data.get(FILES).cloned().unwrap_or_else(|| json!([]));
    serde_json::from_value(files).unwrap_or_default()
}

/// What a message says to somebody who reads only words: without any, what its files are called.
pub(in crate::chat) fn words(content: &str, data: &Value) -> String {
    if !content.is_empty() {
        return content.to_owned();
    }
    let names: Vec<_> = told(data).into_iter().map(|file| file.name).collect();
    names.join(", ")
}
