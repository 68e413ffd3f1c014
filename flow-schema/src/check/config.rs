use super::analysis::NodeFacts;
use super::report::{Mend, Report, words};
use super::{Analysis, codes};
use crate::duration;
use crate::json_schema::{ViolationKind, validate};
use crate::nearest::{did_you_mean, nearest};
use serde_json::Value;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for facts in &analysis.nodes {
        let Some(kind) = &facts.kind else { continue };
        for violation in validate(&facts.written, &kind.config_schema) {
            let field = format!("/config{}", violation.pointer);
            let name = violation.pointer.rsplit('/').next().unwrap_or_default();
            let (code, words) = match violation.kind {
                ViolationKind::Missing { title } => (
                    &codes::MISSING_CONFIG,
                    words(format!("‘{title}’ is not set"), format!("fill in ‘{title}’ ({name})")),
                ),
                ViolationKind::Unknown { name, known } => {
                    let near = did_you_mean(&name, known.iter().map(String::as_str));
                    let cause = format!("‘{}’ has no setting ‘{name}’{near}", kind.title);
                    let verb = if near.is_empty() { "remove" } else { "rename or remove" };
                    let fix = rename_or_remove(&name, &known);
                    (&codes::UNKNOWN_CONFIG, words(cause, format!("{verb} ‘{name}’")).fixed(fix))
                }
                ViolationKind::Type { expected, found } => {
                    let cause = format!("‘{name}’ must be {expected}, and is {found}");
                    (
                        &codes::BAD_CONFIG,
                        words(cause, format!("make it {expected}, or an expression in {{{{ }}}}")),
                    )
                }
                ViolationKind::Value { allowed } => {
                    let written = facts.written.pointer(&violation.pointer).unwrap_or(&Value::Null);
                    let fix = fitting(written, schema_at(&kind.config_schema, &violation.pointer));
                    let words = words(format!("‘{name}’ must be {allowed}"), format!("use {allowed}"));
                    (&codes::BAD_CONFIG, words.fixed(fix))
                }
            };
            report.node(code, &facts.node.id, &field, words);
        }
        durations(facts, &kind.config_schema, report);
    }
}

/// The name somebody meant, or none.
pub(super) fn rename_or_remove(name: &str, known: &[String]) -> Option<Mend> {
    Some(match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => Mend::Rename(near.to_owned()),
        None => Mend::Remove,
    })
}

/// The schema of the value at a pointer.
fn schema_at<'a>(schema: &'a Value, pointer: &str) -> Option<&'a Value> {
    pointer.split('/').skip(1).try_fold(schema, |schema, step| {
        let named = schema.get("properties").and_then(|properties| properties.get(step));
        named.or_else(|| schema.get("items")).or_else(|| schema.get("additionalProperties"))
    })
}

/// The allowed value that is nearest to what is written.
fn fitting(written: &Value, schema: Option<&Value>) -> Option<Mend> {
    let schema = schema?;
    if let (Some(text), Some(allowed)) = (written.as_str(), schema["enum"].as_array()) {
        let near = nearest(text, allowed.iter().filter_map(Value::as_str));
        return near.map(|near| Mend::Set(Value::from(near)));
    }
    let number = written.as_f64()?;
    let bound = ["minimum", "maximum"]
        .into_iter()
        .filter_map(|key| schema.get(key).filter(|bound| bound.is_number()));
    let bound = bound.min_by(|a, b| {
        let far = |bound: &Value| (bound.as_f64().unwrap_or(f64::MAX) - number).abs();
        far(a).total_cmp(&far(b))
    });
    bound.map(|bound| Mend::Set(bound.clone()))
}

/// Settings whose schema says `format: duration`.
fn durations(facts: &NodeFacts<'_>, schema: &Value, report: &mut Report) {
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        if field["format"] == "duration"
            && let Some(text) = facts.written[name].as_str()
            && let Err(error) = duration::parse(text)
        {
            let mend = "write for example 30s, 5m, 2h or 7d";
            report.node(
                &codes::BAD_DURATION,
                &facts.node.id,
                &format!("/config/{name}"),
                words(error.to_string(), mend),
            );
        }
    }
}
