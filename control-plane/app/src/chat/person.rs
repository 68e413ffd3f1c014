//! A user asks for a person, at any time: what they say from then on goes to the desk, until either side
//! gives the conversation back. Whatever a run does meanwhile, it does; a question of it stays open.
//!
//! What is said then belongs to no run: the stream tells it by its number in the conversation.

use super::post::store;
use super::said::{Posted, Said};
use super::view::{ConversationView, MessageView, PersonView};
use super::{conversations, handoff, post, visible};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::{audit, notifications};
use control_plane_domain::MessageId;
use control_plane_domain::message::{ConversationStatus, MessageKind, MessageRole, PersonState};
use control_plane_store::conversations::Conversation;
use control_plane_store::messages::{self, NewMessage};
use control_plane_store::{Tx, WriteTx, persons};
use serde_json::{Map, json};
use uuid::Uuid;

/// In the `data` of a notice: what it tells.
pub(super) const EVENT: &str = "event";

/// Asks for a person. Asking again changes nothing: one keeps one's place.
///
/// # Errors
/// [`AppError::NotFound`] for other people's conversations, [`AppError::Conflict`] for a closed one.
pub async fn ask_for_person(app: &App, caller: &Caller, id: Uuid) -> AppResult<ConversationView> {
    let conversation = theirs(app, caller, id).await?;
    let _turn = app.turns.take(id).await;
    // Closed meanwhile?
    if visible(app, caller, id).await?.status == ConversationStatus::Closed {
        return Err(AppError::conflict("conflict", "the conversation is closed"));
    }
    let active = app.executor()?.active(caller.tenant.as_uuid(), id).await?;
    if active.is_some_and(|run| post::waits_for(&run, "handoff")) {
        // The flow has asked already.
        return conversations::get(app, caller, id).await;
    }
    let now = app.now();
    let tx = app.db.write(caller.tenant).await?;
    if persons::want(&tx, conversation.id, &caller.name, true, now).await? {
        let asked = found(&tx, &conversation).await?;
        let no = asked.person.as_ref().map_or(0, |person| person.no);
        let words = format!("{} asked for a person", caller.name);
        notice(app, caller, &tx, &conversation, "person_asked", no, words).await?;
        let what = json!({ "flow": conversation.flow });
        audit::record(app, &tx, caller, "conversation.person_asked", "conversation", &id.to_string(), what)
            .await?;
        if !conversation.draft {
            let said = messages::last(&tx, conversation.id, 20).await?;
            let last = said.into_iter().rev().find(|message| message.role == MessageRole::User);
            let reason = last.map(|message| message.content).unwrap_or_default();
            let key = format!("person/{id}/{no}");
            notifications::tell_of_handoff(&tx, &caller.name, &reason, id, &key, now).await?;
        }
    }
    tx.commit().await?;
    app.hub.ring(caller.tenant.as_uuid(), id);
    conversations::get(app, caller, id).await
}

/// The user goes back to the assistant, whether somebody has come or not.
///
/// # Errors
/// As [`ask_for_person`]; [`AppError::Conflict`] also when it was the flow that handed the conversation over.
pub async fn back_to_assistant(app: &App, caller: &Caller, id: Uuid) -> AppResult<ConversationView> {
    theirs(app, caller, id).await?;
    let _turn = app.turns.take(id).await;
    let conversation = visible(app, caller, id).await?;
    let active = app.executor()?.active(caller.tenant.as_uuid(), id).await?;
    if active.is_some_and(|run| post::waits_for(&run, "handoff")) {
        let words = "the assistant has handed this over; it goes on when the desk gives it back";
        return Err(AppError::conflict("conflict", words));
    }
    end(app, caller, &conversation).await?;
    conversations::get(app, caller, id).await
}

