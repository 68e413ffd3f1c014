//! Notices on a person's own devices (Web Push): where each browser that wants them is reached, what is on its way there, and
//! the key pair that this installation signs with, which belongs to no tenant. A subscription lives with its session.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0039_push"
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
            "CREATE TABLE push_keys (
                 id TEXT NOT NULL PRIMARY KEY,
                 sealed_private_key BYTEA NOT NULL,
                 created_at TIMESTAMPTZ NOT NULL
             );
             CREATE TABLE push_subscriptions (
                 tenant_id UUID NOT NULL,
                 id UUID NOT NULL,
                 user_id UUID NOT NULL,
                 session_id UUID NOT NULL,
                 endpoint_hash TEXT NOT NULL,
                 sealed BYTEA NOT NULL,
                 created_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, id),
                 UNIQUE (tenant_id, endpoint_hash),
                 FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id) ON DELETE CASCADE
             );
             CREATE INDEX push_subscriptions_by_user ON push_subscriptions (tenant_id, user_id, created_at);
             CREATE TABLE push_outbox (
                 tenant_id UUID NOT NULL,
                 subscription_id UUID NOT NULL,
                 notification_id UUID NOT NULL,
                 attempts BIGINT NOT NULL,
                 due_at TIMESTAMPTZ NOT NULL,
                 created_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, subscription_id, notification_id),
                 FOREIGN KEY (tenant_id, subscription_id)
                     REFERENCES push_subscriptions (tenant_id, id) ON DELETE CASCADE
             );
             CREATE INDEX push_outbox_due ON push_outbox (tenant_id, due_at);",
        )
        .await?;
        rls::shared_table(manager, "push_keys", "SELECT, INSERT").await?;
        rls::tenant_table(manager, "push_subscriptions").await?;
        rls::tenant_table(manager, "push_outbox").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE push_outbox; DROP TABLE push_subscriptions; DROP TABLE push_keys;")
            .await
    }
}
