//! The loop: one owned task per active run carries facts to the machine, records what follows, and
//! carries its wishes out. A run that only waits has no task.

use crate::api::{ExecutorError, RunStatus};
use crate::calls::{Calls, begins, only_reads};
use crate::clock::now;
use crate::flows;
use crate::journal::{Appended, Batch, CANCEL, JournalError, Loaded, Rest, RunRef};
use crate::runtime::Runtime;
use crate::session::{Session, Turn, Unfolded};
use crate::topic::{Held, Topic};
use chrono::Utc;
use executor_core::{Command, Fact};
use flow_schema::plan::Plan;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use uuid::Uuid;

/// Tries at an observer that refuses an event before the run goes on without it.
const OBSERVER_TRIES: u32 = 10;
const EVENT_PAGE: u32 = 500;

/// Why a session ends before its run parks or ends.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The process is stopping; the next one goes on.
    Draining,
    /// The journal knows more than the session, or could not be read: start again from it.
    Reload(String),
    /// Nothing can be done here; the run stays as it is until the next start.
    GiveUp(String),
}

impl From<JournalError> for Stop {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Fenced | JournalError::Unavailable(_) | JournalError::Full(_) => {
                Self::Reload(error.to_string())
            }
            JournalError::NoSuchRun | JournalError::Corrupt(_) => Self::GiveUp(error.to_string()),
        }
    }
}

/// A run whose first turn has been recorded with its acceptance.
pub(crate) struct Begun {
    pub session: Session,
    pub turn: Turn,
    /// Those of its wishes that are being carried out already.
    pub calls: Calls,
    pub topic: Arc<Topic>,
    /// What they said until now may be told.
    pub held: Option<Held>,
}

/// Drives a run until it parks or ends, starting over when the journal is ahead.
pub(crate) async fn drive(rt: &Arc<Runtime>, who: RunRef, poke: &Notify, first: Option<Begun>) {
    let mut first = first;
    let (mut wait, longest) = rt.limits.journal_backoff;
    loop {
        let first = first.take();
        let topic = first.as_ref().map_or_else(|| rt.topics.of(who.run), |first| Arc::clone(&first.topic));
        let driver = Driver { rt, who, poke, topic, calls: Calls::default() };
        match driver.run(first).await {
            Ok(()) | Err(Stop::Draining) => return,
            Err(Stop::GiveUp(why)) => {
                tracing::error!(run.id = %who.run, why, "the run cannot go on in this process");
                return;
            }
            Err(Stop::Reload(why)) => {
                tracing::warn!(run.id = %who.run, why, "starting over from the journal");
                tokio::select! {
                    () = tokio::time::sleep(wait) => {}
                    () = rt.soft_stop.cancelled() => return,
                }
                wait = (wait * 2).min(longest);
            }
        }
    }
}

struct Driver<'a> {
    rt: &'a Arc<Runtime>,
    who: RunRef,
    poke: &'a Notify,
    topic: Arc<Topic>,
    calls: Calls,
}

