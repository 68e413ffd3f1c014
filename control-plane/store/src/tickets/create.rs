use super::{Author, Requester, Ticket, find_by_key, history};
use crate::db::{json, micros, values};
use crate::{Etag, StoreError, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::ticket::{Priority, TicketNumber, TicketStatus};
use control_plane_domain::{ConversationId, TicketId, UserId};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A ticket to make.
#[derive(Clone, Debug)]
pub struct NewTicket {
    pub id: TicketId,
    /// The same key gives the same ticket, for ever.
    pub idempotency_key: Option<String>,
    pub title: String,
    pub description: String,
    pub priority: Priority,
    pub category: String,
    pub requester: Requester,
    pub assignee: Option<UserId>,
    pub tags: Vec<String>,
    pub fields: Map<String, Value>,
    pub source: String,
    pub conversation: Option<ConversationId>,
    pub run: Option<Uuid>,
    pub by: Author,
}

/// What became of a [`create`].
#[derive(Clone, Debug, PartialEq)]
pub enum Created {
    New(Ticket),
    /// The key was used before; this is the ticket it made.
    Known(Ticket),
}

impl Created {
    /// The ticket, either way.
    pub fn into_ticket(self) -> Ticket {
        match self {
            Self::New(ticket) | Self::Known(ticket) => ticket,
        }
    }
}

/// Makes a ticket with the next number of the day.
pub async fn create(tx: &WriteTx, new: NewTicket, now: DateTime<Utc>) -> Result<Created, StoreError> {
    tx.take_turn("tickets").await?;
    if let Some(key) = &new.idempotency_key
        && let Some(ticket) = find_by_key(tx, key).await?
    {
        return Ok(Created::Known(ticket));
    }
    let now = micros(now);
    let ticket = Ticket {
        id: new.id,
        number: next_number(tx, now).await?,
        title: new.title,
        description: new.description,
        status: TicketStatus::New,
        priority: new.priority,
        category: new.category,
        requester: new.requester,
        assignee: new.assignee,
        tags: new.tags,
        fields: new.fields,
        source: new.source,
        conversation: new.conversation,
        run: new.run,
        etag: Etag::of_version(new.id, 1),
        created_at: now,
        updated_at: now,
        resolved_at: None,
    };
    tx.execute(
        "INSERT INTO tickets (tenant_id, id, number, idempotency_key, title, description, status, priority, category,
                              requester_id, requester_name, requester_email, assignee_id, tags, fields, source,
                              conversation_id, run_id, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1, $19, $19)",
        values![
            ticket.id,
            ticket.number.to_string(),
            new.idempotency_key,
            &ticket.title,
            &ticket.description,
            ticket.status.as_str(),
            ticket.priority.as_str(),
            &ticket.category,
            ticket.requester.id,
            &ticket.requester.name,
            &ticket.requester.email,
            ticket.assignee,
            json(&ticket.tags),
            json(&ticket.fields),
            &ticket.source,
            ticket.conversation,
            ticket.run,
            now
        ],
    )
    .await?;
    let first = history::Line { action: "created", changes: Map::new(), key: None };
    history::append(tx, ticket.id, &new.by, first, now).await?;
    Ok(Created::New(ticket))
}

/// Counts the day's tickets up. A transaction that fails gives its number back.
async fn next_number(tx: &WriteTx, now: DateTime<Utc>) -> Result<TicketNumber, StoreError> {
    let day = now.date_naive();
    let sql = "INSERT INTO ticket_counters (tenant_id, day, last) VALUES ($1, $2, 1)
               ON CONFLICT (tenant_id, day) DO UPDATE SET last = ticket_counters.last + 1
               RETURNING last";
    let Some(row) = tx.one(sql, values![day.to_string()]).await? else {
        return Err(StoreError::corrupt("ticket counter", "nothing was returned for a counted ticket"));
    };
    let sequence = row.count("last")?;
    let sequence = u32::try_from(sequence).map_err(|error| StoreError::corrupt("ticket counter", error))?;
    Ok(TicketNumber::new(day, sequence))
}
