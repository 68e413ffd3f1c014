//! Durable runs: accepted, one write effect, ended; everything journaled. In process, so that the
//! journal is measured and not HTTP. A machine's disk says more about runs per second than we do; what
//! is ours is how many commits a run takes, and how many of those that the machine can do we use.

use crate::commits;
use crate::report::{each, heading, line, per_second, processor_time, ratio};
use crate::support::new_run;
use async_trait::async_trait;
use control_plane_store::testing::TestDb;
use executor_journal::{CommitStats, SqlJournal};
use executor_runtime::api::{Executor, ExecutorError, Library, Received, RunEvent, RunRow};
use executor_runtime::{Limits, Runtime};
use flow_schema::compile::compile;
use flow_schema::kind::{KindRegistry, NodeKind};
use flow_schema::plan::{FlowRef, Plan};
use futures::StreamExt;
use mcp_servers_kit::{Outcome, SecretResolver, Tool, ToolContext, ToolError};
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

pub async fn print(quick: bool) {
    for engine in ["SQLite", "PostgreSQL"] {
        heading(&format!("durable runs on {engine} (one write effect each)"));
        let db = if engine == "SQLite" { TestDb::sqlite().await } else { TestDb::postgres().await };
        prepare(&db).await;
        let tenant = Uuid::now_v7();
        for width in [1_usize, 16, 64] {
            let window = Duration::from_millis(if quick { 300 } else { 3_000 });
            let machine = commits::rate(&db.db, width, window).await;
            let busy = processor_time("self");
            let Measured { runs, stats } = measure(&db, tenant, width, window).await;
            let busy = processor_time("self") - busy;
            let per_second = |count| per_second(count, window);
            let used = per_second(usize::try_from(stats.commits).unwrap_or(usize::MAX));
            line(
                &format!("{width} at a time"),
                format!(
                    "{:5.0} runs/s   {:4.2} ms of processor a run   {:4.2} commits a run   {:4.1} writes a commit   {:3.0} % of the machine's {machine:.0} commits/s",
                    per_second(runs),
                    each(busy, runs),
                    ratio(stats.commits, runs as u64),
                    ratio(stats.writes, stats.commits),
                    100.0 * used / machine,
                ),
            );
        }
        db.close().await;
    }
}

/// The table that the commit rate is measured on; made by the owner, as tables are.
async fn prepare(db: &TestDb) {
    let owner = Database::connect(&db.owner_url).await.expect("the owner connects");
    owner.execute_unprepared("CREATE TABLE bench_commits (n integer)").await.expect("a table");
    if db.owner_url.starts_with("postgres") {
        owner.execute_unprepared("GRANT INSERT ON bench_commits TO flowright_app").await.expect("a grant");
    }
    owner.close().await.expect("it closes");
}

struct Measured {
    runs: usize,
    stats: CommitStats,
}

async fn measure(db: &TestDb, tenant: Uuid, width: usize, window: Duration) -> Measured {
    let journal = Arc::new(SqlJournal::new(db.db.connection().clone(), db.db.gate()));
    let runtime = Runtime::new(journal.clone(), Arc::new(Shelf::of(acting())), Limits::default());
    runtime.resume().await.expect("the journal can be read");
    let begun = Instant::now();
    let tasks: Vec<_> = (0..width)
        .map(|_| {
            let runtime = Arc::clone(&runtime);
            tokio::spawn(async move {
                let mut done = 0_usize;
                while begun.elapsed() < window {
                    let new = new_run(tenant, "bench", "1");
                    let run = new.id;
                    runtime.start(new).await.expect("the run is accepted");
                    let mut events = runtime
                        .follow(tenant, run, Received::default())
                        .await
                        .expect("the run can be followed");
                    let mut completed = false;
                    while let Some(event) = events.next().await {
                        completed |= event.kind == "run.completed";
                    }
                    assert!(completed, "the run completed");
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut runs = 0;
    for task in tasks {
        runs += task.await.expect("a client ends");
    }
    runtime.drain(Duration::from_secs(5)).await;
    Measured { runs, stats: journal.stats() }
}

/// One flow and one tool that does nothing, at once.
pub struct Shelf {
    plan: Arc<Plan>,
    tool: Arc<Nothing>,
}

struct Nothing(NodeKind);

#[async_trait]
impl Tool for Nothing {
    fn kind(&self) -> &NodeKind {
        &self.0
    }

    async fn call(&self, _: &ToolContext, _: Value) -> Result<Outcome, ToolError> {
        Ok(Outcome { output: json!({ "number": "TKT-1" }), ..Outcome::default() })
    }
}

struct NoSecrets;

#[async_trait]
impl SecretResolver for NoSecrets {
    async fn resolve(&self, name: &str) -> Result<String, ToolError> {
        Err(ToolError::new(flow_schema::ErrorCode::NotFound, format!("there is no secret {name}")))
    }
}

impl Shelf {
    /// With this flow.
    pub fn of(document: Value) -> Self {
        let kinds = KindRegistry::builtin();
        let kind = kinds.get("create_ticket").expect("a built-in kind");
        let flow = serde_json::from_value(document).expect("the document is a flow");
        let plan = compile(&flow, &kinds).unwrap_or_else(|findings| panic!("{findings:#?}"));
        Self { plan: Arc::new(plan), tool: Arc::new(Nothing(NodeKind::clone(kind))) }
    }
}

fn acting() -> Value {
    json!({
        "format": "flowright/1", "name": "bench",
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "nodes": [{ "id": "act", "kind": "create_ticket", "config": { "title": "{{ input.message }}" } }],
        "edges": [{ "from": "start", "to": "act" }]
    })
}

#[async_trait]
impl Library for Shelf {
    async fn plan(&self, _: Uuid, _: &str) -> Result<Arc<Plan>, ExecutorError> {
        Ok(Arc::clone(&self.plan))
    }

    async fn published(&self, _: Uuid, _: &FlowRef) -> Result<Option<String>, ExecutorError> {
        Ok(None)
    }

    async fn tool(&self, _: Uuid, _: &str) -> Result<Arc<dyn Tool>, ExecutorError> {
        Ok(Arc::clone(&self.tool) as Arc<dyn Tool>)
    }

    fn secrets(&self, _: Uuid) -> Arc<dyn SecretResolver> {
        Arc::new(NoSecrets)
    }

    async fn form(&self, _: Uuid, name: &str) -> Result<Value, ExecutorError> {
        Err(ExecutorError::Invalid(format!("there is no form {name}")))
    }

    async fn observe(&self, _: &RunRow, _: &RunEvent) -> Result<(), ExecutorError> {
        Ok(())
    }
}
