//! A limit on the time of a script, for programs that have a clock.
//!
//! The limits on operations and sizes bound what a script does, and always at the same place. They
//! are generous, and a script that does the dearest thing at every operation (copying a list of
//! 10,000 items, say) can use minutes within them. A server therefore hands its clock in once, and
//! a script that has taken [`SCRIPT_MILLIS`](super::limits::SCRIPT_MILLIS) is stopped. Without a clock, nothing here
//! happens.

use super::engine::limits;
use std::cell::Cell;
use std::sync::OnceLock;

static CLOCK: OnceLock<fn() -> u64> = OnceLock::new();

thread_local! {
    /// When the script on this thread began.
    static STARTED: Cell<Option<u64>> = const { Cell::new(None) };
}

/// Hands in a clock: milliseconds since some fixed moment, never going back. The first one stays.
pub fn set_clock(milliseconds: fn() -> u64) {
    CLOCK.get_or_init(|| milliseconds);
}

/// Notes the beginning of a script.
pub(super) fn begin() {
    STARTED.set(CLOCK.get().map(|clock| clock()));
}

/// Whether the script on this thread has used up its time; asked at every operation.
pub(super) fn is_over(operations: u64) -> bool {
    // Reading a clock at each operation would cost more than the operation.
    const EVERY: u64 = 64;
    if !operations.is_multiple_of(EVERY) {
        return false;
    }
    let Some((clock, started)) = CLOCK.get().zip(STARTED.get()) else { return false };
    clock().saturating_sub(started) > limits::SCRIPT_MILLIS
}
