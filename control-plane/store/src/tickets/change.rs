use super::{Author, Ticket, find, history};
use crate::db::{json, values};
use crate::{Etag, StoreError, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::ticket::{IllegalMove, Priority, TicketStatus};
use control_plane_domain::{TicketId, UserId};
use serde_json::{Map, Value, json as value};

/// What can be changed; `None` leaves it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TicketChange {
    pub title: Option<String>,
    pub description: Option<String>,
    pub status: Option<TicketStatus>,
    pub priority: Option<Priority>,
    pub category: Option<String>,
    /// `Some(None)` takes the assignee away.
    pub assignee: Option<Option<UserId>>,
    pub tags: Option<Vec<String>>,
    /// Merged over the present fields; `null` takes one away.
    pub fields: Option<Map<String, Value>>,
}

/// Who changes it, what the history calls it, and under which conditions.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a> {
    pub by: &'a Author,
    /// `updated`, `assigned`, `closed`, `reopened` …
    pub action: &'a str,
    /// What the ticket must still be.
    pub expected: Option<&'a Etag>,
    /// Under a key that this ticket has seen nothing happens again.
    pub key: Option<&'a str>,
}

/// What became of an [`update`].
#[derive(Clone, Debug, PartialEq)]
pub enum Applied {
    Changed(Ticket),
    /// Nothing was different, or the key was used before.
    Unchanged(Ticket),
    /// The status cannot go there from where it is; nothing was changed.
    Refused(IllegalMove),
}

/// Changes a ticket and writes what changed into its history. `None` when there is none.
///
/// # Errors
/// [`StoreError::Stale`] when the ticket is not what the deed expects.
pub async fn update(
    tx: &WriteTx,
    id: TicketId,
    change: TicketChange,
    deed: Deed<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Applied>, StoreError> {
    let Deed { by, action, expected, key } = deed;
    tx.take_turn(&format!("ticket/{id}")).await?;
    let Some(old) = find(tx, id).await? else { return Ok(None) };
    if let Some(key) = key
        && history::knows(tx, id, key).await?
    {
        return Ok(Some(Applied::Unchanged(old)));
    }
    if expected.is_some_and(|etag| *etag != old.etag) {
        return Err(StoreError::Stale("ticket"));
    }
    let status = match change.status.map_or(Ok(old.status), |to| old.status.move_to(to)) {
        Ok(status) => status,
        Err(refusal) => return Ok(Some(Applied::Refused(refusal))),
    };
    let new = apply(&old, change, status, now);
    let changes = differences(&old, &new);
    if changes.is_empty() {
        // Nothing to write down: the same deed again will find nothing different either.
        return Ok(Some(Applied::Unchanged(old)));
    }
    tx.execute(
        "UPDATE tickets SET title = $3, description = $4, status = $5, priority = $6, category = $7, assignee_id = $8,
             tags = $9, fields = $10, resolved_at = $11, updated_at = $12, version = version + 1
         WHERE tenant_id = $1 AND id = $2",
        values![
            id,
            &new.title,
            &new.description,
            new.status.as_str(),
            new.priority.as_str(),
            &new.category,
            new.assignee,
            json(&new.tags),
            json(&new.fields),
            new.resolved_at,
            now
        ],
    )
    .await?;
    history::append(tx, id, by, history::Line { action, changes, key }, now).await?;
    Ok(find(tx, id).await?.map(Applied::Changed))
}

fn apply(old: &Ticket, change: TicketChange, status: TicketStatus, now: DateTime<Utc>) -> Ticket {
    let mut new = old.clone();
    new.title = change.title.unwrap_or(new.title);
    new.description = change.description.unwrap_or(new.description);
    new.priority = change.priority.unwrap_or(new.priority);
    new.category = change.category.unwrap_or(new.category);
    new.assignee = change.assignee.unwrap_or(new.assignee);
    new.tags = change.tags.unwrap_or(new.tags);
    for (name, field) in change.fields.unwrap_or_default() {
        if field.is_null() {
            new.fields.remove(&name);
        } else {
            new.fields.insert(name, field);
        }
    }
    new.status = status;
    new.resolved_at = match (status.is_done(), old.resolved_at) {
        (true, Some(at)) => Some(at),
        (true, None) => Some(now),
        (false, _) => None,
    };
    new
}

/// `{field: {from, to}}` for everything a person would call a change.
fn differences(old: &Ticket, new: &Ticket) -> Map<String, Value> {
    let pairs = [
        ("title", value!(old.title), value!(new.title)),
        ("description", value!(old.description), value!(new.description)),
        ("status", value!(old.status), value!(new.status)),
        ("priority", value!(old.priority), value!(new.priority)),
        ("category", value!(old.category), value!(new.category)),
        ("assignee", value!(old.assignee), value!(new.assignee)),
        ("tags", value!(old.tags), value!(new.tags)),
        ("fields", value!(old.fields), value!(new.fields)),
    ];
    let changed = pairs.into_iter().filter(|(_, from, to)| from != to);
    changed.map(|(field, from, to)| (field.to_owned(), value!({ "from": from, "to": to }))).collect()
}
