use crate::harness::{desk, one_call};
use executor_runtime::api::{Executor, RunStatus};
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use flow_schema::kind::Effect;
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;

#[tokio::test]
async fn cancelling_stops_within_a_second_even_a_call_that_does_not_listen() {
    let (begun, told) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begin, tell) = (Arc::clone(&begun), Arc::clone(&told));
    let library = TestLibrary::new().plan(one_call(Effect::Write)).tool("tool", move |ctx, _| {
        let (begin, tell) = (Arc::clone(&begin), Arc::clone(&tell));
        async move {
            begin.notify_one();
            ctx.cancel.cancelled().await;
            tell.notify_one();
            std::future::pending().await
        }
    });
    let desk = desk(library);
    let run = new_run("one", None, json!({}));
    desk.start(&run).await;
    begun.notified().await;
    let asked = Instant::now();
    desk.runtime.cancel(TENANT, run.id, "enough").await.unwrap();
    desk.runtime.cancel(TENANT, run.id, "again").await.unwrap();
    let events = desk.until(&run, "run.cancelled").await;
    assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
    let last = &events.last().unwrap().payload;
    assert_eq!(last, &json!({ "reason": "enough", "interrupted": ["fetch"] }));
    told.notified().await;
    assert_eq!(desk.row(&run).await.status, RunStatus::Cancelled);
    desk.runtime.cancel(TENANT, run.id, "too late").await.unwrap();
    desk.runtime.drain(Duration::from_secs(5)).await;
    assert_eq!(desk.runtime.active_runs(), 0);
}

#[tokio::test]
async fn cancelling_what_does_not_exist_says_so() {
    let desk = desk(TestLibrary::new());
    assert!(desk.runtime.cancel(TENANT, uuid::Uuid::now_v7(), "x").await.is_err());
}
