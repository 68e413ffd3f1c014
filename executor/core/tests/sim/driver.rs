//! A driver with a journal in memory that dies often and comes back from its journal.

use crate::chance::Chance;
use crate::world::World;
use executor_core::{Command, Debug, Event, Fact, Flows, Machine, Status, Step, Tokens};
use flow_schema::kind::Effect;
use flow_schema::model::Join;
use flow_schema::plan::Plan;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// Further away than anything a flow here asks for, in milliseconds.
const FAR: i64 = 30 * 24 * 60 * 60 * 1000;

/// A way in which a driver can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    None,
    AcknowledgesFirst,
    NewKeyEachAttempt,
}

#[derive(Debug)]
pub struct Violation(String);

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What was injected, and how it went.
#[derive(Debug, Default)]
pub struct Faults {
    pub crashes: u64,
    pub duplicates: u64,
    pub lost: u64,
    pub ambiguous: u64,
    pub writes: u64,
    pub completed: u64,
    pub failed: u64,
    pub cancelled: u64,
    /// Recoveries that began from a snapshot.
    pub snapshots: u64,
}

impl Faults {
    pub fn add(&mut self, other: &Self) {
        self.crashes += other.crashes;
        self.duplicates += other.duplicates;
        self.lost += other.lost;
        self.ambiguous += other.ambiguous;
        self.writes += other.writes;
        self.completed += other.completed;
        self.failed += other.failed;
        self.cancelled += other.cancelled;
        self.snapshots += other.snapshots;
    }
}

pub struct Driver {
    plan: Arc<Plan>,
    flows: Flows,
    chance: Chance,
    flaw: Flaw,
    world: World,
    clock: i64,
    /// The journal: all that a crash leaves.
    log: Vec<Event>,
    /// A snapshot, and how many events it stands for.
    snapshot: Option<(usize, String)>,
    machine: Machine,
    /// Calls begun, and answers on their way; both die with the process.
    calls: Vec<Step>,
    answers: Vec<Fact>,
    /// Steps whose outcome is in the journal.
    finished: BTreeSet<(String, u32)>,
    /// Writes that were begun.
    writes: BTreeSet<(String, u32)>,
    /// Writes recorded as done.
    done: BTreeSet<(String, u32)>,
    cancelled: bool,
    faults: Faults,
}

impl Driver {
    pub fn new(plan: Arc<Plan>, inner: Arc<Plan>, chance: Chance, flaw: Flaw) -> Self {
        let flows: Flows = Arc::new(BTreeMap::from([(inner.hash.clone(), inner)]));
        let machine = Machine::with_flows(Arc::clone(&plan), Arc::clone(&flows));
        Self {
            snapshot: None,
            flows,
            plan,
            chance,
            flaw,
            world: World::default(),
            clock: 1_000,
            log: Vec::new(),
            machine,
            calls: Vec::new(),
            answers: Vec::new(),
            finished: BTreeSet::new(),
            writes: BTreeSet::new(),
            done: BTreeSet::new(),
            cancelled: false,
            faults: Faults::default(),
        }
    }

    pub fn run(mut self) -> Result<Faults, Violation> {
        let seed = self.chance.draw();
        let flows = self.flows.values().map(|plan| (plan.flow.clone(), plan.hash.clone())).collect();
        let (context, channels, debug) = (Map::new(), Map::new(), Debug::default());
        self.feed(Fact::Started { input: json!({}), context, channels, seed, flows, debug })?;
        for _ in 0..5_000 {
            if self.machine.status().is_ended() {
                return self.finish();
            }
            self.tick()?;
        }
        Err(Violation(format!("promise 1: the run does not end: {}", self.machine.state())))
    }

