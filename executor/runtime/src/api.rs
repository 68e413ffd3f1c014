//! What the control plane sees of the executor.

use crate::prepare::Prepared;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
pub use executor_core::{Breakpoint, Debug, MAX_PIN_DELAY_MS, Pin};
use flow_schema::ErrorCode;
use flow_schema::kind::Effect;
use flow_schema::plan::{FlowRef, Plan};
use futures::stream::BoxStream;
use mcp_servers_kit::{Principal, Tool};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

/// Accepts, advances and shows runs. One per process; cheap to clone behind an `Arc`.
#[async_trait]
pub trait Executor: Send + Sync {
    /// Accepts a run: when this returns, the run is durable and will end or wait, whatever dies.
    ///
    /// A run of a conversation queues behind the one that is going on. The same `run.id` again
    /// returns the run that was accepted first.
    async fn start(&self, run: NewRun) -> Result<RunRow, ExecutorError>;

    /// Gets a new run ready while its caller still writes down why there is one: its first turn is
    /// taken, and calls that only read begin, if it can go on at once. Nobody sees any of it before
    /// [`Self::start_prepared`] has accepted it; dropping it ends the calls and leaves nothing.
    ///
    /// For ids that were never accepted: a known run's calls would begin only to be thrown away.
    async fn prepare(&self, run: NewRun) -> Result<Prepared, ExecutorError>;

    /// As [`Self::start`]. A run that cannot go on at once after all (another one of its conversation
    /// came first) queues; what had begun is dropped, and is called again when its turn comes.
    async fn start_prepared(&self, run: Prepared) -> Result<RunRow, ExecutorError>;

    /// Stores a signal (an answer, a decision) before anything else happens with it. A second
    /// signal with the same `id` is a no-op.
    async fn signal(&self, tenant: Uuid, run: Uuid, signal: Signal) -> Result<(), ExecutorError>;

    /// Asks the run to stop; it does within a second. No-op on an ended run.
    async fn cancel(&self, tenant: Uuid, run: Uuid, reason: &str) -> Result<(), ExecutorError>;

    async fn run(&self, tenant: Uuid, run: Uuid) -> Result<Option<RunRow>, ExecutorError>;

    /// Newest first; `limit` at most 200. In a list, a value too large for its row is shown as
    /// `{"$blob": {"sha256", "bytes"}}`; [`Executor::run`] has it whole.
    async fn runs(&self, tenant: Uuid, filter: RunFilter) -> Result<(Vec<RunRow>, u64), ExecutorError>;

    /// Durable events with `seq > after`, in order, at most `limit`.
    async fn events(
        &self,
        tenant: Uuid,
        run: Uuid,
        after: u64,
        limit: u32,
    ) -> Result<Vec<RunEvent>, ExecutorError>;

    /// The log after what was received, then the live tail, ending after the run's last event. Of what is
    /// being said when the log has been read, the words so far come first, as one delta. A subscriber that
    /// reads too slowly is dropped from the tail and catches up in the same way.
    async fn follow(
        &self,
        tenant: Uuid,
        run: Uuid,
        received: Received,
    ) -> Result<BoxStream<'static, RunEvent>, ExecutorError>;

    /// The run of a conversation that is going on, if any, and whether it waits for the user.
    async fn active(&self, tenant: Uuid, conversation: Uuid) -> Result<Option<RunRow>, ExecutorError>;

    /// Starts a run that goes on from another one: from any of its steps, edited, or from where it
    /// failed. `run` names the same version; what had finished is taken over and not done again.
    async fn go_on(&self, run: NewRun, source: Uuid, from: From) -> Result<RunRow, ExecutorError>;

    /// What moving a run to another version would come to. Nothing happens.
    ///
    /// # Errors
    /// [`ExecutorError::NoSuchRun`], [`ExecutorError::NoSuchVersion`]; [`ExecutorError::Ended`].
    async fn migration(&self, tenant: Uuid, run: Uuid, version: &str) -> Result<Migration, ExecutorError>;

    /// Moves a run that has not ended to another version: what it has done is taken over as far as the
    /// version knows the steps, the rest is done as the version says. `at_seq` is the run's last event
    /// as [`Migration::last_seq`] gave it: a run that has moved on since is left alone.
    ///
    /// # Errors
    /// As [`Self::migration`]; [`ExecutorError::MovedOn`]; [`ExecutorError::Invalid`] when the version
    /// would have ended before it came to where the run is.
    async fn migrate(
        &self,
        tenant: Uuid,
        run: Uuid,
        version: &str,
        at_seq: u64,
    ) -> Result<RunRow, ExecutorError>;

    /// Tells every run that waits for this event; how many those are. `id` makes telling again harmless.
    async fn happened(&self, tenant: Uuid, event: Happened) -> Result<usize, ExecutorError>;

    /// The run's state after event `at_seq` (the last when `None`): channels, node outputs and
    /// node status.
    async fn state(
        &self,
        tenant: Uuid,
        run: Uuid,
        at_seq: Option<u64>,
    ) -> Result<Option<Value>, ExecutorError>;
}

