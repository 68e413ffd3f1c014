//! Files that go with comments on tickets. `comment_id` is empty until one is sent. A table of its own: the sweep of the
//! conversations' files takes away what has no conversation, also where an older process runs it.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0043_ticket_files"
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
            "CREATE TABLE ticket_files (
                 tenant_id UUID NOT NULL,
                 id UUID NOT NULL,
                 ticket_id UUID NOT NULL,
                 comment_id UUID,
                 uploader_id UUID NOT NULL,
                 name TEXT NOT NULL,
                 kind TEXT NOT NULL,
                 bytes BIGINT NOT NULL,
                 blob TEXT NOT NULL,
                 created_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, id)
             );
             CREATE INDEX ticket_files_by_ticket ON ticket_files (tenant_id, ticket_id, created_at, id);
             CREATE INDEX ticket_files_by_blob ON ticket_files (tenant_id, blob);
             CREATE INDEX ticket_files_unsent ON ticket_files (tenant_id, created_at) WHERE comment_id IS NULL;",
        )
        .await?;
        rls::tenant_table(manager, "ticket_files").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE ticket_files;").await
    }
}
