//! The one place where the runtime reads the clock for what it records.

use chrono::{DateTime, Utc};

/// Now, in whole milliseconds: what the machine counts in and what every database keeps, so that a
/// row in memory equals the row read back.
pub(crate) fn now() -> DateTime<Utc> {
    let now = Utc::now();
    DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
}
