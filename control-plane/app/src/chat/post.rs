//! A user says something: an answer to the run that waits for them, or the start of a new one.

use super::attachments::{self, FILES, Files};
use super::context::{HISTORY, context};
use super::fold::{self, answer_said};
use super::observe::observe;
use super::person;
use super::said::{Input, NewMessage, Posted, Words, read};
use super::view::MessageView;
use super::{visible, visible_in};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::runs::{self, Pinned};
use control_plane_domain::message::{ConversationStatus, MessageKind, MessageRole};
use control_plane_domain::{BranchName, Environment, MessageId, Permission};
use control_plane_store::conversations::{self, Conversation};
use control_plane_store::messages::{self, Message, NewMessage as NewRow, Origin};
use executor_runtime::DEBUG;
use executor_runtime::api::{Debug, ExecutorError, NewRun, RunRow, Signal};
use serde_json::{Map, Value, json};
use uuid::Uuid;

const MAX_TITLE: usize = 80;

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
    let debug = runs::debug(new.pins, new.breakpoints)?;
    let input = read(new.content, new.answer, !new.attachments.is_empty())?;
    let message_id = match key {
        Some(key) => Uuid::new_v5(&id, format!("message/{}/{key}", caller.user).as_bytes()),
        None => app.new_id(),
    };
    // Until the run has taken the message, the next one of this conversation waits.
    let _turn = match app.turns.take_free(id) {
        Some(turn) => turn,
        None => {
            // Only who may write in it can make others wait.
            may_write(&visible(app, caller, id).await?, caller)?;
            app.turns.take(id).await
        }
    };
    // The model waits for all of this, so it is asked for at once.
    let executor = app.executor()?;
    let active = executor.active(caller.tenant.as_uuid(), id);
    let (now, active) = tokio::join!(Now::read(app, caller, id, message_id), active);
    let Now { conversation, known, history } = now?;
    may_write(&conversation, caller)?;
    if !debug.is_empty() && !conversation.draft {
        let words = "only a draft's runs can be pinned and stopped";
        return Err(AppError::field("pins", "invalid", words));
    }
    if let Some(known) = known {
        return again(app, caller, &conversation, known).await;
    }
    let is_theirs = conversation.user == caller.user;
    let files = attachments::to_send(app, caller, &conversation, &new.attachments).await?;
    let active = active?;
    if let Some(run) = active.as_ref().filter(|run| waits_for(run, "handoff")) {
        return match input {
            Input::Text(text) => {
                person::hold(app, caller, &conversation, Some(run), message_id, Words { text, files }).await
            }
            Input::Answer(_) => Err(not_asked()),
        };
    }
    // One that a flow has called goes by its run, above.
    if conversation.person.as_ref().is_some_and(|person| person.wished)
        && let Input::Text(text) = input
    {
        return person::hold(app, caller, &conversation, None, message_id, Words { text, files }).await;
    }
    if !is_theirs {
        return Err(not_theirs("you can write in it only while it is handed over to the desk"));
    }
    // A run that waits for an approval, a time or an event does not ask the user: what they say then
    // starts a run, which queues.
    let waiting = active.filter(|run| waits_for(run, "user"));
    match (input, waiting) {
        (Input::Text(text), Some(run)) => {
            let mut words = Words { text, files };
            let payload = Map::from_iter([("text".to_owned(), json!(words.told()))]);
            match answer(app, caller, &conversation, message_id, &run, payload, &words).await? {
                Some(posted) => Ok(posted),
                // The run stopped waiting meanwhile (its time ran out): what was said stands by itself.
                None => {
                    words.files.was = Some(MessageId::new(message_id));
                    let history = Now::read(app, caller, id, message_id).await?.history;
                    begin(app, caller, &conversation, app.new_id(), words, debug, &history).await
                }
            }
        }
        (Input::Text(text), None) => {
            begin(app, caller, &conversation, message_id, Words { text, files }, debug, &history).await
        }
        (Input::Answer(given), Some(run)) => {
            let Value::Object(payload) = json!(given) else { return Err(not_asked()) };
            let nothing = Words::default();
            let given = answer(app, caller, &conversation, message_id, &run, payload, &nothing).await?;
            given.ok_or_else(not_asked)
        }
        (Input::Answer(_), None) => Err(not_asked()),
    }
}

/// A conversation as it is when the turn of a message has come.
struct Now {
    conversation: Conversation,
    /// The message itself, when the same request came before.
    known: Option<Message>,
    history: Vec<Message>,
}

impl Now {
    async fn read(app: &App, caller: &Caller, id: Uuid, message: Uuid) -> AppResult<Self> {
        let tx = app.db.read(caller.tenant).await?;
        let conversation = visible_in(&tx, caller, id).await?;
        let known = messages::find(&tx, MessageId::new(message)).await?;
        let history = messages::last(&tx, conversation.id, HISTORY).await?;
        Ok(Self { conversation, known, history })
    }
}

/// Whether the caller may say something in it: it is theirs or they are of the desk, and it is open.
fn may_write(conversation: &Conversation, caller: &Caller) -> AppResult<()> {
    if conversation.user != caller.user && !caller.can(Permission::TicketsWrite) {
        return Err(not_theirs("only the person whose conversation it is can write in it"));
    }
    must_be_open(conversation)
}

