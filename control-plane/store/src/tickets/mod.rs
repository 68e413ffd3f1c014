//! The built-in desk's tickets.
//!
//! Numbers are counted per tenant and day inside the transaction that makes the ticket, so they
//! have no gaps and no doubles; making a ticket twice under one key makes it once.

mod change;
mod comments;
mod create;
mod find;
mod history;

pub use change::{Applied, Deed, TicketChange, update};
pub use comments::{Comment, NewComment, add_comment, comments};
pub use create::{Created, NewTicket, create};
pub use find::{TicketFilter, TicketSort, find, find_by_key, find_by_number, list};
pub use history::{HistoryEntry, history};

use crate::Etag;
use crate::StoreError;
use crate::db::Row;
use chrono::{DateTime, Utc};
use control_plane_domain::ticket::{Priority, TicketNumber, TicketStatus};
use control_plane_domain::{ConversationId, TicketId, UserId};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A ticket, without its comments.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    pub id: TicketId,
    pub number: TicketNumber,
    pub title: String,
    pub description: String,
    pub status: TicketStatus,
    pub priority: Priority,
    pub category: String,
    pub requester: Requester,
    pub assignee: Option<UserId>,
    pub tags: Vec<String>,
    /// The tenant's own fields, as its form names them.
    pub fields: Map<String, Value>,
    /// `chat`, `api`, `portal`.
    pub source: String,
    pub conversation: Option<ConversationId>,
    pub run: Option<Uuid>,
    pub etag: Etag,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub resolved_at: Option<DateTime<Utc>>,
}

/// Who asked. The name and address are kept as they were: the account may go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requester {
    pub id: Option<UserId>,
    pub name: String,
    pub email: String,
}

/// Who does something to a ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// `None` for a flow acting by itself.
    pub id: Option<UserId>,
    pub name: String,
}

const COLUMNS: &str = "id, number, title, description, status, priority, category, requester_id, requester_name,
    requester_email, assignee_id, tags, fields, source, conversation_id, run_id, version, created_at, updated_at,
    resolved_at";

fn read(row: &Row) -> Result<Ticket, StoreError> {
    let id: TicketId = row.id("id")?;
    Ok(Ticket {
        id,
        number: row.parse("number")?,
        title: row.get("title")?,
        description: row.get("description")?,
        status: row.parse("status")?,
        priority: row.parse("priority")?,
        category: row.get("category")?,
        requester: Requester {
            id: row.id_or_null("requester_id")?,
            name: row.get("requester_name")?,
            email: row.get("requester_email")?,
        },
        assignee: row.id_or_null("assignee_id")?,
        tags: row.json("tags")?,
        fields: row.json("fields")?,
        source: row.get("source")?,
        conversation: row.id_or_null("conversation_id")?,
        run: row.get("run_id")?,
        etag: Etag::of_version(id, row.get("version")?),
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
        resolved_at: row.at_or_null("resolved_at")?,
    })
}
