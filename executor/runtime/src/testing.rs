//! A control plane for tests: flows, tools and forms from memory, and a note of what was observed.
//! Nothing here is used by the product.

use crate::api::{ExecutorError, Library, NewRun, RunEvent, RunRow};
use async_trait::async_trait;
use flow_schema::kind::NodeKind;
use flow_schema::plan::{FlowRef, Plan};
use futures::future::BoxFuture;
use mcp_servers_kit::testing::FixedSecrets;
use mcp_servers_kit::tool::Outcome;
use mcp_servers_kit::{Principal, SecretResolver, Tool, ToolContext, ToolError};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// What a tool of a test does.
pub type Call = dyn Fn(ToolContext, Value) -> BoxFuture<'static, Result<Outcome, ToolError>> + Send + Sync;

#[derive(Default)]
pub struct TestLibrary {
    plans: Mutex<HashMap<String, Arc<Plan>>>,
    tools: Mutex<HashMap<String, Arc<dyn Tool>>>,
    forms: Mutex<HashMap<String, Value>>,
    observed: Mutex<Vec<(Uuid, u64, String)>>,
}

struct TestTool {
    kind: Arc<NodeKind>,
    call: Box<Call>,
}

#[async_trait]
impl Tool for TestTool {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        (self.call)(ctx.clone(), args).await
    }
}

impl TestLibrary {
    pub fn new() -> Self {
        Self::default()
    }

    /// A flow under its own name as version, which is also its published one and goes by its hash.
    #[must_use]
    pub fn plan(self, plan: Arc<Plan>) -> Self {
        locked(&self.plans).insert(plan.hash.clone(), Arc::clone(&plan));
        locked(&self.plans).insert(plan.flow.clone(), plan);
        self
    }

    #[must_use]
    pub fn tool<F, R>(self, kind: &str, call: F) -> Self
    where
        F: Fn(ToolContext, Value) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Outcome, ToolError>> + Send + 'static,
    {
        let call: Box<Call> = Box::new(move |ctx, args| Box::pin(call(ctx, args)));
        let tool = TestTool { kind: mcp_servers_kit::testing::kind(kind), call };
        locked(&self.tools).insert(kind.to_owned(), Arc::new(tool));
        self
    }

    #[must_use]
    pub fn form(self, form: Value) -> Self {
        let name = form["name"].as_str().unwrap_or_default().to_owned();
        locked(&self.forms).insert(name, form);
        self
    }

    /// `(run, seq, kind)` in the order in which they were observed.
    pub fn observed(&self) -> Vec<(Uuid, u64, String)> {
        locked(&self.observed).clone()
    }
}

#[async_trait]
impl Library for TestLibrary {
    async fn plan(&self, _tenant: Uuid, version: &str) -> Result<Arc<Plan>, ExecutorError> {
        let found = locked(&self.plans).get(version).cloned();
        found.ok_or_else(|| ExecutorError::NoSuchVersion(version.to_owned()))
    }

    async fn published(&self, _tenant: Uuid, flow: &FlowRef) -> Result<Option<String>, ExecutorError> {
        Ok(locked(&self.plans).get(&flow.name).map(|plan| plan.hash.clone()))
    }

    async fn tool(&self, _tenant: Uuid, kind: &str) -> Result<Arc<dyn Tool>, ExecutorError> {
        let found = locked(&self.tools).get(kind).cloned();
        found.ok_or_else(|| ExecutorError::NoSuchTool(kind.to_owned()))
    }

    fn secrets(&self, _tenant: Uuid) -> Arc<dyn SecretResolver> {
        Arc::new(FixedSecrets::default())
    }

    async fn form(&self, _tenant: Uuid, name: &str) -> Result<Value, ExecutorError> {
        let found = locked(&self.forms).get(name).cloned();
        found.ok_or_else(|| ExecutorError::NoSuchForm(name.to_owned()))
    }

    async fn observe(&self, run: &RunRow, event: &RunEvent) -> Result<(), ExecutorError> {
        locked(&self.observed).push((run.id, event.seq, event.kind.clone()));
        Ok(())
    }
}

/// A run of the flow, for a fixed tenant.
pub fn new_run(flow: &str, conversation: Option<Uuid>, input: Value) -> NewRun {
    NewRun {
        id: Uuid::now_v7(),
        tenant: TENANT,
        flow: flow.to_owned(),
        version: flow.to_owned(),
        conversation,
        input,
        context: Map::new(),
        principal: Principal {
            user: Some(Uuid::from_u128(3)),
            name: "Test User".into(),
            email: "user@example.test".into(),
            ..Principal::default()
        },
        correlation_id: "test".into(),
        test: false,
        parent_run: None,
        lineage: None,
        key_root: None,
        origin: None,
    }
}

/// The tenant of [`new_run`].
pub const TENANT: Uuid = Uuid::from_u128(1);

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
