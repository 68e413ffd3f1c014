use super::analysis::NodeFacts;
use super::report::{Mend, Report, words};
use super::{Analysis, codes};
use crate::duration;
use crate::json_schema::{ViolationKind, validate};
use crate::nearest::{did_you_mean, nearest};
use crate::said::{Said, said};
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
                    words(
                        said!("‘{title}’ is not set", title),
                        said!("fill in ‘{title}’ ({name})", title, name),
                    ),
                ),
                ViolationKind::Unknown { name, known } => {
                    let near = did_you_mean(&name, known.iter().map(String::as_str));
                    let cause = said!(
                        "‘{kind}’ has no setting ‘{name}’{near}",
                        kind = Said::of_kind(&kind.title),
                        name,
                        near
                    );
                    let mend = remove_or_rename(&name, &near);
                    let fix = rename_or_remove(&name, &known);
                    (&codes::UNKNOWN_CONFIG, words(cause, mend).fixed(fix))
                }
                ViolationKind::Type { expected, found } => {
                    let cause = said!("‘{name}’ must be {expected}, and is {found}", name, expected, found);
                    (
                        &codes::BAD_CONFIG,
                        words(cause, said!("make it {expected}, or an expression in {{ }}", expected)),
                    )
                }
                ViolationKind::Value { allowed } => {
                    let written = facts.written.pointer(&violation.pointer).unwrap_or(&Value::Null);
                    let fix = fitting(written, schema_at(&kind.config_schema, &violation.pointer));
                    let words = words(
                        said!("‘{name}’ must be {allowed}", name, allowed),
                        said!("use {allowed}", allowed),
                    );
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

/// What to do about a name that is not known; `near`: what was probably meant.
pub(super) fn remove_or_rename(name: &str, near: &Said) -> Said {
    if near.is_empty() {
        said!("remove ‘{name}’", name)
    } else {
        said!("rename or remove ‘{name}’", name)
    }
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
            let mend = said!("write for example 30s, 5m, 2h or 7d");
            report.node(
                &codes::BAD_DURATION,
                &facts.node.id,
                &format!("/config/{name}"),
                words(error.said(), mend),
            );
        }
    }
}