/// What the executor needs from outside: compiled versions and tools. Implemented by the control
/// plane, so that the executor knows neither its tables nor its tool list.
#[async_trait]
pub trait Library: Send + Sync {
    /// The compiled flow version. `version` is the id given in [`NewRun::version`].
    async fn plan(&self, tenant: Uuid, version: &str) -> Result<Arc<Plan>, ExecutorError>;

    /// The version that another flow's name means now, by the id that [`plan`](Self::plan) takes.
    async fn published(&self, tenant: Uuid, flow: &FlowRef) -> Result<Option<String>, ExecutorError>;

    /// The tool behind a node kind.
    async fn tool(&self, tenant: Uuid, kind: &str) -> Result<Arc<dyn Tool>, ExecutorError>;

    fn secrets(&self, tenant: Uuid) -> Arc<dyn mcp_servers_kit::SecretResolver>;

    /// The tenant's form of that name, as JSON of `flow_schema::model::form::Form`. Asked when a run
    /// starts to wait for it; the answer is journaled, so a later edit does not touch that run.
    async fn form(&self, tenant: Uuid, name: &str) -> Result<Value, ExecutorError>;

    /// Called with every durable event after its commit, in order per run, from one task per run.
    /// Used to store replies as messages; it may be called again for an event after a crash, so
    /// implementations key on `(run, seq)`.
    async fn observe(&self, run: &RunRow, event: &RunEvent) -> Result<(), ExecutorError>;
}

/// A run to accept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewRun {
    pub id: Uuid,
    pub tenant: Uuid,
    /// Flow name, for lists and filters.
    pub flow: String,
    /// Opaque to the executor; resolved by [`Library::plan`].
    pub version: String,
    pub conversation: Option<Uuid>,
    pub input: Value,
    /// In scope of expressions, beside `input` and `state`: `conversation`, `user`, `tenant`, `env`.
    pub context: serde_json::Map<String, Value>,
    pub principal: Principal,
    pub correlation_id: String,
    /// Draft test run from Studio; filtered out of ordinary lists.
    #[serde(default)]
    pub test: bool,
    /// The run that this one was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_run: Option<Uuid>,
    /// What it is to that run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lineage: Option<Lineage>,
    /// The run under whose id the keys of this one's steps are derived, when not its own: a step
    /// that is tried again in another run is then recognisable to its target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_root: Option<Uuid>,
    /// Of a run that is given another one's values: where it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// Where a run takes another one up.
#[derive(Clone, Debug)]
pub enum From {
    /// After this event (the last when `None`), with these edits.
    Step {
        at_seq: Option<u64>,
        /// Channel by channel, the new value.
        state: serde_json::Map<String, Value>,
        /// By node, the output it is taken to have had.
        outputs: serde_json::Map<String, Value>,
        /// Outcomes pinned to what comes, and breakpoints.
        debug: Debug,
    },
    /// Where it failed. With a node: the items of that `map` that failed, though the run did not.
    Failure { node: Option<String> },
}

/// What moving a run to another version comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Migration {
    /// Last event of the run when this was found out.
    pub last_seq: u64,
    /// Addresses of steps whose outcomes are taken over, in order.
    pub kept: Vec<String>,
    /// Steps with outcomes that the version has no place for, in order.
    pub dropped: Vec<String>,
    /// What is called at once, since the version has it before where the run stands.
    pub calls: Vec<MigrationCall>,
    /// What the run waits for now, each as the payload of its `run.waiting`.
    pub waits: Vec<Value>,
    /// What it would wait for then.
    pub would_wait: Vec<Value>,
    /// Set when the version would have ended by now: then the run cannot be moved.
    pub would_end: Option<RunStatus>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MigrationCall {
    pub node: String,
    pub kind: String,
    pub effect: Effect,
}

/// Something that runs may wait for.
#[derive(Clone, Debug)]
pub struct Happened {
    pub id: Uuid,
    /// `ticket.replied`
    pub event: String,
    /// Which one: the ticket's number.
    pub key: String,
    pub payload: Value,
    pub principal: Principal,
}

/// How a run came from another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lineage {
    /// It went another way from one of the other's steps.
    Fork,
    /// It goes on where the other one failed.
    Retry,
}

/// Where in a flow a test run of a draft begins, and with the values of which moment of the run it was made from.
/// It takes nothing up of that run's log: what it is given is its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub begins: Begins,
    /// The node; none: the moment itself is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// After this event of the other run; none: after its last one, or there is no other run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_seq: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begins {
    /// It goes on from the node; what came before answers what it answered then.
    FromHere,
    /// The node is all there is of it.
    Alone,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Signal {
    /// Chosen by the sender; makes sending again harmless.
    pub id: Uuid,
    /// `answer` for `ask_user`; the node id addressed, when known, in `node`.
    pub name: String,
    pub node: Option<String>,
    pub payload: Value,
    pub principal: Principal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// Accepted, behind another run of its conversation.
    Queued,
    Running,
    Waiting,
    Completed,
    Failed,
    Cancelled,
}

