//! Time that passes only while somebody works, and when an office is open.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Duration;

/// Whole days looked at before giving up: a calendar on which nobody works for years.
const MAX_DAYS: u32 = 3 * 366;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A field of a calendar that is not acceptable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub field: &'static str,
    /// A sentence for a person, without the field's name.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.field, self.message)
    }
}

/// When an office is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    zone: Tz,
    /// 1 is Monday.
    days: BTreeSet<u32>,
    from: NaiveTime,
    to: NaiveTime,
    holidays: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// `{"timezone", "days", "from", "to", "holidays"}`; Monday to Friday, 09:00 to 17:00 UTC where it
    /// says nothing.
    ///
    /// # Errors
    /// [`Fault`]: the first field that is none of these.
    pub fn read(hours: &Value) -> Result<Self, Fault> {
        let fault = |field, message| Fault { field, message };
        let text = |name: &str, without: &str| {
            let given =
                hours.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
            given.unwrap_or(without).to_owned()
        };
        let time = |name: &'static str, without: &str| {
            let text = text(name, without);
            NaiveTime::parse_from_str(&text, "%H:%M")
                .map_err(|_| fault(name, format!("‘{text}’ is not like 09:00")))
        };
        let zone = text("timezone", "UTC");
        let zone: Tz =
            zone.parse().map_err(|_| fault("timezone", format!("‘{zone}’ is not like Europe/Warsaw")))?;
        let list = |name: &str| hours.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut days = BTreeSet::new();
        for day in list("days") {
            let number =
                day.as_u64().and_then(|day| u32::try_from(day).ok()).filter(|day| (1..=7).contains(day));
            days.insert(
                number.ok_or_else(|| fault("days", format!("{day} is not 1 (Monday) to 7 (Sunday)")))?,
            );
        }
        let mut holidays = BTreeSet::new();
        for day in list("holidays") {
            let date = day.as_str().and_then(|day| day.parse().ok());
            holidays.insert(date.ok_or_else(|| fault("holidays", format!("{day} is not like 2026-12-25")))?);
        }
        let (from, to) = (time("from", "09:00")?, time("to", "17:00")?);
        if from >= to {
            let [from, to] = [from, to].map(|time| time.format("%H:%M"));
            return Err(fault("to", format!("it opens at {from} and closes at {to}")));
        }
        if days.is_empty() {
            days = (1..=5).collect();
        }
        Ok(Self { zone, days, from, to, holidays })
    }

    /// The moment at which so much working time has passed since `start` (Unix milliseconds). Whole days
    /// count as working days: a day later, at the same time of day.
    pub fn add(&self, start: i64, duration: Duration) -> i64 {
        let Some(moment) = DateTime::<Utc>::from_timestamp_millis(start) else { return start };
        let days = duration.as_secs() / DAY.as_secs();
        let is_whole_days = duration.as_secs().is_multiple_of(DAY.as_secs()) && duration.subsec_millis() == 0;
        let end = if is_whole_days && days > 0 {
            self.add_days(moment, days)
        } else {
            self.add_time(moment, TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX))
        };
        end.timestamp_millis()
    }

    /// From when on the office is open, seen from `now`: that moment itself while it is. `None` when nobody
    /// works for years.
    pub fn opening(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut date = now.with_timezone(&self.zone).date_naive();
        for _ in 0..MAX_DAYS {
            if self.works(date) && now < self.at(date, self.to) {
                return Some(self.at(date, self.from).max(now));
            }
            date = self.following(date);
        }
        None
    }

    fn add_days(&self, start: DateTime<Utc>, days: u64) -> DateTime<Utc> {
        let local = start.with_timezone(&self.zone).naive_local();
        let time = local.time().clamp(self.from, self.to);
        let mut date = local.date();
        // From outside the office's hours it is as if it were the next opening.
        let mut left = if self.works(date) && local.time() <= self.to {
            days
        } else {
            date = self.next(date);
            days
        };
        let time = if self.works(local.date()) && local.time() <= self.to { time } else { self.from };
        while left > 0 {
            date = self.next(date);
            left -= 1;
        }
        self.at(date, time)
    }

    fn add_time(&self, start: DateTime<Utc>, mut left: TimeDelta) -> DateTime<Utc> {
        let local = start.with_timezone(&self.zone).naive_local();
        let (mut date, mut time) = (local.date(), local.time());
        for _ in 0..MAX_DAYS {
            if self.works(date) && time < self.to {
                let opens = self.at(date, time.max(self.from));
                let open = self.at(date, self.to) - opens;
                if open >= left {
                    return opens + left;
                }
                left -= open;
            }
            date = self.following(date);
            time = NaiveTime::MIN;
        }
        self.at(date, self.from)
    }

    fn works(&self, date: NaiveDate) -> bool {
        self.days.contains(&date.weekday().number_from_monday()) && !self.holidays.contains(&date)
    }

    fn following(&self, date: NaiveDate) -> NaiveDate {
        date.checked_add_days(Days::new(1)).unwrap_or(date)
    }

    fn next(&self, date: NaiveDate) -> NaiveDate {
        let mut date = self.following(date);
        for _ in 0..MAX_DAYS {
            if self.works(date) {
                break;
            }
            date = self.following(date);
        }
        date
    }

    /// A local time as a moment. One that a change to summer time leaves out is an hour later; of one
    /// that comes twice it is the first.
    fn at(&self, date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let local = date.and_time(time);
        let found = self.zone.from_local_datetime(&local).earliest();
        let found =
            found.or_else(|| self.zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest());
        found.map_or_else(|| local.and_utc(), |moment| moment.with_timezone(&Utc))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{rfc3339, unix_ms};
    use serde_json::json;

    fn check(calendar: &Value, start: &str, wait: &str, expect: &str) {
        let calendar = Calendar::read(calendar).unwrap();
        let wait = flow_schema::duration::parse(wait).unwrap();
        let end = calendar.add(unix_ms(start).unwrap(), wait);
        assert_eq!(rfc3339(end), format!("{expect}:00.000Z"), "{start} + {wait:?}");
    }

    #[test]
    fn time_passes_while_the_office_is_open() {
        let plain = json!({});
        // 2026-03-06 is a Friday.
        check(&plain, "2026-03-06T16:00:00Z", "2h", "2026-03-09T10:00");
        check(&plain, "2026-03-06T07:00:00Z", "8h", "2026-03-06T17:00");
        check(&plain, "2026-03-07T12:00:00Z", "30m", "2026-03-09T09:30");
        check(&plain, "2026-03-06T16:00:00Z", "3d", "2026-03-11T16:00");
        check(&plain, "2026-03-07T12:00:00Z", "1d", "2026-03-10T09:00");
    }

    #[test]
    fn holidays_and_summer_time_are_known() {
        let warsaw = json!({
            "timezone": "Europe/Warsaw", "from": "08:00", "to": "16:00", "holidays": ["2026-04-06"],
        });
        // Clocks go forward on Sunday 2026-03-29: 08:00 is 07:00 UTC before and 06:00 UTC after.
        check(&warsaw, "2026-03-27T14:30:00Z", "1h", "2026-03-30T06:30");
        check(&warsaw, "2026-03-27T09:00:00Z", "1d", "2026-03-30T08:00");
        // Easter Monday is left out.
        check(&warsaw, "2026-04-03T13:00:00Z", "2h", "2026-04-07T07:00");
    }

    #[test]
    fn an_office_that_is_closed_says_when_it_opens() {
        let warsaw = json!({
            "timezone": "Europe/Warsaw", "from": "08:00", "to": "16:00", "holidays": ["2026-04-06"],
        });
        let warsaw = Calendar::read(&warsaw).unwrap();
        for (now, expect) in [
            // Open: from now on. It closes on the minute.
            ("2026-03-27T14:59:59Z", "2026-03-27T14:59:59Z"),
            // Summer time begins over the weekend.
            ("2026-03-27T15:00:00Z", "2026-03-30T06:00:00Z"),
            ("2026-03-30T05:00:00Z", "2026-03-30T06:00:00Z"),
            ("2026-04-03T20:00:00Z", "2026-04-07T06:00:00Z"),
        ] {
            let opens = warsaw.opening(now.parse().unwrap());
            assert_eq!(opens, Some(expect.parse().unwrap()), "seen from {now}");
        }
    }

    #[test]
    fn what_is_no_calendar_is_refused_in_words() {
        for (hours, expect) in [
            (json!({ "timezone": "Mars/Base" }), "timezone: ‘Mars/Base’ is not like Europe/Warsaw"),
            (json!({ "days": [0] }), "days: 0 is not 1 (Monday) to 7 (Sunday)"),
            (json!({ "from": "9" }), "from: ‘9’ is not like 09:00"),
            (json!({ "holidays": ["soon"] }), "holidays: \"soon\" is not like 2026-12-25"),
            (json!({ "from": "17:00", "to": "09:00" }), "to: it opens at 17:00 and closes at 09:00"),
        ] {
            assert_eq!(Calendar::read(&hours).map_err(|fault| fault.to_string()), Err(expect.to_owned()));
        }
    }
}
