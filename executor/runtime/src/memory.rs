//! A journal that forgets with the process: for tests, and for trying flows out where nothing may be
//! kept.

use crate::api::{NewRun, RunEvent, RunFilter, RunRow, RunStatus, Signal};
use crate::journal::{
    Accepted, Appended, Batch, EndedRun, First, HIDDEN, Journal, JournalError, Loaded, Pending, Place,
    Record, Rest, RunRef, SignalStored,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

#[derive(Debug, Default)]
pub struct MemoryJournal {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    runs: BTreeMap<Uuid, Run>,
    conversations: HashMap<(Uuid, Uuid), Conversation>,
    /// Tenant, event, key, run.
    subscriptions: BTreeSet<(Uuid, String, String, Uuid)>,
}

#[derive(Debug)]
struct Run {
    new: NewRun,
    row: RunRow,
    log: Vec<Record>,
    signals: Vec<(DateTime<Utc>, Signal)>,
    consumed: usize,
    /// Of every signal there ever was.
    known: Vec<Uuid>,
    active: bool,
    due: Option<DateTime<Utc>>,
    observed: u64,
    snapshot: Option<(u64, String)>,
}

#[derive(Debug, Default)]
struct Conversation {
    /// In order of arrival; the first one goes on.
    queue: Vec<Uuid>,
    given: u64,
    channels: Map<String, Value>,
}

impl Run {
    fn has_work(&self) -> bool {
        self.active || (self.observed < self.row.last_seq && self.row.status != RunStatus::Queued)
    }

    fn facts(&self, after: u64, upto: u64) -> Vec<(u64, String)> {
        let wanted = self.log.iter().filter(|r| r.event.seq > after && r.event.seq <= upto);
        wanted.filter_map(|r| Some((r.event.seq, r.fact.clone()?))).collect()
    }
}

impl MemoryJournal {
    pub fn new() -> Self {
        Self::default()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn run(&mut self, tenant: Uuid, run: Uuid) -> Option<&mut Run> {
        self.runs.get_mut(&run).filter(|run| run.row.tenant == tenant)
    }

    fn append(&mut self, mut batch: Batch) -> Result<Appended, JournalError> {
        let run = self.run(batch.tenant, batch.run).ok_or(JournalError::NoSuchRun)?;
        if run.row.last_seq != batch.after || run.row.status.is_ended() {
            return Err(JournalError::Fenced);
        }
        if let Some(snapshot) = batch.snapshot.take() {
            run.snapshot = Some((batch.last_seq(), snapshot));
        }
        let row = &mut run.row;
        if let Some(version) = batch.version.take() {
            row.version = version;
        }
        row.last_seq = batch.last_seq();
        row.status = batch.status;
        row.waiting = batch.waiting;
        row.output = batch.output;
        row.error = batch.error;
        row.usage = batch.usage;
        row.updated_at = batch.at;
        run.log.extend(batch.records);
        run.consumed += batch.consumed.len();
        run.signals.retain(|(_, signal)| !batch.consumed.contains(&signal.id));
        let total = (run.consumed + run.signals.len()) as u64;
        match batch.rest {
            Rest::Active => (run.active, run.due) = (true, None),
            Rest::Parked(due) => (run.active, run.due) = (total > batch.signals_seen, due),
            Rest::Ended => {
                (run.active, run.due) = (false, None);
                row.ended_at = Some(batch.at);
            }
        }
        let whole = |(event, key): (String, String)| (batch.tenant, event, key, batch.run);
        for gone in batch.unsubscribes.into_iter().map(whole) {
            self.subscriptions.remove(&gone);
        }
        self.subscriptions.extend(batch.subscribes.into_iter().map(whole));
        if batch.rest == Rest::Ended {
            self.subscriptions.retain(|(.., run)| *run != batch.run);
        }
        let mut next = None;
        if let Some(leave) = batch.leaves {
            let conversation = self.conversations.entry((batch.tenant, leave.conversation)).or_default();
            let was_first = conversation.queue.first() == Some(&batch.run);
            conversation.queue.retain(|id| *id != batch.run);
            if let Some(channels) = leave.channels {
                conversation.channels.extend(channels);
            }
            next = conversation.queue.first().copied().filter(|_| was_first);
        }
        let next = next.map(|run| RunRef { tenant: batch.tenant, run });
        if let Some(run) = next.and_then(|next| self.run(next.tenant, next.run)) {
            run.row.status = RunStatus::Running;
            run.active = true;
        }
        Ok(Appended { next })
    }
}

#[async_trait]
impl Journal for MemoryJournal {
    async fn accept(
        &self,
        run: NewRun,
        at: DateTime<Utc>,
        first: Option<First>,
    ) -> Result<Accepted, JournalError> {
        let mut kept = self.kept();
        if let Some(known) = kept.runs.get(&run.id) {
            return match known.row.tenant == run.tenant {
                true => Ok(Accepted { row: known.row.clone(), fresh: false, begun: false }),
                false => Err(JournalError::NoSuchRun),
            };
        }
        let mut status = RunStatus::Running;
        let mut place = None;
        if let Some(conversation) = run.conversation {
            let conversation = kept.conversations.entry((run.tenant, conversation)).or_default();
            place = Some(conversation.given).filter(|_| conversation.queue.is_empty());
            if !conversation.queue.is_empty() {
                status = RunStatus::Queued;
            }
            conversation.given += 1;
            conversation.queue.push(run.id);
        }
        let first = first.filter(|first| status == RunStatus::Running && first.place == place);
        let row = RunRow::accepted(&run, status, at);
        let id = run.id;
        kept.runs.insert(
            id,
            Run {
                row,
                log: Vec::new(),
                signals: Vec::new(),
                consumed: 0,
                known: Vec::new(),
                active: status == RunStatus::Running,
                due: None,
                observed: 0,
                snapshot: None,
                new: run,
            },
        );
        let begun = first.is_some();
        if let Some(first) = first {
            kept.append(first.batch)?;
        }
        let row = kept.runs.get(&id).map(|run| run.row.clone()).ok_or(JournalError::NoSuchRun)?;
        Ok(Accepted { row, fresh: true, begun })
    }

    async fn append(&self, batch: Batch) -> Result<Appended, JournalError> {
        self.kept().append(batch)
    }

    async fn signal(
        &self,
        tenant: Uuid,
        run: Uuid,
        signal: Signal,
        answer: bool,
        at: DateTime<Utc>,
    ) -> Result<SignalStored, JournalError> {
        let mut kept = self.kept();
        let Some(run) = kept.run(tenant, run) else { return Ok(SignalStored::NoSuchRun) };
        if run.known.contains(&signal.id) {
            return Ok(SignalStored::Known);
        }
        if run.row.status.is_ended() {
            return Ok(SignalStored::Ended);
        }
        if answer && run.row.status != RunStatus::Waiting {
            return Ok(SignalStored::NotWaiting);
        }
        run.known.push(signal.id);
        run.signals.push((at, signal));
        run.active = true;
        Ok(SignalStored::Fresh)
    }

    async fn pending(&self, tenant: Uuid, run: Uuid) -> Result<Pending, JournalError> {
        let mut kept = self.kept();
        let run = kept.run(tenant, run).ok_or(JournalError::NoSuchRun)?;
        Ok(Pending { signals: run.signals.clone(), total: (run.consumed + run.signals.len()) as u64 })
    }

    async fn load(&self, tenant: Uuid, run: Uuid) -> Result<Option<Loaded>, JournalError> {
        let mut kept = self.kept();
        Ok(kept.run(tenant, run).map(|run| Loaded {
            new: run.new.clone(),
            row: run.row.clone(),
            snapshot: run.snapshot.clone(),
            facts: run.facts(run.snapshot.as_ref().map_or(0, |(seq, _)| *seq), u64::MAX),
            observed: run.observed,
        }))
    }

    async fn load_facts(
        &self,
        tenant: Uuid,
        run: Uuid,
        upto: u64,
    ) -> Result<Vec<(u64, String)>, JournalError> {
        Ok(self.kept().run(tenant, run).map(|run| run.facts(0, upto)).unwrap_or_default())
    }

    async fn row(&self, tenant: Uuid, run: Uuid) -> Result<Option<RunRow>, JournalError> {
        Ok(self.kept().run(tenant, run).map(|run| run.row.clone()))
    }

    async fn rows(&self, tenant: Uuid, filter: RunFilter) -> Result<(Vec<RunRow>, u64), JournalError> {
        let kept = self.kept();
        let fits = |row: &&RunRow| {
            row.tenant == tenant
                && filter.flow.as_ref().is_none_or(|flow| *flow == row.flow)
                && filter.status.is_none_or(|status| status == row.status)
                && filter.conversation.is_none_or(|conversation| Some(conversation) == row.conversation)
                && filter.test.is_none_or(|test| test == row.test)
                && filter.version.as_ref().is_none_or(|version| *version == row.version)
                && filter.parent.is_none_or(|parent| Some(parent) == row.parent_run)
                && filter.code.is_none_or(|code| row.error.as_ref().is_some_and(|error| error.code == code))
                && filter.node.as_ref().is_none_or(|node| {
                    row.error.as_ref().is_some_and(|error| error.node.as_ref() == Some(node))
                })
                && filter.since.is_none_or(|since| row.created_at >= since)
                && filter.until.is_none_or(|until| row.created_at < until)
        };
        let mut rows: Vec<&RunRow> = kept.runs.values().map(|run| &run.row).filter(fits).collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.created_at, row.id)));
        let total = rows.len() as u64;
        let skip = usize::try_from(filter.offset).unwrap_or(usize::MAX);
        let take = usize::try_from(filter.limit.min(200)).unwrap_or(200);
        Ok((rows.into_iter().skip(skip).take(take).cloned().collect(), total))
    }

    async fn events(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<RunEvent>, JournalError> {
        let mut kept = self.kept();
        let Some(run) = kept.run(tenant, run) else { return Ok(Vec::new()) };
        let events = run.log.iter().map(|record| &record.event);
        let wanted = events.filter(|event| event.seq > after && event.kind != HIDDEN).take(limit as usize);
        Ok(wanted.map(|event| RunEvent::clone(event)).collect())
    }

    async fn records(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Record>, JournalError> {
        let mut kept = self.kept();
        let Some(run) = kept.run(tenant, run) else { return Ok(Vec::new()) };
        Ok(run.log.iter().filter(|record| record.event.seq > after).take(limit as usize).cloned().collect())
    }

    async fn ended_before(
        &self,
        moment: DateTime<Utc>,
        archived: bool,
        after: Option<EndedRun>,
        limit: u32,
    ) -> Result<Vec<EndedRun>, JournalError> {
        let kept = self.kept();
        let order = |ended: &EndedRun| (ended.ended_at, ended.run.run);
        let mut ended: Vec<EndedRun> = kept
            .runs
            .values()
            .filter(|run| run.row.archived == archived && !run.has_work())
            .filter_map(|run| {
                let who = RunRef { tenant: run.row.tenant, run: run.row.id };
                Some(EndedRun { run: who, ended_at: run.row.ended_at? })
            })
            .filter(|ended| ended.ended_at < moment && after.is_none_or(|after| order(ended) > order(&after)))
            .collect();
        ended.sort_by_key(order);
        ended.truncate(limit as usize);
        Ok(ended)
    }

    async fn archive(&self, tenant: Uuid, run: Uuid, _at: DateTime<Utc>) -> Result<bool, JournalError> {
        let mut kept = self.kept();
        let run = kept.run(tenant, run).filter(|run| run.row.status.is_ended() && !run.row.archived);
        let Some(run) = run else { return Ok(false) };
        run.row.archived = true;
        run.log.clear();
        run.signals.clear();
        run.known.clear();
        run.snapshot = None;
        Ok(true)
    }

    async fn forget(&self, tenant: Uuid, run: Uuid) -> Result<bool, JournalError> {
        let mut kept = self.kept();
        if kept.run(tenant, run).is_none_or(|run| !run.row.status.is_ended()) {
            return Ok(false);
        }
        Ok(kept.runs.remove(&run).is_some())
    }

    async fn active(&self, tenant: Uuid, conversation: Uuid) -> Result<Option<RunRow>, JournalError> {
        let mut kept = self.kept();
        let head = kept.conversations.get(&(tenant, conversation)).and_then(|c| c.queue.first()).copied();
        Ok(head.and_then(|run| kept.run(tenant, run)).map(|run| run.row.clone()))
    }

    async fn place(&self, tenant: Uuid, conversation: Uuid) -> Result<Place, JournalError> {
        let kept = self.kept();
        let found = kept.conversations.get(&(tenant, conversation));
        Ok(found.map_or_else(Place::default, |found| Place {
            given: found.given,
            busy: !found.queue.is_empty(),
            channels: found.channels.clone(),
        }))
    }

    async fn subscribers(
        &self,
        tenant: Uuid,
        event: &str,
        key: &str,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError> {
        let kept = self.kept();
        let found = kept.subscriptions.iter().filter(|(owner, name, of, run)| {
            *owner == tenant && name == event && of == key && after.is_none_or(|after| *run > after)
        });
        Ok(found.take(limit as usize).map(|(.., run)| RunRef { tenant, run: *run }).collect())
    }

    async fn busy_tenants(&self, after: Option<Uuid>, limit: u32) -> Result<Vec<Uuid>, JournalError> {
        let kept = self.kept();
        let busy = kept.runs.values().filter(|run| run.has_work()).map(|run| run.row.tenant);
        let tenants: BTreeSet<Uuid> =
            busy.filter(|tenant| after.is_none_or(|after| *tenant > after)).collect();
        Ok(tenants.into_iter().take(limit as usize).collect())
    }

    async fn unfinished(
        &self,
        tenant: Uuid,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError> {
        let kept = self.kept();
        let work = kept.runs.values().filter(|run| {
            run.row.tenant == tenant && run.has_work() && after.is_none_or(|after| run.row.id > after)
        });
        Ok(work.take(limit as usize).map(|run| RunRef { tenant, run: run.row.id }).collect())
    }

    async fn take_due(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<RunRef>, JournalError> {
        let mut kept = self.kept();
        let mut due: Vec<&mut Run> =
            kept.runs.values_mut().filter(|run| run.due.is_some_and(|due| due <= now)).collect();
        due.sort_by_key(|run| run.due);
        due.truncate(limit as usize);
        Ok(due
            .into_iter()
            .map(|run| {
                (run.active, run.due) = (true, None);
                RunRef { tenant: run.row.tenant, run: run.row.id }
            })
            .collect())
    }

    async fn next_due(&self) -> Result<Option<DateTime<Utc>>, JournalError> {
        Ok(self.kept().runs.values().filter_map(|run| run.due).min())
    }

    async fn observed(&self, tenant: Uuid, run: Uuid, seq: u64) -> Result<(), JournalError> {
        if let Some(run) = self.kept().run(tenant, run) {
            run.observed = run.observed.max(seq);
        }
        Ok(())
    }
}
