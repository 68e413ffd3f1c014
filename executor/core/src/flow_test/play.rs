//! Plays a test: the machine asks for calls, the test's outcomes answer; what people say comes from its
//! turns; time passes when a turn says so, and by itself where nobody is waited for.

use super::document::{Decision, FlowTest, Mock, Rubric, Turn, User};
use super::expect::unmet;
use super::judged::{Line, ToJudge};
use super::seen::{Mark, Seen, Visit};
use super::used::{Asked, Used, asks_a_model};
use super::{SUBFLOW, may_be_mocked, partial};
use crate::command::{Command, Step};
use crate::control::Parked;
use crate::debug::{Outcome, Pin, names, plain};
use crate::event::{Event, Fact, Failure, Tokens};
use crate::machine::{Machine, Status};
use crate::state::Stage;
use crate::time::unix_ms;
use flow_schema::NodeId;
use flow_schema::plan::Plan;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// A Monday morning, when a test does not say.
const STARTS_AT: &str = "2026-01-05T09:00:00Z";
/// A run that goes on longer than this while nobody does anything goes in circles.
const MAX_MOVES: usize = 100_000;

/// The flow that is tested and what it names.
#[derive(Clone, Debug)]
pub struct Cast {
    pub plan: Arc<Plan>,
    /// Plans of other flows by the name that a flow gives them: `order`, `order@3`.
    pub flows: BTreeMap<String, Arc<Plan>>,
    /// Forms by name, as JSON.
    pub forms: BTreeMap<String, Value>,
}

/// How a test went.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub name: String,
    pub title: String,
    /// What a machine can say: nothing went otherwise than expected. What is in `to_judge` is still open.
    pub passed: bool,
    /// A sentence for everything that did not go as expected.
    pub failures: Vec<String>,
    /// What the runs came through.
    #[serde(skip)]
    pub visits: Vec<Visit>,
    /// Rubrics, and what they are about.
    #[serde(skip)]
    pub to_judge: Vec<ToJudge>,
    /// Questions to models, in order.
    #[serde(skip)]
    pub asked: Vec<Asked>,
    #[serde(skip)]
    pub used: Used,
    /// It came to its end, whatever did not hold on the way; otherwise `asked` and `used` are not all.
    #[serde(skip)]
    pub complete: bool,
}

impl Report {
    /// Of a test that could not be played.
    pub fn refused(name: String, problem: String) -> Self {
        Self {
            name,
            title: String::new(),
            passed: false,
            failures: vec![problem],
            visits: Vec::new(),
            to_judge: Vec::new(),
            asked: Vec::new(),
            used: Used::default(),
            complete: false,
        }
    }
}

/// Plays the test from its first word to its last and says what did not go as expected.
pub fn run(test: &FlowTest, cast: &Cast) -> Report {
    let mut failures = test.problems();
    failures.extend(strangers(test, cast));
    let mut play = Play::new(test, cast);
    let mut complete = false;
    if failures.is_empty() {
        match play.all(&mut failures) {
            Ok(()) => complete = true,
            Err(stuck) => failures.push(stuck),
        }
    }
    let (name, title, passed) = (test.name.clone(), test.title.clone(), failures.is_empty());
    let Play { seen, to_judge, asked, used_up, .. } = play;
    Report { name, title, passed, failures, visits: seen.visits, to_judge, asked, used: used_up, complete }
}

/// Nodes that the test names and no flow has: an expectation of one that never runs could not fail.
fn strangers(test: &FlowTest, cast: &Cast) -> Vec<String> {
    let mut kinds = BTreeMap::new();
    collect(&cast.plan, &mut kinds);
    cast.flows.values().for_each(|plan| collect(plan, &mut kinds));
    let mut wrong = Vec::new();
    for (node, outcomes) in &test.mocks {
        match kind_of(node, &kinds) {
            // To try a flow without a node is no mistake of its tests.
            Known::Nothing if is_off(node, cast) => {}
            Known::Kind(kind) if kind == SUBFLOW && outcomes.iter().any(|mock| !mock.usage.is_zero()) => {
                wrong.push(format!("mocks: ‘{node}’ is a flow as a whole, which has no usage of its own"));
            }
            Known::Kind(kind) if !may_be_mocked(&kind) => wrong.push(format!(
                "mocks: ‘{node}’ is of the kind {kind}, which calls nothing: it needs no outcome"
            )),
            Known::Nothing => wrong.push(format!("mocks: ‘{node}’ is no node of the flow")),
            Known::Kind(_) | Known::Inside => {}
        }
    }
    let turns = test.turns.iter().enumerate();
    let of_turns = turns.filter_map(|(at, turn)| Some((format!("turn {}", at + 1), turn.expect.as_ref()?)));
    let of_all = test.expect.iter().map(|expect| ("at the end".to_owned(), expect));
    for (place, expect) in of_turns.chain(of_all) {
        let path = expect.path.iter().flat_map(|path| path.visits.iter().chain(&path.never));
        for named in path.chain(expect.calls.keys()) {
            let node = named.split_once('.').map_or(named.as_str(), |(node, _)| node);
            if matches!(kind_of(node, &kinds), Known::Nothing) && !is_off(node, cast) {
                wrong.push(format!("{place}: ‘{node}’ is no node of the flow"));
            }
        }
        let channels = expect.state.keys().filter(|channel| !cast.plan.channels.contains_key(*channel));
        wrong.extend(channels.map(|channel| format!("{place}: the flow has no channel ‘{channel}’")));
    }
    wrong
}

