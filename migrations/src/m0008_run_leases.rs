//! Which process drives which run. A process says now and then that it lives; a run whose process
//! does not is anybody's. One row per process is renewed, not one per run, and the run's own row
//! changes hands only with the run, so that renewing costs the same whatever is under way.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0008_run_leases"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(
            manager,
            "ALTER TABLE run_directory ADD COLUMN lease_owner UUID;
             ALTER TABLE run_directory ADD COLUMN signals_seen BIGINT NOT NULL DEFAULT 0;
             CREATE INDEX run_directory_leased ON run_directory (lease_owner) WHERE lease_owner IS NOT NULL;
             CREATE TABLE run_owners (
                 owner UUID NOT NULL PRIMARY KEY,
                 lease_until BIGINT NOT NULL
             );",
        )
        .await?;
        rls::shared_table(manager, "run_owners", "SELECT, INSERT, UPDATE, DELETE").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(
            manager,
            "DROP TABLE run_owners; DROP INDEX run_directory_leased;
             ALTER TABLE run_directory DROP COLUMN signals_seen;
             ALTER TABLE run_directory DROP COLUMN lease_owner;",
        )
        .await
    }
}
