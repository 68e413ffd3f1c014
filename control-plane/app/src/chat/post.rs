//! A user says something: an answer to the run that waits for them, or the start of a new one.

use super::context::{HISTORY, context};
use super::fold::{self, answer_said};
use super::handoff;
use super::observe::observe;
use super::view::MessageView;
use super::visible;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::runs::{self, Pinned};
use control_plane_domain::message::{ConversationStatus, MessageKind, MessageRole};
use control_plane_domain::{BranchName, Environment, MessageId, Permission};
use control_plane_store::conversations::{self, Conversation};
use control_plane_store::messages::{self, Message, NewMessage as NewRow, Origin};
use executor_runtime::DEBUG;
use executor_runtime::api::{Breakpoint, Debug, ExecutorError, NewRun, Pin, RunRow, Signal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The longest message, in characters.
pub const MAX_CONTENT: usize = 16_000;
const MAX_TITLE: usize = 80;

/// What the user says (or, while it is handed over to the desk, a person there): text, or the answer to a
/// question.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// Text. To a run that waits it is the answer, else it starts a run.
    pub content: Option<String>,
    /// The answer to the question that is open: one of its options, the form's values, or no.
    pub answer: Option<Answer>,
    /// In a test chat, for the run that the text starts: by node, outcomes instead of calls, as
    /// `POST /flows/{flow}/runs` takes them. The answer to a question keeps what its run began with.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub pins: BTreeMap<String, Vec<Pin>>,
    /// The same: where the run stops until it is told to go on.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub breakpoints: Vec<Breakpoint>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// `port` of the chosen option.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// The form's fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub values: Option<Map<String, Value>>,
    /// The form is not wanted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub declined: bool,
}

/// What became of a message.
#[derive(Clone, Debug)]
pub struct Posted {
    pub message: MessageView,
    pub run_id: Uuid,
    /// For an answer: the last event of the run before it.
    pub answered_at: Option<u64>,
    /// A person has the conversation: the run goes on when they give it back, and not before.
    pub held: bool,
}

enum Input {
    Text(String),
    Answer(Answer),
}

fn read(content: Option<String>, answer: Option<Answer>) -> AppResult<Input> {
    match (content, answer) {
        (Some(content), None) => {
            let content = content.trim();
            if content.is_empty() {
                return Err(AppError::field("content", "required", "say something"));
            }
            if content.chars().count() > MAX_CONTENT {
                let words = format!("a message has at most {MAX_CONTENT} characters");
                return Err(AppError::field("content", "too_long", words));
            }
            Ok(Input::Text(content.to_owned()))
        }
        (None, Some(answer)) => {
            let ways = [answer.option.is_some(), answer.values.is_some(), answer.declined];
            if ways.iter().filter(|way| **way).count() != 1 {
                let words = "give exactly one of option, values and declined";
                return Err(AppError::field("answer", "invalid", words));
            }
            Ok(Input::Answer(answer))
        }
        (None, None) => Err(AppError::field("content", "required", "give content or an answer")),
        (Some(_), Some(_)) => {
            Err(AppError::field("answer", "invalid", "give content or an answer, not both"))
        }
    }
}
/// Takes a message in. With a `key` (the request's `Idempotency-Key`) a repeated request is the same
/// message, whatever died in between.
///
/// # Errors
/// [`AppError::NotFound`] for other people's conversations, [`AppError::Conflict`] for an answer
/// when nothing is asked, [`AppError::Findings`] for a draft that does not check.
pub async fn post(
    app: &App,
    caller: &Caller,
    id: Uuid,
    new: NewMessage,
    key: Option<&str>,
) -> AppResult<Posted> {
    let debug = Debug { pins: new.pins, breakpoints: new.breakpoints };
    let input = read(new.content, new.answer)?;
    let conversation = visible(app, caller, id).await?;
    if !debug.is_empty() && !conversation.draft {
        let words = "only a draft's runs can be pinned and stopped";
        return Err(AppError::field("pins", "invalid", words));
    }
    let is_theirs = conversation.user == caller.user;
    if !is_theirs && !caller.can(Permission::TicketsWrite) {
        return Err(not_theirs("only the person whose conversation it is can write in it"));
    }
    if conversation.status == ConversationStatus::Closed {
        return Err(AppError::conflict("conflict", "the conversation is closed"));
    }
    let message_id = match key {
        Some(key) => Uuid::new_v5(&id, format!("message/{}/{key}", caller.user).as_bytes()),
        None => app.new_id(),
    };
    // Until the run has taken the message, the next one of this conversation waits.
    let _turn = app.turns.take(id).await;
    if let Some(known) = find(app, caller, message_id).await? {
        return again(app, caller, &conversation, known).await;
    }
    let active = app.executor()?.active(caller.tenant.as_uuid(), id).await?;
    if let Some(run) = active.as_ref().filter(|run| waits_for(run, "handoff")) {
        return match input {
            Input::Text(text) => hold(app, caller, &conversation, run, message_id, text).await,
            Input::Answer(_) => Err(not_asked()),
        };
    }
    if !is_theirs {
        return Err(not_theirs("you can write in it only while it is handed over to the desk"));
    }
    // A run that waits for an approval, a time or an event does not ask the user: what they say then
    // starts a run, which queues.
    let waiting = active.filter(|run| waits_for(run, "user"));
    match (input, waiting) {
        (Input::Text(text), Some(run)) => {
            let payload = Map::from_iter([("text".to_owned(), json!(text))]);
            match answer(app, caller, &conversation, message_id, &run, payload).await? {
                Some(posted) => Ok(posted),
                // The run stopped waiting meanwhile (its time ran out): what was said stands by itself.
                None => begin(app, caller, &conversation, app.new_id(), text, debug).await,
            }
        }
        (Input::Text(text), None) => begin(app, caller, &conversation, message_id, text, debug).await,
        (Input::Answer(given), Some(run)) => {
            let Value::Object(payload) = json!(given) else { return Err(not_asked()) };
            answer(app, caller, &conversation, message_id, &run, payload).await?.ok_or_else(not_asked)
        }
        (Input::Answer(_), None) => Err(not_asked()),
    }
}

