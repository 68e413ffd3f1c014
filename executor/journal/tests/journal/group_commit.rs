use crate::database::Database;
use chrono::{DateTime, Utc};
use executor_journal::SqlJournal;
use executor_runtime::api::{RunEvent, RunStatus};
use executor_runtime::journal::{Batch, Journal, Record, Rest};
use executor_runtime::testing::new_run;
use futures::future::join_all;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

fn batch(tenant: Uuid, run: Uuid, after: u64) -> Batch {
    let at = DateTime::<Utc>::from_timestamp_millis(1_800_000_000_000).unwrap();
    let event = RunEvent {
        seq: after + 1,
        part: None,
        at,
        kind: "node.completed".into(),
        node: None,
        iteration: 0,
        payload: json!({}),
    };
    Batch {
        tenant,
        run,
        after,
        records: vec![Record { event: Arc::new(event), fact: None }],
        at,
        status: RunStatus::Running,
        waiting: None,
        output: None,
        error: None,
        usage: Value::Null,
        rest: Rest::Active,
        consumed: Vec::new(),
        signals_seen: 0,
        leaves: None,
        version: None,
        snapshot: None,
        subscribes: Vec::new(),
        unsubscribes: Vec::new(),
    }
}

/// Many runs at once, of several tenants, each appending a few times in a row.
async fn many_runs(database: Database) {
    let journal = SqlJournal::new(database.connect().await, Arc::default());
    let one = async |n: usize| {
        let mut run = new_run("x", None, json!({}));
        run.tenant = Uuid::from_u128(1 + (n % 3) as u128);
        journal.accept(run.clone(), Utc::now(), None).await.unwrap();
        for after in 0..5 {
            journal.append(batch(run.tenant, run.id, after)).await.unwrap();
        }
        (run.tenant, run.id)
    };
    let runs = join_all((0..64).map(one)).await;
    let stats = journal.stats();
    assert_eq!(stats.writes, 64 * 6);
    assert!(stats.commits * 4 < stats.writes, "{stats:?}");
    for (tenant, run) in runs {
        assert_eq!(journal.row(tenant, run).await.unwrap().unwrap().last_seq, 5);
    }
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn runs_share_commits_on_sqlite() {
    many_runs(Database::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn runs_of_several_tenants_share_commits_on_postgres() {
    many_runs(Database::postgres().await).await;
}

#[tokio::test]
async fn a_writer_that_gives_up_waiting_takes_nothing_back() {
    let database = Database::sqlite().await;
    let gate: Arc<tokio::sync::Mutex<()>> = Arc::default();
    let journal = SqlJournal::new(database.connect().await, Arc::clone(&gate));
    let run = new_run("x", None, json!({}));
    let turn = gate.lock().await;
    {
        let mut accept = std::pin::pin!(journal.accept(run.clone(), Utc::now(), None));
        assert!(futures::poll!(accept.as_mut()).is_pending(), "the gate is somebody else's");
    }
    drop(turn);
    // The next write is behind it in the queue.
    journal.append(batch(run.tenant, run.id, 0)).await.unwrap();
    assert_eq!(journal.row(run.tenant, run.id).await.unwrap().unwrap().last_seq, 1);
}
