//! Runs that ended long ago.

use crate::harness::{Desk, answer, desk_on, limits, one_call};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use executor_core::testing::PlanBuilder;
use executor_runtime::Limits;
use executor_runtime::api::{Executor, NewRun, Received, RunEvent, RunFilter, RunRow, RunStatus};
use executor_runtime::files::{
    ArchiveStore, DirectoryFiles, FileError, FiledJournal, INLINE_BYTES, MemoryFiles, PayloadName,
    PayloadStore, Pieces,
};
use executor_runtime::journal::{Journal, JournalError, RunRef};
use executor_runtime::memory::MemoryJournal;
use executor_runtime::retention::{Retention, Tidied};
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use flow_schema::kind::Effect;
use futures::StreamExt;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

fn policy() -> Retention {
    Retention { archive_after: Some(DAY * 30), delete_after: Some(DAY * 365), ..Retention::default() }
}

fn library() -> Arc<TestLibrary> {
    let asks = PlanBuilder::new("asks")
        .node("ask", "ask_user", json!({ "question": "Well?" }))
        .node("fin", "end", json!({ "output": "{{ ask.text }}" }))
        .edge("start", "ask")
        .edge("ask.answered", "fin");
    let library = TestLibrary::new()
        .plan(one_call(Effect::Read))
        .plan(asks.build())
        .tool("tool", async |_, args| Ok(json!({ "echo": args["say"] }).into()));
    Arc::new(library)
}

fn desk_with<F: PayloadStore + ArchiveStore>(files: &Arc<F>) -> (Desk, Arc<MemoryJournal>) {
    let rows = Arc::new(MemoryJournal::new());
    let filed = FiledJournal::new(rows.clone(), files.clone());
    (desk_on(Arc::new(filed), library(), limits()), rows)
}

/// A run that has ended and whose events were all observed.
async fn ended_run(desk: &Desk, input: Value) -> NewRun {
    let run = new_run("one", None, input);
    desk.start(&run).await;
    assert_eq!(desk.finished(&run).await.status, RunStatus::Completed);
    while desk.runtime.active_runs() > 0 {
        tokio::task::yield_now().await;
    }
    run
}

async fn round(desk: &Desk, days_later: i64) -> Result<Tidied, JournalError> {
    policy().round(&*desk.journal, Utc::now() + TimeDelta::days(days_later), || false).await
}

/// All that can be read of a run.
#[derive(Debug, PartialEq)]
struct Seen {
    row: Value,
    events: Vec<RunEvent>,
    followed: Vec<RunEvent>,
    facts: Vec<(u64, String)>,
    now: String,
    then: String,
}

async fn all_of(desk: &Desk, run: &NewRun) -> Seen {
    let state = async |at| desk.runtime.state(TENANT, run.id, at).await.unwrap().unwrap().to_string();
    let row = RunRow { archived: false, ..desk.row(run).await };
    let mut events = Vec::new();
    while let Some(event) = desk.journal.events(TENANT, run.id, events.len() as u64, 1).await.unwrap().pop() {
        events.push(event);
    }
    Seen {
        row: json!(row),
        events,
        followed: desk.runtime.follow(TENANT, run.id, Received::event(2)).await.unwrap().collect().await,
        facts: desk.journal.load_facts(TENANT, run.id, 5).await.unwrap(),
        now: state(None).await,
        then: state(Some(3)).await,
    }
}

fn who(run: &NewRun) -> RunRef {
    RunRef { tenant: run.tenant, run: run.id }
}

#[tokio::test]
async fn an_archived_run_reads_as_it_did_before_and_is_forgotten_at_last() {
    let files = Arc::new(MemoryFiles::new());
    let (desk, rows) = desk_with(&files);
    let run = ended_run(&desk, json!({ "say": "Ω".repeat(INLINE_BYTES) })).await;
    let before = all_of(&desk, &run).await;
    assert_eq!(before.events.len(), 6);
    let payloads = files.payloads(who(&run)).len();

    assert_eq!(round(&desk, 29).await.unwrap(), Tidied::default(), "not yet");
    assert_eq!(round(&desk, 31).await.unwrap(), Tidied { archived: 1, ..Tidied::default() });
    assert_eq!(round(&desk, 31).await.unwrap(), Tidied::default(), "once");
    assert!(rows.events(TENANT, run.id, 0, 99).await.unwrap().is_empty(), "the tables are rid of it");
    assert_eq!(all_of(&desk, &run).await, before);
    assert!(desk.row(&run).await.archived);
    let filter = RunFilter { status: Some(RunStatus::Completed), limit: 9, ..RunFilter::default() };
    let (list, total) = desk.runtime.runs(TENANT, filter).await.unwrap();
    assert!(total == 1 && list[0].archived, "lists still show it");
    let kept = files.payloads(who(&run)).len();
    assert!(kept == 2 && kept < payloads, "only input and output of {payloads}: {kept}");

    assert_eq!(round(&desk, 364).await.unwrap(), Tidied::default());
    assert_eq!(round(&desk, 366).await.unwrap(), Tidied { deleted: 1, ..Tidied::default() });
    assert!(desk.runtime.run(TENANT, run.id).await.unwrap().is_none());
    assert!(files.payloads(who(&run)).is_empty());
    assert!(files.read(who(&run)).await.unwrap().is_none());
}

