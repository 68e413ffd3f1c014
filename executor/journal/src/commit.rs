//! Group commit: one queue for all runs of the process, one transaction for whatever has come
//! together while the last one was being written.

use crate::accept;
use crate::append;
use crate::dialect::{Tx, is_duplicate, unavailable};
use crate::directory;
use crate::leases;
use crate::retention;
use crate::signal;
use chrono::{DateTime, Utc};
use executor_runtime::api::{NewRun, Signal};
use executor_runtime::journal::{Accepted, Appended, Batch, First, JournalError, RunRef, SignalStored};
use sea_orm::{DatabaseConnection, DbBackend, DbErr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{Mutex, mpsc, oneshot};
use uuid::Uuid;

/// Writes that may wait for a commit; beyond it callers wait for a place.
pub(crate) const QUEUE: usize = 1_024;
/// Writes in one transaction. Larger ones would make everybody wait for the largest.
const GROUP: usize = 256;

/// How many transactions the writes needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CommitStats {
    pub commits: u64,
    pub writes: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    commits: AtomicU64,
    writes: AtomicU64,
}

impl Counters {
    pub fn read(&self) -> CommitStats {
        CommitStats {
            commits: self.commits.load(Ordering::Relaxed),
            writes: self.writes.load(Ordering::Relaxed),
        }
    }
}

/// Something to be made durable.
pub(crate) enum Write {
    Accept { run: Box<NewRun>, at: DateTime<Utc>, first: Option<Box<First>> },
    Append(Box<Batch>),
    Signal { tenant: Uuid, run: Uuid, signal: Box<Signal>, answer: bool, at: DateTime<Utc> },
    Observed { run: Uuid, seq: u64 },
    TakeDue { now: DateTime<Utc>, limit: u32 },
    Archive { tenant: Uuid, run: Uuid, at: DateTime<Utc> },
    Forget { tenant: Uuid, run: Uuid },
    Claim { owner: Uuid, run: Uuid },
}

/// What became of it.
pub(crate) enum Written {
    Accepted(Box<Accepted>),
    Appended(Appended),
    Signalled(SignalStored),
    Observed,
    Due(Vec<RunRef>),
    /// Whether there was anything to put away.
    PutAway(bool),
    /// Whether the run is this process's.
    Claimed(bool),
}

/// Why it did not.
pub(crate) enum Refusal {
    /// The rules say no; the transaction is as good as before.
    Rule(JournalError),
    /// The database said no; nothing in the transaction may be kept.
    Database(DbErr),
}

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}

impl From<JournalError> for Refusal {
    fn from(error: JournalError) -> Self {
        Self::Rule(error)
    }
}

pub(crate) type Reply = oneshot::Sender<Result<Written, JournalError>>;

pub(crate) struct Committer {
    pub connection: DatabaseConnection,
    /// SQLite's writers queue here, the control plane's among them, instead of meeting a busy file.
    pub gate: Arc<Mutex<()>>,
    pub counters: Arc<Counters>,
    pub owner: Option<Uuid>,
}

impl Committer {
    /// Ends when the journal is dropped.
    pub async fn run(self, mut queue: mpsc::Receiver<(Write, Reply)>) {
        let mut group = Vec::with_capacity(GROUP);
        while queue.recv_many(&mut group, GROUP).await > 0 {
            // Tenant by tenant: row-level security has to be told once for each.
            group.sort_by_key(|(write, _)| write.tenant());
            let (writes, replies): (Vec<Write>, Vec<Reply>) = group.drain(..).unzip();
            let results = self.commit(&writes).await;
            for (reply, result) in replies.into_iter().zip(results) {
                // The caller may have given up; what is durable is durable.
                let _ = reply.send(result);
            }
        }
    }

