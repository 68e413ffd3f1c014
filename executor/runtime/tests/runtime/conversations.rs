use crate::harness::{Desk, desk};
use executor_core::testing::PlanBuilder;
use executor_runtime::api::{Executor, RunStatus};
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use flow_schema::kind::Effect;
use flow_schema::model::ChannelScope;
use flow_schema::plan::PlanReducer;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// A flow that remembers what was said in the conversation, and a tool that waits for a permit.
fn room(permits: &Arc<Semaphore>, at_once: &Arc<AtomicU32>) -> Desk {
    let plan = PlanBuilder::new("chat")
        .channel("said", PlanReducer::Append, ChannelScope::Conversation, Value::Null)
        .tool("fetch", "tool", Effect::Write, json!({}))
        .node("note", "set_state", json!({ "set": { "said": "{{ input.say }}" } }))
        .node("fin", "end", json!({ "output": "{{ state.said }}" }))
        .edge("start", "fetch")
        .edge("fetch", "note")
        .edge("note", "fin");
    let (permits, at_once) = (Arc::clone(permits), Arc::clone(at_once));
    let library = TestLibrary::new().plan(plan.build()).tool("tool", move |_, _| {
        let (permits, at_once) = (Arc::clone(&permits), Arc::clone(&at_once));
        async move {
            assert_eq!(at_once.fetch_add(1, Ordering::SeqCst), 0, "two runs of a conversation at once");
            permits.acquire().await.expect("open").forget();
            at_once.fetch_sub(1, Ordering::SeqCst);
            Ok(json!({}).into())
        }
    });
    desk(library)
}

#[tokio::test]
async fn messages_of_a_conversation_are_answered_one_at_a_time_in_order() {
    let (permits, at_once) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicU32::new(0)));
    let desk = room(&permits, &at_once);
    let thread = Uuid::now_v7();
    let conversation = Some(thread);
    let runs: Vec<_> = (0..4).map(|n| new_run("chat", conversation, json!({ "say": n }))).collect();
    for (n, run) in runs.iter().enumerate() {
        let row = desk.start(run).await;
        assert_eq!(row.status, if n == 0 { RunStatus::Running } else { RunStatus::Queued });
    }
    // The third never gets its turn.
    desk.runtime.cancel(TENANT, runs[2].id, "never mind").await.unwrap();
    desk.until(&runs[2], "run.cancelled").await;
    let active = desk.runtime.active(TENANT, thread).await.unwrap().unwrap();
    assert_eq!(active.id, runs[0].id);
    permits.add_permits(3);
    assert_eq!(
        desk.finished(&runs[3]).await.output,
        Some(json!([0, 1, 3])),
        "channels are handed on in order"
    );
    assert_eq!(desk.row(&runs[2]).await.status, RunStatus::Cancelled);
    assert!(desk.runtime.active(TENANT, thread).await.unwrap().is_none());
}

#[tokio::test]
async fn conversations_do_not_wait_for_each_other() {
    let (permits, at_once) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicU32::new(0)));
    let desk = room(&permits, &at_once);
    let stuck = new_run("chat", Some(Uuid::now_v7()), json!({ "say": 1 }));
    desk.start(&stuck).await;
    desk.until(&stuck, "node.started").await;
    permits.add_permits(1);
    assert_eq!(desk.finished(&stuck).await.status, RunStatus::Completed);
    permits.add_permits(1);
    let other = new_run("chat", Some(Uuid::now_v7()), json!({ "say": 2 }));
    desk.start(&other).await;
    assert_eq!(desk.finished(&other).await.output, Some(json!([2])));
}
