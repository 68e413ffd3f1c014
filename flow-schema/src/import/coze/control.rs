//! The kinds of nodes that decide, ask, merge and repeat.

use super::graph::{Kind, Source};
use super::nodes::settings;
use super::work::{Work, channel};
use crate::id::PortId;
use crate::import::rhai_text::{hole, literal};
use crate::import::{draft, names};
use crate::model::{Channel, ChannelScope, Reducer};
use serde_json::{Map, Value, json};

/// The way out by a port of the document.
pub(super) fn port(source: &Source<'_>, port: &str) -> Option<String> {
    let nth = |name: &str| port.strip_prefix(name).and_then(|at| at.parse::<usize>().ok());
    match (source.kind, port) {
        (_, "branch_error") => Some(PortId::ERROR.to_owned()),
        (Kind::Selector, "false") => Some("else".to_owned()),
        (Kind::Selector, "true") => Some("case_1".to_owned()),
        (Kind::Selector, _) => nth("true_").map(|at| format!("case_{}", at + 1)),
        (Kind::Intent, "default") => Some("other".to_owned()),
        (Kind::Intent, _) => nth("branch_").and_then(|at| intents(source).into_iter().nth(at)),
        (Kind::Question, "default") => Some("other".to_owned()),
        (Kind::Question, _) if !options(source).is_empty() => {
            nth("branch_").and_then(|at| options(source).into_iter().nth(at))
        }
        (Kind::Question, _) => Some("answered".to_owned()),
        (_, "" | "default" | "loop-output" | "batch-output" | "output") => Some(PortId::OUT.to_owned()),
        (_, "loop-function-inline-output" | "batch-function-inline-output") => Some(PortId::BODY.to_owned()),
        _ => None,
    }
}

fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, name) in names.enumerate() {
        found.push(if found.contains(&name) || name == "case" { format!("way {}", at + 1) } else { name });
    }
    found
}

fn intents(source: &Source<'_>) -> Vec<String> {
    unique(
        source.list("intents").iter().map(|intent| names::port(intent["name"].as_str().unwrap_or_default())),
    )
}

fn options(source: &Source<'_>) -> Vec<String> {
    if source.inputs["answer_type"] != "option" {
        return Vec::new();
    }
    unique(
        source.list("options").iter().map(|option| names::port(option["name"].as_str().unwrap_or_default())),
    )
}

pub(super) fn selector(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let cases: Vec<Value> = at
        .list("branches")
        .iter()
        .enumerate()
        .map(|(index, branch)| {
            let condition = &branch["condition"];
            let list = condition["conditions"].as_array().map_or(&[][..], Vec::as_slice);
            let parts: Vec<String> = list.iter().map(|one| compare(work, at, one)).collect();
            // 1 is any, 2 is all.
            let sign = if condition["logic"] == 1 { " || " } else { " && " };
            let when = if parts.is_empty() { "true".to_owned() } else { parts.join(sign) };
            json!({ "port": format!("case_{}", index + 1), "when": when })
        })
        .collect();
    if cases.is_empty() {
        return work.put_placeholder(at, "it has no branches");
    }
    work.put(
        at,
        "condition",
        json!({ "cases": cases, "otherwise": "else" }),
        "It is a Condition with a port for each branch.",
    );
}

fn compare(work: &mut Work<'_, '_>, at: &Source<'_>, condition: &Value) -> String {
    let left = work.value(at, &condition["left"]["input"]);
    let right = match &condition["right"] {
        Value::Null => String::new(),
        right => work.value(at, &right["input"]),
    };
    match condition["operator"].as_u64().unwrap_or(0) {
        1 => format!("{left} == {right}"),
        2 => format!("{left} != {right}"),
        3 => format!("len({left}) > {right}"),
        4 => format!("len({left}) >= {right}"),
        5 => format!("len({left}) < {right}"),
        6 => format!("len({left}) <= {right}"),
        7 => format!("{left}.contains({right})"),
        8 => format!("!{left}.contains({right})"),
        9 => format!("is_empty({left})"),
        10 => format!("!is_empty({left})"),
        11 => format!("{left} == true"),
        12 => format!("{left} == false"),
        13 => format!("{left} > {right}"),
        14 => format!("{left} >= {right}"),
        15 => format!("{left} < {right}"),
        16 => format!("{left} <= {right}"),
        other => {
            let what =
                format!("It has the comparison {other}, which was not translated; write the condition anew.");
            work.draft.not_carried(&at.original(), Some(&at.node), what);
            draft::missing(&format!("the comparison {other}"))
        }
    }
}

pub(super) fn intent(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let ports = intents(at);
    if ports.is_empty() {
        return work.put_placeholder(at, "it has no intents");
    }
    let classes: Vec<Value> = at
        .list("intents")
        .iter()
        .zip(&ports)
        .map(|(intent, port)| match intent["name"].as_str().filter(|name| name != port) {
            Some(whole) => json!({ "name": port, "description": work.text(at, whole) }),
            None => json!({ "name": port }),
        })
        .collect();
    let text =
        at.parameter("query").map_or_else(|| "input.message".to_owned(), |query| work.value(at, query));
    let mut config = Map::new();
    config.insert("text".to_owned(), Value::String(hole(&text)));
    config.insert("classes".to_owned(), Value::Array(classes));
    config.insert("otherwise".to_owned(), json!("other"));
    settings(work, at, &mut config, false);
    work.put(
        at,
        "classify",
        Value::Object(config),
        "It sorts a text into the same intents; ‘other’ is the default.",
    );
}

