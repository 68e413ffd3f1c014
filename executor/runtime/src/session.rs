//! A run in memory: its machine, its row and what of the journal it has seen. Rules only, no I/O;
//! [`crate::drive`] carries things to and fro.

use crate::api::{NewRun, RunEvent, RunFailure, RunRow, RunStatus};
use crate::facts;
use crate::flows::Pins;
use crate::journal::{Batch, HIDDEN, JournalError, Leave, Loaded, Record, Rest};
use chrono::{DateTime, Utc};
use executor_core::{Command, Event, Fact, Flows, Machine, Status};
use flow_schema::plan::Plan;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

pub(crate) struct Session {
    pub machine: Machine,
    pub row: Arc<RunRow>,
    pub context: Map<String, Value>,
    /// Events up to here were observed.
    pub observed: u64,
    /// Committed events that are not observed yet.
    pub unobserved: Vec<Arc<RunEvent>>,
    /// Signals stored for the run, as far as the session has looked.
    pub signals_seen: u64,
    /// How the journal believes the run rests.
    pub rest: Rest,
    /// Versions of other flows, chosen when the run starts.
    pins: Pins,
    /// Facts since the last snapshot.
    unsaved: usize,
    /// Events the journal knows the run to wait for.
    subscribed: BTreeSet<(String, String)>,
}

/// So many facts are folded in a moment; a snapshot for fewer would only cost writing.
const SNAPSHOT_EVERY: usize = 200;
/// Among the run's context, what a person who tests it asks for; no expression can name it.
pub const DEBUG: &str = "$debug";

/// What a turn of the machine comes to: lines for the journal and wishes to carry out after them.
#[derive(Default)]
pub(crate) struct Turn {
    pub records: Vec<Record>,
    pub commands: Vec<Command>,
    pub consumed: Vec<Uuid>,
}

impl Turn {
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.consumed.is_empty()
    }

    fn starts_something(&self) -> bool {
        self.commands.iter().any(|command| match command {
            Command::Perform(_) | Command::LoadForm { .. } => true,
            Command::Abandon { .. } => false,
        })
    }
}

impl Session {
    /// A run nobody has taken a step of.
    pub fn fresh(plan: Arc<Plan>, (pins, flows): (Pins, Flows), run: &NewRun, at: DateTime<Utc>) -> Self {
        let row = RunRow::accepted(run, RunStatus::Running, at);
        Self::around(Machine::with_flows(plan, flows), row, run.context.clone(), pins)
    }

    fn around(machine: Machine, row: RunRow, context: Map<String, Value>, pins: Pins) -> Self {
        Self {
            machine,
            row: Arc::new(row),
            context,
            observed: 0,
            unobserved: Vec::new(),
            signals_seen: 0,
            rest: Rest::Active,
            pins,
            unsaved: 0,
            subscribed: BTreeSet::new(),
        }
    }

    /// Goes on from what the journal holds: the snapshot, if there is one, and the facts since.
    ///
    /// # Errors
    /// [`Unfolded::Snapshot`] when the snapshot cannot be read; then all facts are needed.
    pub fn fold(plan: Arc<Plan>, (pins, flows): (Pins, Flows), loaded: Loaded) -> Result<Self, Unfolded> {
        let mut machine = match &loaded.snapshot {
            None => Machine::with_flows(plan, flows),
            Some((_, text)) => serde_json::from_str(text)
                .map_err(|error| error.to_string())
                .and_then(|value| Machine::restore(plan, flows, value))
                .map_err(Unfolded::Snapshot)?,
        };
        facts::feed(&mut machine, loaded.row.id, &loaded.facts).map_err(Unfolded::Journal)?;
        let mut session = Self::around(machine, loaded.row, loaded.new.context, pins);
        session.observed = loaded.observed;
        session.unsaved = loaded.facts.len();
        Ok(session)
    }

    /// A run that goes on with a machine that was folded otherwise.
    pub fn taken_over(machine: Machine, loaded: Loaded, pins: Pins) -> Self {
        Self::around(machine, loaded.row, loaded.new.context, pins)
    }

    /// The first fact of a run. Chance is drawn from its id, so that it needs no other source.
    pub fn started(&self, channels: Map<String, Value>) -> Fact {
        let (high, low) = self.row.id.as_u64_pair();
        let mut context = self.context.clone();
        let debug = context.remove(DEBUG).and_then(|debug| serde_json::from_value(debug).ok());
        Fact::Started {
            input: self.row.input.clone(),
            context,
            channels,
            seed: high.rotate_left(32) ^ low,
            flows: self.pins.clone(),
            debug: debug.unwrap_or_default(),
        }
    }

    /// Feeds the machine.
    pub fn turn(&mut self, facts: Vec<(Fact, Option<Uuid>)>, at: DateTime<Utc>) -> Turn {
        let now = at.timestamp_millis();
        let events = facts.into_iter().map(|(fact, signal)| (Event { at: now, fact }, signal));
        self.turn_of(events.collect(), at)
    }

