//! The store's contract, on SQLite and on PostgreSQL: each check is written once and run on both.

#![expect(clippy::unwrap_used, reason = "in tests a surprise is a failure")]

mod audit;
mod chat;
mod connect;
mod desk;
mod flows;
mod keys;
mod knowledge;
mod people;
mod sessions;
mod settings;
mod support;
mod tenancy;
mod tools;
