//! Runs: starting them, seeing what they do, stopping them, going on from them.

mod act;
mod alone;
mod as_test;
mod compare;
mod fork;
mod migrate;
mod pin;
mod see;
mod start;
mod test_words;
mod view;

pub(crate) use act::stop;
pub use act::{NewSignal, Stopped, cancel, signal};
pub use alone::{RunNode, run_node};
pub use as_test::{NewTest, as_test};
pub use compare::{Comparison, compare};
pub use executor_runtime::api::{Received, RunEvent, RunStatus};
pub use fork::{ForkRun, RetryRun, fork, retry};
pub use migrate::{MigrateRun, Migration, MigrationCall, migrate, migration};
pub use pin::{Pinned, pin_draft, pin_number, pin_published};
pub use see::{EventPage, Wanted, events, follow, get, list, state};
pub use start::{DraftWord, StartFrom, StartRun, Started, VersionRef, start};
pub use view::RunView;

use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use executor_runtime::api::{Breakpoint, Debug, MAX_PIN_DELAY_MS, Pin, RunRow};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) async fn find(app: &App, caller: &Caller, id: Uuid) -> AppResult<RunRow> {
    let run = app.executor()?.run(caller.tenant.as_uuid(), id).await?;
    run.ok_or_else(|| AppError::not_found("the run"))
}

/// What a test run is told to pin, and where to stop.
pub(crate) fn debug(pins: BTreeMap<String, Vec<Pin>>, breakpoints: Vec<Breakpoint>) -> AppResult<Debug> {
    for (node, outcomes) in &pins {
        if let Some(at) = outcomes.iter().position(|pin| pin.after_ms > MAX_PIN_DELAY_MS) {
            let words = format!("at most {MAX_PIN_DELAY_MS}, which is an hour");
            return Err(AppError::field(format!("pins.{node}[{at}].after_ms"), "invalid", words));
        }
    }
    Ok(Debug { pins, breakpoints })
}
