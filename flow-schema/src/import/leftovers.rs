//! Settings that no conversion looks at: each is told of, so that none goes without a word.

use super::draft::Draft;
use super::redact::{masked, redacted};
use super::report::Original;
use crate::id::NodeId;
use serde_json::Value;

/// Tells of every setting that is not among the known ones and says something.
pub(super) fn report(
    draft: &mut Draft,
    original: &Original,
    node: Option<&NodeId>,
    settings: &Value,
    known: impl Fn(&str) -> bool,
) {
    for (name, value) in settings.as_object().into_iter().flatten() {
        if known(name) || says_nothing(value) {
            continue;
        }
        let shown = masked(&redacted(value).to_string());
        let shown =
            if shown.chars().count() > 60 { shown.chars().take(59).chain(['…']).collect() } else { shown };
        let what = format!("Its setting {name} = {shown} has no counterpart and was left out.");
        draft.not_carried(original, node, what);
    }
}

/// Empty, off, or what is done here anyway.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => matches!(text.as_str(), "" | "terminated" | "text" | "json"),
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}
