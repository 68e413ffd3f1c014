//! What a flow chart means, one rule at a time. Each test drives a small plan and reads the log.

mod agents;
mod ask_user;
mod containers;
mod control_flow;
mod debugging;
mod failures;
mod harness;
mod histories;
mod loops;
mod people;