fn not_asked() -> AppError {
    AppError::conflict("conflict", "nothing is being asked in this conversation at the moment")
}

fn not_theirs(words: &str) -> AppError {
    AppError::Refused { code: "forbidden", message: words.to_owned() }
}

/// Whether the run waits for this: `user`, `handoff`.
pub(super) fn waits_for(run: &RunRow, what: &str) -> bool {
    let for_it = |waiting: &Value| waiting.get("for").and_then(Value::as_str) == Some(what);
    // Another branch may still be working while one asks.
    !run.status.is_ended() && run.waiting.as_ref().is_some_and(for_it)
}

/// Keeps what is said while a person has the conversation, by the user or by that person. It neither
/// answers the run nor starts one.
pub(super) async fn hold(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    run: &RunRow,
    id: Uuid,
    text: String,
) -> AppResult<Posted> {
    catch_up_with(app, caller, run).await?;
    let is_user = conversation.user == caller.user;
    let mut data = Map::from_iter([(fold::SAID_AFTER.to_owned(), json!(run.last_seq))]);
    if !is_user {
        data.insert(handoff::BY.to_owned(), json!({ "id": caller.user.as_uuid(), "name": caller.name }));
    }
    let row = NewRow {
        id: MessageId::new(id),
        conversation: conversation.id,
        origin: Some(Origin { run: run.id, seq: None }),
        author: Some(caller.user),
        role: if is_user { MessageRole::User } else { MessageRole::Assistant },
        kind: MessageKind::Text,
        content: text,
        citations: Vec::new(),
        data: Value::Object(data),
    };
    let message = MessageView::new(store(app, caller, row, None).await?, None);
    Ok(Posted { message, run_id: run.id, answered_at: Some(run.last_seq), held: true })
}

/// Tells the user which person has come.
pub(super) async fn join(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    run: &RunRow,
    id: Uuid,
) -> AppResult<MessageView> {
    catch_up_with(app, caller, run).await?;
    let row = NewRow {
        id: MessageId::new(id),
        conversation: conversation.id,
        origin: Some(Origin { run: run.id, seq: None }),
        author: Some(caller.user),
        role: MessageRole::System,
        kind: MessageKind::Text,
        content: format!("{} has joined the conversation", caller.name),
        citations: Vec::new(),
        data: json!({ fold::SAID_AFTER: run.last_seq }),
    };
    Ok(MessageView::new(store(app, caller, row, None).await?, None))
}

async fn find(app: &App, caller: &Caller, id: Uuid) -> AppResult<Option<Message>> {
    let tx = app.db.read(caller.tenant).await?;
    Ok(messages::find(&tx, MessageId::new(id)).await?)
}

