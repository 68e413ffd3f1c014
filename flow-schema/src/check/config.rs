use super::analysis::NodeFacts;
use super::report::{Report, words};
use super::{Analysis, codes};
use crate::duration;
use crate::json_schema::{ViolationKind, validate};
use crate::nearest::did_you_mean;
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
                    (&codes::UNKNOWN_CONFIG, words(cause, format!("{verb} ‘{name}’")))
                }
                ViolationKind::Type { expected, found } => {
                    let cause = format!("‘{name}’ must be {expected}, and is {found}");
                    (
                        &codes::BAD_CONFIG,
                        words(cause, format!("make it {expected}, or an expression in {{{{ }}}}")),
                    )
                }
                ViolationKind::Value { allowed } => (
                    &codes::BAD_CONFIG,
                    words(format!("‘{name}’ must be {allowed}"), format!("use {allowed}")),
                ),
            };
            report.node(code, &facts.node.id, &field, words);
        }
        durations(facts, &kind.config_schema, report);
    }
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
