//! The port to durable storage: what a journal must do so that the drive loop can keep its promises.
//! Implemented on SQL in `executor-journal` and in memory in [`crate::memory`]; every implementation
//! runs [`crate::conformance`].

use crate::api::{NewRun, RunEvent, RunFailure, RunFilter, RunRow, RunStatus, Signal};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Name under which a cancellation is stored among a run's signals; no client may use it.
pub const CANCEL: &str = "$cancel";

/// Kind of a record that clients never see: a fact without a visible consequence.
pub const HIDDEN: &str = "fact";

/// Where runs live. Every method that writes returns after the write is durable.
#[async_trait]
pub trait Journal: Send + Sync + 'static {
    /// Stores a run, unless its id is known. It is `Queued` when an earlier run of its conversation
    /// has not ended, else `Running`. `first` is appended in the same transaction, if its place is
    /// still right.
    async fn accept(
        &self,
        run: NewRun,
        at: DateTime<Utc>,
        first: Option<First>,
    ) -> Result<Accepted, JournalError>;

    /// Appends records and moves the run's row along, all or nothing. [`JournalError::Fenced`] when
    /// somebody else has already written at these numbers: the caller's picture of the run is stale.
    async fn append(&self, batch: Batch) -> Result<Appended, JournalError>;

    /// Stores a signal and marks the run as having work to do. With `answer`, only for a run that
    /// waits; a signal stored before stays known whatever the run does now.
    async fn signal(
        &self,
        tenant: Uuid,
        run: Uuid,
        signal: Signal,
        answer: bool,
        at: DateTime<Utc>,
    ) -> Result<SignalStored, JournalError>;

    /// Signals that no batch has marked as consumed, oldest first.
    async fn pending(&self, tenant: Uuid, run: Uuid) -> Result<Pending, JournalError>;

    /// Everything needed to fold the run: its newest snapshot and the facts since.
    async fn load(&self, tenant: Uuid, run: Uuid) -> Result<Option<Loaded>, JournalError>;

    /// All facts with `seq <= upto`, in order, whatever snapshots there are: for the run as it was,
    /// and for a snapshot that cannot be read any more. Empty when there is no such run.
    async fn load_facts(
        &self,
        tenant: Uuid,
        run: Uuid,
        upto: u64,
    ) -> Result<Vec<(u64, String)>, JournalError>;

    async fn row(&self, tenant: Uuid, run: Uuid) -> Result<Option<RunRow>, JournalError>;

    /// Newest first, and how many there are without offset and limit.
    async fn rows(&self, tenant: Uuid, filter: RunFilter) -> Result<(Vec<RunRow>, u64), JournalError>;

    /// Visible events with `seq > after`, in order.
    async fn events(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<RunEvent>, JournalError>;

    /// The run's log with `seq > after`, in order, with what clients never see.
    async fn records(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Record>, JournalError>;

    /// Runs of all tenants that ended before this moment and all of whose events were observed, the
    /// longest ended first, after `after`: those that are archived, or those that are not.
    async fn ended_before(
        &self,
        moment: DateTime<Utc>,
        archived: bool,
        after: Option<EndedRun>,
        limit: u32,
    ) -> Result<Vec<EndedRun>, JournalError>;

    /// Takes the log of an ended run (its records, signals, snapshot) out of the tables, all or
    /// nothing; its row stays and says so. Whether the log can still be read is up to the journal:
    /// [`crate::files::FiledJournal`] has it in a file, one of rows alone keeps no copy. `false`
    /// when there is no such run, it has not ended, or it is archived already.
    async fn archive(&self, tenant: Uuid, run: Uuid, at: DateTime<Utc>) -> Result<bool, JournalError>;

    /// Takes an ended run away for good. `false` when there is none.
    async fn forget(&self, tenant: Uuid, run: Uuid) -> Result<bool, JournalError>;

    /// The run at the head of the conversation's queue.
    async fn active(&self, tenant: Uuid, conversation: Uuid) -> Result<Option<RunRow>, JournalError>;

    /// What the conversation's next run would find.
    async fn place(&self, tenant: Uuid, conversation: Uuid) -> Result<Place, JournalError>;

    /// Runs that wait for this event with this key, in id order after `after`.
    async fn subscribers(
        &self,
        tenant: Uuid,
        event: &str,
        key: &str,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError>;

    /// Tenants some of whose runs have work to do now, in id order after `after`. Runs that another
    /// process drives do not count, neither here nor below.
    async fn busy_tenants(&self, after: Option<Uuid>, limit: u32) -> Result<Vec<Uuid>, JournalError>;

    /// Runs of a tenant that have work to do now, in id order after `after`: accepted, going on,
    /// signalled, or with events that were never observed.
    async fn unfinished(
        &self,
        tenant: Uuid,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<RunRef>, JournalError>;

    /// Parked runs of all tenants whose time has come, earliest first. They are no longer parked
    /// when this returns, so each is handed out once and found by `unfinished` after a crash.
    async fn take_due(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<RunRef>, JournalError>;

    /// When the next parked run's time comes.
    async fn next_due(&self) -> Result<Option<DateTime<Utc>>, JournalError>;

    /// How long this process may be silent before its runs are taken over; `None` when no other
    /// process can use the journal at the same time.
    fn lease(&self) -> Option<Duration> {
        None
    }

    /// Makes the run this process's to drive. `false` when it is another one's that lives, or there
    /// is nothing to do. Of two that ask at once one gets it; the fence of [`Journal::append`] holds
    /// whatever is claimed.
    async fn claim(&self, _run: RunRef) -> Result<bool, JournalError> {
        Ok(true)
    }

    /// Says that this process lives, and makes runs of processes that do not its own.
    async fn renew(&self) -> Result<Renewed, JournalError> {
        Ok(Renewed::default())
    }

    /// Lets go of every run, so that other processes need not wait for the lease to run out.
    async fn retire(&self) -> Result<(), JournalError> {
        Ok(())
    }

    /// Notes that every event up to `seq` was observed. May be lost in a crash; then events are
    /// observed again.
    async fn observed(&self, tenant: Uuid, run: Uuid, seq: u64) -> Result<(), JournalError>;
}

/// A conversation between two runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// How many runs it has been given so far.
    pub given: u64,
    /// One of them has not ended.
    pub busy: bool,
    /// Conversation-scope channels as the last ended run left them.
    pub channels: Map<String, Value>,
}

/// The first turn of a run that is about to be accepted.
#[derive(Clone, Debug)]
pub struct First {
    pub batch: Batch,
    /// Of a run in a conversation: [`Place::given`] when the turn was taken. With another number, or
    /// when the run is queued, the batch is left out: it was made for something else. A batch that
    /// ends such a run is never made.
    pub place: Option<u64>,
}

impl From<Batch> for First {
    fn from(batch: Batch) -> Self {
        Self { batch, place: None }
    }
}

/// A run and whose it is: all that may be known across tenants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunRef {
    pub tenant: Uuid,
    pub run: Uuid,
}

/// What a process learns when it says that it lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renewed {
    /// How many runs it has taken over; `unfinished` finds them.
    pub adopted: u64,
    /// Its runs with signals that their drivers have not seen, and how many each has had in all.
    pub signalled: Vec<(RunRef, u64)>,
}

/// A run that has ended, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndedRun {
    pub run: RunRef,
    pub ended_at: DateTime<Utc>,
}