fn is_off(address: &str, cast: &Cast) -> bool {
    let place = plain(address);
    let mut plans = std::iter::once(&cast.plan).chain(cast.flows.values());
    plans.any(|plan| place.split('/').any(|id| plan.off.iter().any(|off| off.as_str() == id)))
}

fn pin(mock: &Mock) -> Pin {
    let Some(error) = &mock.error else { return Pin::output(mock.output.clone().unwrap_or_default()) };
    let retryable = error.retryable.unwrap_or_else(|| error.code.is_retryable());
    let message = if error.message.is_empty() { "mocked" } else { &error.message };
    Pin::error(Failure { retryable, ..Failure::fatal(error.code, message) })
}

fn collect(plan: &Plan, kinds: &mut BTreeMap<String, String>) {
    for node in &plan.nodes {
        kinds.insert(node.id.to_string(), node.kind.clone());
        if let Some(body) = &node.body {
            collect(body, kinds);
        }
    }
}

enum Known {
    Kind(String),
    /// Of an agent: its model and its calls are no nodes that anybody drew.
    Inside,
    Nothing,
}

fn kind_of(address: &str, kinds: &BTreeMap<String, String>) -> Known {
    let place = plain(address);
    let id = place.rsplit('/').next().unwrap_or_default();
    if let Some(kind) = kinds.get(id) {
        return Known::Kind(kind.clone());
    }
    let agent = place.split('/').any(|part| kinds.get(part).is_some_and(|kind| kind == "agent"));
    if agent { Known::Inside } else { Known::Nothing }
}

struct Play<'a> {
    test: &'a FlowTest,
    cast: &'a Cast,
    machine: Machine,
    seen: Seen,
    clock: i64,
    /// Wishes of the machine that were not fulfilled yet, in order.
    wishes: VecDeque<Command>,
    /// How many outcomes of each mock are used up.
    used: BTreeMap<&'a str, usize>,
    /// Why a decision did not count.
    ignored: Option<String>,
    /// What was said so far, both sides in their order.
    lines: Vec<Line>,
    to_judge: Vec<ToJudge>,
    asked: Vec<Asked>,
    used_up: Used,
}

impl<'a> Play<'a> {
    fn new(test: &'a FlowTest, cast: &'a Cast) -> Self {
        let starts_at = test.starts_at.as_deref().unwrap_or(STARTS_AT);
        Self {
            test,
            cast,
            machine: machine(cast),
            seen: Seen::default(),
            clock: unix_ms(starts_at).unwrap_or_default(),
            wishes: VecDeque::new(),
            used: BTreeMap::new(),
            ignored: None,
            lines: Vec::new(),
            to_judge: Vec::new(),
            asked: Vec::new(),
            used_up: Used::default(),
        }
    }

