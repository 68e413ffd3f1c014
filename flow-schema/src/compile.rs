//! From a flow to the plan the executor runs.

use crate::canonical;
use crate::check::{self, Analysis, Environment, NodeFacts, split_source};
use crate::duration;
use crate::expr::{Expr, Template};
use crate::finding::Finding;
use crate::graph::{Graph, GraphEdge};
use crate::id::{NodeId, PortId};
use crate::kind::{Effect, KindRegistry, NodeKind, Role};
use crate::model::{Channel, Flow, Join, Node, OnError, Reducer, Retry};
use crate::off::SwitchedOn;
use crate::plan::{
    self, FlowRef, Plan, PlanChannel, PlanEdge, PlanLoop, PlanNode, PlanReducer, PlanTool, RetryPolicy,
    ToolApproval, ToolTarget,
};
use serde_json::Value;
use std::collections::BTreeSet;
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
    let environment = Environment::default();
    let on = SwitchedOn::new(flow);
    let analysis = Analysis::of(&on, kinds, &environment);
    let mut findings = check::run(&analysis, &environment).findings;
    if check::has_errors(&findings) {
        on.place(&mut findings);
        return Err(findings);
    }
    Ok(build(analysis, canonical::hash(flow)))
}

/// `hash` is the document's.
fn build(analysis: Analysis<'_>, hash: String) -> Plan {
    let flow = analysis.flow;
    let ids: Arc<[String]> =
        flow.nodes.iter().map(|node| &node.id).chain(&analysis.off).map(ToString::to_string).collect();
    let mut facts: Vec<Option<NodeFacts<'_>>> = analysis.nodes.into_iter().map(Some).collect();
    let mut builder =
        Builder { flow, kinds: analysis.kinds, ids, hash, off: analysis.off, facts: &mut facts };
    builder.level(None)
}

struct Builder<'a, 'b> {
    flow: &'a Flow,
    kinds: &'a KindRegistry,
    ids: Arc<[String]>,
    hash: String,
    off: BTreeSet<NodeId>,
    /// By node of the document; each is taken when its level is built.
    facts: &'b mut Vec<Option<NodeFacts<'a>>>,
}

