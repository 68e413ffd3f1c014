//! PDF, through pdf-extract. That library panics on files it does not expect, so panics are caught
//! here; whoever calls must also put a limit on the time.

use super::{Builder, ParseError, Parsed, cut, finish, text};
use crate::document::Format;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub fn parse(bytes: &[u8]) -> Result<Parsed, ParseError> {
    let encrypted = bytes.windows(8).any(|eight| eight == b"/Encrypt");
    let read = catch_unwind(AssertUnwindSafe(|| pdf_extract::extract_text_from_mem_by_pages(bytes)));
    let pages = match read {
        Ok(Ok(pages)) => pages,
        Ok(Err(_)) | Err(_) if encrypted => return Err(ParseError::Encrypted),
        Ok(Err(error)) => return Err(damaged(error.to_string())),
        Err(_) => return Err(damaged("it is built in a way that we cannot follow".into())),
    };
    if pages.iter().all(|page| page.trim().is_empty()) {
        return Err(ParseError::Empty { hint: "; if it is a scan, run text recognition over it first" });
    }
    let mut warnings = Vec::new();
    let kept = cut(pages.iter().map(|page| page.trim()).collect::<Vec<_>>().join("\n\u{C}\n"), &mut warnings);
    let mut builder = Builder::default();
    text::parse(&kept, &mut builder);
    finish(builder, Format::Pdf, kept, Format::Text, warnings)
}

fn damaged(reason: String) -> ParseError {
    ParseError::Damaged { format: "PDF", reason }
}
