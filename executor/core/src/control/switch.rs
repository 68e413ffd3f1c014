use super::Verdict;
use crate::frame::At;
use crate::machine::Machine;
use serde_json::{Value, json};

/// The port of the first case that equals the value. Scalars are equal when they read alike: a
/// case written `3` matches the text `"3"`, since people write both.
pub(super) fn decide(machine: &Machine, at: At) -> Verdict {
    let config = super::config(machine, at)?;
    let value = config.get("value").unwrap_or(&Value::Null);
    let cases = config.get("cases").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let hit = cases.iter().find(|case| alike(case.get("equals").unwrap_or(&Value::Null), value));
    let port = match hit {
        Some(case) => case.get("port"),
        None => config.get("otherwise"),
    };
    let port = port.and_then(Value::as_str).unwrap_or("no");
    Ok((port.into(), json!({ "port": port, "value": value })))
}

fn alike(a: &Value, b: &Value) -> bool {
    a == b || text(a).is_some_and(|a| text(b).is_some_and(|b| a == b))
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Number(number) => match number.as_f64() {
            // 3 and 3.0 are one number.
            Some(float) if number.is_f64() && float.fract() == 0.0 => Some(format!("{float:.0}")),
            _ => Some(number.to_string()),
        },
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
