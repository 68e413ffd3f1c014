//! For whom a run asks for a decision: the person it runs on behalf of, by name and e-mail address. Empty for what
//! was asked before this was kept.

use crate::ddl;
use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0037_approval_asker"
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
            "ALTER TABLE approvals ADD COLUMN asker_name TEXT NOT NULL DEFAULT '';
             ALTER TABLE approvals ADD COLUMN asker_email TEXT NOT NULL DEFAULT '';",
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::execute(
            manager,
            "ALTER TABLE approvals DROP COLUMN asker_name;
             ALTER TABLE approvals DROP COLUMN asker_email;",
        )
        .await
    }
}
