//! Where a run's machine stood, so that a long run is not folded from its beginning. One per run: the
//! newest.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0003_run_snapshots"
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
            "CREATE TABLE run_snapshots (
                 tenant_id UUID NOT NULL,
                 run_id UUID NOT NULL PRIMARY KEY,
                 seq BIGINT NOT NULL,
                 state TEXT NOT NULL
             );",
        )
        .await?;
        rls::tenant_table(manager, "run_snapshots").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE run_snapshots;").await
    }
}
