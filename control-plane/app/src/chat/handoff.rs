//! A conversation in the hands of a person: its run waits until they give it back.

use super::person;
use super::post::catch_up_with;
use super::view::MessageView;
use super::visible;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::{audit, notifications};
use control_plane_domain::{Permission, TenantId, UserId};
use control_plane_store::conversations::{self, Conversation};
use control_plane_store::messages;
use control_plane_store::persons::{self, Taken};
use executor_runtime::api::{RunEvent, RunRow, Signal};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

const MAX_TEXT: usize = super::said::MAX_CONTENT;

/// In the `data` of what a person of the desk says: who it is.
pub(crate) const BY: &str = "by";

/// A word to go with it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// Taking over: what to say to the user. Giving back: what the flow goes on with; without it, what
    /// was said to the user last.
    pub text: Option<String>,
    /// Taking over from somebody of the desk who has it: their id. Without it, who comes second is refused.
    pub from: Option<Uuid>,
}

impl Word {
    fn read(&self) -> AppResult<Option<String>> {
        let text = self.text.as_deref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        match text {
            Some(text) if text.chars().count() > MAX_TEXT => {
                let words = format!("a message has at most {MAX_TEXT} characters");
                Err(AppError::field("text", "too_long", words))
            }
            other => Ok(other),
        }
    }
}

/// Takes over a conversation that a flow has handed to the desk, or whose user has asked for a person; the user
/// is told who has come.
///
/// # Errors
/// [`AppError::Forbidden`] without `tickets:write`, [`AppError::NotFound`], [`AppError::Conflict`]
/// when it was not handed over, or somebody else has it.
pub async fn take_over(app: &App, caller: &Caller, id: Uuid, word: Word) -> AppResult<MessageView> {
    caller.require(Permission::TicketsWrite)?;
    let text = word.read()?;
    let _turn = app.turns.take(id).await;
    let conversation = visible(app, caller, id).await?;
    let handed = handed_over(app, caller, id).await?;
    let run = handed.as_ref().map(|(run, _)| run);
    if let Some(run) = run {
        // What the run has said comes before who has come.
        catch_up_with(app, caller, run).await?;
    }
    let tx = app.db.write(caller.tenant).await?;
    if let Some((run, node)) = &handed {
        let place = (run.id, node.as_str(), run.last_seq);
        let about = (run.principal.name.as_str(), reason(run.waiting.as_ref()));
        persons::want_for_run(&tx, conversation.id, place, about, app.now()).await?;
    }
    let from = word.from.map(UserId::new);
    let (person, is_new) =
        match persons::take(&tx, conversation.id, (caller.user, &caller.name), from).await? {
            Taken::Now(person) => (person, true),
            Taken::Theirs(person) => (person, false),
            Taken::By(person) => {
                let words = format!("{} has this conversation", person.name);
                return Err(AppError::conflict("taken_over", words));
            }
            Taken::Unwanted => return Err(not_handed_over()),
        };
    // A flow that goes on already needs nobody.
    if run.is_none() && !person.wished {
        return Err(not_handed_over());
    }
    let joined = person::joined(app, caller, &tx, &conversation, run, &person).await?;
    if is_new {
        let what =
            handed.as_ref().map_or_else(|| json!({}), |(run, node)| json!({ "run": run.id, "node": node }));
        let subject = id.to_string();
        audit::record(app, &tx, caller, "conversation.taken_over", "conversation", &subject, what).await?;
    }
    tx.commit().await?;
    app.hub.ring(caller.tenant.as_uuid(), id);
    match text {
        Some(text) => {
            let held = person::hold(app, caller, &conversation, run, app.new_id(), text.into()).await?;
            Ok(held.message)
        }
        None => Ok(joined),
    }
}

/// Gives a conversation back: to the flow that had handed it over, which goes on with the text, or to the
/// assistant, to which the user speaks again. The run that goes on, if one does.
///
/// # Errors
/// As [`take_over`].
pub async fn give_back(app: &App, caller: &Caller, id: Uuid, word: Word) -> AppResult<Option<Uuid>> {
    caller.require(Permission::TicketsWrite)?;
    let text = word.read()?;
    let _turn = app.turns.take(id).await;
    let conversation = visible(app, caller, id).await?;
    let Some((run, node)) = handed_over(app, caller, id).await? else {
        if !conversation.person.as_ref().is_some_and(|person| person.wished) {
            return Err(not_handed_over());
        }
        if let Some(text) = text {
            person::hold(app, caller, &conversation, None, app.new_id(), text.into()).await?;
        }
        person::end(app, caller, &conversation, Some("conversation.given_back")).await?;
        return Ok(None);
    };
    let text = match text {
        Some(text) => text,
        None => said_last(app, caller, run.id).await?,
    };
    let tx = app.db.write(caller.tenant).await?;
    let what = json!({ "run": run.id, "node": node });
    audit::record(app, &tx, caller, "conversation.given_back", "conversation", &id.to_string(), what).await?;
    tx.commit().await?;
    let id = run.id;
    go_on(app, caller, &conversation, (run, node), &text).await?;
    Ok(Some(id))
}