    /// All turns. An `Err` is why the test cannot go on.
    fn all(&mut self, failures: &mut Vec<String>) -> Result<(), String> {
        let mut since = self.seen.mark();
        let mut first_line = 0;
        if let Some(input) = &self.test.input {
            self.lines.push(Line::user(input.to_string()));
            self.start(input.clone());
            self.settle(!self.names_time(0)).map_err(|stuck| format!("at the start: {stuck}"))?;
            self.hear(since);
        }
        for (at, turn) in self.test.turns.iter().enumerate() {
            let number = at + 1;
            let heard = self.seen.mark();
            self.lines.extend(Line::of(turn));
            let done = self.turn(turn).and_then(|()| self.settle(!self.names_time(number)));
            done.map_err(|stuck| format!("turn {number}: {stuck}"))?;
            self.hear(heard);
            if let Some(expect) = &turn.expect {
                let wrong = unmet(expect, &self.seen, since);
                failures.extend(wrong.into_iter().map(|wrong| format!("turn {number}: {wrong}")));
                self.leave_to_judge(expect.rubric.as_ref(), Some(number), first_line);
            }
            since = self.seen.mark();
            first_line = self.lines.len();
        }
        if let Some(expect) = &self.test.expect {
            let wrong = unmet(expect, &self.seen, Mark::default());
            failures.extend(wrong.into_iter().map(|wrong| format!("at the end: {wrong}")));
            self.leave_to_judge(expect.rubric.as_ref(), None, 0);
        }
        // A run that fails unnoticed would be a test that passes for the wrong reason.
        if let Some(error) = self.seen.error.as_ref().filter(|_| !self.test.expects_an_end()) {
            let (node, message) = (&error["node"], error["message"].as_str().unwrap_or_default());
            let node = node.as_str().unwrap_or("the run");
            failures.push(format!("at the end: ‘{node}’ failed with {}: {message}", error["code"]));
        }
        Ok(())
    }

    /// Takes what was said since into the lines.
    fn hear(&mut self, since: Mark) {
        self.lines.extend(self.seen.replies[since.replies..].iter().map(|text| Line::assistant(text)));
    }

    fn leave_to_judge(&mut self, rubric: Option<&Rubric>, turn: Option<usize>, from: usize) {
        let Some(rubric) = rubric else { return };
        self.to_judge.push(ToJudge {
            turn,
            rubric: rubric.clone(),
            before: self.lines[..from].to_vec(),
            said: self.lines[from..].to_vec(),
            output: self.seen.output.clone(),
        });
    }

    fn names_time(&self, turn: usize) -> bool {
        self.test.turns.get(turn).is_some_and(|turn| turn.wait.is_some())
    }

    fn start(&mut self, input: Value) {
        let channels = match self.machine.status() {
            Status::New => self.test.channels.clone(),
            // The next run of the conversation.
            _ => self.machine.conversation_channels(),
        };
        if self.machine.status() != Status::New {
            self.machine = machine(self.cast);
            self.wishes.clear();
        }
        let mut context = Map::from_iter([
            ("conversation".to_owned(), json!({ "id": "test-conversation", "history": [] })),
            ("user".to_owned(), user()),
            ("tenant".to_owned(), json!({ "id": "test-tenant", "name": "Test" })),
            ("env".to_owned(), json!({ "flow": self.cast.plan.flow, "version": "draft" })),
        ]);
        for (name, given) in &self.test.context {
            match (context.get_mut(name), given) {
                (Some(Value::Object(known)), Value::Object(given)) => known.extend(given.clone()),
                _ => {
                    context.insert(name.clone(), given.clone());
                }
            }
        }
        let flows = self.cast.flows.iter().map(|(name, plan)| (name.clone(), plan.hash.clone())).collect();
        let debug = crate::debug::Debug { pins: self.mocked_flows(), ..Default::default() };
        self.feed(Fact::Started { input, context, channels, seed: 7, flows, debug });
    }

    /// Other flows that come out as the test says, without being run.
    fn mocked_flows(&self) -> BTreeMap<String, Vec<Pin>> {
        let mut kinds = BTreeMap::new();
        collect(&self.cast.plan, &mut kinds);
        self.cast.flows.values().for_each(|plan| collect(plan, &mut kinds));
        let whole = |node: &str| matches!(kind_of(node, &kinds), Known::Kind(kind) if kind == SUBFLOW);
        let mocks = self.test.mocks.iter().filter(|(node, _)| whole(node));
        mocks.map(|(node, outcomes)| (node.clone(), outcomes.iter().map(pin).collect())).collect()
    }

