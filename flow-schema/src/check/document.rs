//! The shape of a document, before it is a flow. Reading it straight into a `Flow` would stop at the
//! first problem and say little about where it is.

use super::codes;
use super::{Code, report::Words, report::words};
use crate::finding::Finding;
use crate::json_schema::{ViolationKind, validate};
use crate::model::Flow;
use crate::nearest::did_you_mean;
use crate::said::{Said, said};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// Reads a flow.
///
/// # Errors
/// Everything that keeps the text from being a flow: each finding names the place.
pub fn parse(text: &str) -> Result<Flow, Vec<Finding>> {
    let value = serde_json::from_str(text).map_err(|error| {
        let cause = said!("the text is not JSON: {reason}", reason = error.to_string());
        vec![finding(&codes::NOT_JSON, "", None, words(cause, said!("mend the text at that place")))]
    })?;
    parse_value(&value)
}

/// The same for a text that is JSON already.
///
/// # Errors
/// Everything that keeps the value from being a flow.
pub fn parse_value(value: &Value) -> Result<Flow, Vec<Finding>> {
    let violations = validate(value, &SHAPE);
    if violations.is_empty() {
        return serde_json::from_value(value.clone()).map_err(|error| {
            let cause = said!("the document is not a flow: {reason}", reason = error.to_string());
            vec![finding(
                &codes::WRONG_TYPE,
                "",
                None,
                words(cause, said!("give the field the type it needs")),
            )]
        });
    }
    let findings = violations.into_iter().map(|violation| {
        let name = violation.pointer.rsplit('/').next().unwrap_or_default();
        let (code, words) = match violation.kind {
            ViolationKind::Missing { .. } => (
                &codes::MISSING_FIELD,
                words(said!("‘{name}’ is missing", name), said!("add ‘{name}’", name)),
            ),
            ViolationKind::Unknown { name, known } => {
                let near = did_you_mean(&name, known.iter().map(String::as_str));
                let fix = super::config::rename_or_remove(&name, &known);
                let mend = super::config::remove_or_rename(&name, &near);
                (
                    &codes::UNKNOWN_FIELD,
                    words(said!("there is no field ‘{name}’ here{near}", name, near), mend).fixed(fix),
                )
            }
            ViolationKind::Type { expected, found } => {
                let what = if name.is_empty() { said!("the document") } else { Said::foreign(name) };
                let cause = said!("‘{what}’ must be {expected}, and is {found}", what, expected, found);
                (&codes::WRONG_TYPE, words(cause, said!("make it {expected}", expected)))
            }
            ViolationKind::Value { allowed } => (
                &codes::WRONG_TYPE,
                words(said!("‘{name}’ must be {allowed}", name, allowed), said!("use {allowed}", allowed)),
            ),
        };
        finding(code, &violation.pointer, Some(value), words)
    });
    Err(findings.collect())
}

/// A place inside a node is told from that node.
fn finding(code: &Code, pointer: &str, document: Option<&Value>, words: Words) -> Finding {
    let in_node = pointer.strip_prefix("/nodes/").and_then(|rest| {
        let (at, field) = rest.split_once('/').unwrap_or((rest, ""));
        let id = document?.pointer(&format!("/nodes/{at}/id"))?.as_str()?;
        Some((id, format!("/{field}")))
    });
    let (node, field) = match in_node {
        Some((id, field)) => (Some(id.into()), field),
        None => (None, pointer.to_owned()),
    };
    words.into_finding(code, node, Some(field).filter(|field| !field.is_empty()))
}

/// The document as `Flow` reads it. A test compares the two.
static SHAPE: LazyLock<Value> = LazyLock::new(|| {
    let text = || json!({ "type": "string", "x-mode": "literal" });
    let count = || json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX });
    // A schema may also be true, false or, when there is none, null.
    let schema = || json!({ "type": ["object", "boolean", "null"], "x-mode": "literal" });
    json!({
        "type": "object",
        "required": ["format", "name"],
        "additionalProperties": false,
        "properties": {
            "format": text(), "name": text(), "title": text(), "description": text(),
            "input": schema(), "output": schema(),
            "schemas": { "type": "object", "additionalProperties": schema() },
            "state": { "type": "object", "additionalProperties": {
                "type": "object", "additionalProperties": false,
                "properties": {
                    "schema": schema(), "reducer": text(), "initial": { "x-mode": "literal" },
                    "scope": { "type": "string", "enum": ["run", "conversation"] }
                }
            } },
            "nodes": { "type": "array", "items": {
                "type": "object", "required": ["id", "kind"], "additionalProperties": false,
                "properties": {
                    "id": text(), "kind": text(), "title": text(), "notes": text(),
                    "timeout": { "type": ["string", "null"], "x-mode": "literal" },
                    "config": { "type": "object" },
                    "retry": {
                        "type": ["object", "null"], "required": ["attempts"], "additionalProperties": false,
                        "properties": {
                            "attempts": count(), "backoff": { "type": ["string", "null"], "x-mode": "literal" },
                            "factor": { "type": ["number", "null"] }
                        }
                    },
                    "on_error": {
                        "type": ["object", "null"], "required": ["continue"], "additionalProperties": false,
                        "properties": { "continue": { "x-mode": "literal" } }
                    },
                    "join": {
                        "type": ["string", "object"], "enum": ["all", "any"],
                        "required": ["quorum"], "additionalProperties": false, "properties": { "quorum": count() }
                    },
                    "cancel_others": { "type": "boolean" },
                    "disabled": { "type": "boolean" },
                    "max_iterations": { "type": ["integer", "null"], "minimum": 0, "maximum": u32::MAX },
                    "parent": { "type": ["string", "null"], "x-mode": "literal" }
                }
            } },
            "edges": { "type": "array", "items": {
                "type": "object", "required": ["from", "to"], "additionalProperties": false,
                "properties": { "from": text(), "to": text() }
            } },
            "tests": { "type": "array", "items": text() }
        }
    })
});

#[cfg(test)]
mod tests {
    use super::*;

    fn check(document: Value, expect: &[(&str, Option<&str>, &str)]) {
        let findings = parse_value(&document).unwrap_err();
        let got: Vec<_> = findings
            .iter()
            .map(|f| {
                (f.code.as_str(), f.node.as_ref().map(|n| n.as_str()), f.field.as_deref().unwrap_or_default())
            })
            .collect();
        assert_eq!(got, expect, "{findings:#?}");
    }

    #[test]
    fn every_problem_of_shape_is_named_with_its_place() {
        let document = json!({
            "name": 3, "titel": "x", "edges": [{ "from": "a" }],
            "nodes": [{ "id": "a", "kind": "llm", "config": [], "retry": { "attempts": "3" } }, { "id": "b" }, 5],
        });
        check(
            document,
            &[
                ("FR004", None, "/format"),
                ("FR004", None, "/edges/0/to"),
                ("FR002", None, "/name"),
                ("FR002", Some("a"), "/config"),
                ("FR002", Some("a"), "/retry/attempts"),
                ("FR004", Some("b"), "/kind"),
                ("FR002", None, "/nodes/2"),
                ("FR003", None, "/titel"),
            ],
        );
    }

    #[test]
    fn a_text_that_is_not_json_names_the_line() {
        let findings = parse("{\n  \"name\": ,\n}").unwrap_err();
        assert!(findings[0].cause.contains("line 2"), "{}", findings[0].cause);
    }
}
