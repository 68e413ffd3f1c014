//! What visitors do: the use-cases of the chat, narrowed to their own conversations with one flow.

use crate::app::App;
use crate::caller::{Caller, Visitor};
use crate::chat::{self, ActiveRun, ConversationView, NewConversation};
use crate::error::{AppError, AppResult};
use crate::runs;
use uuid::Uuid;

/// Begins a conversation with the widget's flow.
///
/// # Errors
/// [`AppError::Conflict`] when nothing of it is published.
pub async fn begin(app: &App, caller: &Caller, title: String) -> AppResult<ConversationView> {
    let flow = of(caller)?.flow.to_string();
    chat::create(app, caller, NewConversation { flow, draft: false, branch: None, title }).await
}

/// One page of the visitor's conversations, the last used first, and how many there are.
///
/// # Errors
/// What the store answers.
pub async fn conversations(
    app: &App,
    caller: &Caller,
    page: u64,
    limit: u64,
) -> AppResult<(Vec<ConversationView>, u64)> {
    let wanted = chat::Wanted {
        flow: Some(of(caller)?.flow.clone()),
        status: None,
        draft: false,
        mine: true,
        sort: "updated_at",
        descending: true,
        page,
        limit,
    };
    chat::list(app, caller, wanted).await
}

/// Asks a run of one of the visitor's conversations to stop.
///
/// # Errors
/// [`AppError::NotFound`], also when it is another one's.
pub async fn cancel(app: &App, caller: &Caller, id: Uuid) -> AppResult<ActiveRun> {
    runs::stop(app, caller, id, "").await?;
    Ok(runs::find(app, caller, id).await?.into())
}

fn of(caller: &Caller) -> AppResult<&Visitor> {
    caller.visitor.as_ref().ok_or_else(|| AppError::internal("not a visitor"))
}