impl<'a> Builder<'a, '_> {
    /// The nodes whose parent is this one, as a plan; the flow itself without one.
    fn level(&mut self, parent: Option<&NodeId>) -> Plan {
        let flow = self.flow;
        let members: Vec<usize> =
            (0..flow.nodes.len()).filter(|at| flow.nodes[*at].parent.as_ref() == parent).collect();
        let graph = level_graph(flow, parent, &members);
        let entered = |vertex: usize| graph.loops.iter().position(|found| found.entry == vertex);
        let mut nodes = vec![start_node(&graph, entered(0))];
        let mut flows = Vec::new();
        for (at, member) in members.iter().enumerate() {
            let vertex = at + 1;
            let facts = self.facts[*member].take().expect("each node is on one level");
            let mut node = self.node(facts, &graph, vertex);
            node.enters = entered(vertex);
            flows.extend(node.flow.clone());
            flows.extend(node.tools.iter().filter_map(|tool| match &tool.target {
                ToolTarget::Flow(flow) => Some(flow.clone()),
                ToolTarget::Kind { .. } => None,
            }));
            flows.extend(node.body.iter().flat_map(|body| body.flows.clone()));
            nodes.push(node);
        }
        flows.sort_unstable();
        flows.dedup();
        self.stream_into_replies(parent, &members, &graph, &mut nodes);
        let bound = |entry: usize| {
            let own = entry.checked_sub(1).and_then(|at| flow.nodes[members[at]].max_iterations);
            own.unwrap_or(DEFAULT_ITERATIONS)
        };
        let loops = graph.loops.iter().map(|found| PlanLoop {
            entry: found.entry,
            body: found.body.clone(),
            parent: found.parent,
            max_iterations: bound(found.entry),
        });
        let loops: Vec<PlanLoop> = loops.collect();
        let edges = graph.edges.into_iter().zip(graph.back);
        let edges: Vec<PlanEdge> = edges
            .map(|(edge, back)| PlanEdge { from: edge.from, port: edge.port, to: edge.to, back })
            .collect();
        let leaves = plan::leaves(&nodes, &edges, &loops);
        Plan {
            flow: flow.name.clone(),
            hash: self.hash.clone(),
            start: 0,
            nodes,
            edges,
            loops,
            leaves,
            channels: flow
                .state
                .iter()
                .map(|(name, channel)| (name.clone(), channel_of(channel, flow)))
                .collect(),
            input: crate::json_schema::inline_refs(&flow.input, &flow.schemas),
            output: crate::json_schema::inline_refs(&flow.output, &flow.schemas),
            flows,
            off: self.off.clone(),
        }
    }

    fn node(&mut self, mut facts: NodeFacts<'a>, graph: &Graph, vertex: usize) -> PlanNode {
        let node = facts.node;
        let kind = facts.kind.expect("a flow without errors has no unknown kinds");
        let effect = effect_of(&kind, &facts.config);
        // A node that did not run on the way here reads as null; the checks warn of it.
        facts.template.allow_absent(&self.ids);
        PlanNode {
            id: node.id.clone(),
            kind: node.kind.clone(),
            title: if node.title.is_empty() { kind.title.clone() } else { node.title.clone() },
            role: kind.role,
            effect,
            tools: if node.kind == "agent" {
                self.tools(&facts.config, &facts.template)
            } else {
                Arc::new([])
            },
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
            enters: None,
            body: crate::kind::is_container(&node.kind).then(|| Arc::new(self.level(Some(&node.id)))),
            flow: (node.kind == "subflow").then(|| FlowRef {
                name: facts.config["flow"].as_str().unwrap_or_default().to_owned(),
                version: version_of(&facts.config),
            }),
            streams: false,
        }
    }

    /// Marks the models whose answer a Reply passes on as it is, so that it need not come all at once. Not in the
    /// body of a `map`: its items would speak at the same time.
    fn stream_into_replies(
        &self,
        parent: Option<&NodeId>,
        members: &[usize],
        graph: &Graph,
        nodes: &mut [PlanNode],
    ) {
        let written = |id: &NodeId| self.flow.nodes.iter().find(|node| node.id == *id);
        if parent.and_then(written).is_some_and(|container| container.kind == "map") {
            return;
        }
        for (at, member) in members.iter().enumerate() {
            let (vertex, model) = (at + 1, &self.flow.nodes[*member]);
            // Who has decided about it, either way, is not overruled.
            let is_plain = |name: &str| model.config.get(name).is_none_or(Value::is_null);
            if model.kind != "llm" || !is_plain("stream_reply") || !is_plain("output") {
                continue;
            }
            let edges = graph.outgoing[vertex].iter().map(|&edge| &graph.edges[edge]);
            let mut next = edges.filter(|edge| edge.port.as_str() == PortId::OUT);
            let (Some(edge), None) = (next.next(), next.next()) else { continue };
            let Some(reply) = edge.to.checked_sub(1).map(|to| &self.flow.nodes[members[to]]) else {
                continue;
            };
            let is_only_way = graph.incoming[edge.to].len() == 1;
            nodes[vertex].streams = reply.kind == "reply" && is_only_way && says_only(reply, &model.id);
        }
    }

    fn tools(&self, config: &Value, template: &Template) -> Arc<[PlanTool]> {
        let list = config["tools"].as_array().map(Vec::as_slice).unwrap_or_default();
        let tool = |(at, tool): (usize, &Value)| {
            let word = |name: &str| tool[name].as_str().unwrap_or_default().trim().to_owned();
            // What has no expression in it is a literal as a whole, at whichever level that is.
            let literal = |tool: &Value| tool.get("config").cloned().map(Template::Literal);
            let fixed = match (template, template.get("tools")) {
                (Template::Literal(config), _) => literal(&config["tools"][at]),
                (_, Some(Template::Literal(list))) => literal(&list[at]),
                (_, Some(Template::Array(items))) => match items.get(at) {
                    Some(Template::Literal(tool)) => literal(tool),
                    item => item.and_then(|item| item.get("config").cloned()),
                },
                _ => None,
            };
            let (named, own, target) = match (word("flow"), word("kind")) {
                (flow, kind) if flow.is_empty() => {
                    let known = self.kinds.get(&kind).expect("a flow without errors has no unknown kinds");
                    let effect = effect_of(known, &tool["config"]);
                    let parameters = choosable(&known.config_schema, &tool["config"]);
                    let retry = default_retry(known, effect, &tool["config"]);
                    let timeout = default_timeout(known);
                    let target = ToolTarget::Kind { kind: kind.clone(), effect, parameters, retry, timeout };
                    (kind, format!("{}. {}", known.title, known.summary), target)
                }
                (flow, _) => {
                    let target = ToolTarget::Flow(FlowRef { name: flow.clone(), version: None });
                    (flow.clone(), format!("Runs the flow {flow}."), target)
                }
            };
            let name = if word("name").is_empty() { tool_name(&named) } else { tool_name(&word("name")) };
            PlanTool {
                name,
                description: if word("description").is_empty() { own } else { word("description") },
                target,
                fixed: fixed.unwrap_or_else(|| Template::Literal(Value::Object(serde_json::Map::new()))),
                approval: match tool["approval"].as_str() {
                    Some("never") => ToolApproval::Never,
                    Some("always") => ToolApproval::Always,
                    _ => ToolApproval::Policy,
                },
            }
        };
        list.iter().enumerate().map(tool).collect()
    }
}

