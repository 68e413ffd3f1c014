//! Several processes on one database.

use crate::database::Database;
use crate::process::{Process, library};
use chrono::{DateTime, Utc};
use executor_journal::SqlJournal;
use executor_runtime::api::{Executor, NewRun, Received, RunStatus};
use executor_runtime::journal::{Batch, Journal, Rest};
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use futures::StreamExt;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use uuid::Uuid;

const A: Uuid = Uuid::from_u128(0xa);
const B: Uuid = Uuid::from_u128(0xb);
const HOUR: Duration = Duration::from_secs(3_600);
const SHORT: Duration = Duration::from_millis(300);

/// Who called the world under which key.
type Calls = Arc<Mutex<BTreeMap<String, Vec<char>>>>;

/// The tools of one process. A call needs a permit and is told when it has begun.
struct Tools {
    permits: Arc<Semaphore>,
    begun: Arc<Semaphore>,
}

fn tools(name: char, calls: &Calls, permits: usize) -> (TestLibrary, Tools) {
    let tools = Tools { permits: Arc::new(Semaphore::new(permits)), begun: Arc::new(Semaphore::new(0)) };
    let (permits, begun, calls) = (Arc::clone(&tools.permits), Arc::clone(&tools.begun), Arc::clone(calls));
    let library = library().tool("world", move |ctx, args| {
        let (permits, begun, calls) = (Arc::clone(&permits), Arc::clone(&begun), Arc::clone(&calls));
        async move {
            calls.lock().unwrap().entry(ctx.idempotency_key).or_default().push(name);
            begun.add_permits(1);
            tokio::select! {
                permit = permits.acquire() => permit.expect("open").forget(),
                () = ctx.cancel.cancelled() => {}
            }
            Ok(json!({ "node": ctx.node, "args": args }).into())
        }
    });
    (library, tools)
}

const MANY: usize = 1_000;

fn wait_for(semaphore: &Semaphore, process: &Process) {
    let told =
        process.block_on(async { tokio::time::timeout(Duration::from_secs(20), semaphore.acquire()).await });
    told.expect("it happens in time").expect("open").forget();
}

fn start(process: &Process, flow: &str) -> NewRun {
    let run = new_run(flow, None, json!({ "message": "VPN" }));
    process.accept(&run);
    run
}

/// The run's log to its end, read by this process.
fn finished(process: &Process, run: &NewRun) -> Vec<Value> {
    process.block_on(async {
        let last = async {
            // Another process drives it, so the log is asked, not the live tail.
            loop {
                let row = process.runtime.run(TENANT, run.id).await.unwrap().unwrap();
                if row.status.is_ended() {
                    return row.status;
                }
                tokio::task::yield_now().await;
            }
        };
        let status = tokio::time::timeout(Duration::from_secs(20), last).await.expect("it ends in time");
        assert_eq!(status, RunStatus::Completed);
        let events = process.runtime.events(TENANT, run.id, 0, 999).await.unwrap();
        events.iter().map(|event| json!([event.kind, event.node, event.iteration])).collect()
    })
}

/// Nothing is recorded twice.
fn is_recorded_once(log: &[Value]) {
    let different: BTreeSet<String> = log.iter().map(Value::to_string).collect();
    assert_eq!(different.len(), log.len(), "{log:?}");
}

fn idle(process: &Process) {
    let idle = async {
        while process.runtime.active_runs() > 0 {
            tokio::task::yield_now().await;
        }
    };
    process.block_on(async { tokio::time::timeout(Duration::from_secs(20), idle).await }).expect("it stops");
}

fn on_both(check: impl Fn(&str)) {
    let threads = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let sqlite = threads.block_on(Database::sqlite());
    check(&sqlite.url);
    let postgres = threads.block_on(Database::postgres());
    check(&postgres.url);
    threads.block_on(postgres.close());
}

