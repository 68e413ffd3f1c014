//! What happened and is to be told to the runs that wait for it. Written in the transaction of the
//! deed itself, taken away once told: what is in between survives any crash.

use crate::db::{Row, json, micros, values};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

/// Something that runs may wait for.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// Telling twice under one id is telling once.
    pub id: Uuid,
    /// `ticket.replied`
    pub event: String,
    /// Which one: the ticket's number.
    pub key: String,
    pub payload: Value,
    /// On whose behalf, as runs see people.
    pub principal: Value,
}

fn read(row: &Row) -> Result<Happening, StoreError> {
    Ok(Happening {
        id: row.get("id")?,
        event: row.get("event")?,
        key: row.get("key")?,
        payload: row.json("payload")?,
        principal: row.json("principal")?,
    })
}

/// Notes that it is to be told.
pub async fn put(tx: &WriteTx, new: &Happening, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "INSERT INTO happenings (tenant_id, id, event, key, payload, principal, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, id) DO NOTHING";
    let (payload, principal) = (json(&new.payload), json(&new.principal));
    tx.execute(sql, values![new.id, &new.event, &new.key, payload, principal, micros(now)]).await?;
    Ok(())
}

/// What is to be told, in the order in which it happened.
pub async fn pending(tx: &Tx, limit: u64) -> Result<Vec<Happening>, StoreError> {
    let sql = "SELECT * FROM happenings WHERE tenant_id = $1 ORDER BY created_at, id LIMIT $2";
    tx.all(sql, values![limit.min(500)]).await?.iter().map(read).collect()
}

/// It was told.
pub async fn remove(tx: &WriteTx, id: Uuid) -> Result<(), StoreError> {
    tx.execute("DELETE FROM happenings WHERE tenant_id = $1 AND id = $2", values![id]).await?;
    Ok(())
}
