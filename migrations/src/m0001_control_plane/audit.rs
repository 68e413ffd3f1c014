//! The audit log: it grows, and that is all it does.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    ddl::execute(
        manager,
        "CREATE TABLE audit_log (
             tenant_id UUID NOT NULL,
             seq BIGINT NOT NULL,
             at TIMESTAMPTZ NOT NULL,
             actor_id UUID,
             actor_name TEXT NOT NULL,
             action TEXT NOT NULL,
             subject_kind TEXT NOT NULL,
             subject_id TEXT NOT NULL,
             data TEXT NOT NULL,
             correlation_id TEXT NOT NULL,
             prev_hash TEXT NOT NULL,
             hash TEXT NOT NULL,
             PRIMARY KEY (tenant_id, seq)
         );",
    )
    .await?;
    // SQLite has no grants; triggers keep our own code honest there.
    ddl::execute_on_sqlite(
        manager,
        "CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
         CREATE TRIGGER audit_log_is_never_shortened BEFORE DELETE ON audit_log
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;",
    )
    .await?;
    rls::tenant_table_with(manager, "audit_log", "SELECT, INSERT").await
}
