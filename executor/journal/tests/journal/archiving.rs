//! Putting ended runs away, on both engines.

use crate::database::{Database, open};
use crate::flows;
use chrono::{TimeDelta, Utc};
use executor_journal::SqlJournal;
use executor_runtime::api::{Executor, Received, RunRow, RunStatus};
use executor_runtime::files::{DirectoryFiles, FiledJournal};
use executor_runtime::journal::Journal;
use executor_runtime::retention::{Retention, Tidied};
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use executor_runtime::{Limits, Runtime};
use futures::StreamExt;
use migrations::Migrator;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

const DAY: Duration = Duration::from_secs(86_400);

async fn count(db: &DatabaseConnection, table: &str) -> i64 {
    // As the tenant; SQLite has no policies.
    let tx = sea_orm::TransactionTrait::begin(db).await.unwrap();
    if db.get_database_backend() == DbBackend::Postgres {
        let sql = format!("SELECT set_config('app.tenant_id', '{TENANT}', true)");
        tx.execute_unprepared(&sql).await.unwrap();
    }
    let sql = format!("SELECT COUNT(*) AS count FROM {table}");
    let row =
        tx.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get("", "count").unwrap()
}

async fn put_away(database: Database) {
    let dir = tempfile::tempdir().unwrap();
    let db = database.connect().await;
    let rows = Arc::new(SqlJournal::new(db.clone(), Arc::default()));
    // Small, so that some values are files.
    let files = Arc::new(DirectoryFiles::new(dir.path()));
    let journal: Arc<dyn Journal> = Arc::new(FiledJournal::new(rows, files).inline_up_to(100));
    let mut library = TestLibrary::new();
    for plan in flows::all() {
        library = library.plan(plan);
    }
    let library =
        library.tool("world", async |ctx, args| Ok(json!({ "node": ctx.node, "args": args }).into()));
    let runtime = Runtime::new(Arc::clone(&journal), Arc::new(library), Limits::default());
    let run = new_run("looping", None, json!({ "message": "VPN" }));
    runtime.start(run.clone()).await.unwrap();
    let followed: Vec<_> = runtime.follow(TENANT, run.id, Received::default()).await.unwrap().collect().await;
    let waiting = new_run("helpdesk", None, json!({ "message": "VPN" }));
    runtime.start(waiting.clone()).await.unwrap();
    let mut stream = runtime.follow(TENANT, waiting.id, Received::default()).await.unwrap();
    while stream.next().await.unwrap().kind != "run.waiting" {}
    runtime.drain(Duration::from_secs(10)).await;
    let see = async || {
        let row = runtime.run(TENANT, run.id).await.unwrap().unwrap();
        assert_eq!(row.status, RunStatus::Completed);
        let state = runtime.state(TENANT, run.id, None).await.unwrap().unwrap();
        let events = runtime.events(TENANT, run.id, 0, 999).await.unwrap();
        let facts = journal.load_facts(TENANT, run.id, 7).await.unwrap();
        (json!(RunRow { archived: false, ..row }).to_string(), state.to_string(), events, facts)
    };
    let before = see().await;
    assert_eq!(before.2, followed);
    let (events, retained) = (count(&db, "run_events").await, count(&db, "run_retention").await);
    assert_eq!(retained, 1);

    let policy = Retention { archive_after: Some(DAY), delete_after: Some(DAY * 9), ..Retention::default() };
    let round = async |days| policy.round(&*journal, Utc::now() + TimeDelta::days(days), || false).await;
    assert_eq!(round(2).await.unwrap(), Tidied { archived: 1, ..Tidied::default() });
    let left = count(&db, "run_events").await;
    assert!(left > 0 && left < events, "only those of the run that waits: {left} of {events}");
    assert_eq!(see().await, before);
    assert!(runtime.run(TENANT, run.id).await.unwrap().unwrap().archived);
    assert_eq!(round(99).await.unwrap(), Tidied { deleted: 1, ..Tidied::default() });
    assert!(runtime.run(TENANT, run.id).await.unwrap().is_none());
    let waits = runtime.run(TENANT, waiting.id).await.unwrap().unwrap();
    assert_eq!(waits.status, RunStatus::Waiting);
    assert_eq!((count(&db, "runs").await, count(&db, "run_retention").await), (1, 0));
    assert_eq!(count(&db, "run_events").await, left);
    database.close().await;
}

#[tokio::test]
async fn an_archived_run_reads_as_before_on_sqlite() {
    put_away(Database::sqlite().await).await;
}

#[tokio::test]
async fn an_archived_run_reads_as_before_on_postgres() {
    put_away(Database::postgres().await).await;
}

/// A database from before there was a list of ended runs, and a run of each kind on it.
async fn upgraded(database: Database) {
    let owner = open(&database.owner, 1).await;
    let behind = u32::try_from(Migrator::migrations().len()).unwrap() - 6;
    Migrator::down(&owner, Some(behind)).await.unwrap();
    let tenant = Uuid::from_u128(7);
    let hex = |id: Uuid| match owner.get_database_backend() {
        DbBackend::Sqlite => format!("x'{}'", id.simple()),
        _ => format!("'{id}'"),
    };
    if owner.get_database_backend() == DbBackend::Postgres {
        let sql = format!("SELECT set_config('app.tenant_id', '{tenant}', false)");
        owner.execute_unprepared(&sql).await.unwrap();
    }
    let (ended, waits) = (Uuid::from_u128(8), Uuid::from_u128(9));
    for (run, ended_at) in [(ended, "5000"), (waits, "NULL")] {
        let sql = format!(
            "INSERT INTO runs (tenant_id, id, flow, version, position, status, input, context, used, principal,
                 correlation_id, test, last_seq, created_at, updated_at, ended_at)
             VALUES ({}, {}, 'x', 'x', 0, 'completed', '{{}}', '{{}}', '{{}}', '{{}}', 'x', FALSE, 0, 1, 1, {ended_at})",
            hex(tenant),
            hex(run)
        );
        owner.execute_unprepared(&sql).await.unwrap();
    }
    if owner.get_database_backend() == DbBackend::Postgres {
        owner.execute_unprepared("RESET app.tenant_id").await.unwrap();
    }
    Migrator::up(&owner, None).await.unwrap();
    owner.close().await.unwrap();
    let db = database.connect().await;
    if db.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT COUNT(*) AS count FROM runs";
        let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "count").unwrap(), 0, "the policies are in force again");
    }
    let journal = SqlJournal::new(db, Arc::default());
    let found = journal.ended_before(Utc::now(), false, None, 9).await.unwrap();
    assert_eq!(
        found.iter().map(|found| (found.run.tenant, found.run.run)).collect::<Vec<_>>(),
        [(tenant, ended)]
    );
    database.close().await;
}

#[tokio::test]
async fn runs_that_had_ended_before_are_found_on_sqlite() {
    upgraded(Database::sqlite().await).await;
}

#[tokio::test]
async fn runs_that_had_ended_before_are_found_on_postgres() {
    upgraded(Database::postgres().await).await;
}
