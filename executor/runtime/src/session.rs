//! A run in memory: its machine, its row and what of the journal it has seen. Rules only, no I/O;
//! [`crate::drive`] carries things to and fro.

use crate::api::{NewRun, RunEvent, RunFailure, RunRow, RunStatus};
use crate::journal::{Batch, HIDDEN, JournalError, Leave, Loaded, Record, Rest};
use chrono::{DateTime, Utc};
use executor_core::{Command, Event, Fact, Machine, Status};
use flow_schema::plan::Plan;
use serde_json::{Map, Value};
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
}

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
    pub fn fresh(plan: Arc<Plan>, run: &NewRun, at: DateTime<Utc>) -> Self {
        Self {
            machine: Machine::new(plan),
            row: Arc::new(RunRow::accepted(run, RunStatus::Running, at)),
            context: run.context.clone(),
            observed: 0,
            unobserved: Vec::new(),
            signals_seen: 0,
            rest: Rest::Active,
        }
    }

    /// Folds what the journal holds.
    pub fn fold(plan: Arc<Plan>, loaded: Loaded) -> Result<Self, JournalError> {
        let mut machine = Machine::new(plan);
        for (seq, fact) in &loaded.facts {
            let event: Event = serde_json::from_str(fact).map_err(|error| {
                JournalError::Corrupt(format!("run {} fact {seq}: {error}", loaded.row.id))
            })?;
            machine.apply(&event);
        }
        Ok(Self {
            machine,
            row: Arc::new(loaded.row),
            context: loaded.new.context,
            observed: loaded.observed,
            unobserved: Vec::new(),
            signals_seen: 0,
            rest: Rest::Active,
        })
    }

    /// The first fact of a run. Chance is drawn from its id, so that it needs no other source.
    pub fn started(&self, channels: Map<String, Value>) -> Fact {
        let (high, low) = self.row.id.as_u64_pair();
        Fact::Started {
            input: self.row.input.clone(),
            context: self.context.clone(),
            channels,
            seed: high.rotate_left(32) ^ low,
        }
    }

    /// Feeds the machine.
    pub fn turn(&mut self, facts: Vec<(Fact, Option<Uuid>)>, at: DateTime<Utc>) -> Turn {
        let mut turn = Turn::default();
        let mut seq = self.row.last_seq;
        for (fact, signal) in facts {
            turn.consumed.extend(signal);
            let event = Event { at: at.timestamp_millis(), fact };
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
            snapshot: None,
            subscribes: Vec::new(),
            unsubscribes: Vec::new(),
        }
    }

    /// The batch is durable.
    pub fn committed(&mut self, batch: Batch) {
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
