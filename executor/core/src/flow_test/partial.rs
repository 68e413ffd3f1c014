//! Whether a value has what is expected of it, and in which words it has not.

use serde_json::Value;

/// How much of a value is quoted.
const QUOTED: usize = 300;

/// Where and how `got` differs from `wanted`; empty when it has all of it.
pub(super) fn differences(place: &str, wanted: &Value, got: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(place, wanted, got, &mut found);
    found
}

pub(super) fn has(wanted: &Value, got: &Value) -> bool {
    differences("", wanted, got).is_empty()
}

fn compare(place: &str, wanted: &Value, got: &Value, found: &mut Vec<String>) {
    match (wanted, got) {
        (Value::Object(wanted), Value::Object(got)) => {
            for (key, wanted) in wanted {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                compare(&place, wanted, got.get(key).unwrap_or(&Value::Null), found);
            }
        }
        (Value::Array(all), Value::Array(got)) if !all.is_empty() => {
            for wanted in all {
                if !got.iter().any(|got| has(wanted, got)) {
                    found.push(format!("{place} has no {}; it is {}", quote(wanted), quote_list(got)));
                }
            }
        }
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => {}
        (wanted, got) if wanted == got => {}
        (wanted, Value::Null) => found.push(format!("{place} is not there; expected {}", quote(wanted))),
        (wanted, got) => found.push(format!("{place} is {} instead of {}", quote(got), quote(wanted))),
    }
}

fn quote_list(list: &[Value]) -> String {
    quote(&Value::Array(list.to_vec()))
}

pub(super) fn quote(value: &Value) -> String {
    match value {
        Value::String(text) => format!("‘{}’", short(text)),
        other => short(&other.to_string()),
    }
}

pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::differences;
    use serde_json::json;

    #[test]
    fn only_what_is_named_is_compared_and_the_place_is_told() {
        let got = json!({ "a": { "b": 1, "c": [1, { "x": "y", "z": 0 }] }, "d": "e" });
        let check = |wanted| differences("output", &wanted, &got);
        assert!(check(json!({ "a": { "b": 1.0, "c": [{ "x": "y" }] } })).is_empty());
        assert_eq!(check(json!({ "d": "f" })), ["output.d is ‘e’ instead of ‘f’"]);
        assert_eq!(check(json!({ "n": 1 })), ["output.n is not there; expected 1"]);
        assert_eq!(
            check(json!({ "a": { "c": [2] } })),
            ["output.a.c has no 2; it is [1,{\"x\":\"y\",\"z\":0}]"]
        );
        assert_eq!(check(json!({ "a": { "c": [] } })).len(), 1);
    }
}
