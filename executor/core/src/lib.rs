//! The machine that interprets a flow: state and event in, state and commands out.
//!
//! Pure: no I/O, not async, no clock, no randomness; time and chance come in with events. It knows
//! nothing of tools, storage or clients. Recovery is folding the recorded [`Fact`]s into a new
//! [`Machine`] and carrying out [`Machine::outstanding`].
//!
//! Start reading at [`Machine::apply`]; how control moves from node to node is in `advance.rs`, loops
//! in `loops.rs`, frames (bodies, sub-flows, the turns of an agent) in `frame.rs`, and one file per control
//! kind in `control/`.

mod advance;
pub mod business;
mod cancel_others;
mod command;
mod control;
mod debug;
mod event;
pub mod flow_test;
mod frame;
mod loops;
mod machine;
mod reduce;
mod retry;
mod snapshot;
mod state;
pub mod testing;
mod time;

pub use command::{Command, Commands, Emit, Step};
pub use debug::{Breakpoint, Debug, MAX_PIN_DELAY_MS, Outcome, Pin};
pub use event::{Event, Fact, Failure, Tokens};
pub use machine::{Flows, MAX_RUN_MS, MAX_STEPS, Machine, Status};
