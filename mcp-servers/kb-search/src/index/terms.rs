//! Text to words, the same way for what is stored and what is asked.

use super::fields;
use tantivy::tokenizer::{TextAnalyzer, TokenStream};

/// A word of a text and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case, no accents.
    pub plain: String,
    pub from: usize,
    pub to: usize,
}

/// The analyzers are not free to make and not `Sync`: one set per thread of work.
pub struct Words {
    plain: TextAnalyzer,
    english: TextAnalyzer,
}

impl Default for Words {
    fn default() -> Self {
        Self { plain: fields::plain(), english: fields::english() }
    }
}

impl Words {
    pub fn of(&mut self, text: &str) -> Vec<Word> {
        let mut out = Vec::new();
        self.plain.token_stream(text).process(&mut |token| {
            out.push(Word { plain: token.text.clone(), from: token.offset_from, to: token.offset_to });
        });
        out
    }

    /// The stem of one word.
    pub fn stem(&mut self, word: &str) -> String {
        let mut out = String::new();
        self.english.token_stream(word).process(&mut |token| out.clone_from(&token.text));
        out
    }

    /// The 3-grams of all words, as words.
    pub fn grams(&mut self, text: &str) -> String {
        let mut out = String::new();
        for word in self.of(text) {
            for gram in grams(&word.plain) {
                out.push_str(&gram);
                out.push(' ');
            }
        }
        out
    }
}

/// The character 3-grams of a word whose ends are marked: `vpn` is `_vp vpn pn_`.
pub fn grams(word: &str) -> Vec<String> {
    let chars: Vec<char> = std::iter::once('_').chain(word.chars()).chain(std::iter::once('_')).collect();
    if chars.len() < 4 {
        return Vec::new();
    }
    chars.windows(3).map(|three| three.iter().collect()).collect()
}