#[tokio::test]
async fn a_run_that_waits_is_never_put_away() {
    let files = Arc::new(MemoryFiles::new());
    let (desk, _) = desk_with(&files);
    let run = new_run("asks", None, json!({}));
    desk.start(&run).await;
    desk.until(&run, "run.waiting").await;
    while desk.runtime.active_runs() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(round(&desk, 9_999).await.unwrap(), Tidied::default());
    desk.runtime.signal(TENANT, run.id, answer(json!({ "text": "late" }))).await.unwrap();
    assert_eq!(desk.finished(&run).await.output, Some(json!("late")));
}

/// Fails at one of the things that archiving does, as a crash would there.
#[derive(Debug, Default)]
struct Crashing {
    files: MemoryFiles,
    while_writing: AtomicBool,
    before_clearing: AtomicBool,
}

fn crash() -> FileError {
    FileError::Io { what: "go on".into(), error: std::io::Error::other("crash") }
}

#[async_trait]
impl PayloadStore for Crashing {
    async fn put(&self, run: RunRef, bytes: Vec<u8>) -> Result<PayloadName, FileError> {
        self.files.put(run, bytes).await
    }
    async fn get(&self, run: RunRef, name: &PayloadName) -> Result<Option<Vec<u8>>, FileError> {
        self.files.get(run, name).await
    }
    async fn keep_only(&self, run: RunRef, names: &[PayloadName]) -> Result<(), FileError> {
        if self.before_clearing.swap(false, Ordering::SeqCst) {
            return Err(crash());
        }
        self.files.keep_only(run, names).await
    }
}

#[async_trait]
impl ArchiveStore for Crashing {
    async fn write(&self, run: RunRef, pieces: Pieces<'_, JournalError>) -> Result<(), JournalError> {
        self.files.write(run, pieces).await?;
        // The file is there, and the rows are too.
        if self.while_writing.swap(false, Ordering::SeqCst) {
            let error = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(FileError::Io { what: "go on".into(), error }.into());
        }
        Ok(())
    }
    async fn read(&self, run: RunRef) -> Result<Option<Pieces<'static, FileError>>, FileError> {
        self.files.read(run).await
    }
    async fn remove(&self, run: RunRef) -> Result<(), FileError> {
        self.files.remove(run).await
    }
}

#[tokio::test]
async fn a_crash_between_any_two_steps_harms_nothing() {
    let files = Arc::new(Crashing::default());
    let (desk, rows) = desk_with(&files);
    let run = ended_run(&desk, json!({ "say": "Ω".repeat(INLINE_BYTES) })).await;
    let before = all_of(&desk, &run).await;

    files.while_writing.store(true, Ordering::SeqCst);
    assert!(matches!(round(&desk, 31).await, Err(JournalError::Full(_))));
    assert!(files.read(who(&run)).await.unwrap().is_some(), "the file was written");
    assert!(!desk.row(&run).await.archived);
    assert_eq!(all_of(&desk, &run).await, before, "the rows are the truth");

    files.before_clearing.store(true, Ordering::SeqCst);
    assert!(matches!(round(&desk, 31).await, Err(JournalError::Unavailable(_))));
    assert!(rows.events(TENANT, run.id, 0, 9).await.unwrap().is_empty());
    assert_eq!(all_of(&desk, &run).await, before, "now the file is");

    // Half of it is gone already when the run is to go for good.
    files.before_clearing.store(true, Ordering::SeqCst);
    assert!(matches!(round(&desk, 366).await, Err(JournalError::Unavailable(_))));
    assert!(
        desk.runtime.run(TENANT, run.id).await.unwrap().is_some(),
        "the row is what the next round finds"
    );
    assert_eq!(round(&desk, 366).await.unwrap(), Tidied { deleted: 1, ..Tidied::default() });
    assert!(files.files.payloads(who(&run)).is_empty());
}

