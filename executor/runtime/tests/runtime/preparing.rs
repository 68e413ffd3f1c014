use crate::harness::{Desk, desk, one_call};
use executor_runtime::api::{Executor, Received, RunStatus};
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use flow_schema::kind::Effect;
use futures::StreamExt;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::{Notify, watch};
use uuid::Uuid;

/// A desk whose one tool says something, tells that it was called, and answers when it may.
struct Room {
    desk: Desk,
    calls: watch::Receiver<u32>,
    dropped: Arc<AtomicU32>,
    answer: Arc<Notify>,
}

struct CountsDrops(Arc<AtomicU32>);

impl Drop for CountsDrops {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

fn room(effect: Effect) -> Room {
    let (told, calls) = watch::channel(0);
    let (answer, dropped) = (Arc::new(Notify::new()), Arc::new(AtomicU32::new(0)));
    let (may, drops) = (Arc::clone(&answer), Arc::clone(&dropped));
    let library = TestLibrary::new().plan(one_call(effect)).tool("tool", move |ctx, args| {
        let (told, may, drops) = (told.clone(), Arc::clone(&may), CountsDrops(Arc::clone(&drops)));
        async move {
            let _drops = drops;
            ctx.progress.text("Hel");
            told.send_modify(|calls| *calls += 1);
            may.notified().await;
            ctx.progress.text("lo");
            Ok(args.into())
        }
    });
    Room { desk: desk(library), calls, dropped, answer }
}

#[tokio::test]
async fn what_only_reads_begins_before_the_run_is_accepted_and_is_heard_from_its_first_word() {
    let mut room = room(Effect::Read);
    let run = new_run("one", Some(Uuid::now_v7()), json!({ "say": "hi" }));
    let prepared = room.desk.runtime.prepare(run.clone()).await.unwrap();
    room.calls.wait_for(|calls| *calls == 1).await.unwrap();
    assert!(room.desk.runtime.run(TENANT, run.id).await.unwrap().is_none(), "nobody can see it");

    let row = room.desk.runtime.start_prepared(prepared).await.unwrap();
    assert_eq!((row.status, row.last_seq), (RunStatus::Running, 3), "its first turn came with it");
    let mut stream = room.desk.runtime.follow(TENANT, run.id, Received::default()).await.unwrap();
    let mut lines = Vec::new();
    while let Some(event) = stream.next().await {
        let part = event.part.map(|part| format!(".{part}")).unwrap_or_default();
        if event.part == Some(1) {
            room.answer.notify_one();
        }
        lines.push(format!("{}{part} {}", event.seq, event.kind));
    }
    let expect = [
        "1 run.started",
        "2 node.completed",
        "3 node.started",
        "4.1 message.delta",
        "4.2 message.delta",
        "4 node.completed",
        "5 node.completed",
        "6 run.completed",
    ];
    assert_eq!(lines, expect);
    assert_eq!(*room.calls.borrow(), 1, "it was called once");
    assert_eq!(room.desk.row(&run).await.output, Some(json!({ "say": "hi" })));
}

#[tokio::test]
async fn nothing_that_writes_begins_before_the_run_is_accepted() {
    let mut room = room(Effect::Write);
    let run = new_run("one", None, json!({ "say": "hi" }));
    let prepared = room.desk.runtime.prepare(run.clone()).await.unwrap();
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    assert_eq!(*room.calls.borrow(), 0);
    room.desk.runtime.start_prepared(prepared).await.unwrap();
    room.calls.wait_for(|calls| *calls == 1).await.unwrap();
    room.answer.notify_one();
    assert_eq!(room.desk.finished(&run).await.status, RunStatus::Completed);
}

#[tokio::test]
async fn a_run_that_is_got_ready_and_never_started_leaves_nothing() {
    let mut room = room(Effect::Read);
    let run = new_run("one", Some(Uuid::now_v7()), json!({ "say": "hi" }));
    let prepared = room.desk.runtime.prepare(run.clone()).await.unwrap();
    room.calls.wait_for(|calls| *calls == 1).await.unwrap();
    drop(prepared);
    while room.dropped.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(room.desk.runtime.active_runs(), 0, "its place is free");
    assert!(room.desk.runtime.run(TENANT, run.id).await.unwrap().is_none());
    // The same run may still be started, and begins afresh.
    room.desk.start(&run).await;
    room.calls.wait_for(|calls| *calls == 2).await.unwrap();
    room.answer.notify_one();
    assert_eq!(room.desk.finished(&run).await.status, RunStatus::Completed);
}

#[tokio::test]
async fn a_run_that_another_one_of_its_conversation_overtakes_waits_for_its_turn() {
    let mut room = room(Effect::Read);
    let conversation = Some(Uuid::now_v7());
    let (late, early) = (
        new_run("one", conversation, json!({ "say": 2 })),
        new_run("one", conversation, json!({ "say": 1 })),
    );
    let prepared = room.desk.runtime.prepare(late.clone()).await.unwrap();
    room.calls.wait_for(|calls| *calls == 1).await.unwrap();
    room.desk.start(&early).await;
    room.calls.wait_for(|calls| *calls == 2).await.unwrap();
    let row = room.desk.runtime.start_prepared(prepared).await.unwrap();
    assert_eq!(row.status, RunStatus::Queued);
    while room.dropped.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    // One that is got ready behind others begins nothing.
    let third = new_run("one", conversation, json!({ "say": 3 }));
    let prepared = room.desk.runtime.prepare(third.clone()).await.unwrap();
    assert_eq!(room.desk.runtime.start_prepared(prepared).await.unwrap().status, RunStatus::Queued);
    for (n, run) in [&early, &late, &third].into_iter().enumerate() {
        let calls = 2 + u32::try_from(n).unwrap();
        room.calls.wait_for(|made| *made == calls).await.unwrap();
        room.answer.notify_one();
        let row = room.desk.finished(run).await;
        assert_eq!((row.status, row.output), (RunStatus::Completed, Some(run.input.clone())));
    }
}

#[tokio::test]
async fn the_same_run_twice_is_one_run() {
    let mut room = room(Effect::Read);
    let run = new_run("one", None, json!({ "say": "hi" }));
    room.desk.start(&run).await;
    room.calls.wait_for(|calls| *calls == 1).await.unwrap();
    let prepared = room.desk.runtime.prepare(run.clone()).await.unwrap();
    let row = room.desk.runtime.start_prepared(prepared).await.unwrap();
    assert_eq!(row.id, run.id);
    room.answer.notify_one();
    assert_eq!(room.desk.finished(&run).await.status, RunStatus::Completed);
    assert_eq!(*room.calls.borrow(), 1, "nothing was begun for it");
}
