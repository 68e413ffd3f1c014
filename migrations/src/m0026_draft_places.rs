//! Whose changes a draft has that no version has: each place, by who changed it last there.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0026_draft_places"
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
            "CREATE TABLE draft_places (
                 tenant_id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 author_id UUID NOT NULL,
                 author_name TEXT NOT NULL,
                 node TEXT NOT NULL,
                 field TEXT NOT NULL,
                 changed_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, flow_id, node, field, author_id),
                 FOREIGN KEY (tenant_id, flow_id) REFERENCES flows (tenant_id, id) ON DELETE CASCADE
             );",
        )
        .await?;
        rls::tenant_table(manager, "draft_places").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE draft_places;").await
    }
}
