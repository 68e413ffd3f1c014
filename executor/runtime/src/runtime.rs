use crate::api::{
    Executor, ExecutorError, From, Happened, Library, Migration, NewRun, Received, RunEvent, RunFilter,
    RunRow, RunStatus, Signal,
};
use crate::board::{Board, Left, Woken};
use crate::calls::Calls;
use crate::clock::now;
use crate::drive::{Begun, drive};
use crate::effects::Surroundings;
use crate::facts;
use crate::flows;
use crate::follow::follow;
use crate::fork;
use crate::journal::{CANCEL, Journal, JournalError, Rest, RunRef, SignalStored};
use crate::leases;
use crate::limits::Limits;
use crate::migrate;
use crate::prepare::{self, Prepared};
use crate::retention;
use crate::scan;
use crate::session::{Session, Turn};
use crate::timers;
use crate::topic::{Topic, Topics};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use executor_core::Machine;
use futures::FutureExt;
use futures::stream::BoxStream;
use mcp_servers_kit::{Breaker, Principal};
use serde_json::{Map, Value, json};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

/// Signal that answers a question.
const ANSWER: &str = "answer";
/// Waiting runs told of an event in one go.
const SUBSCRIBERS_PAGE: u32 = 500;

/// The embedded executor: drives the runs of one process.
pub struct Runtime {
    me: Weak<Runtime>,
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) library: Arc<dyn Library>,
    pub(crate) limits: Limits,
    pub(crate) topics: Topics,
    /// Per tenant and tool.
    pub(crate) breaker: Arc<Breaker>,
    /// Woken when a run parks with a time at which it goes on.
    pub(crate) timers: Notify,
    /// No new effect starts.
    pub(crate) soft_stop: CancellationToken,
    /// Nothing is waited for any more.
    pub(crate) hard_stop: CancellationToken,
    board: Mutex<Board>,
    tasks: TaskTracker,
    /// The task that renews the lease. Not among the others: it ends when they have.
    beats: Mutex<Option<JoinHandle<()>>>,
    beats_stop: CancellationToken,
}

impl Runtime {
    pub fn new(journal: Arc<dyn Journal>, library: Arc<dyn Library>, limits: Limits) -> Arc<Self> {
        Arc::new_cyclic(|me| Self {
            me: Weak::clone(me),
            journal,
            library,
            topics: Topics::new(limits.topic),
            breaker: Arc::new(Breaker::new(limits.breaker)),
            timers: Notify::new(),
            soft_stop: CancellationToken::new(),
            hard_stop: CancellationToken::new(),
            board: Mutex::new(Board::new(&limits)),
            tasks: TaskTracker::new(),
            beats: Mutex::default(),
            beats_stop: CancellationToken::new(),
            limits,
        })
    }

