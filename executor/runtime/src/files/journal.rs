use super::archive::{Packer, Unpacker};
use super::reference::{References, name_of};
use super::{ArchiveStore, INLINE_BYTES, PayloadName, PayloadStore, Pieces};
use crate::api::{NewRun, RunEvent, RunFilter, RunRow, Signal};
use crate::journal::{
    Accepted, Appended, Batch, EndedRun, First, HIDDEN, Journal, JournalError, Loaded, Pending, Place,
    Record, Renewed, RunRef, SignalStored,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use futures::stream::{self, StreamExt};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Records in memory while a run is packed; each may be as large as a payload may be.
const PACKED_AT_ONCE: u32 = 100;

/// A journal whose large values and whose archived runs are files.
///
/// What moves: payloads of events and signals, facts, a run's input, context and output, and what
/// it waits for. Snapshots and the channels of a conversation stay: there is one of each, and it
/// is replaced.
pub struct FiledJournal {
    references: References,
    archives: Arc<dyn ArchiveStore>,
    rows: Arc<dyn Journal>,
}

impl std::fmt::Debug for FiledJournal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FiledJournal").field("references", &self.references).finish_non_exhaustive()
    }
}

impl FiledJournal {
    pub fn new<F: PayloadStore + ArchiveStore>(rows: Arc<dyn Journal>, files: Arc<F>) -> Self {
        let references = References { store: files.clone(), inline_bytes: INLINE_BYTES };
        Self { references, archives: files, rows }
    }

    /// Values up to this many bytes of JSON stay in their rows.
    #[must_use]
    pub fn inline_up_to(mut self, bytes: usize) -> Self {
        self.references.inline_bytes = bytes;
        self
    }

    async fn take_out(&self, batch: &mut Batch) -> Result<(), JournalError> {
        let (run, references) = (who(batch.tenant, batch.run), &self.references);
        for record in &mut batch.records {
            self.take_record_out(run, record).await?;
        }
        for value in [&mut batch.output, &mut batch.waiting].into_iter().flatten() {
            references.take_out(run, value).await?;
        }
        Ok(())
    }

    async fn take_record_out(&self, run: RunRef, record: &mut Record) -> Result<(), JournalError> {
        if let Some(payload) = self.references.instead_of(run, &record.event.payload).await? {
            // Others hold the event with its payload, which is not to be copied.
            let RunEvent { seq, part, at, iteration, .. } = *record.event;
            let (kind, node) = (record.event.kind.clone(), record.event.node.clone());
            record.event = Arc::new(RunEvent { seq, part, at, kind, node, iteration, payload });
        }
        if let Some(fact) = &mut record.fact {
            self.references.take_text_out(run, fact).await?;
        }
        Ok(())
    }

    async fn bring_row_back(&self, row: &mut RunRow) -> Result<(), JournalError> {
        let run = who(row.tenant, row.id);
        self.references.bring_back(run, &mut row.input, "the input").await?;
        if let Some(output) = &mut row.output {
            self.references.bring_back(run, output, "the output").await?;
        }
        if let Some(waiting) = &mut row.waiting {
            self.references.bring_back(run, waiting, "what is waited for").await?;
        }
        Ok(())
    }

    async fn bring_record_back(&self, run: RunRef, record: &mut Record) -> Result<(), JournalError> {
        let seq = record.event.seq;
        let event = Arc::make_mut(&mut record.event);
        self.references.bring_back(run, &mut event.payload, &format!("event {seq}")).await?;
        if let Some(fact) = &mut record.fact {
            self.references.bring_text_back(run, fact, &format!("fact {seq}")).await?;
        }
        Ok(())
    }

