//! The journal on both engines: the conformance suite, group commit, and dying anywhere.

mod crash;
mod database;
mod flows;
mod group_commit;
mod process;
mod world;

use database::Database;
use executor_journal::SqlJournal;
use std::sync::Arc;

async fn conforms(database: Database) {
    let journal = SqlJournal::new(database.connect().await, Arc::default());
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
