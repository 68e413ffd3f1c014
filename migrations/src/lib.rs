//! The database's shape, in steps that suit the old code and the new: expand, migrate, contract.

use sea_orm_migration::prelude::*;

pub mod rls;

/// All migrations, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        // m0001_control_plane (control plane's tables), m0002_journal (the executor's)
        vec![]
    }
}
