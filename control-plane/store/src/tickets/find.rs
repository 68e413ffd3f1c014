use super::{COLUMNS, Ticket, read};
use crate::db::{like, values};
use crate::page::sort_keys;
use crate::{Listed, Page, Sort, StoreError, Tx};
use control_plane_domain::ticket::{Priority, TicketNumber, TicketStatus};
use control_plane_domain::{ConversationId, Email, RowScope, TicketId, UserId};

/// Narrows a list; `None` means any.
#[derive(Clone, Debug)]
pub struct TicketFilter {
    pub scope: RowScope,
    pub status: Option<TicketStatus>,
    pub priority: Option<Priority>,
    pub category: Option<String>,
    pub requester: Option<UserId>,
    pub requester_email: Option<Email>,
    pub assignee: Option<UserId>,
    pub conversation: Option<ConversationId>,
    /// Part of the number, the title or the description.
    pub text: Option<String>,
}

impl TicketFilter {
    /// Everything within the scope.
    pub fn all(scope: RowScope) -> Self {
        Self {
            scope,
            status: None,
            priority: None,
            category: None,
            requester: None,
            requester_email: None,
            assignee: None,
            conversation: None,
            text: None,
        }
    }
}

sort_keys! {
    /// What tickets can be sorted by.
    TicketSort {
        CreatedAt = "created_at" => "created_at",
        UpdatedAt = "updated_at" => "updated_at",
        Number = "number" => "number",
        Priority = "priority" => "priority",
        Status = "status" => "status",
        Title = "title" => "title",
    }
}

/// By id. Whether the caller may see it is for [`RowScope::admits`].
pub async fn find(tx: &Tx, id: TicketId) -> Result<Option<Ticket>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM tickets WHERE tenant_id = $1 AND id = $2");
    tx.one(&sql, values![id]).await?.as_ref().map(read).transpose()
}

/// By number.
pub async fn find_by_number(tx: &Tx, number: TicketNumber) -> Result<Option<Ticket>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM tickets WHERE tenant_id = $1 AND number = $2");
    tx.one(&sql, values![number.to_string()]).await?.as_ref().map(read).transpose()
}

/// The ticket that was made under this key.
pub async fn find_by_key(tx: &Tx, key: &str) -> Result<Option<Ticket>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM tickets WHERE tenant_id = $1 AND idempotency_key = $2");
    tx.one(&sql, values![key]).await?.as_ref().map(read).transpose()
}

/// One page of tickets.
pub async fn list(
    tx: &Tx,
    filter: &TicketFilter,
    sort: Sort<TicketSort>,
    page: Page,
) -> Result<Listed<Ticket>, StoreError> {
    let matching = "FROM tickets WHERE tenant_id = $1
         AND ($2 IS NULL OR requester_id = $2) AND ($3 IS NULL OR status = $3) AND ($4 IS NULL OR priority = $4)
         AND ($5 IS NULL OR category = $5) AND ($6 IS NULL OR requester_id = $6)
         AND ($7 IS NULL OR lower(requester_email) = $7) AND ($8 IS NULL OR assignee_id = $8)
         AND ($9 IS NULL OR conversation_id = $9)
         AND ($10 IS NULL OR lower(number) LIKE $10 ESCAPE '\\' OR lower(title) LIKE $10 ESCAPE '\\'
              OR lower(description) LIKE $10 ESCAPE '\\')";
    let filters = values![
        filter.scope.owner(),
        filter.status.map(TicketStatus::as_str),
        filter.priority.map(Priority::as_str),
        &filter.category,
        filter.requester,
        filter.requester_email.as_ref().map(Email::as_str),
        filter.assignee,
        filter.conversation,
        filter.text.as_deref().map(like)
    ];
    let sql = format!("SELECT {COLUMNS} {matching}{}{}", sort.sql(), page.sql());
    let rows = tx.all(&sql, filters.clone()).await?;
    let total = tx.count(&format!("SELECT COUNT(*) AS count {matching}"), filters).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}