pub(super) fn must_be_open(conversation: &Conversation) -> AppResult<()> {
    match conversation.status {
        ConversationStatus::Open => Ok(()),
        ConversationStatus::Closed => Err(AppError::conflict("conflict", "the conversation is closed")),
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
    with: &Words,
) -> AppResult<Option<Posted>> {
    catch_up_with(app, caller, run).await?;
    payload.insert(fold::MESSAGE_ID.to_owned(), json!(id));
    let has_files = !with.files.all.is_empty();
    if has_files {
        payload.insert(FILES.to_owned(), json!(with.files.all));
    }
    let said = answer_said(id, &Value::Object(payload), run.waiting.as_ref());
    let Value::Object(mut data) = said.data else { return Err(AppError::internal("an answer without data")) };
    data.insert(fold::SAID_AFTER.to_owned(), json!(run.last_seq));
    let row = NewRow {
        id: MessageId::new(id),
        conversation: conversation.id,
        origin: Some(Origin { run: run.id, seq: None }),
        author: Some(caller.user),
        role: MessageRole::User,
        kind: said.kind,
        // With files only, the run gets their names for words; people see the files.
        content: if has_files { with.text.clone() } else { said.content },
        citations: Vec::new(),
        data: with_files(data, &with.files),
    };
    let stored = store(app, caller, row, None, &with.files).await?;
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
    Ok(Some(Posted { message, run_id: Some(run.id), answered_at: Some(run.last_seq), held: false }))
}

/// What a run that waits has said comes before what is said to it, however fast that was.
pub(super) async fn catch_up_with(app: &App, caller: &Caller, run: &RunRow) -> AppResult<()> {
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
    words: Words,
    debug: Debug,
    history: &[Message],
) -> AppResult<Posted> {
    let pinned = pin(app, caller, conversation).await?;
    let run_id = app.new_id();
    // Kept with the message: the same request sent again starts the same run.
    let data = if debug.is_empty() { Map::new() } else { Map::from_iter([(DEBUG.to_owned(), json!(debug))]) };
    let title = first_title(conversation, &words);
    let row = NewRow {
        id: MessageId::new(id),
        conversation: conversation.id,
        origin: Some(Origin { run: run_id, seq: None }),
        author: Some(caller.user),
        role: MessageRole::User,
        kind: MessageKind::Text,
        content: words.text,
        citations: Vec::new(),
        data: with_files(data, &words.files),
    };
    // The run gets ready while its message is written: the model need not wait for the disk.
    let said = Said { run: run_id, content: &row.content, data: &row.data, history };
    let prepared = app.executor()?.prepare(new_run(caller, conversation, pinned, &said)).await?;
    let message = store(app, caller, row, title, &words.files).await?;
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
        input: input(said),
        context,
        principal: caller.principal(),
        correlation_id: caller.correlation_id.clone(),
        test: conversation.draft,
        parent_run: None,
        lineage: None,
        key_root: None,
        origin: None,
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
    let message = MessageView::new(message, None);
    Posted { message, run_id: Some(run_id), answered_at: None, held: false }
}

/// What the run is told: the words, and the files if there are any.
fn input(said: &Said<'_>) -> Value {
    let words = attachments::words(said.content, said.data);
    let mut input = Map::from_iter([("message".to_owned(), json!(words))]);
    if let Some(files) = said.data.get(FILES) {
        input.insert(FILES.to_owned(), files.clone());
    }
    Value::Object(input)
}

pub(super) fn with_files(mut data: Map<String, Value>, files: &Files) -> Value {
    if !files.all.is_empty() {
        data.insert(FILES.to_owned(), json!(files.all));
    }
    Value::Object(data)
}

/// The same request once more: whatever of it did not happen, happens now.
async fn again(app: &App, caller: &Caller, conversation: &Conversation, known: Message) -> AppResult<Posted> {
    let Some(run_id) = known.origin.map(|origin| origin.run) else {
        let message = MessageView::new(known, None);
        return Ok(Posted { message, run_id: None, answered_at: None, held: true });
    };
    let run = app.executor()?.run(caller.tenant.as_uuid(), run_id).await?;
    let is_answer = known.data.get("answer").is_some();
    match run {
        Some(run) if is_answer => {
            let message = MessageView::new(known.clone(), None);
            let answered_at = Some(run.last_seq);
            let sent = send(app, caller, &run, known).await?;
            Ok(sent.unwrap_or(Posted { message, run_id: Some(run_id), answered_at, held: false }))
        }
        Some(_) => {
            // Of what was said during a run rather than to it, nothing more comes.
            let held = known.data.get(fold::SAID_AFTER).is_some();
            let message = MessageView::new(known, None);
            Ok(Posted { message, run_id: Some(run_id), answered_at: None, held })
        }
        None => start(app, caller, conversation, run_id, known).await,
    }
}

pub(super) async fn store(
    app: &App,
    caller: &Caller,
    row: NewRow,
    title: Option<String>,
    files: &Files,
) -> AppResult<Message> {
    let conversation = row.conversation;
    let tx = app.db.write(caller.tenant).await?;
    let stored = messages::append(&tx, row, app.now()).await?;
    let stored = stored.ok_or_else(|| AppError::not_found("the conversation"))?.into_message();
    attachments::claim(&tx, stored.id, files).await?;
    if let Some(title) = title {
        conversations::set_title(&tx, conversation, &title).await?;
    }
    tx.commit().await?;
    app.hub.ring(caller.tenant.as_uuid(), conversation.as_uuid());
    Ok(stored)
}

/// What a conversation is called that had no name until now.
pub(super) fn first_title(conversation: &Conversation, words: &Words) -> Option<String> {
    conversation.title.is_empty().then(|| title(&words.told()))
}

fn title(content: &str) -> String {
    let line = content.lines().next().unwrap_or_default();
    match line.char_indices().nth(MAX_TITLE) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line.to_owned(),
    }
}
