use super::observe::observe;
use super::see::find;
use super::view::{ApprovalView, has_decided, may_decide};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::runs;
use control_plane_domain::Email;
use control_plane_domain::user::UserStatus;
use control_plane_store::approvals::{self, Approval, ApprovalStatus};
use control_plane_store::users;
use executor_runtime::api::{Received, RunEvent, RunRow, Signal};
use futures::StreamExt;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;
use utoipa::ToSchema;
use uuid::Uuid;

const MAX_COMMENT: usize = 4_000;
/// How long the run may take to say what became of a decision.
const PATIENCE: Duration = Duration::from_secs(10);

/// What somebody says about what they were shown.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    pub decision: DecisionWord,
    /// Why; needed to reject.
    #[serde(default)]
    pub comment: String,
    /// Of a delegation: the e-mail address of the colleague who is to decide instead.
    pub to: Option<String>,
    /// `hash` of the approval as it was shown.
    pub hash: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionWord {
    Approve,
    Reject,
    Delegate,
}

impl DecisionWord {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Delegate => "delegate",
        }
    }
}

/// A decision that was stored.
#[derive(Clone, Debug)]
pub struct Decided {
    pub approval: ApprovalView,
    /// The run has taken it; else it will.
    pub taken: bool,
}

/// Brings the run a decision and waits, for a bounded time, for what comes of it.
///
/// # Errors
/// [`AppError::Refused`] for those who are not asked, [`AppError::Conflict`] when it is decided
/// already or was made about something else, [`AppError::Invalid`] for a rejection without a reason.
pub async fn decide(app: &App, caller: &Caller, id: Uuid, new: NewDecision) -> AppResult<Decided> {
    let tx = app.db.read(caller.tenant).await?;
    let approval = find(&tx, caller, id).await?;
    let is_asked = approvals::is_asked(&tx, id, &caller.email, caller.role.as_str()).await?;
    drop(tx);
    let comment = new.comment.trim().to_owned();
    let to = check(app, caller, new.decision, &comment, new.to.as_deref()).await?;
    entitled(&approval, caller, is_asked)?;
    if new.hash != approval.hash {
        let words = "it is about something else than what is asked now; look at it again";
        return Err(AppError::conflict("conflict", words));
    }
    let run = runs::find(app, caller, approval.run).await?;
    let said = approval.decisions.len();
    // The same words about the same state are the same decision, however often they are sent.
    let name = format!("decision/{}/{}/{said}/{}/{}", id, caller.user, new.decision.as_str(), to);
    let signal = Signal {
        id: Uuid::new_v5(&run.id, name.as_bytes()),
        name: "decision".to_owned(),
        node: Some(approval.node.clone()),
        payload: json!({
            "decision": new.decision, "comment": comment, "to": to, "hash": new.hash,
        }),
        principal: caller.principal(),
    };
    let sent = signal.id;
    app.executor()?.signal(caller.tenant.as_uuid(), run.id, signal).await?;
    tracing::debug!(approval = %id, signal = %sent, "a decision was stored");
    match tokio::time::timeout(PATIENCE, outcome(app, caller, &run, &approval)).await {
        Ok(taken) => {
            let tx = app.db.read(caller.tenant).await?;
            let approval = ApprovalView::of_one(&tx, taken?, caller).await?;
            Ok(Decided { approval, taken: true })
        }
        Err(_) => {
            let tx = app.db.read(caller.tenant).await?;
            let approval = ApprovalView::of_one(&tx, find(&tx, caller, id).await?, caller).await?;
            Ok(Decided { approval, taken: false })
        }
    }
}

pub(super) fn entitled(approval: &Approval, caller: &Caller, is_asked: bool) -> AppResult<()> {
    let refuse = |words: &str| AppError::Refused { code: "forbidden", message: words.to_owned() };
    if !is_asked {
        return Err(refuse("you are not one of those who are asked"));
    }
    if approval.status != ApprovalStatus::Pending {
        let words = format!("it is not open any more: {}", approval.status);
        return Err(AppError::conflict("conflict", words));
    }
    if has_decided(approval, &caller.email) {
        return Err(AppError::conflict("conflict", "you have decided already"));
    }
    if !may_decide(approval, caller) {
        return Err(refuse("it is not your turn, or not your decision any more"));
    }
    Ok(())
}