/// Nobody is wanted any more, and both sides are told. Nothing happens when nobody was.
pub(super) async fn end(app: &App, caller: &Caller, conversation: &Conversation) -> AppResult<()> {
    let Some(person) = &conversation.person else { return Ok(()) };
    let tx = app.db.write(caller.tenant).await?;
    if persons::leave(&tx, conversation.id).await? {
        let words = "The assistant has the conversation again".to_owned();
        notice(app, caller, &tx, conversation, "person_left", person.no, words).await?;
    }
    tx.commit().await?;
    app.hub.ring(caller.tenant.as_uuid(), conversation.id.as_uuid());
    Ok(())
}

/// Somebody of the desk comes, once however often they say so.
pub(super) async fn join(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    no: u64,
) -> AppResult<MessageView> {
    let tx = app.db.write(caller.tenant).await?;
    persons::take(&tx, conversation.id, caller.user, &caller.name).await?;
    let words = format!("{} has joined the conversation", caller.name);
    let event = format!("person_joined/{}", caller.user);
    let joined = notice(app, caller, &tx, conversation, &event, no, words).await?;
    tx.commit().await?;
    app.hub.ring(caller.tenant.as_uuid(), conversation.id.as_uuid());
    Ok(joined)
}

/// Keeps what is said while a person is wanted, by either side.
pub(super) async fn hold(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    id: Uuid,
    said: Said,
) -> AppResult<Posted> {
    let is_user = conversation.user == caller.user;
    let mut data = Map::new();
    if !is_user {
        data.insert(handoff::BY.to_owned(), json!({ "id": caller.user.as_uuid(), "name": caller.name }));
    }
    let row = NewMessage {
        id: MessageId::new(id),
        conversation: conversation.id,
        origin: None,
        author: Some(caller.user),
        role: if is_user { MessageRole::User } else { MessageRole::Assistant },
        kind: MessageKind::Text,
        content: said.text.clone(),
        citations: Vec::new(),
        data: post::with_files(data, &said.files),
    };
    let title = post::first_title(conversation, &said);
    let message = MessageView::new(store(app, caller, row, title, &said.files).await?, None);
    Ok(Posted { message, run_id: None, answered_at: None, held: true })
}

async fn notice(
    app: &App,
    caller: &Caller,
    tx: &WriteTx,
    conversation: &Conversation,
    event: &str,
    no: u64,
    words: String,
) -> AppResult<MessageView> {
    let id = Uuid::new_v5(&conversation.id.as_uuid(), format!("person/{no}/{event}").as_bytes());
    let kind = event.split('/').next().unwrap_or_default();
    let row = NewMessage {
        id: MessageId::new(id),
        conversation: conversation.id,
        origin: None,
        author: Some(caller.user),
        role: MessageRole::System,
        kind: MessageKind::Text,
        content: words,
        citations: Vec::new(),
        data: json!({ EVENT: kind, "name": caller.name }),
    };
    let stored = messages::append(tx, row, app.now()).await?;
    let stored = stored.ok_or_else(|| AppError::not_found("the conversation"))?.into_message();
    Ok(MessageView::new(stored, None))
}

/// The conversation, for the person whose it is.
async fn theirs(app: &App, caller: &Caller, id: Uuid) -> AppResult<Conversation> {
    let conversation = visible(app, caller, id).await?;
    if conversation.user == caller.user {
        return Ok(conversation);
    }
    let message = "only the person whose conversation it is can ask for somebody".to_owned();
    Err(AppError::Refused { code: "forbidden", message })
}

async fn found(tx: &Tx, conversation: &Conversation) -> AppResult<Conversation> {
    let found = control_plane_store::conversations::find(tx, conversation.id).await?;
    found.ok_or_else(|| AppError::not_found("the conversation"))
}

/// What the API tells of it, with the place in the queue.
pub(super) async fn view(tx: &Tx, conversation: &Conversation) -> AppResult<Option<PersonView>> {
    let Some(person) = &conversation.person else { return Ok(None) };
    let place = match person.state {
        PersonState::Waiting => Some(persons::before(tx, person.since, conversation.id).await? + 1),
        PersonState::With => None,
    };
    let name = Some(person.name.clone()).filter(|name| !name.is_empty());
    Ok(Some(PersonView { state: person.state, since: person.since, name, place, wished: person.wished }))
}
