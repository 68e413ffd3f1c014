//! Runs that wait for a ticket hear of it: noted in the transaction that changes the ticket, told by
//! one job afterwards. A process that dies in between leaves the note, and the next one tells it;
//! the note's id makes telling again harmless.

use crate::app::App;
use crate::caller::VISITOR;
use crate::error::{AppError, AppResult};
use crate::rounds;
use chrono::{DateTime, Utc};
use control_plane_domain::TenantId;
use control_plane_domain::ticket::TicketStatus;
use control_plane_store::happenings::{self, Happening};
use control_plane_store::tickets::{Comment, Ticket};
use control_plane_store::{StoreError, WriteTx};
use executor_runtime::api::Happened;
use mcp_servers_kit::Principal;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How often notes are looked for when nobody rings: another process may have left them.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
const PAGE: u64 = 100;

/// The requester has written. What the desk or a flow writes is no reply.
pub(super) async fn replied(
    tx: &WriteTx,
    ticket: &Ticket,
    comment: &Comment,
    principal: &Principal,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    // A visitor has no account to be known by; only whose ticket it is can have written.
    let is_theirs = principal.role == VISITOR
        || (comment.author.id.is_some() && comment.author.id == ticket.requester.id);
    if comment.internal || !is_theirs {
        return Ok(());
    }
    let payload = json!({ "text": comment.body, "by": comment.author.name });
    note(tx, comment.id.as_uuid(), "ticket.replied", ticket, payload, principal, now).await
}

/// The ticket's status is another.
pub(super) async fn changed(
    tx: &WriteTx,
    old: &Ticket,
    new: &Ticket,
    principal: &Principal,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if old.status == new.status {
        return Ok(());
    }
    // Each state of a ticket has its etag, so this names the change for good.
    let id =
        |event: &str| Uuid::new_v5(&new.id.as_uuid(), format!("{event}/{}", new.etag.as_str()).as_bytes());
    let payload = json!({ "status": new.status, "before": old.status, "by": principal.name });
    note(tx, id("changed"), "ticket.changed", new, payload.clone(), principal, now).await?;
    if new.status == TicketStatus::Closed {
        note(tx, id("closed"), "ticket.closed", new, payload, principal, now).await?;
    }
    Ok(())
}

async fn note(
    tx: &WriteTx,
    id: Uuid,
    event: &str,
    ticket: &Ticket,
    payload: Value,
    principal: &Principal,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let happening = Happening {
        id,
        event: event.to_owned(),
        key: ticket.number.to_string(),
        payload,
        principal: json!(principal),
    };
    happenings::put(tx, &happening, now).await
}

/// Tells until cancelled.
pub async fn run_telling(app: Arc<App>, cancel: CancellationToken) {
    let failed = "what happened could not be told to the runs";
    rounds::until_cancelled(&cancel, &app.happenings, LOOK_AGAIN, failed, || round(&app, &cancel)).await;
}

async fn round(app: &App, cancel: &CancellationToken) -> AppResult<()> {
    for tenant in rounds::tenants(app).await? {
        while !cancel.is_cancelled() && tell(app, tenant).await? == PAGE {}
    }
    Ok(())
}

/// Tells one tenant's oldest notes; how many those were.
async fn tell(app: &App, tenant: TenantId) -> AppResult<u64> {
    let tx = app.db.read(tenant).await?;
    let pending = happenings::pending(&tx, PAGE).await?;
    drop(tx);
    let mut told = 0;
    for happening in pending {
        let id = happening.id;
        let event = Happened {
            id,
            event: happening.event,
            key: happening.key,
            payload: happening.payload,
            principal: serde_json::from_value(happening.principal).map_err(AppError::internal)?,
        };
        app.executor()?.happened(tenant.as_uuid(), event).await?;
        // Only once every run that waits has it.
        let tx = app.db.write(tenant).await?;
        happenings::remove(&tx, id).await?;
        tx.commit().await?;
        told += 1;
    }
    Ok(told)
}
