//! Which runs have ended, when, and whether their log is in an archive: over all tenants, so that
//! one task can put the oldest away. Ids and times, nothing of what is in the runs.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0007_run_retention"
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
            "ALTER TABLE runs ADD COLUMN archived_at BIGINT;
             CREATE TABLE run_retention (
                 run_id UUID NOT NULL PRIMARY KEY,
                 tenant_id UUID NOT NULL,
                 ended_at BIGINT NOT NULL,
                 archived BOOLEAN NOT NULL
             );
             CREATE INDEX run_retention_oldest ON run_retention (archived, ended_at, run_id);",
        )
        .await?;
        // Runs that ended before there was a list of them.
        rls::as_everybody(
            manager,
            "runs",
            "INSERT INTO run_retention (run_id, tenant_id, ended_at, archived)
             SELECT id, tenant_id, ended_at, FALSE FROM runs WHERE ended_at IS NOT NULL;",
        )
        .await?;
        rls::shared_table(manager, "run_retention", "SELECT, INSERT, UPDATE, DELETE").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE run_retention; ALTER TABLE runs DROP COLUMN archived_at;").await
    }
}