    /// The same with facts of another time: those of the run that this one goes on from.
    pub fn turn_of(&mut self, events: Vec<(Event, Option<Uuid>)>, at: DateTime<Utc>) -> Turn {
        let mut turn = Turn::default();
        let mut seq = self.row.last_seq;
        for (event, signal) in events {
            turn.consumed.extend(signal);
            let mut commands = self.machine.apply(&event);
            if !commands.changed {
                continue;
            }
            // An event that was abandoned in the same turn must not begin after all.
            for command in &commands.commands {
                if let Command::Abandon { node, iteration } = command {
                    turn.commands.retain(|earlier| !begins(earlier, node.as_str(), *iteration));
                }
            }
            turn.commands.append(&mut commands.commands);
            self.unsaved += 1;
            let mut fact = serde_json::to_string(&event).ok();
            if commands.emits.is_empty() {
                seq += 1;
                let event = RunEvent {
                    seq,
                    part: None,
                    at,
                    kind: HIDDEN.to_owned(),
                    node: None,
                    iteration: 0,
                    payload: Value::Null,
                };
                turn.records.push(Record { event: Arc::new(event), fact: fact.take() });
            }
            for emit in commands.emits {
                seq += 1;
                let event = RunEvent {
                    seq,
                    part: None,
                    at,
                    kind: emit.kind.to_owned(),
                    node: emit.node.map(|node| node.to_string()),
                    iteration: emit.iteration,
                    payload: emit.payload,
                };
                turn.records.push(Record { event: Arc::new(event), fact: fact.take() });
            }
        }
        turn
    }

    /// What to write so that the turn is durable. `in_flight`: calls that go on anyway.
    pub fn batch(&self, turn: &Turn, in_flight: bool, linger: Duration, at: DateTime<Utc>) -> Batch {
        let machine = &self.machine;
        let status = match machine.status() {
            Status::New => self.row.status,
            Status::Running => RunStatus::Running,
            Status::Waiting => RunStatus::Waiting,
            Status::Completed => RunStatus::Completed,
            Status::Failed => RunStatus::Failed,
            Status::Cancelled => RunStatus::Cancelled,
        };
        let due = machine.next_due().and_then(DateTime::from_timestamp_millis);
        let soon = due.is_some_and(|due| (due - at).to_std().unwrap_or_default() <= linger);
        let rest = if machine.status().is_ended() {
            Rest::Ended
        } else if in_flight || turn.starts_something() || soon {
            Rest::Active
        } else {
            Rest::Parked(due)
        };
        let leaves = self.row.conversation.filter(|_| rest == Rest::Ended).map(|conversation| Leave {
            conversation,
            channels: machine.has_started().then(|| machine.conversation_channels()),
        });
        Batch {
            tenant: self.row.tenant,
            run: self.row.id,
            after: self.row.last_seq,
            records: turn.records.clone(),
            at,
            status,
            waiting: machine.waiting().cloned(),
            output: (status == RunStatus::Completed).then(|| machine.output().clone()),
            error: machine.failure().map(|(failure, node)| RunFailure {
                code: failure.code,
                message: failure.message.clone(),
                node: node.map(ToString::to_string),
            }),
            usage: machine.usage(),
            rest,
            consumed: turn.consumed.clone(),
            signals_seen: self.signals_seen,
            leaves,
            version: None,
            snapshot: (self.unsaved >= SNAPSHOT_EVERY && rest != Rest::Ended)
                .then(|| machine.snapshot().to_string()),
            // A run that has once waited for an event goes on listening until it ends, so that nothing
            // that happens between two waits is missed.
            subscribes: machine
                .listens()
                .map(|(event, key)| (event.to_owned(), key.to_owned()))
                .filter(|listens| !self.subscribed.contains(listens))
                .collect(),
            unsubscribes: Vec::new(),
        }
    }

    /// The batch is durable.
    pub fn committed(&mut self, batch: Batch) {
        if batch.snapshot.is_some() {
            self.unsaved = 0;
        }
        self.subscribed.extend(batch.subscribes.iter().cloned());
        let row = Arc::make_mut(&mut self.row);
        row.last_seq = batch.last_seq();
        row.status = batch.status;
        row.waiting = batch.waiting;
        row.output = batch.output;
        row.error = batch.error;
        row.usage = batch.usage;
        row.updated_at = batch.at;
        row.ended_at = (batch.rest == Rest::Ended).then_some(batch.at);
        self.rest = batch.rest;
        let visible =
            batch.records.into_iter().map(|record| record.event).filter(|event| event.kind != HIDDEN);
        self.unobserved.extend(visible);
    }
}

fn begins(command: &Command, wanted: &str, firing: u32) -> bool {
    match command {
        Command::Perform(step) => step.node.as_str() == wanted && step.iteration == firing,
        Command::LoadForm { node, iteration, .. } => node.as_str() == wanted && *iteration == firing,
        Command::Abandon { .. } => false,
    }
}

/// Why a run could not be folded.
#[derive(Debug)]
pub(crate) enum Unfolded {
    /// In words; the facts still tell everything.
    Snapshot(String),
    Journal(JournalError),
}
