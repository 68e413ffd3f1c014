//! Flows: drafts, content-addressed documents, versions.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    ddl::execute(
        manager,
        "CREATE TABLE flows (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             name TEXT NOT NULL,
             title TEXT NOT NULL,
             description TEXT NOT NULL,
             draft TEXT NOT NULL,
             draft_hash TEXT NOT NULL,
             layout TEXT NOT NULL,
             layout_etag TEXT NOT NULL,
             errors BIGINT NOT NULL,
             warnings BIGINT NOT NULL,
             published_version BIGINT,
             created_at TIMESTAMPTZ NOT NULL,
             updated_at TIMESTAMPTZ NOT NULL,
             updated_by UUID,
             PRIMARY KEY (tenant_id, id),
             UNIQUE (tenant_id, name)
         );
         CREATE TABLE flow_documents (
             tenant_id UUID NOT NULL,
             hash TEXT NOT NULL,
             document TEXT NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, hash)
         );
         CREATE TABLE flow_versions (
             tenant_id UUID NOT NULL,
             flow_id UUID NOT NULL,
             number BIGINT NOT NULL,
             flow_name TEXT NOT NULL,
             hash TEXT NOT NULL,
             layout TEXT NOT NULL,
             tests TEXT NOT NULL,
             author_id UUID,
             author_name TEXT NOT NULL,
             author_email TEXT NOT NULL,
             message TEXT NOT NULL,
             at TIMESTAMPTZ NOT NULL,
             git_commit TEXT,
             PRIMARY KEY (tenant_id, flow_id, number),
             FOREIGN KEY (tenant_id, flow_id) REFERENCES flows (tenant_id, id) ON DELETE CASCADE,
             FOREIGN KEY (tenant_id, hash) REFERENCES flow_documents (tenant_id, hash)
         );
         CREATE INDEX flow_versions_without_commit ON flow_versions (tenant_id) WHERE git_commit IS NULL;",
    )
    .await?;
    rls::tenant_table(manager, "flows").await?;
    rls::tenant_table_with(manager, "flow_documents", "SELECT, INSERT").await?;
    // A version is frozen: only its commit may be filled in afterwards.
    rls::tenant_table_with(manager, "flow_versions", "SELECT, INSERT, UPDATE (git_commit)").await
}
