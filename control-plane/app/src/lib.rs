//! Use-cases: sign in, draw, publish, chat, work on tickets. Each is a function that takes the
//! [`App`], the [`Caller`] and its input, checks what the types cannot, calls the store and the
//! tools, and writes the audit.
//!
//! Knows nothing of HTTP; permissions per route are checked there, rules about *which* rows and
//! *what state* here. Start reading at [`App`], then any subject's module.

pub mod admin;
pub mod app;
pub mod audit;
pub mod auth;
pub mod caller;
pub mod error;
pub mod flows;
pub mod health;
pub mod idempotency;
pub mod kinds;
pub mod merge_patch;
mod store_error;

pub use app::{App, Clock, Parts};
pub use caller::Caller;
pub use control_plane_domain::{Actor, Permission, Role};
pub use error::{AppError, AppResult, FieldError};
