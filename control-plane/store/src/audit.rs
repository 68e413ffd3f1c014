//! Who changed what: an append-only log whose entries are chained by hash, per tenant.
//!
//! Each entry's hash covers its content and the hash before it, so an entry that is changed or
//! taken out of the middle breaks every hash after it. What the chain cannot show by itself is a
//! tail that was cut off; [`Verified`] therefore says how many entries there are and the last hash,
//! for somebody to write down elsewhere.

use crate::db::{Row, json, micros, values};
use crate::etag::sha256;
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, SecondsFormat, Utc};
use control_plane_domain::UserId;
use serde_json::Value;

/// What happened.
#[derive(Clone, Debug)]
pub struct NewEntry<'a> {
    /// `None` for what the product does by itself.
    pub actor: Option<UserId>,
    pub actor_name: &'a str,
    /// `flow.published`, `user.role_changed` …
    pub action: &'a str,
    pub subject_kind: &'a str,
    pub subject_id: &'a str,
    /// What changed, without secrets.
    pub data: Value,
    pub correlation_id: &'a str,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// From 1, without gaps.
    pub seq: u64,
    pub at: DateTime<Utc>,
    pub actor: Option<UserId>,
    pub actor_name: String,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    pub data: Value,
    pub correlation_id: String,
    pub prev_hash: String,
    pub hash: String,
}

/// What [`verify`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    Intact {
        entries: u64,
        last_hash: String,
    },
    /// The first entry that is not what was written, or that is missing.
    Broken {
        seq: u64,
    },
}

const PAGE: i64 = 500;

/// Adds a line, in the transaction of the change it speaks of: both are kept or neither.
pub async fn append(tx: &WriteTx, new: NewEntry<'_>, now: DateTime<Utc>) -> Result<Entry, StoreError> {
    tx.take_turn("audit").await?;
    let sql = "SELECT seq, hash FROM audit_log WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1";
    let (last, prev_hash) = match tx.one(sql, values![]).await? {
        Some(row) => (row.count("seq")?, row.get("hash")?),
        None => (0, String::new()),
    };
    let mut entry = Entry {
        seq: last + 1,
        at: micros(now),
        actor: new.actor,
        actor_name: new.actor_name.to_owned(),
        action: new.action.to_owned(),
        subject_kind: new.subject_kind.to_owned(),
        subject_id: new.subject_id.to_owned(),
        data: new.data,
        correlation_id: new.correlation_id.to_owned(),
        prev_hash,
        hash: String::new(),
    };
    entry.hash = hash(tx, &entry);
    tx.execute(
        "INSERT INTO audit_log (tenant_id, seq, at, actor_id, actor_name, action, subject_kind, subject_id, data,
                                correlation_id, prev_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values![
            entry.seq,
            entry.at,
            entry.actor,
            &entry.actor_name,
            &entry.action,
            &entry.subject_kind,
            &entry.subject_id,
            json(&entry.data),
            &entry.correlation_id,
            &entry.prev_hash,
            &entry.hash
        ],
    )
    .await?;
    Ok(entry)
}

/// Lines after `after`, oldest first.
pub async fn after(tx: &Tx, after: u64, limit: u64) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT * FROM audit_log WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    tx.all(sql, values![after, limit.min(500)]).await?.iter().map(read).collect()
}

/// Lines before `before` (the end when `None`), newest first.
pub async fn before(tx: &Tx, before: Option<u64>, limit: u64) -> Result<Vec<Entry>, StoreError> {
    let before = before.unwrap_or(u64::MAX);
    let sql = "SELECT * FROM audit_log WHERE tenant_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
    tx.all(sql, values![before, limit.min(500)]).await?.iter().map(read).collect()
}

/// Walks the whole chain.
pub async fn verify(tx: &Tx) -> Result<Verified, StoreError> {
    let (mut entries, mut last_hash) = (0, String::new());
    loop {
        let sql = "SELECT * FROM audit_log WHERE tenant_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
        let rows = tx.all(sql, values![entries, PAGE]).await?;
        if rows.is_empty() {
            return Ok(Verified::Intact { entries, last_hash });
        }
        for row in rows {
            let expected = entries + 1;
            // An entry that cannot even be read was not written by us.
            let Ok(entry) = read(&row) else { return Ok(Verified::Broken { seq: expected }) };
            if entry.seq != expected || entry.prev_hash != last_hash || entry.hash != hash(tx, &entry) {
                return Ok(Verified::Broken { seq: expected });
            }
            entries = entry.seq;
            last_hash = entry.hash;
        }
    }
}

fn read(row: &Row) -> Result<Entry, StoreError> {
    Ok(Entry {
        seq: row.count("seq")?,
        at: row.at("at")?,
        actor: row.id_or_null("actor_id")?,
        actor_name: row.get("actor_name")?,
        action: row.get("action")?,
        subject_kind: row.get("subject_kind")?,
        subject_id: row.get("subject_id")?,
        data: row.json("data")?,
        correlation_id: row.get("correlation_id")?,
        prev_hash: row.get("prev_hash")?,
        hash: row.get("hash")?,
    })
}

/// Over a JSON array, so that no two different entries have the same text.
fn hash(tx: &Tx, entry: &Entry) -> String {
    let at = entry.at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let content = serde_json::json!([
        tx.tenant(),
        entry.seq,
        at,
        entry.actor,
        entry.actor_name,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.data,
        entry.correlation_id,
        entry.prev_hash
    ]);
    sha256(json(&content).as_bytes())
}