    fn turn(&mut self, turn: &Turn) -> Result<(), String> {
        let node = turn.node.clone();
        if let Some(user) = &turn.user {
            return self.user(user, node);
        }
        if let Some(decision) = &turn.decision {
            return self.decide(decision, node);
        }
        if let Some(event) = &turn.event {
            self.must_go_on("event")?;
            let mut payload = event.payload.clone();
            payload.insert("key".into(), event.key.clone().into());
            let (name, payload) = (event.name.clone(), Value::Object(payload));
            self.feed(Fact::Signal { name, node: None, payload, by: json!({}) });
        }
        if let Some(handback) = &turn.handback {
            let handed = self.seen.waiting.iter().any(|waiting| waiting["for"] == "handoff");
            if !handed {
                return Err(format!("nothing was handed to a person; {}", self.rests()));
            }
            let payload = json!({ "text": handback.text });
            let by = json!({ "name": handback.by });
            self.feed(Fact::Signal { name: "handback".into(), node, payload, by });
        }
        if let Some(wait) = &turn.wait {
            let wait = flow_schema::duration::parse(wait).map_err(|error| error.to_string())?;
            return self.pass(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
        }
        Ok(())
    }

    fn user(&mut self, user: &User, node: Option<String>) -> Result<(), String> {
        let payload = match (&user.message, &user.answer) {
            (Some(text), _) if self.machine.status() == Status::New || self.machine.status().is_ended() => {
                self.start(json!({ "message": text }));
                return Ok(());
            }
            (Some(text), _) => json!({ "text": text }),
            (None, answer) => answer.clone().unwrap_or_default(),
        };
        if !self.machine.expects_answer(node.as_deref()) {
            return Err(format!("nothing is asked of the user; {}", self.rests()));
        }
        self.feed(Fact::Signal { name: "answer".into(), node, payload, by: user_name() });
        Ok(())
    }

    fn decide(&mut self, decision: &Decision, node: Option<String>) -> Result<(), String> {
        let asked = self.seen.waiting.iter().find(|waiting| {
            waiting["for"] == "approval" && node.as_deref().is_none_or(|node| waiting["node"] == node)
        });
        let Some(asked) = asked else {
            return Err(format!("nobody is asked to decide; {}", self.rests()));
        };
        let by = match &decision.by {
            Some(by) => by.clone(),
            None => asked["approvers"][0].clone(),
        };
        let mut payload = json!({
            "decision": decision.decision, "comment": decision.comment, "hash": asked["hash"],
        });
        if !decision.to.is_empty() {
            payload["to"] = decision.to.clone().into();
        }
        let node = asked["node"].as_str().map(str::to_owned);
        self.ignored = None;
        self.feed(Fact::Signal { name: "decision".into(), node, payload, by });
        match self.ignored.take() {
            Some(reason) => Err(format!("the decision does not count: {reason}")),
            None => Ok(()),
        }
    }

    fn must_go_on(&self, what: &str) -> Result<(), String> {
        if self.machine.status() == Status::New || self.machine.status().is_ended() {
            return Err(format!("the {what} comes to no run; {}", self.rests()));
        }
        Ok(())
    }

    /// How the run stands, for a sentence.
    fn rests(&self) -> String {
        match self.seen.waiting.first() {
            Some(waiting) => format!(
                "the run waits at ‘{}’ for {}",
                waiting["node"].as_str().unwrap_or_default(),
                partial::quote(&waiting["for"])
            ),
            None => format!("the run is {}", self.machine.status().as_str()),
        }
    }

    /// Lets so much time pass; what becomes due on the way happens when it does.
    fn pass(&mut self, ms: i64) -> Result<(), String> {
        self.must_go_on("time")?;
        let until = self.clock.saturating_add(ms);
        self.settle(false)?;
        while let Some(due) = self.machine.next_due().filter(|due| *due <= until) {
            self.tick(due);
            self.settle(false)?;
        }
        self.clock = self.clock.max(until);
        Ok(())
    }

    fn tick(&mut self, due: i64) {
        self.clock = self.clock.max(due);
        for fact in self.machine.due(self.clock) {
            self.feed(fact);
        }
    }

    /// Goes on until something is needed from outside. `skips_time`: nor is a time that nothing else is
    /// waited for.
    fn settle(&mut self, skips_time: bool) -> Result<(), String> {
        for _ in 0..MAX_MOVES {
            if let Some(wish) = self.wishes.pop_front() {
                self.fulfil(wish)?;
            } else if let Some(due) = self.next_moment(skips_time) {
                self.tick(due);
            } else {
                let state = self.machine.state();
                self.seen.state = state["state"].as_object().cloned().unwrap_or_default();
                return Ok(());
            }
        }
        Err(format!("after {MAX_MOVES} moves the run still does not come to rest"))
    }

    /// When the run goes on by itself: a retry, or a time if it waits for nothing else.
    fn next_moment(&self, skips_time: bool) -> Option<i64> {
        let machine = &self.machine;
        if machine.status().is_ended() {
            return None;
        }
        let only_time = machine.waits.iter().all(|(_, at)| match machine.state_of(*at).wait.as_deref() {
            Some(Parked::Event(awaited)) => awaited.event.is_empty(),
            Some(Parked::Ask(_) | Parked::Approval(_) | Parked::Handoff(_) | Parked::Breakpoint(_))
            | None => false,
        });
        let mut timers = machine.timers.iter();
        let found = timers.find(|(_, at)| match machine.state_of(*at).stage {
            Stage::Backoff => true,
            Stage::Waiting => skips_time && only_time,
            _ => false,
        });
        found.map(|(due, _)| *due)
    }

    fn fulfil(&mut self, wish: Command) -> Result<(), String> {
        match wish {
            Command::Perform(step) => self.call(&step),
            Command::LoadForm { node, iteration, name, .. } => {
                let form = self.test.forms.get(&name).or_else(|| self.cast.forms.get(&name)).cloned();
                let Some(form) = form else {
                    return Err(format!(
                        "‘{node}’ shows the form ‘{name}’, which is not there; give it in forms"
                    ));
                };
                self.feed(Fact::Form { node: node.to_string(), iteration, form });
                Ok(())
            }
            Command::Abandon { .. } => Ok(()),
        }
    }

    fn call(&mut self, step: &Step) -> Result<(), String> {
        let (iteration, attempt) = (step.iteration, step.attempt);
        let node = step.node.to_string();
        let is_model = asks_a_model(&step.kind);
        if is_model {
            self.asked.push(Asked { node: step.node.clone(), args: step.args.clone() });
        }
        let Some(mock) = self.outcome(&node) else {
            return Err(format!(
                "‘{node}’ ({}) is called, but the test has no outcome for it, and no real call is made; \
                 add one to mocks. It is called with {}",
                step.kind,
                partial::short(&step.args.to_string())
            ));
        };
        match pin(mock).outcome {
            Outcome::Error(error) => self.feed(Fact::Failed { node, iteration, attempt, error }),
            Outcome::Output(output) => {
                let usage: Tokens = mock.usage.clone();
                self.used_up.take(&usage, is_model);
                self.feed(Fact::Done { node, iteration, attempt, output, usage });
            }
        }
        Ok(())
    }

    /// The next outcome for a call: of its very address before that of its place, and that before its id's.
    fn outcome(&mut self, address: &str) -> Option<&'a Mock> {
        let place = plain(address);
        let fits = |key: &&String| names(key, address);
        let key = self.test.mocks.keys().filter(fits).max_by_key(|key| (**key == address, **key == place))?;
        let outcomes = self.test.mocks.get(key)?;
        let used = self.used.entry(key).or_default();
        let mock = outcomes.get(*used).or(outcomes.last());
        *used += 1;
        mock
    }