    async fn bring_facts_back(&self, run: RunRef, facts: &mut [(u64, String)]) -> Result<(), JournalError> {
        for (seq, fact) in facts {
            self.references.bring_text_back(run, fact, &format!("fact {seq}")).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Journal for FiledJournal {
    async fn accept(
        &self,
        mut run: NewRun,
        at: DateTime<Utc>,
        mut first: Option<First>,
    ) -> Result<Accepted, JournalError> {
        let id = who(run.tenant, run.id);
        self.references.take_out(id, &mut run.input).await?;
        self.references.take_map_out(id, &mut run.context).await?;
        if let Some(first) = &mut first {
            self.take_out(&mut first.batch).await?;
        }
        let mut accepted = self.rows.accept(run, at, first).await?;
        self.bring_row_back(&mut accepted.row).await?;
        Ok(accepted)
    }

    async fn append(&self, mut batch: Batch) -> Result<Appended, JournalError> {
        self.take_out(&mut batch).await?;
        self.rows.append(batch).await
    }

    async fn signal(
        &self,
        tenant: Uuid,
        run: Uuid,
        mut signal: Signal,
        answer: bool,
        at: DateTime<Utc>,
    ) -> Result<SignalStored, JournalError> {
        if self.references.moves(&signal.payload) {
            // No files for a run that there is not.
            if self.rows.row(tenant, run).await?.is_none() {
                return Ok(SignalStored::NoSuchRun);
            }
            self.references.take_out(who(tenant, run), &mut signal.payload).await?;
        }
        self.rows.signal(tenant, run, signal, answer, at).await
    }

    async fn pending(&self, tenant: Uuid, run: Uuid) -> Result<Pending, JournalError> {
        let mut pending = self.rows.pending(tenant, run).await?;
        for (_, signal) in &mut pending.signals {
            let what = format!("signal {}", signal.id);
            self.references.bring_back(who(tenant, run), &mut signal.payload, &what).await?;
        }
        Ok(pending)
    }

    async fn load(&self, tenant: Uuid, run: Uuid) -> Result<Option<Loaded>, JournalError> {
        let Some(mut loaded) = self.rows.load(tenant, run).await? else { return Ok(None) };
        let id = who(tenant, run);
        if loaded.row.archived {
            loaded.facts = self.archived_facts(id, u64::MAX).await?;
        }
        self.bring_row_back(&mut loaded.row).await?;
        loaded.new.input = loaded.row.input.clone();
        self.references.bring_map_back(id, &mut loaded.new.context, "the context").await?;
        self.bring_facts_back(id, &mut loaded.facts).await?;
        Ok(Some(loaded))
    }

    async fn load_facts(
        &self,
        tenant: Uuid,
        run: Uuid,
        upto: u64,
    ) -> Result<Vec<(u64, String)>, JournalError> {
        let mut facts = self.rows.load_facts(tenant, run, upto).await?;
        if facts.is_empty() && self.is_archived(who(tenant, run)).await? {
            return self.archived_facts(who(tenant, run), upto).await;
        }
        self.bring_facts_back(who(tenant, run), &mut facts).await?;
        Ok(facts)
    }

    async fn row(&self, tenant: Uuid, run: Uuid) -> Result<Option<RunRow>, JournalError> {
        let mut row = self.rows.row(tenant, run).await?;
        if let Some(row) = &mut row {
            self.bring_row_back(row).await?;
        }
        Ok(row)
    }

    /// As the rows are: a page of whole inputs could be of any size. A run's own row has it all.
    async fn rows(&self, tenant: Uuid, filter: RunFilter) -> Result<(Vec<RunRow>, u64), JournalError> {
        self.rows.rows(tenant, filter).await
    }

    async fn events(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<RunEvent>, JournalError> {
        let mut events = self.rows.events(tenant, run, after, limit).await?;
        if events.is_empty() && self.is_archived(who(tenant, run)).await? {
            let seen =
                |record: Record| (record.event.kind != HIDDEN).then(|| Arc::unwrap_or_clone(record.event));
            return self.archived(who(tenant, run), after, limit as usize, seen).await;
        }
        for event in &mut events {
            let what = format!("event {}", event.seq);
            self.references.bring_back(who(tenant, run), &mut event.payload, &what).await?;
        }
        Ok(events)
    }

    async fn records(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Record>, JournalError> {
        let mut records = self.rows.records(tenant, run, after, limit).await?;
        if records.is_empty() && self.is_archived(who(tenant, run)).await? {
            return self.archived(who(tenant, run), after, limit as usize, Some).await;
        }
        for record in &mut records {
            self.bring_record_back(who(tenant, run), record).await?;
        }
        Ok(records)
    }

    async fn ended_before(
        &self,
        moment: DateTime<Utc>,
        archived: bool,
        after: Option<EndedRun>,
        limit: u32,
    ) -> Result<Vec<EndedRun>, JournalError> {
        self.rows.ended_before(moment, archived, after, limit).await
    }

    /// The file is whole and durable before the rows go. A crash in between leaves a file that is
    /// written again; one after it leaves payloads that go with the run at last.
    async fn archive(&self, tenant: Uuid, run: Uuid, at: DateTime<Utc>) -> Result<bool, JournalError> {
        let id = who(tenant, run);
        let Some(Loaded { mut row, mut new, .. }) = self.rows.load(tenant, run).await? else {
            return Ok(false);
        };
        if row.archived || !row.status.is_ended() {
            return Ok(false);
        }
        self.bring_row_back(&mut row).await?;
        self.references.bring_map_back(id, &mut new.context, "the context").await?;
        let last_seq = row.last_seq;
        let packer = Packer::new(row, new.context)?;
        self.archives.write(id, self.packed(packer, id, last_seq)).await?;
        if !self.rows.archive(tenant, run, at).await? {
            return Ok(false);
        }
        // What the row itself refers to stays.
        let Some(row) = self.rows.load(tenant, run).await? else { return Ok(true) };
        let context = Value::Object(row.new.context);
        let values =
            [Some(&row.row.input), row.row.output.as_ref(), row.row.waiting.as_ref(), Some(&context)];
        let kept: Vec<PayloadName> = values.into_iter().flatten().filter_map(name_of).collect();
        self.references.store.keep_only(id, &kept).await?;
        Ok(true)
    }

    /// The row goes last: until then the next round finds the run and tries again.
    async fn forget(&self, tenant: Uuid, run: Uuid) -> Result<bool, JournalError> {
        let id = who(tenant, run);
        match self.rows.row(tenant, run).await? {
            Some(row) if row.status.is_ended() => {}
            Some(_) | None => return Ok(false),
        }
        self.archives.remove(id).await?;
        self.references.store.keep_only(id, &[]).await?;
        self.rows.forget(tenant, run).await
    }

    async fn active(&self, tenant: Uuid, conversation: Uuid) -> Result<Option<RunRow>, JournalError> {
        let mut row = self.rows.active(tenant, conversation).await?;
        if let Some(row) = &mut row {
            self.bring_row_back(row).await?;
        }
        Ok(row)
    }

    async fn place(&self, tenant: Uuid, conversation: Uuid) -> Result<Place, JournalError> {
        self.rows.place(tenant, conversation).await
    }

    async fn subscribers(
        &self,
        tenant: Uuid,
        event: &str,
        key: &str,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError> {
        self.rows.subscribers(tenant, event, key, after, limit).await
    }

    async fn busy_tenants(&self, after: Option<Uuid>, limit: u32) -> Result<Vec<Uuid>, JournalError> {
        self.rows.busy_tenants(after, limit).await
    }

    async fn unfinished(
        &self,
        tenant: Uuid,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError> {
        self.rows.unfinished(tenant, after, limit).await
    }

    async fn take_due(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<RunRef>, JournalError> {
        self.rows.take_due(now, limit).await
    }

    async fn next_due(&self) -> Result<Option<DateTime<Utc>>, JournalError> {
        self.rows.next_due().await
    }

    fn lease(&self) -> Option<Duration> {
        self.rows.lease()
    }

    async fn claim(&self, run: RunRef) -> Result<bool, JournalError> {
        self.rows.claim(run).await
    }

    async fn renew(&self) -> Result<Renewed, JournalError> {
        self.rows.renew().await
    }

    async fn retire(&self) -> Result<(), JournalError> {
        self.rows.retire().await
    }

    async fn observed(&self, tenant: Uuid, run: Uuid, seq: u64) -> Result<(), JournalError> {
        self.rows.observed(tenant, run, seq).await
    }
}

impl FiledJournal {
    /// The run's file, as it is made from its rows.
    fn packed(&self, packer: Packer, run: RunRef, last_seq: u64) -> Pieces<'_, JournalError> {
        let begin = Some((packer, 0));
        stream::try_unfold(begin, move |state| async move {
            let Some((mut packer, mut reached)) = state else { return Ok(None) };
            let page = self.rows.records(run.tenant, run.run, reached, PACKED_AT_ONCE).await?;
            let full = page.len() >= PACKED_AT_ONCE as usize;
            for mut record in page {
                reached = record.event.seq;
                self.bring_record_back(run, &mut record).await?;
                packer.record(record)?;
            }
            if full {
                return Ok(Some((packer.take(), Some((packer, reached)))));
            }
            if reached != last_seq {
                // Also when somebody else has archived it meanwhile.
                return Err(JournalError::Corrupt(format!(
                    "the log of run {} ends at {reached}, not at {last_seq}",
                    run.run
                )));
            }
            Ok(Some((packer.finish()?, None)))
        })
        .boxed()
    }

    async fn is_archived(&self, run: RunRef) -> Result<bool, JournalError> {
        Ok(self.rows.row(run.tenant, run.run).await?.is_some_and(|row| row.archived))
    }

    /// What `pick` takes of the records of an archived run with `seq > after`, at most so many.
    async fn archived<T>(
        &self,
        run: RunRef,
        after: u64,
        limit: usize,
        pick: impl Fn(Record) -> Option<T>,
    ) -> Result<Vec<T>, JournalError> {
        let mut file = self.open(run).await?;
        let mut picked = Vec::new();
        while picked.len() < limit
            && let Some(record) = file.next().await?
        {
            if record.event.seq > after {
                picked.extend(pick(record));
            }
        }
        Ok(picked)
    }

    async fn archived_facts(&self, run: RunRef, upto: u64) -> Result<Vec<(u64, String)>, JournalError> {
        let fact = |record: Record| Some((record.event.seq, record.fact?)).filter(|(seq, _)| *seq <= upto);
        self.archived(run, 0, usize::MAX, fact).await
    }

    async fn open(&self, run: RunRef) -> Result<Unpacker, JournalError> {
        let Some(pieces) = self.archives.read(run).await? else {
            return Err(JournalError::Corrupt(format!("the archive of run {} is missing", run.run)));
        };
        let mut file = Unpacker::new(run, pieces);
        file.header().await?;
        Ok(file)
    }
}

fn who(tenant: Uuid, run: Uuid) -> RunRef {
    RunRef { tenant, run }
}
