//! Which process works on a request: one that starts again knows that it does not work on it any more.

use crate::ddl;
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0023_claimants"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "ALTER TABLE idempotency_keys ADD COLUMN claimed_by UUID;").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "ALTER TABLE idempotency_keys DROP COLUMN claimed_by;").await
    }
}
