//! A sentence-embedding model reads a few dozen words well and forgets the rest. So a passage is
//! embedded in windows, and is as near to a question as its nearest window is.
//!
//! A window is text and nothing else. Title and headings are embedded by themselves: put before every
//! window they make all windows of a page alike, and hide what each of them says.

use super::split::{sentences, words};
use std::ops::Range;

/// Words of a window, so that it stays below what small models read (128 to 256 word pieces).
const WINDOW_WORDS: usize = 80;
/// A tail shorter than this joins the window before it.
const MIN_TAIL_WORDS: usize = 24;
const MAX_WINDOWS: usize = 8;

/// The windows of a passage, in bytes of its text; always the same for the same text.
pub fn windows(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut counts: Vec<usize> = Vec::new();
    let mut at = 0;
    for sentence in sentences(text) {
        let more = words(sentence);
        let end = at + sentence.len();
        match (ranges.last_mut(), counts.last_mut()) {
            (Some(range), Some(count)) if *count + more <= WINDOW_WORDS => {
                range.end = end;
                *count += more;
            }
            _ => {
                ranges.push(at..end);
                counts.push(more);
            }
        }
        at = end;
    }
    while ranges.len() > MAX_WINDOWS
        || (ranges.len() > 1 && counts.last().is_some_and(|last| *last < MIN_TAIL_WORDS))
    {
        let (Some(tail), Some(count)) = (ranges.pop(), counts.pop()) else { break };
        if let (Some(range), Some(sum)) = (ranges.last_mut(), counts.last_mut()) {
            range.end = tail.end;
            *sum += count;
        }
    }
    ranges
}

/// What a passage is about, in the author's words: title and headings. Embedded as well, since
/// questions are often as short as headings and near to one.
pub fn lead(title: &str, headings: &[String]) -> String {
    let mut lead = title.to_owned();
    for heading in headings {
        lead.push_str(" - ");
        lead.push_str(heading);
    }
    lead
}
