//! The control plane's tables, one file per subject.
//!
//! Every tenant table has `(tenant_id, id)` as its key, so that a row cannot even be named without
//! its tenant. Documents are TEXT, never JSONB: what was stored is given back byte for byte.

mod audit;
mod chat;
mod desk;
mod flows;
mod knowledge;
mod people;
mod settings;
mod shared;
mod tools;

use sea_orm_migration::prelude::*;

#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_control_plane"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Also on SQLite: half a schema after a crash would need a person.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        shared::up(manager).await?;
        people::up(manager).await?;
        audit::up(manager).await?;
        settings::up(manager).await?;
        flows::up(manager).await?;
        chat::up(manager).await?;
        knowledge::up(manager).await?;
        desk::up(manager).await?;
        tools::up(manager).await
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("the first step has nothing before it; restore a backup instead".to_owned()))
    }
}