#[test]
fn a_run_is_driven_by_the_process_that_accepted_it_and_by_no_other() {
    on_both(|url| {
        let calls = Calls::default();
        let (library, a_tools) = tools('a', &calls, 0);
        let a = Process::with(url, library, Some((A, HOUR)));
        let run = start(&a, "looping");
        wait_for(&a_tools.begun, &a);
        // One that starts, and is even told of the run, leaves it alone.
        let b = Process::with(url, tools('b', &calls, MANY).0, Some((B, HOUR)));
        b.accept(&run);
        idle(&b);
        a_tools.permits.add_permits(MANY);
        is_recorded_once(&finished(&b, &run));
        let calls = calls.lock().unwrap();
        assert!(calls.len() == 3 && calls.values().all(|by| *by == ['a']), "{calls:?}");
        drop(calls);
        a.stop();
        b.stop();
    });
}

#[test]
fn the_runs_of_a_process_that_died_are_taken_over_soon() {
    on_both(|url| {
        let calls = Calls::default();
        let (library, a_tools) = tools('a', &calls, 0);
        let a = Process::with(url, library, Some((A, SHORT)));
        let b = Process::with(url, tools('b', &calls, MANY).0, Some((B, SHORT)));
        let run = start(&a, "looping");
        wait_for(&a_tools.begun, &a);
        a.kill();
        let died = Instant::now();
        is_recorded_once(&finished(&b, &run));
        let took = died.elapsed();
        assert!(took < Duration::from_secs(2) + SHORT, "{took:?}");
        let by: Vec<String> = calls.lock().unwrap().values().map(|by| by.iter().collect()).collect();
        assert!(by.contains(&"ab".to_owned()) && by.iter().filter(|by| **by == "b").count() == 2, "{by:?}");
        b.stop();
    });
}

#[test]
fn a_process_that_comes_back_does_not_wait_for_its_own_lease() {
    on_both(|url| {
        let calls = Calls::default();
        let (library, a_tools) = tools('a', &calls, 0);
        let a = Process::with(url, library, Some((A, HOUR)));
        let run = start(&a, "looping");
        wait_for(&a_tools.begun, &a);
        a.kill();
        let b = Process::with(url, tools('b', &calls, MANY).0, Some((B, HOUR)));
        assert_eq!(b.runtime.active_runs(), 0, "for all it knows the other one lives");
        let again = Process::with(url, tools('A', &calls, MANY).0, Some((A, HOUR)));
        is_recorded_once(&finished(&again, &run));
        assert!(calls.lock().unwrap().values().flatten().all(|by| *by != 'b'));
        again.stop();
        b.stop();
    });
}

#[test]
fn a_process_that_stops_leaves_its_runs_to_the_others_at_once() {
    on_both(|url| {
        let calls = Calls::default();
        let (library, a_tools) = tools('a', &calls, 0);
        // Its lease would last for an hour; the other one looks more often.
        let a = Process::with(url, library, Some((A, HOUR)));
        let b = Process::with(url, tools('b', &calls, MANY).0, Some((B, SHORT)));
        let run = start(&a, "looping");
        wait_for(&a_tools.begun, &a);
        a.block_on(a.runtime.drain(Duration::from_millis(50)));
        is_recorded_once(&finished(&b, &run));
        b.stop();
    });
}

#[test]
fn a_process_that_was_frozen_comes_too_late_and_changes_nothing() {
    on_both(|url| {
        let calls = Calls::default();
        let (library, a_tools) = tools('a', &calls, 0);
        let a = Process::with(url, library, Some((A, SHORT)));
        let run = start(&a, "looping");
        wait_for(&a_tools.begun, &a);
        let frozen = a.freeze();
        // Its call has its answer, which cannot be recorded.
        a_tools.permits.add_permits(MANY);
        let b = Process::with(url, tools('b', &calls, MANY).0, Some((B, SHORT)));
        let log = finished(&b, &run);
        is_recorded_once(&log);
        let state = b.state(run.id);
        a.block_on(async { drop(frozen) });
        idle(&a);
        assert_eq!(finished(&a, &run), log, "what came late left nothing");
        assert_eq!(a.state(run.id), state);
        let calls = calls.lock().unwrap();
        let by: Vec<String> = calls.values().map(|by| by.iter().collect()).collect();
        assert!(by.contains(&"ab".to_owned()), "the interrupted one was repeated under its key: {by:?}");
        assert_eq!(by.iter().filter(|by| *by == "b").count(), 2, "and no other: {by:?}");
        drop(calls);
        a.stop();
        b.stop();
    });
}

