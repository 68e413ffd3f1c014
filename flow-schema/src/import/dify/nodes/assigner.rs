//! `assigner`: writes to variables of the conversation or of a loop.

use crate::import::dify::convert::typed;
use crate::import::dify::graph::{Source, loop_channel};
use crate::import::dify::work::Work;
use crate::import::rhai_text::{self, hole};
use serde_json::{Map, Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let items: Vec<Value> = match at.list("items") {
        // The first version of the node had one assignment, written in another way.
        [] => vec![json!({
            "variable_selector": at.data["assigned_variable_selector"], "operation": at.data["write_mode"],
            "input_type": "variable", "value": at.data["input_variable_selector"],
        })],
        items => items.to_vec(),
    };
    let mut set: Map<String, Value> = Map::new();
    // What a channel holds after the assignments so far: one after the other there, all at once here.
    let mut now: Vec<(String, String)> = Vec::new();
    for item in &items {
        let Some((channel, kind)) = target(work, at, &item["variable_selector"]) else {
            let what = format!("It writes to {}, which cannot be written here.", item["variable_selector"]);
            work.draft.not_carried(&at.original(), at.node.as_ref(), what);
            continue;
        };
        let old =
            now.iter().rev().find(|(known, _)| *known == channel).map(|(_, value)| format!("({value})"));
        let old = old.unwrap_or_else(|| format!("state.{channel}"));
        let operation = item["operation"].as_str().unwrap_or_default();
        match assigned(work, at, item, operation, &old, &kind) {
            // Each assignment has those before it inside, some of them twice.
            Ok(value) if value.len() > 4 * 1024 => {
                let what = format!(
                    "It writes to {channel} more often than can be written as one expression; the last were left out."
                );
                work.draft.not_carried(&at.original(), at.node.as_ref(), what);
            }
            Ok(value) => {
                set.insert(channel.clone(), Value::String(hole(&value)));
                now.push((channel, value));
            }
            Err(why) => work.draft.not_carried(
                &at.original(),
                at.node.as_ref(),
                format!("It has {why}, which was left out."),
            ),
        }
    }
    if set.is_empty() {
        return work.put_placeholder(at, "none of its assignments could be carried over");
    }
    work.put(at, "set_state", json!({ "set": set }), "It is a Set state.");
}

/// The channel behind a selector, and the type of the variable.
fn target(work: &Work<'_, '_>, _at: &Source<'_>, selector: &Value) -> Option<(String, String)> {
    let path: Vec<&str> = selector.as_array()?.iter().filter_map(Value::as_str).collect();
    let [root, name] = path.as_slice() else { return None };
    let kind = |value: &Value, field: &str| value[field].as_str().unwrap_or_default().to_owned();
    if *root == "conversation" {
        let variable = work.graph.conversation.get(*name)?;
        return Some((variable.channel.clone(), kind(variable.data, "value_type")));
    }
    let source = work.graph.find(root).filter(|source| source.kind == "loop")?;
    let variable = source.list("loop_variables").iter().find(|variable| variable["label"] == *name)?;
    Some((loop_channel(source.node.as_ref()?, name), kind(variable, "var_type")))
}

fn assigned(
    work: &mut Work<'_, '_>,
    at: &Source<'_>,
    item: &Value,
    operation: &str,
    old: &str,
    kind: &str,
) -> Result<String, String> {
    let value = |work: &mut Work<'_, '_>| match (&item["input_type"], &item["value"]) {
        (_, Value::Array(_)) if item["input_type"] != "constant" => work.selector(at, &item["value"]),
        (_, Value::String(text)) if text.contains("{{#") => work.text_expression(at, text),
        (_, constant) if matches!(operation, "+=" | "-=" | "*=" | "/=") => {
            rhai_text::value(&typed(constant, "number"))
        }
        (_, constant) => rhai_text::value(&typed(constant, kind)),
    };
    Ok(match operation {
        "over-write" | "set" => value(work),
        "clear" => match kind {
            "string" => "\"\"".to_owned(),
            "number" => "0".to_owned(),
            "boolean" => "false".to_owned(),
            "object" => "#{}".to_owned(),
            _ => "[]".to_owned(),
        },
        "append" => format!("{old} + [{}]", value(work)),
        "extend" => format!("{old} + {}", value(work)),
        "+=" => format!("{old} + {}", value(work)),
        "-=" => format!("{old} - {}", value(work)),
        "*=" => format!("{old} * {}", value(work)),
        "/=" => format!("{old} * 1.0 / {}", value(work)),
        // Of a copy: what is in scope is constant, and `extract` is not for constants.
        "remove-first" => format!("({old} + []).extract(1)"),
        "remove-last" => format!("({old} + []).extract(0, len({old}) - 1)"),
        other => return Err(format!("the operation ‘{other}’")),
    })
}