    /// Takes up every unfinished run and starts the timers. Called once, at start.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn resume(&self) -> Result<(), ExecutorError> {
        if let (Some(lease), Some(me)) = (self.journal.lease(), self.me.upgrade()) {
            self.journal.renew().await?;
            let beats = tokio::spawn(leases::run(me, lease, self.beats_stop.clone()));
            *self.beats.lock().unwrap_or_else(PoisonError::into_inner) = Some(beats);
        }
        scan::all(self).await?;
        if let Some(me) = self.me.upgrade() {
            if me.limits.retention.does_something() {
                self.tasks.spawn(retention::run(Arc::clone(&me)));
            }
            self.tasks.spawn(timers::run(me));
        }
        Ok(())
    }

    /// Takes no more work up and waits, at most this long, for effects under way to be recorded.
    /// What is left over resumes at the next start.
    pub async fn drain(&self, within: Duration) {
        self.board().close();
        self.soft_stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(within, self.tasks.wait()).await.is_err() {
            tracing::warn!(
                runs = self.active_runs(),
                "runs are stopped in the middle; they resume at the next start"
            );
            self.hard_stop.cancel();
            // Their calls are dropped with them; this only lets the tasks notice.
            let _ = tokio::time::timeout(Duration::from_secs(1), self.tasks.wait()).await;
        }
        self.beats_stop.cancel();
        let beats = self.beats.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(beats) = beats
            && tokio::time::timeout(Duration::from_secs(1), beats).await.is_err()
        {
            tracing::warn!("this process's runs could not be released; they are taken over in a moment");
        }
    }

    /// How many runs are being advanced right now.
    pub fn active_runs(&self) -> usize {
        self.board().active()
    }

    /// How many runs wait in memory for others to make room.
    pub fn ready_runs(&self) -> usize {
        self.board().ready()
    }

    /// Gives a run with work a task, now or when there is room.
    pub(crate) fn wake(&self, run: RunRef) {
        let woken = self.board().wake(run);
        if let Woken::Spawn(poke) = woken {
            self.spawn(run, poke, None);
        }
    }

    /// As [`Self::wake`], for a run that was only found; what to do about it.
    pub(crate) fn offer(&self, run: RunRef) -> Woken {
        self.board().offer(run)
    }

    /// The run's task is about to look at everything there is.
    pub(crate) fn seen(&self, run: Uuid) {
        self.board().seen(run);
    }

    /// Whether something came for the run since its task last looked.
    pub(crate) fn take_poke(&self, run: Uuid) -> bool {
        self.board().take_poke(run)
    }

    /// A task's place for a run that is about to be accepted, if there is one to spare.
    pub(crate) fn reserve(&self, run: RunRef) -> Option<Arc<Notify>> {
        self.board().reserve(run)
    }

    /// Gives a place back that [`Self::reserve`] gave.
    pub(crate) fn vacate(&self, run: RunRef) {
        self.leave(run);
    }

    /// What every call of a run's session shares.
    pub(crate) fn surroundings(&self, topic: &Arc<Topic>, session: &Session) -> Surroundings {
        Surroundings {
            library: Arc::clone(&self.library),
            topic: Arc::clone(topic),
            row: Arc::clone(&session.row),
            breaker: Arc::clone(&self.breaker),
            cancel_grace: self.limits.cancel_grace,
            payload_bytes: self.limits.payload_bytes,
        }
    }

    fn board(&self) -> std::sync::MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn spawn(&self, run: RunRef, poke: Arc<Notify>, first: Option<Begun>) {
        let Some(me) = self.me.upgrade() else { return };
        self.tasks.spawn(async move {
            let mut first = first;
            loop {
                let driven = AssertUnwindSafe(drive(&me, run, &poke, first.take())).catch_unwind().await;
                if driven.is_err() {
                    // Trying again at once would only break down again.
                    tracing::error!(run.id = %run.run, "driving the run broke down; it resumes at the next start");
                }
                if !me.leave(run) {
                    return;
                }
            }
        });
    }

    /// The run gives its place to the next. `true`: it has to stay, since something came for it.
    fn leave(&self, run: RunRef) -> bool {
        let left = self.board().leave(run.run);
        match left {
            Left::Stay => true,
            Left::Gone { next, rescan } => {
                if let Some((next, poke)) = next {
                    self.spawn(next, poke, None);
                }
                if let (Some(tenant), Some(rt)) = (rescan, self.me.upgrade()) {
                    self.tasks.spawn(async move { scan::again(&rt, tenant).await });
                }
                false
            }
        }
    }

    /// Accepts a run that cannot be queued, with its first turn in the same commit.
    async fn start_at_once(&self, run: NewRun) -> Result<RunRow, ExecutorError> {
        let plan = self.library.plan(run.tenant, &run.version).await?;
        let flows = flows::pin(&self.library, run.tenant, &plan).await?;
        let at = now();
        let mut session = Session::fresh(plan, flows, &run, at);
        let started = session.started(Map::new());
        let turn = session.turn(vec![(started, None)], at);
        self.accept_with(run, session, turn, at).await
    }

    /// Accepts a run that begins with facts of another one.
    async fn take_up(&self, run: NewRun, source: Uuid, from: From) -> Result<RunRow, ExecutorError> {
        if run.conversation.is_some() {
            let why = "a run that goes on from another one belongs to no conversation";
            return Err(ExecutorError::Invalid(why.to_owned()));
        }
        let tenant = run.tenant;
        self.journal.row(tenant, source).await?.ok_or(ExecutorError::NoSuchRun(source))?;
        let facts = self.journal.load_facts(tenant, source, u64::MAX).await?;
        let plan = self.library.plan(tenant, &run.version).await?;
        let pins = flows::pins_of_facts(facts.iter().map(|(_, fact)| fact.as_str()));
        let plans = flows::pinned(&self.library, tenant, &pins).await?;
        let at = now();
        let place = match &from {
            From::Step { at_seq: Some(seq), .. } => {
                let found = self.journal.events(tenant, source, seq.saturating_sub(1), 1).await?;
                found.into_iter().find(|event| event.seq == *seq)
            }
            From::Step { at_seq: None, .. } | From::Failure { .. } => None,
        };
        let events = fork::facts_from(
            &plan,
            &plans,
            facts::read(source, &facts)?,
            from,
            place.as_ref(),
            at.timestamp_millis(),
        )?;
        if events.is_empty() {
            return Err(ExecutorError::Invalid("there is no step to go on from yet".to_owned()));
        }
        let mut session = Session::fresh(plan, (pins, plans), &run, at);
        let turn = session.turn_of(events.into_iter().map(|event| (event, None)).collect(), at);
        self.accept_with(run, session, turn, at).await
    }

    async fn accept_with(
        &self,
        run: NewRun,
        mut session: Session,
        mut turn: Turn,
        at: DateTime<Utc>,
    ) -> Result<RunRow, ExecutorError> {
        let who = RunRef { tenant: run.tenant, run: run.id };
        // Of facts that were fed in one go, only what is still wanted at their end.
        turn.commands = session.machine.outstanding();
        let batch = session.batch(&turn, false, self.limits.linger, at);
        let accepted = self.journal.accept(run, at, Some(batch.clone().into())).await?;
        if accepted.begun {
            if let Rest::Parked(Some(_)) = batch.rest {
                self.timers.notify_one();
            }
            session.committed(batch);
            let woken = self.board().wake(who);
            if let Woken::Spawn(poke) = woken {
                let topic = self.topics.of(who.run);
                let begun = Begun { session, turn, calls: Calls::default(), topic, held: None };
                self.spawn(who, poke, Some(begun));
            }
            // Otherwise it is in the queue, or in the journal, and folded when its turn comes.
        } else if !accepted.row.status.is_ended() {
            self.wake(who);
        }
        Ok(accepted.row)
    }

    /// Does a write and what follows from it in a task of its own: a caller that goes away between
    /// the two, or loses patience, must not leave a run behind that nobody drives.
    async fn in_own_task<T: Send + 'static>(
        &self,
        write: impl Future<Output = Result<T, ExecutorError>> + Send + 'static,
    ) -> Result<T, ExecutorError> {
        match tokio::time::timeout(self.limits.accept_timeout, self.tasks.spawn(write)).await {
            Ok(Ok(written)) => written,
            Ok(Err(broken)) => Err(ExecutorError::Journal(broken.to_string())),
            Err(_) => Err(ExecutorError::Busy),
        }
    }

    fn me(&self) -> Result<Arc<Self>, ExecutorError> {
        self.me.upgrade().ok_or(ExecutorError::Busy)
    }

    pub(crate) async fn accept(&self, run: NewRun) -> Result<RunRow, ExecutorError> {
        if run.conversation.is_none() {
            return self.start_at_once(run).await;
        }
        // A version that does not exist is the caller's mistake, not a run.
        self.library.plan(run.tenant, &run.version).await?;
        let who = RunRef { tenant: run.tenant, run: run.id };
        let accepted = self.journal.accept(run, now(), None).await?;
        if accepted.row.status == RunStatus::Running {
            self.wake(who);
        }
        Ok(accepted.row)
    }

    async fn store(&self, who: RunRef, signal: Signal) -> Result<SignalStored, ExecutorError> {
        let me = self.me()?;
        self.in_own_task(async move {
            let answer = signal.name == ANSWER;
            let stored = me.journal.signal(who.tenant, who.run, signal, answer, now()).await?;
            if stored == SignalStored::Fresh {
                me.wake(who);
            }
            Ok(stored)
        })
        .await
    }
}

