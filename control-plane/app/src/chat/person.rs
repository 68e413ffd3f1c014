//! A user asks for a person, at any time: what they say from then on goes to the desk, until either side
//! gives the conversation back. Whatever a run does meanwhile, it does; a question of it stays open.
//!
//! What is said to a person belongs to the run that handed the conversation over. When it was the user who
//! asked, it belongs to none: the stream tells it by its number in the conversation.

use super::said::{Posted, Words};
use super::view::{ConversationView, MessageView, PersonView};
use super::{conversations, fold, handoff, post, visible};
use crate::app::App;
use crate::caller::Caller;
use crate::desk::hours;
use crate::error::{AppError, AppResult};
use crate::{audit, notifications};
use chrono::{DateTime, Utc};
use control_plane_domain::message::{MessageKind, MessageRole, PersonState};
use control_plane_domain::{ConversationId, MessageId};
use control_plane_store::conversations::Conversation;
use control_plane_store::messages::{self, NewMessage, Origin};
use control_plane_store::persons::{self, Person};
use control_plane_store::{Tx, WriteTx};
use executor_runtime::api::RunRow;
use serde_json::{Map, json};
use uuid::Uuid;

/// How far back the last words of the user are looked for.
const LOOKED_AT: u64 = 20;

/// Asks for a person. Asking again changes nothing: one keeps one's place.
///
/// # Errors
/// [`AppError::NotFound`] for other people's conversations, [`AppError::Conflict`] for a closed one and for a
/// test chat.
pub async fn ask_for_person(app: &App, caller: &Caller, id: Uuid) -> AppResult<ConversationView> {
    theirs(app, caller, id).await?;
    let _turn = app.turns.take(id).await;
    // As it is now, when its turn has come.
    let conversation = theirs(app, caller, id).await?;
    post::must_be_open(&conversation)?;
    if conversation.draft {
        return Err(AppError::conflict("conflict", "nobody of the desk is called into a test chat"));
    }
    if let Some(run) = handed_over(app, caller, id).await? {
        // The flow has asked already, and the desk is to know before this says so.
        post::catch_up_with(app, caller, &run).await?;
    } else if conversation.person.is_none() {
        want(app, caller, &conversation).await?;
        app.hub.ring(caller.tenant.as_uuid(), id);
    }
    conversations::get(app, caller, id).await
}

async fn want(app: &App, caller: &Caller, conversation: &Conversation) -> AppResult<()> {
    let (id, now) = (conversation.id.as_uuid(), app.now());
    let tx = app.db.write(caller.tenant).await?;
    if !persons::want(&tx, conversation.id, &caller.name, true, now).await? {
        // Another process was quicker.
        return Ok(());
    }
    let asked = persons::found(&tx, conversation.id).await?;
    let asked = asked.ok_or_else(|| AppError::not_found("the conversation"))?;
    let words = format!("{} asked for a person", caller.name);
    notice(app, caller, &tx, conversation, None, &asked, "person_asked", words).await?;
    let what = json!({ "flow": conversation.flow });
    audit::record(app, &tx, caller, "conversation.person_asked", "conversation", &id.to_string(), what)
        .await?;
    let said = messages::last(&tx, conversation.id, LOOKED_AT).await?;
    let last = said.into_iter().rev().find(|message| message.role == MessageRole::User);
    let reason = last.map(|message| message.content).unwrap_or_default();
    let key = format!("person/{id}/{}", asked.no);
    notifications::tell_of_handoff(&tx, &caller.name, &reason, id, &key, now).await?;
    Ok(tx.commit().await?)
}

/// The user goes back to the assistant: whether somebody has come or not when they had asked themselves; as long as
/// nobody has come when it was the flow that handed the conversation over, which goes on then without a word.
///
/// # Errors
/// As [`ask_for_person`]; [`AppError::Conflict`] when a flow handed the conversation over and somebody has it.
pub async fn back_to_assistant(app: &App, caller: &Caller, id: Uuid) -> AppResult<ConversationView> {
    theirs(app, caller, id).await?;
    let _turn = app.turns.take(id).await;
    let conversation = theirs(app, caller, id).await?;
    match handoff::handed_over(app, caller, id).await? {
        Some(_) if conversation.person.as_ref().is_some_and(|person| person.id.is_some()) => {
            let words =
                "somebody of the desk has this conversation; the assistant goes on when they give it back";
            return Err(AppError::conflict("conflict", words));
        }
        Some(handed) => {
            handoff::go_on(app, caller, &conversation, handed, "").await?;
            let tx = app.db.write(caller.tenant).await?;
            let (action, id) = ("conversation.person_declined", id.to_string());
            audit::record(app, &tx, caller, action, "conversation", &id, json!({})).await?;
            tx.commit().await?;
        }
        None => end(app, caller, &conversation, None).await?,
    }
    conversations::get(app, caller, id).await
}