/// `None` when the run does not wait any more.
async fn answer(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    id: Uuid,
    run: &RunRow,
    mut payload: Map<String, Value>,
) -> AppResult<Option<Posted>> {
    catch_up_with(app, caller, run).await?;
    payload.insert(fold::MESSAGE_ID.to_owned(), json!(id));
    let mut said = answer_said(id, &Value::Object(payload), run.waiting.as_ref());
    if let Value::Object(data) = &mut said.data {
        data.insert(fold::SAID_AFTER.to_owned(), json!(run.last_seq));
    }
    let row = NewRow {
        id: MessageId::new(id),
        conversation: conversation.id,
        origin: Some(Origin { run: run.id, seq: None }),
        author: Some(caller.user),
        role: MessageRole::User,
        kind: said.kind,
        content: said.content,
        citations: Vec::new(),
        data: said.data,
    };
    let stored = store(app, caller, row, None).await?;
    send(app, caller, run, stored).await
}

/// Gives the run its answer. The signal's id is the message's, so that sending it again is harmless.
async fn send(app: &App, caller: &Caller, run: &RunRow, message: Message) -> AppResult<Option<Posted>> {
    let node = run.waiting.as_ref().and_then(|waiting| waiting.get("node")).and_then(Value::as_str);
    let signal = Signal {
        id: message.id.as_uuid(),
        name: "answer".to_owned(),
        node: node.map(str::to_owned),
        payload: message.data.get("answer").cloned().unwrap_or(Value::Null),
        principal: caller.principal(),
    };
    match app.executor()?.signal(caller.tenant.as_uuid(), run.id, signal).await {
        Ok(()) => {}
        Err(ExecutorError::Ended | ExecutorError::NotWaiting) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let message = MessageView::new(message, None);
    Ok(Some(Posted { message, run_id: run.id, answered_at: Some(run.last_seq), held: false }))
}

/// What a run that waits has said comes before what is said to it, however fast that was.
async fn catch_up_with(app: &App, caller: &Caller, run: &RunRow) -> AppResult<()> {
    match run.waiting.as_ref().and_then(|waiting| waiting.get("node")).and_then(Value::as_str) {
        Some(node) => catch_up(app, caller, run, node).await,
        None => Ok(()),
    }
}

/// Stores the question of a run that waits, should the observer not have come to it yet.
async fn catch_up(app: &App, caller: &Caller, run: &RunRow, node: &str) -> AppResult<()> {
    let observed = app.observed.upto(run.id).await;
    if observed.is_some_and(|seq| seq >= run.last_seq) {
        return Ok(());
    }
    const PAGE: u32 = 500;
    let executor = app.executor()?;
    let tenant = caller.tenant.as_uuid();
    let mut after = observed.unwrap_or(0);
    if after == 0 && find(app, caller, fold::question_id(run.id, node, 0)).await?.is_some() {
        // A run from before this process, which observed all there was before it parked.
        return Ok(());
    }
    loop {
        let events = executor.events(tenant, run.id, after, PAGE).await?;
        let Some(last) = events.last() else { return Ok(()) };
        after = last.seq;
        for event in &events {
            observe(app, run, event).await?;
        }
    }
}

async fn begin(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    id: Uuid,
    text: String,
    debug: Debug,
) -> AppResult<Posted> {
    let pinned = pin(app, caller, conversation).await?;
    let tx = app.db.read(caller.tenant).await?;
    let history = messages::last(&tx, conversation.id, HISTORY).await?;
    drop(tx);
    let run_id = app.new_id();
    let row = NewRow {
        id: MessageId::new(id),
        conversation: conversation.id,
        origin: Some(Origin { run: run_id, seq: None }),
        author: Some(caller.user),
        role: MessageRole::User,
        kind: MessageKind::Text,
        content: text,
        citations: Vec::new(),
        // Kept with the message: the same request sent again starts the same run.
        data: if debug.is_empty() { json!({}) } else { json!({ DEBUG: debug }) },
    };
    // The run gets ready while its message is written: the model need not wait for the disk.
    let said = Said { run: run_id, content: &row.content, data: &row.data, history: &history };
    let prepared = app.executor()?.prepare(new_run(caller, conversation, pinned, &said)).await?;
    let title = (conversation.last_seq == 0 && conversation.title.is_empty()).then(|| title(&row.content));
    let message = store(app, caller, row, title).await?;
    app.executor()?.start_prepared(prepared).await?;
    Ok(started(app, caller, conversation, run_id, message))
}

async fn pin(app: &App, caller: &Caller, conversation: &Conversation) -> AppResult<Pinned> {
    if conversation.draft {
        let branch = conversation.branch.as_ref().map(BranchName::as_str);
        runs::pin_draft(app, caller, &conversation.flow, branch).await
    } else {
        let who = conversation.id.as_uuid();
        runs::pin_published(app, caller, &conversation.flow, Environment::Production, who).await
    }
}

/// What a run is about, and what was said before.
struct Said<'a> {
    run: Uuid,
    content: &'a str,
    data: &'a Value,
    history: &'a [Message],
}