/// The address it is delegated to; empty when it is not.
async fn check(
    app: &App,
    caller: &Caller,
    word: DecisionWord,
    comment: &str,
    to: Option<&str>,
) -> AppResult<String> {
    if comment.chars().count() > MAX_COMMENT {
        let words = format!("a comment has at most {MAX_COMMENT} characters");
        return Err(AppError::field("comment", "too_long", words));
    }
    match word {
        DecisionWord::Reject if comment.is_empty() => {
            Err(AppError::field("comment", "required", "say why it is rejected"))
        }
        DecisionWord::Approve | DecisionWord::Reject => match to {
            Some(_) => Err(AppError::field("to", "invalid", "only a delegation goes to somebody")),
            None => Ok(String::new()),
        },
        DecisionWord::Delegate => {
            let to = to.unwrap_or_default().trim();
            if to.is_empty() {
                return Err(AppError::field("to", "required", "say who is to decide instead"));
            }
            let unknown = || AppError::field("to", "unknown", format!("nobody here has the address {to:?}"));
            let email: Email = to.to_lowercase().parse().map_err(|_| unknown())?;
            if email.as_str().eq_ignore_ascii_case(&caller.email) {
                return Err(AppError::field("to", "invalid", "it is with you already"));
            }
            let tx = app.db.read(caller.tenant).await?;
            let user = users::find_by_email(&tx, &email).await?;
            let user = user.filter(|user| user.status == UserStatus::Active).ok_or_else(unknown)?;
            Ok(user.email.to_string())
        }
    }
}

/// Follows the run until it has weighed what the caller said, and keeps what it sees: whoever reads
/// the approval after this reads it as it then is.
async fn outcome(app: &App, caller: &Caller, run: &RunRow, before: &Approval) -> AppResult<Approval> {
    let mut events =
        app.executor()?.follow(caller.tenant.as_uuid(), run.id, Received::event(before.as_of)).await?;
    while let Some(event) = events.next().await {
        let concerns =
            event.node.as_deref() == Some(before.node.as_str()) && event.iteration == before.iteration;
        let ends = matches!(event.kind.as_str(), "run.completed" | "run.failed" | "run.cancelled");
        if event.part.is_some() || !(concerns || ends) {
            continue;
        }
        if concerns
            && event.seq > run.last_seq
            && let Some(reason) = ignored(&event, caller)
        {
            return Err(AppError::conflict("conflict", reason));
        }
        observe(app, run, &event).await?;
        if let Some(after) = settled(app, caller, before).await? {
            return after;
        }
    }
    match settled(app, caller, before).await? {
        Some(after) => after,
        None => Err(AppError::conflict("conflict", "the run has ended")),
    }
}

/// `None` while nothing came of it yet.
async fn settled(app: &App, caller: &Caller, before: &Approval) -> AppResult<Option<AppResult<Approval>>> {
    let tx = app.db.read(caller.tenant).await?;
    let Some(now) = approvals::find(&tx, before.id).await? else { return Ok(None) };
    let theirs = |said: &&Value| {
        said.get("email")
            .and_then(Value::as_str)
            .is_some_and(|email| email.eq_ignore_ascii_case(&caller.email))
    };
    if now.decisions.iter().skip(before.decisions.len()).any(|said| theirs(&said)) {
        return Ok(Some(Ok(now)));
    }
    let too_late = (now.status != ApprovalStatus::Pending).then(|| {
        let words = format!("it is not open any more: {}", now.status);
        Err(AppError::conflict("conflict", words))
    });
    Ok(too_late)
}

/// Why the run did not count what this caller said.
fn ignored(event: &RunEvent, caller: &Caller) -> Option<String> {
    let payload = &event.payload;
    let theirs = payload.pointer("/by/email").and_then(Value::as_str) == Some(caller.email.as_str());
    if event.kind != "node.progress" || payload.get("ignored").is_none() || !theirs {
        return None;
    }
    payload.get("reason").and_then(Value::as_str).map(str::to_owned)
}
