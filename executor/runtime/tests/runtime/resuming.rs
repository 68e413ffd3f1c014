use crate::harness::{desk_on, limits, one_call};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use executor_runtime::Limits;
use executor_runtime::api::{
    Executor, ExecutorError, NewRun, RunEvent, RunFilter, RunRow, RunStatus, Signal,
};
use executor_runtime::journal::{
    Accepted, Appended, Batch, EndedRun, First, Journal, JournalError, Loaded, Pending, Place, Record,
    RunRef, SignalStored,
};
use executor_runtime::memory::MemoryJournal;
use executor_runtime::testing::{TestLibrary, new_run};
use flow_schema::kind::Effect;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use uuid::Uuid;

/// A journal whose writes fail so many times: before they are made, or (worse) after.
struct Failing {
    inner: MemoryJournal,
    fail: AtomicU32,
    after: bool,
}

impl Failing {
    fn new(after: bool) -> Arc<Self> {
        Arc::new(Self { inner: MemoryJournal::new(), fail: AtomicU32::new(0), after })
    }

    fn fails(&self) -> bool {
        self.fail.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }

    fn full() -> JournalError {
        JournalError::Unavailable("no space left on device".into())
    }
}

#[async_trait]
impl Journal for Failing {
    async fn accept(
        &self,
        run: NewRun,
        at: DateTime<Utc>,
        first: Option<First>,
    ) -> Result<Accepted, JournalError> {
        if self.fails() {
            return Err(Self::full());
        }
        self.inner.accept(run, at, first).await
    }
    async fn append(&self, batch: Batch) -> Result<Appended, JournalError> {
        if self.fails() {
            if self.after {
                self.inner.append(batch).await?;
            }
            return Err(Self::full());
        }
        self.inner.append(batch).await
    }
    async fn signal(
        &self,
        tenant: Uuid,
        run: Uuid,
        signal: Signal,
        answer: bool,
        at: DateTime<Utc>,
    ) -> Result<SignalStored, JournalError> {
        self.inner.signal(tenant, run, signal, answer, at).await
    }
    async fn pending(&self, tenant: Uuid, run: Uuid) -> Result<Pending, JournalError> {
        self.inner.pending(tenant, run).await
    }
    async fn load(&self, tenant: Uuid, run: Uuid) -> Result<Option<Loaded>, JournalError> {
        self.inner.load(tenant, run).await
    }
    async fn load_facts(
        &self,
        tenant: Uuid,
        run: Uuid,
        upto: u64,
    ) -> Result<Vec<(u64, String)>, JournalError> {
        self.inner.load_facts(tenant, run, upto).await
    }
    async fn row(&self, tenant: Uuid, run: Uuid) -> Result<Option<RunRow>, JournalError> {
        self.inner.row(tenant, run).await
    }
    async fn rows(&self, tenant: Uuid, filter: RunFilter) -> Result<(Vec<RunRow>, u64), JournalError> {
        self.inner.rows(tenant, filter).await
    }
    async fn events(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<RunEvent>, JournalError> {
        self.inner.events(tenant, run, after, limit).await
    }
    async fn records(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Record>, JournalError> {
        self.inner.records(tenant, run, after, limit).await
    }
    async fn ended_before(
        &self,
        moment: DateTime<Utc>,
        archived: bool,
        after: Option<EndedRun>,
        limit: u32,
    ) -> Result<Vec<EndedRun>, JournalError> {
        self.inner.ended_before(moment, archived, after, limit).await
    }
    async fn archive(&self, tenant: Uuid, run: Uuid, at: DateTime<Utc>) -> Result<bool, JournalError> {
        self.inner.archive(tenant, run, at).await
    }
    async fn forget(&self, tenant: Uuid, run: Uuid) -> Result<bool, JournalError> {
        self.inner.forget(tenant, run).await
    }
    async fn active(&self, tenant: Uuid, conversation: Uuid) -> Result<Option<RunRow>, JournalError> {
        self.inner.active(tenant, conversation).await
    }
    async fn place(&self, tenant: Uuid, conversation: Uuid) -> Result<Place, JournalError> {
        self.inner.place(tenant, conversation).await
    }

    async fn subscribers(
        &self,
        tenant: Uuid,
        event: &str,
        key: &str,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError> {
        self.inner.subscribers(tenant, event, key, after, limit).await
    }
    async fn busy_tenants(&self, after: Option<Uuid>, limit: u32) -> Result<Vec<Uuid>, JournalError> {
        self.inner.busy_tenants(after, limit).await
    }

    async fn unfinished(
        &self,
        tenant: Uuid,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError> {
        self.inner.unfinished(tenant, after, limit).await
    }
    async fn take_due(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<RunRef>, JournalError> {
        self.inner.take_due(now, limit).await
    }
    async fn next_due(&self) -> Result<Option<DateTime<Utc>>, JournalError> {
        self.inner.next_due().await
    }
    async fn observed(&self, tenant: Uuid, run: Uuid, seq: u64) -> Result<(), JournalError> {
        self.inner.observed(tenant, run, seq).await
    }
}

fn counted() -> (Arc<TestLibrary>, Arc<AtomicU32>) {
    let calls = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&calls);
    let library = TestLibrary::new().plan(one_call(Effect::Write)).tool("tool", move |_, _| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { Ok(json!("done").into()) }
    });
    (Arc::new(library), calls)
}

#[tokio::test]
async fn a_disk_that_is_full_for_a_while_loses_no_accepted_run() {
    for after in [false, true] {
        let (library, calls) = counted();
        let journal = Failing::new(after);
        let desk = desk_on(journal.clone(), library, limits());
        journal.fail.store(1, Ordering::SeqCst);
        let run = new_run("one", None, json!({}));
        let refused = desk.runtime.start(run.clone()).await;
        assert!(matches!(refused, Err(ExecutorError::Journal(_))), "nothing is accepted that is not durable");
        assert!(desk.runtime.run(run.tenant, run.id).await.unwrap().is_none());
        desk.start(&run).await;
        journal.fail.store(4, Ordering::SeqCst);
        let row = desk.finished(&run).await;
        assert_eq!((row.status, row.output), (RunStatus::Completed, Some(json!("done"))));
        assert!(calls.load(Ordering::SeqCst) >= 1);
    }
}

#[tokio::test]
async fn what_one_process_left_the_next_one_finishes() {
    let (library, _) = counted();
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new());
    // Accepted by a process that died before it drove it.
    let run = new_run("one", None, json!({}));
    journal.accept(run.clone(), Utc::now(), None).await.unwrap();
    let desk = desk_on(journal, library.clone(), limits());
    desk.runtime.resume().await.unwrap();
    assert_eq!(desk.finished(&run).await.status, RunStatus::Completed);
    desk.runtime.drain(Duration::from_secs(5)).await;
    assert!(desk.journal.unfinished(run.tenant, None, 9).await.unwrap().is_empty());
    assert_eq!(library.observed().len(), 6);
}

#[tokio::test]
async fn draining_records_what_is_under_way_and_begins_nothing_new() {
    let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begin, wait) = (Arc::clone(&begun), Arc::clone(&go));
    let plan = executor_core::testing::PlanBuilder::new("two")
        .tool("a", "tool", Effect::Write, json!({}))
        .tool("b", "tool", Effect::Write, json!({}))
        .edge("start", "a")
        .edge("a", "b");
    let calls = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&calls);
    let library = TestLibrary::new().plan(plan.build()).tool("tool", move |_, _| {
        let (begin, wait) = (Arc::clone(&begin), Arc::clone(&wait));
        counter.fetch_add(1, Ordering::SeqCst);
        async move {
            begin.notify_one();
            wait.notified().await;
            Ok(json!(1).into())
        }
    });
    let library = Arc::new(library);
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new());
    let desk = desk_on(Arc::clone(&journal), library.clone(), limits());
    let run = new_run("two", None, json!({}));
    desk.start(&run).await;
    begun.notified().await;
    let mut drained = std::pin::pin!(desk.runtime.drain(Duration::from_secs(10)));
    assert!(futures::poll!(drained.as_mut()).is_pending(), "a is under way");
    assert!(matches!(desk.runtime.start(new_run("two", None, json!({}))).await, Err(ExecutorError::Busy)));
    go.notify_one();
    drained.await;
    assert_eq!(calls.load(Ordering::SeqCst), 1, "b was not begun");
    let state = desk.runtime.state(run.tenant, run.id, None).await.unwrap().unwrap();
    assert_eq!(state["nodes"]["a"]["status"], "completed");
    go.notify_one();
    let next = desk_on(journal, library, limits());
    next.runtime.resume().await.unwrap();
    assert_eq!(next.finished(&run).await.status, RunStatus::Completed);
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn more_runs_than_fit_in_memory_all_end() {
    let (library, calls) = counted();
    let tight = Limits { active_runs: 2, ready_queue: 3, ..limits() };
    let desk = desk_on(Arc::new(MemoryJournal::new()), library, tight);
    let runs: Vec<NewRun> = (0..60).map(|_| new_run("one", None, json!({}))).collect();
    for run in &runs {
        desk.start(run).await;
    }
    for run in &runs {
        assert_eq!(desk.finished(run).await.status, RunStatus::Completed);
    }
    assert_eq!(calls.load(Ordering::SeqCst), 60, "each effect once");
}
