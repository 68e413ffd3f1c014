//! External MCP servers and the tools they have shown.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    ddl::execute(
        manager,
        "CREATE TABLE tool_servers (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             name TEXT NOT NULL,
             url TEXT NOT NULL,
             secret TEXT,
             enabled BOOLEAN NOT NULL,
             version BIGINT NOT NULL,
             checked_at TIMESTAMPTZ,
             error TEXT,
             created_at TIMESTAMPTZ NOT NULL,
             updated_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, id),
             UNIQUE (tenant_id, name)
         );
         CREATE TABLE server_tools (
             tenant_id UUID NOT NULL,
             server_id UUID NOT NULL,
             name TEXT NOT NULL,
             description TEXT NOT NULL,
             digest TEXT NOT NULL,
             approved BOOLEAN NOT NULL,
             seen_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, server_id, name),
             FOREIGN KEY (tenant_id, server_id) REFERENCES tool_servers (tenant_id, id) ON DELETE CASCADE
         );",
    )
    .await?;
    for table in ["tool_servers", "server_tools"] {
        rls::tenant_table(manager, table).await?;
    }
    Ok(())
}
