//! Tests beside a flow's draft, and whether publishing insists on them.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0007_flow_tests"
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
            "CREATE TABLE flow_tests (
                 tenant_id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 name TEXT NOT NULL,
                 document TEXT NOT NULL,
                 updated_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, flow_id, name),
                 FOREIGN KEY (tenant_id, flow_id) REFERENCES flows (tenant_id, id) ON DELETE CASCADE
             );
             ALTER TABLE flows ADD COLUMN gate_on_tests BOOLEAN NOT NULL DEFAULT FALSE;",
        )
        .await?;
        rls::tenant_table(manager, "flow_tests").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE flow_tests; ALTER TABLE flows DROP COLUMN gate_on_tests;").await
    }
}