    fn feed(&mut self, fact: Fact) {
        let out = self.machine.apply(&Event { at: self.clock, fact });
        for emit in out.emits {
            if emit.kind == "node.progress" {
                self.ignored = emit.payload["reason"].as_str().map(str::to_owned);
            }
            self.seen.take(emit.kind, emit.node.as_ref().map(NodeId::as_str), &emit.payload);
        }
        for command in out.commands {
            if let Command::Abandon { node, iteration } = &command {
                self.wishes.retain(|wish| !is_of(wish, node, *iteration));
            } else {
                self.wishes.push_back(command);
            }
        }
    }
}

fn is_of(wish: &Command, node: &NodeId, iteration: u32) -> bool {
    match wish {
        Command::Perform(step) => step.node == *node && step.iteration == iteration,
        Command::LoadForm { node: of, iteration: firing, .. } => of == node && *firing == iteration,
        Command::Abandon { .. } => false,
    }
}

fn machine(cast: &Cast) -> Machine {
    let plans = cast.flows.values().map(|plan| (plan.hash.clone(), Arc::clone(plan))).collect();
    Machine::with_flows(Arc::clone(&cast.plan), Arc::new(plans))
}

fn user() -> Value {
    json!({ "id": "test-user", "name": "Test User", "email": "test@example.com", "role": "end_user" })
}

fn user_name() -> Value {
    json!({ "name": "Test User" })
}

impl FlowTest {
    /// Whether some expectation says how the run ends, or that it fails.
    fn expects_an_end(&self) -> bool {
        let turns = self.turns.iter().filter_map(|turn| turn.expect.as_ref());
        turns.chain(&self.expect).any(|expect| {
            expect.error.is_some() || expect.path.as_ref().is_some_and(|path| path.ends.is_some())
        })
    }
}
