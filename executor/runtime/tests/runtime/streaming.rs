use crate::harness::{desk, desk_on, limits, one_call};
use executor_core::testing::PlanBuilder;
use executor_runtime::Limits;
use executor_runtime::api::Executor;
use executor_runtime::memory::MemoryJournal;
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use flow_schema::kind::Effect;
use futures::StreamExt;
use serde_json::json;
use std::sync::Arc;
use tokio::sync::Notify;

#[tokio::test]
async fn tokens_reach_a_follower_before_the_event_they_belong_to() {
    let go = Arc::new(Notify::new());
    let wait = Arc::clone(&go);
    let library = TestLibrary::new().plan(one_call(Effect::Read)).tool("tool", move |ctx, _| {
        let wait = Arc::clone(&wait);
        async move {
            wait.notified().await;
            ctx.progress.text("Hel");
            ctx.progress.text("lo");
            ctx.progress.note("thinking");
            Ok(json!("Hello").into())
        }
    });
    let desk = desk(library);
    let run = new_run("one", None, json!({}));
    desk.start(&run).await;
    let mut stream = desk.runtime.follow(TENANT, run.id, 0).await.unwrap();
    let mut lines = Vec::new();
    while let Some(event) = stream.next().await {
        if event.kind == "node.started" {
            go.notify_one();
        }
        let part = event.part.map(|part| format!(".{part}")).unwrap_or_default();
        lines.push(format!("{}{part} {}", event.seq, event.kind));
    }
    let expect = [
        "1 run.started",
        "2 node.completed",
        "3 node.started",
        "4.1 message.delta",
        "4.2 message.delta",
        "4.3 node.progress",
        "4 node.completed",
        "5 node.completed",
        "6 run.completed",
    ];
    assert_eq!(lines, expect);
}

/// A chain of calls, so that events keep coming while somebody follows.
fn chain(length: usize) -> TestLibrary {
    let mut plan = PlanBuilder::new("chain");
    let mut at = "start".to_owned();
    for n in 0..length {
        let id = format!("n{n}");
        plan = plan.tool(&id, "tool", Effect::Read, json!({})).edge(&at, &id);
        at = id;
    }
    TestLibrary::new().plan(plan.build()).tool("tool", async |ctx, _| {
        ctx.progress.text("x");
        tokio::task::yield_now().await;
        Ok(json!(1).into())
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn followers_miss_nothing_and_see_nothing_twice_wherever_they_begin() {
    // A topic of four events makes every follower fall behind now and then.
    let narrow = Limits { topic: 4, ..limits() };
    let desk = desk_on(Arc::new(MemoryJournal::new()), Arc::new(chain(60)), narrow);
    let run = new_run("chain", None, json!({}));
    desk.start(&run).await;
    let followers = (0..12_u64).map(|n| {
        let (runtime, id) = (Arc::clone(&desk.runtime), run.id);
        tokio::spawn(async move {
            let mut stream = runtime.follow(TENANT, id, n * 9).await.unwrap();
            let mut seqs = Vec::new();
            while let Some(event) = stream.next().await {
                if event.part.is_none() {
                    seqs.push(event.seq);
                }
                if n % 3 == 0 {
                    tokio::task::yield_now().await;
                }
            }
            (n * 9, seqs)
        })
    });
    let total = 2 + 2 * 60 + 1;
    for follower in followers.collect::<Vec<_>>() {
        let (after, seqs) = follower.await.unwrap();
        assert_eq!(seqs, (after + 1..=total).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_client_that_never_reads_holds_nobody_up() {
    let narrow = Limits { topic: 4, ..limits() };
    let desk = desk_on(Arc::new(MemoryJournal::new()), Arc::new(chain(40)), narrow);
    let run = new_run("chain", None, json!({}));
    desk.start(&run).await;
    let dead = desk.runtime.follow(TENANT, run.id, 0).await.unwrap();
    assert!(desk.finished(&run).await.status.is_ended());
    let late: Vec<u64> =
        dead.filter(|e| futures::future::ready(e.part.is_none())).map(|e| e.seq).collect().await;
    assert_eq!(late, (1..=83).collect::<Vec<_>>(), "and it may still catch up");
}
