//! Pieces of expressions and templates, written.

use crate::expr::{Expr, RESERVED_NAMES};
use serde_json::Value;

/// A text literal.
pub(super) fn literal(text: &str) -> String {
    // JSON's escapes are all known to Rhai, and JSON writes no others.
    Value::String(text.to_owned()).to_string()
}

/// Any JSON value as an expression.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Null => "()".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => literal(text),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(self::value).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|(name, entry)| format!("{}: {}", literal(name), self::value(entry)))
                .collect();
            format!("#{{ {} }}", entries.join(", "))
        }
    }
}

/// One property of a value.
pub(super) fn member(of: &str, name: &str) -> String {
    if is_plain(name) { format!("{of}.{name}") } else { format!("{of}[{}]", literal(name)) }
}

/// Whether a name can follow a dot.
pub(super) fn is_plain(name: &str) -> bool {
    is_identifier(name) && !RESERVED_NAMES.contains(&name) && Expr::parse(&format!("a.{name}")).is_ok()
}

/// Whether [`local`] makes a variable of a name.
pub(super) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a name can be a variable of a script.
pub(super) fn is_variable(name: &str) -> bool {
    is_plain(name) && Expr::parse(name).is_ok()
}

/// A script's own variable. Ids of nodes never end like this, so none is hidden by it.
pub(super) fn local(name: &str) -> String {
    format!("{name}_")
}

/// A hole of a template.
pub(super) fn hole(expression: &str) -> String {
    format!("{{{{ {expression} }}}}")
}

/// Text that must stay as it is, in a template: an opening brace pair would begin a hole. Where there
/// are many, the text is written as literals in a few holes instead of a hole for each.
pub(super) fn plain(text: &str) -> String {
    const FEW: usize = 8;
    const CHUNK: usize = 8 * 1024;
    if text.matches("{{").nth(FEW).is_none() {
        let mut out = text.replace("{{", "{{ \"{{\" }}");
        // Before a hole, a single brace would be taken for its beginning.
        if out.ends_with('{') {
            out.pop();
            out.push_str("{{ \"{\" }}");
        }
        return out;
    }
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = (CHUNK.min(rest.len())..=rest.len())
            .find(|end| rest.is_char_boundary(*end))
            .unwrap_or(rest.len());
        out.push_str(&hole(&literal(&rest[..end])));
        rest = &rest[end..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Template;
    use serde_json::json;

    #[test]
    fn plain_text_stays_as_it_is_whatever_is_in_it() {
        for text in ["a {{ b }} {c}", "{{{", "x{", &"{{ż\"}}\\ ".repeat(5_000), "", "}}"] {
            let template = Template::parse(&json!(plain(text)), &json!({})).unwrap();
            assert_eq!(template.resolve(&serde_json::Map::new()), Ok(json!(text)));
        }
    }
}
