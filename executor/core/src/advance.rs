//! How control moves: a node starts when all its incoming edges are decided and one is taken; when
//! none is taken it is skipped, and so are the nodes only it leads to (dead-path elimination).

use crate::control;
use crate::event::{Failure, Tokens};
use crate::frame::{At, FrameId, ROOT, Spec};
use crate::machine::{MAX_STEPS, Machine, Status};
use crate::state::{EdgeState, Stage};
use flow_schema::kind::Role;
use flow_schema::model::Join;
use flow_schema::plan::{EdgeIx, LoopIx};
use flow_schema::{ErrorCode, PortId};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Something that follows from what was just decided.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Work {
    /// An edge into the node was decided.
    Consider(At),
    Start(At),
    /// The loop's body may be quiet.
    Quiet(FrameId, LoopIx),
}

impl Work {
    fn frame(self) -> FrameId {
        match self {
            Self::Consider(at) | Self::Start(at) => at.frame,
            Self::Quiet(frame, _) => frame,
        }
    }
}

impl Machine {
    /// Follows every consequence of an event, then sees whether the run is over.
    pub(crate) fn settle(&mut self) {
        loop {
            while let Some(work) = self.queue.pop_front() {
                // What is left of a frame that was closed meanwhile means nothing.
                if !self.frames.contains_key(&work.frame()) {
                    continue;
                }
                match work {
                    Work::Consider(at) => self.consider(at),
                    Work::Start(at) => self.start_node(at),
                    Work::Quiet(frame, ix) => self.quiet_loop(frame, ix),
                }
            }
            if self.status.is_ended() {
                self.quiet.clear();
                return;
            }
            let Some(frame) = self.quiet.pop_front() else { break };
            if frame != ROOT && self.frames.get(&frame).is_some_and(|frame| frame.live == 0) {
                control::frame_quiet(self, frame);
            }
        }
        if !self.out.changed {
            return;
        }
        if self.frame(ROOT).live == 0 {
            self.status = Status::Completed;
            self.output = self.frame(ROOT).output.clone().unwrap_or(Value::Null);
            let payload = json!({ "output": self.output, "usage": self.usage() });
            self.emit("run.completed", None, payload);
            return;
        }
        self.status = if self.waits.is_empty() { Status::Running } else { Status::Waiting };
    }

    fn consider(&mut self, at: At) {
        let frame = self.frame(at.frame);
        if frame.nodes[at.node].stage != Stage::Idle {
            return;
        }
        let plan = Arc::clone(&frame.plan);
        let node = &plan.nodes[at.node];
        let forward = || node.incoming.iter().filter(|edge| plan.edges[**edge].back.is_none());
        let taken = forward().filter(|edge| frame.edges[**edge] == EdgeState::Taken).count();
        let decided = forward().all(|edge| frame.edges[*edge].is_decided());
        let (enough, early) = match node.join {
            Join::All => (decided && taken > 0, false),
            Join::Any => (taken > 0, true),
            Join::Quorum(wanted) => (taken >= wanted as usize, true),
        };
        if enough {
            if early && node.cancel_others {
                self.cancel_others(at);
            }
            self.start_node(at);
        } else if decided {
            self.skip(at, json!({}));
        }
    }

