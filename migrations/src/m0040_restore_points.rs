//! Restore points: a flow's draft, or a branch's, as it was before something changed much of it at once.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0040_restore_points"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Without a branch the key to one is not looked at.
        ddl::execute(
            manager,
            "CREATE TABLE flow_restore_points (
                 tenant_id UUID NOT NULL,
                 id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 branch_id UUID,
                 label TEXT NOT NULL,
                 document TEXT NOT NULL,
                 layout TEXT NOT NULL,
                 bytes BIGINT NOT NULL,
                 nodes BIGINT NOT NULL,
                 author_id UUID,
                 author_name TEXT NOT NULL,
                 at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, id),
                 FOREIGN KEY (tenant_id, flow_id) REFERENCES flows (tenant_id, id) ON DELETE CASCADE,
                 FOREIGN KEY (tenant_id, branch_id) REFERENCES flow_branches (tenant_id, id) ON DELETE CASCADE
             );
             CREATE INDEX flow_restore_points_of_flow ON flow_restore_points (tenant_id, flow_id, at);",
        )
        .await?;
        // They are kept and go; nobody changes one.
        rls::tenant_table_with(manager, "flow_restore_points", "SELECT, INSERT, DELETE").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE flow_restore_points;").await
    }
}
