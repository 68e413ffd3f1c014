//! Blocks to passages: pieces of about a paragraph or three that keep the headings they stood
//! under, and to the smaller windows of a passage that are embedded.

mod split;
mod window;

pub use split::sentences;
pub use window::{lead, windows};

use crate::parse::{Block, BlockKind};
use split::{last_sentence, split_block, words};

/// A passage is closed when the next block would make it longer than this.
pub const TARGET_WORDS: usize = 220;
/// No passage is longer, except by a single word of monstrous length.
pub const MAX_WORDS: usize = 320;
/// A section shorter than this is not worth a passage of its own: it joins its neighbour.
const MIN_WORDS: usize = 24;
/// What a passage repeats of the one before it in the same section, at most.
const OVERLAP_WORDS: usize = 30;

/// A passage before it is given an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Outermost first; empty at the top of a document.
    pub headings: Vec<String>,
    /// Never blank.
    pub text: String,
}

/// Cuts a document. No word of any block is lost, order is kept, and a table or piece of code is
/// only cut when it is longer than a passage may be (a table's head is then repeated).
pub fn chunks(blocks: &[Block]) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let headings = &blocks[at].headings;
        let section = blocks[at..].iter().take_while(|block| block.headings == *headings).count();
        section_chunks(&blocks[at..at + section], &mut out);
        at += section;
    }
    join_small(out)
}

fn section_chunks(section: &[Block], out: &mut Vec<Chunk>) {
    let headings = &section[0].headings;
    let mut text = String::new();
    let mut count = 0;
    let mut last: Option<BlockKind> = None;
    for block in section {
        for piece in split_block(block, MAX_WORDS) {
            let more = words(&piece);
            if count > 0 && count + more > TARGET_WORDS {
                out.push(Chunk { headings: headings.clone(), text: std::mem::take(&mut text) });
                count = 0;
                let before = out.last().map_or("", |chunk| chunk.text.as_str());
                // Prose that goes on makes sense with the sentence before it; a table does not.
                if matches!(last, Some(BlockKind::Prose | BlockKind::Item))
                    && more < TARGET_WORDS
                    && let Some(sentence) = last_sentence(before, OVERLAP_WORDS)
                {
                    count = words(sentence);
                    text.push_str(sentence);
                }
            }
            if !text.is_empty() {
                let tight = block.kind == BlockKind::Item && last == Some(BlockKind::Item);
                text.push_str(if tight { "\n" } else { "\n\n" });
            }
            text.push_str(&piece);
            count += more;
            last = Some(block.kind);
        }
    }
    if !text.is_empty() {
        out.push(Chunk { headings: headings.clone(), text });
    }
}

/// Joins a section of a few words with the one after it (before it, at the end), under the headings
/// that both have; the headings that are lost that way become lines of the text.
fn join_small(chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        match out.last_mut() {
            Some(before)
                if words(&before.text).min(words(&chunk.text)) < MIN_WORDS
                    && words(&before.text) + words(&chunk.text) <= TARGET_WORDS
                    && related(&before.headings, &chunk.headings) =>
            {
                join(before, &chunk);
            }
            _ => out.push(chunk),
        }
    }
    out
}

/// One is above the other, or both stand under one heading.
fn related(a: &[String], b: &[String]) -> bool {
    let common = common(a, b);
    common == a.len() || common == b.len() || common + 1 >= a.len().max(b.len())
}

fn common(a: &[String], b: &[String]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

fn join(before: &mut Chunk, chunk: &Chunk) {
    let keep = common(&before.headings, &chunk.headings);
    // An introduction of a line or two goes under the heading of what it introduces.
    if keep == before.headings.len() && words(&before.text) < MIN_WORDS {
        before.headings.clone_from(&chunk.headings);
        before.text.push_str("\n\n");
        before.text.push_str(&chunk.text);
        return;
    }
    if keep < before.headings.len() {
        let lost = before.headings[keep..].join(" › ");
        before.text.insert_str(0, &format!("{lost}\n"));
        before.headings.truncate(keep);
    }
    before.text.push_str("\n\n");
    if keep < chunk.headings.len() {
        before.text.push_str(&chunk.headings[keep..].join(" › "));
        before.text.push('\n');
    }
    before.text.push_str(&chunk.text);
}

#[cfg(test)]
mod tests;
