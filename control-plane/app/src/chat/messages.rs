use super::view::MessageView;
use super::visible;
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use control_plane_store::messages;
use std::collections::HashMap;
use uuid::Uuid;

/// A stretch of a conversation.
#[derive(Clone, Debug)]
pub struct Messages {
    pub data: Vec<MessageView>,
    /// What to ask for after this; `None` when this is the end for now.
    pub next: Option<u64>,
}

/// Messages after number `after`, in order.
///
/// # Errors
/// [`AppError::NotFound`](crate::AppError::NotFound), also when it is somebody else's conversation.
pub async fn messages(app: &App, caller: &Caller, id: Uuid, after: u64, limit: u64) -> AppResult<Messages> {
    let conversation = visible(app, caller, id).await?;
    let tx = app.db.read(caller.tenant).await?;
    let rows = messages::after(&tx, conversation.id, after, limit).await?;
    let feedback = messages::feedback(&tx, conversation.id, caller.user).await?;
    let mut feedback: HashMap<_, _> = feedback.into_iter().map(|given| (given.message, given)).collect();
    let full = rows.len() as u64 == limit;
    let next = rows.last().filter(|_| full).map(|last| last.seq);
    let data = rows.into_iter().map(|row| {
        let given = feedback.remove(&row.id);
        MessageView::new(row, given)
    });
    Ok(Messages { data: data.collect(), next })
}
