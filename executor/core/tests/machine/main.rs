//! What a flow chart means, one rule at a time. Each test drives a small plan and reads the log.

mod ask_user;
mod control_flow;
mod failures;
mod harness;
mod loops;
