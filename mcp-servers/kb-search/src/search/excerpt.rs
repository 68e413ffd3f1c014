//! The sentence or two that a citation shows, with the words that matched.

use crate::chunk::sentences;
use crate::index::terms::Words;
use crate::passage::Highlight;
use std::collections::HashMap;
use std::ops::Range;

/// An excerpt goes on until it has about this many characters.
const LENGTH: usize = 240;
/// A longer sentence is cut around its matches.
const MAX_LENGTH: usize = 420;

/// A stem to look for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Match {
    pub worth: f32,
    /// Whether people would see why it is marked: not so with a word that is only related.
    pub shown: bool,
}

/// Cuts the excerpt. `near` is the stretch of the text that is nearest in meaning, if that is known,
/// and `matches` the stems to look for.
pub fn excerpt(
    text: &str,
    near: Option<Range<usize>>,
    matches: &HashMap<&str, Match>,
    words: &mut Words,
) -> (String, Vec<Highlight>) {
    let mut pieces: Vec<(Range<usize>, f32)> = Vec::new();
    let mut at = 0;
    for sentence in sentences(text) {
        let range = at..at + sentence.len();
        at = range.end;
        if !sentence.trim().is_empty() {
            let worth = worth(sentence, matches, words);
            let bonus = if near.as_ref().is_some_and(|near| near.contains(&range.start)) { 1.0 } else { 0.0 };
            pieces.push((range, worth + bonus));
        }
    }
    let Some(best) = best(&pieces) else { return (String::new(), Vec::new()) };
    let mut range = pieces[best].0.clone();
    let chars = |range: &Range<usize>| text[range.clone()].trim().chars().count();
    for (next, _) in &pieces[best + 1..] {
        let longer = range.start..next.end;
        if chars(&range) >= LENGTH / 2 && chars(&longer) > LENGTH || chars(&longer) > MAX_LENGTH {
            break;
        }
        range = longer;
    }
    for (before, _) in pieces[..best].iter().rev() {
        let longer = before.start..range.end;
        if chars(&longer) > LENGTH {
            break;
        }
        range = longer;
    }
    let shown = shorten(text[range].trim(), matches, words);
    let highlights = highlights(&shown, matches, words);
    (shown, highlights)
}

fn best(pieces: &[(Range<usize>, f32)]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (at, (_, worth)) in pieces.iter().enumerate() {
        if best.is_none_or(|best| *worth > pieces[best].1) {
            best = Some(at);
        }
    }
    best
}

/// Each word counts once; long sentences, which have more of everything, a little less.
fn worth(sentence: &str, matches: &HashMap<&str, Match>, words: &mut Words) -> f32 {
    let own = words.of(sentence);
    let mut seen: Vec<String> = Vec::new();
    let mut sum = 0.0;
    for word in &own {
        let stem = words.stem(&word.plain);
        if let Some(found) = matches.get(stem.as_str())
            && !seen.contains(&stem)
        {
            sum += found.worth;
            seen.push(stem);
        }
    }
    sum / (1.0 + own.len() as f32 / 40.0)
}

/// A sentence of monstrous length, around its first match.
fn shorten(text: &str, matches: &HashMap<&str, Match>, words: &mut Words) -> String {
    let count = text.chars().count();
    if count <= MAX_LENGTH {
        return text.to_owned();
    }
    let first = words.of(text).into_iter().find(|word| {
        let stem = words.stem(&word.plain);
        matches.contains_key(stem.as_str())
    });
    let from = first.map_or(0, |word| text[..word.from].chars().count()).saturating_sub(80);
    let from = if from + MAX_LENGTH > count { count - MAX_LENGTH } else { from };
    let cut: String = text.chars().skip(from).take(MAX_LENGTH).collect();
    // Not in the middle of a word.
    let start = if from == 0 { 0 } else { cut.find(char::is_whitespace).map_or(0, |at| at + 1) };
    let end = if from + MAX_LENGTH >= count {
        cut.len()
    } else {
        cut.rfind(char::is_whitespace).unwrap_or(cut.len())
    };
    let inside = cut.get(start..end.max(start)).unwrap_or(&cut);
    let (open, close) = (if from == 0 { "" } else { "… " }, if end == cut.len() { "" } else { " …" });
    format!("{open}{inside}{close}")
}

fn highlights(text: &str, matches: &HashMap<&str, Match>, words: &mut Words) -> Vec<Highlight> {
    let units = |to: usize| text[..to].encode_utf16().count();
    let mut out: Vec<Highlight> = Vec::new();
    for word in words.of(text) {
        let stem = words.stem(&word.plain);
        if matches.get(stem.as_str()).is_some_and(|found| found.shown) {
            out.push(Highlight { start: units(word.from), end: units(word.to) });
        }
    }
    out
}
