//! Where the browsers of people are reached that want notices (Web Push), and what is on its way to them. The address and
//! the keys of a browser are sealed: whoever has them can write to it.

use crate::db::{Row, micros, values};
use crate::seal::Seal;
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{NotificationId, SessionId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a browser is reached, as it says itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Address of its push service, which names it.
    pub endpoint: String,
    /// Its public key, uncompressed.
    pub p256dh: Vec<u8>,
    pub auth: Vec<u8>,
}

/// Without what must not be logged.
impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Target")
    }
}

/// A browser that wants notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    pub id: Uuid,
    pub user: UserId,
    pub session: SessionId,
    /// Tells a browser which of them it is; hex of SHA-256.
    pub endpoint_hash: String,
    /// As it called itself when it signed in.
    pub device: String,
    pub created_at: DateTime<Utc>,
}

/// One to keep.
#[derive(Clone, Debug)]
pub struct NewSubscription<'a> {
    pub id: Uuid,
    pub user: UserId,
    pub session: SessionId,
    pub endpoint_hash: &'a str,
    pub target: &'a Target,
}

/// A notice on its way to a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub subscription: Uuid,
    pub notification: NotificationId,
    pub user: UserId,
    /// How often it was tried.
    pub attempts: u64,
    pub due_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
}

fn read(row: &Row) -> Result<Subscription, StoreError> {
    Ok(Subscription {
        id: row.get("id")?,
        user: row.id("user_id")?,
        session: row.id("session_id")?,
        endpoint_hash: row.get("endpoint_hash")?,
        device: row.get("device")?,
        created_at: row.at("created_at")?,
    })
}

const SELECT: &str = "SELECT p.id, p.user_id, p.session_id, p.endpoint_hash, p.created_at, s.device
    FROM push_subscriptions AS p JOIN sessions AS s ON s.tenant_id = $1 AND s.id = p.session_id
    WHERE p.tenant_id = $1";

fn place(id: Uuid) -> String {
    format!("push_subscriptions/{id}")
}

/// Keeps how a browser is reached. The same browser again, whoever used it before, is one; of a person's, those above `most`
/// go, the oldest first.
pub async fn put(
    tx: &WriteTx,
    seal: &Seal,
    new: NewSubscription<'_>,
    most: u64,
    now: DateTime<Utc>,
) -> Result<Option<Subscription>, StoreError> {
    let NewSubscription { id, user, session, endpoint_hash, target } = new;
    tx.take_turn(&format!("push/{user}")).await?;
    let sql = "DELETE FROM push_subscriptions WHERE tenant_id = $1 AND endpoint_hash = $2";
    tx.execute(sql, values![endpoint_hash]).await?;
    let plain = serde_json::to_vec(target).map_err(|error| StoreError::corrupt("push target", error))?;
    let sealed = seal.close(&place(id), &plain)?;
    let sql = "INSERT INTO push_subscriptions (tenant_id, id, user_id, session_id, endpoint_hash, sealed, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    tx.execute(sql, values![id, user, session, endpoint_hash, sealed, micros(now)]).await?;
    let sql = "DELETE FROM push_subscriptions WHERE tenant_id = $1 AND user_id = $2 AND id NOT IN (
                   SELECT id FROM push_subscriptions WHERE tenant_id = $1 AND user_id = $2
                   ORDER BY created_at DESC, id DESC LIMIT $3)";
    tx.execute(sql, values![user, most]).await?;
    Ok(list(tx, user).await?.into_iter().find(|one| one.id == id))
}

/// A person's, the newest first.
pub async fn list(tx: &Tx, user: UserId) -> Result<Vec<Subscription>, StoreError> {
    let sql = format!("{SELECT} AND p.user_id = $2 ORDER BY p.created_at DESC, p.id DESC");
    tx.all(&sql, values![user]).await?.iter().map(read).collect()
}

/// How a browser is reached; `None` when it wants no notices any more.
pub async fn target(tx: &Tx, seal: &Seal, id: Uuid) -> Result<Option<Target>, StoreError> {
    let sql = "SELECT sealed FROM push_subscriptions WHERE tenant_id = $1 AND id = $2";
    let Some(row) = tx.one(sql, values![id]).await? else { return Ok(None) };
    let plain = seal.open(&place(id), &row.get::<Vec<u8>>("sealed")?)?;
    serde_json::from_slice(&plain).map(Some).map_err(|error| StoreError::corrupt("push target", error))
}

