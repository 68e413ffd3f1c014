use crate::advance::Work;
use crate::command::{Command, Commands, Emit, Step};
use crate::control::{self, Parked, ask_user};
use crate::debug::{self, Debug};
use crate::event::{Event, Fact, Failure, Tokens};
use crate::frame::{At, Frame, FrameId, ROOT, Spec};
use crate::retry;
use crate::state::{NodeState, Stage};
use flow_schema::kind::Role;
use flow_schema::model::ChannelScope;
use flow_schema::plan::{Plan, PlanNode};
use flow_schema::{ErrorCode, NodeId};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

/// How many firings a run may have; a flow that needs more is going round in circles.
pub const MAX_STEPS: u32 = 10_000;
/// How long a run may last.
pub const MAX_RUN_MS: i64 = 90 * 24 * 60 * 60 * 1000;
/// How deep frames may lie in one another.
pub(crate) const MAX_NESTING: usize = 16;

/// Plans by the hash of their document: the other flows that a run may enter.
pub type Flows = Arc<BTreeMap<String, Arc<Plan>>>;

/// One run of one flow.
#[derive(Clone, Debug)]
pub struct Machine {
    pub(crate) plan: Arc<Plan>,
    pub(crate) library: Flows,
    pub(crate) status: Status,
    /// Time of the latest event.
    pub(crate) now: i64,
    /// When the run is too old to go on.
    pub(crate) deadline: Option<i64>,
    pub(crate) seed: u64,
    pub(crate) frames: BTreeMap<FrameId, Frame>,
    /// Frames by address; the root has none.
    pub(crate) paths: HashMap<String, FrameId>,
    pub(crate) next_frame: FrameId,
    /// Every timer that is set, so that the next one is found without a search.
    pub(crate) timers: BTreeSet<(i64, At)>,
    /// Everything that is waited for, in the order in which it began.
    pub(crate) waits: BTreeSet<(u64, At)>,
    pub(crate) next_wait: u64,
    /// What happened before anybody waited for it.
    pub(crate) inbox: VecDeque<control::wait::Happened>,
    /// Which version of another flow each name means, by hash.
    pub(crate) flows: BTreeMap<String, String>,
    pub(crate) debug: Debug,
    pub(crate) pins_used: BTreeMap<String, u32>,
    /// The next node stops, whatever it is.
    pub(crate) stepping: bool,
    /// The outcome being taken up was pinned rather than called for.
    pub(crate) from_pin: bool,
    /// The node that was just let go on does not stop again.
    pub(crate) passing: bool,
    /// What that node is given, by the person who let it go on, instead of what its config comes to.
    pub(crate) given: Option<Value>,
    pub(crate) steps: u32,
    pub(crate) usage: Tokens,
    pub(crate) calls: u64,
    pub(crate) output: Value,
    /// The node by its address.
    pub(crate) failure: Option<(Failure, Option<NodeId>)>,
    /// Empty between events.
    pub(crate) queue: VecDeque<Work>,
    /// Frames that may have nothing left to do. Empty between events.
    pub(crate) quiet: VecDeque<FrameId>,
    pub(crate) out: Commands,
}

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No event yet.
    New,
    Running,
    /// For a person, a time or an event.
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
    /// A machine for a flow that enters no others.
    pub fn new(plan: Arc<Plan>) -> Self {
        Self::with_flows(plan, Flows::default())
    }

    /// A machine for a flow, with the plans of the flows that [`Fact::Started`] pins.
    pub fn with_flows(plan: Arc<Plan>, library: Flows) -> Self {
        let root = Frame::new(String::new(), None, 0, Spec::Root, Arc::clone(&plan));
        Self {
            plan,
            library,
            status: Status::New,
            now: 0,
            deadline: None,
            seed: 0,
            frames: BTreeMap::from([(ROOT, root)]),
            paths: HashMap::new(),
            next_frame: ROOT + 1,
            timers: BTreeSet::new(),
            waits: BTreeSet::new(),
            next_wait: 0,
            inbox: VecDeque::new(),
            flows: BTreeMap::new(),
            debug: Debug::default(),
            pins_used: BTreeMap::new(),
            stepping: false,
            from_pin: false,
            passing: false,
            given: None,
            steps: 0,
            usage: Tokens::default(),
            calls: 0,
            output: Value::Null,
            failure: None,
            queue: VecDeque::new(),
            quiet: VecDeque::new(),
            out: Commands::default(),
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
        self.take(&event.fact);
        self.settle();
        if !self.out.changed {
            self.now = before;
        }
        std::mem::take(&mut self.out)
    }

    fn take(&mut self, fact: &Fact) {
        match fact {
            Fact::Started { input, context, channels, seed, flows, debug } => {
                self.flows.clone_from(flows);
                self.debug = debug.clone();
                self.start(input, context, channels, *seed);
            }
            Fact::Done { node, iteration, attempt, output, usage } => {
                if let Some(at) = self.running(node, *iteration, Some(*attempt)) {
                    self.step_done(at, output, usage);
                }
            }
            Fact::Failed { node, iteration, attempt, error } => {
                if let Some(at) = self.running(node, *iteration, Some(*attempt)) {
                    self.attempt_failed(at, error.clone());
                }
            }
            Fact::Form { node, iteration, form } => {
                if let Some(at) = self.running(node, *iteration, None) {
                    ask_user::form_loaded(self, at, form);
                }
            }
            Fact::Timer { node, iteration } => self.timer(node, *iteration),
            Fact::Signal { name, node, payload, by } => {
                control::signalled(self, name, node.as_deref(), payload, by);
            }
            Fact::Cancelled { reason } => self.cancel(reason),
            Fact::Edited { state, outputs, debug } => self.edited(state, outputs, debug),
            Fact::Migrated { from, flows } => self.migrated(from, flows),
        }
    }

    /// The plan is the new one's already. What is under way or waited for in it is told once more: the
    /// log so far tells how the old one had it.
    fn migrated(&mut self, from: &str, flows: &BTreeMap<String, String>) {
        self.out.changed = true;
        self.flows.clone_from(flows);
        self.emit("run.migrated", None, json!({ "from": from, "to": self.plan.hash }));
        for at in self.running_steps().collect::<Vec<_>>() {
            self.emit_started(at);
        }
        let waits: Vec<At> = self.waits.iter().map(|(_, at)| *at).collect();
        for at in waits {
            if let Some(shown) = self.state_of(at).wait.as_deref().map(|parked| parked.shown().clone()) {
                self.emit("run.waiting", Some(at), shown);
            }
        }
    }

    fn running_steps(&self) -> impl Iterator<Item = At> {
        let nodes = self
            .frames
            .iter()
            .flat_map(|(frame, inner)| (0..inner.nodes.len()).map(move |node| At { frame: *frame, node }));
        nodes.filter(|at| self.state_of(*at).stage == Stage::Running)
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

    /// `{input_tokens, output_tokens, calls, cost_micros}` so far.
    pub fn usage(&self) -> Value {
        let mut usage = json!({
            "input_tokens": self.usage.input_tokens,
            "output_tokens": self.usage.output_tokens,
            "calls": self.calls,
        });
        if self.usage.cost_micros > 0 {
            usage["cost_micros"] = self.usage.cost_micros.into();
        }
        usage
    }

    /// What the run waits for, as the payload of its `run.waiting`: the question that was asked first,
    /// and if nothing is asked of the user, whatever else is waited for.
    pub fn waiting(&self) -> Option<&Value> {
        let parked = self.waits.iter().filter_map(|(_, at)| self.state_of(*at).wait.as_deref());
        parked.min_by_key(|parked| parked.rank()).map(Parked::shown)
    }

    /// Everything the run waits for, in the order in which it began.
    pub fn waiting_for(&self) -> impl Iterator<Item = &Value> {
        self.waits.iter().filter_map(|(_, at)| Some(self.state_of(*at).wait.as_deref()?.shown()))
    }

    /// Events the run waits for or has waited for: `(name, key)`.
    pub fn listens(&self) -> impl Iterator<Item = (&str, &str)> {
        self.waits.iter().filter_map(|(_, at)| self.state_of(*at).wait.as_deref()?.event())
    }

    /// Whether an answer, addressed or not, has somebody to go to.
    pub fn expects_answer(&self, node: Option<&str>) -> bool {
        ask_user::oldest(self, node).is_some()
    }

    /// Whether the first fact was fed.
    pub fn has_started(&self) -> bool {
        self.frame(ROOT).scope.contains_key("state")
    }

    /// The conversation's channels as this run leaves them.
    pub fn conversation_channels(&self) -> Map<String, Value> {
        let state = self.frame(ROOT).scope.get("state").and_then(Value::as_object);
        let kept =
            self.plan.channels.iter().filter(|(_, channel)| channel.scope == ChannelScope::Conversation);
        kept.filter_map(|(name, _)| Some((name.clone(), state?.get(name)?.clone()))).collect()
    }

    /// Commands whose outcome was never reported: what a driver does after folding.
    pub fn outstanding(&self) -> Vec<Command> {
        self.running_steps().map(|at| self.pending_command(at)).collect()
    }

    /// When the next retry or time-out is due, in Unix milliseconds.
    pub fn next_due(&self) -> Option<i64> {
        let first = self.timers.first().map(|(at, _)| *at);
        first.into_iter().chain(self.deadline.filter(|_| !self.status.is_ended())).min()
    }

    /// The timers that are due, earliest first.
    pub fn due(&self, now: i64) -> Vec<Fact> {
        let due = self.timers.iter().take_while(|(time, _)| *time <= now);
        let fact = |at: At| Fact::Timer { node: self.address(at), iteration: self.state_of(at).iteration() };
        let mut facts: Vec<Fact> = due.map(|(_, at)| fact(*at)).collect();
        if self.deadline.is_some_and(|deadline| deadline <= now) && !self.status.is_ended() {
            facts.push(Fact::Timer { node: String::new(), iteration: 0 });
        }
        facts
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
        self.deadline = Some(self.now.saturating_add(MAX_RUN_MS));
        let mut scope = context.clone();
        scope.insert("input".into(), input.clone());
        scope.insert("state".into(), Value::Object(fresh_channels(&self.plan, channels)));
        self.frame_mut(ROOT).scope = scope;
        let started = json!({ "flow": self.plan.flow, "version": self.plan.hash, "input": input });
        self.emit("run.started", None, started);
        self.queue.push_back(Work::Start(At { frame: ROOT, node: self.plan.start }));
    }

    pub(crate) fn step_done(&mut self, at: At, output: &Value, usage: &Tokens) {
        self.out.changed = true;
        let node = self.plan_node(at);
        let out = node.ports.iter().any(|port| port.as_str() == flow_schema::PortId::OUT);
        let named = || output.get("class").or_else(|| output.get("port")).and_then(Value::as_str);
        let port = match (out, named()) {
            (true, _) => flow_schema::PortId::OUT.into(),
            (false, Some(name)) if node.ports.iter().any(|port| port.as_str() == name) => name.into(),
            (false, name) => {
                let (name, id) = (name.unwrap_or_default(), &node.id);
                let message = format!("the result names the port ‘{name}’, which {id} does not have");
                self.fail(at, Failure::fatal(ErrorCode::Internal, message));
                return;
            }
        };
        self.say_streamed(at, output);
        self.finish(at, port, output.clone(), Some(usage));
        self.spend(at.frame, usage);
    }

    /// Counts what a call used up, for the run and for every sub-flow around it that has a limit.
    fn spend(&mut self, frame: FrameId, usage: &Tokens) {
        if usage.is_zero() {
            return;
        }
        self.usage.input_tokens += usage.input_tokens;
        self.usage.output_tokens += usage.output_tokens;
        self.usage.cost_micros += usage.cost_micros;
        self.calls += 1;
        let mut at = Some(frame);
        let mut spent = None;
        while let Some(frame) = at.and_then(|at| self.frames.get_mut(&at)) {
            at = frame.owner.map(|owner| owner.frame);
            let Some(budget) = &mut frame.budget else { continue };
            budget.tokens += usage.input_tokens + usage.output_tokens;
            budget.cost_micros += usage.cost_micros;
            if budget.is_spent() {
                spent = frame.owner;
            }
        }
        // The outermost: what is inside goes with it.
        if let Some(owner) = spent {
            let id = &self.plan_node(owner).id;
            let message = format!("‘{id}’ has used up what it may: its budget of tokens or money");
            self.fail(owner, Failure::fatal(ErrorCode::BudgetExceeded, message));
        }
    }

    /// A step whose words were streamed to the user as they came has said them for good now.
    fn say_streamed(&mut self, at: At, output: &Value) {
        let args = self.state_of(at).args.as_ref();
        let streamed = args.is_some_and(|args| args.get("stream_reply") == Some(&Value::Bool(true)));
        let text = output.get("text").and_then(Value::as_str).filter(|text| streamed && !text.is_empty());
        let Some(text) = text else { return };
        let citations =
            output.get("citations").filter(|list| list.is_array()).cloned().unwrap_or_else(|| json!([]));
        let payload = json!({ "text": text, "citations": citations, "node": self.address(at) });
        self.emit("message.completed", Some(at), payload);
    }

    /// An attempt did not work: try again if the policy allows, else the node has failed.
    pub(crate) fn attempt_failed(&mut self, at: At, error: Failure) {
        self.out.changed = true;
        let plan = Arc::clone(&self.frame(at.frame).plan);
        let node = &plan.nodes[at.node];
        let attempt = self.state_of(at).attempt;
        if !error.retryable || attempt >= node.retry.attempts {
            self.fail(at, error);
            return;
        }
        let address = self.address(at);
        let chance = retry::chance(self.seed, &address, self.state_of(at).iteration(), attempt);
        let delay = retry::delay_ms(&node.retry, attempt, chance, error.retry_after_ms);
        let payload = json!({
            "attempt": attempt, "code": error.code, "message": error.message, "delay_ms": delay,
        });
        self.emit("node.retrying", Some(at), payload);
        self.set_stage(at, Stage::Backoff);
        self.set_timer(at, Some(self.now.saturating_add_unsigned(delay)));
    }

    fn timer(&mut self, node: &str, iteration: u32) {
        if node.is_empty() {
            if self.deadline.is_some_and(|deadline| deadline <= self.now) {
                let days = MAX_RUN_MS / 86_400_000;
                let message = format!("the run is older than {days} days");
                self.out.changed = true;
                self.fail_run(Failure::fatal(ErrorCode::Timeout, message), None);
            }
            return;
        }
        let found = self.find(node).filter(|at| self.state_of(*at).iteration() == iteration);
        let Some(at) = found else { return };
        if self.state_of(at).timer.is_none_or(|due| due > self.now) {
            return;
        }
        self.out.changed = true;
        self.set_timer(at, None);
        match self.state_of(at).stage {
            Stage::Backoff => {
                let now = self.now;
                let state = self.state_mut(at);
                state.attempt += 1;
                state.since = now;
                self.set_stage(at, Stage::Running);
                self.attempt(at);
            }
            Stage::Waiting => control::timed_out(self, at),
            Stage::Inside => control::inside_timed_out(self, at),
            Stage::Held => self.release(at),
            Stage::Idle
            | Stage::Running
            | Stage::Paused
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
    pub(crate) fn fail_run(&mut self, failure: Failure, at: Option<At>) {
        let id = at.map(|at| NodeId::from(self.address(at)));
        self.abandon_all();
        self.queue.clear();
        self.status = Status::Failed;
        self.emit(
            "run.failed",
            None,
            json!({ "code": failure.code, "message": failure.message, "node": id }),
        );
        self.failure = Some((failure, id));
    }

    /// Tells every call under way to stop; which nodes those were.
    fn abandon_all(&mut self) -> Vec<NodeId> {
        let live = self.frames.iter().flat_map(|(frame, inner)| {
            let live = inner.nodes.iter().enumerate().filter(|(_, state)| state.stage.is_live());
            live.map(move |(node, _)| At { frame: *frame, node })
        });
        let live: Vec<At> = live.collect();
        let stopped = live.iter().map(|at| NodeId::from(self.address(*at))).collect();
        // Those of inner frames go with the node they are in.
        live.into_iter().filter(|at| at.frame == ROOT).for_each(|at| self.abandon(at));
        stopped
    }

    pub(crate) fn abandon(&mut self, at: At) {
        let node = NodeId::from(self.address(at));
        self.unpark(at);
        self.close_inside(at);
        if self.state_of(at).stage == Stage::Running {
            let iteration = self.state_of(at).iteration();
            self.out.commands.push(Command::Abandon { node, iteration });
        }
        self.set_timer(at, None);
        let state = self.state_mut(at);
        state.args = None;
        state.held = None;
        if self.state_of(at).stage.is_live() {
            self.set_stage(at, Stage::Cancelled);
        }
    }

    /// Closes the frames a node has opened.
    pub(crate) fn close_inside(&mut self, at: At) {
        let Some(inside) = self.state_mut(at).inside.take() else { return };
        for frame in inside.frames() {
            self.close(frame);
        }
    }

    pub(crate) fn set_stage(&mut self, at: At, stage: Stage) {
        let frame = self.frame_mut(at.frame);
        let before = frame.nodes[at.node].stage.is_live();
        frame.nodes[at.node].stage = stage;
        match (before, stage.is_live()) {
            (false, true) => frame.live += 1,
            (true, false) => {
                frame.live -= 1;
                if frame.live == 0 {
                    self.quiet.push_back(at.frame);
                }
            }
            (true, true) | (false, false) => {}
        }
    }

    pub(crate) fn set_timer(&mut self, at: At, due: Option<i64>) {
        let old = std::mem::replace(&mut self.state_mut(at).timer, due);
        if let Some(old) = old {
            self.timers.remove(&(old, at));
        }
        if let Some(due) = due {
            self.timers.insert((due, at));
        }
    }

    /// The node waits for something from outside. One that waits already keeps its place.
    pub(crate) fn park(&mut self, at: At, stage: Stage, parked: Parked, due: Option<i64>) {
        self.set_stage(at, stage);
        self.set_timer(at, due);
        let order = self.state_of(at).order.unwrap_or_else(|| {
            self.next_wait += 1;
            self.next_wait
        });
        let state = self.state_mut(at);
        state.order = Some(order);
        state.wait = Some(Box::new(parked));
        self.waits.insert((order, at));
    }

    /// What it waited for, if it did; it no longer does.
    pub(crate) fn unpark(&mut self, at: At) -> Option<Parked> {
        let state = self.state_mut(at);
        let parked = state.wait.take();
        if let Some(order) = state.order.take() {
            self.waits.remove(&(order, at));
            self.set_timer(at, None);
        }
        parked.map(|parked| *parked)
    }

    /// The node, when it is running this very attempt (`None`: a form lookup).
    fn running(&self, node: &str, iteration: u32, attempt: Option<u32>) -> Option<At> {
        let at = self.find(node)?;
        let state = self.state_of(at);
        let same = state.stage == Stage::Running && state.iteration() == iteration;
        (same && attempt.is_none_or(|attempt| attempt == state.attempt)).then_some(at)
    }

    /// The node at an address.
    pub(crate) fn find(&self, address: &str) -> Option<At> {
        let (frame, id) = match address.rsplit_once('/') {
            Some((path, id)) => (*self.paths.get(path)?, id),
            None => (ROOT, address),
        };
        let node = self.frames.get(&frame)?.plan.index(id)?;
        Some(At { frame, node })
    }

    pub(crate) fn address(&self, at: At) -> String {
        self.frame(at.frame).address(at.node)
    }

    pub(crate) fn state_of(&self, at: At) -> &NodeState {
        &self.frame(at.frame).nodes[at.node]
    }

    pub(crate) fn state_mut(&mut self, at: At) -> &mut NodeState {
        &mut self.frame_mut(at.frame).nodes[at.node]
    }

    pub(crate) fn plan_node(&self, at: At) -> &PlanNode {
        &self.frame(at.frame).plan.nodes[at.node]
    }

    pub(crate) fn pending_command(&self, at: At) -> Command {
        let (plan, state) = (self.plan_node(at), self.state_of(at));
        let node = NodeId::from(self.address(at));
        match (plan.role, state.wait.as_deref()) {
            (Role::Control, Some(Parked::Ask(ask))) => Command::LoadForm {
                node,
                iteration: state.iteration(),
                attempt: state.attempt,
                name: ask.form_name.clone(),
            },
            (Role::Control | Role::Tool, _) => Command::Perform(Step {
                node,
                iteration: state.iteration(),
                attempt: state.attempt,
                kind: plan.kind.clone(),
                effect: plan.effect,
                args: args_of(plan, state.args.clone().unwrap_or(Value::Null)),
                timeout: plan.timeout,
            }),
        }
    }

    pub(crate) fn emit(&mut self, kind: &'static str, at: Option<At>, payload: Value) {
        let iteration = at.map_or(0, |at| self.state_of(at).iteration());
        let node = at.map(|at| NodeId::from(self.address(at)));
        self.out.emits.push(Emit { kind, node, iteration, payload });
    }

    pub(crate) fn emit_started(&mut self, at: At) {
        let node = self.plan_node(at);
        let payload = json!({ "kind": node.kind, "title": node.title, "attempt": self.state_of(at).attempt });
        self.emit("node.started", Some(at), payload);
    }
}

/// What the tool is told: the node's settings, and that its words are shown as they come where a Reply passes them on. The
/// log keeps the settings alone: who says it for good is the Reply.
fn args_of(node: &PlanNode, mut args: Value) -> Value {
    if let Some(args) = args.as_object_mut().filter(|_| node.streams) {
        args.insert("stream_reply".to_owned(), Value::Bool(true));
    }
    args
}

/// A flow's channels at its beginning.
pub(crate) fn fresh_channels(plan: &Plan, kept: &Map<String, Value>) -> Map<String, Value> {
    let channels = plan.channels.iter().map(|(name, channel)| {
        let kept = match channel.scope {
            ChannelScope::Conversation => kept.get(name),
            ChannelScope::Run => None,
        };
        (name.clone(), kept.unwrap_or(&channel.initial).clone())
    });
    channels.collect()
}

/// Signals that mean something to the machine itself.
pub(crate) const CONTINUE: &str = debug::CONTINUE;
