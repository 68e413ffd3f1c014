//! One plan being run inside a run: the flow itself, an item of a `map`, a time through a `loop`, a
//! sub-flow, or a turn of an agent. Frames form a tree under the root; each belongs to the node that
//! opened it and goes when it is quiet.

use crate::machine::Machine;
use crate::state::{EdgeState, LoopState, NodeState};
use flow_schema::expr::{Names, Scope};
use flow_schema::plan::{NodeIx, Plan};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// Counted up through a run and never used again, so that what is said of a frame that has gone can
/// never reach another.
pub(crate) type FrameId = u64;

/// The flow itself.
pub(crate) const ROOT: FrameId = 0;

/// A node of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct At {
    pub frame: FrameId,
    pub node: NodeIx,
}

/// What a frame runs, so that its plan can be found again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Spec {
    Root,
    /// The body of the node that owns the frame.
    Body,
    /// Another flow, by the hash of its document.
    Flow(String),
    /// One question to an agent's model: the arguments of the call.
    Model(Value),
    /// Tool calls of one turn of an agent.
    Calls(Vec<crate::control::agent::Call>),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Frame {
    /// Address of the frame: empty for the root, `each[3]`, `assist[0]/call_0[0]`; `each#2[3]` the second
    /// time that `each` is entered.
    pub path: String,
    pub owner: Option<At>,
    /// Item, time through, or turn.
    pub index: u32,
    pub spec: Spec,
    #[serde(skip, default = "no_plan")]
    pub plan: Arc<Plan>,
    /// Outputs of the frame's nodes by id; in a frame that has a document of its own also `input`,
    /// `state` and the run's context.
    pub scope: Scope,
    /// `item`, `index`, `loop`: what the container gives its body.
    pub given: Scope,
    pub nodes: Vec<NodeState>,
    pub edges: Vec<EdgeState>,
    pub loops: Vec<LoopState>,
    /// Nodes to which something is owed.
    pub live: usize,
    /// Set by an `end`.
    pub output: Option<Value>,
    /// What its model calls may use up.
    pub budget: Option<Budget>,
}

/// A limit on what a sub-flow may use up, and what it has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Budget {
    pub max_tokens: Option<u64>,
    pub max_cost_micros: Option<u64>,
    pub tokens: u64,
    pub cost_micros: u64,
}

impl Budget {
    pub fn is_spent(&self) -> bool {
        self.max_tokens.is_some_and(|max| self.tokens > max)
            || self.max_cost_micros.is_some_and(|max| self.cost_micros > max)
    }
}

/// Stands in until the real one is put back.
fn no_plan() -> Arc<Plan> {
    static NONE: std::sync::LazyLock<Arc<Plan>> = std::sync::LazyLock::new(|| Arc::new(Plan::default()));
    Arc::clone(&NONE)
}

impl Frame {
    pub fn new(path: String, owner: Option<At>, index: u32, spec: Spec, plan: Arc<Plan>) -> Self {
        Self {
            path,
            owner,
            index,
            spec,
            scope: Scope::new(),
            given: Scope::new(),
            nodes: vec![NodeState::default(); plan.nodes.len()],
            edges: vec![EdgeState::default(); plan.edges.len()],
            loops: plan
                .loops
                .iter()
                .map(|l| LoopState { open: l.body.len(), ..LoopState::default() })
                .collect(),
            live: 0,
            output: None,
            budget: None,
            plan,
        }
    }

    /// The address of one of its nodes.
    pub fn address(&self, node: NodeIx) -> String {
        let id = self.plan.nodes[node].id.as_str();
        if self.path.is_empty() { id.to_owned() } else { format!("{}/{id}", self.path) }
    }

    /// Whether it sees the names of the frame around it.
    pub fn sees_outside(&self) -> bool {
        match self.spec {
            Spec::Body => true,
            Spec::Root | Spec::Flow(_) | Spec::Model(_) | Spec::Calls(_) => false,
        }
    }

    /// What it comes to: what an `end` said, else the output of the last step that leads nowhere.
    pub fn result(&self) -> Value {
        if let Some(output) = &self.output {
            return output.clone();
        }
        let last = (0..self.nodes.len()).rev().find(|ix| {
            let node = &self.plan.nodes[*ix];
            let goes_on = node.outgoing.iter().any(|edge| self.edges[*edge] == EdgeState::Taken);
            self.nodes[*ix].stage == crate::state::Stage::Done && *ix != self.plan.start && !goes_on
        });
        let output = last.and_then(|ix| self.scope.get(self.plan.nodes[ix].id.as_str()));
        output.cloned().unwrap_or(Value::Null)
    }
}

/// What expressions of a frame see: its own names, then those around it.
pub(crate) struct View<'a> {
    machine: &'a Machine,
    frame: FrameId,
}

impl<'a> View<'a> {
    fn frames(&self) -> impl Iterator<Item = &'a Frame> {
        let machine = self.machine;
        let first = machine.frames.get(&self.frame);
        std::iter::successors(first, move |frame| {
            let outside = frame.owner.filter(|_| frame.sees_outside());
            outside.and_then(|owner| machine.frames.get(&owner.frame))
        })
    }
}

impl Names for View<'_> {
    fn value(&self, name: &str) -> Option<&Value> {
        self.frames().find_map(|frame| frame.scope.get(name).or_else(|| frame.given.get(name)))
    }

    fn known(&self) -> Vec<&str> {
        let names = self.frames().flat_map(|frame| frame.scope.keys().chain(frame.given.keys()));
        names.map(String::as_str).collect()
    }
}

impl Machine {
    pub(crate) fn frame(&self, id: FrameId) -> &Frame {
        self.frames.get(&id).expect("only frames that are there are spoken of")
    }

    pub(crate) fn frame_mut(&mut self, id: FrameId) -> &mut Frame {
        self.frames.get_mut(&id).expect("only frames that are there are spoken of")
    }

    pub(crate) fn view(&self, frame: FrameId) -> View<'_> {
        View { machine: self, frame }
    }

    /// The frame whose document the frame belongs to: the one with `input` and `state`.
    pub(crate) fn document(&self, frame: FrameId) -> FrameId {
        let mut at = frame;
        while let Some(owner) = self.frame(at).owner.filter(|_| self.frame(at).sees_outside()) {
            at = owner.frame;
        }
        at
    }

    /// Opens a frame inside a node and starts it.
    pub(crate) fn open(&mut self, owner: At, index: u32, spec: Spec, plan: Arc<Plan>) -> FrameId {
        let id = self.next_frame;
        self.next_frame += 1;
        // A container in a loop is entered again: its steps are other steps then, with keys of their own.
        let address = self.address(owner);
        let path = match self.state_of(owner).iteration() {
            0 => format!("{address}[{index}]"),
            again => format!("{address}#{}[{index}]", again + 1),
        };
        let start = plan.start;
        self.paths.insert(path.clone(), id);
        self.frames.insert(id, Frame::new(path, Some(owner), index, spec, plan));
        self.quiet.push_back(id);
        self.queue.push_back(crate::advance::Work::Start(At { frame: id, node: start }));
        id
    }

    /// Takes a frame away, with everything in it.
    pub(crate) fn close(&mut self, id: FrameId) -> Option<Frame> {
        let live = self.frames.get(&id)?;
        let nodes: Vec<NodeIx> = (0..live.nodes.len()).filter(|ix| live.nodes[*ix].stage.is_live()).collect();
        for node in nodes {
            self.abandon(At { frame: id, node });
        }
        let frame = self.frames.remove(&id)?;
        self.paths.remove(&frame.path);
        Some(frame)
    }
}
