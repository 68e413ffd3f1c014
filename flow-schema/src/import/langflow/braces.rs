//! Texts with `{name}` in them, as Python formats them.

/// A piece of such a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Name(String),
}

/// Cuts a text at its names. Doubled braces are single ones, and braces around what is no name are text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            plain.push_str(brace);
            rest = after;
            continue;
        }
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let (name, after) = rest.split_at(length);
        match after.strip_prefix('}') {
            Some(after)
                if brace == "{" && !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                if !plain.is_empty() {
                    found.push(Piece::Text(std::mem::take(&mut plain)));
                }
                found.push(Piece::Name(name.to_owned()));
                rest = after;
            }
            _ => plain.push_str(brace),
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        found.push(Piece::Text(plain));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Piece::{Name, Text};
    use super::*;

    #[test]
    fn names_are_holes_and_other_braces_are_text() {
        let text = |text: &str| Text(text.to_owned());
        let name = |name: &str| Name(name.to_owned());
        assert_eq!(
            pieces("Hi {who}, {{who}} {a_1}"),
            [text("Hi "), name("who"), text(", {who} "), name("a_1")]
        );
        assert_eq!(pieces("{ \"a\": 1 } {} {1} }"), [text("{ \"a\": 1 } {} {1} }")]);
        assert_eq!(pieces("{open"), [text("{open")]);
        assert_eq!(pieces("ż{x}"), [text("ż"), name("x")]);
    }
}
