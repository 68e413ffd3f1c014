//! Signed-in devices and their rotating refresh tokens.
//!
//! A session is one device; each refresh spends its token and gives the next one. A spent token
//! that comes back means that somebody copied it, and nobody can tell which of the two is the
//! thief: the whole session ends. Only hashes of tokens are kept.

use crate::db::{Row, micros, values};
use crate::{StoreError, Tx, WriteTx, push};
use chrono::{DateTime, Duration, Utc};
use control_plane_domain::{SessionId, UserId};

/// A signed-in device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub user: UserId,
    /// What the client calls itself.
    pub device: String,
    /// Where it signed in from.
    pub address: String,
    pub created_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A device that signs in.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    pub id: SessionId,
    pub user: UserId,
    pub device: &'a str,
    pub address: &'a str,
    pub expires_at: DateTime<Utc>,
    /// Hash of its first refresh token.
    pub token_hash: &'a str,
}

/// What became of a refresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The old token is spent, the new one stands.
    Rotated(Session),
    /// No such token.
    Unknown,
    /// The session is over: signed out, revoked or too old.
    Over,
    /// A spent token came back; the session was ended. Commit the transaction for that to last.
    Reused(Session),
}

const COLUMNS: &str = "id, user_id, device, address, created_at, last_used_at, expires_at, revoked_at";

fn read(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        id: row.id("id")?,
        user: row.id("user_id")?,
        device: row.get("device")?,
        address: row.get("address")?,
        created_at: row.at("created_at")?,
        last_used_at: row.at("last_used_at")?,
        expires_at: row.at("expires_at")?,
        revoked_at: row.at_or_null("revoked_at")?,
    })
}

impl Session {
    /// Whether it may still be used.
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// Signs a device in.
pub async fn create(tx: &WriteTx, new: NewSession<'_>, now: DateTime<Utc>) -> Result<Session, StoreError> {
    let now = micros(now);
    tx.execute(
        "INSERT INTO sessions (tenant_id, id, user_id, device, address, created_at, last_used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
        values![new.id, new.user, new.device, new.address, now, new.expires_at],
    )
    .await?;
    add_token(tx, new.id, new.token_hash, now).await?;
    Ok(Session {
        id: new.id,
        user: new.user,
        device: new.device.to_owned(),
        address: new.address.to_owned(),
        created_at: now,
        last_used_at: now,
        expires_at: micros(new.expires_at),
        revoked_at: None,
    })
}

/// Spends a refresh token for the next one. The session then lives until `expires_at`.
///
/// A token that was spent less than `grace` ago may be spent again: two tabs of one browser do that
/// when they wake up together. Zero is the strict rule.
pub async fn rotate(
    tx: &WriteTx,
    token_hash: &str,
    next_hash: &str,
    expires_at: DateTime<Utc>,
    grace: Duration,
    now: DateTime<Utc>,
) -> Result<Rotation, StoreError> {
    let sql = "SELECT session_id FROM refresh_tokens WHERE tenant_id = $1 AND token_hash = $2";
    let Some(row) = tx.one(sql, values![token_hash]).await? else { return Ok(Rotation::Unknown) };
    let id: SessionId = row.id("session_id")?;
    tx.take_turn(&format!("session/{id}")).await?;
    let Some(session) = find(tx, id).await? else { return Ok(Rotation::Unknown) };
    if !session.is_live(now) {
        return Ok(Rotation::Over);
    }
    let spend =
        "UPDATE refresh_tokens SET used_at = $3 WHERE tenant_id = $1 AND token_hash = $2 AND used_at IS NULL";
    if tx.execute(spend, values![token_hash, now]).await? == 0 {
        let sql = "SELECT used_at FROM refresh_tokens WHERE tenant_id = $1 AND token_hash = $2";
        let used_at = match tx.one(sql, values![token_hash]).await? {
            Some(row) => row.at_or_null("used_at")?,
            None => None,
        };
        if used_at.is_none_or(|used_at| now - used_at >= grace) {
            revoke(tx, id, "reuse", now).await?;
            return Ok(Rotation::Reused(session));
        }
    }
    add_token(tx, id, next_hash, now).await?;
    let sql = "UPDATE sessions SET last_used_at = $3, expires_at = $4 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, values![id, now, expires_at]).await?;
    Ok(Rotation::Rotated(Session { last_used_at: micros(now), expires_at: micros(expires_at), ..session }))
}

/// By id, also when it is over.
pub async fn find(tx: &Tx, id: SessionId) -> Result<Option<Session>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM sessions WHERE tenant_id = $1 AND id = $2");
    tx.one(&sql, values![id]).await?.as_ref().map(read).transpose()
}

/// A person's live devices, last used first.
pub async fn list_live(tx: &Tx, user: UserId, now: DateTime<Utc>) -> Result<Vec<Session>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions
         WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL AND expires_at > $3
         ORDER BY last_used_at DESC, id LIMIT 200"
    );
    tx.all(&sql, values![user, now]).await?.iter().map(read).collect()
}

/// Ends a session; `false` when there is none that is live.
pub async fn revoke(
    tx: &WriteTx,
    id: SessionId,
    because: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE sessions SET revoked_at = $3, revoked_because = $4
               WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL";
    let ended = tx.execute(sql, values![id, now, because]).await? > 0;
    if ended {
        push::of_ended_sessions(tx).await?;
    }
    Ok(ended)
}

/// Ends all of a person's sessions but one (a new password), or all (disabled, another role).
/// Gives the ids that ended, so that a cache of live sessions can forget them.
pub async fn revoke_all(
    tx: &WriteTx,
    user: UserId,
    except: Option<SessionId>,
    because: &str,
    now: DateTime<Utc>,
) -> Result<Vec<SessionId>, StoreError> {
    let sql = "UPDATE sessions SET revoked_at = $3, revoked_because = $4
               WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL AND ($5 IS NULL OR id <> $5)
               RETURNING id";
    let ended = tx.all(sql, values![user, now, because, except]).await?;
    push::of_ended_sessions(tx).await?;
    ended.iter().map(|row| row.id("id")).collect()
}

/// Takes away sessions that have been over since before `before`, with their tokens.
pub async fn purge(tx: &WriteTx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    let sql = "DELETE FROM sessions WHERE tenant_id = $1 AND (expires_at < $2 OR revoked_at < $2)";
    tx.execute(sql, values![before]).await
}

async fn add_token(
    tx: &WriteTx,
    session: SessionId,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO refresh_tokens (tenant_id, token_hash, session_id, created_at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, values![hash, session, now]).await?;
    Ok(())
}

/// Lets a live session live until `expires_at`; `false` when it is over.
pub async fn prolong(
    tx: &WriteTx,
    id: SessionId,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE sessions SET last_used_at = $3, expires_at = $4
               WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL AND expires_at > $3";
    Ok(tx.execute(sql, values![id, now, expires_at]).await? > 0)
}
