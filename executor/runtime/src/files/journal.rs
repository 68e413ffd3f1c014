use super::reference::References;
use super::{INLINE_BYTES, PayloadStore};
use crate::api::{NewRun, RunEvent, RunFilter, RunRow, Signal};
use crate::journal::{
    Accepted, Appended, Batch, Journal, JournalError, Loaded, Pending, Record, RunRef, SignalStored,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use std::sync::Arc;
use uuid::Uuid;

/// A journal whose large values are files.
///
/// What moves: payloads of events and signals, facts, a run's input, context and output, and what
/// it waits for. Snapshots and the channels of a conversation stay: there is one of each, and it
/// is replaced.
pub struct FiledJournal {
    references: References,
    rows: Arc<dyn Journal>,
}

impl std::fmt::Debug for FiledJournal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FiledJournal").field("references", &self.references).finish_non_exhaustive()
    }
}

impl FiledJournal {
    pub fn new(rows: Arc<dyn Journal>, payloads: Arc<dyn PayloadStore>) -> Self {
        Self { rows, references: References { store: payloads, inline_bytes: INLINE_BYTES } }
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
        mut first: Option<Batch>,
    ) -> Result<Accepted, JournalError> {
        let id = who(run.tenant, run.id);
        self.references.take_out(id, &mut run.input).await?;
        self.references.take_map_out(id, &mut run.context).await?;
        if let Some(first) = &mut first {
            self.take_out(first).await?;
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
        for event in &mut events {
            let what = format!("event {}", event.seq);
            self.references.bring_back(who(tenant, run), &mut event.payload, &what).await?;
        }
        Ok(events)
    }

    async fn active(&self, tenant: Uuid, conversation: Uuid) -> Result<Option<RunRow>, JournalError> {
        let mut row = self.rows.active(tenant, conversation).await?;
        if let Some(row) = &mut row {
            self.bring_row_back(row).await?;
        }
        Ok(row)
    }

    async fn channels(&self, tenant: Uuid, conversation: Uuid) -> Result<Map<String, Value>, JournalError> {
        self.rows.channels(tenant, conversation).await
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

    async fn observed(&self, tenant: Uuid, run: Uuid, seq: u64) -> Result<(), JournalError> {
        self.rows.observed(tenant, run, seq).await
    }
}

fn who(tenant: Uuid, run: Uuid) -> RunRef {
    RunRef { tenant, run }
}
