//! From a run's events to the picture of what it asks. Each event may come again.

use super::ask;
use crate::app::App;
use crate::audit::{self, By};
use crate::caller::PRODUCT;
use crate::error::AppResult;
use crate::{library, notifications};
use chrono::{DateTime, Utc};
use control_plane_domain::{ConversationId, Email, TenantId, UserId};
use control_plane_store::approvals::{self, Approval, ApprovalStatus, Put, Seat};
use control_plane_store::{WriteTx, conversations, users};
use executor_runtime::api::{RunEvent, RunRow};
use flow_schema::plan::Plan;
use serde_json::{Value, json};
use uuid::Uuid;

/// The approval that one firing of a node asks for.
pub(super) fn id_of(run: Uuid, node: &str, iteration: u32) -> Uuid {
    Uuid::new_v5(&run, format!("approval/{node}/{iteration}").as_bytes())
}

/// Keeps what the event says about an approval.
///
/// # Errors
/// What the store answers; then the event is to be observed again.
pub(crate) async fn observe(app: &App, run: &RunRow, event: &RunEvent) -> AppResult<()> {
    let word = |name: &str| event.payload.get(name).and_then(Value::as_str);
    match (event.kind.as_str(), word("kind")) {
        ("run.waiting", _) if word("for") == Some("approval") => asked(app, run, event).await,
        ("node.completed", Some("approval")) => decided(app, run, event).await,
        // What was asked inside is asked no more.
        ("node.completed", Some("map" | "loop" | "subflow" | "agent"))
        | ("node.failed" | "node.skipped" | "run.completed" | "run.failed" | "run.cancelled", _)
            if may_ask(app, run).await =>
        {
            withdrawn(app, run, event).await
        }
        _ => Ok(()),
    }
}

/// Most flows never ask, and their runs are not to pay for those that do.
async fn may_ask(app: &App, run: &RunRow) -> bool {
    match library::plan(app, TenantId::new(run.tenant), &run.version).await {
        Ok(plan) => asks(&plan),
        // It ran once; what it asked then is unknown.
        Err(_) => true,
    }
}

fn asks(plan: &Plan) -> bool {
    plan.nodes.iter().any(|node| {
        matches!(node.kind.as_str(), "approval" | "subflow" | "agent")
            || node.body.as_ref().is_some_and(|body| asks(body))
    })
}

async fn asked(app: &App, run: &RunRow, event: &RunEvent) -> AppResult<()> {
    let text = |name: &str| event.payload.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let node = event.node.clone().unwrap_or_else(|| text("node"));
    let seats = event.payload.get("approvers").cloned().unwrap_or_default();
    let until = DateTime::parse_from_rfc3339(&text("until")).ok().map(|until| until.with_timezone(&Utc));
    let tx = app.db.write(TenantId::new(run.tenant)).await?;
    let approval = Approval {
        id: id_of(run.id, &node, event.iteration),
        run: run.id,
        flow: run.flow.clone(),
        node,
        iteration: event.iteration,
        conversation: run.conversation,
        asker_name: run.principal.name.clone(),
        asker_email: run.principal.email.clone(),
        asker: asker(&tx, run).await?,
        title: text("title"),
        details: event.payload.get("details").cloned().unwrap_or_else(|| json!({})),
        hash: text("hash"),
        approvers: serde_json::from_value::<Vec<Seat>>(seats).unwrap_or_default(),
        mode: text("mode"),
        decisions: list(&event.payload, "decisions"),
        status: ApprovalStatus::Pending,
        until,
        as_of: event.seq,
        created_at: event.at,
        updated_at: event.at,
    };
    let said = match approvals::put(&tx, &approval).await? {
        Put::Stale => return Ok(()),
        Put::New => 0,
        Put::Changed(old) => old.decisions.len(),
    };
    write_down(app, &tx, run, &approval, said).await?;
    // A run that goes on from another takes over what was asked there, and most of it is decided.
    let waits = run.waiting.as_ref().and_then(|waiting| waiting.get("for"));
    let is_open = run.lineage.is_none() || waits.is_some_and(|what| what == "approval");
    if is_open && !run.test {
        notifications::tell_approvers(&tx, &approval, app.now()).await?;
    }
    tx.commit().await?;
    app.pushes.notify_one();
    Ok(())
}

/// Who can be asked about it: the account it runs on behalf of; of a visitor, who has none, whose conversation it is.
async fn asker(tx: &WriteTx, run: &RunRow) -> AppResult<Option<UserId>> {
    if let Some(user) = run.principal.user {
        return Ok(Some(UserId::new(user)));
    }
    let Some(conversation) = run.conversation else { return Ok(None) };
    Ok(conversations::find(tx, ConversationId::new(conversation)).await?.map(|found| found.user))
}

