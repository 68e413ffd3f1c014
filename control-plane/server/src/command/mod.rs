//! One file per command.

pub mod admin;
pub mod flow;
mod flow_branch;
mod flow_export;
mod flow_files;
mod flow_import;
mod flow_remote;
mod flow_test;
pub mod fsck;
mod junit;
pub mod migrate;
mod revision;
pub mod up;

use anyhow::Context;

/// The async runtime that commands run on.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("flowright")
        .build()
        .context("the async runtime could not be started")
}
