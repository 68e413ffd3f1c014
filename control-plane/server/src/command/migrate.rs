//! `flowright migrate`: brings the database to this version's shape.
//!
//! On PostgreSQL the tables belong to an owner, and the application connects as a role that owns
//! nothing (`flowright_app`), so that forced row-level security binds it. The owner's URL is
//! `FLOWRIGHT_MIGRATE_URL`; only migrations use it.

use crate::config::{LogConfig, Storage};
use crate::logging;
use anyhow::Context;
use control_plane_store::Db;

/// Runs it.
///
/// # Errors
/// When the database does not answer or a step fails.
pub fn run(storage: &Storage, log: &LogConfig) -> anyhow::Result<()> {
    logging::start(log)?;
    storage.check()?;
    storage.prepare()?;
    super::runtime()?.block_on(async {
        if !migrate(storage).await? {
            anyhow::bail!("FLOWRIGHT_MIGRATE_URL is missing: on PostgreSQL the owner of the tables migrates");
        }
        logging::say("the database has this version's shape");
        Ok(())
    })
}

/// Migrates when it is ours to do; `false` on PostgreSQL without the owner's URL.
///
/// # Errors
/// When the database does not answer or a step fails.
pub async fn migrate(storage: &Storage) -> anyhow::Result<bool> {
    let url = match &storage.migrate_url {
        Some(url) => url.clone(),
        None if storage.database_url().starts_with("sqlite:") => storage.database_url(),
        None => return Ok(false),
    };
    Db::migrate(&url).await.context("the database could not be migrated")?;
    Ok(true)
}
