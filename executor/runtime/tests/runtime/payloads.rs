//! Values too large for a row.

use crate::harness::{desk, desk_on, limits, one_call};
use async_trait::async_trait;
use chrono::Utc;
use executor_runtime::api::{Executor, NewRun, RunFilter, RunStatus, Signal};
use executor_runtime::files::{
    ArchiveStore, DirectoryFiles, FileError, FiledJournal, INLINE_BYTES, MemoryFiles, PayloadName,
    PayloadStore, Pieces,
};
use executor_runtime::journal::{Journal, JournalError, RunRef, SignalStored};
use executor_runtime::memory::MemoryJournal;
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use flow_schema::kind::Effect;
use mcp_servers_kit::Principal;
use serde_json::{Value, json};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

fn echo() -> TestLibrary {
    TestLibrary::new()
        .plan(one_call(Effect::Read))
        .tool("tool", async |_, args| Ok(json!({ "echo": args["say"] }).into()))
}

fn large() -> Value {
    json!("Ω".repeat(INLINE_BYTES))
}

fn who(run: &NewRun) -> RunRef {
    RunRef { tenant: run.tenant, run: run.id }
}

#[tokio::test]
async fn a_large_value_leaves_a_reference_in_its_row_and_is_read_whole() {
    let (rows, files) = (Arc::new(MemoryJournal::new()), Arc::new(MemoryFiles::new()));
    let filed = Arc::new(FiledJournal::new(rows.clone(), files.clone()));
    let run = new_run("one", None, json!({ "say": large() }));
    let alone = desk(echo());
    alone.start(&run).await;
    let expected = alone.finished(&run).await;

    let desk = desk_on(filed.clone(), Arc::new(echo()), limits());
    let accepted = desk.start(&run).await;
    assert_eq!(accepted.input, run.input);
    let row = desk.finished(&run).await;
    assert_eq!((row.status, &row.input, &row.output), (RunStatus::Completed, &run.input, &expected.output));
    let state = desk.runtime.state(TENANT, run.id, None).await.unwrap().unwrap();
    let mut without = alone.runtime.state(TENANT, run.id, None).await.unwrap().unwrap();
    without["now"] = state["now"].clone();
    assert_eq!(state.to_string(), without.to_string(), "byte for byte");

    let stored = rows.row(TENANT, run.id).await.unwrap().unwrap();
    let reference = stored.input["$blob"].clone();
    assert_eq!(reference["bytes"], json!(run.input.to_string().len()));
    let name: PayloadName = reference["sha256"].as_str().unwrap().parse().unwrap();
    let kept = files.get(who(&run), &name).await.unwrap().unwrap();
    assert_eq!(kept, run.input.to_string().as_bytes());
    let (list, _) = desk.runtime.runs(TENANT, RunFilter { limit: 9, ..RunFilter::default() }).await.unwrap();
    assert_eq!(list[0].input, stored.input, "a list stays small");
    for (_, fact) in rows.load_facts(TENANT, run.id, u64::MAX).await.unwrap() {
        assert!(fact.len() <= INLINE_BYTES, "{} bytes", fact.len());
    }
    for event in rows.events(TENANT, run.id, 0, 99).await.unwrap() {
        assert!(event.payload.to_string().len() <= INLINE_BYTES, "{}", event.kind);
    }
}

#[tokio::test]
async fn a_value_that_looks_like_a_reference_is_taken_for_what_it_is() {
    let filed = Arc::new(FiledJournal::new(Arc::new(MemoryJournal::new()), Arc::new(MemoryFiles::new())));
    let desk = desk_on(filed, Arc::new(echo()), limits());
    let liar = json!({ "$blob": { "sha256": "0".repeat(64), "bytes": 3 } });
    let mut run = new_run("one", None, liar.clone());
    run.context = liar.as_object().cloned().unwrap();
    desk.start(&run).await;
    assert_eq!(desk.finished(&run).await.input, liar);
    assert_eq!(desk.journal.load(TENANT, run.id).await.unwrap().unwrap().new.context, run.context);
}

