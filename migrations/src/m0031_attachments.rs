//! Files that go with messages. `message_id` is empty until one is sent.
//!
//! No foreign key to the conversation: a row that went with it would leave its file behind, and nobody would
//! know. The sweep takes both.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0031_attachments"
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
            "CREATE TABLE attachments (
                 tenant_id UUID NOT NULL,
                 id UUID NOT NULL,
                 conversation_id UUID NOT NULL,
                 message_id UUID,
                 uploader_id UUID NOT NULL,
                 name TEXT NOT NULL,
                 kind TEXT NOT NULL,
                 bytes BIGINT NOT NULL,
                 blob TEXT NOT NULL,
                 created_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, id)
             );
             CREATE INDEX attachments_by_conversation ON attachments (tenant_id, conversation_id, created_at, id);
             CREATE INDEX attachments_by_blob ON attachments (tenant_id, blob);
             CREATE INDEX attachments_unsent ON attachments (tenant_id, created_at) WHERE message_id IS NULL;",
        )
        .await?;
        rls::tenant_table(manager, "attachments").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE attachments;").await
    }
}