    async fn commit(&self, writes: &[Write]) -> Vec<Result<Written, JournalError>> {
        let together = self.transact(writes).await;
        match together {
            Ok(results) => results,
            Err(error) if writes.len() == 1 => vec![Err(translate(&writes[0], error))],
            // One of them spoils it for all (a writer that was overtaken, a deadlock with another
            // process): each for itself then.
            Err(error) => {
                tracing::debug!(%error, writes = writes.len(), "a group could not be committed together");
                let mut results = Vec::with_capacity(writes.len());
                for write in writes {
                    let alone = self.transact(std::slice::from_ref(write)).await;
                    results.push(match alone {
                        Ok(mut result) => result.pop().unwrap_or(Err(JournalError::NoSuchRun)),
                        Err(error) => Err(translate(write, error)),
                    });
                }
                results
            }
        }
    }

    async fn transact(&self, writes: &[Write]) -> Result<Vec<Result<Written, JournalError>>, DbErr> {
        let sqlite = sea_orm::ConnectionTrait::get_database_backend(&self.connection) == DbBackend::Sqlite;
        let _turn = if sqlite { Some(self.gate.lock().await) } else { None };
        let tx = Tx::write(&self.connection, self.owner).await?;
        let mut results = Vec::with_capacity(writes.len());
        let mut tenant = None;
        for write in writes {
            if write.tenant() != tenant
                && let Some(now) = write.tenant()
            {
                tx.become_tenant(now).await?;
                tenant = Some(now);
            }
            match write.carry_out(&tx).await {
                Ok(written) => results.push(Ok(written)),
                Err(Refusal::Rule(error)) => results.push(Err(error)),
                Err(Refusal::Database(error)) => {
                    // The connection may be gone; then there is nothing to roll back either.
                    if let Err(error) = tx.rollback().await {
                        tracing::debug!(%error, "rolling back");
                    }
                    return Err(error);
                }
            }
        }
        tx.commit().await?;
        self.counters.commits.fetch_add(1, Ordering::Relaxed);
        self.counters.writes.fetch_add(writes.len() as u64, Ordering::Relaxed);
        metrics::counter!("flow_journal_commits_total").increment(1);
        metrics::counter!("flow_journal_writes_total").increment(writes.len() as u64);
        Ok(results)
    }
}

impl Write {
    /// Whose rows it touches; none for the directory.
    fn tenant(&self) -> Option<Uuid> {
        match self {
            Self::Accept { run, .. } => Some(run.tenant),
            Self::Append(batch) => Some(batch.tenant),
            Self::Signal { tenant, .. } | Self::Archive { tenant, .. } | Self::Forget { tenant, .. } => {
                Some(*tenant)
            }
            Self::Observed { .. } | Self::TakeDue { .. } | Self::Claim { .. } => None,
        }
    }

    async fn carry_out(&self, tx: &Tx) -> Result<Written, Refusal> {
        Ok(match self {
            Self::Accept { run, at, first } => {
                Written::Accepted(Box::new(accept::accept(tx, run, *at, first.as_deref()).await?))
            }
            Self::Append(batch) => Written::Appended(append::append(tx, batch).await?),
            Self::Signal { tenant, run, signal, answer, at } => {
                Written::Signalled(signal::store(tx, *tenant, *run, signal, *answer, *at).await?)
            }
            Self::Observed { run, seq } => {
                directory::observed(tx, *run, *seq).await?;
                Written::Observed
            }
            Self::TakeDue { now, limit } => Written::Due(directory::take_due(tx, *now, *limit).await?),
            Self::Archive { tenant, run, at } => {
                Written::PutAway(retention::archive(tx, *tenant, *run, *at).await?)
            }
            Self::Claim { owner, run } => Written::Claimed(leases::claim(tx, *owner, *run).await?),
            Self::Forget { tenant, run } => Written::PutAway(retention::forget(tx, *tenant, *run).await?),
        })
    }
}

fn translate(write: &Write, error: DbErr) -> JournalError {
    match write {
        // The primary key is the fence: two writers can never both advance a run.
        Write::Append(_) if is_duplicate(&error) => JournalError::Fenced,
        Write::Accept { .. }
        | Write::Append(_)
        | Write::Signal { .. }
        | Write::Observed { .. }
        | Write::TakeDue { .. }
        | Write::Archive { .. }
        | Write::Forget { .. }
        | Write::Claim { .. } => unavailable(error),
    }
}
