//! `set`, `if`, `switch`, `merge`, `code`, `wait`, `executeWorkflow` and their kin.

use super::graph::Source;
use super::work::Work;
use crate::import::draft;
use crate::import::names::{self, flow_name, identifier};
use crate::import::rhai_text::{hole, literal};
use serde_json::{Value, json};

pub(super) fn set(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let parameters = source.parameters;
    let mut entries: Vec<(String, Value)> = Vec::new();
    if parameters["mode"] == "raw" {
        let text = parameters["jsonOutput"].as_str().unwrap_or_default();
        let Ok(Value::Object(object)) = serde_json::from_str(text.trim_start_matches('=')) else {
            return work.put_placeholder(at, "its JSON is put together by expressions");
        };
        let computed = text.starts_with('=');
        for (name, value) in object {
            let value = match value {
                Value::String(text) if computed => Value::String(format!("={text}")),
                other => other,
            };
            entries.push((name, value));
        }
    }
    for one in parameters["assignments"]["assignments"].as_array().into_iter().flatten() {
        entries.push((one["name"].as_str().unwrap_or_default().to_owned(), one["value"].clone()));
    }
    // Before version 3 by type.
    for list in parameters["values"].as_object().into_iter().flat_map(|values| values.values()) {
        for one in list.as_array().into_iter().flatten() {
            entries.push((one["name"].as_str().unwrap_or_default().to_owned(), one["value"].clone()));
        }
    }
    let keeps = parameters["includeOtherFields"] == true
        || source.version() < 3.0 && parameters["keepOnlySet"] != true;
    let mut lines = vec!["let one_ = #{};".to_owned()];
    if keeps {
        // Of a copy; what is read cannot be written.
        if let Ok(before) = work.graph.item_before(at) {
            lines = vec![format!("let one_ = #{{}} + {};", before.whole)];
        }
    }
    for (name, value) in entries {
        let value = work.value_expression(at, &value);
        // `a.b` is a path into the item.
        let place: String = name.split('.').map(|part| format!("[{}]", literal(part))).collect();
        let path: Vec<&str> = name.split('.').collect();
        for depth in 1..path.len() {
            let above: String = path[..depth].iter().map(|part| format!("[{}]", literal(part))).collect();
            lines.push(format!("if one_{above} == () {{ one_{above} = #{{}}; }}"));
        }
        lines.push(format!("one_{place} = {value};"));
    }
    lines.push("one_".to_owned());
    work.put(at, "script", json!({ "code": lines.join("\n") }), "It is a script that makes the same object.");
}

/// `conditions` of the second version, or `conditions` by type of the first.
fn conditions(work: &mut Work<'_, '_>, at: usize, conditions: &Value, combine: &Value) -> String {
    let mut parts = Vec::new();
    if let Some(list) = conditions["conditions"].as_array() {
        for one in list {
            let operator = &one["operator"];
            let left = work.value_expression(at, &one["leftValue"]);
            let right = work.value_expression(at, &one["rightValue"]);
            parts.push(compare(work, at, &left, operator["operation"].as_str().unwrap_or_default(), &right));
        }
    } else {
        for (kind, list) in conditions.as_object().into_iter().flatten() {
            for one in list.as_array().into_iter().flatten() {
                let left = work.value_expression(at, &one["value1"]);
                let right = work.value_expression(at, &one["value2"]);
                let usual = if kind == "number" { "smaller" } else { "equal" };
                parts.push(compare(work, at, &left, one["operation"].as_str().unwrap_or(usual), &right));
            }
        }
    }
    let any = conditions["combinator"] == "or" || combine == "any";
    if parts.is_empty() { "true".to_owned() } else { parts.join(if any { " || " } else { " && " }) }
}

fn compare(work: &mut Work<'_, '_>, at: usize, left: &str, operation: &str, right: &str) -> String {
    let left = if left.contains([' ', '!']) && !left.starts_with('"') {
        format!("({left})")
    } else {
        left.to_owned()
    };
    let right = if right.contains(" + ") { format!("({right})") } else { right.to_owned() };
    match operation {
        "equals" | "equal" => format!("{left} == {right}"),
        "notEquals" | "notEqual" => format!("{left} != {right}"),
        "contains" => format!("{left}.contains({right})"),
        "notContains" => format!("!{left}.contains({right})"),
        "startsWith" => format!("{left}.starts_with({right})"),
        "notStartsWith" => format!("!{left}.starts_with({right})"),
        "endsWith" => format!("{left}.ends_with({right})"),
        "notEndsWith" => format!("!{left}.ends_with({right})"),
        "gt" | "larger" => format!("{left} > {right}"),
        "gte" | "largerEqual" => format!("{left} >= {right}"),
        "lt" | "smaller" => format!("{left} < {right}"),
        "lte" | "smallerEqual" => format!("{left} <= {right}"),
        "empty" | "isEmpty" => format!("is_empty({left})"),
        "notEmpty" | "isNotEmpty" => format!("!is_empty({left})"),
        "exists" => format!("{left} != ()"),
        "notExists" => format!("{left} == ()"),
        "true" => format!("{left} == true"),
        "false" => format!("{left} == false"),
        other => {
            let source = &work.graph.sources[at];
            let what = format!(
                "It has the comparison ‘{other}’, which was not translated; write the condition anew."
            );
            work.draft.not_carried(&source.original(), Some(&source.node), what);
            draft::missing(&format!("the comparison ‘{other}’"))
        }
    }
}

pub(super) fn condition(work: &mut Work<'_, '_>, at: usize) {
    let parameters = work.graph.sources[at].parameters;
    let when = conditions(work, at, &parameters["conditions"], &parameters["combineOperation"]);
    let config = json!({ "cases": [{ "port": "yes", "when": when }], "otherwise": "no" });
    work.put(at, "condition", config, "It is a Condition; the ways out are yes and no.");
}

