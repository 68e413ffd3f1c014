//! A conversation in the hands of a person: its run waits until they give it back.

use super::person;
use super::post::{hold, join, waits_for};
use super::view::MessageView;
use super::visible;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::{audit, notifications};
use control_plane_domain::{Permission, TenantId};
use control_plane_store::{conversations, messages, persons};
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
}

impl Word {
    fn read(self) -> AppResult<Option<String>> {
        let text = self.text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        match text {
            Some(text) if text.chars().count() > MAX_TEXT => {
                let words = format!("a message has at most {MAX_TEXT} characters");
                Err(AppError::field("text", "too_long", words))
            }
            other => Ok(other),
        }
    }
}

/// Takes over a conversation that a flow has handed to the desk; the user is told who has come.
///
/// # Errors
/// [`AppError::Forbidden`] without `tickets:write`, [`AppError::NotFound`], [`AppError::Conflict`]
/// when it was not handed over.
pub async fn take_over(app: &App, caller: &Caller, id: Uuid, word: Word) -> AppResult<MessageView> {
    caller.require(Permission::TicketsWrite)?;
    let text = word.read()?;
    let _turn = app.turns.take(id).await;
    let conversation = visible(app, caller, id).await?;
    let (run, node) = match (handed_over(app, caller, id).await, &conversation.person) {
        (Ok(found), _) => found,
        (Err(AppError::Conflict { .. }), Some(wanted)) => {
            let joined = person::join(app, caller, &conversation, wanted.no).await?;
            record(app, caller, id, "conversation.taken_over", json!({})).await?;
            return Ok(match text {
                Some(text) => {
                    person::hold(app, caller, &conversation, app.new_id(), text.into()).await?.message
                }
                None => joined,
            });
        }
        (Err(error), _) => return Err(error),
    };
    // Once per person and handing over, however often they say so.
    let name = format!("handoff/{node}/{}/{}", caller.user, since(&run));
    let joined = join(app, caller, &conversation, &run, Uuid::new_v5(&run.id, name.as_bytes())).await?;
    let tx = app.db.write(caller.tenant).await?;
    let place = (run.id, node.as_str(), run.last_seq);
    persons::want_for_run(&tx, conversation.id, place, &run.principal.name, app.now()).await?;
    persons::take(&tx, conversation.id, caller.user, &caller.name).await?;
    tx.commit().await?;
    let what = json!({ "run": run.id, "node": node });
    record(app, caller, id, "conversation.taken_over", what).await?;
    match text {
        Some(text) => Ok(hold(app, caller, &conversation, &run, app.new_id(), text.into()).await?.message),
        None => Ok(joined),
    }
}

/// Gives a conversation back to its flow, which goes on with the text.
///
/// # Errors
/// As [`take_over`].
pub async fn give_back(app: &App, caller: &Caller, id: Uuid, word: Word) -> AppResult<Option<Uuid>> {
    caller.require(Permission::TicketsWrite)?;
    let text = word.read()?;
    let _turn = app.turns.take(id).await;
    let conversation = visible(app, caller, id).await?;
    let (run, node) = match (handed_over(app, caller, id).await, &conversation.person) {
        (Ok(found), _) => found,
        (Err(AppError::Conflict { .. }), Some(_)) => {
            if let Some(text) = text {
                person::hold(app, caller, &conversation, app.new_id(), text.into()).await?;
            }
            record(app, caller, id, "conversation.given_back", json!({})).await?;
            person::end(app, caller, &conversation).await?;
            return Ok(None);
        }
        (Err(error), _) => return Err(error),
    };
    let text = match text {
        Some(text) => text,
        None => said_last(app, caller, run.id).await?,
    };
    let what = json!({ "run": run.id, "node": node });
    record(app, caller, id, "conversation.given_back", what).await?;
    let signal = Signal {
        id: Uuid::new_v5(&run.id, format!("handback/{node}/{}", since(&run)).as_bytes()),
        name: "handback".to_owned(),
        node: Some(node),
        payload: json!({ "text": text }),
        principal: caller.principal(),
    };
    app.executor()?.signal(caller.tenant.as_uuid(), run.id, signal).await?;
    person::end(app, caller, &conversation).await?;
    Ok(Some(run.id))
}

async fn record(app: &App, caller: &Caller, id: Uuid, action: &str, what: Value) -> AppResult<()> {
    let tx = app.db.write(caller.tenant).await?;
    audit::record(app, &tx, caller, action, "conversation", &id.to_string(), what).await?;
    Ok(tx.commit().await?)
}

/// What tells one handing over by a node from the next.
fn since(run: &RunRow) -> u64 {
    run.last_seq
}

async fn handed_over(app: &App, caller: &Caller, id: Uuid) -> AppResult<(RunRow, String)> {
    let active = app.executor()?.active(caller.tenant.as_uuid(), id).await?;
    let refused =
        || AppError::conflict("conflict", "the conversation is not handed over to a person at the moment");
    let run = active.filter(|run| waits_for(run, "handoff")).ok_or_else(refused)?;
    let node = run.waiting.as_ref().and_then(|waiting| waiting.get("node")).and_then(Value::as_str);
    let node = node.ok_or_else(refused)?.to_owned();
    Ok((run, node))
}

/// What the desk said to the user last in this run.
async fn said_last(app: &App, caller: &Caller, run: Uuid) -> AppResult<String> {
    let tx = app.db.read(caller.tenant).await?;
    let said = messages::of_run(&tx, run, 0).await?;
    let theirs = said.into_iter().rev().find(|message| message.data.get(BY).is_some());
    Ok(theirs.map(|message| message.content).unwrap_or_default())
}

/// Those who work on tickets hear that somebody waits for them.
pub(super) async fn begun(app: &App, run: &RunRow, event: &RunEvent) -> AppResult<()> {
    let Some(conversation) = run.conversation else { return Ok(()) };
    let reason = event.payload.get("reason").and_then(Value::as_str).unwrap_or_default();
    let node = event.node.as_deref().unwrap_or_default();
    let key = format!("handoff/{}/{node}/{}", run.id, event.iteration);
    let tx = app.db.write(TenantId::new(run.tenant)).await?;
    let place = (run.id, node, event.seq);
    persons::want_for_run(&tx, conversation.into(), place, &run.principal.name, app.now()).await?;
    if !run.test {
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
