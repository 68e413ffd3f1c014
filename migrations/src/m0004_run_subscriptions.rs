//! Which runs wait for which event, so that an event finds them. `subscribed` in the directory says
//! that a run has ever waited so: the others need no cleaning up when they end.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0004_run_subscriptions"
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
            "CREATE TABLE run_subscriptions (
                 tenant_id UUID NOT NULL,
                 event TEXT NOT NULL,
                 event_key TEXT NOT NULL,
                 run_id UUID NOT NULL,
                 PRIMARY KEY (tenant_id, event, event_key, run_id)
             );
             CREATE INDEX run_subscriptions_of_run ON run_subscriptions (run_id);
             ALTER TABLE run_directory ADD COLUMN subscribed BOOLEAN NOT NULL DEFAULT FALSE;",
        )
        .await?;
        rls::tenant_table(manager, "run_subscriptions").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(
            manager,
            "DROP TABLE run_subscriptions; ALTER TABLE run_directory DROP COLUMN subscribed;",
        )
        .await
    }
}