/// The flow that has handed the conversation over goes on with these words.
pub(super) async fn go_on(
    app: &App,
    caller: &Caller,
    conversation: &Conversation,
    (run, node): (RunRow, String),
    text: &str,
) -> AppResult<()> {
    let signal = Signal {
        id: Uuid::new_v5(&run.id, format!("handback/{node}/{}", since(&run)).as_bytes()),
        name: "handback".to_owned(),
        node: Some(node),
        payload: json!({ "text": text }),
        principal: caller.principal(),
    };
    // First: should this die in between, the desk still has it and can give it back again.
    app.executor()?.signal(caller.tenant.as_uuid(), run.id, signal).await?;
    person::end(app, caller, conversation, None).await
}

fn not_handed_over() -> AppError {
    AppError::conflict("conflict", "the conversation is not handed over to a person at the moment")
}

/// What tells one handing over by a node from the next.
fn since(run: &RunRow) -> u64 {
    run.last_seq
}

pub(super) async fn handed_over(app: &App, caller: &Caller, id: Uuid) -> AppResult<Option<(RunRow, String)>> {
    let Some(run) = person::handed_over(app, caller, id).await? else { return Ok(None) };
    let node = run.waiting.as_ref().and_then(|waiting| waiting.get("node")).and_then(Value::as_str);
    Ok(node.map(str::to_owned).map(|node| (run, node)))
}

/// What the desk said to the user last in this run.
async fn said_last(app: &App, caller: &Caller, run: Uuid) -> AppResult<String> {
    let tx = app.db.read(caller.tenant).await?;
    let said = messages::of_run(&tx, run, 0).await?;
    let theirs = said.into_iter().rev().find(|message| message.data.get(BY).is_some());
    Ok(theirs.map(|message| message.content).unwrap_or_default())
}

/// What the flow says about it.
fn reason(waiting: Option<&Value>) -> &str {
    waiting.and_then(|waiting| waiting.get("reason")).and_then(Value::as_str).unwrap_or_default()
}

/// Those who work on tickets hear that somebody waits for them.
pub(super) async fn begun(app: &App, run: &RunRow, event: &RunEvent) -> AppResult<()> {
    let Some(conversation) = run.conversation else { return Ok(()) };
    let reason = reason(Some(&event.payload));
    let node = event.node.as_deref().unwrap_or_default();
    let key = format!("handoff/{}/{node}/{}", run.id, event.iteration);
    let tx = app.db.write(TenantId::new(run.tenant)).await?;
    let place = (run.id, node, event.seq);
    let is_new =
        persons::want_for_run(&tx, conversation.into(), place, (&run.principal.name, reason), app.now())
            .await?;
    // Whom the user has called before the flow did has been told.
    if is_new && !run.test {
        notifications::tell_of_handoff(&tx, &run.principal.name, reason, conversation, &key, app.now())
            .await?;
    }
    Ok(tx.commit().await?)
}

/// The run does not wait for a person any more: its time ran out, it was cancelled, or they gave it back.
pub(super) async fn went_on(app: &App, run: &RunRow, event: &RunEvent) -> AppResult<()> {
    let Some(conversation) = run.conversation else { return Ok(()) };
    let node = match event.kind.as_str() {
        "run.resumed" => Some(event.node.as_deref().unwrap_or_default()),
        _ => None,
    };
    let tx = app.db.read(TenantId::new(run.tenant)).await?;
    let found = conversations::find(&tx, conversation.into()).await?;
    drop(tx);
    // Nearly always; the writers' gate is left alone.
    if found.is_none_or(|found| found.person.is_none_or(|person| person.wished)) {
        return Ok(());
    }
    let tx = app.db.write(TenantId::new(run.tenant)).await?;
    if persons::run_went_on(&tx, conversation.into(), (run.id, node, event.seq)).await? {
        tx.commit().await?;
    }
    Ok(())
}
