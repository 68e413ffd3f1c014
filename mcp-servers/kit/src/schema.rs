//! JSON Schemas that are not ours: compiled without fetching anything, checked with a
//! regular-expression engine that cannot be made slow.

use crate::tool::ToolError;
use flow_schema::ErrorCode;
use serde_json::Value;

/// A larger schema is refused: nobody can fill that in, and compiling it costs.
const MAX_SCHEMA_BYTES: usize = 256 * 1024;
const MAX_COMPLAINTS: usize = 5;

/// A compiled schema.
#[derive(Debug)]
pub struct Schema(jsonschema::Validator);

impl Schema {
    /// Compiles a schema. The error says what is wrong with it.
    pub fn compile(schema: &Value) -> Result<Self, String> {
        if serde_json::to_string(schema).map_or(0, |s| s.len()) > MAX_SCHEMA_BYTES {
            return Err(format!("the schema is larger than {MAX_SCHEMA_BYTES} bytes"));
        }
        jsonschema::options()
            .with_pattern_options(jsonschema::PatternOptions::regex())
            .build(schema)
            .map(Self)
            .map_err(|e| e.to_string())
    }

    /// What is wrong with a value, each with the place; empty when nothing is.
    pub fn complaints(&self, value: &Value) -> Vec<String> {
        self.0
            .iter_errors(value)
            .take(MAX_COMPLAINTS)
            .map(|e| {
                let place = e.instance_path().to_string();
                if place.is_empty() { e.to_string() } else { format!("{place}: {e}") }
            })
            .collect()
    }

    /// The complaints as the error of a call that never left.
    pub fn check(&self, what: &str, value: &Value) -> Result<(), ToolError> {
        let complaints = self.complaints(value);
        if complaints.is_empty() {
            return Ok(());
        }
        Err(ToolError::new(ErrorCode::Validation, format!("{what}: {}", complaints.join("; "))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn complaints_name_the_place_and_nothing_is_fetched() {
        let schema =
            Schema::compile(&json!({"type": "object", "properties": {"n": {"type": "integer"}}})).unwrap();
        assert!(schema.complaints(&json!({"n": 1})).is_empty());
        let complaints = schema.complaints(&json!({"n": "x"}));
        assert!(complaints[0].starts_with("/n: "), "{complaints:?}");
        assert!(Schema::compile(&json!({"$ref": "http://127.0.0.1:1/schema.json"})).is_err());
        assert!(Schema::compile(&json!({"type": "nonsense"})).is_err());
    }
}
