//! The key pair that the installation's push messages are signed with (RFC 8292). One for all: browsers bind a subscription
//! to it. The private half is sealed before it comes here.

use crate::db::{shared, values};
use crate::seal::Seal;
use crate::{Reads, StoreError, Writes};
use chrono::{DateTime, Utc};

const ONLY: &str = "vapid";
const PLACE: &str = "push_keys/vapid";

/// The private key, as 32 bytes; `None` before there is one.
pub async fn find(tx: &impl Reads, seal: &Seal) -> Result<Option<Vec<u8>>, StoreError> {
    let rows = shared::all(tx, "SELECT * FROM push_keys WHERE id = $1", values![ONLY]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    seal.open(PLACE, &row.get::<Vec<u8>>("sealed_private_key")?).map(Some)
}

/// Keeps the first key that comes; `false` when there is one already.
pub async fn create(
    tx: &impl Writes,
    seal: &Seal,
    private: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let sealed = seal.close(PLACE, private)?;
    let sql = "INSERT INTO push_keys (id, sealed_private_key, created_at) VALUES ($1, $2, $3)
               ON CONFLICT (id) DO NOTHING";
    Ok(shared::execute(tx, sql, values![ONLY, sealed, now]).await? > 0)
}
