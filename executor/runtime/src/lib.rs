//! How a run happens: the loop around the pure machine, the journal's port and its conformance
//! suite, effects, cancellation, per-conversation order, streaming.
//!
//! Knows nothing of the control plane. Start reading at [`api::Executor`].

pub mod api;
pub mod journal;
mod limits;
mod runtime;

pub use limits::Limits;
pub use runtime::Runtime;
