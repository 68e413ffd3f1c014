//! How control moves: a node starts when all its incoming edges are decided and one is taken; when
//! none is taken it is skipped, and so are the nodes only it leads to (dead-path elimination).

use crate::control;
use crate::event::{Failure, Tokens};
use crate::machine::{MAX_STEPS, Machine, Status};
use crate::state::{EdgeState, Stage};
use flow_schema::kind::Role;
use flow_schema::model::Join;
use flow_schema::plan::{EdgeIx, LoopIx, NodeIx};
use flow_schema::{ErrorCode, PortId};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Something that follows from what was just decided.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Work {
    /// An edge into the node was decided.
    Consider(NodeIx),
    Start(NodeIx),
    /// The loop's body may be quiet.
    Quiet(LoopIx),
}

impl Machine {
    /// Follows every consequence of an event, then sees whether the run is over.
    pub(crate) fn settle(&mut self) {
        while let Some(work) = self.queue.pop_front() {
            match work {
                Work::Consider(ix) => self.consider(ix),
                Work::Start(ix) => self.start_node(ix),
                Work::Quiet(ix) => self.quiet(ix),
            }
        }
        if !self.out.changed || self.status.is_ended() {
            return;
        }
        if self.live == 0 {
            self.status = Status::Completed;
            let payload = json!({ "output": self.output, "usage": self.usage() });
            self.emit("run.completed", None, payload);
            return;
        }
        let asks = self.nodes.iter().any(|node| node.stage == Stage::Waiting);
        self.status = if asks { Status::Waiting } else { Status::Running };
    }

    fn consider(&mut self, ix: NodeIx) {
        if self.nodes[ix].stage != Stage::Idle {
            return;
        }
        let plan = Arc::clone(&self.plan);
        let node = &plan.nodes[ix];
        let forward = || node.incoming.iter().filter(|edge| plan.edges[**edge].back.is_none());
        let taken = forward().any(|edge| self.edges[*edge] == EdgeState::Taken);
        let decided = forward().all(|edge| self.edges[*edge].is_decided());
        match node.join {
            Join::Any if taken => {
                if node.cancel_others {
                    self.cancel_others(ix);
                }
                self.start_node(ix);
            }
            Join::All if decided && taken => self.start_node(ix),
            Join::Any | Join::All if decided => self.skip(ix, json!({})),
            Join::Any | Join::All => {}
        }
    }

