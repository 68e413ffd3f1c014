//! Conversations and what is said in them.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    ddl::execute(
        manager,
        "CREATE TABLE conversations (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             user_id UUID NOT NULL,
             flow TEXT NOT NULL,
             title TEXT NOT NULL,
             status TEXT NOT NULL,
             draft BOOLEAN NOT NULL,
             last_seq BIGINT NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             updated_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, id)
         );
         CREATE INDEX conversations_of_user ON conversations (tenant_id, user_id, updated_at);
         CREATE TABLE messages (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             conversation_id UUID NOT NULL,
             seq BIGINT NOT NULL,
             run_id UUID,
             run_seq BIGINT,
             author_id UUID,
             role TEXT NOT NULL,
             kind TEXT NOT NULL,
             content TEXT NOT NULL,
             citations TEXT NOT NULL,
             data TEXT NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, id),
             UNIQUE (tenant_id, conversation_id, seq),
             UNIQUE (tenant_id, run_id, run_seq),
             FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) ON DELETE CASCADE
         );
         CREATE TABLE feedback (
             tenant_id UUID NOT NULL,
             message_id UUID NOT NULL,
             user_id UUID NOT NULL,
             rating TEXT NOT NULL,
             reason TEXT,
             comment TEXT,
             created_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, message_id, user_id),
             FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id) ON DELETE CASCADE
         );",
    )
    .await?;
    for table in ["conversations", "messages", "feedback"] {
        rls::tenant_table(manager, table).await?;
    }
    Ok(())
}
