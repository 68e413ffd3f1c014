//! The part of JSON Schema that configs are described with: `type`, `required`, `enum`,
//! `properties`, `additionalProperties`, `items` and bounds. What else a schema says is ignored:
//! this judges configs before a run, where most values are not known yet.

use crate::expr::{Mode, Template};
use crate::said::{Said, said};
use serde_json::Value;
use std::collections::BTreeMap;

/// One way in which a value does not fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Where in the value; for a missing or unknown field, of that field.
    pub pointer: String,
    pub kind: ViolationKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ViolationKind {
    Missing {
        title: Said,
    },
    Unknown {
        name: String,
        known: Vec<String>,
    },
    Type {
        expected: Said,
        found: Said,
    },
    /// Of the right type but not allowed: says what is.
    Value {
        allowed: Said,
    },
}

/// Everything in which `value` does not fit `schema`. Values that are only known when the flow runs
/// (templates, expressions) are let through.
pub fn validate(value: &Value, schema: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    visit(value, schema, true, &mut String::new(), &mut found);
    found
}

/// The first way in which a value of a run does not fit, in words: `/ticket: must be a string, and is a
/// number`. Nothing is let through: braces in it are only text.
pub fn first_violation(value: &Value, schema: &Value) -> Option<String> {
    first(value, schema).map(|violation| format!("{}: {}", violation.pointer, words(violation.kind)))
}

/// The same for a value that stands in a flow; a place is named only inside of it.
pub(crate) fn misfit(value: &Value, schema: &Value) -> Option<Said> {
    first(value, schema).map(|Violation { pointer, kind }| match pointer.as_str() {
        "" => words(kind),
        place => said!("{place}: {violation}", place, violation = words(kind)),
    })
}

fn first(value: &Value, schema: &Value) -> Option<Violation> {
    let mut found = Vec::new();
    visit(value, schema, false, &mut String::new(), &mut found);
    found.into_iter().next()
}

fn words(violation: ViolationKind) -> Said {
    match violation {
        ViolationKind::Missing { .. } => said!("is missing"),
        ViolationKind::Unknown { .. } => said!("is not expected"),
        ViolationKind::Type { expected, found } => {
            said!("must be {expected}, and is {found}", expected, found)
        }
        ViolationKind::Value { allowed } => said!("must be {allowed}", allowed),
    }
}

