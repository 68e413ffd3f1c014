//! One file per command.

pub mod admin;
pub mod flow;
pub mod migrate;
pub mod up;
