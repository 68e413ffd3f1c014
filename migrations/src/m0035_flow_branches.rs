//! Branches of a flow: drafts beside its own, whose changes they have, and the points at which somebody
//! saved them to Git.

use crate::{ddl, rls};
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

const TABLES: [&str; 3] = ["flow_branch_points", "flow_branch_places", "flow_branches"];

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0035_flow_branches"
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
            "CREATE TABLE flow_branches (
                 tenant_id UUID NOT NULL,
                 id UUID NOT NULL,
                 flow_id UUID NOT NULL,
                 name TEXT NOT NULL,
                 base TEXT NOT NULL,
                 base_layout TEXT NOT NULL,
                 base_version BIGINT,
                 draft TEXT NOT NULL,
                 draft_hash TEXT NOT NULL,
                 layout TEXT NOT NULL,
                 layout_etag TEXT NOT NULL,
                 errors BIGINT NOT NULL,
                 warnings BIGINT NOT NULL,
                 created_at TIMESTAMPTZ NOT NULL,
                 created_by_name TEXT NOT NULL,
                 updated_at TIMESTAMPTZ NOT NULL,
                 updated_by UUID,
                 PRIMARY KEY (tenant_id, id),
                 UNIQUE (tenant_id, flow_id, name),
                 FOREIGN KEY (tenant_id, flow_id) REFERENCES flows (tenant_id, id) ON DELETE CASCADE
             );
             CREATE TABLE flow_branch_places (
                 tenant_id UUID NOT NULL,
                 branch_id UUID NOT NULL,
                 author_id UUID NOT NULL,
                 author_name TEXT NOT NULL,
                 node TEXT NOT NULL,
                 field TEXT NOT NULL,
                 changed_at TIMESTAMPTZ NOT NULL,
                 PRIMARY KEY (tenant_id, branch_id, node, field, author_id),
                 FOREIGN KEY (tenant_id, branch_id) REFERENCES flow_branches (tenant_id, id) ON DELETE CASCADE
             );
             CREATE TABLE flow_branch_points (
                 tenant_id UUID NOT NULL,
                 branch_id UUID NOT NULL,
                 number BIGINT NOT NULL,
                 document TEXT NOT NULL,
                 layout TEXT NOT NULL,
                 author_name TEXT NOT NULL,
                 author_email TEXT NOT NULL,
                 message TEXT NOT NULL,
                 at TIMESTAMPTZ NOT NULL,
                 git_commit TEXT,
                 PRIMARY KEY (tenant_id, branch_id, number),
                 FOREIGN KEY (tenant_id, branch_id) REFERENCES flow_branches (tenant_id, id) ON DELETE CASCADE
             );
             ALTER TABLE flow_presence ADD COLUMN branch TEXT;
             ALTER TABLE conversations ADD COLUMN branch TEXT;",
        )
        .await?;
        for table in TABLES {
            rls::tenant_table(manager, table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            ddl::execute(manager, &format!("DROP TABLE {table};")).await?;
        }
        ddl::execute(
            manager,
            "ALTER TABLE flow_presence DROP COLUMN branch;
             ALTER TABLE conversations DROP COLUMN branch;",
        )
        .await
    }
}
