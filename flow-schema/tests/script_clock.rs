//! Alone in its process, because a clock is handed in once for all.

use flow_schema::expr::{Expr, Scope, set_clock};
use std::sync::atomic::{AtomicU64, Ordering};

/// Every look at it is a second later.
fn hurried() -> u64 {
    static NOW: AtomicU64 = AtomicU64::new(0);
    NOW.fetch_add(1_000, Ordering::Relaxed)
}

#[test]
fn a_script_that_takes_too_long_is_stopped_by_the_clock_handed_in() {
    set_clock(hurried);
    let script = |source: &str| Expr::parse_script(source).and_then(|script| script.eval(&Scope::new()));
    let error = script("let x = 0; while x < 10000 { x += 1; } x").unwrap_err();
    assert!(error.message.contains("stopped after 10 seconds"), "{error}");
    // The next script has its own time.
    assert_eq!(script("let x = 0; while x < 10 { x += 1; } x").unwrap(), 10);
}
