//! A Git server beside the tenant's own repository: what is published goes there, and what people push
//! there comes back as versions, checked like any publishing.
//!
//! Start reading at [`sync`], which is all there is to it: fetch, see how the two histories relate, take
//! what is new there, push what is new here. Every part of it can be repeated, so that a process that dies
//! in between leaves nothing to mend but another round.

mod branch_draft;
mod branches;
mod calls;
mod hook;
mod incoming;
mod joined;
mod settings;
mod sync;
mod task;

pub use calls::Calls;
pub use hook::{Delivery, announced};
pub use joined::Resolution;
pub use settings::{RemoteChange, RemoteView, read, remove, save};
pub use sync::{FlowConflict, Refusal, SyncState, SyncStatus, sync};
pub use task::run as run_git_sync;
