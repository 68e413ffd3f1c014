//! Tests of a version of which nothing failed and a rubric was not judged: neither passed nor failed. None of
//! those that ran before there were rubrics.

use crate::ddl;
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0042_tests_not_judged"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "ALTER TABLE version_tests ADD COLUMN not_judged TEXT NOT NULL DEFAULT '[]';")
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "ALTER TABLE version_tests DROP COLUMN not_judged;").await
    }
}