pub(super) fn question(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let question = work.text(at, at.inputs["question"].as_str().unwrap_or_default());
    let question = if question.trim().is_empty() { at.title.to_owned() } else { question };
    let mut config = json!({ "question": question });
    let options = options(at);
    if !options.is_empty() {
        let options: Vec<Value> = options.iter().map(|option| json!({ "port": option })).collect();
        config["options"] = Value::Array(options);
        config["otherwise"] = json!("other");
    }
    if at.inputs["extra_output"] == true {
        work.draft.not_carried(
            &at.original(),
            Some(&at.node),
            "It read values out of the answer; put an Extract behind it.",
        );
    }
    work.put(at, "ask_user", config, "It asks the same question.");
}

pub(super) fn merge(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let groups: Vec<String> = at
        .list("mergeGroups")
        .iter()
        .map(|group| {
            let variables = group["variables"].as_array().map_or(&[][..], Vec::as_slice);
            let mut values: Vec<String> = variables.iter().map(|variable| work.value(at, variable)).collect();
            if values.len() < 2 {
                values.push("()".to_owned());
            }
            format!("{}: {}", literal(group["name"].as_str().unwrap_or_default()), values.join(" ?? "))
        })
        .collect();
    let code = format!("#{{ {} }}", groups.join(", "));
    work.put(at, "script", json!({ "code": code }), "It is a script that takes the first value there is.");
}

/// Writes to a loop's variables, or to those of the app.
pub(super) fn assign(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let mut set = Map::new();
    for parameter in at.list("inputParameters") {
        let (target, value) = match &parameter["left"] {
            // By name: a variable of the app.
            Value::Null => (parameter["name"].as_str().unwrap_or_default().to_owned(), &parameter["input"]),
            left => (
                left["value"]["content"]["name"].as_str().unwrap_or_default().to_owned(),
                &parameter["right"],
            ),
        };
        let owner =
            parameter["left"]["value"]["content"]["blockID"].as_str().and_then(|id| work.graph.find(id));
        let name = match owner {
            Some(owner) => channel(owner, &target),
            None => names::channel(&target),
        };
        if name.is_empty() {
            work.draft.not_carried(
                &at.original(),
                Some(&at.node),
                format!("It writes to ‘{target}’, which cannot be written here."),
            );
            continue;
        }
        let value = work.value(at, value);
        if !work.draft.flow.state.contains_key(&name) {
            let channel = Channel {
                schema: Value::Null,
                reducer: Reducer::Replace,
                scope: ChannelScope::Conversation,
                initial: Value::Null,
            };
            work.draft.flow.state.insert(name.clone(), channel);
            work.draft.approximated(
                &at.original(),
                &at.node,
                format!("The variable {target} of the app is a channel of the conversation."),
            );
        }
        set.insert(name, Value::String(hole(&value)));
    }
    if set.is_empty() {
        return work.put_placeholder(at, "none of its assignments could be carried over");
    }
    work.put(at, "set_state", json!({ "set": set }), "It is a Set state.");
}

/// A loop or a batch: a list is gone through by a For each, a number of rounds by a Loop.
pub(super) fn repeat(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let mut set = Map::new();
    for variable in at.list("variableParameters") {
        let Some(name) = variable["name"].as_str() else { continue };
        let first = work.value(at, &variable["input"]);
        let channel = Channel {
            schema: Value::Null,
            reducer: Reducer::Replace,
            scope: ChannelScope::Run,
            initial: Value::Null,
        };
        work.draft.flow.state.insert(self::channel(at, name), channel);
        set.insert(self::channel(at, name), Value::String(hole(&first)));
    }
    if !set.is_empty() {
        work.put_before(
            at,
            "begin",
            "set_state",
            &format!("{}: first values", at.title),
            json!({ "set": set }),
        );
        work.draft.approximated(
            &at.original(),
            &at.node,
            "Its variables are channels, which a Set state before it gives their first values.",
        );
    }
    let kind = at.inputs["loopType"].as_str().unwrap_or("array");
    if at.kind == Kind::Loop && kind != "array" {
        let count = work.value(at, &at.inputs["loopCount"]);
        let most = match (kind, count.trim_matches('"').parse::<u64>()) {
            ("count", Ok(count)) => count.clamp(1, 10_000),
            _ => {
                work.draft.not_carried(
                    &at.original(),
                    Some(&at.node),
                    "How often it ran was computed, or without bound; here it is 100 times at most.",
                );
                100
            }
        };
        return work.put(
            at,
            "loop",
            json!({ "max_iterations": most }),
            "It is a Loop with the same body; ‘bound’ leads on as ‘out’ does.",
        );
    }
    let lists = at.list("inputParameters");
    let items = lists.first().map_or_else(|| "[]".to_owned(), |list| work.value(at, &list["input"]));
    if lists.len() > 1 {
        work.draft.not_carried(
            &at.original(),
            Some(&at.node),
            "It went through several lists side by side; here through the first.",
        );
    }
    let concurrency = &at.inputs["concurrentSize"];
    let concurrency = if at.kind == Kind::Batch {
        work.value(at, concurrency).trim_matches('"').parse::<u64>().unwrap_or(10).clamp(1, 100)
    } else {
        1
    };
    work.put(
        at,
        "map",
        json!({ "items": items, "concurrency": concurrency }),
        "It is a For each with the same body.",
    );
}

pub(super) fn leave(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let of_a_list = at.parent.is_some_and(|parent| {
        work.graph.sources[parent].inputs["loopType"].as_str().unwrap_or("array") == "array"
    });
    if of_a_list {
        work.draft.not_carried(
            &at.original(),
            Some(&at.node),
            "It left the loop; here it ends its item only, and the others still run.",
        );
    }
    work.put(at, "end", json!({ "output": {} }), "It is an End in the body.");
}