impl RunStatus {
    pub fn is_ended(self) -> bool {
        match self {
            Self::Completed | Self::Failed | Self::Cancelled => true,
            Self::Queued | Self::Running | Self::Waiting => false,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunRow {
    pub id: Uuid,
    pub tenant: Uuid,
    pub flow: String,
    pub version: String,
    pub conversation: Option<Uuid>,
    pub status: RunStatus,
    /// While waiting: `{"for": "user", "node", "question"?, "form"?, "until"?}`.
    pub waiting: Option<Value>,
    pub input: Value,
    pub output: Option<Value>,
    pub error: Option<RunFailure>,
    /// Sum over the run's calls: `{input_tokens, output_tokens, calls}`.
    pub usage: Value,
    pub principal: Principal,
    pub correlation_id: String,
    pub test: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_run: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lineage: Option<Lineage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_root: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Last durable event.
    pub last_seq: u64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Its log is in an archive: slower to read.
    #[serde(default)]
    pub archived: bool,
}

impl RunRow {
    /// The row of a run of which nothing has happened yet.
    pub fn accepted(run: &NewRun, status: RunStatus, at: DateTime<Utc>) -> Self {
        Self {
            id: run.id,
            tenant: run.tenant,
            flow: run.flow.clone(),
            version: run.version.clone(),
            conversation: run.conversation,
            status,
            waiting: None,
            input: run.input.clone(),
            output: None,
            error: None,
            usage: Value::Null,
            principal: run.principal.clone(),
            correlation_id: run.correlation_id.clone(),
            test: run.test,
            parent_run: run.parent_run,
            lineage: run.lineage,
            key_root: run.key_root,
            origin: run.origin.clone(),
            last_seq: 0,
            created_at: at,
            updated_at: at,
            ended_at: None,
            archived: false,
        }
    }

    /// The run as it was accepted; its context is kept beside the row.
    pub fn as_new(&self, context: serde_json::Map<String, Value>) -> NewRun {
        NewRun {
            id: self.id,
            tenant: self.tenant,
            flow: self.flow.clone(),
            version: self.version.clone(),
            conversation: self.conversation,
            input: self.input.clone(),
            context,
            principal: self.principal.clone(),
            correlation_id: self.correlation_id.clone(),
            test: self.test,
            parent_run: self.parent_run,
            lineage: self.lineage,
            key_root: self.key_root,
            origin: self.origin.clone(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFailure {
    pub code: ErrorCode,
    pub message: String,
    pub node: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct RunFilter {
    pub flow: Option<String>,
    pub status: Option<RunStatus>,
    pub conversation: Option<Uuid>,
    /// `None`: both.
    pub test: Option<bool>,
    /// Name of the document that runs.
    pub version: Option<String>,
    /// The run that it was made from.
    pub parent: Option<Uuid>,
    /// Failed with this code.
    pub code: Option<ErrorCode>,
    /// Failed at this node.
    pub node: Option<String>,
    /// Accepted then or later.
    pub since: Option<DateTime<Utc>>,
    /// Accepted before.
    pub until: Option<DateTime<Utc>>,
    pub offset: u64,
    pub limit: u64,
}

/// An event as clients see it: `kind` is the SSE event name of the API (`node.completed` …).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunEvent {
    /// Durable sequence number; for a delta, that of the event it precedes, so a client that saw
    /// `7.3` last resumes after 6. Numbers grow but need not be dense.
    pub seq: u64,
    /// Set on deltas only, which are not durable: counts up within `seq`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u64>,
    pub at: DateTime<Utc>,
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Which firing of the node, from 0.
    #[serde(default)]
    pub iteration: u32,
    pub payload: Value,
}

/// How much of a run's events somebody has; nothing, by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Received {
    /// The last durable event.
    pub seq: u64,
    /// The last delta that came after it, 0 for none.
    pub part: u64,
}

impl Received {
    /// With durable event `seq`, and nothing that came after it.
    pub fn event(seq: u64) -> Self {
        Self { seq, part: 0 }
    }

    /// With the delta `part` before event `seq`.
    pub fn delta(seq: u64, part: u64) -> Self {
        Self { seq: seq.saturating_sub(1), part }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ExecutorError {
    #[error("run {0} does not exist")]
    NoSuchRun(Uuid),
    #[error("flow version {0} does not exist")]
    NoSuchVersion(String),
    #[error("no tool serves node kind {0}")]
    NoSuchTool(String),
    #[error("no form is named {0}")]
    NoSuchForm(String),
    #[error("the run has ended")]
    Ended,
    #[error("the run has moved on meanwhile")]
    MovedOn,
    /// An answer came to a run that asks nothing (any more), or to a node that does not.
    #[error("the run is not waiting for this answer")]
    NotWaiting,
    #[error("{0}")]
    Invalid(String),
    /// The queue of accepted work is full; try again later.
    #[error("too many runs are waiting to be accepted")]
    Busy,
    /// The disk is full; what was to be stored was not.
    #[error("no room left: {0}")]
    Full(String),
    /// The journal cannot be written or read.
    #[error("journal: {0}")]
    Journal(String),
}
