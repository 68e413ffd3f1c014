//! What e-mail addresses, telephone numbers, dates and the like look like.

use regex::Regex;
use std::sync::LazyLock;

fn made(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and its tests use it")
}

pub(super) static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| made(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}"));

pub(super) static PHONE: LazyLock<Regex> =
    LazyLock::new(|| made(r"(?:\+|\b0|\()[0-9][0-9 ()/\-]{5,18}[0-9]\b"));

/// Digits on their own, not those inside of LT-20481.
pub(super) static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| made(r"(?:^|[\s(:=])([0-9]+(?:[.,][0-9]+)?)(?:[\s).,;!?]|$)"));

/// Asset tags, host names, ticket numbers: capitals, then digits.
pub(super) static TAG: LazyLock<Regex> =
    LazyLock::new(|| made(r"\b[A-Z]{2,10}(?:[-_][A-Z0-9]+)*[-_]?\d{2,}[A-Z0-9]*\b"));

pub(super) static DEVICE: LazyLock<Regex> = LazyLock::new(|| {
    made(
        r"(?ix)\b(?:
            (?:dell|hp|lenovo|canon|epson|brother|samsung|cisco|logitech)\ [\w\-]+(?:\ [\w\-]*\d[\w\-]*)?
            | thinkpad(?:\ [\w\-]+)? | macbook(?:\ (?:pro|air))? | surface\ (?:pro|laptop|go)(?:\ \d+)?
            | iphone(?:\ \d+)? | ipad | laptop | notebook | desktop | printer | scanner | monitor | headset
            | docking\ station | keyboard | mouse | projector | phone | tablet | router | server
        )\b",
    )
});

pub(super) static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    made(r"\b(?i:room|floor|building|office|desk|site)\s+(?:[A-Z]\w*|\w*\d[\w\-]*)(?:[.\-]\w+)*\b")
});

static ISO_DATE: LazyLock<Regex> = LazyLock::new(|| made(r"\b(\d{4})-(\d{2})-(\d{2})\b"));
static DOTTED_DATE: LazyLock<Regex> = LazyLock::new(|| made(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b"));
static DAY_FIRST: LazyLock<Regex> =
    LazyLock::new(|| made(r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+(\d{4})\b"));
static MONTH_FIRST: LazyLock<Regex> =
    LazyLock::new(|| made(r"(?i)\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b"));

/// The first date that can be read in one way only, as `YYYY-MM-DD`. `3/4/2026` cannot, and
/// "yesterday" needs a clock, which this model has none of.
pub(super) fn date(text: &str) -> Option<String> {
    let parts = |pattern: &Regex, order: [usize; 3]| {
        let found = pattern.captures(text)?;
        let part = |at: usize| found.get(at).map(|m| m.as_str().to_owned());
        Some([part(order[0])?, part(order[1])?, part(order[2])?])
    };
    let [year, month, day] = parts(&ISO_DATE, [1, 2, 3])
        .or_else(|| parts(&DOTTED_DATE, [3, 2, 1]))
        .or_else(|| parts(&DAY_FIRST, [3, 2, 1]))
        .or_else(|| parts(&MONTH_FIRST, [3, 1, 2]))?;
    let month = month.parse::<u32>().ok().or_else(|| by_name(&month))?;
    let (year, day): (u32, u32) = (year.parse().ok()?, day.parse().ok()?);
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn by_name(name: &str) -> Option<u32> {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let short: String = name.to_lowercase().chars().take(3).collect();
    names.iter().zip(1..).find(|(n, _)| **n == short).map(|(_, month)| month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_only_when_they_can_be_read_in_one_way() {
        for (text, expected) in [
            ("since 2026-11-19.", Some("2026-11-19")),
            ("am 3.11.2026 gesehen", Some("2026-11-03")),
            ("on the 3rd of November 2026", Some("2026-11-03")),
            ("Nov 3, 2026", Some("2026-11-03")),
            ("3/4/2026", None),
            ("2026-13-01", None),
            ("yesterday", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }
}
