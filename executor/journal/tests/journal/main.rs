//! The journal on both engines: the conformance suite, group commit, and dying anywhere.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod archiving;
mod crash;
mod database;
mod flows;
mod group_commit;
mod leases;
mod process;
mod world;

use database::Database;
use executor_journal::SqlJournal;
use executor_runtime::files::{DirectoryFiles, FiledJournal};
use executor_runtime::journal::Journal;
use std::sync::Arc;
use uuid::Uuid;

async fn conforms(database: Database) {
    let journal: Arc<dyn Journal> = Arc::new(SqlJournal::new(database.connect().await, Arc::default()));
    executor_runtime::conformance::check(Arc::clone(&journal)).await;
    // Again, with nearly everything in files.
    let dir = tempfile::tempdir().expect("a temporary directory can be made");
    let files = Arc::new(DirectoryFiles::new(dir.path()));
    let filed = FiledJournal::new(journal, files).inline_up_to(8);
    executor_runtime::conformance::check(Arc::new(filed)).await;
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shared_journal_conforms_too() {
    let database = Database::postgres().await;
    let lease = std::time::Duration::from_secs(60);
    let journal = SqlJournal::shared(database.connect().await, Arc::default(), Uuid::now_v7(), lease);
    executor_runtime::conformance::check(Arc::new(journal)).await;
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_conforms() {
    conforms(Database::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_conforms_under_row_level_security() {
    conforms(Database::postgres().await).await;
}