fn visit(value: &Value, schema: &Value, templates: bool, pointer: &mut String, found: &mut Vec<Violation>) {
    if templates && is_computed(value, schema) {
        return;
    }
    let mut say = |kind| found.push(Violation { pointer: pointer.clone(), kind });
    if let Some(expected) = wrong_type(value, schema) {
        say(ViolationKind::Type { expected, found: type_name(value) });
        return;
    }
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
        && !allowed.contains(value)
        // A list of words says nothing of an object that may stand in their place.
        && (!value.is_object() || allowed.iter().any(Value::is_object))
    {
        let names: Vec<_> = allowed.iter().map(plain).collect();
        say(ViolationKind::Value { allowed: said!("one of {names}", names = names.join(", ")) });
    }
    if let Some(allowed) = out_of_bounds(value, schema) {
        say(ViolationKind::Value { allowed });
    }
    match value {
        Value::Object(entries) => {
            for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
                let Some(name) = name.as_str() else { continue };
                if !entries.contains_key(name) {
                    let title = schema.pointer(&format!("/properties/{name}/title")).and_then(Value::as_str);
                    let title = title.map_or_else(|| Said::foreign(name), Said::of_kind);
                    let pointer = format!("{pointer}/{}", escape(name));
                    found.push(Violation { pointer, kind: ViolationKind::Missing { title } });
                }
            }
            let properties = schema.get("properties").and_then(Value::as_object);
            let additional = schema.get("additionalProperties");
            for (name, entry) in entries {
                let before = pointer.len();
                pointer.push('/');
                pointer.push_str(&escape(name));
                match (properties.and_then(|properties| properties.get(name)), additional) {
                    (Some(field), _) => visit(entry, field, templates, pointer, found),
                    (None, Some(Value::Bool(false))) => {
                        let known = properties
                            .into_iter()
                            .flat_map(|properties| properties.keys().cloned())
                            .collect();
                        let kind = ViolationKind::Unknown { name: name.clone(), known };
                        found.push(Violation { pointer: pointer.clone(), kind });
                    }
                    (None, Some(field)) => visit(entry, field, templates, pointer, found),
                    (None, None) => {}
                }
                pointer.truncate(before);
            }
        }
        Value::Array(items) => {
            if let Some(field) = schema.get("items") {
                for (at, item) in items.iter().enumerate() {
                    let before = pointer.len();
                    pointer.push_str(&format!("/{at}"));
                    visit(item, field, templates, pointer, found);
                    pointer.truncate(before);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether the value is only known when the flow runs.
fn is_computed(value: &Value, schema: &Value) -> bool {
    let Some(text) = value.as_str() else { return false };
    match Mode::of(schema) {
        Mode::Template => Template::has_holes(text),
        Mode::Expression => true,
        Mode::Script | Mode::Literal => false,
    }
}

fn wrong_type(value: &Value, schema: &Value) -> Option<Said> {
    let types: Vec<&str> = match schema.get("type")? {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => return None,
    };
    let fits = types.iter().any(|name| match *name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => true,
    });
    let words = types.iter().map(|name| match *name {
        "string" => said!("a text"),
        "number" => said!("a number"),
        "integer" => said!("a whole number"),
        "boolean" => said!("true or false"),
        "array" => said!("a list"),
        "object" => said!("an object"),
        other => Said::foreign(other),
    });
    (!fits).then(|| {
        words.reduce(|some, other| said!("{some} or {other}", some, other)).unwrap_or_else(Said::nothing)
    })
}

fn out_of_bounds(value: &Value, schema: &Value) -> Option<Said> {
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    let (measure, least, most) = match value {
        Value::Number(number) => (number.as_f64()?, bound("minimum"), bound("maximum")),
        #[expect(clippy::cast_precision_loss, reason = "no config comes near 2^52 characters")]
        Value::String(text) => (text.chars().count() as f64, bound("minLength"), bound("maxLength")),
        #[expect(clippy::cast_precision_loss, reason = "no config comes near 2^52 items")]
        Value::Array(items) => (items.len() as f64, bound("minItems"), bound("maxItems")),
        #[expect(clippy::cast_precision_loss, reason = "no config comes near 2^52 entries")]
        Value::Object(items) => (items.len() as f64, bound("minProperties"), bound("maxProperties")),
        Value::Null | Value::Bool(_) => return None,
    };
    match (least, most) {
        (Some(least), _) if measure < least && least == 1.0 && !value.is_number() => {
            Some(said!("something: it is empty"))
        }
        (Some(least), _) if measure < least => Some(match value {
            Value::String(_) => said!("at least {least} characters", least),
            Value::Array(_) => said!("at least {least} items", least),
            Value::Object(_) => said!("at least {least} entries", least),
            _ => said!("at least {least}", least),
        }),
        (_, Some(most)) if measure > most => Some(match value {
            Value::String(_) => said!("at most {most} characters", most),
            Value::Array(_) => said!("at most {most} items", most),
            Value::Object(_) => said!("at most {most} entries", most),
            _ => said!("at most {most}", most),
        }),
        _ => None,
    }
}

/// Replaces `{"$ref": "#/schemas/Name"}` by the schema of that name, wherever it stands. A schema
/// that contains itself keeps its reference at the second meeting.
pub fn inline_refs(schema: &Value, schemas: &BTreeMap<String, Value>) -> Value {
    inline(schema, schemas, &mut Vec::new())
}

fn inline<'a>(schema: &'a Value, schemas: &'a BTreeMap<String, Value>, within: &mut Vec<&'a str>) -> Value {
    match schema {
        Value::Object(entries) => {
            if let Some((name, target)) = entries.get("$ref").and_then(|reference| target(reference, schemas))
                && !within.contains(&name)
            {
                within.push(name);
                let inlined = inline(target, schemas, within);
                within.pop();
                return inlined;
            }
            entries.iter().map(|(key, value)| (key.clone(), inline(value, schemas, within))).collect()
        }
        Value::Array(items) => items.iter().map(|item| inline(item, schemas, within)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => schema.clone(),
    }
}

fn target<'a>(reference: &'a Value, schemas: &'a BTreeMap<String, Value>) -> Option<(&'a str, &'a Value)> {
    let name = ref_name(reference.as_str()?)?;
    schemas.get_key_value(name).map(|(name, schema)| (name.as_str(), schema))
}

/// `Answer` of `#/schemas/Answer`.
pub fn ref_name(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/schemas/")
}

/// Every `$ref` in a schema, with the pointer to it.
pub fn refs<'a>(schema: &'a Value, pointer: &str, see: &mut dyn FnMut(&str, &'a str)) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                let pointer = format!("{pointer}/{}", escape(key));
                match (key.as_str(), value) {
                    ("$ref", Value::String(reference)) => see(&pointer, reference),
                    _ => refs(value, &pointer, see),
                }
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                refs(item, &format!("{pointer}/{at}"), see);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A config with the defaults its schema states, also inside the items of lists.
pub fn with_defaults(value: &Value, schema: &Value) -> Value {
    match value {
        Value::Object(entries) => {
            let mut entries = entries.clone();
            for (name, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
                match (entries.get(name), field.get("default")) {
                    (Some(value), _) => {
                        let filled = with_defaults(value, field);
                        entries.insert(name.clone(), filled);
                    }
                    (None, Some(default)) => {
                        entries.insert(name.clone(), default.clone());
                    }
                    (None, None) => {}
                }
            }
            Value::Object(entries)
        }
        Value::Array(items) => match schema.get("items") {
            Some(field) => items.iter().map(|item| with_defaults(item, field)).collect(),
            None => value.clone(),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// A key as a step of a JSON pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

pub(crate) fn type_name(value: &Value) -> Said {
    match value {
        Value::Null => said!("null"),
        Value::Bool(_) => said!("true or false"),
        Value::Number(_) => said!("a number"),
        Value::String(_) => said!("a text"),
        Value::Array(_) => said!("a list"),
        Value::Object(_) => said!("an object"),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn everything_wrong_is_found_and_what_is_not_known_yet_is_let_through() {
        let schema = json!({
            "type": "object", "required": ["a", "b"], "additionalProperties": false,
            "properties": {
                "a": { "type": "string" }, "n": { "type": "integer", "maximum": 3 },
                "e": { "type": "string", "enum": ["x", "y"] }, "w": { "type": "boolean", "x-mode": "expression" },
                "l": { "type": "array", "items": { "type": "number" } }, "lit": { "type": "array", "x-mode": "literal" },
            }
        });
        let value = json!({
            "a": 1, "n": 4, "e": "z", "w": "1 > 2", "l": ["{{ x }}", "y", 2], "lit": "{{ x }}", "extra": 1,
        });
        let found: Vec<_> =
            validate(&value, &schema).into_iter().map(|violation| violation.pointer).collect();
        assert_eq!(found, ["/b", "/a", "/e", "/extra", "/l/1", "/lit", "/n"]);
    }

    #[test]
    fn references_are_replaced_and_a_schema_in_itself_ends() {
        let schemas = BTreeMap::from([
            ("A".to_owned(), json!({ "properties": { "b": { "$ref": "#/schemas/B" } } })),
            ("B".to_owned(), json!({ "items": { "$ref": "#/schemas/B" } })),
        ]);
        let inlined = inline_refs(&json!({ "$ref": "#/schemas/A" }), &schemas);
        assert_eq!(inlined, json!({ "properties": { "b": { "items": { "$ref": "#/schemas/B" } } } }));
    }
}
