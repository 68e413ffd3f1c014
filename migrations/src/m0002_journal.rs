//! The executor's tables: runs, what happened in them, and what is waiting for them.
//!
//! Times are Unix milliseconds, which is what the executor counts in. Payloads are TEXT, never
//! JSONB: state after recovery has to equal state without the crash byte for byte.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0002_journal"
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
            "CREATE TABLE runs (
                 tenant_id UUID NOT NULL,
                 id UUID NOT NULL,
                 flow TEXT NOT NULL,
                 version TEXT NOT NULL,
                 conversation_id UUID,
                 position BIGINT NOT NULL,
                 status TEXT NOT NULL,
                 waiting TEXT,
                 input TEXT NOT NULL,
                 context TEXT NOT NULL,
                 output TEXT,
                 error TEXT,
                 used TEXT NOT NULL,
                 principal TEXT NOT NULL,
                 correlation_id TEXT NOT NULL,
                 test BOOLEAN NOT NULL,
                 last_seq BIGINT NOT NULL,
                 created_at BIGINT NOT NULL,
                 updated_at BIGINT NOT NULL,
                 ended_at BIGINT,
                 PRIMARY KEY (tenant_id, id)
             );
             CREATE INDEX runs_newest ON runs (tenant_id, created_at, id);
             CREATE INDEX runs_of_conversation ON runs (tenant_id, conversation_id, position);
             CREATE TABLE run_events (
                 tenant_id UUID NOT NULL,
                 run_id UUID NOT NULL,
                 seq BIGINT NOT NULL,
                 at BIGINT NOT NULL,
                 kind TEXT NOT NULL,
                 node TEXT,
                 iteration BIGINT NOT NULL,
                 payload TEXT NOT NULL,
                 fact TEXT,
                 PRIMARY KEY (run_id, seq)
             );
             CREATE TABLE run_signals (
                 tenant_id UUID NOT NULL,
                 run_id UUID NOT NULL,
                 id UUID NOT NULL,
                 ordinal BIGINT NOT NULL,
                 at BIGINT NOT NULL,
                 name TEXT NOT NULL,
                 node TEXT,
                 payload TEXT NOT NULL,
                 principal TEXT NOT NULL,
                 consumed BOOLEAN NOT NULL,
                 PRIMARY KEY (run_id, id)
             );
             CREATE TABLE run_conversations (
                 tenant_id UUID NOT NULL,
                 conversation_id UUID NOT NULL,
                 position BIGINT NOT NULL,
                 active_run UUID,
                 channels TEXT NOT NULL,
                 PRIMARY KEY (tenant_id, conversation_id)
             );
             CREATE TABLE run_directory (
                 run_id UUID NOT NULL PRIMARY KEY,
                 tenant_id UUID NOT NULL,
                 state TEXT NOT NULL,
                 due_at BIGINT,
                 signals BIGINT NOT NULL,
                 last_seq BIGINT NOT NULL,
                 observed_seq BIGINT NOT NULL
             );
             CREATE INDEX run_directory_due ON run_directory (due_at);",
        )
        .await?;
        for table in ["runs", "run_events", "run_signals", "run_conversations"] {
            rls::tenant_table(manager, table).await?;
        }
        // Which runs have work, over all tenants: ids and times, nothing of what is in them. The
        // executor looks here at start, before it knows whose runs it will find.
        rls::shared_table(manager, "run_directory", "SELECT, INSERT, UPDATE, DELETE").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(
            manager,
            "DROP TABLE run_directory; DROP TABLE run_conversations; DROP TABLE run_signals;
             DROP TABLE run_events; DROP TABLE runs;",
        )
        .await
    }
}
