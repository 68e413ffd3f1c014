//! Texts with `{{ … }}` in them, cut at their marks.

/// A piece of such a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Hole<'a> {
    Text(&'a str),
    /// What stands between the marks.
    Value(&'a str),
}

pub(super) fn holes(text: &str) -> Vec<Hole<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        let Some(close) = rest[open + 2..].find("}}") else { break };
        if open > 0 {
            found.push(Hole::Text(&rest[..open]));
        }
        found.push(Hole::Value(rest[open + 2..open + 2 + close].trim()));
        rest = &rest[open + close + 4..];
    }
    if !rest.is_empty() {
        found.push(Hole::Text(rest));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_their_marks() {
        assert_eq!(
            holes("a {{ b }}{{c}} d"),
            [Hole::Text("a "), Hole::Value("b"), Hole::Value("c"), Hole::Text(" d")]
        );
        assert_eq!(holes("{{ open"), [Hole::Text("{{ open")]);
    }
}
