//! Conflicts as text for people.

use super::Conflict;
use crate::diff::{Colour, Ink, Words, compare_words, plain_value};
use serde_json::Value;
use std::fmt::Write;

/// One paragraph for each conflict: where, and what each side made of it.
pub fn render_conflicts(conflicts: &[Conflict], colour: Colour) -> String {
    let mut out = String::new();
    for conflict in conflicts {
        let _ = writeln!(
            out,
            "{}{}",
            colour.paint(Ink::Changed, "! "),
            colour.paint(Ink::Name, &conflict.place.to_string())
        );
        for (side, value) in
            [("base", &conflict.base), ("ours", &conflict.ours), ("theirs", &conflict.theirs)]
        {
            let text = match (value, &conflict.base) {
                (None, None) if side == "base" => continue,
                (None, _) => "not there".to_owned(),
                (Some(Value::String(now)), Some(Value::String(was))) if side != "base" => around(was, now),
                (Some(node @ Value::Object(fields)), _) if fields.contains_key("kind") => {
                    format!("{} {}", node["kind"].as_str().unwrap_or_default(), plain_value(&node["config"]))
                }
                (Some(value), _) => plain_value(value),
            };
            let _ = writeln!(out, "    {:8}{text}", format!("{side}:"));
        }
    }
    out
}

/// A long text from a little before the first word that is another to the end of what changed.
fn around(was: &str, now: &str) -> String {
    let whole = plain_value(&Value::String(now.to_owned()));
    if !whole.ends_with('…') {
        return whole;
    }
    let words = compare_words(was, now);
    let parts = words.iter().filter_map(|words| match words {
        Words::Same(_) => None,
        Words::Removed(text) => Some(format!("[-{text}-]")),
        Words::Added(text) => Some(format!("{{+{text}+}}")),
    });
    format!("…{}…", parts.collect::<Vec<_>>().join("…").replace('\n', "⏎"))
}
