//! The widget of a flow: where it may be embedded, how it looks, under which public name it is called.
//!
//! `embeds` is the shared directory of those that are switched on: whoever calls one has no tenant yet.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0030_flow_widgets"
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
            "CREATE TABLE flow_widgets (
                 tenant_id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 public_id TEXT NOT NULL,
                 enabled BOOLEAN NOT NULL,
                 origins TEXT NOT NULL,
                 title TEXT NOT NULL,
                 greeting TEXT NOT NULL,
                 accent TEXT NOT NULL,
                 position TEXT NOT NULL,
                 sealed_secret BYTEA,
                 version BIGINT NOT NULL,
                 updated_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, flow_id),
                 FOREIGN KEY (tenant_id, flow_id) REFERENCES flows (tenant_id, id) ON DELETE CASCADE
             );
             CREATE TABLE embeds (
                 public_id TEXT NOT NULL PRIMARY KEY,
                 tenant_id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 UNIQUE (tenant_id, flow_id),
                 FOREIGN KEY (tenant_id, flow_id) REFERENCES flows (tenant_id, id) ON DELETE CASCADE
             );",
        )
        .await?;
        rls::tenant_table(manager, "flow_widgets").await?;
        rls::shared_table(manager, "embeds", "SELECT, INSERT, DELETE").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE embeds; DROP TABLE flow_widgets;").await
    }
}
