//! What use-cases stand on.

use crate::admin::models::StoredModels;
use crate::auth::{Backoff, KeySet, Passwords, Standing};
use crate::chat::hub::Hub;
use crate::chat::{FileRules, Observed, Turns};
use crate::error::{AppError, AppResult};
use crate::flows::Judge;
use crate::git_remote::Calls;
use crate::push::Vapid;
use crate::remembered::Remembered;
use crate::{library, tools};
use chrono::{DateTime, Utc};
use control_plane_domain::{SessionId, TenantId};
use control_plane_store::Db;
use control_plane_store::blobs::Blobs;
use control_plane_store::git::GitHistory;
use control_plane_store::seal::Seal;
use executor_runtime::api::Executor;
use mcp_servers_kb_search::KnowledgeBases;
use mcp_servers_kit::{Egress, ToolRegistry};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{Notify, OnceCell};
use uuid::Uuid;

/// The time, handed in so that tests can move it.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// How long a live session is believed without looking: half of the minute within which signing out
/// must work on every server.
const SESSION_MEMORY: Duration = Duration::from_secs(20);

/// What [`App::new`] is made of.
pub struct Parts {
    /// This process, under the name that it has again when it starts anew.
    pub process: Uuid,
    pub clock: Clock,
    pub db: Db,
    pub seal: Seal,
    pub keys: KeySet,
    pub git: GitHistory,
    pub blobs: Arc<dyn Blobs>,
    pub knowledge: Arc<KnowledgeBases>,
    pub tools: Arc<ToolRegistry>,
    pub egress: Egress,
    pub models: Arc<StoredModels>,
    pub file_rules: FileRules,
    /// How long a verdict of a model may take.
    pub judge_patience: Duration,
}

/// Everything a use-case may reach. One per process, behind an `Arc`.
pub struct App {
    /// Who works on a request, among the processes that share a database.
    pub process: Uuid,
    pub clock: Clock,
    pub db: Db,
    /// Closes and opens secrets.
    pub seal: Seal,
    pub keys: KeySet,
    pub passwords: Passwords,
    pub backoff: Backoff,
    /// Live sessions seen in the last seconds.
    pub sessions: Remembered<(TenantId, SessionId), Standing>,
    /// The published flows' history, one bare repository per tenant.
    pub git: GitHistory,
    /// Uploaded files.
    pub blobs: Arc<dyn Blobs>,
    /// Which of them may be sent in a conversation.
    pub file_rules: FileRules,
    pub knowledge: Arc<KnowledgeBases>,
    /// The one way out for HTTP.
    pub egress: Egress,
    /// Which model each tenant uses.
    pub models: Arc<StoredModels>,
    /// Verdicts by rubrics.
    pub judge: Judge,
    /// Built-in tools and those of the tenants' MCP servers.
    pub tools: Arc<ToolRegistry>,
    /// Tenants whose servers' tools are in `tools`.
    pub loaded_tools: tools::Loaded,
    /// Rung when a document was queued.
    pub ingestion: Notify,
    /// Rung when something was noted that runs may wait for.
    pub happenings: Notify,
    /// Rung when a notice was put on its way to people's devices.
    pub pushes: Notify,
    /// Signs what goes to people's devices; read when it is first needed.
    pub(crate) vapid: OnceCell<Vapid>,
    /// Tenants whose Git server something may have to be pushed to, or fetched from.
    pub git_calls: Calls,
    /// A tenant has one round with its Git server at a time.
    pub git_turns: Turns,
    /// Compiled flow versions.
    pub plans: library::Plans,
    /// Wakes the streams of a conversation.
    pub hub: Hub,
    /// How far the messages are behind the runs.
    pub observed: Observed,
    /// Messages of one conversation are taken one after the other.
    pub turns: Turns,
    /// Set once, after construction: the executor needs the app (as its `Library`) to be made.
    executor: OnceLock<Arc<dyn Executor>>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").finish_non_exhaustive()
    }
}

impl App {
    pub fn new(parts: Parts) -> Arc<Self> {
        Arc::new(Self {
            process: parts.process,
            clock: parts.clock,
            db: parts.db,
            seal: parts.seal,
            keys: parts.keys,
            passwords: Passwords::default(),
            backoff: Backoff::default(),
            sessions: Remembered::new(100_000, SESSION_MEMORY),
            git: parts.git,
            blobs: parts.blobs,
            file_rules: parts.file_rules,
            knowledge: parts.knowledge,
            egress: parts.egress,
            models: parts.models,
            judge: Judge::new(parts.judge_patience),
            tools: parts.tools,
            loaded_tools: tools::loaded(),
            ingestion: Notify::new(),
            happenings: Notify::new(),
            pushes: Notify::new(),
            vapid: OnceCell::new(),
            git_calls: Calls::default(),
            git_turns: Turns::default(),
            plans: library::plans(),
            hub: Hub::default(),
            observed: Observed::default(),
            turns: Turns::default(),
            executor: OnceLock::new(),
        })
    }

    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// A new id; ids made later sort later.
    pub fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// Ties the knot between the app and the executor. A second call is ignored.
    pub fn set_executor(&self, executor: Arc<dyn Executor>) {
        if self.executor.set(executor).is_err() {
            tracing::error!("the executor was set twice; the first one stays");
        }
    }

    /// # Errors
    /// [`AppError::Unavailable`] in the moments before the executor has started.
    pub fn executor(&self) -> AppResult<&Arc<dyn Executor>> {
        self.executor.get().ok_or(AppError::Unavailable {
            what: "the executor",
            retry_after: Duration::from_secs(2),
            cause: "not started yet".to_owned(),
        })
    }
}
