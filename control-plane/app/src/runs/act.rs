use super::view::RunView;
use super::{find, see};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use executor_runtime::api::Signal;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

const MAX_REASON: usize = 500;
const MAX_PAYLOAD: usize = 256 * 1024;

/// Asks a run to stop; it does within a second. Nothing happens to one that has ended.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn cancel(app: &App, caller: &Caller, id: Uuid, reason: &str) -> AppResult<RunView> {
    find(app, caller, id).await?;
    let reason: String = reason.trim().chars().take(MAX_REASON).collect();
    let reason = if reason.is_empty() { format!("cancelled by {}", caller.name) } else { reason };
    app.executor()?.cancel(caller.tenant.as_uuid(), id, &reason).await?;
    let tx = app.db.write(caller.tenant).await?;
    audit::record(app, &tx, caller, "run.cancelled", "run", &id.to_string(), json!({ "reason": reason }))
        .await?;
    tx.commit().await?;
    see::get(app, caller, id).await
}

/// Something sent to a run from outside.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSignal {
    /// Chosen by the sender; sending again under the same id changes nothing.
    pub id: Option<Uuid>,
    /// The node addressed, when several wait.
    pub node: Option<String>,
    /// For `answer`: `{"text"?, "option"?, "values"?, "declined"?}`.
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
