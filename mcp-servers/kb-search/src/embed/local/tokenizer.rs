//! WordPiece as BERT does it, uncased.

use std::collections::HashMap;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are unknown, as in the original.
const MAX_WORD_CHARS: usize = 100;

pub struct Tokenizer {
    pieces: HashMap<String, u32>,
    unknown: u32,
    begin: u32,
    end: u32,
}

impl Tokenizer {
    pub fn load(dir: &Path) -> Result<Self, String> {
        let pieces = match std::fs::read_to_string(dir.join("vocab.txt")) {
            Ok(lines) => (0..).zip(lines.lines()).map(|(id, piece)| (piece.to_owned(), id)).collect(),
            Err(_) => Self::from_json(dir)?,
        };
        Self::new(pieces)
    }

    fn from_json(dir: &Path) -> Result<HashMap<String, u32>, String> {
        let text = std::fs::read_to_string(dir.join("tokenizer.json"))
            .map_err(|e| format!("neither vocab.txt nor tokenizer.json can be read: {e}"))?;
        let mut json: serde_json::Value =
            serde_json::from_str(&text).map_err(|e| format!("tokenizer.json: {e}"))?;
        serde_json::from_value(json["model"]["vocab"].take()).map_err(|e| format!("tokenizer.json: {e}"))
    }

    fn new(pieces: HashMap<String, u32>) -> Result<Self, String> {
        let special = |piece: &str| pieces.get(piece).copied().ok_or(format!("the vocabulary lacks {piece}"));
        let (unknown, begin, end) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(Self { pieces, unknown, begin, end })
    }

    /// Largest id, plus one.
    pub fn size(&self) -> usize {
        self.pieces.values().max().map_or(0, |id| *id as usize + 1)
    }

    /// The text's tokens between the two marks, at most `limit` with them. Nothing is padded.
    pub fn encode(&self, text: &str, limit: usize) -> Vec<u32> {
        let mut out = vec![self.begin];
        for word in words(text) {
            self.pieces(&word, &mut out);
            if out.len() >= limit {
                break;
            }
        }
        out.truncate(limit.saturating_sub(1));
        out.push(self.end);
        out
    }

    /// Longest piece first.
    fn pieces(&self, word: &str, out: &mut Vec<u32>) {
        if word.chars().count() > MAX_WORD_CHARS {
            out.push(self.unknown);
            return;
        }
        let before = out.len();
        let mut rest = word;
        let mut piece = String::new();
        while !rest.is_empty() {
            let ends = rest.char_indices().map(|(at, char)| at + char.len_utf8()).rev();
            let found = ends.map(|end| &rest[..end]).find_map(|head| {
                piece.clear();
                if rest.len() < word.len() {
                    piece.push_str("##");
                }
                piece.push_str(head);
                self.pieces.get(&piece).map(|id| (*id, head.len()))
            });
            let Some((id, length)) = found else {
                out.truncate(before);
                out.push(self.unknown);
                return;
            };
            out.push(id);
            rest = &rest[length..];
        }
    }
}

/// Lower case, without accents and control characters; punctuation and CJK signs stand alone.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let lower = text.nfd().filter(|char| !is_combining_mark(*char)).flat_map(char::to_lowercase);
    for char in lower {
        let invisible = char == '\0' || char == '\u{FFFD}' || (char.is_control() && !char.is_whitespace());
        if invisible {
            continue;
        }
        let alone = is_punctuation(char) || is_cjk(char);
        if alone || char.is_whitespace() {
            if !word.is_empty() {
                out.push(std::mem::take(&mut word));
            }
            if alone {
                out.push(char.to_string());
            }
        } else {
            word.push(char);
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

fn is_punctuation(char: char) -> bool {
    char.is_ascii_punctuation()
        || matches!(char, '\u{A1}' | '\u{A7}' | '\u{AB}' | '\u{B6}' | '\u{B7}' | '\u{BB}' | '\u{BF}')
        || matches!(char, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
}

fn is_cjk(char: char) -> bool {
    matches!(u32::from(char), 0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokenizer() -> Tokenizer {
        let pieces = ["[UNK]", "[CLS]", "[SEP]", "cafe", "pass", "##word", "##s", "-", "reset"];
        Tokenizer::new((0..).zip(pieces).map(|(id, piece)| (piece.to_owned(), id)).collect()).unwrap()
    }

    #[test]
    fn words_become_their_longest_pieces() {
        assert_eq!(tokenizer().encode("Café  Passwords-RESET xyz", 99), [1, 3, 4, 5, 6, 7, 8, 0, 2]);
    }

    #[test]
    fn a_long_text_keeps_its_end_mark() {
        assert_eq!(tokenizer().encode("reset reset reset reset", 4), [1, 8, 8, 2]);
    }
}
