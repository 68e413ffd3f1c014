//! The database's shape, in steps that suit the old code and the new: expand, migrate, contract.
//!
//! A step is a folder or file `mNNNN_<subject>`; tables that belong to a tenant are made invisible
//! to the others by [`rls::tenant_table`] in the same step that makes them.

use sea_orm_migration::prelude::*;

pub mod ddl;
mod m0001_control_plane;
mod m0002_journal;
mod m0003_run_snapshots;
mod m0004_run_subscriptions;
mod m0005_run_lineage;
mod m0006_run_tenants;
mod m0007_flow_tests;
mod m0007_run_retention;
mod m0008_run_leases;
mod m0020_approvals;
mod m0021_happenings;
mod m0022_flow_environments;
mod m0023_claimants;
mod m0024_flow_comments;
mod m0025_flow_presence;
mod m0026_draft_places;
mod m0030_flow_widgets;
mod m0031_attachments;
mod m0033_version_results;
mod m0035_flow_branches;
mod m0036_conversation_person;
mod m0037_approval_asker;
mod m0038_approval_questions;
mod m0039_push;
mod m0040_restore_points;
mod m0041_run_origin;
mod m0042_tests_not_judged;
mod m0043_ticket_files;
pub mod rls;

/// All migrations, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_control_plane::Migration),
            Box::new(m0002_journal::Migration),
            Box::new(m0003_run_snapshots::Migration),
            Box::new(m0004_run_subscriptions::Migration),
            Box::new(m0005_run_lineage::Migration),
            Box::new(m0006_run_tenants::Migration),
            Box::new(m0007_flow_tests::Migration),
            Box::new(m0007_run_retention::Migration),
            Box::new(m0008_run_leases::Migration),
            Box::new(m0020_approvals::Migration),
            Box::new(m0021_happenings::Migration),
            Box::new(m0022_flow_environments::Migration),
            Box::new(m0023_claimants::Migration),
            Box::new(m0024_flow_comments::Migration),
            Box::new(m0025_flow_presence::Migration),
            Box::new(m0026_draft_places::Migration),
            Box::new(m0030_flow_widgets::Migration),
            Box::new(m0031_attachments::Migration),
            Box::new(m0033_version_results::Migration),
            Box::new(m0035_flow_branches::Migration),
            Box::new(m0036_conversation_person::Migration),
            Box::new(m0037_approval_asker::Migration),
            Box::new(m0038_approval_questions::Migration),
            Box::new(m0039_push::Migration),
            Box::new(m0040_restore_points::Migration),
            Box::new(m0041_run_origin::Migration),
            Box::new(m0042_tests_not_judged::Migration),
            Box::new(m0043_ticket_files::Migration),
        ]
    }
}
