//! How a run happens: the loop around the pure machine, the journal's port and its conformance
//! suite, effects, cancellation, per-conversation order, streaming.
//!
//! Knows nothing of the control plane. Start reading at [`api::Executor`], then `drive.rs`.

pub mod api;
mod board;
mod calls;
mod clock;
pub mod conformance;
mod drive;
mod effects;
mod facts;
pub mod files;
mod flows;
mod follow;
mod fork;
pub mod journal;
mod leases;
mod limits;
pub mod memory;
mod migrate;
mod prepare;
pub mod retention;
mod runtime;
mod said;
mod scan;
mod session;
pub mod testing;
mod timers;
mod topic;

pub use executor_core::{business, flow_test};
pub use limits::Limits;
pub use prepare::Prepared;
pub use runtime::Runtime;
pub use session::DEBUG;