#[test]
fn what_another_process_stores_for_a_run_reaches_its_driver() {
    on_both(|url| {
        let calls = Calls::default();
        let (library, a_tools) = tools('a', &calls, 0);
        let a = Process::with(url, library, Some((A, Duration::from_secs(2))));
        let b = Process::with(url, tools('b', &calls, 0).0, Some((B, HOUR)));
        let run = start(&a, "looping");
        wait_for(&a_tools.begun, &a);
        let asked = Instant::now();
        b.block_on(b.runtime.cancel(TENANT, run.id, "enough")).unwrap();
        let events: Vec<_> = a.block_on(async {
            let stream = a.runtime.follow(TENANT, run.id, Received::default()).await.unwrap();
            tokio::time::timeout(Duration::from_secs(20), stream.collect()).await.unwrap()
        });
        assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
        let kinds: Vec<&str> =
            events.iter().map(|event: &executor_runtime::api::RunEvent| event.kind.as_str()).collect();
        assert_eq!(kinds.last(), Some(&"run.cancelled"), "{kinds:?}");
        idle(&b);
        a.stop();
        b.stop();
    });
}

#[test]
fn a_run_that_waits_is_anybodys_who_answers_it() {
    on_both(|url| {
        let calls = Calls::default();
        let a = Process::with(url, tools('a', &calls, MANY).0, Some((A, HOUR)));
        let b = Process::with(url, tools('b', &calls, MANY).0, Some((B, HOUR)));
        let run = start(&a, "helpdesk");
        a.block_on(async {
            let mut stream = a.runtime.follow(TENANT, run.id, Received::default()).await.unwrap();
            while stream.next().await.unwrap().kind != "run.waiting" {}
        });
        idle(&a);
        let answer = executor_runtime::api::Signal {
            id: Uuid::now_v7(),
            name: "answer".into(),
            node: None,
            payload: json!({ "text": "no" }),
            principal: mcp_servers_kit::Principal::default(),
        };
        b.block_on(b.runtime.signal(TENANT, run.id, answer)).unwrap();
        is_recorded_once(&finished(&b, &run));
        let last = calls.lock().unwrap().values().filter(|by| **by == ['b']).count();
        assert_eq!(last, 2, "ticket and notify");
        a.stop();
        b.stop();
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn runs_that_are_due_are_handed_out_once_among_all_processes() {
    let database = Database::postgres().await;
    let connect =
        async |owner| Arc::new(SqlJournal::shared(database.connect().await, Arc::default(), owner, HOUR));
    let (a, b) = (connect(A).await, connect(B).await);
    let due = DateTime::<Utc>::from_timestamp(1_000, 0).unwrap();
    let runs = (0..300).map(|_| new_run("x", None, json!({})));
    let parked = runs.map(|run| {
        let parks = Batch {
            tenant: run.tenant,
            run: run.id,
            after: 0,
            records: Vec::new(),
            at: due,
            status: RunStatus::Waiting,
            waiting: None,
            output: None,
            error: None,
            usage: Value::Null,
            rest: Rest::Parked(Some(due)),
            consumed: Vec::new(),
            signals_seen: 0,
            leaves: None,
            version: None,
            snapshot: None,
            subscribes: Vec::new(),
            unsubscribes: Vec::new(),
        };
        a.accept(run, due, Some(parks.into()))
    });
    assert!(futures::future::join_all(parked).await.iter().all(Result::is_ok));
    let (mut taken, others) = tokio::join!(tokio::spawn(take_all(a, due)), tokio::spawn(take_all(b, due)));
    let taken = taken.as_mut().unwrap();
    taken.extend(others.unwrap());
    let different: BTreeSet<_> = taken.iter().collect();
    assert_eq!((taken.len(), different.len()), (300, 300));
    database.close().await;
}

async fn take_all(journal: Arc<SqlJournal>, due: DateTime<Utc>) -> Vec<Uuid> {
    let mut taken = Vec::new();
    loop {
        let page = journal.take_due(due, 20).await.unwrap();
        if page.is_empty() && journal.next_due().await.unwrap().is_none() {
            return taken;
        }
        taken.extend(page.into_iter().map(|run| run.run));
    }
}