fn new_run(caller: &Caller, conversation: &Conversation, pinned: Pinned, said: &Said<'_>) -> NewRun {
    let flow = conversation.flow.as_str();
    let history = Some((conversation.id.as_uuid(), said.history));
    let mut context = context(caller, history, flow, pinned.number, pinned.environment);
    if let Some(debug) = said.data.get(DEBUG) {
        context.insert(DEBUG.to_owned(), debug.clone());
    }
    NewRun {
        id: said.run,
        tenant: caller.tenant.as_uuid(),
        flow: flow.to_owned(),
        version: pinned.hash,
        conversation: Some(conversation.id.as_uuid()),
        input: json!({ "message": said.content }),
        context,
        principal: caller.principal(),
        correlation_id: caller.correlation_id.clone(),
        test: conversation.draft,
        parent_run: None,
        lineage: None,
        key_root: None,
    }
}

/// Starts the run of a message that was stored, and got none.
async fn start(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    run: Uuid,
    message: Message,
) -> AppResult<Posted> {
    let pinned = pin(app, caller, conversation).await?;
    let tx = app.db.read(caller.tenant).await?;
    let mut history = messages::last(&tx, conversation.id, HISTORY + 1).await?;
    drop(tx);
    history.retain(|line| line.seq < message.seq);
    let said = Said { run, content: &message.content, data: &message.data, history: &history };
    app.executor()?.start(new_run(caller, conversation, pinned, &said)).await?;
    Ok(started(app, caller, conversation, run, message))
}

fn started(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    run_id: Uuid,
    message: Message,
) -> Posted {
    app.hub.ring(caller.tenant.as_uuid(), conversation.id.as_uuid());
    Posted { message: MessageView::new(message, None), run_id, answered_at: None, held: false }
}

/// The same request once more: whatever of it did not happen, happens now.
async fn again(app: &App, caller: &Caller, conversation: &Conversation, known: Message) -> AppResult<Posted> {
    let run_id =
        known.origin.map(|origin| origin.run).ok_or_else(|| AppError::internal("a message without a run"))?;
    let run = app.executor()?.run(caller.tenant.as_uuid(), run_id).await?;
    let is_answer = known.data.get("answer").is_some();
    match run {
        Some(run) if is_answer => {
            let message = MessageView::new(known.clone(), None);
            let answered_at = Some(run.last_seq);
            let sent = send(app, caller, &run, known).await?;
            Ok(sent.unwrap_or(Posted { message, run_id, answered_at, held: false }))
        }
        Some(_) => {
            // Of what was said during a run rather than to it, nothing more comes.
            let held = known.data.get(fold::SAID_AFTER).is_some();
            let message = MessageView::new(known, None);
            Ok(Posted { message, run_id, answered_at: None, held })
        }
        None => start(app, caller, conversation, run_id, known).await,
    }
}

async fn store(app: &App, caller: &Caller, row: NewRow, title: Option<String>) -> AppResult<Message> {
    let conversation = row.conversation;
    let tx = app.db.write(caller.tenant).await?;
    let stored = messages::append(&tx, row, app.now()).await?;
    let stored = stored.ok_or_else(|| AppError::not_found("the conversation"))?.into_message();
    if let Some(title) = title {
        conversations::set_title(&tx, conversation, &title).await?;
    }
    tx.commit().await?;
    app.hub.ring(caller.tenant.as_uuid(), conversation.as_uuid());
    Ok(stored)
}

fn title(content: &str) -> String {
    let line = content.lines().next().unwrap_or_default();
    match line.char_indices().nth(MAX_TITLE) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line.to_owned(),
    }
}
