//! Notices on a person's own devices (Web Push): RFC 8030 over the wire, 8291 for what it says, 8292 for who says it.
//!
//! A notice that is left for somebody is put on its way to their browsers in the same transaction ([`queue`]); one job sends
//! it ([`run_pushing`]). It says little: a line and where it leads; and only the browser can read it ([`seal`]).

mod devices;
mod keys;
mod queue;
mod seal;
mod send;

pub use devices::{NewPushDevice, PushDevice, PushKeys, PushView, add, remove, view};
pub(crate) use keys::Vapid;
pub use keys::ready;
pub(crate) use queue::queue;
#[doc(hidden)]
pub use seal::open_for_tests;
pub use send::run_pushing;
