use crate::harness::{Desk, answer, desk};
use executor_core::testing::PlanBuilder;
use executor_runtime::api::{Executor, ExecutorError, Migration, MigrationCall, NewRun, RunStatus};
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use flow_schema::kind::Effect;
use flow_schema::plan::Plan;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// `start → fetch → [look →] ask → fin`, and in one of them another question and another end.
fn plan(name: &str, with_look: bool, question: &str) -> Arc<Plan> {
    let mut plan = PlanBuilder::new(name)
        .tool("fetch", "tool", Effect::Write, json!({ "what": "fetch" }))
        .node(
            "ask",
            "ask_user",
            json!({ "question": question, "options": [{ "port": "yes", "label": "Yes" }] }),
        )
        .node("fin", "end", json!({ "output": { "v": name, "seen": "{{ fetch }}" } }));
    if with_look {
        plan = plan.tool("look", "tool", Effect::Read, json!({ "what": "look" }));
        plan = plan.edge("start", "fetch").edge("fetch", "look").edge("look", "ask");
    } else {
        plan = plan.edge("start", "fetch").edge("fetch", "ask");
    }
    plan.edge("ask.yes", "fin").build()
}

type Calls = Arc<Mutex<Vec<String>>>;

fn two_versions() -> (Desk, Calls) {
    let calls = Calls::default();
    let made = Arc::clone(&calls);
    let gone =
        PlanBuilder::new("short").node("fin", "end", json!({ "output": 1 })).edge("start", "fin").build();
    let library = TestLibrary::new()
        .plan(plan("one", false, "Did it help?"))
        .plan(plan("two", true, "Is it solved?"))
        .plan(gone)
        .tool("tool", move |_, args| {
            let what = args["what"].as_str().unwrap_or_default().to_owned();
            made.lock().unwrap().push(what);
            async move { Ok(args.into()) }
        });
    (desk(library), calls)
}

async fn waiting(desk: &Desk) -> NewRun {
    let run = new_run("one", Some(Uuid::now_v7()), json!({}));
    desk.start(&run).await;
    desk.until(&run, "run.waiting").await;
    run
}

fn questions(waits: &[Value]) -> Vec<&str> {
    waits.iter().filter_map(|waits| waits["question"].as_str()).collect()
}

#[tokio::test]
async fn a_waiting_run_goes_on_in_another_version_without_doing_again_what_it_did() {
    let (desk, calls) = two_versions();
    let run = waiting(&desk).await;
    let Migration { last_seq, kept, dropped, calls: ahead, waits, would_wait, would_end } =
        desk.runtime.migration(TENANT, run.id, "two").await.unwrap();
    assert_eq!((kept, dropped, would_end), (vec!["fetch".to_owned()], Vec::new(), None));
    let look = MigrationCall { node: "look".into(), kind: "tool".into(), effect: Effect::Read };
    assert_eq!(ahead, [look]);
    assert_eq!(questions(&waits), ["Did it help?"]);
    assert!(would_wait.is_empty(), "it looks first");
    assert_eq!(*calls.lock().unwrap(), ["fetch"], "looking changes nothing");

    let moved = desk.runtime.migrate(TENANT, run.id, "two", last_seq).await.unwrap();
    assert_eq!(moved.version, "two");
    let events = desk.until(&run, "run.migrated").await;
    assert_eq!(events.last().unwrap().payload["from"], "one");
    let asked = loop {
        let row = desk.row(&run).await;
        if row.waiting.as_ref().is_some_and(|waiting| waiting["question"] == "Is it solved?") {
            break row;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(asked.status, RunStatus::Waiting);
    assert_eq!(*calls.lock().unwrap(), ["fetch", "look"]);

    desk.answer(&run, json!({ "option": "yes" })).await.unwrap();
    let row = desk.finished(&run).await;
    assert_eq!(row.output, Some(json!({ "v": "two", "seen": { "what": "fetch" } })));
    // What it was before the move can still be looked at, as it was.
    let before = desk.runtime.state(TENANT, run.id, Some(last_seq)).await.unwrap().unwrap();
    assert!(before["nodes"].get("look").is_none(), "{before}");
    let after = desk.runtime.state(TENANT, run.id, None).await.unwrap().unwrap();
    assert_eq!(after["nodes"]["look"]["status"], "completed", "{after}");
}

#[tokio::test]
async fn a_moved_run_survives_a_restart_in_its_new_version() {
    let (desk, calls) = two_versions();
    let run = waiting(&desk).await;
    let seen = desk.runtime.migration(TENANT, run.id, "two").await.unwrap();
    desk.runtime.drain(std::time::Duration::from_secs(1)).await;
    let again = crate::harness::desk_on(
        Arc::clone(&desk.journal),
        Arc::clone(&desk.library),
        crate::harness::limits(),
    );
    again.runtime.migrate(TENANT, run.id, "two", seen.last_seq).await.unwrap();
    again.runtime.drain(std::time::Duration::from_secs(1)).await;
    let third = crate::harness::desk_on(
        Arc::clone(&desk.journal),
        Arc::clone(&desk.library),
        crate::harness::limits(),
    );
    third.runtime.resume().await.unwrap();
    loop {
        let waits = third.row(&run).await.waiting;
        if waits.is_some_and(|waiting| waiting["question"] == "Is it solved?") {
            break;
        }
        tokio::task::yield_now().await;
    }
    third.runtime.signal(TENANT, run.id, answer(json!({ "option": "yes" }))).await.unwrap();
    assert_eq!(third.finished(&run).await.output.unwrap()["v"], "two");
    assert_eq!(
        calls.lock().unwrap().iter().filter(|call| *call == "fetch").count(),
        1,
        "its write was done once"
    );
}

#[tokio::test]
async fn a_run_is_not_moved_past_where_it_was_seen_nor_to_an_end() {
    let (desk, _) = two_versions();
    let run = waiting(&desk).await;
    let seen = desk.runtime.migration(TENANT, run.id, "short").await.unwrap();
    assert_eq!(seen.would_end, Some(RunStatus::Completed));
    assert_eq!(seen.dropped, ["fetch"]);
    let refused = desk.runtime.migrate(TENANT, run.id, "short", seen.last_seq).await;
    assert!(matches!(refused, Err(ExecutorError::Invalid(_))), "{refused:?}");
    let stale = desk.runtime.migrate(TENANT, run.id, "two", seen.last_seq - 1).await;
    assert!(matches!(stale, Err(ExecutorError::MovedOn)), "{stale:?}");
    let same = desk.runtime.migrate(TENANT, run.id, "one", seen.last_seq).await;
    assert!(matches!(same, Err(ExecutorError::Invalid(_))), "{same:?}");
    let unknown = desk.runtime.migration(TENANT, run.id, "none").await;
    assert!(matches!(unknown, Err(ExecutorError::NoSuchVersion(_))), "{unknown:?}");
    desk.answer(&run, json!({ "option": "yes" })).await.unwrap();
    desk.finished(&run).await;
    let late = desk.runtime.migration(TENANT, run.id, "two").await;
    assert!(matches!(late, Err(ExecutorError::Ended)), "{late:?}");
}
