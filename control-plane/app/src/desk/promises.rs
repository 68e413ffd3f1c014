//! How soon the desk promises a word on a ticket, by priority: until when the requester hears something, or the promise is
//! broken. Counted in the desk's opening hours, if it has given any.

use super::hours;
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use chrono::{DateTime, TimeDelta, Utc};
use control_plane_domain::ticket::{Priority, TicketStatus};
use control_plane_store::tickets::{self, Comment, Ticket};
use control_plane_store::{StoreError, Tx, settings};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;
use utoipa::ToSchema;

const SETTING: &str = "desk-promises";
/// Ninety days.
const LONGEST: u32 = 90 * 24 * 60;

/// Minutes until the next word on a ticket, by its priority; missing: none is promised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdatePromises {
    #[serde(rename = "P1")]
    pub p1: Option<u32>,
    #[serde(rename = "P2")]
    pub p2: Option<u32>,
    #[serde(rename = "P3")]
    pub p3: Option<u32>,
    #[serde(rename = "P4")]
    pub p4: Option<u32>,
    #[serde(rename = "P5")]
    pub p5: Option<u32>,
}

impl UpdatePromises {
    const fn of(&self, priority: Priority) -> Option<u32> {
        match priority {
            Priority::P1 => self.p1,
            Priority::P2 => self.p2,
            Priority::P3 => self.p3,
            Priority::P4 => self.p4,
            Priority::P5 => self.p5,
        }
    }
}

/// What is promised.
///
/// # Errors
/// What the store answers.
pub async fn read(app: &App, caller: &Caller) -> AppResult<UpdatePromises> {
    Ok(stored(&app.db.read(caller.tenant).await?).await?)
}

/// Promises something else from now on, for tickets that are open too.
///
/// # Errors
/// [`AppError::Invalid`] naming the priority.
pub async fn save(app: &App, caller: &Caller, new: UpdatePromises) -> AppResult<UpdatePromises> {
    for priority in Priority::ALL {
        if new.of(*priority).is_some_and(|minutes| !(1..=LONGEST).contains(&minutes)) {
            let words = format!("1 to {LONGEST} minutes, or none");
            return Err(AppError::field(priority.as_str(), "invalid", words));
        }
    }
    let tx = app.db.write(caller.tenant).await?;
    let before = stored(&tx).await?;
    if before != new {
        settings::put(&tx, SETTING, &new, None, app.now()).await?;
        let what = json!({ "before": before, "after": new });
        audit::record(app, &tx, caller, "desk.promises_changed", "settings", SETTING, what).await?;
        tx.commit().await?;
    }
    Ok(new)
}

async fn stored(tx: &Tx) -> Result<UpdatePromises, StoreError> {
    Ok(settings::find::<UpdatePromises>(tx, SETTING).await?.map(|(found, _)| found).unwrap_or_default())
}

/// Until when the requester is to hear something; `None` when nothing is promised, and while it is not the desk's turn.
pub(super) async fn next_update(
    tx: &Tx,
    ticket: &Ticket,
    comments: &[Comment],
) -> AppResult<Option<DateTime<Utc>>> {
    match ticket.status {
        TicketStatus::New | TicketStatus::Open => {}
        // It waits for somebody else, or is done.
        TicketStatus::Pending | TicketStatus::Resolved | TicketStatus::Closed => return Ok(None),
    }
    let Some(minutes) = stored(tx).await?.of(ticket.priority) else { return Ok(None) };
    let since = since(tx, ticket, comments).await?;
    Ok(match hours::working(tx).await? {
        Some(calendar) => {
            let end = calendar.add(since.timestamp_millis(), Duration::from_secs(u64::from(minutes) * 60));
            DateTime::from_timestamp_millis(end)
        }
        None => since.checked_add_signed(TimeDelta::minutes(i64::from(minutes))),
    })
}

/// Since when the requester waits: the desk's last word, or when the ticket came to be the desk's.
async fn since(tx: &Tx, ticket: &Ticket, comments: &[Comment]) -> AppResult<DateTime<Utc>> {
    let is_word = |one: &&Comment| !one.internal && one.author.id != ticket.requester.id;
    let word = comments.iter().rev().find(is_word).map(|one| one.created_at);
    let history = tickets::history(tx, ticket.id).await?;
    let is_back = |from: &Value| matches!(from.as_str(), Some("pending" | "resolved" | "closed"));
    let back = history.iter().rev().find(|line| {
        let change = line.changes.get("status");
        change.and_then(|change| change.get("from")).is_some_and(is_back)
    });
    Ok([word, back.map(|line| line.at)].into_iter().flatten().fold(ticket.created_at, DateTime::max))
}
