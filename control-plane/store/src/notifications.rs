//! Notes to people inside the product.

use crate::db::{Row, micros, values};
use crate::{Listed, Page, StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{NotificationId, UserId};

/// A note to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    pub id: NotificationId,
    pub user: UserId,
    pub subject: String,
    pub body: String,
    /// Where in the product it leads.
    pub link: Option<String>,
    pub created_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

/// A note to leave.
#[derive(Clone, Debug)]
pub struct NewNotification<'a> {
    pub id: NotificationId,
    pub user: UserId,
    /// The same key tells the same person once.
    pub key: &'a str,
    pub subject: &'a str,
    pub body: &'a str,
    pub link: Option<&'a str>,
}

fn read(row: &Row) -> Result<Notification, StoreError> {
    Ok(Notification {
        id: row.id("id")?,
        user: row.id("user_id")?,
        subject: row.get("subject")?,
        body: row.get("body")?,
        link: row.get("link")?,
        created_at: row.at("created_at")?,
        read_at: row.at_or_null("read_at")?,
    })
}

/// Leaves a note, once per person and key; gives the one that stands.
pub async fn create(
    tx: &WriteTx,
    new: NewNotification<'_>,
    now: DateTime<Utc>,
) -> Result<Notification, StoreError> {
    let sql = "INSERT INTO notifications (tenant_id, id, user_id, key, subject, body, link, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT (tenant_id, user_id, key) DO NOTHING";
    tx.execute(sql, values![new.id, new.user, new.key, new.subject, new.body, new.link, micros(now)]).await?;
    let sql = "SELECT * FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND key = $3";
    match tx.one(sql, values![new.user, new.key]).await? {
        Some(row) => read(&row),
        None => Err(StoreError::corrupt("notification", "gone right after it was stored")),
    }
}

/// One page of a person's notes, newest first.
pub async fn list(
    tx: &Tx,
    user: UserId,
    unread_only: bool,
    page: Page,
) -> Result<Listed<Notification>, StoreError> {
    let matching = "FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND (NOT $3 OR read_at IS NULL)";
    let filters = values![user, unread_only];
    let sql = format!("SELECT * {matching} ORDER BY created_at DESC, id DESC{}", page.sql());
    let rows = tx.all(&sql, filters.clone()).await?;
    let total = tx.count(&format!("SELECT COUNT(*) AS count {matching}"), filters).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// By id.
pub async fn find(tx: &Tx, id: NotificationId) -> Result<Option<Notification>, StoreError> {
    let sql = "SELECT * FROM notifications WHERE tenant_id = $1 AND id = $2";
    tx.one(sql, values![id]).await?.as_ref().map(read).transpose()
}

/// How many a person has not read.
pub async fn unread(tx: &Tx, user: UserId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) AS count FROM notifications
               WHERE tenant_id = $1 AND user_id = $2 AND read_at IS NULL";
    tx.count(sql, values![user]).await
}

/// Marks one of a person's notes as read; `None` when they have no such note.
pub async fn mark_read(
    tx: &WriteTx,
    user: UserId,
    id: NotificationId,
    now: DateTime<Utc>,
) -> Result<Option<Notification>, StoreError> {
    let sql = "UPDATE notifications SET read_at = COALESCE(read_at, $4)
               WHERE tenant_id = $1 AND user_id = $2 AND id = $3 RETURNING *";
    tx.one(sql, values![user, id, now]).await?.as_ref().map(read).transpose()
}
