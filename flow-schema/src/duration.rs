//! Durations as people write them in a flow: `250ms`, `30s`, `5m`, `2h`, `7d`.

use crate::said::{Said, said};
use std::time::Duration;

/// The longest wait a flow may ask for: the length of a run.
pub const MAX: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// Why a text is not a duration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.said())]
pub struct NotADuration(pub String);

impl NotADuration {
    pub fn said(&self) -> Said {
        let text = &self.0;
        said!("‘{text}’ is not a duration; write a whole number and ms, s, m, h or d, at most 90d", text)
    }
}

/// Reads `<whole number><ms|s|m|h|d>`.
///
/// # Errors
/// Anything else, and more than 90 days.
pub fn parse(text: &str) -> Result<Duration, NotADuration> {
    let refuse = || NotADuration(text.to_owned());
    let trimmed = text.trim();
    let digits = trimmed.len() - trimmed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (count, unit) = trimmed.split_at(digits);
    let count: u64 = count.parse().map_err(|_| refuse())?;
    let milliseconds: u64 = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(refuse()),
    };
    let total = count.checked_mul(milliseconds).map(Duration::from_millis).ok_or_else(refuse)?;
    if total > MAX { Err(refuse()) } else { Ok(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_read_and_nothing_else() {
        for (text, millis) in
            [("250ms", 250), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000), ("7d", 604_800_000)]
        {
            assert_eq!(parse(text), Ok(Duration::from_millis(millis)));
        }
        for text in ["", "5", "s", "-1s", "1.5s", "1h30m", "91d", "99999999999999999999d", "5 min"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
