//! A run that is got ready before it is accepted: its first turn is taken and what it only reads has
//! begun, while its caller is still writing down why there is a run at all.
//!
//! Nothing of it can be seen before it is accepted: what its tools say on the way is held back until
//! then, and dropping it ends its calls.

use crate::api::{ExecutorError, NewRun, RunRow, RunStatus};
use crate::calls::{Calls, only_reads};
use crate::clock::now;
use crate::drive::Begun;
use crate::flows;
use crate::journal::{First, Rest, RunRef};
use crate::runtime::Runtime;
use crate::session::{Session, Turn};
use crate::topic::{Held, Topic};
use chrono::{DateTime, Utc};
use serde_json::Map;
use std::sync::Arc;
use tokio::sync::Notify;

/// From [`Executor::prepare`](crate::api::Executor::prepare), for
/// [`Executor::start_prepared`](crate::api::Executor::start_prepared).
pub struct Prepared {
    run: NewRun,
    ahead: Option<Box<Ahead>>,
}

impl Prepared {
    /// A run of which nothing has begun.
    pub fn plain(run: NewRun) -> Self {
        Self { run, ahead: None }
    }

    /// The run as it will be accepted.
    pub fn run(&self) -> &NewRun {
        &self.run
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ahead = self.ahead.is_some();
        f.debug_struct("Prepared").field("run", &self.run.id).field("ahead", &ahead).finish()
    }
}

struct Ahead {
    session: Session,
    turn: Turn,
    at: DateTime<Utc>,
    calls: Calls,
    topic: Arc<Topic>,
    held: Held,
    /// How many runs its conversation had been given.
    place: Option<u64>,
    slot: Slot,
}

/// A place among the active runs. Given back when it is dropped.
struct Slot {
    rt: Arc<Runtime>,
    who: RunRef,
    poke: Option<Arc<Notify>>,
}

impl Slot {
    fn take(mut self) -> Option<Arc<Notify>> {
        self.poke.take()
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if self.poke.is_some() {
            self.rt.vacate(self.who);
        }
    }
}

/// Takes the run's first turn, when its turn would be now and there is room for it.
pub(crate) async fn prepare(rt: Arc<Runtime>, run: NewRun) -> Result<Prepared, ExecutorError> {
    let plan = rt.library.plan(run.tenant, &run.version).await?;
    let (channels, place) = match run.conversation {
        None => (Map::new(), None),
        Some(conversation) => {
            let place = rt.journal.place(run.tenant, conversation).await?;
            if place.busy {
                return Ok(Prepared::plain(run));
            }
            (place.channels, Some(place.given))
        }
    };
    let who = RunRef { tenant: run.tenant, run: run.id };
    let Some(poke) = rt.reserve(who) else { return Ok(Prepared::plain(run)) };
    let slot = Slot { rt: Arc::clone(&rt), who, poke: Some(poke) };
    let flows = flows::pin(&rt.library, run.tenant, &plan).await?;
    let at = now();
    let mut session = Session::fresh(plan, flows, &run, at);
    let started = session.started(channels);
    let mut turn = session.turn(vec![(started, None)], at);
    if session.machine.status().is_ended() && run.conversation.is_some() {
        // Its end moves the conversation on, which is more than accepting it.
        return Ok(Prepared::plain(run));
    }
    let topic = rt.topics.of(run.id);
    let held = topic.hold();
    let (reads, later): (Vec<_>, Vec<_>) =
        std::mem::take(&mut turn.commands).into_iter().partition(only_reads);
    turn.commands = later;
    let mut calls = Calls::default();
    for command in reads {
        calls.carry_out(|| rt.surroundings(&topic, &session), command);
    }
    let ahead = Ahead { session, turn, at, calls, topic, held, place, slot };
    Ok(Prepared { run, ahead: Some(Box::new(ahead)) })
}

/// Accepts it, with its first turn in the same commit if nothing came in between.
pub(crate) async fn start(rt: &Runtime, prepared: Prepared) -> Result<RunRow, ExecutorError> {
    let Prepared { run, ahead } = prepared;
    let Some(ahead) = ahead else { return rt.accept(run).await };
    let Ahead { mut session, turn, at, calls, topic, held, place, slot } = *ahead;
    let batch = session.batch(&turn, !calls.is_empty(), rt.limits.linger, at);
    let who = slot.who;
    let first = First { batch: batch.clone(), place };
    let accepted = rt.journal.accept(run, at, Some(first)).await?;
    if !accepted.begun {
        // Another run came first, or this one was known: its calls are not wanted.
        drop((calls, held, slot));
        if accepted.row.status != RunStatus::Queued && !accepted.row.status.is_ended() {
            rt.wake(who);
        }
        return Ok(accepted.row);
    }
    if let Rest::Parked(Some(_)) = batch.rest {
        rt.timers.notify_one();
    }
    session.committed(batch);
    if let Some(poke) = slot.take() {
        rt.spawn(who, poke, Some(Begun { session, turn, calls, topic, held: Some(held) }));
    }
    Ok(accepted.row)
}
