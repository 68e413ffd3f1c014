//! Decisions that runs ask people for, kept beside the runs so that people can find them.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0020_approvals"
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
            "CREATE TABLE approvals (
                 tenant_id UUID NOT NULL,
                 id UUID NOT NULL,
                 run_id UUID NOT NULL,
                 flow TEXT NOT NULL,
                 node TEXT NOT NULL,
                 iteration BIGINT NOT NULL,
                 conversation_id UUID,
                 title TEXT NOT NULL,
                 details TEXT NOT NULL,
                 hash TEXT NOT NULL,
                 approvers TEXT NOT NULL,
                 mode TEXT NOT NULL,
                 decisions TEXT NOT NULL,
                 status TEXT NOT NULL,
                 until_at TIMESTAMPTZ,
                 as_of BIGINT NOT NULL,
                 created_at TIMESTAMPTZ NOT NULL,
                 updated_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, id)
             );
             CREATE INDEX approvals_by_age ON approvals (tenant_id, status, created_at);
             CREATE INDEX approvals_of_run ON approvals (tenant_id, run_id);
             CREATE TABLE approval_seats (
                 tenant_id UUID NOT NULL,
                 approval_id UUID NOT NULL,
                 who TEXT NOT NULL,
                 PRIMARY KEY (tenant_id, approval_id, who),
                 FOREIGN KEY (tenant_id, approval_id) REFERENCES approvals (tenant_id, id) ON DELETE CASCADE
             );
             CREATE INDEX approval_seats_by_person ON approval_seats (tenant_id, who);",
        )
        .await?;
        rls::tenant_table(manager, "approvals").await?;
        rls::tenant_table(manager, "approval_seats").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(manager, "DROP TABLE approval_seats; DROP TABLE approvals;").await
    }
}
