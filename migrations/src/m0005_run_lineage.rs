//! Which run a run was made from, and under whose id its steps' keys are derived.

use crate::ddl;
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0005_run_lineage"
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
            "ALTER TABLE runs ADD COLUMN parent_run UUID;
             ALTER TABLE runs ADD COLUMN lineage TEXT;
             ALTER TABLE runs ADD COLUMN key_root UUID;",
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(
            manager,
            "ALTER TABLE runs DROP COLUMN parent_run; ALTER TABLE runs DROP COLUMN lineage;
             ALTER TABLE runs DROP COLUMN key_root;",
        )
        .await
    }
}