#[tokio::test]
async fn a_payload_that_is_gone_is_named() {
    let (rows, files) = (Arc::new(MemoryJournal::new()), Arc::new(MemoryFiles::new()));
    let desk = desk_on(Arc::new(FiledJournal::new(rows.clone(), files.clone())), Arc::new(echo()), limits());
    let run = new_run("one", None, json!({ "say": large() }));
    desk.start(&run).await;
    desk.finished(&run).await;
    let name = rows.row(TENANT, run.id).await.unwrap().unwrap().input["$blob"]["sha256"].clone();
    files.keep_only(who(&run), &[]).await.unwrap();
    let Err(JournalError::Corrupt(why)) = desk.journal.row(TENANT, run.id).await else { panic!("found") };
    let expect =
        format!("the input of run {} is missing: there is no payload {}", run.id, name.as_str().unwrap());
    assert_eq!(why, expect);
    let Err(JournalError::Corrupt(why)) = desk.journal.load_facts(TENANT, run.id, 99).await else {
        panic!("found")
    };
    assert!(why.starts_with(&format!("fact 1 of run {} is missing", run.id)), "{why}");
}

/// Refuses some puts, and looks at the rows at each.
#[derive(Debug)]
struct Watching {
    files: MemoryFiles,
    rows: Arc<MemoryJournal>,
    refuse: AtomicU32,
    seen: std::sync::Mutex<Vec<Option<u64>>>,
}

#[async_trait]
impl PayloadStore for Watching {
    async fn put(&self, run: RunRef, bytes: Vec<u8>) -> Result<PayloadName, FileError> {
        if self.refuse.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_ok() {
            let error = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(FileError::Io { what: "keep it".into(), error });
        }
        let row = self.rows.row(run.tenant, run.run).await.unwrap();
        self.seen.lock().unwrap().push(row.map(|row| row.last_seq));
        self.files.put(run, bytes).await
    }
    async fn get(&self, run: RunRef, name: &PayloadName) -> Result<Option<Vec<u8>>, FileError> {
        self.files.get(run, name).await
    }
    async fn keep_only(&self, run: RunRef, names: &[PayloadName]) -> Result<(), FileError> {
        self.files.keep_only(run, names).await
    }
}

#[async_trait]
impl ArchiveStore for Watching {
    async fn write(&self, run: RunRef, pieces: Pieces<'_, JournalError>) -> Result<(), JournalError> {
        self.files.write(run, pieces).await
    }
    async fn read(&self, run: RunRef) -> Result<Option<Pieces<'static, FileError>>, FileError> {
        self.files.read(run).await
    }
    async fn remove(&self, run: RunRef) -> Result<(), FileError> {
        self.files.remove(run).await
    }
}

#[tokio::test]
async fn a_payload_is_kept_before_its_row_and_no_row_comes_without_it() {
    let rows = Arc::new(MemoryJournal::new());
    let watching = Arc::new(Watching {
        files: MemoryFiles::new(),
        rows: rows.clone(),
        refuse: AtomicU32::new(1),
        seen: std::sync::Mutex::default(),
    });
    let library = TestLibrary::new()
        .plan(one_call(Effect::Read))
        .tool("tool", async |_, _| Ok(json!({ "echo": large() }).into()));
    let filed = Arc::new(FiledJournal::new(rows.clone(), watching.clone()));
    let desk = desk_on(filed, Arc::new(library), limits());
    let run = new_run("one", None, json!({ "say": "hi" }));
    desk.start(&run).await;
    // The disk is full once; the outcome is kept in memory until it is recorded.
    assert_eq!(desk.finished(&run).await.status, RunStatus::Completed);
    assert_eq!(watching.refuse.load(Ordering::SeqCst), 0);
    let seen = watching.seen.lock().unwrap().clone();
    let last = rows.row(TENANT, run.id).await.unwrap().unwrap().last_seq;
    assert!(seen.len() >= 2, "the event and the fact: {seen:?}");
    assert!(seen.iter().all(|seq| seq.is_some_and(|seq| seq < last)), "{seen:?}");

    watching.refuse.store(1, Ordering::SeqCst);
    let refused = desk.journal.accept(new_run("one", None, large()), Utc::now(), None).await;
    assert!(matches!(refused, Err(JournalError::Full(_))), "{refused:?}");
    assert_eq!(rows.rows(TENANT, RunFilter { limit: 9, ..RunFilter::default() }).await.unwrap().1, 1);
}

