//! The journal on SQLite and PostgreSQL: `executor_runtime::journal::Journal` in SQL.
//!
//! All writes of a process go through one queue ([`commit`](crate::SqlJournal)) and share
//! transactions: many runs, one fsync. It knows nothing of flows or tools. Tables are in
//! `migrations/src/m0002_journal.rs` and the steps after it; start reading at `commit.rs`.

mod accept;
mod append;
mod commit;
mod dialect;
mod directory;
mod journal;
mod leases;
mod read;
mod retention;
mod rows;
mod signal;
mod subscriptions;

pub use commit::CommitStats;
pub use journal::SqlJournal;
