//! From a flow to the plan the executor runs.

use crate::canonical;
use crate::check::{self, Analysis, Environment};
use crate::duration;
use crate::expr::{Expr, Template};
use crate::finding::Finding;
use crate::id::{NodeId, PortId};
use crate::kind::{Effect, KindRegistry, NodeKind, Role};
use crate::model::{Channel, Flow, Join, Node, OnError, Reducer, Retry};
use crate::plan::{Plan, PlanChannel, PlanEdge, PlanLoop, PlanNode, PlanReducer, RetryPolicy};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// How often a loop's body may run when its entry does not say.
pub const DEFAULT_ITERATIONS: u32 = 25;
const TOOL_TIMEOUT: Duration = Duration::from_secs(30);
/// A model takes its time, above all one on a laptop.
const MODEL_TIMEOUT: Duration = Duration::from_secs(120);
const DEFAULT_BACKOFF: Duration = Duration::from_secs(1);
const DEFAULT_FACTOR: f64 = 2.0;
const TOOL_ATTEMPTS: u32 = 3;

/// Compiles a flow.
///
/// # Errors
/// Every finding of [`check`](crate::check::check) when at least one of them is an error.
pub fn compile(flow: &Flow, kinds: &KindRegistry) -> Result<Plan, Vec<Finding>> {
    let analysis = Analysis::new(flow, kinds);
    let findings = check::run(&analysis, &Environment::default());
    if check::has_errors(&findings) {
        return Err(findings);
    }
    Ok(build(analysis))
}

fn build(analysis: Analysis<'_>) -> Plan {
    let flow = analysis.flow;
    let graph = analysis.graph;
    let ids: Arc<[String]> = flow.nodes.iter().map(|node| node.id.to_string()).collect();
    let entered = |vertex: usize| graph.loops.iter().position(|found| found.entry == vertex);

    let mut nodes = vec![PlanNode {
        id: NodeId::START.into(),
        kind: "start".to_owned(),
        title: "Start".to_owned(),
        role: Role::Control,
        effect: Effect::Pure,
        config: Template::Literal(Value::Object(serde_json::Map::new())),
        ports: vec![PortId::OUT.into()],
        retry: once(),
        timeout: TOOL_TIMEOUT,
        on_error: None,
        join: Join::All,
        cancel_others: false,
        incoming: graph.incoming[0].clone(),
        outgoing: graph.outgoing[0].clone(),
        in_loop: graph.in_loop[0],
        enters: entered(0),
    }];
    for (at, mut facts) in analysis.nodes.into_iter().enumerate() {
        let vertex = at + 1;
        let node = facts.node;
        let kind = facts.kind.expect("a flow without errors has no unknown kinds");
        let effect = effect_of(&kind, &facts.config);
        // A node that did not run on the way here reads as null; the checks warn of it.
        facts.template.allow_absent(&ids);
        nodes.push(PlanNode {
            id: node.id.clone(),
            kind: node.kind.clone(),
            title: if node.title.is_empty() { kind.title.clone() } else { node.title.clone() },
            role: kind.role,
            effect,
            config: facts.template,
            ports: facts.ports.into_iter().map(|port| port.name).collect(),
            retry: retry_of(node, &kind, effect, &facts.config),
            timeout: timeout_of(node, &kind),
            on_error: node.on_error.as_ref().map(|OnError::Continue(value)| value.clone()),
            join: node.join,
            cancel_others: node.cancel_others,
            incoming: graph.incoming[vertex].clone(),
            outgoing: graph.outgoing[vertex].clone(),
            in_loop: graph.in_loop[vertex],
            enters: entered(vertex),
        });
    }
    let loops = graph.loops.iter().map(|found| PlanLoop {
        entry: found.entry,
        body: found.body.clone(),
        parent: found.parent,
        max_iterations: found
            .entry
            .checked_sub(1)
            .and_then(|at| flow.nodes[at].max_iterations)
            .unwrap_or(DEFAULT_ITERATIONS),
    });
    let loops = loops.collect();
    let back = graph.back;
    let edges = graph.edges.into_iter().zip(back);
    Plan {
        flow: flow.name.clone(),
        hash: canonical::hash(flow),
        start: 0,
        nodes,
        edges: edges
            .map(|(edge, back)| PlanEdge { from: edge.from, port: edge.port, to: edge.to, back })
            .collect(),
        loops,
        channels: flow
            .state
            .iter()
            .map(|(name, channel)| (name.clone(), channel_of(channel, flow)))
            .collect(),
        input: crate::json_schema::inline_refs(&flow.input, &flow.schemas),
        output: crate::json_schema::inline_refs(&flow.output, &flow.schemas),
    }
}

