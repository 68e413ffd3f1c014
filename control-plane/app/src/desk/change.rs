use super::make::{assignee, check_texts};
use super::view::TicketDetail;
use super::{author, find, happenings, is_agent, see};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::notifications;
use control_plane_domain::Permission;
use control_plane_domain::ticket::{Priority, TicketStatus};
use control_plane_store::tickets::{self, Applied, Deed, Ticket, TicketChange};
use control_plane_store::{Etag, StoreError};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

/// What to change (JSON merge patch); missing fields stay.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketPatch {
    pub title: Option<String>,
    pub description: Option<String>,
    pub status: Option<TicketStatus>,
    pub priority: Option<Priority>,
    pub category: Option<String>,
    pub tags: Option<Vec<String>>,
    /// Merged over the present fields; `null` takes one away.
    #[schema(value_type = Option<Object>)]
    pub fields: Option<Map<String, Value>>,
}

/// Changes a ticket.
///
/// # Errors
/// [`AppError::Stale`], [`AppError::Conflict`] for a status it cannot go to, [`AppError::Invalid`].
pub async fn update(
    app: &App,
    caller: &Caller,
    reference: &str,
    expected: Option<String>,
    patch: TicketPatch,
) -> AppResult<TicketDetail> {
    let texts = check_texts(
        patch.title.as_deref(),
        patch.description.as_deref(),
        patch.category.as_deref(),
        patch.tags.as_deref(),
    );
    AppError::fields(texts)?;
    let change = TicketChange {
        title: patch.title.map(|title| title.trim().to_owned()),
        description: patch.description,
        status: patch.status,
        priority: patch.priority,
        category: patch.category,
        assignee: None,
        tags: patch.tags,
        fields: patch.fields,
    };
    apply(app, caller, reference, change, "updated", expected).await
}

/// Who is to work on a ticket; `null` for nobody.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    pub user_id: Option<Uuid>,
}

/// Gives a ticket to somebody, or to nobody.
///
/// # Errors
/// [`AppError::Invalid`] for somebody who does not work on tickets.
pub async fn assign(app: &App, caller: &Caller, reference: &str, to: Assignment) -> AppResult<TicketDetail> {
    let tx = app.db.read(caller.tenant).await?;
    let assignee = match to.user_id {
        Some(id) => Some(assignee(&tx, id).await?),
        None => None,
    };
    drop(tx);
    let change = TicketChange { assignee: Some(assignee), ..TicketChange::default() };
    apply(app, caller, reference, change, "assigned", None).await
}

/// Closes a ticket. Its requester may, too.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Conflict`].
pub async fn close(app: &App, caller: &Caller, reference: &str) -> AppResult<TicketDetail> {
    let change = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    apply(app, caller, reference, change, "closed", None).await
}

/// Opens a ticket again that was done. Its requester may, too.
///
/// # Errors
/// [`AppError::Conflict`] when it was never done.
pub async fn reopen(app: &App, caller: &Caller, reference: &str) -> AppResult<TicketDetail> {
    let tx = app.db.read(caller.tenant).await?;
    let ticket = find(&tx, caller, reference).await?;
    drop(tx);
    let status =
        ticket.status.reopen().map_err(|refusal| AppError::conflict("conflict", refusal.to_string()))?;
    let change = TicketChange { status: Some(status), ..TicketChange::default() };
    // Judged on the state that was seen: somebody else may have opened it meanwhile.
    apply(app, caller, reference, change, "reopened", Some(ticket.etag.as_str().to_owned())).await
}

async fn apply(
    app: &App,
    caller: &Caller,
    reference: &str,
    change: TicketChange,
    action: &str,
    expected: Option<String>,
) -> AppResult<TicketDetail> {
    let tx = app.db.write(caller.tenant).await?;
    let old = find(&tx, caller, reference).await?;
    if !is_agent(caller) && !matches!(action, "closed" | "reopened") {
        caller.require(Permission::TicketsWrite)?;
    }
    let by = author(caller);
    let expected = expected.map(Etag::from);
    let deed = Deed { by: &by, action, expected: expected.as_ref(), key: None };
    let applied = match tickets::update(&tx, old.id, change, deed, app.now()).await {
        Err(StoreError::Stale(_)) => return Err(AppError::Stale { current: old.etag.as_str().to_owned() }),
        other => other?.ok_or_else(|| AppError::not_found("the ticket"))?,
    };
    match applied {
        Applied::Refused(refusal) => return Err(AppError::conflict("conflict", refusal.to_string())),
        Applied::Unchanged(_) => {}
        Applied::Changed(new) => {
            let what =
                json!({ "number": new.number.to_string(), "status": new.status, "priority": new.priority });
            let name = format!("ticket.{action}");
            audit::record(app, &tx, caller, &name, "ticket", &new.id.to_string(), what).await?;
            happenings::changed(&tx, &old, &new, &caller.principal(), app.now()).await?;
            notifications::tell_of_status(&tx, &old, &new, caller.person(), app.now()).await?;
            count_resolved(&old, &new);
        }
    }
    tx.commit().await?;
    app.happenings.notify_one();
    app.pushes.notify_one();
    see::get(app, caller, &old.id.to_string()).await
}

/// `tickets_resolved_total`, by how long it took.
pub(super) fn count_resolved(old: &Ticket, new: &Ticket) {
    if old.status.is_done() || !new.status.is_done() {
        return;
    }
    let took = (new.resolved_at.unwrap_or(new.updated_at) - new.created_at).num_hours();
    let bucket = match took {
        ..1 => "1h",
        1..8 => "8h",
        8..24 => "1d",
        24..168 => "7d",
        168.. => "longer",
    };
    let category: String = new.category.chars().take(40).collect();
    metrics::counter!(
        "tickets_resolved_total",
        "category" => if category.is_empty() { "none".to_owned() } else { category },
        "resolution_time_bucket" => bucket,
    )
    .increment(1);
}
