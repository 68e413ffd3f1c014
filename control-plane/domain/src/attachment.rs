//! Files in a conversation: which kinds there are, and what a file is by its bytes.
//!
//! What the sender says of a file (its type, its ending) chooses among what the bytes can be, and never
//! beyond. Nothing that a browser would run is a kind: no HTML, no SVG.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// So many bytes are enough to say what a file is.
pub const HEAD: usize = 4096;
const MAX_NAME: usize = 120;

/// What sort of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Png,
    Jpeg,
    Gif,
    Webp,
    Pdf,
    Text,
    Csv,
    Markdown,
    Json,
    Docx,
    Xlsx,
    Pptx,
}

crate::written!(FileKind {
    Png = "png",
    Jpeg = "jpeg",
    Gif = "gif",
    Webp = "webp",
    Pdf = "pdf",
    Text = "text",
    Csv = "csv",
    Markdown = "markdown",
    Json = "json",
    Docx = "docx",
    Xlsx = "xlsx",
    Pptx = "pptx",
});

impl FileKind {
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
            Self::Markdown => "text/markdown",
            Self::Json => "application/json",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        }
    }

    /// Endings of its files, the usual one first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Gif => &["gif"],
            Self::Webp => &["webp"],
            Self::Pdf => &["pdf"],
            Self::Text => &["txt", "log"],
            Self::Csv => &["csv"],
            Self::Markdown => &["md", "markdown"],
            Self::Json => &["json"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
        }
    }

    /// A picture made of dots, which a browser may show in place.
    pub const fn is_image(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::Webp)
    }

    /// What a file is, by its first [`HEAD`] bytes; its name chooses among kinds that begin alike.
    pub fn recognise(head: &[u8], name: &str) -> Option<Self> {
        let is_webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
        if head.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        } else if head.starts_with(b"\xff\xd8\xff") {
            return Some(Self::Jpeg);
        } else if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
            return Some(Self::Gif);
        } else if is_webp {
            return Some(Self::Webp);
        } else if head.starts_with(b"%PDF-") {
            return Some(Self::Pdf);
        }
        let ending = ending(name);
        let named = Self::ALL.iter().copied().find(|kind| kind.endings().contains(&ending.as_str()))?;
        let fits = match named {
            Self::Docx | Self::Xlsx | Self::Pptx => is_office(head),
            Self::Text | Self::Csv | Self::Markdown | Self::Json => is_plain(head),
            Self::Png | Self::Jpeg | Self::Gif | Self::Webp | Self::Pdf => false,
        };
        fits.then_some(named)
    }

    /// The name as it is kept: no path, no control characters, not too long, and with an ending of this kind.
    pub fn name(self, told: &str) -> String {
        let last = told.rsplit(['/', '\\']).next().unwrap_or_default();
        let clean: String = last.chars().filter(|c| !c.is_control() && !is_override(*c)).collect();
        let clean = clean.trim().trim_start_matches('.');
        let known = ending(clean);
        let (stem, end) = match self.endings().contains(&known.as_str()) {
            true => (&clean[..clean.len() - known.len() - 1], known.as_str()),
            false => (clean, self.endings()[0]),
        };
        let stem: String = stem.chars().take(MAX_NAME - end.len() - 1).collect();
        format!("{}.{end}", if stem.trim().is_empty() { "file" } else { stem.trim() })
    }
}

/// Characters that make text run the other way and so an `exe` look like a `txt`.
fn is_override(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// A zip whose first entries are those of an office document.
fn is_office(head: &[u8]) -> bool {
    let has = |words: &[u8]| head.windows(words.len()).any(|window| window == words);
    head.starts_with(b"PK\x03\x04") && (has(b"[Content_Types].xml") || has(b"_rels/.rels"))
}

/// Text of any encoding that old programs write, and no page: those begin with a tag.
fn is_plain(head: &[u8]) -> bool {
    let (little, big) = (head.starts_with(b"\xff\xfe"), head.starts_with(b"\xfe\xff"));
    let is_wide = little || big;
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = if is_wide { &head[2..] } else { text };
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    if !is_wide && text.iter().any(is_control) {
        return false;
    }
    let first = text.iter().find(|byte| **byte != 0 && !byte.is_ascii_whitespace());
    first != Some(&b'<')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_say_what_a_file_is_whatever_it_is_called() {
        let cases: &[(&[u8], &str, Option<FileKind>)] = &[
            (b"\x89PNG\r\n\x1a\nrest", "holiday.pdf", Some(FileKind::Png)),
            (b"\xff\xd8\xff\xe0", "image", Some(FileKind::Jpeg)),
            (b"RIFF\0\0\0\0WEBPVP8", "a.webp", Some(FileKind::Webp)),
            (b"RIFF\0\0\0\0WAVEfmt", "a.webp", None),
            (b"%PDF-1.7", "a.exe", Some(FileKind::Pdf)),
            (b"MZ\x90\0", "report.txt", None),
            (b"MZ\x90\0", "photo.png", None),
            (b"2026-01-02 error: no carrier", "vpn.log", Some(FileKind::Text)),
            (b"\xff\xfeh\0i\0", "windows.txt", Some(FileKind::Text)),
            (b"a;b\n1;2", "Table.CSV", Some(FileKind::Csv)),
            (b"PK\x03\x04....[Content_Types].xml", "a.docx", Some(FileKind::Docx)),
            (b"PK\x03\x04....classes.dex", "a.docx", None),
            (b"PK\x03\x04....[Content_Types].xml", "a.zip", None),
            (b"plain", "no ending", None),
        ];
        for (head, name, kind) in cases {
            assert_eq!(FileKind::recognise(head, name), *kind, "{name}");
        }
    }

    #[test]
    fn what_a_browser_would_run_is_nothing() {
        for head in [
            &b"<!doctype html><script>"[..],
            b" \n<svg xmlns='http://www.w3.org/2000/svg'>",
            b"\xef\xbb\xbf<html>",
            b"\xff\xfe<\0h\0t\0m\0l\0",
        ] {
            for name in ["a.svg", "a.html", "a.txt", "a.md", "a.json", "a"] {
                assert_eq!(FileKind::recognise(head, name), None, "{name}");
            }
        }
    }

    #[test]
    fn a_name_keeps_its_words_and_gets_the_ending_of_what_it_is() {
        for (told, kept) in [
            ("C:\\Users\\ada\\Screen shot.PNG", "Screen shot.png"),
            ("../../etc/passwd", "passwd.png"),
            ("virus.exe", "virus.exe.png"),
            ("gnp\u{202e}exe.png", "gnpexe.png"),
            ("", "file.png"),
            (".png", "png.png"),
            ("für\r\nSet-Cookie: x", "fürSet-Cookie: x.png"),
        ] {
            assert_eq!(FileKind::Png.name(told), kept, "{told:?}");
        }
        assert_eq!(FileKind::Jpeg.name(&"é".repeat(300)).chars().count(), 120);
    }
}
