use crate::commit::{CommitStats, Committer, Counters, QUEUE, Refusal, Reply, Write, Written};
use crate::dialect::{Tx, unavailable};
use crate::leases::{self, Lease};
use crate::{read, retention, subscriptions};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use executor_runtime::api::{NewRun, RunEvent, RunFilter, RunRow, Signal};
use executor_runtime::journal::{
    Accepted, Appended, Batch, EndedRun, First, Journal, JournalError, Loaded, Pending, Place, Record,
    Renewed, RunRef, SignalStored,
};
use sea_orm::{DatabaseConnection, DbBackend};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc, oneshot};
use uuid::Uuid;

/// The journal of one process. Its commit task ends when it is dropped.
#[derive(Debug)]
pub struct SqlJournal {
    connection: DatabaseConnection,
    gate: Arc<Mutex<()>>,
    queue: mpsc::Sender<(Write, Reply)>,
    counters: Arc<Counters>,
    lease: Option<Lease>,
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
        Self::open(connection, gate, None)
    }

    /// As [`Self::new`], for a database that several processes run on: `owner` is this one, and
    /// what it drives is left to it until it has been silent for as long as the lease lasts. A
    /// process that comes back under the owner it had need not wait for that.
    pub fn shared(
        connection: DatabaseConnection,
        gate: Arc<Mutex<()>>,
        owner: Uuid,
        lasts: Duration,
    ) -> Self {
        Self::open(connection, gate, Some(Lease { owner, lasts }))
    }

    fn open(connection: DatabaseConnection, gate: Arc<Mutex<()>>, lease: Option<Lease>) -> Self {
        let (queue, writes) = mpsc::channel(QUEUE);
        let counters = Arc::new(Counters::default());
        let committer = Committer {
            connection: connection.clone(),
            gate: Arc::clone(&gate),
            counters: Arc::clone(&counters),
            owner: lease.map(|lease| lease.owner),
        };
        tokio::spawn(committer.run(writes));
        Self { connection, gate, queue, counters, lease }
    }

    fn owner(&self) -> Option<Uuid> {
        self.lease.map(|lease| lease.owner)
    }

    /// Does something about leases, past the queue of writes: it must not wait behind them.
    async fn at_once<T>(
        &self,
        work: impl AsyncFnOnce(&Tx, Lease) -> Result<T, Refusal>,
    ) -> Result<Option<T>, JournalError> {
        let Some(lease) = self.lease else { return Ok(None) };
        let sqlite = self.connection.get_database_backend() == DbBackend::Sqlite;
        let _turn = if sqlite { Some(self.gate.lock().await) } else { None };
        let tx = Tx::write(&self.connection, Some(lease.owner)).await.map_err(unavailable)?;
        // What fails is rolled back when it is dropped.
        let done = work(&tx, lease).await.map_err(|refusal| match refusal {
            Refusal::Rule(error) => error,
            Refusal::Database(error) => unavailable(error),
        })?;
        tx.commit().await.map_err(unavailable)?;
        Ok(Some(done))
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
        first: Option<First>,
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

    async fn place(&self, tenant: Uuid, conversation: Uuid) -> Result<Place, JournalError> {
        read::place(&self.connection, tenant, conversation).await
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
        read::busy_tenants(&self.connection, self.owner(), after, limit).await
    }

    async fn unfinished(
        &self,
        tenant: Uuid,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError> {
        read::unfinished(&self.connection, self.owner(), tenant, after, limit).await
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

    fn lease(&self) -> Option<Duration> {
        self.lease.map(|lease| lease.lasts)
    }

    async fn claim(&self, run: RunRef) -> Result<bool, JournalError> {
        let Some(owner) = self.owner() else { return Ok(true) };
        // Mostly it is: whoever accepts, signals or wakes a run makes it its own.
        if read::owner(&self.connection, run.run).await? == Some(owner) {
            return Ok(true);
        }
        match self.write(Write::Claim { owner, run: run.run }).await? {
            Written::Claimed(claimed) => Ok(claimed),
            _ => Err(mixed_up()),
        }
    }

    async fn renew(&self) -> Result<Renewed, JournalError> {
        Ok(self.at_once(async |tx, lease| leases::renew(tx, lease).await).await?.unwrap_or_default())
    }

    async fn retire(&self) -> Result<(), JournalError> {
        self.at_once(async |tx, lease| Ok(leases::retire(tx, lease.owner).await?)).await?;
        Ok(())
    }

    async fn observed(&self, _tenant: Uuid, run: Uuid, seq: u64) -> Result<(), JournalError> {
        match self.write(Write::Observed { run, seq }).await? {
            Written::Observed => Ok(()),
            _ => Err(mixed_up()),
        }
    }
}
