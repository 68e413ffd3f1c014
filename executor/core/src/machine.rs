use crate::advance::Work;
use crate::command::{Command, Commands, Emit, Step};
use crate::control::ask_user;
use crate::event::{Event, Fact, Failure, Tokens};
use crate::retry;
use crate::state::{EdgeState, LoopState, NodeState, Stage};
use flow_schema::expr::Scope;
use flow_schema::kind::Role;
use flow_schema::model::ChannelScope;
use flow_schema::plan::{EdgeIx, LoopIx, NodeIx, Plan};
use flow_schema::{ErrorCode, NodeId};
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::sync::Arc;

/// How many firings a run may have; a flow that needs more is going round in circles.
pub const MAX_STEPS: u32 = 10_000;

/// One run of one flow.
#[derive(Clone, Debug)]
pub struct Machine {
    pub(crate) plan: Arc<Plan>,
    pub(crate) status: Status,
    /// Time of the latest event.
    pub(crate) now: i64,
    pub(crate) seed: u64,
    /// What expressions see, kept up to date rather than built for each node: `input`, `state`, the
    /// context's names, and the output of every finished node under its id.
    pub(crate) scope: Scope,
    pub(crate) nodes: Vec<NodeState>,
    pub(crate) edges: Vec<EdgeState>,
    pub(crate) loops: Vec<LoopState>,
    /// The loops that each edge leaves, innermost first.
    pub(crate) leaves: Arc<[Vec<LoopIx>]>,
    pub(crate) steps: u32,
    /// Nodes to which an outcome, a timer or an answer is owed.
    pub(crate) live: usize,
    pub(crate) usage: Tokens,
    pub(crate) calls: u64,
    pub(crate) output: Value,
    pub(crate) failure: Option<(Failure, Option<NodeId>)>,
    /// Empty between events.
    pub(crate) queue: VecDeque<Work>,
    pub(crate) out: Commands,
}

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// No event yet.
    New,
    Running,
    /// Somebody is asked for something.
    Waiting,
    Completed,
    Failed,
    Cancelled,
}