async fn decided(app: &App, run: &RunRow, event: &RunEvent) -> AppResult<()> {
    let Some(node) = &event.node else { return Ok(()) };
    let output = event.payload.get("output").cloned().unwrap_or_default();
    let tx = app.db.write(TenantId::new(run.tenant)).await?;
    // An outcome that was pinned to the node was never asked for.
    let Some(old) = approvals::find(&tx, id_of(run.id, node, event.iteration)).await? else { return Ok(()) };
    // Anything else is the fall-back of a node that failed.
    let status = match output.get("decision").and_then(Value::as_str) {
        Some("approved") => ApprovalStatus::Approved,
        Some("rejected") => ApprovalStatus::Rejected,
        Some("timeout") => ApprovalStatus::Timeout,
        _ => ApprovalStatus::Cancelled,
    };
    let decisions = match output.get("decisions") {
        Some(Value::Array(decisions)) => decisions.clone(),
        _ => old.decisions.clone(),
    };
    let new = Approval { status, decisions, as_of: event.seq, updated_at: event.at, ..old };
    let said = match approvals::put(&tx, &new).await? {
        Put::Stale => return Ok(()),
        Put::New => 0,
        Put::Changed(old) => old.decisions.len(),
    };
    write_down(app, &tx, run, &new, said).await?;
    ask::close(app, &tx, &new).await?;
    if status == ApprovalStatus::Timeout && new.until.is_none_or(|until| until >= run.created_at) {
        let by = By { user: None, name: PRODUCT, correlation_id: &run.correlation_id };
        let what = json!({ "run": run.id, "node": new.node, "title": new.title });
        audit::record_by(app, &tx, by, "approval.timed_out", "approval", &new.id.to_string(), what).await?;
    }
    Ok(tx.commit().await?)
}

/// The run has ended, or the node that asked, or one around it, has.
async fn withdrawn(app: &App, run: &RunRow, event: &RunEvent) -> AppResult<()> {
    let tenant = TenantId::new(run.tenant);
    let tx = app.db.read(tenant).await?;
    let mut moot = approvals::pending_of(&tx, run.id).await?;
    drop(tx);
    if let Some(place) = &event.node {
        moot.retain(|approval| is_within(&approval.node, place));
    }
    if moot.is_empty() {
        return Ok(());
    }
    let tx = app.db.write(tenant).await?;
    for old in moot {
        let new =
            Approval { status: ApprovalStatus::Cancelled, as_of: event.seq, updated_at: event.at, ..old };
        approvals::put(&tx, &new).await?;
        ask::close(app, &tx, &new).await?;
    }
    Ok(tx.commit().await?)
}

/// `each[3]/buy` is within `each` and within itself.
fn is_within(node: &str, place: &str) -> bool {
    node.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '#', '/']))
}

/// Every decision that has come to count since, in the transaction that shows it. Those that the run
/// has taken over from another are in the audit already.
async fn write_down(
    app: &App,
    tx: &WriteTx,
    run: &RunRow,
    approval: &Approval,
    already: usize,
) -> AppResult<()> {
    for said in approval.decisions.iter().skip(already) {
        let word = |name: &str| said.get(name).and_then(Value::as_str).filter(|word| !word.is_empty());
        let at = word("at").and_then(|at| DateTime::parse_from_rfc3339(at).ok());
        if run.lineage.is_some() && at.is_some_and(|at| at < run.created_at) {
            continue;
        }
        let user = match word("email").and_then(|email| email.parse::<Email>().ok()) {
            Some(email) => users::find_by_email(tx, &email).await?.map(|user| user.id),
            None => None,
        };
        let by = By { user, name: word("by").unwrap_or(PRODUCT), correlation_id: &run.correlation_id };
        let action = match word("decision") {
            Some("approve") => "approval.approved",
            Some("reject") => "approval.rejected",
            Some("delegate") => "approval.delegated",
            _ => "approval.escalated",
        };
        let what = json!({
            "run": run.id, "node": approval.node, "title": approval.title, "hash": approval.hash,
            "comment": said.get("comment"), "to": said.get("to"),
        });
        audit::record_by(app, tx, by, action, "approval", &approval.id.to_string(), what).await?;
    }
    Ok(())
}

fn list(payload: &Value, name: &str) -> Vec<Value> {
    payload.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn what_is_asked_inside_a_node_belongs_to_it_and_a_longer_name_does_not() {
        for inside in ["each", "each[3]/buy", "each#2[0]/sub[0]/buy"] {
            assert!(is_within(inside, "each"), "{inside}");
        }
        assert!(!is_within("eachone", "each") && !is_within("each[3]/buy", "each[3]/b"));
    }
}