/// Takes one of a person's away; `false` when they have no such.
pub async fn delete(tx: &WriteTx, user: UserId, id: Uuid) -> Result<bool, StoreError> {
    let sql = "DELETE FROM push_subscriptions WHERE tenant_id = $1 AND user_id = $2 AND id = $3";
    Ok(tx.execute(sql, values![user, id]).await? > 0)
}

/// The push service does not know it any more.
pub async fn gone(tx: &WriteTx, id: Uuid) -> Result<(), StoreError> {
    let sql = "DELETE FROM push_subscriptions WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id]).await?;
    Ok(())
}

/// Whoever has signed out there gets nothing there any more.
pub(crate) async fn of_ended_sessions(tx: &WriteTx) -> Result<(), StoreError> {
    let sql = "DELETE FROM push_subscriptions WHERE tenant_id = $1 AND session_id IN (
                   SELECT id FROM sessions WHERE tenant_id = $1 AND revoked_at IS NOT NULL)";
    tx.execute(sql, values![]).await?;
    Ok(())
}

/// Puts a notice on its way to each browser of a person, in the transaction that leaves it.
pub async fn queue(
    tx: &WriteTx,
    user: UserId,
    notification: NotificationId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO push_outbox (tenant_id, subscription_id, notification_id, attempts, due_at, created_at)
               SELECT $1, id, $3, 0, $4, $4 FROM push_subscriptions WHERE tenant_id = $1 AND user_id = $2
               ON CONFLICT (tenant_id, subscription_id, notification_id) DO NOTHING";
    tx.execute(sql, values![user, notification, micros(now)]).await?;
    Ok(())
}

/// What is to be sent by now, the oldest first, to browsers whose session lives.
pub async fn due(tx: &Tx, now: DateTime<Utc>, limit: u64) -> Result<Vec<Due>, StoreError> {
    let sql = "SELECT o.subscription_id, o.notification_id, o.attempts, o.due_at, o.created_at, p.user_id
               FROM push_outbox AS o
               JOIN push_subscriptions AS p ON p.tenant_id = $1 AND p.id = o.subscription_id
               JOIN sessions AS s ON s.tenant_id = $1 AND s.id = p.session_id
                   AND s.revoked_at IS NULL AND s.expires_at > $2
               WHERE o.tenant_id = $1 AND o.due_at <= $2
               ORDER BY o.due_at, o.subscription_id, o.notification_id LIMIT $3";
    let read = |row: &Row| {
        Ok(Due {
            subscription: row.get("subscription_id")?,
            notification: row.id("notification_id")?,
            user: row.id("user_id")?,
            attempts: row.count("attempts")?,
            due_at: row.at("due_at")?,
            created_at: row.at("created_at")?,
        })
    };
    tx.all(sql, values![now, limit]).await?.iter().map(read).collect()
}

/// Takes one to be sent, until `until`; `false` when another process has it, or it is gone. It counts as a try.
pub async fn take(tx: &WriteTx, due: &Due, until: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql = "UPDATE push_outbox SET due_at = $5, attempts = attempts + 1
               WHERE tenant_id = $1 AND subscription_id = $2 AND notification_id = $3 AND attempts = $4";
    let values = values![due.subscription, due.notification, due.attempts, micros(until)];
    Ok(tx.execute(sql, values).await? > 0)
}

/// It is tried again then.
pub async fn put_off(tx: &WriteTx, due: &Due, until: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE push_outbox SET due_at = $4
               WHERE tenant_id = $1 AND subscription_id = $2 AND notification_id = $3";
    tx.execute(sql, values![due.subscription, due.notification, micros(until)]).await?;
    Ok(())
}

/// It has arrived, or never will.
pub async fn done(tx: &WriteTx, due: &Due) -> Result<(), StoreError> {
    let sql =
        "DELETE FROM push_outbox WHERE tenant_id = $1 AND subscription_id = $2 AND notification_id = $3";
    tx.execute(sql, values![due.subscription, due.notification]).await?;
    Ok(())
}

/// Takes away what has been on its way since before `before`: nobody wants to hear of it any more.
pub async fn purge(tx: &WriteTx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM push_outbox WHERE tenant_id = $1 AND created_at < $2", values![before]).await
}