#[tokio::test]
async fn a_run_that_cannot_be_archived_does_not_stop_the_others() {
    let files = Arc::new(MemoryFiles::new());
    let (desk, _) = desk_with(&files);
    let broken = ended_run(&desk, json!({ "say": "Ω".repeat(INLINE_BYTES) })).await;
    let sound = ended_run(&desk, json!({})).await;
    files.keep_only(who(&broken), &[]).await.unwrap();
    let tidied = round(&desk, 31).await.unwrap();
    assert_eq!(tidied, Tidied { archived: 1, failed: 1, ..Tidied::default() });
    assert!(desk.row(&sound).await.archived);
    let few = Retention { runs_per_round: 1, ..policy() };
    let late = Utc::now() + TimeDelta::days(366);
    for deleted in [1, 1, 0] {
        let tidied = few.round(&*desk.journal, late, || false).await.unwrap();
        assert_eq!(tidied, Tidied { deleted, ..Tidied::default() }, "one in a round");
    }
}

fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found
}

#[tokio::test]
async fn an_archive_is_one_file_and_damage_to_it_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let files = Arc::new(DirectoryFiles::new(dir.path()));
    let (desk, _) = desk_with(&files);
    let run = ended_run(&desk, json!({ "say": "hi" })).await;
    let before = all_of(&desk, &run).await;
    round(&desk, 31).await.unwrap();
    let [file] = &files_below(dir.path())[..] else { panic!("{:?}", files_below(dir.path())) };
    assert!(file.to_string_lossy().ends_with(&format!("{}.jsonl.gz", run.id)), "{}", file.display());
    assert_eq!(all_of(&desk, &run).await, before);

    let bytes = std::fs::read(file).unwrap();
    for (damage, expect) in [
        (bytes[..bytes.len() / 2].to_vec(), "ends too early"),
        (b"nonsense, and long enough".to_vec(), "cannot be unpacked"),
        (Vec::new(), "ends too early"),
    ] {
        std::fs::write(file, damage).unwrap();
        let Err(JournalError::Corrupt(why)) = desk.journal.load_facts(TENANT, run.id, 99).await else {
            panic!("{expect}: read")
        };
        assert!(why.contains(expect) && why.contains(&run.id.to_string()), "{expect}: {why}");
    }
    std::fs::remove_file(file).unwrap();
    let Err(JournalError::Corrupt(why)) = desk.journal.events(TENANT, run.id, 0, 9).await else {
        panic!("read")
    };
    assert_eq!(why, format!("the archive of run {} is missing", run.id));
    round(&desk, 366).await.unwrap();
    assert!(files_below(dir.path()).is_empty());
}

#[tokio::test]
async fn half_a_file_is_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let files = DirectoryFiles::new(dir.path());
    let run = who(&new_run("one", None, json!({})));
    let broken = || JournalError::Unavailable("the rows are gone".into());
    let pieces = futures::stream::iter([Ok(b"half".to_vec()), Err(broken())]).boxed();
    assert!(matches!(files.write(run, pieces).await, Err(JournalError::Unavailable(_))));
    assert!(files.read(run).await.unwrap().is_none() && files_below(dir.path()).is_empty());
    {
        let endless = futures::stream::iter([Ok(b"half".to_vec())]).chain(futures::stream::pending()).boxed();
        let mut writing = std::pin::pin!(files.write(run, endless));
        while files_below(dir.path()).is_empty() {
            assert!(futures::poll!(writing.as_mut()).is_pending());
            tokio::task::yield_now().await;
        }
    }
    assert!(files_below(dir.path()).is_empty(), "whoever gives up leaves nothing");
}

#[tokio::test]
async fn the_executor_puts_ended_runs_away_by_itself_and_stops_when_told() {
    let rows = Arc::new(MemoryJournal::new());
    let filed = Arc::new(FiledJournal::new(rows, Arc::new(MemoryFiles::new())));
    let retention = Retention {
        archive_after: Some(Duration::ZERO),
        every: Duration::from_millis(5),
        ..Retention::default()
    };
    let desk = desk_on(filed, library(), Limits { retention, ..limits() });
    desk.runtime.resume().await.unwrap();
    let run = ended_run(&desk, json!({ "say": "hi" })).await;
    let archived: DateTime<Utc> = loop {
        if desk.row(&run).await.archived {
            break Utc::now();
        }
        tokio::task::yield_now().await;
    };
    assert!(desk.row(&run).await.ended_at.is_some_and(|ended| ended <= archived));
    desk.runtime.drain(Duration::from_secs(5)).await;
    assert_eq!(desk.runtime.active_runs(), 0);
}