impl Status {
    pub fn is_ended(self) -> bool {
        match self {
            Self::Completed | Self::Failed | Self::Cancelled => true,
            Self::New | Self::Running | Self::Waiting => false,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Machine {
    pub fn new(plan: Arc<Plan>) -> Self {
        let leaves = (0..plan.edges.len()).map(|edge| loops_left_by(&plan, edge)).collect();
        let loops =
            plan.loops.iter().map(|l| LoopState { open: l.body.len(), ..LoopState::default() }).collect();
        Self {
            status: Status::New,
            now: 0,
            seed: 0,
            scope: Scope::new(),
            nodes: vec![NodeState::default(); plan.nodes.len()],
            edges: vec![EdgeState::default(); plan.edges.len()],
            loops,
            leaves,
            steps: 0,
            live: 0,
            usage: Tokens::default(),
            calls: 0,
            output: Value::Null,
            failure: None,
            queue: VecDeque::new(),
            out: Commands::default(),
            plan,
        }
    }

    /// Takes an event in. The whole interpreter.
    pub fn apply(&mut self, event: &Event) -> Commands {
        if self.status.is_ended()
            || (self.status == Status::New) != matches!(event.fact, Fact::Started { .. })
        {
            // Before the start only a cancellation means anything.
            if self.status != Status::New || !matches!(event.fact, Fact::Cancelled { .. }) {
                return Commands::default();
            }
        }
        // An older clock (a machine that took the run over) must not make durations negative.
        let before = self.now;
        self.now = self.now.max(event.at);
        match &event.fact {
            Fact::Started { input, context, channels, seed } => self.start(input, context, channels, *seed),
            Fact::Done { node, iteration, attempt, output, usage } => {
                if let Some(ix) = self.running(node, *iteration, Some(*attempt)) {
                    self.step_done(ix, output, usage);
                }
            }
            Fact::Failed { node, iteration, attempt, error } => {
                if let Some(ix) = self.running(node, *iteration, Some(*attempt)) {
                    self.attempt_failed(ix, error.clone());
                }
            }
            Fact::Form { node, iteration, form } => {
                if let Some(ix) = self.running(node, *iteration, None) {
                    ask_user::form_loaded(self, ix, form);
                }
            }
            Fact::Timer { node, iteration } => self.timer(node, *iteration),
            Fact::Signal { name, node, payload, by } => {
                if name == ask_user::ANSWER {
                    ask_user::answered(self, node.as_deref(), payload, by);
                }
            }
            Fact::Cancelled { reason } => self.cancel(reason),
        }
        self.settle();
        if !self.out.changed {
            self.now = before;
        }
        std::mem::take(&mut self.out)
    }

    pub fn status(&self) -> Status {
        self.status
    }

    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The run's output, once it has completed.
    pub fn output(&self) -> &Value {
        &self.output
    }

    /// Why and where the run failed.
    pub fn failure(&self) -> Option<(&Failure, Option<&NodeId>)> {
        self.failure.as_ref().map(|(failure, node)| (failure, node.as_ref()))
    }

    /// `{input_tokens, output_tokens, calls}` so far.
    pub fn usage(&self) -> Value {
        json!({
            "input_tokens": self.usage.input_tokens,
            "output_tokens": self.usage.output_tokens,
            "calls": self.calls,
        })
    }

    /// What the longest-waiting question asks: the payload of its `run.waiting`.
    pub fn waiting(&self) -> Option<&Value> {
        ask_user::oldest(self, None).and_then(|ix| self.nodes[ix].wait.as_ref()).map(|wait| &wait.shown)
    }

    /// Whether an answer, addressed or not, has somebody to go to.
    pub fn expects_answer(&self, node: Option<&str>) -> bool {
        ask_user::oldest(self, node).is_some()
    }

    /// Whether the first fact was fed.
    pub fn has_started(&self) -> bool {
        self.scope.contains_key("state")
    }

    /// The conversation's channels as this run leaves them.
    pub fn conversation_channels(&self) -> Map<String, Value> {
        let state = self.scope.get("state").and_then(Value::as_object);
        let kept =
            self.plan.channels.iter().filter(|(_, channel)| channel.scope == ChannelScope::Conversation);
        kept.filter_map(|(name, _)| Some((name.clone(), state?.get(name)?.clone()))).collect()
    }

    /// Commands whose outcome was never reported: what a driver does after folding.
    pub fn outstanding(&self) -> Vec<Command> {
        let running = (0..self.nodes.len()).filter(|ix| self.nodes[*ix].stage == Stage::Running);
        running.map(|ix| self.pending_command(ix)).collect()
    }

    /// When the next retry or time-out is due, in Unix milliseconds.
    pub fn next_due(&self) -> Option<i64> {
        self.nodes.iter().filter_map(|node| node.timer).min()
    }

    /// The timers that are due, earliest first.
    pub fn due(&self, now: i64) -> Vec<Fact> {
        let mut due: Vec<(i64, NodeIx)> =
            self.nodes.iter().enumerate().filter_map(|(ix, node)| Some((node.timer?, ix))).collect();
        due.retain(|(at, _)| *at <= now);
        due.sort_unstable();
        let fact = |ix: NodeIx| Fact::Timer {
            node: self.plan.nodes[ix].id.to_string(),
            iteration: self.nodes[ix].iteration(),
        };
        due.into_iter().map(|(_, ix)| fact(ix)).collect()
    }

    fn start(
        &mut self,
        input: &Value,
        context: &Map<String, Value>,
        channels: &Map<String, Value>,
        seed: u64,
    ) {
        self.out.changed = true;
        self.status = Status::Running;
        self.seed = seed;
        self.scope = context.clone();
        self.scope.insert("input".into(), input.clone());
        let state: Map<String, Value> = self
            .plan
            .channels
            .iter()
            .map(|(name, channel)| {
                let kept = match channel.scope {
                    ChannelScope::Conversation => channels.get(name),
                    ChannelScope::Run => None,
                };
                (name.clone(), kept.unwrap_or(&channel.initial).clone())
            })
            .collect();
        self.scope.insert("state".into(), Value::Object(state));
        let started = json!({ "flow": self.plan.flow, "version": self.plan.hash, "input": input });
        self.emit("run.started", None, started);
        self.queue.push_back(Work::Start(self.plan.start));
    }

    fn step_done(&mut self, ix: NodeIx, output: &Value, usage: &Tokens) {
        self.out.changed = true;
        if !usage.is_zero() {
            self.usage.input_tokens += usage.input_tokens;
            self.usage.output_tokens += usage.output_tokens;
            self.calls += 1;
        }
        let node = &self.plan.nodes[ix];
        let out = node.ports.iter().any(|port| port.as_str() == flow_schema::PortId::OUT);
        let named = || output.get("class").or_else(|| output.get("port")).and_then(Value::as_str);
        let port = match (out, named()) {
            (true, _) => flow_schema::PortId::OUT.into(),
            (false, Some(name)) if node.ports.iter().any(|port| port.as_str() == name) => name.into(),
            (false, name) => {
                let name = name.unwrap_or_default();
                let message = format!("the result names the port ‘{name}’, which {} does not have", node.id);
                self.fail(ix, Failure::fatal(ErrorCode::Internal, message));
                return;
            }
        };
        self.say_streamed(ix, output);
        self.finish(ix, port, output.clone(), Some(usage));
    }

    /// A step whose words were streamed to the user as they came has said them for good now.
    fn say_streamed(&mut self, ix: NodeIx, output: &Value) {
        let streamed = self.nodes[ix]
            .args
            .as_ref()
            .is_some_and(|args| args.get("stream_reply") == Some(&Value::Bool(true)));
        let Some(text) = output.get("text").filter(|text| streamed && text.is_string()) else { return };
        let citations =
            output.get("citations").filter(|list| list.is_array()).cloned().unwrap_or_else(|| json!([]));
        let payload = json!({ "text": text, "citations": citations, "node": self.plan.nodes[ix].id });
        self.emit("message.completed", Some(ix), payload);
    }

    /// An attempt did not work: try again if the policy allows, else the node has failed.
    pub(crate) fn attempt_failed(&mut self, ix: NodeIx, error: Failure) {
        self.out.changed = true;
        let plan = Arc::clone(&self.plan);
        let node = &plan.nodes[ix];
        let attempt = self.nodes[ix].attempt;
        if !error.retryable || attempt >= node.retry.attempts {
            self.fail(ix, error);
            return;
        }
        let chance = retry::chance(self.seed, node.id.as_str(), self.nodes[ix].iteration(), attempt);
        let delay = retry::delay_ms(&node.retry, attempt, chance, error.retry_after_ms);
        let payload = json!({
            "attempt": attempt, "code": error.code, "message": error.message, "delay_ms": delay,
        });
        self.emit("node.retrying", Some(ix), payload);
        let state = &mut self.nodes[ix];
        state.stage = Stage::Backoff;
        state.timer = Some(self.now.saturating_add_unsigned(delay));
    }

    fn timer(&mut self, node: &str, iteration: u32) {
        let Some(ix) = self.find(node).filter(|ix| self.nodes[*ix].iteration() == iteration) else { return };
        if self.nodes[ix].timer.is_none_or(|due| due > self.now) {
            return;
        }
        self.out.changed = true;
        self.nodes[ix].timer = None;
        match self.nodes[ix].stage {
            Stage::Backoff => {
                let state = &mut self.nodes[ix];
                state.stage = Stage::Running;
                state.attempt += 1;
                state.since = self.now;
                self.emit_started(ix);
                let command = self.pending_command(ix);
                self.out.commands.push(command);
            }
            Stage::Waiting => ask_user::timed_out(self, ix),
            Stage::Idle
            | Stage::Running
            | Stage::Done
            | Stage::Failed
            | Stage::Skipped
            | Stage::Cancelled => {}
        }
    }

    fn cancel(&mut self, reason: &str) {
        self.out.changed = true;
        let stopped = self.abandon_all();
        self.status = Status::Cancelled;
        self.emit("run.cancelled", None, json!({ "reason": reason, "interrupted": stopped }));
    }

    /// Ends the run as failed.
    pub(crate) fn fail_run(&mut self, failure: Failure, node: Option<NodeIx>) {
        self.abandon_all();
        self.queue.clear();
        self.status = Status::Failed;
        let id = node.map(|ix| self.plan.nodes[ix].id.clone());
        self.emit(
            "run.failed",
            None,
            json!({ "code": failure.code, "message": failure.message, "node": id }),
        );
        self.failure = Some((failure, id));
    }

    /// Tells every call under way to stop; which nodes those were.
    fn abandon_all(&mut self) -> Vec<NodeId> {
        let live: Vec<NodeIx> = (0..self.nodes.len()).filter(|ix| self.nodes[*ix].stage.is_live()).collect();
        live.iter().for_each(|ix| self.abandon(*ix));
        live.into_iter().map(|ix| self.plan.nodes[ix].id.clone()).collect()
    }

    pub(crate) fn abandon(&mut self, ix: NodeIx) {
        let id = self.plan.nodes[ix].id.clone();
        let state = &mut self.nodes[ix];
        if state.stage == Stage::Running {
            self.out.commands.push(Command::Abandon { node: id, iteration: state.iteration() });
        }
        // What this very event asked for and did not begin yet.
        let (plan, fired) = (&self.plan, self.nodes[ix].iteration());
        self.out.commands.retain(|command| match command {
            Command::Perform(Step { node, iteration, .. }) | Command::LoadForm { node, iteration, .. } => {
                *node != plan.nodes[ix].id || *iteration != fired
            }
            Command::Abandon { .. } => true,
        });
        self.set_stage(ix, Stage::Cancelled);
        let state = &mut self.nodes[ix];
        (state.timer, state.wait, state.args) = (None, None, None);
    }

    pub(crate) fn set_stage(&mut self, ix: NodeIx, stage: Stage) {
        let before = std::mem::replace(&mut self.nodes[ix].stage, stage);
        match (before.is_live(), stage.is_live()) {
            (false, true) => self.live += 1,
            (true, false) => self.live -= 1,
            (true, true) | (false, false) => {}
        }
    }

    /// The node, when it is running this very attempt (`None`: a form lookup).
    fn running(&self, node: &str, iteration: u32, attempt: Option<u32>) -> Option<NodeIx> {
        let ix = self.find(node)?;
        let state = &self.nodes[ix];
        let same = state.stage == Stage::Running && state.iteration() == iteration;
        (same && attempt.is_none_or(|attempt| attempt == state.attempt)).then_some(ix)
    }

    pub(crate) fn find(&self, node: &str) -> Option<NodeIx> {
        self.plan.nodes.iter().position(|n| n.id.as_str() == node)
    }

    pub(crate) fn pending_command(&self, ix: NodeIx) -> Command {
        let (node, state) = (&self.plan.nodes[ix], &self.nodes[ix]);
        match (node.role, &state.wait) {
            (Role::Control, Some(wait)) => Command::LoadForm {
                node: node.id.clone(),
                iteration: state.iteration(),
                attempt: state.attempt,
                name: wait.form_name.clone(),
            },
            (Role::Control, None) | (Role::Tool, _) => Command::Perform(Step {
                node: node.id.clone(),
                iteration: state.iteration(),
                attempt: state.attempt,
                kind: node.kind.clone(),
                effect: node.effect,
                args: state.args.clone().unwrap_or(Value::Null),
                timeout: node.timeout,
            }),
        }
    }

    pub(crate) fn emit(&mut self, kind: &'static str, node: Option<NodeIx>, payload: Value) {
        let iteration = node.map_or(0, |ix| self.nodes[ix].iteration());
        let node = node.map(|ix| self.plan.nodes[ix].id.clone());
        self.out.emits.push(Emit { kind, node, iteration, payload });
    }

    pub(crate) fn emit_started(&mut self, ix: NodeIx) {
        let node = &self.plan.nodes[ix];
        let payload = json!({ "kind": node.kind, "title": node.title, "attempt": self.nodes[ix].attempt });
        self.emit("node.started", Some(ix), payload);
    }
}

fn loops_left_by(plan: &Plan, edge: EdgeIx) -> Vec<LoopIx> {
    let edge = &plan.edges[edge];
    let mut left = Vec::new();
    let mut around = plan.nodes[edge.from].in_loop;
    while let Some(ix) = around {
        if plan.loops[ix].body.binary_search(&edge.to).is_ok() {
            break;
        }
        left.push(ix);
        around = plan.loops[ix].parent;
    }
    left
}
