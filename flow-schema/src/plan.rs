//! A flow, compiled: what the executor runs. Indices instead of names, expressions parsed, loops
//! found, defaults filled in. A plan is only made from a flow without errors.

use crate::expr::{Expr, Template};
use crate::id::{NodeId, PortId};
use crate::kind::{Effect, Role};
use crate::model::{ChannelScope, Join};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// Index into [`Plan::nodes`].
pub type NodeIx = usize;
/// Index into [`Plan::edges`].
pub type EdgeIx = usize;
/// Index into [`Plan::loops`].
pub type LoopIx = usize;

#[derive(Debug, Default)]
pub struct Plan {
    pub flow: String,
    /// SHA-256 of the canonical document, in hex: two plans with one hash behave alike.
    pub hash: String,
    /// `nodes[start]` is the implicit start node.
    pub start: NodeIx,
    pub nodes: Vec<PlanNode>,
    pub edges: Vec<PlanEdge>,
    pub loops: Vec<PlanLoop>,
    pub channels: BTreeMap<String, PlanChannel>,
    pub input: Value,
    pub output: Value,
    /// Every other flow that it or a body in it may run, each once.
    pub flows: Vec<FlowRef>,
    /// By edge, the loops that it leaves, innermost first.
    pub leaves: Vec<Vec<LoopIx>>,
    /// Nodes of the document that are switched off; of a body they are the whole flow's.
    pub off: BTreeSet<NodeId>,
}

/// Another flow, as a flow names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FlowRef {
    pub name: String,
    /// `None` follows the published version.
    pub version: Option<u32>,
}

impl FlowRef {
    /// `name`, or `name@3`: under this key a run remembers which version it means.
    pub fn key(&self) -> String {
        match self.version {
            Some(version) => format!("{}@{version}", self.name),
            None => self.name.clone(),
        }
    }
}

#[derive(Debug)]
pub struct PlanNode {
    pub id: NodeId,
    pub kind: String,
    pub title: String,
    pub role: Role,
    pub effect: Effect,
    /// The config with templates and expressions parsed.
    pub config: Template,
    pub ports: Vec<PortId>,
    pub retry: RetryPolicy,
    /// Of one attempt.
    pub timeout: Duration,
    /// Output with which a failed node goes on through `out`, if it does.
    pub on_error: Option<Value>,
    pub join: Join,
    pub cancel_others: bool,
    /// All edges into it, back edges included.
    pub incoming: Vec<EdgeIx>,
    /// All edges out of it, whatever their port.
    pub outgoing: Vec<EdgeIx>,
    /// The innermost loop whose body it is in.
    pub in_loop: Option<LoopIx>,
    /// The loop that it is the entry of.
    pub enters: Option<LoopIx>,
    /// What a `map` or `loop` runs, as a plan of its own whose start leads where the port `body` does.
    pub body: Option<Arc<Plan>>,
    /// The flow that a `subflow` runs.
    pub flow: Option<FlowRef>,
    /// What an `agent` may use.
    pub tools: Arc<[PlanTool]>,
    /// Its words are shown as they come: the `reply` after it says just those, and nothing else leads there.
    pub streams: bool,
}

/// A tool of an agent.
#[derive(Debug)]
pub struct PlanTool {
    /// What the model calls it.
    pub name: String,
    pub description: String,
    pub target: ToolTarget,
    /// Settings that are not the model's to choose.
    pub fixed: Template,
    pub approval: ToolApproval,
}

/// What a tool of an agent does.
#[derive(Debug)]
pub enum ToolTarget {
    Kind {
        kind: String,
        effect: Effect,
        /// JSON Schema of what the model may choose.
        parameters: Value,
        retry: RetryPolicy,
        timeout: Duration,
    },
    /// Its input is what the model may choose.
    Flow(FlowRef),
}

/// Whether a person must approve a tool call of an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToolApproval {
    /// As the agent's `ask_before` says.
    Policy,
    Never,
    Always,
}

#[derive(Debug)]
pub struct PlanEdge {
    pub from: NodeIx,
    pub port: PortId,
    pub to: NodeIx,
    /// Set on the edges that lead back to the entry of this loop.
    pub back: Option<LoopIx>,
}

/// A natural loop: one entry, which dominates the whole body.
#[derive(Debug)]
pub struct PlanLoop {
    pub entry: NodeIx,
    /// Entry and bodies of inner loops included, in index order.
    pub body: Vec<NodeIx>,
    pub parent: Option<LoopIx>,
    pub max_iterations: u32,
}

#[derive(Debug)]
pub struct PlanChannel {
    pub reducer: PlanReducer,
    pub scope: ChannelScope,
    pub schema: Value,
    pub initial: Value,
}

#[derive(Debug)]
pub enum PlanReducer {
    Replace,
    Append,
    Merge,
    Sum,
    Max,
    Min,
    Union,
    Expression(Expr),
}

/// Attempts and the waits between them: `backoff * factor^(n-1)`, before jitter.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    pub attempts: u32,
    pub backoff: Duration,
    pub factor: f64,
}

/// What [`Plan::leaves`] holds, for these edges and loops.
pub fn leaves(nodes: &[PlanNode], edges: &[PlanEdge], loops: &[PlanLoop]) -> Vec<Vec<LoopIx>> {
    let of = |edge: &PlanEdge| {
        let mut left = Vec::new();
        let mut around = nodes[edge.from].in_loop;
        while let Some(ix) = around {
            if loops[ix].body.binary_search(&edge.to).is_ok() {
                break;
            }
            left.push(ix);
            around = loops[ix].parent;
        }
        left
    };
    edges.iter().map(of).collect()
}

impl Plan {
    /// Index of the node with this id; `start` is a node too.
    pub fn index(&self, id: &str) -> Option<NodeIx> {
        self.nodes.iter().position(|node| node.id.as_str() == id)
    }

    /// The node with this id.
    pub fn node(&self, id: &str) -> Option<&PlanNode> {
        self.index(id).map(|at| &self.nodes[at])
    }

    /// The edges that leave a node by a port.
    pub fn edges_from(&self, node: NodeIx, port: &str) -> impl Iterator<Item = (EdgeIx, &PlanEdge)> {
        let edges = self.nodes[node].outgoing.iter().map(|&edge| (edge, &self.edges[edge]));
        edges.filter(move |(_, edge)| edge.port.as_str() == port)
    }
}