    fn start_node(&mut self, at: At) {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            let message = format!("the run took more than {MAX_STEPS} steps");
            self.fail_run(Failure::fatal(ErrorCode::BudgetExceeded, message), Some(at));
            return;
        }
        let plan = Arc::clone(&self.frame(at.frame).plan);
        let node = &plan.nodes[at.node];
        let now = self.now;
        if at.node == plan.start && at.frame != ROOT {
            // Where an inner frame begins is no step that anybody drew.
            self.steps -= 1;
            self.state_mut(at).fired += 1;
            self.leave(at, Stage::Done, Some(&PortId::OUT.into()));
            return;
        }
        let frame = self.frame_mut(at.frame);
        if let Some(entered) = node.enters {
            let state = &mut frame.loops[entered];
            state.iteration = state.iteration.max(1);
        }
        if let Some(around) = node.in_loop {
            let count = json!({ "count": frame.loops[around].iteration });
            frame.scope.insert("loop".into(), count);
        } else if !plan.loops.is_empty() {
            frame.scope.remove("loop");
        }
        if self.stops_before(at) {
            return;
        }
        let state = self.state_mut(at);
        state.fired += 1;
        state.attempt = 1;
        state.since = now;
        state.error = None;
        match node.role {
            Role::Control => {
                control::start(self, at);
                self.given = None;
            }
            Role::Tool => match self.input_of(at) {
                Ok(args) => {
                    self.state_mut(at).args = Some(args);
                    self.set_stage(at, Stage::Running);
                    self.attempt(at);
                }
                Err(failure) => {
                    self.emit_started(at);
                    self.fail(at, failure);
                }
            },
        }
    }

    fn input_of(&mut self, at: At) -> Result<Value, Failure> {
        let input = control::config(self, at);
        self.given = None;
        input
    }

    /// Begins an attempt at a tool: a wish to the driver, or the outcome that is pinned to it.
    pub(crate) fn attempt(&mut self, at: At) {
        self.emit_started(at);
        match self.pinned(at) {
            None => {
                let command = self.pending_command(at);
                self.out.commands.push(command);
            }
            Some(pin) => self.take_pin(at, pin),
        }
    }

    /// The node is done and goes out through `port`.
    pub(crate) fn finish(&mut self, at: At, port: PortId, output: Value, usage: Option<&Tokens>) {
        if let Some(failure) = self.loop_bound(at, &port) {
            self.fail(at, failure);
            return;
        }
        if self.stops_after(at, &port, &output) {
            return;
        }
        self.unpark(at);
        let now = self.now;
        let pinned = std::mem::take(&mut self.from_pin);
        let plan = Arc::clone(&self.frame(at.frame).plan);
        let node = &plan.nodes[at.node];
        let state = self.state_mut(at);
        state.inside = None;
        let mut payload = Map::new();
        payload.insert("kind".into(), Value::String(node.kind.clone()));
        payload.insert("port".into(), Value::String(port.as_str().to_owned()));
        payload.insert("output".into(), output.clone());
        payload.insert("duration_ms".into(), Value::from(now - state.since));
        payload.insert("attempt".into(), Value::from(state.attempt));
        if let Some(args) = state.args.take() {
            payload.insert("input".into(), args);
        }
        if let Some(usage) = usage.filter(|usage| !usage.is_zero()) {
            payload.insert("usage".into(), json!(usage));
        }
        if pinned {
            payload.insert("pinned".into(), Value::Bool(true));
        }
        state.port = Some(port.clone());
        self.set_timer(at, None);
        self.emit("node.completed", Some(at), Value::Object(payload));
        self.frame_mut(at.frame).scope.insert(node.id.as_str().to_owned(), output);
        self.leave(at, Stage::Done, Some(&port));
    }

    /// The node has failed for good: out through `error`, or on with its fall-back, or its frame fails.
    pub(crate) fn fail(&mut self, at: At, error: Failure) {
        self.out.changed = true;
        self.unpark(at);
        self.close_inside(at);
        let now = self.now;
        let plan = Arc::clone(&self.frame(at.frame).plan);
        let node = &plan.nodes[at.node];
        let attempts = self.state_of(at).attempt;
        let facts = json!({
            "code": error.code, "message": error.message, "attempts": attempts, "retryable": error.retryable,
        });
        let mut payload = facts.clone();
        payload["kind"] = Value::String(node.kind.clone());
        payload["duration_ms"] = Value::from(now - self.state_of(at).since);
        if let Some(args) = &self.state_of(at).args {
            payload["input"] = args.clone();
        }
        self.emit("node.failed", Some(at), payload);
        self.set_timer(at, None);
        self.state_mut(at).error = Some(error.clone());
        let port = PortId::from(PortId::ERROR);
        // The calls of an agent are for its model to judge.
        let tolerated = matches!(self.frame(at.frame).spec, Spec::Calls(_));
        let caught = tolerated || node.outgoing.iter().any(|edge| plan.edges[*edge].port == port);
        // A loop at its bound is not helped by going on into it.
        let bound = self.loop_bound(at, &port);
        if caught && bound.is_none() {
            let state = self.state_mut(at);
            state.args = None;
            state.port = Some(port.clone());
            let seen = json!({ "error": facts });
            self.frame_mut(at.frame).scope.insert(node.id.as_str().to_owned(), seen);
            self.leave(at, Stage::Failed, Some(&port));
        } else if let Some(value) =
            node.on_error.as_ref().filter(|_| !caught && self.loop_bound(at, &PortId::OUT.into()).is_none())
        {
            self.finish(at, PortId::OUT.into(), value.clone(), None);
        } else {
            self.state_mut(at).args = None;
            self.set_stage(at, Stage::Failed);
            self.fail_frame(at, bound.unwrap_or(error));
        }
    }

    /// Nothing in the frame catches the failure of one of its nodes.
    fn fail_frame(&mut self, at: At, error: Failure) {
        let Some(owner) = self.frame(at.frame).owner else {
            self.fail_run(error, Some(at));
            return;
        };
        let index = self.frame(at.frame).index;
        self.close(at.frame);
        control::frame_failed(self, owner, index, error);
    }

    pub(crate) fn skip(&mut self, at: At, payload: Value) {
        self.emit("node.skipped", Some(at), payload);
        self.leave(at, Stage::Skipped, None);
    }

    /// Decides all outgoing edges: those of `port` are taken, the others not.
    pub(crate) fn leave(&mut self, at: At, stage: Stage, port: Option<&PortId>) {
        self.set_stage(at, stage);
        let plan = Arc::clone(&self.frame(at.frame).plan);
        for edge in &plan.nodes[at.node].outgoing {
            if self.frame(at.frame).edges[*edge] == EdgeState::Undecided {
                self.decide(at.frame, *edge, port == Some(&plan.edges[*edge].port));
            }
        }
        let mut around = plan.nodes[at.node].in_loop;
        while let Some(l) = around {
            let state = &mut self.frame_mut(at.frame).loops[l];
            state.open -= 1;
            if state.open == 0 {
                self.queue.push_back(Work::Quiet(at.frame, l));
            }
            around = plan.loops[l].parent;
        }
    }

    pub(crate) fn decide(&mut self, frame: FrameId, edge: EdgeIx, taken: bool) {
        if self.frame(frame).plan.leaves[edge].is_empty() {
            self.count(frame, edge, taken);
        } else {
            self.frame_mut(frame).edges[edge] = EdgeState::Held { taken, level: 0 };
        }
    }

    /// From now on the edge counts for the node it leads to.
    pub(crate) fn count(&mut self, frame: FrameId, edge: EdgeIx, taken: bool) {
        let here = self.frame_mut(frame);
        here.edges[edge] = if taken { EdgeState::Taken } else { EdgeState::NotTaken };
        let plan_edge = &here.plan.edges[edge];
        if plan_edge.back.is_none() {
            let node = plan_edge.to;
            self.queue.push_back(Work::Consider(At { frame, node }));
        }
    }
}
