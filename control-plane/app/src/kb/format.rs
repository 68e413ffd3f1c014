//! Which files are taken in. Told from the name and the content type, and by a look at the first
//! bytes, so that a picture is refused at once rather than after a wait in the queue.

use crate::error::{AppError, AppResult};
use mcp_servers_kb_search::Format;

const HEAD: usize = 4_096;

/// The format of a file, or a refusal that says which are taken.
pub(super) fn of(name: &str, content_type: Option<&str>, bytes: &[u8]) -> AppResult<Format> {
    let refuse =
        |what: &str| AppError::Unsupported { message: format!("{what}; send Markdown, text, HTML or PDF") };
    let named = of_name(name);
    let declared = content_type.and_then(of_type);
    let head = &bytes[..bytes.len().min(HEAD)];
    let looks_pdf = head.windows(5).take(1_024).any(|five| five == b"%PDF-");
    let format = match (looks_pdf, named.or(declared)) {
        (true, _) => Format::Pdf,
        (false, Some(format)) => format,
        (false, None) => return Err(refuse(&format!("{name:?} has a type that is not known here"))),
    };
    let is_utf16 = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    if format != Format::Pdf && !is_utf16 && head.contains(&0) {
        return Err(refuse(&format!("{name:?} is a binary file")));
    }
    Ok(format)
}

/// As it is kept with the document.
pub(super) fn word(format: Format) -> &'static str {
    match format {
        Format::Markdown => "markdown",
        Format::Text => "text",
        Format::Html => "html",
        Format::Pdf => "pdf",
    }
}

/// What [`word`] wrote.
pub(super) fn from_word(word: &str) -> Option<Format> {
    [Format::Markdown, Format::Text, Format::Html, Format::Pdf]
        .into_iter()
        .find(|format| self::word(*format) == word)
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

fn of_type(content_type: &str) -> Option<Format> {
    match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/markdown" | "text/x-markdown" => Some(Format::Markdown),
        "text/plain" | "text/csv" => Some(Format::Text),
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "application/pdf" => Some(Format::Pdf),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_programs_are_refused_whatever_they_are_called() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        for (name, content_type, bytes) in [
            ("photo.png", Some("image/png"), &png[..]),
            ("photo.md", None, &png[..]),
            ("noextension", None, &b"hello"[..]),
        ] {
            assert!(matches!(of(name, content_type, bytes), Err(AppError::Unsupported { .. })), "{name}");
        }
        assert_eq!(of("a.MD", None, b"# hello").ok(), Some(Format::Markdown));
        assert_eq!(of("page", Some("text/html; charset=utf-8"), b"<p>").ok(), Some(Format::Html));
        assert_eq!(of("wrong.txt", None, b"%PDF-1.7").ok(), Some(Format::Pdf));
    }
}
