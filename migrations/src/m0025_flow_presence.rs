//! Who has a flow open now, and where they are in it.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0025_flow_presence"
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
            "CREATE TABLE flow_presence (
                 tenant_id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 tab UUID NOT NULL,
                 user_id UUID NOT NULL,
                 user_name TEXT NOT NULL,
                 node TEXT,
                 field TEXT,
                 seen_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, flow_id, tab),
                 FOREIGN KEY (tenant_id, flow_id) REFERENCES flows (tenant_id, id) ON DELETE CASCADE
             );",
        )
        .await?;
        rls::tenant_table(manager, "flow_presence").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE flow_presence;").await
    }
}
