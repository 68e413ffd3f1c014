use executor_core::testing::PlanBuilder;
use executor_runtime::api::{Executor, NewRun, Received, RunEvent, RunRow, Signal};
use executor_runtime::journal::Journal;
use executor_runtime::memory::MemoryJournal;
use executor_runtime::testing::{TENANT, TestLibrary};
use executor_runtime::{Limits, Runtime};
use flow_schema::kind::Effect;
use flow_schema::plan::Plan;
use futures::StreamExt;
use mcp_servers_kit::Principal;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

pub struct Desk {
    pub runtime: Arc<Runtime>,
    pub journal: Arc<dyn Journal>,
    pub library: Arc<TestLibrary>,
}

pub fn limits() -> Limits {
    Limits {
        journal_backoff: (Duration::from_millis(1), Duration::from_millis(5)),
        cancel_grace: Duration::from_millis(50),
        ..Limits::default()
    }
}

pub fn desk(library: TestLibrary) -> Desk {
    desk_on(Arc::new(MemoryJournal::new()), Arc::new(library), limits())
}

pub fn desk_on(journal: Arc<dyn Journal>, library: Arc<TestLibrary>, limits: Limits) -> Desk {
    let runtime = Runtime::new(Arc::clone(&journal), library.clone(), limits);
    Desk { runtime, journal, library }
}

/// `start → call → fin`, with one tool.
pub fn one_call(effect: Effect) -> Arc<Plan> {
    PlanBuilder::new("one")
        .tool("fetch", "tool", effect, json!({ "say": "{{ input.say }}" }))
        .node("fin", "end", json!({ "output": "{{ fetch }}" }))
        .edge("start", "fetch")
        .edge("fetch", "fin")
        .build()
}

impl Desk {
    pub async fn start(&self, run: &NewRun) -> RunRow {
        self.runtime.start(run.clone()).await.expect("accepted")
    }

    /// The run's row when it has ended, whoever's it is.
    pub async fn ended(&self, run: &NewRun) -> RunRow {
        self.until(run, "never").await;
        self.runtime.run(run.tenant, run.id).await.expect("readable").expect("known")
    }

    /// Events until one of this kind, or the last one.
    pub async fn until(&self, run: &NewRun, kind: &str) -> Vec<RunEvent> {
        let mut stream = self.runtime.follow(run.tenant, run.id, Received::default()).await.expect("known");
        let mut events = Vec::new();
        let reading = async {
            while let Some(event) = stream.next().await {
                let found = event.kind == kind;
                events.push(event);
                if found {
                    break;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), reading).await.expect("it happens in time");
        events
    }

    pub async fn finished(&self, run: &NewRun) -> RunRow {
        self.until(run, "never").await;
        self.row(run).await
    }

    pub async fn row(&self, run: &NewRun) -> RunRow {
        self.runtime.run(TENANT, run.id).await.expect("readable").expect("known")
    }

    pub async fn answer(
        &self,
        run: &NewRun,
        payload: Value,
    ) -> Result<(), executor_runtime::api::ExecutorError> {
        self.runtime.signal(TENANT, run.id, answer(payload)).await
    }
}

pub fn answer(payload: Value) -> Signal {
    Signal { id: Uuid::now_v7(), name: "answer".into(), node: None, payload, principal: Principal::default() }
}

pub fn kinds(events: &[RunEvent]) -> Vec<&str> {
    events.iter().filter(|event| event.part.is_none()).map(|event| event.kind.as_str()).collect()
}
