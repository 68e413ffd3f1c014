//! Where a test run of a draft begins that was given another run's values: JSON. Words for it are no lineage, so
//! that what ran before it was kept reads these rows as well.

use crate::ddl;
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0041_run_origin"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "ALTER TABLE runs ADD COLUMN origin TEXT;").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "ALTER TABLE runs DROP COLUMN origin;").await
    }
}
