//! Long texts by word.

use super::sequence::hunks;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use utoipa::ToSchema;

/// A stretch of a text: in both, in the old one only, or in the new one only. What is `same` and
/// `removed` is the old text, what is `same` and `added` the new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Words {
    Same(String),
    Removed(String),
    Added(String),
}

/// From this length on, or with more than one line, a text is compared by word.
const LONG: usize = 40;

/// Whether a text is one that people write, not a name or a number in letters.
pub(crate) fn is_long(text: &str) -> bool {
    text.contains('\n') || (text.len() >= LONG && text.contains(' '))
}

/// Words, runs of blanks, line breaks, signs, and holes: a `{{ … }}` is never taken apart.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    // Looked for once when there is none, however many holes are open.
    let mut may_close = true;
    while let Some(first) = rest.chars().next() {
        let run = |fits: fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
        let end = if rest.starts_with("{{") {
            let close = if may_close { rest.find("}}") } else { None };
            may_close = close.is_some();
            close.map_or(2, |close| close + 2)
        } else if is_word(first) {
            run(is_word)
        } else if first != '\n' && first.is_whitespace() {
            run(|c| c != '\n' && c.is_whitespace())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(end);
        found.push(token);
        rest = after;
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\''
}

pub(crate) fn is_blank(tokens: &[&str]) -> bool {
    tokens.iter().all(|token| token.trim().is_empty())
}

/// What changed from one text to the other.
pub fn compare(was: &str, now: &str) -> Vec<Words> {
    let (a, b) = (tokens(was), tokens(now));
    let mut out: Vec<Words> = Vec::new();
    let mut at = 0;
    let (mut removed, mut added) = (String::new(), String::new());
    let flush = |removed: &mut String, added: &mut String, out: &mut Vec<Words>| {
        if !removed.is_empty() {
            out.push(Words::Removed(std::mem::take(removed)));
        }
        if !added.is_empty() {
            out.push(Words::Added(std::mem::take(added)));
        }
    };
    for hunk in hunks(&a, &b) {
        let between = &a[at..hunk.before.start];
        // Two changed words with a blank between them are one change to read.
        if is_blank(between) && !between.contains(&"\n") && at > 0 {
            removed.push_str(&between.concat());
            added.push_str(&between.concat());
        } else {
            flush(&mut removed, &mut added, &mut out);
            if !between.is_empty() {
                out.push(Words::Same(between.concat()));
            }
        }
        removed.push_str(&a[hunk.before.clone()].concat());
        added.push_str(&b[hunk.after.clone()].concat());
        at = hunk.before.end;
    }
    flush(&mut removed, &mut added, &mut out);
    if at < a.len() {
        out.push(Words::Same(a[at..].concat()));
    }
    out
}

/// The text before.
pub(crate) fn old_text(words: &[Words]) -> String {
    let part = |words: &Words| match words {
        Words::Same(text) | Words::Removed(text) => text.clone(),
        Words::Added(_) => String::new(),
    };
    words.iter().map(part).collect()
}

/// The text after.
pub(crate) fn new_text(words: &[Words]) -> String {
    let part = |words: &Words| match words {
        Words::Same(text) | Words::Added(text) => text.clone(),
        Words::Removed(_) => String::new(),
    };
    words.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_words_are_shown_and_holes_stay_whole() {
        let words = compare(
            "Answer in English from {{ kb.passages }}.",
            "Reply in English from {{ search.passages }}!",
        );
        let shown: Vec<String> = words
            .iter()
            .map(|words| match words {
                Words::Same(text) => text.clone(),
                Words::Removed(text) => format!("[-{text}-]"),
                Words::Added(text) => format!("[+{text}+]"),
            })
            .collect();
        assert_eq!(
            shown.concat(),
            "[-Answer-][+Reply+] in English from [-{{ kb.passages }}.-][+{{ search.passages }}!+]"
        );
    }

    #[test]
    fn both_texts_can_be_put_together_again() {
        let (was, now) = ("a b  c\n\nd {{ e", "x b  y\nz d {{ f }}");
        let words = compare(was, now);
        assert_eq!((old_text(&words), new_text(&words)), (was.to_owned(), now.to_owned()));
    }
}
