//! Reading a node's resolved config into a tool's own type.

use crate::tool::ToolError;
use flow_schema::ErrorCode;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Reads the arguments of a call. A field that is null counts as absent, because that is what a
/// template over a missing value yields.
pub fn read<T: DeserializeOwned>(kind: &str, args: Value) -> Result<T, ToolError> {
    let args = match args {
        Value::Object(map) => Value::Object(map.into_iter().filter(|(_, v)| !v.is_null()).collect()),
        Value::Null => Value::Object(serde_json::Map::new()),
        other => other,
    };
    serde_json::from_value(args).map_err(|e| {
        ToolError::new(ErrorCode::Validation, format!("the configuration of {kind} is wrong: {e}"))
    })
}

/// For `#[serde(deserialize_with)]` on text fields: a template that is one hole keeps its value's
/// type, so a text field may well receive a number.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Args {
        #[serde(deserialize_with = "text")]
        title: String,
        #[serde(default)]
        limit: u32,
    }

    #[test]
    fn nulls_are_absent_and_numbers_are_text_where_text_is_asked() {
        let args: Args = read("k", json!({"title": 7, "limit": null})).unwrap();
        assert_eq!(args, Args { title: "7".into(), limit: 0 });
        let error = read::<Args>("k", json!({"title": null})).unwrap_err();
        assert_eq!(error.code, ErrorCode::Validation);
        assert!(error.message.contains("missing field `title`"), "{}", error.message);
    }
}