    fn tick(&mut self) -> Result<(), Violation> {
        self.clock += 1;
        match self.chance.below(20) {
            0 if self.chance.percent(30) => self.crash()?,
            1 if self.chance.percent(50) => self.repeat_something()?,
            2 if self.chance.percent(2) => {
                self.cancelled = true;
                self.feed(Fact::Cancelled { reason: "enough".into() })?;
            }
            2..=4 if self.machine.status() == Status::Waiting => {
                let signal = self.signal();
                self.feed(signal)?;
            }
            5..=6 => self.time_passes()?,
            // Answers arrive in any order, and the process may die with one in its hands.
            7..=12 if !self.answers.is_empty() => {
                let at = self.chance.below(self.answers.len());
                let fact = self.answers.swap_remove(at);
                if self.chance.percent(8) {
                    self.faults.lost += 1;
                    self.crash()?;
                } else {
                    self.feed(fact)?;
                }
            }
            _ if !self.calls.is_empty() => {
                let at = self.chance.below(self.calls.len());
                self.call(at)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Something that somebody sends to a run that waits; now and then it is not what it waits for.
    fn signal(&mut self) -> Fact {
        let waits: Vec<Value> = self.machine.waiting_for().cloned().collect();
        let wait = &waits[self.chance.below(waits.len())];
        let who = ["ada", "bob", "cyd", "eve"][self.chance.below(4)];
        let by = json!({ "name": who, "email": format!("{who}@example.com") });
        let (name, payload) = match wait["for"].as_str() {
            Some("approval") => {
                let word = if self.chance.percent(80) { "approve" } else { "reject" };
                let hash = if self.chance.percent(95) { wait["hash"].clone() } else { json!("another") };
                ("decision", json!({ "decision": word, "hash": hash }))
            }
            Some("event" | "time") => ("news", json!({ "n": self.clock })),
            _ => {
                let payload = match self.chance.below(4) {
                    0 => json!({ "text": "hm" }),
                    1 => json!({ "option": "no" }),
                    _ => json!({ "text": "yes please" }),
                };
                ("answer", payload)
            }
        };
        let node = wait["node"].as_str().map(str::to_owned).filter(|_| self.chance.percent(50));
        Fact::Signal { name: name.into(), node, payload, by }
    }

    fn key(&self, step: &Step) -> String {
        match self.flaw {
            Flaw::NewKeyEachAttempt => {
                format!("{}/{}/{}/{}", step.node, step.iteration, step.attempt, self.log.len())
            }
            Flaw::None | Flaw::AcknowledgesFirst => format!("{}/{}", step.node, step.iteration),
        }
    }

    fn call(&mut self, at: usize) -> Result<(), Violation> {
        let step = self.calls.swap_remove(at);
        let (node, iteration, attempt) = (step.node.to_string(), step.iteration, step.attempt);
        if self.flaw == Flaw::AcknowledgesFirst && step.effect == Effect::Write {
            let output = json!({});
            self.feed(Fact::Done { node, iteration, attempt, output, usage: Tokens::default() })?;
            if self.chance.percent(90) {
                let key = self.key(&step);
                // Whatever comes of it now, it was acknowledged.
                let _ = self.world.call(&mut self.chance, &step, &key);
            }
            return Ok(());
        }
        let key = self.key(&step);
        let answer = self.world.call(&mut self.chance, &step, &key);
        let fact = match answer {
            Ok(output) => Fact::Done { node, iteration, attempt, output, usage: Tokens::default() },
            Err(error) => Fact::Failed { node, iteration, attempt, error },
        };
        self.answers.push(fact);
        // The ambiguous moment: the effect has happened and nobody knows.
        if self.chance.percent(5) { self.crash() } else { Ok(()) }
    }

    fn time_passes(&mut self) -> Result<(), Violation> {
        let Some(due) = self.machine.next_due() else { return Ok(()) };
        // The end of the run's life: few runs live to see it.
        if due - self.clock > FAR && self.chance.percent(99) {
            return Ok(());
        }
        self.clock = self.clock.max(due);
        for fact in self.machine.due(self.clock) {
            self.feed(fact)?;
        }
        Ok(())
    }

    /// A fact that was recorded comes again; it must mean nothing.
    fn repeat_something(&mut self) -> Result<(), Violation> {
        if self.log.is_empty() {
            return Ok(());
        }
        let at = self.chance.below(self.log.len());
        let event = self.log[at].clone();
        if matches!(event.fact, Fact::Signal { .. } | Fact::Timer { .. }) {
            return Ok(());
        }
        self.faults.duplicates += 1;
        let before = self.machine.state();
        let commands = self.machine.apply(&Event { at: self.clock, fact: event.fact });
        if commands.changed || self.machine.state() != before {
            return Err(Violation(format!("promise 2: a repeated fact meant something: {:?}", self.log[at])));
        }
        Ok(())
    }

    /// Apply, record, carry out; the process may die between applying and recording.
    fn feed(&mut self, fact: Fact) -> Result<(), Violation> {
        let event = Event { at: self.clock, fact };
        let commands = self.machine.apply(&event);
        if !commands.changed {
            return Ok(());
        }
        if self.log.len() > 1 && self.chance.percent(3) {
            self.faults.lost += 1;
            // Nothing was recorded: the state in hand is not what comes back.
            return self.come_back();
        }
        self.log.push(event);
        match &self.log[self.log.len() - 1].fact {
            Fact::Done { node, iteration, .. } => {
                let step = (node.clone(), *iteration);
                self.finished.insert(step.clone());
                if self.writes.contains(&step) {
                    self.done.insert(step);
                }
            }
            Fact::Cancelled { .. } | Fact::Failed { .. } | Fact::Started { .. } => {}
            Fact::Form { .. } | Fact::Timer { .. } | Fact::Signal { .. } => {}
            Fact::Edited { .. } | Fact::Migrated { .. } => {}
        }
        if self.chance.percent(5) {
            self.snapshot = Some((self.log.len(), self.machine.snapshot().to_string()));
        }
        self.carry_out(commands.commands)
    }

    fn carry_out(&mut self, commands: Vec<Command>) -> Result<(), Violation> {
        for command in commands {
            match command {
                Command::Perform(step) => {
                    if self.cancelled && self.machine.status() == Status::Cancelled {
                        return Err(Violation(format!(
                            "promise 5: {} starts after the cancellation",
                            step.node
                        )));
                    }
                    if self.finished.contains(&(step.node.to_string(), step.iteration)) {
                        return Err(Violation(format!(
                            "promise 2: {} runs again after it finished",
                            step.node
                        )));
                    }
                    if step.effect == Effect::Write {
                        self.writes.insert((step.node.to_string(), step.iteration));
                    }
                    self.calls.push(step);
                }
                Command::Abandon { node, iteration } => {
                    self.calls.retain(|step| step.node != node || step.iteration != iteration);
                }
                Command::LoadForm { .. } => {}
            }
        }
        Ok(())
    }

    fn crash(&mut self) -> Result<(), Violation> {
        let before = self.machine.state().to_string();
        self.come_back()?;
        let after = self.machine.state().to_string();
        if before != after {
            return Err(Violation(format!("promise 3: {before}\nbecame {after}")));
        }
        Ok(())
    }

    fn come_back(&mut self) -> Result<(), Violation> {
        self.faults.crashes += 1;
        let from_snapshot = self.snapshot.is_some() && self.chance.percent(50);
        self.faults.snapshots += u64::from(from_snapshot);
        self.machine = self.fold(from_snapshot)?;
        (self.calls, self.answers) = (Vec::new(), Vec::new());
        let outstanding = self.machine.outstanding();
        self.cancelled &= self.machine.status() == Status::Cancelled;
        self.carry_out(outstanding)
    }

    fn fold(&self, from_snapshot: bool) -> Result<Machine, Violation> {
        let (plan, flows) = (Arc::clone(&self.plan), Arc::clone(&self.flows));
        let (mut machine, known) = match self.snapshot.as_ref().filter(|_| from_snapshot) {
            Some((known, text)) => {
                let value = serde_json::from_str(text).map_err(|error| Violation(error.to_string()))?;
                (Machine::restore(plan, flows, value).map_err(Violation)?, *known)
            }
            None => (Machine::with_flows(plan, flows), 0),
        };
        for event in &self.log[known..] {
            if !machine.apply(event).changed {
                return Err(Violation(format!(
                    "promise 3: a recorded fact means nothing any more: {event:?}"
                )));
            }
        }
        Ok(machine)
    }

    fn finish(mut self) -> Result<Faults, Violation> {
        // Once for each run, the way facts really go: through text.
        let text = serde_json::to_string(&self.log).map_err(|error| Violation(error.to_string()))?;
        self.log = serde_json::from_str(&text).map_err(|error| Violation(error.to_string()))?;
        self.crash()?;
        for step in &self.done {
            let count = self.world.happened.get(step).copied().unwrap_or(0);
            if count != 1 {
                return Err(Violation(format!(
                    "promise 2: {step:?} was recorded as done and happened {count} times"
                )));
            }
        }
        for (step, count) in &self.world.happened {
            if *count > 1 {
                return Err(Violation(format!("promise 2: {step:?} happened {count} times")));
            }
        }
        match self.machine.status() {
            Status::Completed => {
                self.check_chart()?;
                self.faults.completed += 1;
            }
            Status::Failed => self.faults.failed += 1,
            Status::Cancelled => self.faults.cancelled += 1,
            Status::New | Status::Running | Status::Waiting => {}
        }
        self.faults.writes = self.world.happened.len() as u64;
        self.faults.ambiguous = self.world.ambiguous;
        Ok(self.faults)
    }

    /// At the end of a run the chart reads as the rules say: everything decided, and every node ran
    /// exactly if a way led to it.
    fn check_chart(&self) -> Result<(), Violation> {
        let state = self.machine.state();
        let edge = |ix: usize| {
            let edge = &self.plan.edges[ix];
            let (from, to) = (&self.plan.nodes[edge.from].id, &self.plan.nodes[edge.to].id);
            state["edges"][format!("{from}.{}>{to}", edge.port)].as_str().unwrap_or("undecided").to_owned()
        };
        for (ix, node) in self.plan.nodes.iter().enumerate().skip(1) {
            let forward = node.incoming.iter().filter(|e| self.plan.edges[**e].back.is_none());
            let ways: Vec<String> = forward.map(|e| edge(*e)).collect();
            let status = state["nodes"][node.id.as_str()]["status"].as_str().unwrap_or("idle");
            let taken = ways.iter().any(|way| way == "taken");
            let decided = ways.iter().all(|way| way == "taken" || way == "not taken");
            let fits = match status {
                "completed" | "failed" => taken,
                "skipped" => !taken,
                "cancelled" => true,
                _ => false,
            };
            // A quorum that is out of reach leaves its node aside, whatever was taken.
            let fits = fits || (status == "skipped" && matches!(node.join, Join::Quorum(_)) && decided);
            if !fits || (!decided && node.join == Join::All) {
                return Err(Violation(format!("node {ix} {} is {status} after {ways:?}: {state}", node.id)));
            }
        }
        Ok(())
    }
}
