//! Plans by hand, for tests of the machine and of what drives it. The product compiles flow
//! documents; this builder trusts its caller and checks nothing.

use flow_schema::expr::Template;
use flow_schema::kind::{Effect, Role};
use flow_schema::model::{ChannelScope, Join};
use flow_schema::plan::{
    NodeIx, Plan, PlanChannel, PlanEdge, PlanLoop, PlanNode, PlanReducer, RetryPolicy, leaves,
};
use flow_schema::{NodeId, PortId};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// Builds a plan; `start` is there from the beginning.
#[derive(Debug)]
pub struct PlanBuilder {
    name: String,
    nodes: Vec<PlanNode>,
    edges: Vec<PlanEdge>,
    back: Vec<(usize, u32)>,
    channels: BTreeMap<String, PlanChannel>,
}

impl PlanBuilder {
    pub fn new(name: &str) -> Self {
        let builder = Self {
            name: name.to_owned(),
            nodes: Vec::new(),
            edges: Vec::new(),
            back: Vec::new(),
            channels: BTreeMap::new(),
        };
        builder.node("start", "start", json!({}))
    }

    /// A node of a control kind.
    #[must_use]
    pub fn node(self, id: &str, kind: &str, config: Value) -> Self {
        let effect = if kind == "ask_user" { Effect::Wait } else { Effect::Pure };
        self.push(id, kind, Role::Control, effect, &config)
    }

    /// A node that calls the tool of that kind, with ports `out` and `error`.
    #[must_use]
    pub fn tool(self, id: &str, kind: &str, effect: Effect, config: Value) -> Self {
        self.push(id, kind, Role::Tool, effect, &config)
    }

    fn push(mut self, id: &str, kind: &str, role: Role, effect: Effect, config: &Value) -> Self {
        let schema = match kind {
            "condition" => json!({ "properties": { "cases": { "items": { "properties": {
                "when": { "x-mode": "expression" } } } } } }),
            "script" => json!({ "properties": { "code": { "x-mode": "script" } } }),
            _ => json!({}),
        };
        self.nodes.push(PlanNode {
            id: id.into(),
            kind: kind.to_owned(),
            title: id.to_owned(),
            role,
            effect,
            config: Template::parse(config, &schema).expect("a test's config parses"),
            ports: vec![PortId::OUT.into(), PortId::ERROR.into()],
            retry: RetryPolicy { attempts: 1, backoff: Duration::from_secs(1), factor: 2.0 },
            timeout: Duration::from_secs(30),
            on_error: None,
            join: Join::All,
            cancel_others: false,
            incoming: Vec::new(),
            outgoing: Vec::new(),
            in_loop: None,
            enters: None,
            body: None,
            flow: None,
            tools: Arc::new([]),
            streams: false,
        });
        self
    }

    /// Changes the node added last.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut PlanNode)) -> Self {
        change(self.nodes.last_mut().expect("start is always there"));
        self
    }

    /// `from` is a node, or a node and a port: `helped.no`.
    #[must_use]
    pub fn edge(mut self, from: &str, to: &str) -> Self {
        self.connect(from, to);
        self
    }

    /// An edge back to the entry of a loop with this bound.
    #[must_use]
    pub fn back(mut self, from: &str, entry: &str, max_iterations: u32) -> Self {
        let edge = self.connect(from, entry);
        self.back.push((edge, max_iterations));
        self
    }

    #[must_use]
    pub fn channel(mut self, name: &str, reducer: PlanReducer, scope: ChannelScope, initial: Value) -> Self {
        self.channels.insert(name.to_owned(), PlanChannel { reducer, scope, schema: Value::Null, initial });
        self
    }

    pub fn build(mut self) -> Arc<Plan> {
        let loops = self.find_loops();
        for (ix, edge) in self.edges.iter().enumerate() {
            self.nodes[edge.from].outgoing.push(ix);
            self.nodes[edge.to].incoming.push(ix);
        }
        let mut plan_loops: Vec<PlanLoop> = Vec::new();
        // Largest first, so that a parent stands before its children and the innermost is found last.
        for (ix, (entry, body, max_iterations)) in loops.into_iter().enumerate() {
            let parent = plan_loops.iter().rposition(|outer| body.iter().all(|n| outer.body.contains(n)));
            for node in &body {
                self.nodes[*node].in_loop = Some(ix);
            }
            self.nodes[entry].enters = Some(ix);
            for (edge, _) in &self.back {
                if self.edges[*edge].to == entry {
                    self.edges[*edge].back = Some(ix);
                }
            }
            plan_loops.push(PlanLoop { entry, body: body.into_iter().collect(), parent, max_iterations });
        }
        let leaves = leaves(&self.nodes, &self.edges, &plan_loops);
        Arc::new(Plan {
            off: BTreeSet::new(),
            leaves,
            flows: Vec::new(),
            flow: self.name.clone(),
            hash: format!("hash of {}", self.name),
            start: 0,
            nodes: self.nodes,
            edges: self.edges,
            loops: plan_loops,
            channels: self.channels,
            input: Value::Null,
            output: Value::Null,
        })
    }

    fn connect(&mut self, from: &str, to: &str) -> usize {
        let (node, port) = from.split_once('.').unwrap_or((from, PortId::OUT));
        let edge = PlanEdge { from: self.ix(node), port: port.into(), to: self.ix(to), back: None };
        self.edges.push(edge);
        self.edges.len() - 1
    }

    fn ix(&self, id: &str) -> NodeIx {
        let id = NodeId::from(id);
        self.nodes.iter().position(|node| node.id == id).unwrap_or_else(|| panic!("no node {id}"))
    }

    /// Natural loops: the entry and everything that reaches a back edge without passing the entry.
    fn find_loops(&self) -> Vec<(NodeIx, BTreeSet<NodeIx>, u32)> {
        let mut loops: BTreeMap<NodeIx, (BTreeSet<NodeIx>, u32)> = BTreeMap::new();
        for (edge, max) in &self.back {
            let (from, entry) = (self.edges[*edge].from, self.edges[*edge].to);
            let (body, bound) = loops.entry(entry).or_insert_with(|| (BTreeSet::from([entry]), *max));
            *bound = *max;
            let mut open = vec![from];
            while let Some(node) = open.pop() {
                if body.insert(node) {
                    open.extend(self.edges.iter().filter(|edge| edge.to == node).map(|edge| edge.from));
                }
            }
        }
        let mut found: Vec<_> = loops.into_iter().map(|(entry, (body, max))| (entry, body, max)).collect();
        found.sort_by_key(|(_, body, _)| std::cmp::Reverse(body.len()));
        found
    }
}
