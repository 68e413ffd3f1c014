//! Use-cases: sign in, draw, publish, chat, work on tickets. Each is a function that takes the
//! [`App`], the [`Caller`] and its input, checks what the types cannot, calls the store and the
//! tools, and writes the audit.
//!
//! Knows nothing of HTTP; permissions per route are checked there, rules about *which* rows and
//! *what state* here. Start reading at [`App`], then any subject's module.

pub mod admin;
pub mod app;
pub mod approvals;
pub mod audit;
pub mod auth;
pub mod beside;
mod blobs;
pub mod caller;
pub mod chat;
pub mod desk;
pub mod error;
mod executor_error;
pub mod flows;
pub mod forms;
pub mod git_remote;
pub mod health;
pub mod idempotency;
pub mod kb;
pub mod kinds;
pub mod library;
pub mod merge_patch;
pub mod notifications;
pub mod push;
pub mod remembered;
mod rounds;
pub mod runs;
pub mod secrets;
mod store_error;
#[doc(hidden)]
pub mod testing;
pub mod tools;
pub mod widget;

pub use app::{App, Clock, Parts};
pub use caller::Caller;
pub use control_plane_domain::{Actor, Permission, Role};
pub use error::{AppError, AppResult, FieldError};
