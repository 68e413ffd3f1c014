use crate::harness::{Desk, desk, kinds, limits, one_call};
use executor_core::testing::PlanBuilder;
use executor_runtime::Limits;
use executor_runtime::api::{Executor, ExecutorError, NewRun, RunStatus};
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use flow_schema::ErrorCode;
use flow_schema::kind::Effect;
use flow_schema::plan::RetryPolicy;
use mcp_servers_kit::ToolError;
use mcp_servers_kit::tool::{Outcome, Usage};
use serde_json::json;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[tokio::test]
async fn a_run_calls_its_tool_and_ends_with_its_output() {
    let library = TestLibrary::new().plan(one_call(Effect::Read)).tool("tool", async |_ctx, args| {
        let usage = Usage { input_tokens: 3, output_tokens: 4, model: "m".into(), ..Usage::default() };
        Ok(Outcome::new(json!({ "echo": args["say"] })).with_usage(usage))
    });
    let desk = desk(library);
    let run = new_run("one", None, json!({ "say": "hi" }));
    desk.start(&run).await;
    let events = desk.until(&run, "never").await;
    assert_eq!(
        kinds(&events),
        [
            "run.started",
            "node.completed",
            "node.started",
            "node.completed",
            "node.completed",
            "run.completed"
        ]
    );
    assert_eq!(events[3].payload["input"], json!({ "say": "hi" }));
    let row = desk.row(&run).await;
    assert_eq!((row.status, row.output), (RunStatus::Completed, Some(json!({ "echo": "hi" }))));
    assert_eq!(row.usage, json!({ "input_tokens": 3, "output_tokens": 4, "calls": 1 }));
    desk.runtime.drain(Duration::from_secs(5)).await;
    let observed: Vec<u64> = desk.library.observed().iter().map(|(_, seq, _)| *seq).collect();
    assert_eq!(observed, [1, 2, 3, 4, 5, 6], "everything was observed once and in order");
}

#[tokio::test]
async fn the_same_run_twice_is_one_run() {
    let calls = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&calls);
    let library = TestLibrary::new().plan(one_call(Effect::Write)).tool("tool", move |_, _| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { Ok(json!(1).into()) }
    });
    let desk = desk(library);
    let run = new_run("one", None, json!({}));
    let (a, b) = tokio::join!(desk.start(&run), desk.start(&run));
    assert_eq!(a.id, b.id);
    desk.finished(&run).await;
    assert_eq!(desk.start(&run).await.status, RunStatus::Completed);
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    let unknown = new_run("nowhere", None, json!({}));
    assert!(matches!(desk.runtime.start(unknown).await, Err(ExecutorError::NoSuchVersion(_))));
}

#[tokio::test]
async fn a_tool_that_panics_fails_its_step_and_nothing_else() {
    let library = TestLibrary::new().plan(one_call(Effect::Read)).tool("tool", async |_, args| {
        assert!(args["say"] != "boom", "a defect");
        Ok(json!("fine").into())
    });
    let desk = desk(library);
    let (bad, good) = (new_run("one", None, json!({ "say": "boom" })), new_run("one", None, json!({})));
    desk.start(&bad).await;
    desk.start(&good).await;
    let error = desk.finished(&bad).await.error.expect("it failed");
    assert_eq!((error.code, error.node.as_deref()), (ErrorCode::Internal, Some("fetch")));
    assert!(!error.message.contains("defect"), "no inside knowledge leaks: {}", error.message);
    assert_eq!(desk.finished(&good).await.status, RunStatus::Completed);
}

fn retried(timeout: Duration) -> TestLibrary {
    let plan = PlanBuilder::new("retried")
        .tool("fetch", "tool", Effect::Write, json!({}))
        .with(|node| {
            node.retry = RetryPolicy { attempts: 3, backoff: Duration::from_millis(2), factor: 1.0 };
            node.timeout = timeout;
        })
        .edge("start", "fetch");
    TestLibrary::new().plan(plan.build())
}

#[tokio::test]
async fn every_attempt_at_a_step_carries_the_same_key() {
    let keys = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&keys);
    let library =
        retried(Duration::from_secs(9)).tool("tool", move |ctx, _| {
            let mut seen = seen.lock().unwrap();
            seen.push(ctx.idempotency_key);
            let last = seen.len() == 3;
            async move {
                if last { Ok(json!(1).into()) } else { Err(ToolError::new(ErrorCode::Upstream, "down")) }
            }
        });
    let desk = desk(library);
    let run = new_run("retried", None, json!({}));
    desk.start(&run).await;
    assert_eq!(desk.finished(&run).await.status, RunStatus::Completed);
    let keys = keys.lock().unwrap().clone();
    assert!(keys.len() == 3 && keys.iter().all(|key| *key == keys[0]), "{keys:?}");
}

#[tokio::test]
async fn a_run_that_goes_on_for_another_one_calls_under_its_keys() {
    let keys = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&keys);
    let library = TestLibrary::new().plan(one_call(Effect::Write)).tool("tool", move |ctx, _| {
        seen.lock().unwrap().push(ctx.idempotency_key);
        async { Ok(json!(1).into()) }
    });
    let desk = desk(library);
    let failed = new_run("one", None, json!({}));
    let parent_run = Some(failed.id);
    let retry = NewRun { parent_run, key_root: parent_run, ..new_run("one", None, json!({})) };
    let fork = NewRun { parent_run, ..new_run("one", None, json!({})) };
    for run in [&failed, &retry, &fork] {
        desk.start(run).await;
        assert_eq!(desk.finished(run).await.status, RunStatus::Completed);
    }
    let keys = keys.lock().unwrap().clone();
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[0], keys[2], "a fork is a run of its own");
}

#[tokio::test]
async fn a_call_that_never_ends_times_out_and_is_told_to_stop() {
    let library = retried(Duration::from_millis(20)).tool("tool", async |ctx, _| {
        ctx.cancel.cancelled().await;
        std::future::pending().await
    });
    let desk = desk(library);
    let run = new_run("retried", None, json!({}));
    desk.start(&run).await;
    assert_eq!(desk.finished(&run).await.error.expect("it failed").code, ErrorCode::Timeout);
}

#[tokio::test]
async fn a_result_that_is_too_large_fails_its_step() {
    let library = TestLibrary::new()
        .plan(one_call(Effect::Read))
        .tool("tool", async |_, _| Ok(json!("x".repeat(2_000)).into()));
    let small = Limits { payload_bytes: 1_000, ..limits() };
    let desk: Desk = crate::harness::desk_on(
        Arc::new(executor_runtime::memory::MemoryJournal::new()),
        Arc::new(library),
        small,
    );
    let run = new_run("one", None, json!({}));
    desk.start(&run).await;
    let error = desk.finished(&run).await.error.expect("it failed");
    assert!(error.message.contains("at most 1000"), "{}", error.message);
}

#[tokio::test]
async fn a_node_whose_tool_is_gone_fails_with_a_reason() {
    let desk = desk(TestLibrary::new().plan(one_call(Effect::Read)));
    let run = new_run("one", None, json!({}));
    desk.start(&run).await;
    let error = desk.finished(&run).await.error.expect("it failed");
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::NotFound, "no tool serves node kind tool"));
    assert!(
        desk.runtime.run(uuid::Uuid::from_u128(99), run.id).await.unwrap().is_none(),
        "another tenant sees nothing"
    );
    assert!(desk.runtime.state(TENANT, run.id, None).await.unwrap().is_some());
}