    fn start_node(&mut self, ix: NodeIx) {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            let message = format!("the run took more than {MAX_STEPS} steps");
            self.fail_run(Failure::fatal(ErrorCode::BudgetExceeded, message), Some(ix));
            return;
        }
        let plan = Arc::clone(&self.plan);
        let node = &plan.nodes[ix];
        if let Some(entered) = node.enters {
            let state = &mut self.loops[entered];
            state.iteration = state.iteration.max(1);
        }
        let state = &mut self.nodes[ix];
        state.fired += 1;
        state.attempt = 1;
        state.since = self.now;
        state.error = None;
        match node.in_loop {
            Some(around) => {
                let count = json!({ "count": self.loops[around].iteration });
                self.scope.insert("loop".into(), count);
            }
            None => {
                self.scope.remove("loop");
            }
        }
        match node.role {
            Role::Control => control::start(self, ix),
            Role::Tool => match node.config.resolve(&self.scope) {
                Ok(args) => {
                    self.nodes[ix].args = Some(args);
                    self.set_stage(ix, Stage::Running);
                    self.emit_started(ix);
                    let command = self.pending_command(ix);
                    self.out.commands.push(command);
                }
                Err(error) => {
                    self.emit_started(ix);
                    self.fail(ix, Failure::fatal(ErrorCode::Validation, error.message));
                }
            },
        }
    }

    /// The node is done and goes out through `port`.
    pub(crate) fn finish(&mut self, ix: NodeIx, port: PortId, output: Value, usage: Option<&Tokens>) {
        if let Some(failure) = self.loop_bound(ix, &port) {
            self.fail(ix, failure);
            return;
        }
        let plan = Arc::clone(&self.plan);
        let node = &plan.nodes[ix];
        let state = &mut self.nodes[ix];
        let mut payload = Map::new();
        payload.insert("kind".into(), Value::String(node.kind.clone()));
        payload.insert("port".into(), Value::String(port.as_str().to_owned()));
        payload.insert("output".into(), output.clone());
        payload.insert("duration_ms".into(), Value::from(self.now - state.since));
        payload.insert("attempt".into(), Value::from(state.attempt));
        if let Some(args) = state.args.take() {
            payload.insert("input".into(), args);
        }
        if let Some(usage) = usage.filter(|usage| !usage.is_zero()) {
            payload.insert("usage".into(), json!(usage));
        }
        state.port = Some(port.clone());
        (state.timer, state.wait) = (None, None);
        self.emit("node.completed", Some(ix), Value::Object(payload));
        self.scope.insert(node.id.as_str().to_owned(), output);
        self.leave(ix, Stage::Done, Some(&port));
    }

    /// The node has failed for good: out through `error`, or on with its fall-back, or the run fails.
    pub(crate) fn fail(&mut self, ix: NodeIx, error: Failure) {
        self.out.changed = true;
        let plan = Arc::clone(&self.plan);
        let node = &plan.nodes[ix];
        let attempts = self.nodes[ix].attempt;
        let facts = json!({
            "code": error.code, "message": error.message, "attempts": attempts, "retryable": error.retryable,
        });
        let mut payload = facts.clone();
        payload["kind"] = Value::String(node.kind.clone());
        payload["duration_ms"] = Value::from(self.now - self.nodes[ix].since);
        if let Some(args) = &self.nodes[ix].args {
            payload["input"] = args.clone();
        }
        self.emit("node.failed", Some(ix), payload);
        let state = &mut self.nodes[ix];
        (state.timer, state.wait) = (None, None);
        state.error = Some(error.clone());
        let port = PortId::from(PortId::ERROR);
        let caught = node.outgoing.iter().any(|edge| plan.edges[*edge].port == port);
        // A loop at its bound is not helped by going on into it.
        let bound = self.loop_bound(ix, &port);
        if caught && bound.is_none() {
            self.nodes[ix].args = None;
            self.nodes[ix].port = Some(port.clone());
            self.scope.insert(node.id.as_str().to_owned(), json!({ "error": facts }));
            self.leave(ix, Stage::Failed, Some(&port));
        } else if let Some(value) =
            node.on_error.as_ref().filter(|_| !caught && self.loop_bound(ix, &PortId::OUT.into()).is_none())
        {
            self.finish(ix, PortId::OUT.into(), value.clone(), None);
        } else {
            self.nodes[ix].args = None;
            self.set_stage(ix, Stage::Failed);
            self.fail_run(bound.unwrap_or(error), Some(ix));
        }
    }

    pub(crate) fn skip(&mut self, ix: NodeIx, payload: Value) {
        self.emit("node.skipped", Some(ix), payload);
        self.leave(ix, Stage::Skipped, None);
    }

    /// Decides all outgoing edges: those of `port` are taken, the others not.
    pub(crate) fn leave(&mut self, ix: NodeIx, stage: Stage, port: Option<&PortId>) {
        self.set_stage(ix, stage);
        let plan = Arc::clone(&self.plan);
        for edge in &plan.nodes[ix].outgoing {
            if self.edges[*edge] == EdgeState::Undecided {
                self.decide(*edge, port == Some(&plan.edges[*edge].port));
            }
        }
        let mut around = plan.nodes[ix].in_loop;
        while let Some(l) = around {
            let state = &mut self.loops[l];
            state.open -= 1;
            if state.open == 0 {
                self.queue.push_back(Work::Quiet(l));
            }
            around = plan.loops[l].parent;
        }
    }

    pub(crate) fn decide(&mut self, edge: EdgeIx, taken: bool) {
        if self.leaves[edge].is_empty() {
            self.count(edge, taken);
        } else {
            self.edges[edge] = EdgeState::Held { taken, level: 0 };
        }
    }

    /// From now on the edge counts for the node it leads to.
    pub(crate) fn count(&mut self, edge: EdgeIx, taken: bool) {
        self.edges[edge] = if taken { EdgeState::Taken } else { EdgeState::NotTaken };
        let plan_edge = &self.plan.edges[edge];
        if plan_edge.back.is_none() {
            self.queue.push_back(Work::Consider(plan_edge.to));
        }
    }
}
