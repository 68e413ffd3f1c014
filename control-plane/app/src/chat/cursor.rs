//! Where a client stands in a conversation's event stream.

use executor_runtime::api::Received;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// `<run>:<seq>`: everything up to and including event `seq` of the run was received.
/// `<run>:<seq>.<part>` and `<run>:<seq>.m<n>`: everything *before* event `seq`, and of what comes
/// just before it the delta `part`, or the messages up to number `n` of the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub run: Uuid,
    pub seq: u64,
    pub within: Within,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// The event itself.
    Event,
    /// A delta before it.
    Delta(u64),
    /// A message before it, by its number in the conversation.
    Message(u64),
}

impl Cursor {
    /// What of the run's events was certainly received.
    pub fn received(&self) -> Received {
        match self.within {
            Within::Event => Received::event(self.seq),
            Within::Delta(part) => Received::delta(self.seq, part),
            // Which deltas came before it, it does not say: a client that misses words gets the whole with its
            // message, but one that is told them again shows them twice.
            Within::Message(_) => Received::delta(self.seq, u64::MAX),
        }
    }

    /// Whether a message was received that belongs just before event `at_seq`. Messages of a run are
    /// told in the order of their numbers.
    pub fn has_message(&self, at_seq: u64, number: u64) -> bool {
        match self.within {
            Within::Event => at_seq <= self.seq,
            Within::Delta(_) => at_seq < self.seq,
            Within::Message(last) => number <= last,
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.run, self.seq)?;
        match self.within {
            Within::Event => Ok(()),
            Within::Delta(part) => write!(f, ".{part}"),
            Within::Message(number) => write!(f, ".m{number}"),
        }
    }
}

/// The text is not a cursor of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an event id of this stream")]
pub struct NotACursor;

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (run, place) = text.split_once(':').ok_or(NotACursor)?;
        let run = run.parse().map_err(|_| NotACursor)?;
        let (seq, part) = match place.split_once('.') {
            Some((seq, part)) => (seq, Some(part)),
            None => (place, None),
        };
        let seq = seq.parse().map_err(|_| NotACursor)?;
        let within = match part {
            None => Within::Event,
            Some(part) => match part.strip_prefix('m') {
                Some(number) => Within::Message(number.parse().map_err(|_| NotACursor)?),
                None => Within::Delta(part.parse().map_err(|_| NotACursor)?),
            },
        };
        Ok(Self { run, seq, within })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_what_it_wrote() {
        for within in [Within::Event, Within::Delta(3), Within::Message(12)] {
            let cursor = Cursor { run: Uuid::from_u128(5), seq: 7, within };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for text in [
            "",
            "7",
            "x:7",
            "00000000-0000-0000-0000-000000000005:",
            "00000000-0000-0000-0000-000000000005:7.x",
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(NotACursor), "{text}");
        }
    }

    #[test]
    fn a_message_or_delta_cursor_stands_before_its_event() {
        let cursor = Cursor { run: Uuid::from_u128(5), seq: 7, within: Within::Message(2) };
        assert_eq!(cursor.received().seq, 6);
        assert!(cursor.has_message(7, 2));
        assert!(!cursor.has_message(7, 3));
        let cursor = Cursor { within: Within::Delta(4), ..cursor };
        assert_eq!(cursor.received(), Received { seq: 6, part: 4 });
    }
}
