//! Tools that keep failing, and defects.

use crate::harness::{Desk, desk, desk_on, limits, one_call};
use async_trait::async_trait;
use executor_core::testing::PlanBuilder;
use executor_runtime::api::{Executor, ExecutorError, Library, NewRun, RunEvent, RunRow, RunStatus};
use executor_runtime::memory::MemoryJournal;
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use executor_runtime::{Limits, Runtime};
use flow_schema::ErrorCode;
use flow_schema::kind::Effect;
use flow_schema::plan::{FlowRef, Plan, RetryPolicy};
use mcp_servers_kit::{BreakerPolicy, SecretResolver, Tool, ToolError};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use uuid::Uuid;

/// A service that may be down, and how often it was called.
#[derive(Default)]
struct Service {
    up: AtomicBool,
    calls: AtomicU32,
}

fn desk_of(service: &Arc<Service>, rest: Duration) -> Desk {
    let service = Arc::clone(service);
    let patient = PlanBuilder::new("patient")
        .tool("fetch", "tool", Effect::Read, json!({}))
        .with(|node| {
            node.retry = RetryPolicy { attempts: 2, backoff: Duration::from_millis(1), factor: 1.0 };
        })
        .edge("start", "fetch");
    let library =
        TestLibrary::new().plan(one_call(Effect::Read)).plan(patient.build()).tool("tool", move |_, args| {
            service.calls.fetch_add(1, Ordering::SeqCst);
            let up = service.up.load(Ordering::SeqCst);
            async move {
                match args["say"].as_str() {
                    Some("wrong") => Err(ToolError::new(ErrorCode::Validation, "no such thing")),
                    _ if up => Ok(json!("fine").into()),
                    _ => Err(ToolError::new(ErrorCode::Upstream, "down")),
                }
            }
        });
    let breaker = BreakerPolicy { failures: 3, rest, ..BreakerPolicy::default() };
    desk_on(Arc::new(MemoryJournal::new()), Arc::new(library), Limits { breaker, ..limits() })
}

/// What a run fails with; nothing when it does not.
async fn failure(desk: &Desk, tenant: Uuid, say: &str) -> Option<String> {
    let run = NewRun { tenant, ..new_run("one", None, json!({ "say": say })) };
    desk.start(&run).await;
    let row = desk.ended(&run).await;
    row.error.map(|error| format!("{}: {}", error.code, error.message))
}

const OPEN: &str = "upstream: tool has failed several times in a row and is left alone for a moment";

#[tokio::test]
async fn a_tool_that_keeps_failing_is_left_alone_for_that_tenant() {
    let service = Arc::new(Service::default());
    let desk = desk_of(&service, Duration::from_secs(600));
    for say in ["a", "b", "wrong", "a", "b"] {
        let failed = failure(&desk, TENANT, say).await.expect("it is down");
        assert!(failed.ends_with("down") || failed.ends_with("no such thing"), "{failed}");
    }
    assert_eq!(service.calls.load(Ordering::SeqCst), 5, "a refusal is an answer: not yet three in a row");
    assert_eq!(failure(&desk, TENANT, "c").await.as_deref(), Some("upstream: down"));
    assert_eq!(failure(&desk, TENANT, "d").await.as_deref(), Some(OPEN));
    assert_eq!(service.calls.load(Ordering::SeqCst), 6, "it is not called");
    service.up.store(true, Ordering::SeqCst);
    assert_eq!(failure(&desk, TENANT, "e").await.as_deref(), Some(OPEN), "nobody knows yet");
    assert_eq!(failure(&desk, Uuid::from_u128(9), "e").await, None, "another tenant has its own circuit");
}

#[tokio::test]
async fn a_step_waits_for_the_circuit_and_the_first_success_closes_it() {
    let service = Arc::new(Service::default());
    let desk = desk_of(&service, Duration::from_millis(60));
    for _ in 0..3 {
        failure(&desk, TENANT, "a").await.expect("it is down");
    }
    service.up.store(true, Ordering::SeqCst);
    let run = new_run("patient", None, json!({}));
    desk.start(&run).await;
    let events = desk.until(&run, "never").await;
    assert_eq!(desk.row(&run).await.status, RunStatus::Completed);
    let refused = events.iter().find(|event| event.kind == "node.retrying").expect("it was refused first");
    assert_eq!(format!("upstream: {}", refused.payload["message"].as_str().unwrap()), OPEN);
    assert!(
        refused.payload["delay_ms"].as_u64().unwrap() > 1,
        "the rest of the circuit's, not the step's own"
    );
    assert_eq!(service.calls.load(Ordering::SeqCst), 4);
    assert_eq!(failure(&desk, TENANT, "b").await, None);
}

/// Breaks down wherever it is asked for a tool.
struct Defective(TestLibrary);

#[async_trait]
impl Library for Defective {
    async fn plan(&self, tenant: Uuid, version: &str) -> Result<Arc<Plan>, ExecutorError> {
        Library::plan(&self.0, tenant, version).await
    }
    async fn published(&self, tenant: Uuid, flow: &FlowRef) -> Result<Option<String>, ExecutorError> {
        Library::published(&self.0, tenant, flow).await
    }

    async fn tool(&self, _tenant: Uuid, _kind: &str) -> Result<Arc<dyn Tool>, ExecutorError> {
        panic!("a defect outside the tool")
    }
    fn secrets(&self, tenant: Uuid) -> Arc<dyn SecretResolver> {
        self.0.secrets(tenant)
    }
    async fn form(&self, tenant: Uuid, name: &str) -> Result<Value, ExecutorError> {
        Library::form(&self.0, tenant, name).await
    }
    async fn observe(&self, run: &RunRow, event: &RunEvent) -> Result<(), ExecutorError> {
        self.0.observe(run, event).await
    }
}

#[tokio::test]
async fn a_panic_on_the_way_to_a_tool_fails_the_step_too() {
    let library = Arc::new(Defective(TestLibrary::new().plan(one_call(Effect::Read))));
    let runtime = Runtime::new(Arc::new(MemoryJournal::new()), library, limits());
    let sound = desk(TestLibrary::new());
    let desk = Desk { runtime, ..sound };
    let run = new_run("one", None, json!({}));
    desk.start(&run).await;
    let error = desk.finished(&run).await.error.expect("it failed");
    assert_eq!((error.code, error.node.as_deref()), (ErrorCode::Internal, Some("fetch")));
    assert!(!error.message.contains("defect"), "{}", error.message);
    assert!(desk.runtime.run(TENANT, run.id).await.unwrap().is_some());
}
