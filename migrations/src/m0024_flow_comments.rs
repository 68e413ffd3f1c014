//! What people say about a flow while they build it. A reply names the comment that began its thread.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0024_flow_comments"
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
            "CREATE TABLE flow_comments (
                 tenant_id UUID NOT NULL,
                 id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 parent_id UUID,
                 node TEXT,
                 x DOUBLE PRECISION,
                 y DOUBLE PRECISION,
                 text TEXT NOT NULL,
                 mentions TEXT NOT NULL,
                 author_id UUID NOT NULL,
                 author_name TEXT NOT NULL,
                 resolved_at TIMESTAMPTZ,
                 resolved_by TEXT,
                 created_at TIMESTAMPTZ NOT NULL,
                 edited_at TIMESTAMPTZ,
                 PRIMARY KEY (tenant_id, id),
                 FOREIGN KEY (tenant_id, flow_id) REFERENCES flows (tenant_id, id) ON DELETE CASCADE,
                 FOREIGN KEY (tenant_id, parent_id) REFERENCES flow_comments (tenant_id, id) ON DELETE CASCADE
             );
             CREATE INDEX flow_comments_by_flow ON flow_comments (tenant_id, flow_id, created_at, id);",
        )
        .await?;
        rls::tenant_table(manager, "flow_comments").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE flow_comments;").await
    }
}
