//! The check of flows for the browser: `flow_schema::check` as a program that takes bytes and gives bytes.
//!
//! Says nothing about flows itself. [`Checker`] is what it does; `memory` is how JavaScript reaches it, and
//! `program.mjs` beside this crate is that side of it. `scripts/build-checks` builds it, Studio runs it in a
//! worker (`editor/checks`), and `flow-schema/tests/browser.rs` holds that it says what the server says.

mod checker;
#[cfg(target_family = "wasm")]
mod memory;

pub use checker::Checker;