impl std::convert::From<JournalError> for ExecutorError {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Full(cause) => Self::Full(cause),
            JournalError::Fenced
            | JournalError::NoSuchRun
            | JournalError::Unavailable(_)
            | JournalError::Corrupt(_) => Self::Journal(error.to_string()),
        }
    }
}

#[async_trait]
impl Executor for Runtime {
    async fn start(&self, run: NewRun) -> Result<RunRow, ExecutorError> {
        if self.board().is_closed() {
            return Err(ExecutorError::Busy);
        }
        let me = self.me()?;
        self.in_own_task(async move { me.accept(run).await }).await
    }

    async fn prepare(&self, run: NewRun) -> Result<Prepared, ExecutorError> {
        if self.board().is_closed() {
            return Err(ExecutorError::Busy);
        }
        prepare::prepare(self.me()?, run).await
    }

    async fn start_prepared(&self, prepared: Prepared) -> Result<RunRow, ExecutorError> {
        if self.board().is_closed() {
            return Err(ExecutorError::Busy);
        }
        let me = self.me()?;
        self.in_own_task(async move { prepare::start(&me, prepared).await }).await
    }

    async fn signal(&self, tenant: Uuid, run: Uuid, signal: Signal) -> Result<(), ExecutorError> {
        if signal.name.starts_with('$') {
            return Err(ExecutorError::Invalid(format!("no signal may be named {}", signal.name)));
        }
        match self.store(RunRef { tenant, run }, signal).await? {
            SignalStored::Fresh | SignalStored::Known => Ok(()),
            SignalStored::NoSuchRun => Err(ExecutorError::NoSuchRun(run)),
            SignalStored::Ended => Err(ExecutorError::Ended),
            SignalStored::NotWaiting => Err(ExecutorError::NotWaiting),
        }
    }

