//! `iteration` and `loop`.

use super::conditions::all;
use crate::import::dify::convert::typed;
use crate::import::dify::graph::{Source, loop_channel};
use crate::import::dify::work::Work;
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn iteration(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let items = work.selector(at, &at.data["iterator_selector"]);
    let concurrency = match at.data["is_parallel"] == true {
        true => at.data["parallel_nums"].as_u64().unwrap_or(10).clamp(1, 100),
        false => 1,
    };
    let on_item_error = match at.text("error_handle_mode") {
        "continue-on-error" => "null",
        "remove-abnormal-output" => "drop",
        _ => "stop",
    };
    let config = json!({ "items": items, "concurrency": concurrency, "on_item_error": on_item_error });
    work.put(at, "map", config, "It is a For each with the same body.");
}

/// A loop's variables are channels, written before the loop begins.
pub(super) fn repeat(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some(node) = at.node.clone() else { return };
    let mut set = Map::new();
    for variable in at.list("loop_variables") {
        let Some(label) = variable["label"].as_str() else { continue };
        let value = match (variable["value_type"].as_str(), &variable["value"]) {
            (Some("variable"), selector) => Value::String(hole(&work.selector(at, selector))),
            (_, constant) => match typed(constant, variable["var_type"].as_str().unwrap_or_default()) {
                Value::String(text) => Value::String(work.text(at, &text)),
                other => other,
            },
        };
        set.insert(loop_channel(&node, label), value);
    }
    if !set.is_empty() {
        let title = format!("{}: first values", at.title);
        work.put_before(at, "begin", "set_state", &title, json!({ "set": set }));
        work.draft.approximated(
            &at.original(),
            &node,
            "Its variables are channels, which a Set state before it gives their first values.",
        );
    }
    let wanted = at.data["loop_count"].as_u64().unwrap_or(10);
    let mut config = Map::new();
    config.insert("max_iterations".to_owned(), json!(wanted.clamp(1, 10_000)));
    let conditions = &at.data["break_conditions"];
    if conditions.as_array().is_some_and(|conditions| !conditions.is_empty()) {
        // Looked at before each round: before the first one, too, as there.
        let until = all(work, at, conditions, at.data["logical_operator"].as_str());
        config.insert("while".to_owned(), json!(format!("!({until})")));
    }
    work.put(
        at,
        "loop",
        Value::Object(config),
        "It is a Loop with the same body; ‘bound’ leads on as ‘out’ does.",
    );
}
