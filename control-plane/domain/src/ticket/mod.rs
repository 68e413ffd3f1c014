//! Tickets: their states, priorities and numbers.

mod number;
mod priority;
mod status;

pub use number::{BadTicketNumber, TicketNumber};
pub use priority::Priority;
pub use status::{IllegalMove, TicketStatus};
