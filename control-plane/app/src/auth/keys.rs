//! The key set in the database: made at the first start, replaced every few months.

use super::tokens::{KeyPair, KeySet, SESSION_LIFE};
use crate::error::{AppError, AppResult};
use chrono::{DateTime, TimeDelta, Utc};
use control_plane_store::Db;
use control_plane_store::seal::Seal;
use control_plane_store::signing_keys::{self, SigningKey};

/// A key that signed for so long is followed by a new one at the next start.
const ROTATE_AFTER: TimeDelta = TimeDelta::days(90);

/// Reads the key set; makes a key when there is none, or when the newest is old.
///
/// # Errors
/// [`AppError::Internal`] when the stored keys cannot be opened with this seal.
pub async fn load_keys(db: &Db, seal: &Seal, now: DateTime<Utc>) -> AppResult<KeySet> {
    let mut keys = stored(db, seal, now).await?;
    let fresh = keys.iter().any(|key| key.retired_at.is_none() && now - key.created_at < ROTATE_AFTER);
    if !fresh {
        let pair = tokio::task::spawn_blocking(KeyPair::generate).await.map_err(AppError::internal)??;
        let key = SigningKey {
            kid: pair.kid,
            private_pem: pair.private_pem,
            public_pem: pair.public_pem,
            created_at: now,
            retired_at: None,
        };
        let tx = db.write_shared().await?;
        signing_keys::create(&tx, seal, &key).await?;
        for old in keys.iter().filter(|old| old.retired_at.is_none()) {
            signing_keys::retire(&tx, &old.kid, now).await?;
        }
        tx.commit().await?;
        tracing::info!(kid = key.kid, "a new signing key");
        keys = stored(db, seal, now).await?;
    }
    let pairs: Vec<_> = keys
        .into_iter()
        .map(|key| KeyPair { kid: key.kid, private_pem: key.private_pem, public_pem: key.public_pem })
        .collect();
    KeySet::new(&pairs)
}

/// Keys that sign, then keys of which tokens may still be about.
async fn stored(db: &Db, seal: &Seal, now: DateTime<Utc>) -> AppResult<Vec<SigningKey>> {
    let tx = db.read_shared().await?;
    let mut keys = signing_keys::all(&tx, seal).await?;
    keys.retain(|key| key.retired_at.is_none_or(|at| now - at < SESSION_LIFE));
    keys.sort_by_key(|key| key.retired_at.is_some());
    Ok(keys)
}
