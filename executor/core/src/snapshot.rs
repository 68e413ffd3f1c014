//! A machine as JSON: all of it, to go on from instead of folding every fact ([`Machine::snapshot`]),
//! and what people and tests look at ([`Machine::state`]).

use crate::control::{agent, wait::Happened};
use crate::debug::Debug;
use crate::event::{Failure, Tokens};
use crate::frame::{At, Frame, FrameId, Spec};
use crate::machine::{Flows, Machine, Status};
use crate::state::{EdgeState, Stage};
use flow_schema::NodeId;
use flow_schema::plan::Plan;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// Counted up when an older machine could not read what a newer one saves.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Saved {
    format: u32,
    status: Status,
    now: i64,
    deadline: Option<i64>,
    /// As text: JSON numbers of this size are not safe everywhere.
    seed: String,
    frames: Vec<(FrameId, Frame)>,
    next_frame: FrameId,
    next_wait: u64,
    #[serde(default)]
    inbox: VecDeque<Happened>,
    #[serde(default)]
    flows: BTreeMap<String, String>,
    #[serde(default)]
    debug: Debug,
    #[serde(default)]
    pins_used: BTreeMap<String, u32>,
    #[serde(default)]
    stepping: bool,
    steps: u32,
    usage: Tokens,
    calls: u64,
    output: Value,
    failure: Option<(Failure, Option<NodeId>)>,
}

impl Machine {
    /// Everything that decides how the run goes on. Only between events, which is when a caller can ask.
    pub fn snapshot(&self) -> Value {
        let saved = Saved {
            format: FORMAT,
            status: self.status,
            now: self.now,
            deadline: self.deadline,
            seed: self.seed.to_string(),
            frames: self.frames.iter().map(|(id, frame)| (*id, frame.clone())).collect(),
            next_frame: self.next_frame,
            next_wait: self.next_wait,
            inbox: self.inbox.clone(),
            flows: self.flows.clone(),
            debug: self.debug.clone(),
            pins_used: self.pins_used.clone(),
            stepping: self.stepping,
            steps: self.steps,
            usage: self.usage.clone(),
            calls: self.calls,
            output: self.output.clone(),
            failure: self.failure.clone(),
        };
        serde_json::to_value(saved).unwrap_or(Value::Null)
    }

    /// The machine that [`snapshot`](Self::snapshot) was taken of.
    ///
    /// # Errors
    /// In words, when the snapshot is of another format or of other plans. Folding the facts still works
    /// then.
    pub fn restore(plan: Arc<Plan>, library: Flows, snapshot: Value) -> Result<Self, String> {
        let saved: Saved = serde_json::from_value(snapshot).map_err(|error| error.to_string())?;
        if saved.format != FORMAT {
            return Err(format!("the snapshot has format {}, and {FORMAT} is read", saved.format));
        }
        let mut machine = Self::with_flows(plan, library);
        machine.frames.clear();
        for (id, mut frame) in saved.frames {
            frame.plan = machine.plan_for(&frame)?;
            if frame.plan.nodes.len() != frame.nodes.len() || frame.plan.edges.len() != frame.edges.len() {
                return Err(format!("the frame ‘{}’ is of another plan", frame.path));
            }
            if frame.owner.is_some() {
                machine.paths.insert(frame.path.clone(), id);
            }
            for (node, state) in frame.nodes.iter().enumerate() {
                let at = At { frame: id, node };
                machine.timers.extend(state.timer.map(|timer| (timer, at)));
                machine.waits.extend(state.order.map(|order| (order, at)));
            }
            machine.frames.insert(id, frame);
        }
        machine.status = saved.status;
        machine.now = saved.now;
        machine.deadline = saved.deadline;
        machine.seed = saved.seed.parse().map_err(|_| "the seed is no number".to_owned())?;
        machine.next_frame = saved.next_frame;
        machine.next_wait = saved.next_wait;
        machine.inbox = saved.inbox;
        machine.flows = saved.flows;
        machine.debug = saved.debug;
        machine.pins_used = saved.pins_used;
        machine.stepping = saved.stepping;
        machine.steps = saved.steps;
        machine.usage = saved.usage;
        machine.calls = saved.calls;
        machine.output = saved.output;
        machine.failure = saved.failure;
        Ok(machine)
    }