/// In the order of the outputs.
pub(super) fn switch_ports(source: &Source<'_>) -> Vec<String> {
    let rules = rules(source);
    let mut ports: Vec<String> = rules
        .iter()
        .enumerate()
        .map(|(index, rule)| {
            match rule["outputKey"].as_str().filter(|key| !key.is_empty() && rule["renameOutput"] == true) {
                Some(key) => names::port(key),
                None => format!("case_{}", index + 1),
            }
        })
        .collect();
    ports.push("else".to_owned());
    ports
}

fn rules<'a>(source: &'a Source<'_>) -> &'a [Value] {
    let rules = &source.parameters["rules"];
    rules["values"].as_array().or_else(|| rules["rules"].as_array()).map_or(&[], Vec::as_slice)
}

pub(super) fn switch(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let (rules, ports) = (rules(source), switch_ports(source));
    if rules.is_empty() || source.parameters["mode"] == "expression" {
        return work.put_placeholder(at, "it chooses its way out by an expression");
    }
    let mut cases = Vec::new();
    for (rule, port) in rules.iter().zip(&ports) {
        let when = match &rule["conditions"] {
            Value::Null => {
                let left = work.value_expression(at, &source.parameters["value1"]);
                let right = work.value_expression(at, &rule["value2"]);
                compare(work, at, &left, rule["operation"].as_str().unwrap_or("equal"), &right)
            }
            written => conditions(work, at, written, &Value::Null),
        };
        cases.push(json!({ "port": port, "when": when }));
    }
    if source.parameters["options"]["allMatchingOutputs"] == true {
        work.draft.not_carried(
            &source.original(),
            Some(&source.node),
            "It went all ways that fit; a Condition goes the first.",
        );
    }
    work.put(
        at,
        "condition",
        json!({ "cases": cases, "otherwise": "else" }),
        "It is a Condition with a port for each rule.",
    );
}

pub(super) fn merge(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let mut values = Vec::new();
    for link in graph.links.iter().filter(|link| link.to == at) {
        match graph.item_of(link.from) {
            Ok(item) => values.push(item.whole),
            Err(why) => return work.put_placeholder(at, &why),
        }
    }
    // The run's input is always there, so it comes last.
    values.sort_by_key(|value| value == "input");
    values.dedup();
    let source = &graph.sources[at];
    let mode = source.text("mode");
    let code = match mode {
        "combine" => {
            values.iter().map(|value| format!("default({value}, #{{}})")).collect::<Vec<_>>().join(" + ")
        }
        "" | "append" | "chooseBranch" | "passThrough" => {
            if values.len() < 2 {
                values.push("()".to_owned());
            }
            values.join(" ?? ")
        }
        other => return work.put_placeholder(at, &format!("it merges in the way ‘{other}’")),
    };
    let what = "There it puts lists of items together; here it takes the first that is there, or combines their fields.";
    work.draft.approximated(&source.original(), &source.node, what);
    work.put(at, "script", json!({ "code": code }), "It is a script that brings the ways together.");
}

pub(super) fn code(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let (code, language) =
        match ["jsCode", "functionCode"].iter().map(|name| source.text(name)).find(|code| !code.is_empty()) {
            Some(code) => (code, "JavaScript"),
            None => (source.text("pythonCode"), "Python"),
        };
    work.put_code(
        at,
        code,
        &format!("it is {language} over items, which is not translated; write it as a script here"),
    );
}

pub(super) fn wait(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let unit = match source.text("unit") {
        "seconds" => "s",
        "minutes" => "m",
        "days" => "d",
        _ => "h",
    };
    match source.text("resume") {
        "" | "timeInterval" => {
            let amount = source.parameters["amount"].as_u64().unwrap_or(1);
            work.put(at, "wait", json!({ "for": format!("{amount}{unit}") }), "It waits as long.");
        }
        "specificTime" => {
            let until = work.text(at, source.text("dateTime"));
            work.put(at, "wait", json!({ "until": until }), "It waits until the same moment.");
        }
        _ => {
            let event = identifier(source.name);
            let what =
                format!("There a call of a URL let it go on; here the event ‘{event}’, sent by the API.");
            work.draft.approximated(&source.original(), &source.node, what);
            work.put(at, "wait", json!({ "event": event }), "It waits for an event.");
        }
    }
}

pub(super) fn subflow(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let chosen = &source.parameters["workflowId"];
    let there = chosen["cachedResultName"]
        .as_str()
        .or(chosen["value"].as_str())
        .or(chosen.as_str())
        .unwrap_or("unnamed");
    let flow = flow_name(there);
    work.draft.needs_other(&flow, &format!("The published flow that is ‘{there}’ in n8n."), &source.node);
    let inputs = &source.parameters["workflowInputs"]["value"];
    let input = match (inputs.as_object(), work.graph.item_before(at)) {
        (Some(inputs), _) if !inputs.is_empty() => work.value(at, &Value::Object(inputs.clone())),
        (_, Ok(item)) => Value::String(hole(&item.whole)),
        (_, Err(_)) => json!({}),
    };
    work.put(at, "subflow", json!({ "flow": flow, "input": input }), "It runs a flow.");
}

pub(super) fn respond(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let body = source.text("responseBody");
    let output = match body.is_empty() {
        false => work.text(at, body),
        true => work.graph.item_before(at).map(|item| hole(&item.whole)).unwrap_or_default(),
    };
    work.draft.approximated(
        &source.original(),
        &source.node,
        "There it answers a web request; here it is the run's output, as ‘response’.",
    );
    work.put(at, "end", json!({ "output": { "response": output } }), "It is an End.");
}
