//! Knowledge bases and their documents. Passages live in the index, which can be rebuilt from here.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    ddl::execute(
        manager,
        "CREATE TABLE kb_bases (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             name TEXT NOT NULL,
             title TEXT NOT NULL,
             created_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, id),
             UNIQUE (tenant_id, name)
         );
         CREATE TABLE kb_documents (
             tenant_id UUID NOT NULL,
             id UUID NOT NULL,
             base_id UUID NOT NULL,
             path TEXT NOT NULL,
             title TEXT NOT NULL,
             url TEXT,
             format TEXT NOT NULL,
             status TEXT NOT NULL,
             error TEXT,
             chunks BIGINT NOT NULL,
             bytes BIGINT NOT NULL,
             blob TEXT NOT NULL,
             text TEXT,
             created_at TIMESTAMPTZ NOT NULL,
             updated_at TIMESTAMPTZ NOT NULL,
             PRIMARY KEY (tenant_id, id),
             FOREIGN KEY (tenant_id, base_id) REFERENCES kb_bases (tenant_id, id) ON DELETE CASCADE
         );
         CREATE INDEX kb_documents_of_base ON kb_documents (tenant_id, base_id, path);
         CREATE INDEX kb_documents_to_index ON kb_documents (tenant_id, status, created_at);",
    )
    .await?;
    for table in ["kb_bases", "kb_documents"] {
        rls::tenant_table(manager, table).await?;
    }
    Ok(())
}