/// Nobody is wanted any more. The user is told when it was they who had asked; otherwise their run goes on and
/// speaks for itself.
pub(super) async fn end(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    action: Option<&str>,
) -> AppResult<()> {
    let Some(person) = &conversation.person else { return Ok(()) };
    let tx = app.db.write(caller.tenant).await?;
    if persons::leave(&tx, conversation.id, person.no).await? {
        if person.wished {
            let words = "The assistant has the conversation again".to_owned();
            notice(app, caller, &tx, conversation, None, person, "person_left", words).await?;
        }
        if let Some(action) = action {
            let id = conversation.id.to_string();
            audit::record(app, &tx, caller, action, "conversation", &id, json!({})).await?;
        }
        tx.commit().await?;
    }
    app.hub.ring(caller.tenant.as_uuid(), conversation.id.as_uuid());
    Ok(())
}

/// Tells the user, in the transaction that makes it so, who has come.
pub(super) async fn joined(
    app: &App,
    caller: &Caller,
    tx: &WriteTx,
    conversation: &Conversation,
    run: Option<&RunRow>,
    person: &Person,
) -> AppResult<MessageView> {
    let words = format!("{} has joined the conversation", caller.name);
    notice(app, caller, tx, conversation, run, person, "person_joined", words).await
}

/// Keeps what is said while the desk has the conversation or is to have it, by either side. It neither answers
/// a run nor starts one.
pub(super) async fn hold(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    run: Option<&RunRow>,
    id: Uuid,
    words: Words,
) -> AppResult<Posted> {
    if let Some(run) = run {
        post::catch_up_with(app, caller, run).await?;
    }
    let is_user = conversation.user == caller.user;
    let mut data = Map::new();
    if let Some(run) = run {
        data.insert(fold::SAID_AFTER.to_owned(), json!(run.last_seq));
    }
    if !is_user {
        data.insert(handoff::BY.to_owned(), json!({ "id": caller.user.as_uuid(), "name": caller.name }));
    }
    let title = if is_user { post::first_title(conversation, &words) } else { None };
    let row = NewMessage {
        id: MessageId::new(id),
        conversation: conversation.id,
        origin: run.map(|run| Origin { run: run.id, seq: None }),
        author: Some(caller.user),
        role: if is_user { MessageRole::User } else { MessageRole::Assistant },
        kind: MessageKind::Text,
        content: words.text,
        citations: Vec::new(),
        data: post::with_files(data, &words.files),
    };
    let message = MessageView::new(post::store(app, caller, row, title, &words.files).await?, None);
    let run_id = run.map(|run| run.id);
    Ok(Posted { message, run_id, answered_at: run.map(|run| run.last_seq), held: true })
}

/// Once for each time that a person is wanted or comes, however often it is said.
#[expect(clippy::too_many_arguments, reason = "one place for what all notices have in common")]
async fn notice(
    app: &App,
    caller: &Caller,
    tx: &WriteTx,
    conversation: &Conversation,
    run: Option<&RunRow>,
    person: &Person,
    event: &str,
    words: String,
) -> AppResult<MessageView> {
    let name = format!("person/{}/{event}/{}", person.no, caller.user);
    let mut data = json!({ "event": event, "name": caller.name, "wished": person.wished });
    if let Some(run) = run {
        data[fold::SAID_AFTER] = json!(run.last_seq);
    }
    let row = NewMessage {
        id: MessageId::new(Uuid::new_v5(&conversation.id.as_uuid(), name.as_bytes())),
        conversation: conversation.id,
        origin: run.map(|run| Origin { run: run.id, seq: None }),
        author: Some(caller.user),
        role: MessageRole::System,
        kind: MessageKind::Text,
        content: words,
        citations: Vec::new(),
        data,
    };
    let stored = messages::append(tx, row, app.now()).await?;
    let stored = stored.ok_or_else(|| AppError::not_found("the conversation"))?.into_message();
    Ok(MessageView::new(stored, None))
}

/// The run that waits until the desk gives the conversation back.
pub(super) async fn handed_over(app: &App, caller: &Caller, id: Uuid) -> AppResult<Option<RunRow>> {
    let active = app.executor()?.active(caller.tenant.as_uuid(), id).await?;
    Ok(active.filter(|run| post::waits_for(run, "handoff")))
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

/// What the API tells of it. Nobody of the desk sees a test chat, so it has no place.
pub(super) async fn view(
    tx: &Tx,
    draft: bool,
    id: ConversationId,
    person: Person,
    now: DateTime<Utc>,
) -> AppResult<PersonView> {
    let (place, hours) = match person.state {
        PersonState::Waiting if !draft => {
            (Some(persons::before(tx, person.since, id).await? + 1), hours::opening(tx, now).await?)
        }
        PersonState::Waiting | PersonState::With => (None, None),
    };
    let Person { state, since, name, wished, .. } = person;
    let name = Some(name).filter(|name| !name.is_empty());
    Ok(PersonView { state, since, name, place, wished, hours })
}
