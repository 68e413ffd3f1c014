//! What happened and has not been told to the runs that wait for it yet.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0021_happenings"
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
            "CREATE TABLE happenings (
                 tenant_id UUID NOT NULL,
                 id UUID NOT NULL,
                 event TEXT NOT NULL,
                 key TEXT NOT NULL,
                 payload TEXT NOT NULL,
                 principal TEXT NOT NULL,
                 created_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, id)
             );
             CREATE INDEX happenings_by_age ON happenings (tenant_id, created_at, id);",
        )
        .await?;
        rls::tenant_table(manager, "happenings").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE happenings;").await
    }
}
