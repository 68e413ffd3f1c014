//! Moving a run to another version: an explicit act, shown before it is done.
//!
//! The run is folded anew with the other version's plan. That is where it stands from then on: what
//! it has done counts as far as the plan has the same steps, and what the plan has before that is done
//! now. The move is a fact of its own, so the run folds to the same place for ever after.

use crate::api::{ExecutorError, Migration, MigrationCall, RunRow, RunStatus};
use crate::clock::now;
use crate::facts;
use crate::flows::{self, Pins};
use crate::journal::{JournalError, Loaded, Rest, RunRef};
use crate::runtime::Runtime;
use crate::session::Session;
use executor_core::{Command, Event, Fact, Flows, Machine, Status};
use flow_schema::kind::Effect;
use flow_schema::plan::Plan;
use serde_json::Value;
use std::sync::Arc;

/// A run and the version it may go to.
struct Move {
    loaded: Loaded,
    events: Vec<(u64, Event)>,
    plan: Arc<Plan>,
    pins: Pins,
    flows: Flows,
}

impl Move {
    async fn find(rt: &Runtime, who: RunRef, version: &str) -> Result<Self, ExecutorError> {
        let RunRef { tenant, run } = who;
        let loaded = rt.journal.load(tenant, run).await?.ok_or(ExecutorError::NoSuchRun(run))?;
        if loaded.row.status.is_ended() {
            return Err(ExecutorError::Ended);
        }
        if loaded.row.version == version {
            return Err(ExecutorError::Invalid("the run has this version already".to_owned()));
        }
        let recorded = rt.journal.load_facts(tenant, run, loaded.row.last_seq).await?;
        if recorded.is_empty() {
            return Err(ExecutorError::Invalid("the run has not begun yet".to_owned()));
        }
        let plan = rt.library.plan(tenant, version).await?;
        // What the run may be in the middle of stays as it is; only what is new to it is chosen now.
        let (mut pins, _) = flows::pin(&rt.library, tenant, &plan).await?;
        pins.extend(flows::pins_of_facts(recorded.iter().map(|(_, fact)| fact.as_str())));
        let flows = flows::pinned(&rt.library, tenant, &pins).await?;
        let mut events = facts::read(run, &recorded)?;
        if let Some((_, Event { fact: Fact::Started { flows, .. }, .. })) = events.first_mut() {
            flows.clone_from(&pins);
        }
        Ok(Self { loaded, events, plan, pins, flows })
    }

    fn folded(&self) -> Machine {
        let mut machine = Machine::with_flows(Arc::clone(&self.plan), Arc::clone(&self.flows));
        self.events.iter().for_each(|(_, event)| drop(machine.apply(event)));
        machine
    }
}

pub(crate) async fn preview(rt: &Runtime, who: RunRef, version: &str) -> Result<Migration, ExecutorError> {
    let found = Move::find(rt, who, version).await?;
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    let mut machine = Machine::with_flows(Arc::clone(&found.plan), Arc::clone(&found.flows));
    for (_, event) in &found.events {
        let taken = machine.apply(event).changed;
        let step = match &event.fact {
            Fact::Done { node, .. } => Some(node.clone()),
            Fact::Signal { node, name, .. } => Some(node.clone().unwrap_or_else(|| name.clone())),
            Fact::Started { .. }
            | Fact::Failed { .. }
            | Fact::Form { .. }
            | Fact::Timer { .. }
            | Fact::Cancelled { .. }
            | Fact::Edited { .. }
            | Fact::Migrated { .. } => None,
        };
        if taken { &mut kept } else { &mut dropped }.extend(step);
    }
    let calls = machine.outstanding().into_iter().filter_map(|command| match command {
        Command::Perform(step) => {
            Some(MigrationCall { node: step.node.to_string(), kind: step.kind, effect: step.effect })
        }
        Command::LoadForm { node, name, .. } => {
            Some(MigrationCall { node: node.to_string(), kind: format!("form {name}"), effect: Effect::Read })
        }
        Command::Abandon { .. } => None,
    });
    let before = rt.library.plan(who.tenant, &found.loaded.row.version).await?;
    let mut now = Machine::with_flows(before, Arc::clone(&found.flows));
    found.events.iter().for_each(|(_, event)| drop(now.apply(event)));
    let waits = |machine: &Machine| machine.waiting_for().cloned().collect::<Vec<Value>>();
    Ok(Migration {
        last_seq: found.loaded.row.last_seq,
        calls: calls.collect(),
        waits: waits(&now),
        would_wait: waits(&machine),
        would_end: ended(&machine),
        kept,
        dropped,
    })
}

pub(crate) async fn migrate(
    rt: &Runtime,
    who: RunRef,
    version: &str,
    at_seq: u64,
) -> Result<RunRow, ExecutorError> {
    let found = Move::find(rt, who, version).await?;
    if found.loaded.row.last_seq != at_seq {
        return Err(ExecutorError::MovedOn);
    }
    let machine = found.folded();
    if let Some(end) = ended(&machine) {
        let end = match end {
            RunStatus::Failed => "failed",
            RunStatus::Cancelled => "been cancelled",
            RunStatus::Completed | RunStatus::Queued | RunStatus::Running | RunStatus::Waiting => {
                "come to its end"
            }
        };
        let why = format!("under that version the run would have {end} before it came to where it is");
        return Err(ExecutorError::Invalid(why));
    }
    let pending = rt.journal.pending(who.tenant, who.run).await?;
    let Move { loaded, pins, .. } = found;
    let from = loaded.row.version.clone();
    let mut session = Session::taken_over(machine, loaded, pins.clone());
    session.signals_seen = pending.total;
    let at = now();
    let mut turn = session.turn(vec![(Fact::Migrated { from, flows: pins }, None)], at);
    turn.commands = session.machine.outstanding();
    let mut batch = session.batch(&turn, false, rt.limits.linger, at);
    batch.version = Some(version.to_owned());
    // The one there is was taken of the other plan.
    batch.snapshot = Some(session.machine.snapshot().to_string());
    if !pending.signals.is_empty() {
        batch.rest = Rest::Active;
    }
    match rt.journal.append(batch).await {
        Ok(_) => {}
        Err(JournalError::Fenced) => return Err(ExecutorError::MovedOn),
        Err(error) => return Err(error.into()),
    }
    // Whoever drives the run with the other plan is fenced, and reads it anew.
    rt.wake(who);
    rt.timers.notify_one();
    rt.journal.row(who.tenant, who.run).await?.ok_or(ExecutorError::NoSuchRun(who.run))
}

fn ended(machine: &Machine) -> Option<RunStatus> {
    match machine.status() {
        Status::Completed => Some(RunStatus::Completed),
        Status::Failed => Some(RunStatus::Failed),
        Status::Cancelled => Some(RunStatus::Cancelled),
        Status::New | Status::Running | Status::Waiting => None,
    }
}
