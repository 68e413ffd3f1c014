use crate::retention::Retention;
use mcp_servers_kit::BreakerPolicy;
use std::time::Duration;

/// What the runtime may use. The defaults suit one machine.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Runs that are advanced at the same time; others wait in the ready queue.
    pub active_runs: usize,
    /// So many of them may be one tenant's. Below `active_runs`, so that no tenant has to wait for
    /// another one's long runs.
    pub tenant_active_runs: usize,
    /// Ready runs remembered in memory. Beyond it they are found again in the journal.
    pub ready_queue: usize,
    /// So many of them may be one tenant's.
    pub tenant_ready_queue: usize,
    /// Events a slow follower may lag behind before it is sent back to the log.
    pub topic: usize,
    /// A run whose next timer is nearer than this stays in memory instead of being parked.
    pub linger: Duration,
    /// How long a cancelled effect may take to wind up before it is dropped.
    pub cancel_grace: Duration,
    /// When a tool that keeps failing is left alone.
    pub breaker: BreakerPolicy,
    /// How long ended runs are kept, and where.
    pub retention: Retention,
    /// Largest output of one effect, as JSON bytes.
    pub payload_bytes: usize,
    /// First and longest wait between attempts at a journal that does not answer.
    pub journal_backoff: (Duration, Duration),
    /// How long `start` waits for the journal before it says busy.
    pub accept_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            active_runs: 512,
            tenant_active_runs: 384,
            ready_queue: 10_000,
            tenant_ready_queue: 1_000,
            topic: 1_024,
            linger: Duration::from_secs(2),
            cancel_grace: Duration::from_millis(500),
            breaker: BreakerPolicy::default(),
            retention: Retention::default(),
            payload_bytes: 8 * 1024 * 1024,
            journal_backoff: (Duration::from_millis(100), Duration::from_secs(5)),
            accept_timeout: Duration::from_secs(10),
        }
    }
}
