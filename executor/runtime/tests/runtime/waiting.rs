use crate::harness::{answer, desk, kinds};
use executor_core::testing::PlanBuilder;
use executor_runtime::api::{Executor, ExecutorError, RunStatus};
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use serde_json::{Value, json};
use std::time::Duration;

fn asking(config: Value) -> TestLibrary {
    let plan = PlanBuilder::new("asking")
        .node("ask", "ask_user", config)
        .node("fin", "end", json!({ "output": "{{ ask }}" }))
        .node("late", "end", json!({ "output": "late" }))
        .edge("start", "ask")
        .edge("ask.answered", "fin")
        .edge("ask.declined", "fin")
        .edge("ask.timeout", "late");
    TestLibrary::new().plan(plan.build()).form(json!({
        "name": "ticket", "fields": [{ "name": "summary", "type": "text", "required": true }],
    }))
}

#[tokio::test]
async fn a_waiting_run_holds_nothing_and_goes_on_with_its_answer() {
    let desk = desk(asking(json!({ "question": "Well?" })));
    let run = new_run("asking", None, json!({}));
    desk.start(&run).await;
    desk.until(&run, "run.waiting").await;
    while desk.runtime.active_runs() > 0 {
        tokio::task::yield_now().await;
    }
    let row = desk.row(&run).await;
    assert_eq!(row.status, RunStatus::Waiting);
    assert_eq!(row.waiting.unwrap(), json!({ "for": "user", "node": "ask", "question": "Well?" }));
    let reply = answer(json!({ "text": "42" }));
    desk.runtime.signal(TENANT, run.id, reply.clone()).await.unwrap();
    let row = desk.finished(&run).await;
    assert_eq!(row.output, Some(json!({ "text": "42", "option": null, "values": {} })));
    assert_eq!(row.waiting, None);
    // Sent again: known. Another: too late.
    desk.runtime.signal(TENANT, run.id, reply).await.unwrap();
    assert!(matches!(desk.answer(&run, json!({ "text": "43" })).await, Err(ExecutorError::Ended)));
    let events = desk.until(&run, "never").await;
    assert_eq!(kinds(&events).iter().filter(|kind| **kind == "run.resumed").count(), 1);
}

#[tokio::test]
async fn a_form_is_looked_up_once_and_filled_in_turns() {
    let desk = desk(asking(json!({ "question": "Details?", "form": "ticket" })));
    let run = new_run("asking", None, json!({}));
    desk.start(&run).await;
    let events = desk.until(&run, "run.waiting").await;
    assert_eq!(events.last().unwrap().payload["form"]["fields"][0]["name"], "summary");
    desk.answer(&run, json!({ "values": { "summary": "" } })).await.unwrap();
    let mut seen = 0;
    while seen < 2 {
        seen = kinds(&desk.runtime.events(TENANT, run.id, 0, 99).await.unwrap())
            .iter()
            .filter(|kind| **kind == "run.waiting")
            .count();
        tokio::task::yield_now().await;
    }
    desk.answer(&run, json!({ "text": "VPN" })).await.unwrap();
    assert_eq!(desk.finished(&run).await.output.unwrap()["values"], json!({ "summary": "VPN" }));
}

#[tokio::test]
async fn a_form_that_does_not_exist_fails_the_node_that_asks() {
    let desk = desk(asking(json!({ "question": "Details?", "form": "nothing" })));
    let run = new_run("asking", None, json!({}));
    desk.start(&run).await;
    assert_eq!(desk.finished(&run).await.error.unwrap().message, "no form is named nothing");
}

#[tokio::test]
async fn a_parked_run_is_woken_by_its_time() {
    let mut desk = desk(asking(json!({ "question": "Well?", "timeout": "300ms" })));
    // Park it for certain, so that the timer task has to wake it.
    let limits = executor_runtime::Limits { linger: Duration::ZERO, ..crate::harness::limits() };
    desk = crate::harness::desk_on(desk.journal, desk.library, limits);
    desk.runtime.resume().await.unwrap();
    let run = new_run("asking", None, json!({}));
    desk.start(&run).await;
    assert_eq!(desk.finished(&run).await.output, Some(json!("late")));
}

#[tokio::test]
async fn an_answer_to_a_run_that_asks_nothing_is_refused() {
    let desk = desk(asking(json!({ "question": "Well?" })));
    assert!(matches!(
        desk.answer(&new_run("asking", None, json!({})), json!({})).await,
        Err(ExecutorError::NoSuchRun(_))
    ));
    let mut reserved = answer(json!({}));
    reserved.name = "$cancel".into();
    let run = new_run("asking", None, json!({}));
    desk.start(&run).await;
    assert!(matches!(desk.runtime.signal(TENANT, run.id, reserved).await, Err(ExecutorError::Invalid(_))));
}