    async fn cancel(&self, tenant: Uuid, run: Uuid, reason: &str) -> Result<(), ExecutorError> {
        let signal = Signal {
            id: Uuid::new_v5(&run, CANCEL.as_bytes()),
            name: CANCEL.to_owned(),
            node: None,
            payload: json!({ "reason": reason }),
            principal: Principal::default(),
        };
        match self.store(RunRef { tenant, run }, signal).await? {
            SignalStored::Fresh | SignalStored::Known | SignalStored::Ended | SignalStored::NotWaiting => {
                Ok(())
            }
            SignalStored::NoSuchRun => Err(ExecutorError::NoSuchRun(run)),
        }
    }

    async fn go_on(&self, run: NewRun, source: Uuid, from: From) -> Result<RunRow, ExecutorError> {
        if self.board().is_closed() {
            return Err(ExecutorError::Busy);
        }
        let me = self.me()?;
        self.in_own_task(async move { me.take_up(run, source, from).await }).await
    }

    async fn migration(&self, tenant: Uuid, run: Uuid, version: &str) -> Result<Migration, ExecutorError> {
        migrate::preview(self, RunRef { tenant, run }, version).await
    }

    async fn migrate(
        &self,
        tenant: Uuid,
        run: Uuid,
        version: &str,
        at_seq: u64,
    ) -> Result<RunRow, ExecutorError> {
        if self.board().is_closed() {
            return Err(ExecutorError::Busy);
        }
        let (me, version) = (self.me()?, version.to_owned());
        let who = RunRef { tenant, run };
        self.in_own_task(async move { migrate::migrate(&me, who, &version, at_seq).await }).await
    }

    async fn happened(&self, tenant: Uuid, event: Happened) -> Result<usize, ExecutorError> {
        let mut told = 0;
        // Those who wait for this one, and those who wait for any.
        let keys = if event.key.is_empty() { vec![""] } else { vec![event.key.as_str(), ""] };
        for key in keys {
            let mut after = None;
            loop {
                let page =
                    self.journal.subscribers(tenant, &event.event, key, after, SUBSCRIBERS_PAGE).await?;
                for who in &page {
                    let mut payload = event.payload.clone();
                    if let Value::Object(payload) = &mut payload {
                        payload.insert("key".into(), event.key.clone().into());
                    }
                    let signal = Signal {
                        id: Uuid::new_v5(&event.id, who.run.as_bytes()),
                        name: event.event.clone(),
                        node: None,
                        payload,
                        principal: event.principal.clone(),
                    };
                    if self.store(*who, signal).await? == SignalStored::Fresh {
                        told += 1;
                    }
                }
                match page.last() {
                    Some(last) if page.len() >= SUBSCRIBERS_PAGE as usize => after = Some(last.run),
                    Some(_) | None => break,
                }
            }
        }
        Ok(told)
    }

    async fn run(&self, tenant: Uuid, run: Uuid) -> Result<Option<RunRow>, ExecutorError> {
        Ok(self.journal.row(tenant, run).await?)
    }

    async fn runs(&self, tenant: Uuid, filter: RunFilter) -> Result<(Vec<RunRow>, u64), ExecutorError> {
        Ok(self.journal.rows(tenant, filter).await?)
    }

    async fn events(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<RunEvent>, ExecutorError> {
        Ok(self.journal.events(tenant, run, after, limit).await?)
    }

    async fn follow(
        &self,
        tenant: Uuid,
        run: Uuid,
        received: Received,
    ) -> Result<BoxStream<'static, RunEvent>, ExecutorError> {
        let known = self.journal.row(tenant, run).await?.is_some();
        match self.me.upgrade().filter(|_| known) {
            Some(me) => Ok(follow(me, RunRef { tenant, run }, received)),
            None => Err(ExecutorError::NoSuchRun(run)),
        }
    }

    async fn active(&self, tenant: Uuid, conversation: Uuid) -> Result<Option<RunRow>, ExecutorError> {
        Ok(self.journal.active(tenant, conversation).await?)
    }

    async fn state(
        &self,
        tenant: Uuid,
        run: Uuid,
        at_seq: Option<u64>,
    ) -> Result<Option<Value>, ExecutorError> {
        let Some(row) = self.journal.row(tenant, run).await? else { return Ok(None) };
        let mut facts = self.journal.load_facts(tenant, run, u64::MAX).await?;
        let upto = at_seq.unwrap_or(u64::MAX);
        let version = facts::version_at(&facts::read(run, &facts)?, upto, &row.version);
        facts.retain(|(seq, _)| *seq <= upto);
        let plan = self.library.plan(tenant, &version).await?;
        let pins = flows::pins_of_facts(facts.iter().map(|(_, fact)| fact.as_str()));
        let mut machine = Machine::with_flows(plan, flows::pinned(&self.library, tenant, &pins).await?);
        facts::feed(&mut machine, run, &facts)?;
        Ok(Some(machine.state()))
    }
}
