//! Texts with references in them: `Hello {{#start.name#}}`.

/// A piece of such a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// What stands between `{{#` and `#}}`, cut at its dots.
    Reference(Vec<&'a str>),
}

/// Of a reference, in bytes.
const LONGEST: usize = 512;

pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut text_from = rest;
    while let Some(open) = rest.find("{{#") {
        let inside = &rest[open + 3..];
        // A reference is a path; anything else between the marks is text.
        let end = inside.bytes().take(LONGEST).position(|byte| byte == b'#').unwrap_or(0);
        let reference = Some(&inside[..end]).filter(|_| inside[end..].starts_with("#}}"));
        let Some(path) = reference.filter(|path| is_path(path)) else {
            rest = inside;
            continue;
        };
        let before = &text_from[..text_from.len() - rest.len() + open];
        if !before.is_empty() {
            found.push(Piece::Text(before));
        }
        found.push(Piece::Reference(path.split('.').collect()));
        rest = &inside[path.len() + 3..];
        text_from = rest;
    }
    if !text_from.is_empty() {
        found.push(Piece::Text(text_from));
    }
    found
}

fn is_path(path: &str) -> bool {
    !path.is_empty() && path.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_cut_out_and_everything_else_is_text() {
        let reference = |path: &'static str| Piece::Reference(path.split('.').collect());
        assert_eq!(
            pieces("a {{#1.x#}}{{#sys.query#}} {{b}} {{# c #}}!"),
            [Piece::Text("a "), reference("1.x"), reference("sys.query"), Piece::Text(" {{b}} {{# c #}}!")]
        );
        assert_eq!(pieces("{{#open"), [Piece::Text("{{#open")]);
        assert_eq!(pieces("{{#a b#}}{{#c.d#}}"), [Piece::Text("{{#a b#}}"), reference("c.d")]);
    }
}
