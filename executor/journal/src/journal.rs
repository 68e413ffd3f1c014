use crate::commit::{CommitStats, Committer, Counters, QUEUE, Reply, Write, Written};
use crate::{read, retention, subscriptions};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use executor_runtime::api::{NewRun, RunEvent, RunFilter, RunRow, Signal};
use executor_runtime::journal::{
    Accepted, Appended, Batch, EndedRun, Journal, JournalError, Loaded, Pending, Record, RunRef, SignalStored,
};
use sea_orm::DatabaseConnection;
use serde_json::{Map, Value};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc, oneshot};
use uuid::Uuid;

/// The journal of one process. Its commit task ends when it is dropped.
#[derive(Debug)]
pub struct SqlJournal {
    connection: DatabaseConnection,
    queue: mpsc::Sender<(Write, Reply)>,
    counters: Arc<Counters>,
}

impl std::fmt::Debug for Write {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Write")
    }
}

impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Written")
    }
}

impl SqlJournal {
    /// `gate` is the one that every writer of the same SQLite file holds while it writes; PostgreSQL
    /// does not need it. Call inside a Tokio runtime.
    pub fn new(connection: DatabaseConnection, gate: Arc<Mutex<()>>) -> Self {
        let (queue, writes) = mpsc::channel(QUEUE);
        let counters = Arc::new(Counters::default());
        let committer = Committer { connection: connection.clone(), gate, counters: Arc::clone(&counters) };
        tokio::spawn(committer.run(writes));
        Self { connection, queue, counters }
    }

    /// How many transactions the writes so far needed.
    pub fn stats(&self) -> CommitStats {
        self.counters.read()
    }

    /// Queues a write and waits until it is durable.
    async fn write(&self, write: Write) -> Result<Written, JournalError> {
        let (reply, answer) = oneshot::channel();
        let stopped = || JournalError::Unavailable("the commit task has stopped".into());
        self.queue.send((write, reply)).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

/// What only a defect of ours could bring about.
fn mixed_up() -> JournalError {
    JournalError::Corrupt("the commit task answered another question".into())
}

#[async_trait]
impl Journal for SqlJournal {
    async fn accept(
        &self,
        run: NewRun,
        at: DateTime<Utc>,
        first: Option<Batch>,
    ) -> Result<Accepted, JournalError> {
        let write = Write::Accept { run: Box::new(run), at, first: first.map(Box::new) };
        match self.write(write).await? {
            Written::Accepted(accepted) => Ok(*accepted),
            _ => Err(mixed_up()),
        }
    }

    async fn append(&self, batch: Batch) -> Result<Appended, JournalError> {
        match self.write(Write::Append(Box::new(batch))).await? {
            Written::Appended(appended) => Ok(appended),
            _ => Err(mixed_up()),
        }
    }

    async fn signal(
        &self,
        tenant: Uuid,
        run: Uuid,
        signal: Signal,
        answer: bool,
        at: DateTime<Utc>,
    ) -> Result<SignalStored, JournalError> {
        match self.write(Write::Signal { tenant, run, signal: Box::new(signal), answer, at }).await? {
            Written::Signalled(stored) => Ok(stored),
            _ => Err(mixed_up()),
        }
    }

    async fn pending(&self, tenant: Uuid, run: Uuid) -> Result<Pending, JournalError> {
        read::pending(&self.connection, tenant, run).await
    }

    async fn load(&self, tenant: Uuid, run: Uuid) -> Result<Option<Loaded>, JournalError> {
        read::load(&self.connection, tenant, run).await
    }

    async fn load_facts(
        &self,
        tenant: Uuid,
        run: Uuid,
        upto: u64,
    ) -> Result<Vec<(u64, String)>, JournalError> {
        read::load_facts(&self.connection, tenant, run, upto).await
    }

    async fn row(&self, tenant: Uuid, run: Uuid) -> Result<Option<RunRow>, JournalError> {
        read::row(&self.connection, tenant, run).await
    }

    async fn rows(&self, tenant: Uuid, filter: RunFilter) -> Result<(Vec<RunRow>, u64), JournalError> {
        read::rows(&self.connection, tenant, filter).await
    }

    async fn events(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<RunEvent>, JournalError> {
        read::events(&self.connection, tenant, run, after, limit).await
    }

    async fn records(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Record>, JournalError> {
        read::records(&self.connection, tenant, run, after, limit).await
    }

    async fn ended_before(
        &self,
        moment: DateTime<Utc>,
        archived: bool,
        after: Option<EndedRun>,
        limit: u32,
    ) -> Result<Vec<EndedRun>, JournalError> {
        retention::ended_before(&self.connection, moment, archived, after, limit).await
    }

    async fn archive(&self, tenant: Uuid, run: Uuid, at: DateTime<Utc>) -> Result<bool, JournalError> {
        match self.write(Write::Archive { tenant, run, at }).await? {
            Written::PutAway(done) => Ok(done),
            _ => Err(mixed_up()),
        }
    }

    async fn forget(&self, tenant: Uuid, run: Uuid) -> Result<bool, JournalError> {
        match self.write(Write::Forget { tenant, run }).await? {
            Written::PutAway(done) => Ok(done),
            _ => Err(mixed_up()),
        }
    }

    async fn active(&self, tenant: Uuid, conversation: Uuid) -> Result<Option<RunRow>, JournalError> {
        read::active(&self.connection, tenant, conversation).await
    }

    async fn channels(&self, tenant: Uuid, conversation: Uuid) -> Result<Map<String, Value>, JournalError> {
        read::channels(&self.connection, tenant, conversation).await
    }

    async fn subscribers(
        &self,
        tenant: Uuid,
        event: &str,
        key: &str,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError> {
        subscriptions::find(&self.connection, tenant, event, key, after, limit).await
    }

    async fn busy_tenants(&self, after: Option<Uuid>, limit: u32) -> Result<Vec<Uuid>, JournalError> {
        read::busy_tenants(&self.connection, after, limit).await
    }

    async fn unfinished(
        &self,
        tenant: Uuid,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError> {
        read::unfinished(&self.connection, tenant, after, limit).await
    }

    async fn take_due(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<RunRef>, JournalError> {
        // Most looks find nothing, and finding nothing needs no write.
        if read::next_due(&self.connection).await?.is_none_or(|due| due > now) {
            return Ok(Vec::new());
        }
        match self.write(Write::TakeDue { now, limit }).await? {
            Written::Due(due) => Ok(due),
            _ => Err(mixed_up()),
        }
    }

    async fn next_due(&self) -> Result<Option<DateTime<Utc>>, JournalError> {
        read::next_due(&self.connection).await
    }

    async fn observed(&self, _tenant: Uuid, run: Uuid, seq: u64) -> Result<(), JournalError> {
        match self.write(Write::Observed { run, seq }).await? {
            Written::Observed => Ok(()),
            _ => Err(mixed_up()),
        }
    }
}
