//! `if-else`, and conditions wherever they stand.

use crate::import::dify::graph::Source;
use crate::import::dify::ports::{case_port, otherwise};
use crate::import::dify::work::Work;
use crate::import::{draft, rhai_text};
use serde_json::{Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    // Before 0.1.2 the node itself was the only case.
    let cases = match at.list("cases") {
        [] => std::slice::from_ref(at.data),
        cases => cases,
    };
    let count = cases.len();
    let cases: Vec<Value> = cases
        .iter()
        .enumerate()
        .map(|(index, case)| {
            let when = all(work, at, &case["conditions"], case["logical_operator"].as_str());
            json!({ "port": case_port(index, count), "when": when })
        })
        .collect();
    let config = json!({ "cases": cases, "otherwise": otherwise(count) });
    let what = match count {
        1 => "It is a Condition: ‘true’ is the port yes, ‘false’ the port no.".to_owned(),
        _ => format!("It is a Condition with the ports case_1 to case_{count} and else."),
    };
    work.put(at, "condition", config, &what);
}

/// Several conditions as one expression.
pub(super) fn all(
    work: &mut Work<'_, '_>,
    at: &Source<'_>,
    conditions: &Value,
    operator: Option<&str>,
) -> String {
    let conditions = conditions.as_array().map_or(&[][..], Vec::as_slice);
    let parts: Vec<String> = conditions.iter().map(|condition| one(work, at, condition)).collect();
    let sign = if operator == Some("or") { " || " } else { " && " };
    match parts.as_slice() {
        // No condition is met by everything.
        [] => "true".to_owned(),
        [only] => only.clone(),
        parts => parts.join(sign),
    }
}

fn one(work: &mut Work<'_, '_>, at: &Source<'_>, condition: &Value) -> String {
    let value = work.selector(at, &condition["variable_selector"]);
    let operator = condition["comparison_operator"].as_str().unwrap_or_default();
    if condition["sub_variable_condition"].is_object() {
        return refused(work, at, "a condition on the properties of files");
    }
    let kind = condition["varType"].as_str().unwrap_or_default();
    compare(work, at, &value, operator, &condition["value"], kind)
}

/// One comparison. `kind` is the type of the left side where the document says it.
pub(super) fn compare(
    work: &mut Work<'_, '_>,
    at: &Source<'_>,
    left: &str,
    operator: &str,
    right: &Value,
    kind: &str,
) -> String {
    let numeric =
        matches!(operator, "=" | "≠" | ">" | "<" | "≥" | "≤") || kind == "number" && operator != "contains";
    let right = right_side(work, at, right, numeric, kind);
    // An expression that reads a whole chain of calls needs no brackets; one with an operator does.
    let left = if left.contains(" + ") || left.contains(" / ") || left.starts_with('!') {
        format!("({left})")
    } else {
        left.to_owned()
    };
    match operator {
        "is" | "=" => format!("{left} == {right}"),
        "is not" | "≠" => format!("{left} != {right}"),
        ">" | "<" => format!("{left} {operator} {right}"),
        "≥" => format!("{left} >= {right}"),
        "≤" => format!("{left} <= {right}"),
        "contains" => format!("{left}.contains({right})"),
        "not contains" => format!("!{left}.contains({right})"),
        "start with" => format!("{left}.starts_with({right})"),
        "end with" => format!("{left}.ends_with({right})"),
        // The empty text of a value that is not there is empty, too.
        "empty" | "is empty" => format!("is_empty({left})"),
        "not empty" | "is not empty" => format!("!is_empty({left})"),
        "null" | "not exists" => format!("{left} == ()"),
        "not null" | "exists" => format!("{left} != ()"),
        "in" => format!("{right}.contains({left})"),
        "not in" => format!("!{right}.contains({left})"),
        "all of" => format!("{right}.all(|wanted_| {left}.contains(wanted_))"),
        other => refused(work, at, &format!("the comparison ‘{other}’")),
    }
}

fn right_side(work: &mut Work<'_, '_>, at: &Source<'_>, right: &Value, numeric: bool, kind: &str) -> String {
    match right {
        Value::String(text) if text.contains("{{#") => work.text_expression(at, text),
        Value::String(text) if numeric => match text.trim().parse::<f64>() {
            Ok(_) => text.trim().to_owned(),
            Err(_) => rhai_text::literal(text),
        },
        Value::String(text) if kind == "boolean" && matches!(text.as_str(), "true" | "false") => text.clone(),
        Value::Null => "\"\"".to_owned(),
        other => rhai_text::value(other),
    }
}

fn refused(work: &mut Work<'_, '_>, at: &Source<'_>, what: &str) -> String {
    let sentence = format!("It has {what}, which was not translated; write the condition anew.");
    work.draft.not_carried(&at.original(), at.node.as_ref(), sentence);
    draft::missing(what)
}
