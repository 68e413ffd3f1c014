//! Conversations: what users say, what runs answer, and the live view of both.
//!
//! A message to a run that waits for the user is its answer; any other starts a run. What runs do
//! becomes messages by [`fold`], stored by the executor's observer ([`observe()`]); [`stream`] shows it
//! live.

mod assistants;
mod attachments;
mod context;
mod conversations;
pub mod cursor;
mod events;
mod feedback;
pub mod fold;
mod handoff;
pub mod hub;
mod messages;
mod observe;
mod person;
mod post;
mod said;
mod sources;
pub mod stream;
mod turns;
mod view;

pub use assistants::{Assistant, assistants};
pub use attachments::{
    AttachmentView, FileRules, FileRulesView, FileTypeView, OpenedFile, Upload, begin_upload, file_rules,
    open_file, remove_file, sent_files, sweep_files,
};
pub(crate) use attachments::{Home, begin_in, opened};
pub(crate) use context::{HISTORY, context};
pub use conversations::{Wanted, create, get, list};
pub use events::{Events, follow, follow_turn};
pub use feedback::{NewFeedback, rate};
pub use handoff::{Word, give_back, take_over};
pub use messages::{Messages, messages};
pub use observe::Observed;
pub(crate) use observe::observe;
pub use person::{ask_for_person, back_to_assistant};
pub use post::post;
pub use said::{Answer, NewMessage, Posted};
pub use sources::source;
pub use turns::Turns;
pub use view::{ActiveRun, ConversationView, FeedbackView, MessageView, NewConversation, PersonView};

use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::{ConversationId, MessageId};
use control_plane_store::Tx;
use control_plane_store::conversations::Conversation;
use control_plane_store::messages::Message;
use uuid::Uuid;

/// The conversation, if the caller may see it.
pub(crate) async fn visible(app: &App, caller: &Caller, id: Uuid) -> AppResult<Conversation> {
    visible_in(&app.db.read(caller.tenant).await?, caller, id).await
}

/// The same, beside other things that are read.
async fn visible_in(tx: &Tx, caller: &Caller, id: Uuid) -> AppResult<Conversation> {
    let scope = caller.conversation_scope()?;
    control_plane_store::conversations::find(tx, ConversationId::new(id))
        .await?
        .filter(|found| scope.admits(Some(found.user)))
        .filter(|found| caller.visitor.as_ref().is_none_or(|visitor| visitor.flow == found.flow))
        .ok_or_else(|| AppError::not_found("the conversation"))
}

/// A message of a conversation that the caller may see.
async fn visible_message(app: &App, caller: &Caller, id: MessageId) -> AppResult<Message> {
    let missing = || AppError::not_found("the message");
    let tx = app.db.read(caller.tenant).await?;
    let found = control_plane_store::messages::find(&tx, id).await?.ok_or_else(missing)?;
    match visible_in(&tx, caller, found.conversation.as_uuid()).await {
        Ok(_) => Ok(found),
        Err(AppError::NotFound { .. }) => Err(missing()),
        Err(error) => Err(error),
    }
}
