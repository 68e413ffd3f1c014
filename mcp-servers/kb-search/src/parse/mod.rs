//! Files to text that remembers its headings. One file per format; [`sniff`] tells which it is.

mod blocks;
mod decode;
mod front_matter;
mod html;
mod markdown;
mod pdf;
mod sniff;
mod template_tags;
mod text;

pub use blocks::{Block, BlockKind};

use crate::document::{Content, Format};
use blocks::Builder;

/// The largest file that is looked into.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Text beyond this many characters is left out, with a warning: two thousand pages of a book.
pub const MAX_CHARS: usize = 5_000_000;

/// What was read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    pub format: Format,
    /// The document's own title, if it has one.
    pub title: Option<String>,
    /// Words that its author attached for searching (front matter, meta tags).
    pub keywords: Vec<String>,
    /// In reading order.
    pub blocks: Vec<Block>,
    /// What to keep so that parsing it again as `text_format` gives the same blocks.
    pub text: String,
    pub text_format: Format,
    pub warnings: Vec<String>,
}

/// Why a file cannot be read; each a sentence for the person who sent it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    #[error("the file has {size} bytes; at most {limit} are read")]
    TooLarge { size: usize, limit: usize },
    #[error("this looks like {what}; send Markdown, text, HTML or PDF")]
    Binary { what: &'static str },
    #[error("the PDF is protected by a password; save it without one and send it again")]
    Encrypted,
    #[error("the {format} cannot be read: {reason}")]
    Damaged { format: &'static str, reason: String },
    #[error("there is no text in it{hint}")]
    Empty { hint: &'static str },
    #[error("reading it took longer than {seconds} s")]
    Slow { seconds: u64 },
}

/// Reads a document. `name` (a path or file name) helps to tell the format. Runs for long on large
/// files: call it where blocking is allowed.
///
/// # Errors
/// [`ParseError`] says what is wrong with the file.
pub fn parse(name: &str, format: Option<Format>, content: &Content) -> Result<Parsed, ParseError> {
    if content.len() > MAX_BYTES {
        return Err(ParseError::TooLarge { size: content.len(), limit: MAX_BYTES });
    }
    let mut warnings = Vec::new();
    let (text, format) = match content {
        Content::Text(text) => (text.clone(), format.unwrap_or_else(|| sniff::of_text(name, text))),
        Content::Bytes(bytes) => match sniff::of_bytes(name, format, bytes)? {
            Format::Pdf => return pdf::parse(bytes),
            format => {
                let text = decode::decode(bytes, &mut warnings);
                (text, format)
            }
        },
    };
    let format = if format == Format::Pdf { Format::Text } else { format };
    let text = cut(text, &mut warnings);
    let mut builder = Builder::default();
    match format {
        Format::Markdown => markdown::parse(&text, &mut builder),
        Format::Html if html::is_too_deep(&text) => {
            let reason = "its elements lie too deep in one another".into();
            return Err(ParseError::Damaged { format: "HTML", reason });
        }
        Format::Html => html::parse(&text, &mut builder),
        Format::Text | Format::Pdf => text::parse(&text, &mut builder),
    }
    finish(builder, format, text, format, warnings)
}

fn finish(
    builder: Builder,
    format: Format,
    text: String,
    text_format: Format,
    mut warnings: Vec<String>,
) -> Result<Parsed, ParseError> {
    let (title, keywords, blocks) = builder.finish();
    if blocks.is_empty() {
        if title.is_none() {
            return Err(ParseError::Empty { hint: "" });
        }
        warnings.push("there is nothing in it but a title".into());
    }
    Ok(Parsed { format, title, keywords, blocks, text, text_format, warnings })
}

fn cut(mut text: String, warnings: &mut Vec<String>) -> String {
    if let Some((at, _)) = text.char_indices().nth(MAX_CHARS) {
        text.truncate(at);
        warnings.push(format!("only the first {MAX_CHARS} characters were read"));
    }
    text
}

#[cfg(test)]
mod tests;
