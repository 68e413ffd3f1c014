use crate::chat::AttachmentView;
use chrono::{DateTime, Utc};
use control_plane_domain::ticket::{Priority, TicketStatus};
use control_plane_store::tickets::{Comment, HistoryEntry, Ticket};
use control_plane_store::{StoreError, Tx, users};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody named in a ticket. Without an id: not a user here.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Person {
    pub id: Option<Uuid>,
    pub name: String,
    pub email: String,
}

/// A ticket.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TicketView {
    pub id: Uuid,
    /// `TKT-20261121-00042`
    pub number: String,
    pub title: String,
    pub description: String,
    pub status: TicketStatus,
    pub priority: Priority,
    pub category: String,
    pub requester: Person,
    pub assignee: Option<Person>,
    pub tags: Vec<String>,
    /// The tenant's own fields, as its form names them.
    #[schema(value_type = Object)]
    pub fields: Map<String, Value>,
    /// `chat`, `flow`, `api`, `portal`.
    pub source: String,
    pub conversation_id: Option<Uuid>,
    pub run_id: Option<Uuid>,
    pub etag: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub resolved_at: Option<DateTime<Utc>>,
    /// Where its status may go from here.
    pub allowed_statuses: Vec<TicketStatus>,
}

/// A ticket with what was said about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TicketDetail {
    #[serde(flatten)]
    pub ticket: TicketView,
    pub comments: Vec<CommentView>,
    /// Until when the desk promises a word to the requester. Missing when it promises none, and while the ticket waits for
    /// somebody else or is done. In the past: the promise is broken.
    pub next_update_due: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CommentView {
    pub id: Uuid,
    pub author: Author,
    pub body: String,
    /// For the desk only.
    pub internal: bool,
    /// Files that go with it.
    pub attachments: Vec<AttachmentView>,
    pub created_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Author {
    /// `null` for a flow acting by itself.
    pub id: Option<Uuid>,
    pub name: String,
}

/// A line of a ticket's life: one per field that changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HistoryView {
    pub id: String,
    pub at: DateTime<Utc>,
    pub actor: Author,
    /// `created`, `updated`, `commented`, `assigned`, `closed`, `reopened`.
    pub action: String,
    pub field: Option<String>,
    #[schema(value_type = Option<Object>)]
    pub from: Option<Value>,
    #[schema(value_type = Option<Object>)]
    pub to: Option<Value>,
}

impl CommentView {
    pub(super) fn new(row: Comment, attachments: Vec<AttachmentView>) -> Self {
        Self {
            attachments,
            id: row.id.as_uuid(),
            author: Author { id: row.author.id.map(|id| id.as_uuid()), name: row.author.name },
            body: row.body,
            internal: row.internal,
            created_at: row.created_at,
        }
    }
}

impl HistoryView {
    pub(super) fn lines(row: HistoryEntry) -> Vec<Self> {
        let line = |id: String, field: Option<String>, change: Option<&Value>| Self {
            id,
            at: row.at,
            actor: Author { id: row.by.id.map(|id| id.as_uuid()), name: row.by.name.clone() },
            action: row.action.clone(),
            field,
            from: change.and_then(|change| change.get("from")).cloned(),
            to: change.and_then(|change| change.get("to")).cloned(),
        };
        if row.changes.is_empty() {
            return vec![line(row.seq.to_string(), None, None)];
        }
        let changes = row.changes.iter();
        changes
            .map(|(field, change)| line(format!("{}/{field}", row.seq), Some(field.clone()), Some(change)))
            .collect()
    }
}

/// With the assignee's name.
pub(super) async fn view(tx: &Tx, row: Ticket) -> Result<TicketView, StoreError> {
    let assignee = match row.assignee {
        Some(id) => users::find(tx, id).await?.map(|user| Person {
            id: Some(user.id.as_uuid()),
            name: user.name,
            email: user.email.to_string(),
        }),
        None => None,
    };
    Ok(TicketView {
        id: row.id.as_uuid(),
        number: row.number.to_string(),
        title: row.title,
        description: row.description,
        status: row.status,
        priority: row.priority,
        category: row.category,
        requester: Person {
            id: row.requester.id.map(|id| id.as_uuid()),
            name: row.requester.name,
            email: row.requester.email,
        },
        assignee,
        tags: row.tags,
        fields: row.fields,
        source: row.source,
        conversation_id: row.conversation.map(|id| id.as_uuid()),
        run_id: row.run,
        etag: row.etag.as_str().to_owned(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        resolved_at: row.resolved_at,
        allowed_statuses: row.status.allowed().to_vec(),
    })
}