impl Driver<'_> {
    async fn run(mut self, first: Option<Begun>) -> Result<(), Stop> {
        let mut session = match first {
            Some(Begun { mut session, turn, calls, held, .. }) => {
                self.calls = calls;
                self.topic.reached(session.row.last_seq);
                self.tell(&session);
                if let Some(held) = held {
                    held.release();
                }
                self.carry_out(&session, turn.commands);
                self.observe(&mut session).await;
                session
            }
            None => {
                let Some(session) = self.load().await? else { return Ok(()) };
                session
            }
        };
        loop {
            if session.row.status.is_ended() || self.may_rest(&session) {
                break;
            }
            let facts = self.next(&session).await?;
            self.step(&mut session, facts).await?;
        }
        self.close(session).await
    }

    /// Folds the journal and brings the run to where it only needs waiting for.
    async fn load(&mut self) -> Result<Option<Session>, Stop> {
        let RunRef { tenant, run } = self.who;
        if !self.rt.journal.claim(self.who).await? {
            return Ok(None);
        }
        let loaded = self.rt.journal.load(tenant, run).await?.ok_or(JournalError::NoSuchRun)?;
        let plan = match self.rt.library.plan(tenant, &loaded.row.version).await {
            Ok(plan) => plan,
            Err(error @ (ExecutorError::Journal(_) | ExecutorError::Full(_) | ExecutorError::Busy)) => {
                return Err(Stop::Reload(error.to_string()));
            }
            Err(error) => return Err(Stop::GiveUp(error.to_string())),
        };
        let mut session = self.fold(plan, loaded).await?;
        self.topic.reached(session.row.last_seq);
        self.catch_up(&mut session).await?;
        if session.row.status.is_ended() {
            return Ok(Some(session));
        }
        self.rt.seen(run);
        let mut facts = self.signals(&mut session).await?;
        if session.row.status == RunStatus::Queued {
            // Only a cancellation concerns a run whose turn has not come.
            facts.retain(|(fact, _)| matches!(fact, Fact::Cancelled { .. }));
            if facts.is_empty() {
                return Ok(None);
            }
        } else if !session.machine.has_started() {
            let channels = match session.row.conversation {
                Some(conversation) => self.rt.journal.place(tenant, conversation).await?.channels,
                None => serde_json::Map::new(),
            };
            facts.insert(0, (session.started(channels), None));
        }
        let outstanding = session.machine.outstanding();
        self.carry_out(&session, outstanding);
        facts.extend(due(&session));
        self.step(&mut session, facts).await?;
        Ok(Some(session))
    }

    async fn fold(&self, plan: Arc<Plan>, mut loaded: Loaded) -> Result<Session, Stop> {
        let RunRef { tenant, run } = self.who;
        let around = if loaded.snapshot.is_none() && loaded.facts.is_empty() {
            flows::pin(&self.rt.library, tenant, &plan).await
        } else {
            let pins = flows::pins_of(&loaded);
            flows::pinned(&self.rt.library, tenant, &pins).await.map(|flows| (pins, flows))
        };
        let around = around.map_err(|error| match error {
            ExecutorError::Journal(_) | ExecutorError::Busy => Stop::Reload(error.to_string()),
            other => Stop::GiveUp(other.to_string()),
        })?;
        match Session::fold(Arc::clone(&plan), around.clone(), loaded.clone()) {
            Ok(session) => Ok(session),
            Err(Unfolded::Journal(error)) => Err(error.into()),
            Err(Unfolded::Snapshot(why)) => {
                tracing::warn!(run.id = %run, why, "a snapshot cannot be read; folding every fact");
                loaded.snapshot = None;
                loaded.facts = self.rt.journal.load_facts(tenant, run, u64::MAX).await?;
                Session::fold(plan, around, loaded).map_err(|error| match error {
                    Unfolded::Journal(error) => error.into(),
                    Unfolded::Snapshot(why) => Stop::GiveUp(why),
                })
            }
        }
    }

    /// Whether nothing but a signal or a distant time can move the run, and the journal knows it.
    fn may_rest(&self, session: &Session) -> bool {
        self.calls.is_empty() && matches!(session.rest, Rest::Parked(_))
    }

    /// Waits for whatever comes next.
    async fn next(&mut self, session: &Session) -> Result<Vec<(Fact, Option<Uuid>)>, Stop> {
        let timer = session.machine.next_due();
        let until_timer = async {
            match timer {
                Some(due) => {
                    let left = due.saturating_sub(Utc::now().timestamp_millis());
                    tokio::time::sleep(Duration::from_millis(u64::try_from(left).unwrap_or(0))).await;
                }
                None => std::future::pending().await,
            }
        };
        let (idle, rt) = (self.calls.is_empty(), self.rt);
        let draining = async {
            rt.soft_stop.cancelled().await;
            // What is under way may still be recorded; when nothing is, stop at once.
            if !idle {
                rt.hard_stop.cancelled().await;
            }
        };
        tokio::select! {
            biased;
            () = self.poke.notified() => Ok(Vec::new()),
            Some(outcome) = self.calls.next(), if !self.calls.is_empty() => {
                let mut facts = vec![(joined(outcome)?, None)];
                // Outcomes that came together share a commit.
                while let Some(outcome) = self.calls.ready() {
                    facts.push((joined(outcome)?, None));
                }
                Ok(facts)
            }
            () = until_timer => Ok(due(session)),
            () = draining => Err(Stop::Draining),
        }
    }

    /// One turn: feed, record, publish, carry out, observe.
    async fn step(
        &mut self,
        session: &mut Session,
        mut facts: Vec<(Fact, Option<Uuid>)>,
    ) -> Result<(), Stop> {
        if self.rt.take_poke(self.who.run) {
            let in_hand: Vec<Uuid> = facts.iter().filter_map(|(_, signal)| *signal).collect();
            let new = self.signals(session).await?.into_iter();
            facts.extend(new.filter(|(_, signal)| signal.is_none_or(|id| !in_hand.contains(&id))));
        }
        for (fact, _) in &facts {
            self.calls.settle(fact);
        }
        // What is durable already, or comes again by itself: a wish that follows from it and only reads
        // need not wait for this turn to be written down.
        let known = facts.iter().all(|(fact, _)| !is_outcome(fact));
        let at = now();
        let mut turn = session.turn(facts, at);
        let held = (known && turn.commands.iter().any(only_reads)).then(|| self.topic.hold());
        if held.is_some() {
            let (reads, later) = std::mem::take(&mut turn.commands).into_iter().partition(only_reads);
            turn.commands = later;
            self.carry_out(session, reads);
        }
        let batch = session.batch(&turn, !self.calls.is_empty(), self.rt.limits.linger, at);
        if turn.is_empty() && batch.rest == session.rest {
            return Ok(());
        }
        let appended = self.append(&batch).await?;
        session.committed(batch);
        self.tell(session);
        if let Some(held) = held {
            held.release();
        }
        self.carry_out(session, std::mem::take(&mut turn.commands));
        if let Some(next) = appended.next {
            self.rt.wake(next);
        }
        if let Rest::Parked(Some(_)) = session.rest {
            self.rt.timers.notify_one();
        }
        self.observe(session).await;
        Ok(())
    }

    /// Appends, waiting for a journal that does not answer. Nothing is lost meanwhile: outcomes are
    /// kept here, and whatever was not recorded is repeated under its key.
    async fn append(&self, batch: &Batch) -> Result<Appended, Stop> {
        let (mut wait, longest) = self.rt.limits.journal_backoff;
        loop {
            match self.rt.journal.append(batch.clone()).await {
                Ok(appended) => return Ok(appended),
                Err(JournalError::Unavailable(why) | JournalError::Full(why)) => {
                    tracing::warn!(run.id = %self.who.run, why, "the journal is unavailable; trying again");
                    metrics::counter!("flow_journal_retries_total").increment(1);
                    tokio::select! {
                        () = tokio::time::sleep(wait) => {}
                        () = self.rt.hard_stop.cancelled() => return Err(Stop::Draining),
                    }
                    wait = (wait * 2).min(longest);
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn tell(&self, session: &Session) {
        for event in session.unobserved.iter().filter(|event| event.seq > session.observed) {
            self.topic.publish(event);
        }
        if session.row.status.is_ended() {
            let status = match session.row.status {
                RunStatus::Completed => "completed",
                RunStatus::Failed => "failed",
                RunStatus::Cancelled => "cancelled",
                RunStatus::Queued | RunStatus::Running | RunStatus::Waiting => return,
            };
            metrics::counter!("flow_runs_total", "status" => status).increment(1);
            if let Some(ended) = session.row.ended_at {
                let took = (ended - session.row.created_at).to_std().unwrap_or_default();
                metrics::histogram!("flow_run_duration_seconds").record(took.as_secs_f64());
            }
        }
    }

    fn carry_out(&mut self, session: &Session, commands: Vec<Command>) {
        // Once the process is stopping no new effect starts; the next process folds to this point.
        let stopping = self.rt.soft_stop.is_cancelled();
        for command in commands.into_iter().filter(|command| !(stopping && begins(command))) {
            let (rt, topic) = (self.rt, &self.topic);
            self.calls.carry_out(|| rt.surroundings(topic, session), command);
        }
    }

    async fn signals(&self, session: &mut Session) -> Result<Vec<(Fact, Option<Uuid>)>, Stop> {
        let pending = self.rt.journal.pending(self.who.tenant, self.who.run).await?;
        session.signals_seen = pending.total;
        let facts = pending.signals.into_iter().map(|(_, signal)| {
            let fact = if signal.name == CANCEL {
                let reason = signal.payload.get("reason").and_then(|reason| reason.as_str());
                Fact::Cancelled { reason: reason.unwrap_or_default().to_owned() }
            } else {
                let who = &signal.principal;
                let by = serde_json::json!({
                    "user": who.user, "name": who.name, "email": who.email, "role": who.role,
                });
                Fact::Signal { name: signal.name, node: signal.node, payload: signal.payload, by }
            };
            (fact, Some(signal.id))
        });
        Ok(facts.collect())
    }

    /// Events that were committed but perhaps never observed, before a crash.
    async fn catch_up(&mut self, session: &mut Session) -> Result<(), Stop> {
        let mut from = session.observed;
        while from < session.row.last_seq {
            let page = self.rt.journal.events(self.who.tenant, self.who.run, from, EVENT_PAGE).await?;
            let Some(last) = page.last() else { break };
            from = last.seq;
            session.unobserved.extend(page.into_iter().map(Arc::new));
            self.observe(session).await;
        }
        if session.unobserved.is_empty() {
            session.observed = session.row.last_seq;
        }
        Ok(())
    }

    /// Shows the control plane what was committed. An observer that cannot write at the moment is asked
    /// until it can, like the journal: nothing is said out of turn, and nothing waits for a restart. One
    /// that fails for another reason does not hold the run up for ever, and is asked again after the
    /// next start.
    async fn observe(&self, session: &mut Session) {
        let (first, longest) = self.rt.limits.journal_backoff;
        let mut done = 0;
        'events: for event in &session.unobserved {
            let mut wait = first;
            for attempt in 1.. {
                match self.rt.library.observe(&session.row, event).await {
                    Ok(()) => {
                        session.observed = event.seq;
                        done += 1;
                        continue 'events;
                    }
                    Err(error)
                        if (attempt >= OBSERVER_TRIES && !passes(&error))
                            || self.rt.soft_stop.is_cancelled() =>
                    {
                        tracing::error!(run.id = %session.row.id, seq = event.seq, %error, "an event could not be passed on");
                        break 'events;
                    }
                    Err(error) => {
                        tracing::warn!(run.id = %session.row.id, seq = event.seq, %error, "passing an event on again");
                        tokio::select! {
                            () = tokio::time::sleep(wait) => {}
                            // Once more, and then the next process.
                            () = self.rt.soft_stop.cancelled() => {}
                        }
                        wait = (wait * 2).min(longest);
                    }
                }
            }
        }
        session.unobserved.drain(..done);
        if session.unobserved.is_empty() {
            session.observed = session.row.last_seq;
        }
    }

    async fn close(mut self, session: Session) -> Result<(), Stop> {
        let (tenant, run) = (self.who.tenant, self.who.run);
        // Calls that were told to stop get their grace, so that they can wind up in order.
        let grace = self.rt.limits.cancel_grace * 2;
        let winding_up = async { while self.calls.next().await.is_some() {} };
        if tokio::time::timeout(grace, winding_up).await.is_err() {
            tracing::warn!(run.id = %run, "a call did not stop in time and is dropped");
        }
        if let Err(error) = self.rt.journal.observed(tenant, run, session.observed).await {
            tracing::warn!(run.id = %run, %error, "events of this run will be observed again");
        }
        Ok(())
    }
}

/// Whether the same call will work some time later.
fn passes(error: &ExecutorError) -> bool {
    match error {
        ExecutorError::Busy | ExecutorError::Full(_) | ExecutorError::Journal(_) => true,
        ExecutorError::NoSuchRun(_)
        | ExecutorError::NoSuchVersion(_)
        | ExecutorError::NoSuchTool(_)
        | ExecutorError::NoSuchForm(_)
        | ExecutorError::Ended
        | ExecutorError::MovedOn
        | ExecutorError::NotWaiting
        | ExecutorError::Invalid(_) => false,
    }
}

/// Whether it says how a call went, which nothing else knows.
fn is_outcome(fact: &Fact) -> bool {
    matches!(fact, Fact::Done { .. } | Fact::Failed { .. } | Fact::Form { .. })
}

fn due(session: &Session) -> Vec<(Fact, Option<Uuid>)> {
    let now = Utc::now().timestamp_millis();
    session.machine.due(now).into_iter().map(|fact| (fact, None)).collect()
}

fn joined(outcome: Result<Fact, tokio::task::JoinError>) -> Result<Fact, Stop> {
    // `perform` catches the tool's panics; what is left is our own defect or the runtime going down.
    outcome.map_err(|error| Stop::Reload(format!("a step's task ended without an outcome: {error}")))
}
