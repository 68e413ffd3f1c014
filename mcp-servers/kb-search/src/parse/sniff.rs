//! Which format a file has: by its first bytes, then by its name, then by how it looks.

use super::ParseError;
use crate::document::Format;

const HEAD: usize = 4_096;

pub fn of_bytes(name: &str, declared: Option<Format>, bytes: &[u8]) -> Result<Format, ParseError> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.windows(5).take(1_024).any(|five| five == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if let Some(what) = known_binary(head) {
        return Err(ParseError::Binary { what });
    }
    let utf16 = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    if !utf16 && looks_binary(head) {
        return Err(ParseError::Binary { what: "a binary file" });
    }
    match declared.or_else(|| of_name(name)) {
        Some(Format::Pdf) => {
            Err(ParseError::Damaged { format: "PDF", reason: "it does not begin like a PDF".into() })
        }
        Some(format) => Ok(format),
        None => Ok(of_looks(&String::from_utf8_lossy(head))),
    }
}

pub fn of_text(name: &str, text: &str) -> Format {
    match of_name(name) {
        Some(Format::Pdf) => Format::Text,
        Some(format) => format,
        None => of_looks(text.char_indices().nth(HEAD).map_or(text, |(at, _)| &text[..at])),
    }
}

fn of_name(name: &str) -> Option<Format> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdx" => Some(Format::Markdown),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "pdf" => Some(Format::Pdf),
        "txt" | "text" | "log" | "csv" => Some(Format::Text),
        _ => None,
    }
}

fn of_looks(head: &str) -> Format {
    let start = head.trim_start_matches('\u{FEFF}').trim_start();
    let lower = start.get(..start.len().min(64)).unwrap_or("").to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.starts_with("<head") {
        return Format::Html;
    }
    let marked = |line: &str| {
        let marks = line.len() - line.trim_start_matches('#').len();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ')
    };
    if start.starts_with("---\n") || start.lines().any(|line| marked(line) || line.starts_with("```")) {
        return Format::Markdown;
    }
    Format::Text
}

fn known_binary(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 9] = [
        (b"PK\x03\x04", "an Office document or a ZIP archive"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"{\\rtf", "a rich-text (RTF) file"),
        (b"\x1F\x8B", "a compressed file"),
        (b"7z\xBC\xAF", "a compressed file"),
        (b"\x7FELF", "a program"),
    ];
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what)
}

fn looks_binary(head: &[u8]) -> bool {
    let control = |byte: &u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    head.contains(&0) || head.iter().filter(|byte| control(byte)).count() * 20 > head.len()
}
