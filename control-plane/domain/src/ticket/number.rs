use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What people call a ticket: `TKT-20261121-00042`, counted from one per tenant and (UTC) day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TicketNumber {
    day: NaiveDate,
    sequence: u32,
}

/// Text that is no ticket number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a ticket number looks like TKT-20261121-00042")]
pub struct BadTicketNumber;

impl TicketNumber {
    /// The `sequence`-th ticket of the day.
    pub const fn new(day: NaiveDate, sequence: u32) -> Self {
        Self { day, sequence }
    }

    pub const fn day(self) -> NaiveDate {
        self.day
    }

    pub const fn sequence(self) -> u32 {
        self.sequence
    }
}

impl fmt::Display for TicketNumber {
    /// More than 99,999 tickets on one day get a longer number rather than none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = (self.day.year(), self.day.month(), self.day.day());
        write!(f, "TKT-{y:04}{m:02}{d:02}-{:05}", self.sequence)
    }
}

impl FromStr for TicketNumber {
    type Err = BadTicketNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (day, sequence) =
            text.strip_prefix("TKT-").and_then(|rest| rest.split_once('-')).ok_or(BadTicketNumber)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if day.len() != 8 || sequence.len() < 5 || !digits(day) || !digits(sequence) {
            return Err(BadTicketNumber);
        }
        let number = |text: &str| text.parse::<u32>().map_err(|_| BadTicketNumber);
        let year = i32::try_from(number(&day[..4])?).map_err(|_| BadTicketNumber)?;
        let day =
            NaiveDate::from_ymd_opt(year, number(&day[4..6])?, number(&day[6..])?).ok_or(BadTicketNumber)?;
        Ok(Self { day, sequence: number(sequence)? })
    }
}

impl TryFrom<String> for TicketNumber {
    type Error = BadTicketNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TicketNumber> for String {
    fn from(number: TicketNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_as_it_was_written() {
        for (sequence, text) in [(1, "TKT-20261121-00001"), (123_456, "TKT-20261121-123456")] {
            let number = TicketNumber::new(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(), sequence);
            assert_eq!(number.to_string(), text);
            assert_eq!(text.parse(), Ok(number));
        }
    }

    #[test]
    fn anything_else_is_no_number() {
        for text in ["", "TKT-20261121-1", "TKT-20261321-00001", "tkt-20261121-00001", "TKT-2026é121-00001"]
        {
            assert_eq!(text.parse::<TicketNumber>(), Err(BadTicketNumber), "{text:?}");
        }
    }
}
