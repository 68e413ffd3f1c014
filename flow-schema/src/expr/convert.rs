//! JSON to Rhai and back. `null` is `()`.

use rhai::{Array, Dynamic, Map};
use serde_json::Value;

/// As deep as serde_json reads.
const MAX_DEPTH: usize = 128;

pub(super) fn to_dynamic(value: &Value) -> Dynamic {
    match value {
        Value::Null => Dynamic::UNIT,
        Value::Bool(yes) => (*yes).into(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64().unwrap_or(f64::NAN).into(),
        },
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(to_dynamic).collect::<Array>().into(),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| (key.as_str().into(), to_dynamic(value)))
            .collect::<Map>()
            .into(),
    }
}

/// The JSON of a result, or what about it JSON cannot say.
pub(super) fn to_json(value: &Dynamic) -> Result<Value, String> {
    to_json_within(value, MAX_DEPTH)
}

fn to_json_within(value: &Dynamic, depth: usize) -> Result<Value, String> {
    if depth == 0 {
        return Err(format!("the value is nested deeper than {MAX_DEPTH} levels"));
    }
    if value.is_unit() {
        return Ok(Value::Null);
    }
    if let Ok(yes) = value.as_bool() {
        return Ok(Value::Bool(yes));
    }
    if let Ok(whole) = value.as_int() {
        return Ok(Value::from(whole));
    }
    if let Ok(number) = value.as_float() {
        return serde_json::Number::from_f64(number)
            .map(Value::Number)
            .ok_or_else(|| format!("the result is {number}, which is not a number JSON can hold"));
    }
    if let Ok(letter) = value.as_char() {
        return Ok(Value::String(letter.to_string()));
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Ok(Value::String(text.to_string()));
    }
    if let Ok(items) = value.as_array_ref() {
        return items
            .iter()
            .map(|item| to_json_within(item, depth - 1))
            .collect::<Result<_, _>>()
            .map(Value::Array);
    }
    if let Ok(entries) = value.as_map_ref() {
        return entries
            .iter()
            .map(|(key, value)| Ok((key.to_string(), to_json_within(value, depth - 1)?)))
            .collect::<Result<_, String>>()
            .map(Value::Object);
    }
    Err(format!("the result is a {}, which is not a JSON value", value.type_name()))
}

/// How a value reads inside a text: strings as they are, numbers plain, nothing for null, lists and
/// objects as JSON.
pub(super) fn to_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            // `Display` of a float has no `.0` and no exponent.
            Some(float) => float.to_string(),
            None => number.to_string(),
        },
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}
