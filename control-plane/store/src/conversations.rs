//! Threads of runs with one user.

use crate::db::{Row, micros, values};
use crate::page::sort_keys;
use crate::persons::{self, Person};
use crate::{Listed, Page, Sort, StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::message::ConversationStatus;
use control_plane_domain::{BranchName, ConversationId, ResourceName, RowScope, UserId};

/// A conversation, without its messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    pub id: ConversationId,
    pub user: UserId,
    pub flow: ResourceName,
    pub title: String,
    pub status: ConversationStatus,
    /// A test chat from Studio: runs the draft, and is left out of ordinary lists.
    pub draft: bool,
    /// The branch whose draft it runs; `None`: the flow's own.
    pub branch: Option<BranchName>,
    /// Number of its last message.
    pub last_seq: u64,
    /// Who of the desk is wanted, or has come.
    pub person: Option<Person>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A conversation to begin.
#[derive(Clone, Debug)]
pub struct NewConversation {
    pub id: ConversationId,
    pub user: UserId,
    pub flow: ResourceName,
    pub title: String,
    pub draft: bool,
    pub branch: Option<BranchName>,
}

/// Narrows a list; `None` means any.
#[derive(Clone, Debug)]
pub struct ConversationFilter {
    pub scope: RowScope,
    pub flow: Option<ResourceName>,
    pub status: Option<ConversationStatus>,
    pub draft: Option<bool>,
}

sort_keys! {
    /// What conversations can be sorted by.
    ConversationSort { CreatedAt = "created_at" => "created_at", UpdatedAt = "updated_at" => "updated_at" }
}

/// Whoever changes a conversation or says something in it does so one after the other. It comes before anything
/// else is locked: two who each hold what the other waits for would both wait for ever.
pub(crate) async fn take_turn(tx: &WriteTx, id: ConversationId) -> Result<(), StoreError> {
    tx.take_turn(&format!("conversation/{id}")).await
}

pub(crate) const COLUMNS: &str = "id, user_id, flow, title, status, draft, branch, last_seq, created_at, updated_at,
     person_state, person_since, person_wished, person_asker, person_reason, person_id, person_name, person_no";

pub(crate) fn read(row: &Row) -> Result<Conversation, StoreError> {
    Ok(Conversation {
        id: row.id("id")?,
        user: row.id("user_id")?,
        flow: row.parse("flow")?,
        title: row.get("title")?,
        status: row.parse("status")?,
        draft: row.get("draft")?,
        branch: match row.get::<Option<String>>("branch")? {
            Some(_) => Some(row.parse("branch")?),
            None => None,
        },
        last_seq: row.count("last_seq")?,
        person: persons::read(row)?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}

/// Begins a conversation.
pub async fn create(
    tx: &WriteTx,
    new: NewConversation,
    now: DateTime<Utc>,
) -> Result<Conversation, StoreError> {
    let now = micros(now);
    tx.execute(
        "INSERT INTO conversations (tenant_id, id, user_id, flow, title, status, draft, last_seq, created_at,
                                    updated_at, branch)
         VALUES ($1, $2, $3, $4, $5, 'open', $6, 0, $7, $7, $8)",
        values![
            new.id,
            new.user,
            new.flow.as_str(),
            &new.title,
            new.draft,
            now,
            new.branch.as_ref().map(BranchName::as_str)
        ],
    )
    .await?;
    Ok(Conversation {
        id: new.id,
        user: new.user,
        flow: new.flow,
        title: new.title,
        status: ConversationStatus::Open,
        draft: new.draft,
        branch: new.branch,
        last_seq: 0,
        person: None,
        created_at: now,
        updated_at: now,
    })
}

/// By id. Whether the caller may see it is for [`RowScope::admits`].
pub async fn find(tx: &Tx, id: ConversationId) -> Result<Option<Conversation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM conversations WHERE tenant_id = $1 AND id = $2");
    tx.one(&sql, values![id]).await?.as_ref().map(read).transpose()
}

/// One page of conversations.
pub async fn list(
    tx: &Tx,
    filter: &ConversationFilter,
    sort: Sort<ConversationSort>,
    page: Page,
) -> Result<Listed<Conversation>, StoreError> {
    let matching = "FROM conversations WHERE tenant_id = $1
         AND ($2 IS NULL OR user_id = $2) AND ($3 IS NULL OR flow = $3)
         AND ($4 IS NULL OR status = $4) AND ($5 IS NULL OR draft = $5)";
    let filters = values![
        filter.scope.owner(),
        filter.flow.as_ref().map(ResourceName::as_str),
        filter.status.map(ConversationStatus::as_str),
        filter.draft
    ];
    let sql = format!("SELECT {COLUMNS} {matching}{}{}", sort.sql(), page.sql());
    let rows = tx.all(&sql, filters.clone()).await?;
    let total = tx.count(&format!("SELECT COUNT(*) AS count {matching}"), filters).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// Names a conversation; `false` when there is none.
pub async fn set_title(tx: &WriteTx, id: ConversationId, title: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE conversations SET title = $3 WHERE tenant_id = $1 AND id = $2";
    Ok(tx.execute(sql, values![id, title]).await? > 0)
}

/// Opens or closes a conversation; `false` when there is none.
pub async fn set_status(
    tx: &WriteTx,
    id: ConversationId,
    status: ConversationStatus,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE conversations SET status = $3, updated_at = $4 WHERE tenant_id = $1 AND id = $2";
    Ok(tx.execute(sql, values![id, status.as_str(), now]).await? > 0)
}
