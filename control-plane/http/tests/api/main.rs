//! The REST API as clients meet it: the whole router in this process, on SQLite and on PostgreSQL.
//!
//! `harness` starts it; every other file is one promise.

mod approvals;
mod attachments;
mod branch_git;
mod branches;
mod chat;
mod describe;
mod desk;
mod environments;
mod exports;
mod flow_tests;
mod flows;
mod forks;
mod git_remote;
mod git_server;
mod handoffs;
mod harness;
mod idempotency;
mod knowledge;
mod limits;
mod migrations;
mod model_stub;
mod models;
mod openapi;
mod permissions;
mod persons;
mod problems;
mod publish_part;
mod push;
mod restore_points;
mod revisions;
mod rubrics;
mod runs;
mod sessions;
mod sources;
mod stream;
mod surroundings;
mod tenants;
mod together;
mod tools;
mod version_results;
mod widget;