/// One line of the log: what clients see, and the fact behind it on the first line it caused.
#[derive(Clone, Debug)]
pub struct Record {
    pub event: Arc<RunEvent>,
    /// Input of the machine, as JSON. Folding a run is feeding these in order.
    pub fact: Option<String>,
}

/// What one turn of a run adds to the journal.
#[derive(Clone, Debug)]
pub struct Batch {
    pub tenant: Uuid,
    pub run: Uuid,
    /// Last sequence number the writer knows; the records follow it without a gap.
    pub after: u64,
    pub records: Vec<Record>,
    pub at: DateTime<Utc>,
    pub status: RunStatus,
    pub waiting: Option<Value>,
    pub output: Option<Value>,
    pub error: Option<RunFailure>,
    pub usage: Value,
    pub rest: Rest,
    /// Signals that these records have taken up.
    pub consumed: Vec<Uuid>,
    /// How many signals of the run the writer has seen in all; a park is refused its rest when
    /// more have come meanwhile.
    pub signals_seen: u64,
    /// Set by the last batch of a run in a conversation.
    pub leaves: Option<Leave>,
    /// The run belongs to this version from now on.
    pub version: Option<String>,
    /// The machine as it is after the last record, as JSON. Takes the place of the one before.
    pub snapshot: Option<String>,
    /// Events by name and key that the run waits for from now on. Naming one again changes nothing;
    /// all of them lapse when the run ends.
    pub subscribes: Vec<(String, String)>,
    /// Those it does not wait for any more. Taken away before `subscribes` is added.
    pub unsubscribes: Vec<(String, String)>,
}

impl Batch {
    /// Sequence number of the last record.
    pub fn last_seq(&self) -> u64 {
        self.records.last().map_or(self.after, |record| record.event.seq)
    }
}

/// Whether the run goes on by itself after a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Effects are under way.
    Active,
    /// Nothing happens until a signal or this moment.
    Parked(Option<DateTime<Utc>>),
    Ended,
}

/// What a run leaves to its conversation when it ends.
#[derive(Clone, Debug)]
pub struct Leave {
    pub conversation: Uuid,
    /// `None` when the run failed or was cancelled before it changed any.
    pub channels: Option<Map<String, Value>>,
}

#[derive(Clone, Debug)]
pub struct Accepted {
    pub row: RunRow,
    /// Whether this call stored it, rather than an earlier one with the same id.
    pub fresh: bool,
    /// Whether it was stored with its first turn.
    pub begun: bool,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Appended {
    /// The run of the same conversation that may go on now.
    pub next: Option<RunRef>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalStored {
    Fresh,
    /// One with this id was stored before.
    Known,
    NoSuchRun,
    Ended,
    /// It is an answer, and nothing is asked.
    NotWaiting,
}

#[derive(Clone, Debug, Default)]
pub struct Pending {
    /// With the moment each was stored.
    pub signals: Vec<(DateTime<Utc>, Signal)>,
    /// How many were ever stored for the run, consumed ones included.
    pub total: u64,
}

#[derive(Clone, Debug)]
pub struct Loaded {
    pub new: NewRun,
    pub row: RunRow,
    /// The newest snapshot and the record after which it was taken.
    pub snapshot: Option<(u64, String)>,
    /// Recorded facts after the snapshot with their sequence numbers, in order.
    pub facts: Vec<(u64, String)>,
    /// Events up to here were observed.
    pub observed: u64,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum JournalError {
    /// Another writer was faster.
    #[error("another writer has advanced the run")]
    Fenced,
    #[error("no such run")]
    NoSuchRun,
    /// Trying again may help: connection lost, database busy.
    #[error("the journal is unavailable: {0}")]
    Unavailable(String),
    /// Trying again helps once somebody has made room.
    #[error("the journal has no room left: {0}")]
    Full(String),
    /// Trying again cannot help.
    #[error("the journal holds something unreadable: {0}")]
    Corrupt(String),
}
