use super::view::RunView;
use super::{find, see};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::chat::{self, ActiveRun};
use crate::error::{AppError, AppResult};
use control_plane_domain::Permission;
use executor_runtime::api::{RunRow, Signal};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

const MAX_REASON: usize = 500;
const MAX_PAYLOAD: usize = 256 * 1024;

/// A run that was asked to stop, as far as the caller may look into it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Stopped {
    /// For those who may read runs.
    Run(Box<RunView>),
    /// For everybody else: what their conversation shows of it.
    Own(ActiveRun),
}

/// Asks a run to stop; it does within a second. Nothing happens to one that has ended.
///
/// # Errors
/// As [`stop`].
pub async fn cancel(app: &App, caller: &Caller, id: Uuid, reason: &str) -> AppResult<Stopped> {
    stop(app, caller, id, reason).await?;
    if caller.can(Permission::RunsRead) {
        Ok(Stopped::Run(Box::new(see::get(app, caller, id).await?)))
    } else {
        Ok(Stopped::Own(find(app, caller, id).await?.into()))
    }
}

/// The same, without looking at the run afterwards.
///
/// # Errors
/// [`AppError::NotFound`], also for a run that the caller cannot see; [`AppError::Forbidden`] for one that
/// they see and may not stop, and for those who neither steer runs nor chat.
pub(crate) async fn stop(app: &App, caller: &Caller, id: Uuid, reason: &str) -> AppResult<()> {
    stoppable(app, caller, id).await?;
    let reason: String = reason.trim().chars().take(MAX_REASON).collect();
    let reason = if reason.is_empty() { format!("cancelled by {}", caller.name) } else { reason };
    app.executor()?.cancel(caller.tenant.as_uuid(), id, &reason).await?;
    let tx = app.db.write(caller.tenant).await?;
    audit::record(app, &tx, caller, "run.cancelled", "run", &id.to_string(), json!({ "reason": reason }))
        .await?;
    Ok(tx.commit().await?)
}

/// Refuses unless the caller may stop the run: any, for those who steer runs; those of their own
/// conversations, for everybody who may have some.
async fn stoppable(app: &App, caller: &Caller, id: Uuid) -> AppResult<()> {
    let steers = caller.can(Permission::RunsWrite);
    if !steers && !caller.can(Permission::ChatUse) {
        // Asked before looking: whoever may stop nothing does not learn which runs there are.
        return caller.require(Permission::RunsWrite);
    }
    let run = find(app, caller, id).await?;
    if steers || is_own(app, caller, &run).await? {
        return Ok(());
    }
    match caller.can(Permission::RunsRead) {
        // They see it, and are told what they lack.
        true => caller.require(Permission::RunsWrite),
        false => Err(AppError::not_found("the run")),
    }
}

async fn is_own(app: &App, caller: &Caller, run: &RunRow) -> AppResult<bool> {
    let Some(conversation) = run.conversation else { return Ok(false) };
    match chat::visible(app, caller, conversation).await {
        Ok(conversation) => Ok(conversation.user == caller.user),
        Err(AppError::NotFound { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Something sent to a run from outside.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSignal {
    /// Chosen by the sender; sending again under the same id changes nothing.
    pub id: Option<Uuid>,
    /// The node addressed, when several wait.
    pub node: Option<String>,
    /// For `answer`: `{"text"?, "option"?, "values"?, "declined"?}`. For `continue`:
    /// `{"step"?, "state"?: {channel: value}, "input"?: {…}, "output"?}`: what the node is given instead of what its
    /// config comes to, or of one that has run already, what it is taken to have answered.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub payload: Value,
}

/// Sends a signal to a run. It is stored before this returns.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Conflict`] when the run has ended or does not wait for it.
pub async fn signal(app: &App, caller: &Caller, id: Uuid, name: &str, new: NewSignal) -> AppResult<Uuid> {
    if name.is_empty() || name.len() > 64 || name.starts_with('$') {
        return Err(AppError::not_found("a signal of this name"));
    }
    if new.payload.to_string().len() > MAX_PAYLOAD {
        return Err(AppError::TooLarge { limit_bytes: MAX_PAYLOAD });
    }
    let run = find(app, caller, id).await?;
    entitled(name, run.test)?;
    let mut payload = new.payload;
    if name == "continue" && payload.get("input").is_some_and(|input| !input.is_object()) {
        let words = "the input of a node is an object, setting by setting";
        return Err(AppError::field("payload.input", "invalid", words));
    }
    if let Value::Object(fields) = &mut payload {
        // Says that an answer is a message of the conversation already; only ours can be.
        fields.remove(crate::chat::fold::MESSAGE_ID);
    }
    let signal = Signal {
        id: new.id.unwrap_or_else(|| app.new_id()),
        name: name.to_owned(),
        node: new.node,
        payload,
        principal: caller.principal(),
    };
    let sent = signal.id;
    app.executor()?.signal(caller.tenant.as_uuid(), id, signal).await?;
    Ok(sent)
}

/// Some signals are not everybody's to send, though they may see and steer runs.
fn entitled(name: &str, is_test: bool) -> AppResult<()> {
    let refuse = |message: &str| Err(AppError::Refused { code: "forbidden", message: message.to_owned() });
    match name {
        "decision" => refuse("decisions are made by those who are asked: POST /approvals/{id}/decision"),
        "handback" => refuse("a conversation is given back by POST /conversations/{id}/return"),
        "continue" if !is_test => Err(AppError::conflict("conflict", "only test runs stop at breakpoints")),
        _ => Ok(()),
    }
}
