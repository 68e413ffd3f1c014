//! What those who are to decide ask the person a run asks for, and what they are told; and who that person is. A visitor
//! has no account: they are whose conversation it is.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0038_approval_questions"
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
            "ALTER TABLE approvals ADD COLUMN asker_id UUID;
             CREATE TABLE approval_questions (
                 tenant_id UUID NOT NULL,
                 id UUID NOT NULL,
                 approval_id UUID NOT NULL,
                 number BIGINT NOT NULL,
                 asked_by UUID NOT NULL,
                 asked_by_name TEXT NOT NULL,
                 asked_by_email TEXT NOT NULL,
                 question TEXT NOT NULL,
                 asked_at TIMESTAMPTZ NOT NULL,
                 answer TEXT,
                 answered_by_name TEXT,
                 answered_at TIMESTAMPTZ,
                 PRIMARY KEY (tenant_id, id),
                 UNIQUE (tenant_id, approval_id, number),
                 FOREIGN KEY (tenant_id, approval_id) REFERENCES approvals (tenant_id, id) ON DELETE CASCADE
             );
             CREATE INDEX approvals_by_asker ON approvals (tenant_id, asker_id, status);",
        )
        .await?;
        rls::tenant_table(manager, "approval_questions").await?;
        // What is waited for already can be asked about too, where its conversation says whose it is.
        let fill = "UPDATE approvals SET asker_id = (
                        SELECT c.user_id FROM conversations AS c
                        WHERE c.tenant_id = approvals.tenant_id AND c.id = approvals.conversation_id)
                    WHERE status = 'pending' AND conversation_id IS NOT NULL;";
        let is_postgres = manager.get_database_backend() == DbBackend::Postgres;
        let connection = manager.get_connection();
        if is_postgres {
            connection.execute_unprepared("ALTER TABLE conversations NO FORCE ROW LEVEL SECURITY").await?;
        }
        rls::as_everybody(manager, "approvals", fill).await?;
        if is_postgres {
            connection.execute_unprepared("ALTER TABLE conversations FORCE ROW LEVEL SECURITY").await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(
            manager,
            "DROP TABLE approval_questions;
             DROP INDEX approvals_by_asker;
             ALTER TABLE approvals DROP COLUMN asker_id;",
        )
        .await
    }
}
