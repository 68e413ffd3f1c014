//! `condition`, `loop`, `iteration`, `humanInput` and `directReply`.

use super::graph::Source;
use super::work::Work;
use crate::import::draft;
use crate::import::html::plain_text;
use crate::import::rhai_text;
use serde_json::{Map, Value, json};

/// The port of the way out that is counted so; the last is *else*.
pub(super) fn case_port(at: &Source<'_>, anchor: usize) -> String {
    match at.list("conditions").len() {
        count if anchor >= count => (if count == 1 { "no" } else { "else" }).to_owned(),
        1 => "yes".to_owned(),
        _ => format!("case_{}", anchor + 1),
    }
}

pub(super) fn condition(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let conditions = at.list("conditions");
    if conditions.is_empty() {
        return work.put_placeholder(at, "it has no conditions");
    }
    let cases: Vec<Value> = conditions
        .iter()
        .enumerate()
        .map(|(index, condition)| json!({ "port": case_port(at, index), "when": compare(work, at, condition) }))
        .collect();
    let config = json!({ "cases": cases, "otherwise": case_port(at, conditions.len()) });
    work.put(at, "condition", config, "It is a Condition with a port for each of its conditions.");
}

fn compare(work: &mut Work<'_, '_>, at: &Source<'_>, condition: &Value) -> String {
    let kind = condition["type"].as_str().unwrap_or("string");
    let mut side = |name: &str| match (&condition[name], kind) {
        (Value::String(text), "number") => match plain_text(text).trim().parse::<f64>() {
            Ok(_) => plain_text(text).trim().to_owned(),
            Err(_) => work.expression(at, text),
        },
        (Value::String(text), _) => work.expression(at, text),
        (Value::Null, _) => "\"\"".to_owned(),
        (other, _) => rhai_text::value(other),
    };
    let (left, right) = (side("value1"), side("value2"));
    let left = if left.contains(" + ") { format!("({left})") } else { left };
    match condition["operation"].as_str().unwrap_or_default() {
        "equal" => format!("{left} == {right}"),
        "notEqual" => format!("{left} != {right}"),
        "contains" => format!("{left}.contains({right})"),
        "notContains" => format!("!{left}.contains({right})"),
        "startsWith" => format!("{left}.starts_with({right})"),
        "endsWith" => format!("{left}.ends_with({right})"),
        "isEmpty" => format!("is_empty({left})"),
        "notEmpty" => format!("!is_empty({left})"),
        "larger" => format!("{left} > {right}"),
        "largerEqual" => format!("{left} >= {right}"),
        "smaller" => format!("{left} < {right}"),
        "smallerEqual" => format!("{left} <= {right}"),
        other => {
            let what = format!(
                "It has the comparison ‘{other}’, which was not translated; write the condition anew."
            );
            work.draft.not_carried(&at.original(), Some(&at.node), what);
            draft::missing(&format!("the comparison ‘{other}’"))
        }
    }
}

/// Where a `loop` leads back to, and how often.
pub(super) fn back<'a>(at: &'a Source<'_>) -> (&'a str, u32) {
    let target = at.text("loopBackToNode").split('-').next().unwrap_or_default();
    let count = &at.inputs["maxLoopCount"];
    let count = count.as_u64().or_else(|| count.as_str().and_then(|text| text.parse().ok())).unwrap_or(5);
    (target, u32::try_from(count.clamp(1, 9_999)).unwrap_or(5))
}

/// A condition that leads back as long as there are rounds left.
pub(super) fn repeat(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let (target, count) = back(at);
    if work.graph.find(target).is_none_or(|target| target.kind == "start") {
        let why = format!("it leads back to ‘{target}’, which no edge can lead to");
        return work.put_placeholder(at, &why);
    }
    let config = json!({ "cases": [{ "port": "again", "when": format!("loop.count <= {count}") }], "otherwise": "done" });
    let what =
        format!("It is a Condition that leads back {count} times at most; then its port done is taken.");
    if !at.list("loopUpdateState").is_empty() {
        let set: Map<String, Value> = at
            .list("loopUpdateState")
            .iter()
            .filter_map(|update| {
                let key = crate::import::names::channel(update["key"].as_str()?);
                Some((key, Value::String(work.text(at, update["value"].as_str().unwrap_or_default()))))
            })
            .collect();
        work.put_before(at, "state", "set_state", "", json!({ "set": set }));
    }
    work.put(at, "condition", config, &what);
}

pub(super) fn iteration(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let input = plain_text(at.text("iterationInput"));
    let items = match serde_json::from_str::<Value>(input.trim()) {
        Ok(Value::Array(items)) => rhai_text::value(&Value::Array(items)),
        // A list, or the text of one; both come out as the list.
        _ => format!("parse_json(text({}))", work.expression(at, &input)),
    };
    let config = json!({ "items": items, "concurrency": 1 });
    work.put(at, "map", config, "It is a For each with the same body.");
}

pub(super) fn human(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let fixed = work.text(at, at.text("humanInputDescription"));
    let question = if at.text("humanInputDescriptionType") == "dynamic" {
        let prompt = work.text(at, at.text("humanInputModelPrompt"));
        let prompt = format!("{prompt}\n\n{}", rhai_text::hole(super::work::HISTORY));
        let asked = work.put_before(at, "question", "llm", "Question", json!({ "prompt": prompt }));
        work.draft.approximated(
            &at.original(),
            &at.node,
            "The question is written by a model node before it.",
        );
        rhai_text::hole(&format!("{asked}.text"))
    } else if fixed.trim().is_empty() {
        at.title.to_owned()
    } else {
        fixed
    };
    let config = json!({ "question": question, "options": [{ "port": "proceed", "label": "Proceed" }, { "port": "reject", "label": "Reject" }] });
    if at.inputs["humanInputEnableFeedback"] == true {
        let what = "Feedback could be written with the decision; here a button is pressed, so ask for it in a node behind ‘reject’.";
        work.draft.not_carried(&at.original(), Some(&at.node), what);
    }
    work.put(at, "ask_user", config, "It asks with the buttons Proceed and Reject.");
}

pub(super) fn reply(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let text = work.text(at, at.text("directReplyMessage"));
    if text.trim().is_empty() {
        return work.put_placeholder(at, "the reply has no text");
    }
    work.put(at, "reply", json!({ "text": text }), "It is a Reply.");
}
