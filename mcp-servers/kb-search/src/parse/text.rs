//! Plain text: paragraphs, and the headings that people type with underlines or capitals. A form
//! feed ends a page, as in what is read from a PDF.

use super::blocks::{BlockKind, Builder};

pub fn parse(text: &str, out: &mut Builder) {
    if !text.contains('\u{C}') {
        page(text, out);
        return;
    }
    for (number, text) in text.split('\u{C}').enumerate() {
        out.heading(2, &format!("Page {}", number + 1));
        page(text, out);
    }
}

fn page(text: &str, out: &mut Builder) {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut paragraph = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let underline = lines.get(at).and_then(|next| underline(next));
        if line.trim().is_empty() {
            out.block(BlockKind::Prose, &std::mem::take(&mut paragraph));
        } else if let Some(level) = underline.filter(|_| paragraph.is_empty() && is_short(line)) {
            out.heading(level, line);
            at += 1;
        } else if paragraph.is_empty()
            && is_capitals(line)
            && lines.get(at).is_none_or(|next| next.is_empty())
        {
            out.heading(3, line);
        } else if is_item(line) {
            out.block(BlockKind::Prose, &std::mem::take(&mut paragraph));
            // Lines that follow indented belong to the item.
            let mut item = line.trim_start().to_owned();
            while let Some(next) = lines.get(at).filter(|next| next.starts_with("  ") && !is_item(next)) {
                item.push(' ');
                item.push_str(next.trim());
                at += 1;
            }
            out.block(BlockKind::Item, &item);
        } else {
            join(&mut paragraph, line.trim());
        }
    }
    out.block(BlockKind::Prose, &paragraph);
}

/// Words broken at the end of a line are put together again.
fn join(paragraph: &mut String, line: &str) {
    let broken = paragraph.ends_with('-')
        && paragraph.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && line.starts_with(char::is_lowercase);
    if broken {
        paragraph.pop();
    } else if !paragraph.is_empty() {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

fn is_short(line: &str) -> bool {
    line.chars().count() <= 100
}

fn underline(line: &str) -> Option<u8> {
    let line = line.trim();
    match line.chars().next() {
        Some(mark @ ('=' | '-')) if line.len() >= 3 && line.chars().all(|char| char == mark) => {
            Some(if mark == '=' { 1 } else { 2 })
        }
        _ => None,
    }
}

fn is_capitals(line: &str) -> bool {
    let letters = || line.chars().filter(|char| char.is_alphabetic());
    is_short(line) && letters().count() >= 4 && letters().all(char::is_uppercase) && !line.ends_with('.')
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with("• ")
        || (1..=2).contains(&digits)
            && line[digits..].starts_with([')', '.'])
            && line[digits + 1..].starts_with(' ')
}
