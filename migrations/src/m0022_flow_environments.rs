//! Which version an environment of a flow runs. Without a row it is the newest.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0022_flow_environments"
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
            "CREATE TABLE flow_environments (
                 tenant_id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 name TEXT NOT NULL,
                 version BIGINT,
                 candidate BIGINT,
                 share BIGINT NOT NULL,
                 updated_at TIMESTAMPTZ NOT NULL,
                 updated_by TEXT NOT NULL,
                 PRIMARY KEY (tenant_id, flow_id, name),
                 FOREIGN KEY (tenant_id, flow_id) REFERENCES flows (tenant_id, id) ON DELETE CASCADE
             );",
        )
        .await?;
        rls::tenant_table(manager, "flow_environments").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE flow_environments;").await
    }
}
