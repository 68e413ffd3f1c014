//! The REST API as clients meet it: the whole router in this process, on SQLite and on PostgreSQL.
//!
//! `harness` starts it; every other file is one promise.

mod flows;
mod harness;
mod idempotency;
mod limits;
mod openapi;
mod permissions;
mod problems;
mod sessions;
mod tenants;