    /// The plan a saved frame runs; frames come in the order in which they were opened, so its owner's
    /// is there.
    fn plan_for(&self, frame: &Frame) -> Result<Arc<Plan>, String> {
        let owner = || {
            let owner = frame.owner.and_then(|owner| Some((self.frames.get(&owner.frame)?, owner.node)));
            let node = owner.and_then(|(outer, node)| outer.plan.nodes.get(node));
            node.ok_or_else(|| format!("the frame ‘{}’ lies in nothing", frame.path))
        };
        match &frame.spec {
            Spec::Root => Ok(Arc::clone(&self.plan)),
            Spec::Body => {
                owner()?.body.clone().ok_or_else(|| format!("‘{}’ has no body any more", frame.path))
            }
            Spec::Flow(hash) => {
                let plan = self.library.get(hash).cloned();
                plan.ok_or_else(|| format!("the document {hash} of ‘{}’ is not at hand", frame.path))
            }
            Spec::Model(_) | Spec::Calls(_) => Ok(Arc::new(agent::plan_of(&frame.spec, &owner()?.tools))),
        }
    }

    /// What people and tests look at, under stable names: every node that was reached, by address; the
    /// channels; what is waited for. Equal facts give equal bytes, whatever crashed in between.
    pub fn state(&self) -> Value {
        let mut nodes = Map::new();
        let mut edges = Map::new();
        let mut loops = Map::new();
        for frame in self.frames.values() {
            let address = |node: usize| frame.address(node);
            for ix in 0..frame.nodes.len() {
                if let Some(entry) = node_state(frame, ix) {
                    nodes.insert(address(ix), entry);
                }
            }
            for (edge, state) in frame.plan.edges.iter().zip(&frame.edges) {
                let word = match state {
                    EdgeState::Undecided => continue,
                    EdgeState::Held { taken: true, .. } => "taken, held by a loop",
                    EdgeState::Held { taken: false, .. } => "not taken, held by a loop",
                    EdgeState::Taken => "taken",
                    EdgeState::NotTaken => "not taken",
                };
                let to = &frame.plan.nodes[edge.to].id;
                edges.insert(format!("{}.{}>{to}", address(edge.from), edge.port), word.into());
            }
            for (plan, state) in frame.plan.loops.iter().zip(&frame.loops) {
                loops.insert(
                    address(plan.entry),
                    json!({ "iteration": state.iteration, "open": state.open, "left": state.left }),
                );
            }
        }
        let root = &self.frames[&crate::frame::ROOT];
        let mut state = json!({
            "status": self.status.as_str(),
            "now": self.now,
            "steps": self.steps,
            "input": root.scope.get("input"),
            "state": root.scope.get("state"),
            "nodes": nodes,
            "edges": edges,
            "loops": loops,
            "output": self.output,
            "error": self.failure.as_ref().map(|(failure, node)| json!({
                "code": failure.code, "message": failure.message, "node": node,
            })),
            "usage": self.usage(),
        });
        if !self.inbox.is_empty() {
            state["inbox"] = json!(self.inbox);
        }
        state
    }
}

fn node_state(frame: &Frame, ix: usize) -> Option<Value> {
    let (node, state) = (&frame.plan.nodes[ix], &frame.nodes[ix]);
    if state.stage == Stage::Idle && state.fired == 0 {
        return None;
    }
    let mut entry = Map::new();
    entry.insert("status".into(), state.stage.as_str().into());
    entry.insert("iteration".into(), state.iteration().into());
    entry.insert("attempt".into(), state.attempt.into());
    if let Some(port) = &state.port {
        entry.insert("port".into(), port.as_str().into());
    }
    if let Some(error) = &state.error {
        entry.insert("error".into(), json!(error));
    }
    if let Some(output) = frame.scope.get(node.id.as_str()) {
        entry.insert("output".into(), output.clone());
    }
    if let Some(args) = &state.args {
        entry.insert("input".into(), args.clone());
    }
    if let Some(due) = state.timer {
        entry.insert("due".into(), due.into());
    }
    if let Some(wait) = &state.wait {
        entry.insert("wait".into(), json!(wait));
    }
    if let Some(inside) = &state.inside {
        entry.insert("inside".into(), json!(inside));
    }
    Some(Value::Object(entry))
}