#[tokio::test]
async fn a_large_signal_to_nobody_leaves_no_file() {
    let files = Arc::new(MemoryFiles::new());
    let filed = FiledJournal::new(Arc::new(MemoryJournal::new()), files.clone());
    let run = new_run("one", None, json!({}));
    let signal = || Signal {
        id: Uuid::now_v7(),
        name: "said".into(),
        node: None,
        payload: large(),
        principal: Principal::default(),
    };
    let stored = filed.signal(TENANT, run.id, signal(), false, Utc::now()).await.unwrap();
    assert_eq!(stored, SignalStored::NoSuchRun);
    assert!(files.payloads(who(&run)).is_empty());
    filed.accept(run.clone(), Utc::now(), None).await.unwrap();
    filed.signal(TENANT, run.id, signal(), false, Utc::now()).await.unwrap();
    assert_eq!(files.payloads(who(&run)).len(), 1);
    let pending = filed.pending(TENANT, run.id).await.unwrap();
    assert_eq!(pending.signals[0].1.payload, large());
}

#[tokio::test]
async fn a_directory_gives_back_what_it_was_given_to_its_run_only() {
    let dir = tempfile::tempdir().unwrap();
    let files = DirectoryFiles::new(dir.path().join("made/when/needed"));
    let run = who(&new_run("one", None, json!({})));
    let other = RunRef { tenant: Uuid::from_u128(7), ..run };
    let (a, b) = tokio::join!(files.put(run, b"hello".to_vec()), files.put(run, b"hello".to_vec()));
    let name = a.unwrap();
    assert_eq!(name, b.unwrap());
    assert_eq!(files.get(run, &name).await.unwrap().as_deref(), Some(&b"hello"[..]));
    assert_eq!(files.get(other, &name).await.unwrap(), None);
    let second = files.put(run, b"second".to_vec()).await.unwrap();
    files.keep_only(run, std::slice::from_ref(&second)).await.unwrap();
    assert_eq!(files.get(run, &name).await.unwrap(), None);
    assert_eq!(files.get(run, &second).await.unwrap().as_deref(), Some(&b"second"[..]));
    files.keep_only(run, &[]).await.unwrap();
    files.keep_only(run, &[]).await.unwrap();
    assert_eq!(files.get(run, &second).await.unwrap(), None);
}

#[tokio::test]
async fn a_damaged_file_is_not_given_out() {
    let dir = tempfile::tempdir().unwrap();
    let files = DirectoryFiles::new(dir.path());
    let run = who(&new_run("one", None, json!({})));
    let name = files.put(run, b"hello".to_vec()).await.unwrap();
    let id = run.run.to_string();
    let place = dir.path().join("payloads").join(run.tenant.to_string()).join(&id[34..]).join(&id);
    assert_eq!(fs::read_dir(&place).unwrap().count(), 1, "no draft is left");
    fs::write(place.join(name.as_str()), b"hullo").unwrap();
    let Err(FileError::Corrupt(why)) = files.get(run, &name).await else { panic!("given out") };
    assert!(why.contains(name.as_str()) && why.contains(&id), "{why}");
}

#[test]
fn a_name_cannot_leave_its_place() {
    for text in ["", "../../etc/passwd", &"a/".repeat(32), &"A".repeat(64), &"é".repeat(32)] {
        assert!(text.parse::<PayloadName>().is_err(), "{text:?}");
    }
}
