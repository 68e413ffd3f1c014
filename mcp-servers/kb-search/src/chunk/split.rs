//! Where text may be cut.

use crate::parse::{Block, BlockKind};

pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The block in pieces of at most `max` words.
pub fn split_block(block: &Block, max: usize) -> Vec<String> {
    if words(&block.text) <= max {
        return vec![block.text.clone()];
    }
    match block.kind {
        BlockKind::Prose => fill(sentences(&block.text), max, "", ""),
        BlockKind::Item | BlockKind::Code => fill(block.text.split_inclusive('\n').collect(), max, "", ""),
        BlockKind::Table => {
            let (head, rows) = block.text.split_once('\n').unwrap_or((&block.text, ""));
            // A head longer than half a passage is no head.
            if words(head) * 2 > max {
                return fill(block.text.split_inclusive('\n').collect(), max, "", "");
            }
            fill(rows.split_inclusive('\n').collect(), max - words(head), head, "\n")
        }
    }
}

/// Packs parts into pieces of at most `max` words, each begun with `head`. A part that is too long
/// by itself is cut between words.
fn fill(parts: Vec<&str>, max: usize, head: &str, between: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut piece = String::new();
    let mut count = 0;
    let mut close = |piece: &mut String, count: &mut usize| {
        let text = piece.trim_matches('\n').trim_end();
        if !text.trim().is_empty() {
            out.push(if head.is_empty() { text.to_owned() } else { format!("{head}{between}{text}") });
        }
        piece.clear();
        *count = 0;
    };
    for part in parts {
        let more = words(part);
        if count + more > max {
            close(&mut piece, &mut count);
        }
        if more <= max {
            piece.push_str(part);
            count += more;
            continue;
        }
        for word in part.split_whitespace() {
            if count == max {
                close(&mut piece, &mut count);
            }
            if count > 0 {
                piece.push(' ');
            }
            piece.push_str(word);
            count += 1;
        }
        piece.push(' ');
    }
    close(&mut piece, &mut count);
    out
}

/// Sentences and lines, each with the blanks after it: joined they are the text again.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let mut ended = false;
    while let Some((at, char)) = chars.next() {
        let next = chars.peek().copied();
        let line_ends = char == '\n';
        if line_ends || ended && char.is_whitespace() && next.is_some_and(|(_, next)| starts_sentence(next)) {
            let end = at + char.len_utf8();
            out.push(&text[start..end]);
            start = end;
            ended = false;
            continue;
        }
        ended = match char {
            '.' | '!' | '?' => !is_abbreviation(&text[start..at]),
            // Closing marks and blanks after the stop do not open it again.
            '"' | '\'' | ')' | '”' | '’' | ']' => ended,
            char => ended && char.is_whitespace(),
        };
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

fn starts_sentence(char: char) -> bool {
    !char.is_lowercase() && !char.is_whitespace()
}

/// Whether the stop after `before` belongs to a short form ("e.g.", "Dr.") or initial.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|char: char| char.is_whitespace() || char == '(').next().unwrap_or(before);
    let lower = word.to_ascii_lowercase();
    word.chars().count() == 1 && word.chars().all(char::is_uppercase)
        || matches!(
            lower.as_str(),
            "e.g" | "i.e" | "etc" | "dr" | "mr" | "mrs" | "ms" | "vs" | "no" | "st" | "approx" | "u.s"
        )
}

/// The last sentence of the last paragraph, if it is short enough to be repeated.
pub fn last_sentence(text: &str, max_words: usize) -> Option<&str> {
    let sentence = sentences(text).pop()?.trim();
    (!sentence.is_empty() && words(sentence) <= max_words).then_some(sentence)
}
