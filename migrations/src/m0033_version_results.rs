//! What the check said about a version when it was published, and how its tests went last. Without a row
//! nobody wrote it down.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0033_version_results"
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
            "CREATE TABLE version_checks (
                 tenant_id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 number BIGINT NOT NULL,
                 errors BIGINT NOT NULL,
                 warnings BIGINT NOT NULL,
                 findings TEXT NOT NULL,
                 PRIMARY KEY (tenant_id, flow_id, number),
                 FOREIGN KEY (tenant_id, flow_id, number)
                     REFERENCES flow_versions (tenant_id, flow_id, number) ON DELETE CASCADE
             );
             CREATE TABLE version_tests (
                 tenant_id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 number BIGINT NOT NULL,
                 passed BIGINT NOT NULL,
                 failed BIGINT NOT NULL,
                 failing TEXT NOT NULL,
                 tested_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, flow_id, number),
                 FOREIGN KEY (tenant_id, flow_id, number)
                     REFERENCES flow_versions (tenant_id, flow_id, number) ON DELETE CASCADE
             );",
        )
        .await?;
        // A check belongs to the moment of publishing; tests may be run again.
        rls::tenant_table_with(manager, "version_checks", "SELECT, INSERT").await?;
        rls::tenant_table(manager, "version_tests").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE version_tests; DROP TABLE version_checks;").await
    }
}
