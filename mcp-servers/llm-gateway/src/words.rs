//! Texts as terms and n-grams: what the offline model compares with. English stop words and a
//! light stemmer; other languages work through the n-grams.

use std::collections::{BTreeMap, BTreeSet};

const STOP: &[&str] = &[
    "a",
    "about",
    "after",
    "again",
    "all",
    "also",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "been",
    "but",
    "by",
    "can",
    "cannot",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "done",
    "for",
    "from",
    "get",
    "go",
    "got",
    "had",
    "has",
    "have",
    "hello",
    "help",
    "her",
    "here",
    "hi",
    "him",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "just",
    "let",
    "like",
    "me",
    "my",
    "need",
    "no",
    "not",
    "now",
    "of",
    "off",
    "on",
    "or",
    "our",
    "out",
    "please",
    "she",
    "should",
    "so",
    "some",
    "still",
    "than",
    "thank",
    "thanks",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "they",
    "this",
    "to",
    "too",
    "up",
    "us",
    "use",
    "user",
    "want",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "why",
    "will",
    "with",
    "would",
    "you",
    "your",
    "answer",
    "question",
    "using",
    "following",
    "passages",
    "passage",
    "don",
    "doesn",
    "isn",
    "won",
    "ve",
    "ll",
    "re",
    "im",
];

/// The meaningful words of a text, lower case and stemmed, in order.
pub(crate) fn terms(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| {
            !w.is_empty() && !STOP.contains(w) && (w.chars().count() > 1 || w.chars().all(char::is_numeric))
        })
        .map(stem)
        .collect()
}

fn stem(word: &str) -> String {
    let n = word.chars().count();
    for (suffix, rest) in [("ies", "y"), ("ing", ""), ("edly", ""), ("ed", ""), ("es", ""), ("s", "")] {
        let kept = n.saturating_sub(suffix.len());
        if kept >= 3 && word.is_ascii() && word.ends_with(suffix) && !word.ends_with("ss") {
            return format!("{}{rest}", &word[..kept]);
        }
    }
    word.to_owned()
}

/// Whether two terms are the same but for a slip: an equal start, or most of their trigrams.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (shorter, longer) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if shorter.chars().count() < 4 {
        return false;
    }
    longer.starts_with(shorter) || dice(a, b) >= 0.6
}

fn dice(a: &str, b: &str) -> f64 {
    let (a, b) = (grams(a, 2), grams(b, 2));
    let common: f64 = a.iter().map(|(g, n)| n.min(b.get(g).copied().unwrap_or(0.0))).sum();
    let total: f64 = a.values().sum::<f64>() + b.values().sum::<f64>();
    if total == 0.0 { 0.0 } else { 2.0 * common / total }
}

/// The part of `wanted` that `text` has, 0 to 1; longer words count more, as they say more.
pub(crate) fn coverage(wanted: &str, text: &str) -> f64 {
    let wanted: BTreeSet<String> = terms(wanted).into_iter().collect();
    let found: BTreeSet<String> = terms(text).into_iter().collect();
    let weight = |term: &str| f64::from(u32::try_from(term.chars().count().min(10)).unwrap_or(10)).sqrt();
    let total: f64 = wanted.iter().map(|t| weight(t)).sum();
    if total == 0.0 {
        return 0.0;
    }
    let hit: f64 = wanted
        .iter()
        .filter(|t| found.contains(*t) || found.iter().any(|f| alike(t, f)))
        .map(|t| weight(t))
        .sum();
    hit / total
}

/// Counts of the character n-grams of a text; words are padded, so that starts and ends count.
pub(crate) fn grams(text: &str, n: usize) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let padded: Vec<char> =
            std::iter::once(' ').chain(word.chars()).chain(std::iter::once(' ')).collect();
        for gram in padded.windows(n) {
            *counts.entry(gram.iter().collect::<String>()).or_insert(0.0) += 1.0;
        }
    }
    counts
}

/// Sentences and list items, each as it stands in the text.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut start = 0;
        let mut chars = line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let ends =
                matches!(c, '.' | '!' | '?') && chars.peek().is_none_or(|(_, next)| next.is_whitespace());
            // "1." at the start of an item is not a sentence.
            let numbering = c == '.' && line[start..at].trim().chars().all(|c| c.is_ascii_digit());
            if ends && !numbering {
                found.push(line[start..at + c.len_utf8()].trim());
                start = at + c.len_utf8();
            }
        }
        found.push(line[start..].trim());
    }
    found.retain(|s| !s.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_forgives_endings_and_slips_and_ignores_filler() {
        let passage = "To reset your password, open the portal and choose Forgot password.";
        assert!(coverage("How can I reset my pasword?", passage) > 0.99);
        assert!(coverage("resetting passwords", passage) > 0.99);
        assert_eq!(coverage("The printer jams", passage), 0.0);
        assert_eq!(coverage("how do I", passage), 0.0);
    }

    #[test]
    fn sentences_keep_list_items_whole() {
        assert_eq!(
            sentences("1. Open it. Wait!\n- Then v2.1 starts"),
            ["1. Open it.", "Wait!", "- Then v2.1 starts"]
        );
    }
}