/// A request that only reads may be repeated safely, whatever its kind may do in general.
fn effect_of(kind: &NodeKind, config: &Value) -> Effect {
    match config["method"].as_str() {
        Some("GET" | "HEAD") if kind.name == "http_request" => Effect::Read,
        _ => kind.effect,
    }
}

fn retry_of(node: &Node, kind: &NodeKind, effect: Effect, config: &Value) -> RetryPolicy {
    let Some(Retry { attempts, backoff, factor }) = &node.retry else {
        return default_retry(kind, effect, config);
    };
    RetryPolicy {
        attempts: *attempts,
        backoff: backoff.as_deref().map_or(DEFAULT_BACKOFF, checked_duration),
        factor: factor.unwrap_or(DEFAULT_FACTOR),
    }
}

fn default_retry(kind: &NodeKind, effect: Effect, config: &Value) -> RetryPolicy {
    let attempts = match (kind.role, effect) {
        (Role::Control, _) | (Role::Tool, Effect::Pure | Effect::Wait) => 1,
        (Role::Tool, Effect::Read) => TOOL_ATTEMPTS,
        // Our own tools keep their key. A stranger's may not, and would do its work twice.
        (Role::Tool, Effect::Write) if keeps_key(kind, config) => TOOL_ATTEMPTS,
        (Role::Tool, Effect::Write) => 1,
    };
    RetryPolicy { attempts, backoff: DEFAULT_BACKOFF, factor: DEFAULT_FACTOR }
}

fn keeps_key(kind: &NodeKind, config: &Value) -> bool {
    match kind.name.as_str() {
        "http_request" => !matches!(config["method"].as_str(), Some("POST" | "PATCH") | None),
        "mcp_tool" => false,
        name => !name.starts_with("mcp:"),
    }
}

fn once() -> RetryPolicy {
    RetryPolicy { attempts: 1, backoff: DEFAULT_BACKOFF, factor: DEFAULT_FACTOR }
}

fn timeout_of(node: &Node, kind: &NodeKind) -> Duration {
    match &node.timeout {
        Some(text) => checked_duration(text),
        None if matches!(kind.name.as_str(), "llm" | "classify" | "extract") => MODEL_TIMEOUT,
        None => TOOL_TIMEOUT,
    }
}

fn checked_duration(text: &str) -> Duration {
    duration::parse(text).expect("a flow without errors has no bad durations")
}

fn channel_of(channel: &Channel, flow: &Flow) -> PlanChannel {
    PlanChannel {
        reducer: match &channel.reducer {
            Reducer::Replace => PlanReducer::Replace,
            Reducer::Append => PlanReducer::Append,
            Reducer::Merge => PlanReducer::Merge,
            Reducer::Sum => PlanReducer::Sum,
            Reducer::Max => PlanReducer::Max,
            Reducer::Min => PlanReducer::Min,
            Reducer::Union => PlanReducer::Union,
            Reducer::Expression(source) => PlanReducer::Expression(
                Expr::parse(source).expect("a flow without errors has no bad reducers"),
            ),
        },
        scope: channel.scope,
        schema: crate::json_schema::inline_refs(&channel.schema, &flow.schemas),
        initial: channel.initial.clone(),
    }
}
