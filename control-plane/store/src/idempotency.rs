//! Answers kept for requests that are sent again under the same `Idempotency-Key`.

use crate::db::{Row, json, values};
use crate::{StoreError, WriteTx};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// How long an answer is kept.
pub const KEPT: Duration = Duration::hours(24);
/// After this long without an answer, whoever claimed the key is taken for dead.
pub const ABANDONED: Duration = Duration::seconds(60);

/// Which request.
#[derive(Clone, Copy, Debug)]
pub struct RequestKey<'a> {
    /// Who sent it: keys of different callers never meet.
    pub owner: &'a str,
    /// Method and path template.
    pub route: &'a str,
    /// What the caller sent.
    pub key: &'a str,
}

/// The stored answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// The headers that belong to it (`Location`, `ETag`, `Content-Type`).
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What a request under this key is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Go on; then [`complete`] or [`release`].
    Mine,
    /// Give this answer again.
    Answered(Answer),
    /// The same request is being worked on right now.
    InFlight,
    /// The key was used for another body.
    OtherBody,
}

/// Claims the key for a request with this body, which the process `by` works on. Commit before doing the work.
pub async fn claim(
    tx: &WriteTx,
    request: RequestKey<'_>,
    body_hash: &str,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<Claim, StoreError> {
    let RequestKey { owner, route, key } = request;
    tx.take_turn(&format!("idempotency/{owner}/{route}/{key}")).await?;
    let sql =
        "SELECT * FROM idempotency_keys WHERE tenant_id = $1 AND owner = $2 AND route = $3 AND key = $4";
    if let Some(row) = tx.one(sql, values![owner, route, key]).await? {
        let age = now - row.at("claimed_at")?;
        let answer = read_answer(&row)?;
        let over = age >= KEPT || (answer.is_none() && age >= ABANDONED);
        if !over {
            if row.get::<String>("body_hash")? != body_hash {
                return Ok(Claim::OtherBody);
            }
            return Ok(answer.map_or(Claim::InFlight, Claim::Answered));
        }
    }
    tx.execute(
        "INSERT INTO idempotency_keys (tenant_id, owner, route, key, body_hash, claimed_at, claimed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (tenant_id, owner, route, key) DO UPDATE
         SET body_hash = excluded.body_hash, claimed_at = excluded.claimed_at, claimed_by = excluded.claimed_by,
             answer_status = NULL, answer_headers = NULL, answer_body = NULL",
        values![owner, route, key, body_hash, now, by],
    )
    .await?;
    Ok(Claim::Mine)
}

/// Keeps the answer.
pub async fn complete(tx: &WriteTx, request: RequestKey<'_>, answer: &Answer) -> Result<(), StoreError> {
    let sql = "UPDATE idempotency_keys SET answer_status = $5, answer_headers = $6, answer_body = $7
               WHERE tenant_id = $1 AND owner = $2 AND route = $3 AND key = $4";
    let RequestKey { owner, route, key } = request;
    let (status, headers) = (i64::from(answer.status), json(&answer.headers));
    tx.execute(sql, values![owner, route, key, status, headers, answer.body.clone()]).await?;
    Ok(())
}

/// Gives an unanswered key back: the work failed in a way that may succeed when tried again.
pub async fn release(tx: &WriteTx, request: RequestKey<'_>) -> Result<(), StoreError> {
    let sql = "DELETE FROM idempotency_keys
               WHERE tenant_id = $1 AND owner = $2 AND route = $3 AND key = $4 AND answer_status IS NULL";
    tx.execute(sql, values![request.owner, request.route, request.key]).await?;
    Ok(())
}

/// Gives back the unanswered keys of a process, which has begun anew and not yet taken a request.
pub async fn release_all(tx: &WriteTx, by: Uuid) -> Result<u64, StoreError> {
    let sql =
        "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND claimed_by = $2 AND answer_status IS NULL";
    tx.execute(sql, values![by]).await
}

/// Takes away what is older than [`KEPT`].
pub async fn purge(tx: &WriteTx, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let sql = "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND claimed_at < $2";
    tx.execute(sql, values![now - KEPT]).await
}

fn read_answer(row: &Row) -> Result<Option<Answer>, StoreError> {
    let Some(status) = row.get::<Option<i64>>("answer_status")? else { return Ok(None) };
    Ok(Some(Answer {
        status: u16::try_from(status).map_err(|error| StoreError::corrupt("answer_status", error))?,
        headers: row.json("answer_headers")?,
        body: row.get::<Option<Vec<u8>>>("answer_body")?.unwrap_or_default(),
    }))
}
