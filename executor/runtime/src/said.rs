//! What the steps of a run have said and no durable event has completed yet: for whoever begins to listen
//! in the middle. Not a log: it is bounded, in memory, and gone with the event that has the whole.

use crate::api::{Received, RunEvent};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// So much is kept of one run: its words, and where each delta ended. A step that would go beyond is no longer
/// kept, not even what it has said: its middle missing would be worse than its beginning. Who comes late then
/// hears it from where they come in, and has the whole with its outcome.
pub(crate) const BOUND: usize = 256 * 1024;

/// One attempt at a step, which may say something.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    id: u64,
    node: String,
    iteration: u32,
    sources: Sources,
}

/// How many sources its words may cite; with its speech and all that knows it.
type Sources = Arc<AtomicUsize>;

/// What kind of thing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// A piece of an answer.
    Words,
    /// What it is doing.
    Note,
}

impl Speaker {
    /// As followers get it.
    pub fn event(&self, way: Way, text: &str, place: Received, at: DateTime<Utc>) -> RunEvent {
        event((&self.node, self.iteration), way, text, &self.sources, place, at)
    }

    pub fn cites(&self, count: usize) {
        self.sources.store(count, Ordering::Relaxed);
    }
}

#[derive(Debug, Default)]
pub(crate) struct Said {
    speeches: BTreeMap<u64, Speech>,
    last_id: u64,
    size: usize,
}

#[derive(Debug)]
struct Speech {
    node: String,
    iteration: u32,
    sources: Sources,
    words: Passage,
    /// The newest one.
    note: Passage,
    /// It went beyond the bound.
    lost: bool,
}

#[derive(Debug, Default)]
struct Passage {
    text: String,
    began: DateTime<Utc>,
    /// Where each delta ended; the last is the number that all of it goes by.
    marks: Vec<Mark>,
}

#[derive(Debug)]
struct Mark {
    place: Received,
    end: usize,
}

const MARK: usize = size_of::<Mark>();

impl Said {
    /// An attempt begins; what an earlier one of the same step said is not part of it.
    pub fn begins(&mut self, node: &str, iteration: u32) -> Speaker {
        self.ends(node, iteration);
        self.last_id += 1;
        let (words, note) = (Passage::default(), Passage::default());
        let sources = Sources::default();
        let speech =
            Speech { node: node.to_owned(), iteration, sources: sources.clone(), words, note, lost: false };
        self.speeches.insert(self.last_id, speech);
        Speaker { id: self.last_id, node: node.to_owned(), iteration, sources }
    }

    pub fn says(&mut self, speaker: &Speaker, way: Way, text: &str, place: Received, at: DateTime<Utc>) {
        let Some(speech) = self.speeches.get_mut(&speaker.id).filter(|_| !text.is_empty()) else { return };
        let passage = match way {
            Way::Words if speech.lost => return,
            Way::Words => &mut speech.words,
            Way::Note => {
                self.size -= std::mem::take(&mut speech.note).size();
                &mut speech.note
            }
        };
        if self.size + text.len() + MARK > BOUND {
            self.size -= std::mem::take(passage).size();
            speech.lost |= way == Way::Words;
            return;
        }
        if passage.marks.is_empty() {
            passage.began = at;
        }
        passage.text.push_str(text);
        passage.marks.push(Mark { place, end: passage.text.len() });
        self.size += text.len() + MARK;
    }

    /// Whether it may still say something that is worth keeping.
    pub fn knows(&self, speaker: &Speaker) -> bool {
        self.speeches.contains_key(&speaker.id)
    }

    /// A durable event has all of it.
    pub fn ends(&mut self, node: &str, iteration: u32) {
        let (speeches, size) = (&mut self.speeches, &mut self.size);
        speeches.retain(|_, speech| {
            let is_it = speech.node == node && speech.iteration == iteration;
            if is_it {
                *size -= speech.words.size() + speech.note.size();
            }
            !is_it
        });
    }

    /// The run is over.
    pub fn all_ends(&mut self) {
        self.speeches.clear();
        self.size = 0;
    }

    /// Durable event `seq` passes, and completes none of what is left: followers who come after it get that
    /// under numbers after it. Answers how many were given away.
    pub fn passes(&mut self, seq: u64) -> u64 {
        let speeches = self.speeches.values_mut();
        let passages = speeches.flat_map(|speech| [&mut speech.words, &mut speech.note]);
        let mut passages: Vec<_> = passages.filter(|passage| !passage.marks.is_empty()).collect();
        passages.sort_by_key(|passage| passage.place());
        let mut part = 0;
        for passage in passages {
            part += 1;
            self.size += passage.carry(Received { seq, part });
        }
        part
    }

    /// What somebody is missing who has received this much, in order.
    pub fn after(&self, received: Received) -> Vec<RunEvent> {
        let mut missing = Vec::new();
        for speech in self.speeches.values() {
            for (way, passage) in [(Way::Words, &speech.words), (Way::Note, &speech.note)] {
                let text = passage.after(received);
                if !text.is_empty() {
                    let step = (speech.node.as_str(), speech.iteration);
                    missing.push(event(step, way, text, &speech.sources, passage.place(), passage.began));
                }
            }
        }
        missing.sort_by_key(|event| (event.seq, event.part));
        missing
    }
}

impl Passage {
    fn size(&self) -> usize {
        self.text.len() + self.marks.len() * MARK
    }

    fn place(&self) -> Received {
        self.marks.last().map(|mark| mark.place).unwrap_or_default()
    }

    fn after(&self, received: Received) -> &str {
        let has = self.marks.partition_point(|mark| mark.place <= received);
        let begin = has.checked_sub(1).and_then(|last| self.marks.get(last)).map_or(0, |mark| mark.end);
        self.text.get(begin..).unwrap_or_default()
    }

    /// Goes by another number from now on. Answers by how much it grew.
    fn carry(&mut self, place: Received) -> usize {
        let end = self.text.len();
        let was_carried = self.marks.iter().rev().nth(1).is_some_and(|mark| mark.end == end);
        match self.marks.last_mut().filter(|_| was_carried) {
            Some(mark) => {
                mark.place = place;
                0
            }
            None => {
                self.marks.push(Mark { place, end });
                MARK
            }
        }
    }
}

fn event(
    (node, iteration): (&str, u32),
    way: Way,
    text: &str,
    sources: &Sources,
    place: Received,
    at: DateTime<Utc>,
) -> RunEvent {
    let (kind, payload): (_, Value) = match (way, sources.load(Ordering::Relaxed)) {
        (Way::Words, count @ 1..) => ("message.delta", json!({ "text": text, "sources": count })),
        (Way::Words, 0) => ("message.delta", json!({ "text": text })),
        (Way::Note, _) => ("node.progress", json!({ "note": text })),
    };
    RunEvent {
        seq: place.seq + 1,
        part: Some(place.part),
        at,
        kind: kind.to_owned(),
        node: Some(node.to_owned()),
        iteration,
        payload,
    }
}
