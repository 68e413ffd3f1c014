//! A tenant's settings, secrets and notifications.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    ddl::execute(
        manager,
        "CREATE TABLE settings (
             tenant_id UUID NOT NULL,
             name TEXT NOT NULL,
             value TEXT NOT NULL,
             version BIGINT NOT NULL,
             updated_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, name)
         );
         CREATE TABLE secrets (
             tenant_id UUID NOT NULL,
             name TEXT NOT NULL,
             sealed BYTEA NOT NULL,
             updated_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, name)
         );
         CREATE TABLE notifications (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             user_id UUID NOT NULL,
             key TEXT NOT NULL,
             subject TEXT NOT NULL,
             body TEXT NOT NULL,
             link TEXT,
             created_at TIMESTAMPTZ NOT NULL,
             read_at TIMESTAMPTZ,
             PRIMARY KEY (tenant_id, id),
             UNIQUE (tenant_id, user_id, key)
         );
         CREATE INDEX notifications_of_user ON notifications (tenant_id, user_id, created_at);",
    )
    .await?;
    for table in ["settings", "secrets", "notifications"] {
        rls::tenant_table(manager, table).await?;
    }
    Ok(())
}
