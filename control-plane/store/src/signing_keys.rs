//! The key pairs that sign access tokens. Private halves are sealed before they come here.

use crate::db::{Row, shared, values};
use crate::seal::Seal;
use crate::{Reads, StoreError, Writes};
use chrono::{DateTime, Utc};

/// A key pair, opened.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey {
    pub kid: String,
    pub private_pem: String,
    pub public_pem: String,
    pub created_at: DateTime<Utc>,
    /// Set when it signs no more; it verifies until the tokens it signed have expired.
    pub retired_at: Option<DateTime<Utc>>,
}

/// Without the private half.
impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// Adds a key pair; `false` when that `kid` is there already.
pub async fn create(tx: &impl Writes, seal: &Seal, key: &SigningKey) -> Result<bool, StoreError> {
    let sealed = seal.close(&place(&key.kid), key.private_pem.as_bytes())?;
    let sql = "INSERT INTO signing_keys (kid, sealed_private_key, public_key, created_at)
               VALUES ($1, $2, $3, $4) ON CONFLICT (kid) DO NOTHING";
    let added = shared::execute(tx, sql, values![&key.kid, sealed, &key.public_pem, key.created_at]).await?;
    Ok(added > 0)
}

/// All keys, newest first; the first that is not retired signs.
pub async fn all(tx: &impl Reads, seal: &Seal) -> Result<Vec<SigningKey>, StoreError> {
    let rows = shared::all(tx, "SELECT * FROM signing_keys ORDER BY created_at DESC, kid", values![]).await?;
    rows.iter().map(|row| read(row, seal)).collect()
}

/// Lets a key sign no more.
pub async fn retire(tx: &impl Writes, kid: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql = "UPDATE signing_keys SET retired_at = $2 WHERE kid = $1 AND retired_at IS NULL";
    Ok(shared::execute(tx, sql, values![kid, now]).await? > 0)
}

fn read(row: &Row, seal: &Seal) -> Result<SigningKey, StoreError> {
    let kid: String = row.get("kid")?;
    let private = seal.open(&place(&kid), &row.get::<Vec<u8>>("sealed_private_key")?)?;
    Ok(SigningKey {
        private_pem: String::from_utf8(private).map_err(|error| StoreError::corrupt("signing key", error))?,
        public_pem: row.get("public_key")?,
        created_at: row.at("created_at")?,
        retired_at: row.at_or_null("retired_at")?,
        kid,
    })
}

fn place(kid: &str) -> String {
    format!("signing_keys/{kid}")
}