/// Whether a Reply's text is the text of that model's answer, and nothing else.
fn says_only(reply: &Node, model: &NodeId) -> bool {
    let text = reply.config.get("text").and_then(Value::as_str).unwrap_or_default();
    let hole = text.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    let path = hole.and_then(|hole| hole.trim().strip_suffix(".text"));
    path == Some(model.as_str())
}

/// The edges of one level. Where a container's `body` leads is where its body's start leads.
fn level_graph(flow: &Flow, parent: Option<&NodeId>, members: &[usize]) -> Graph {
    let vertex = |id: &str| {
        let at = members.iter().position(|member| flow.nodes[*member].id.as_str() == id);
        at.map(|at| at + 1)
    };
    let edges = flow.edges.iter().filter_map(|edge| {
        let (from, port) = split_source(&edge.from);
        let to = vertex(edge.to.as_str())?;
        let (from, port) = match parent {
            Some(parent) if from == parent.as_str() && port == PortId::BODY => (0, PortId::OUT),
            None if from == NodeId::START => (0, port),
            _ => (vertex(from)?, port),
        };
        Some(GraphEdge { from, port: port.into(), to })
    });
    Graph::new(members.len() + 1, edges.collect())
}

fn start_node(graph: &Graph, enters: Option<usize>) -> PlanNode {
    PlanNode {
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
        enters,
        body: None,
        flow: None,
        tools: Arc::new([]),
        streams: false,
    }
}

fn version_of(config: &Value) -> Option<u32> {
    config["version"].as_u64().and_then(|version| u32::try_from(version).ok())
}

/// What is left of a kind's settings for the model to choose, as the parameters of a function.
fn choosable(config_schema: &Value, fixed: &Value) -> Value {
    let is_fixed = |name: &str| fixed.get(name).is_some();
    let properties = config_schema["properties"].as_object().into_iter().flatten();
    let properties = properties.filter(|(name, field)| !is_fixed(name) && field["x-ui"]["advanced"] != true);
    let plain = |field: &Value| {
        let mut field = field.clone();
        strip(&mut field);
        field
    };
    let properties: serde_json::Map<_, _> =
        properties.map(|(name, field)| (name.clone(), plain(field))).collect();
    let required = config_schema["required"].as_array().into_iter().flatten();
    let required: Vec<_> = required
        .filter(|name| name.as_str().is_some_and(|name| properties.contains_key(name)))
        .cloned()
        .collect();
    serde_json::json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    })
}

/// Without what only the editor reads.
fn strip(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            entries.retain(|key, _| !key.starts_with("x-") && key != "title");
            entries.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// As the APIs of models want it: `[A-Za-z0-9_-]{1,64}`.
fn tool_name(name: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' };
    name.chars().map(fits).take(64).collect()
}

/// A request that only reads may be repeated safely, whatever its kind may do in general.
pub(crate) fn effect_of(kind: &NodeKind, config: &Value) -> Effect {
    match config["method"].as_str() {
        Some("GET" | "HEAD") if kind.name == "http_request" => Effect::Read,
        _ => kind.effect,
    }
}

/// How often a node is tried, the first attempt included.
pub(crate) fn attempts(node: &Node, kind: &NodeKind, config: &Value) -> u32 {
    let written = node.retry.as_ref().map(|retry| retry.attempts);
    written.unwrap_or_else(|| default_retry(kind, effect_of(kind, config), config).attempts)
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
        None => default_timeout(kind),
    }
}

fn default_timeout(kind: &NodeKind) -> Duration {
    match kind.name.as_str() {
        "llm" | "classify" | "extract" => MODEL_TIMEOUT,
        _ => TOOL_TIMEOUT,
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
