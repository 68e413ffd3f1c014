//! Which version an environment of a flow runs, and which share of new conversations another one gets.

use crate::db::{Row, micros, values};
use crate::flow_versions::{self, Version};
use crate::{StoreError, Tx, WriteTx};
use chrono::{DateTime, Utc};
use control_plane_domain::{Environment, FlowId, ResourceName};

/// What an environment points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    pub environment: Environment,
    /// `None`: the newest version, whichever that is.
    pub version: Option<u64>,
    pub candidate: Option<Candidate>,
    /// `None` when nobody has ever moved it.
    pub moved: Option<Moved>,
}

/// A version that is tried on some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub version: u64,
    /// Percent of new conversations, 1 to 100.
    pub share: u8,
}

/// Who moved a pointer, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub at: DateTime<Utc>,
    pub by: String,
}

const COLUMNS: &str = "name, version, candidate, share, updated_at, updated_by";

fn read(row: &Row) -> Result<Pointer, StoreError> {
    let number = |column: &'static str| -> Result<Option<u64>, StoreError> {
        Ok(row.get::<Option<i64>>(column)?.and_then(|number| u64::try_from(number).ok()))
    };
    let share = u8::try_from(row.count("share")?).unwrap_or(100);
    Ok(Pointer {
        environment: row.parse("name")?,
        version: number("version")?,
        candidate: number("candidate")?.map(|version| Candidate { version, share }),
        moved: Some(Moved { at: row.at("updated_at")?, by: row.get("updated_by")? }),
    })
}

/// An environment's pointer; one that nobody has moved follows the newest version.
pub async fn find(tx: &Tx, flow: FlowId, environment: Environment) -> Result<Pointer, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM flow_environments WHERE tenant_id = $1 AND flow_id = $2 AND name = $3"
    );
    match tx.one(&sql, values![flow, environment.as_str()]).await? {
        Some(row) => read(&row),
        None => Ok(Pointer { environment, version: None, candidate: None, moved: None }),
    }
}

/// Moves an environment's pointer.
pub async fn put(
    tx: &WriteTx,
    flow: FlowId,
    pointer: &Pointer,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let number = |version: Option<u64>| version.and_then(|version| i64::try_from(version).ok());
    let share = pointer.candidate.map_or(0, |candidate| u64::from(candidate.share));
    tx.execute(
        "INSERT INTO flow_environments (tenant_id, flow_id, name, version, candidate, share, updated_at, updated_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (tenant_id, flow_id, name) DO UPDATE SET
             version = excluded.version, candidate = excluded.candidate, share = excluded.share,
             updated_at = excluded.updated_at, updated_by = excluded.updated_by",
        values![
            flow,
            pointer.environment.as_str(),
            number(pointer.version),
            number(pointer.candidate.map(|candidate| candidate.version)),
            share,
            micros(now),
            by
        ],
    )
    .await?;
    Ok(())
}

/// The version that an environment gives to a new run. `lot` (0 to 99) says who is among the share of a
/// candidate; `None` is never. `None` comes back when nothing is published.
pub async fn serving(
    tx: &Tx,
    flow: &ResourceName,
    environment: Environment,
    lot: Option<u8>,
) -> Result<Option<Version>, StoreError> {
    let Some(newest) = flow_versions::published(tx, flow).await? else { return Ok(None) };
    let pointer = find(tx, newest.flow_id, environment).await?;
    let drawn = pointer.candidate.filter(|candidate| lot.is_some_and(|lot| lot < candidate.share));
    match drawn.map(|candidate| candidate.version).or(pointer.version) {
        None => Ok(Some(newest)),
        Some(number) if number == newest.number => Ok(Some(newest)),
        Some(number) => flow_versions::find(tx, flow, number).await,
    }
}
