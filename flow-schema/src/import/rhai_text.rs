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
            let entries: Vec<_> =
                entries.iter().map(|(name, entry)| format!("{}: {}", literal(name), self::value(entry))).collect();
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
    let letters = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    letters && !RESERVED_NAMES.contains(&name) && Expr::parse(&format!("a.{name}")).is_ok()
}

/// Whether a name can be a variable of a script.
pub(super) fn is_variable(name: &str) -> bool {
    is_plain(name) && Expr::parse(name).is_ok()
}

/// A hole of a template.
pub(super) fn hole(expression: &str) -> String {
    format!("{{{{ {expression} }}}}")
}

/// Text that must stay as it is, in a template: an opening brace pair would begin a hole.
pub(super) fn plain(text: &str) -> String {
    text.replace("{{", "{{ \"{{\" }}")
}
