//! A component's fields as plain settings, without the credentials among them.

use super::graph::Source;
use crate::import::redact::{LEFT_OUT, is_credential, masked};
use serde_json::{Map, Value};

/// Fields that hold the component itself.
pub(super) fn is_frame(field: &str) -> bool {
    matches!(field, "code" | "_type" | "tools_metadata" | "tool_mode" | "is_refresh")
}

/// Whether a field holds a credential, whatever it is called.
pub(super) fn is_secret(name: &str, field: &Value) -> bool {
    let kind = field["_input_type"].as_str().unwrap_or_default();
    field["password"] == true || kind.starts_with("SecretStr") || is_credential(name)
}

/// The name of the variable that a field is filled with there, if that is what its value is.
pub(super) fn variable(field: &Value) -> Option<&str> {
    let value = field["value"].as_str().filter(|value| !value.is_empty())?;
    let is_name =
        value.len() <= 64 && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    (field["load_from_db"] == true && is_name && masked(value) == value).then_some(value)
}

/// What was set, name by name.
pub(super) fn plain(source: &Source<'_>) -> Value {
    let mut settings = Map::new();
    for (name, field) in source.template.as_object().into_iter().flatten() {
        if !is_frame(name) && field.is_object() {
            settings.insert(name.clone(), shown(name, field));
        }
    }
    Value::Object(settings)
}

fn shown(name: &str, field: &Value) -> Value {
    let value = &field["value"];
    let is_set = !(value.is_null() || value == "");
    match variable(field) {
        Some(variable) => Value::String(format!("(the variable {variable})")),
        // A command line to copy has its credentials anywhere.
        None if is_set && (is_secret(name, field) || name.starts_with("curl")) => {
            Value::String(LEFT_OUT.to_owned())
        }
        None => table(value),
    }
}

/// Rows of a table are a name and a value each; the name tells whether the value is a credential.
fn table(value: &Value) -> Value {
    let Value::Array(rows) = value else { return value.clone() };
    let row = |row: &Value| match row["key"].as_str().filter(|key| is_credential(key)) {
        Some(key) => serde_json::json!({ "key": key, "value": LEFT_OUT }),
        None => row.clone(),
    };
    Value::Array(rows.iter().map(row).collect())
}

/// Any part of a document, with the values of secret fields taken out.
pub(super) fn without_secrets(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_secrets).collect(),
        Value::Object(entries) => {
            let entry = |(name, entry): (&String, &Value)| {
                let mut entry = without_secrets(entry);
                if entry["value"].as_str().is_some_and(|value| !value.is_empty())
                    && (is_secret(name, &entry) || name.starts_with("curl"))
                {
                    entry["value"] = Value::String(LEFT_OUT.to_owned());
                }
                (name.clone(), entry)
            };
            Value::Object(entries.iter().map(entry).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}
