//! Where a test file (`tests/*.json`) names nodes and channels. Read as JSON, so that a test which is
//! not quite right is renamed in as far as it can be.

use super::names::{Names, rename_keys};
use crate::kind::is_container;
use crate::model::Flow;
use serde_json::Value;
use std::collections::BTreeSet;

/// Nodes whose body is part of the flow, so that the address `each/kb` names two nodes of it.
pub(crate) fn containers(flow: &Flow) -> BTreeSet<String> {
    flow.nodes.iter().filter(|node| is_container(&node.kind)).map(|node| node.id.to_string()).collect()
}

pub(crate) fn rename_nodes(test: &mut Value, names: &Names, containers: &BTreeSet<String>) {
    let address = |text: &str| renamed_address(text, names, containers);
    let by_address = |value: Option<&mut Value>| {
        if let Some(Value::Object(entries)) = value {
            let before = std::mem::take(entries);
            *entries = before.into_iter().map(|(key, value)| (address(&key), value)).collect();
        }
    };
    let text = |value: Option<&mut Value>| {
        if let Some(Value::String(text)) = value {
            *text = address(text);
        }
    };
    by_address(test.get_mut("mocks"));
    each_turn(test, &mut |turn| text(turn.get_mut("node")));
    each_expectation(test, &mut |expect| {
        by_address(expect.get_mut("calls"));
        text(expect.get_mut("waits").and_then(|waits| waits.get_mut("node")));
        text(expect.get_mut("error").and_then(|error| error.get_mut("node")));
        for list in ["visits", "never"] {
            let list = expect.get_mut("path").and_then(|path| path.get_mut(list));
            for item in list.and_then(Value::as_array_mut).into_iter().flatten() {
                text(Some(item));
            }
        }
    });
}

pub(crate) fn rename_channels(test: &mut Value, names: &Names) {
    if let Some(Value::Object(channels)) = test.get_mut("channels") {
        rename_keys(channels, names);
    }
    each_expectation(test, &mut |expect| {
        if let Some(Value::Object(state)) = expect.get_mut("state") {
            rename_keys(state, names);
        }
    });
}

fn each_turn(test: &mut Value, see: &mut dyn FnMut(&mut Value)) {
    for turn in test.get_mut("turns").and_then(Value::as_array_mut).into_iter().flatten() {
        see(turn);
    }
}

fn each_expectation(test: &mut Value, see: &mut dyn FnMut(&mut Value)) {
    if let Some(expect) = test.get_mut("expect") {
        see(expect);
    }
    each_turn(test, &mut |turn| {
        if let Some(expect) = turn.get_mut("expect") {
            see(expect);
        }
    });
}

/// `each[3]/kb.yes`: steps into bodies, each with its round, and a port at the end. What comes after a
/// sub-flow is of another flow.
fn renamed_address(text: &str, names: &Names, containers: &BTreeSet<String>) -> String {
    let mut out = Vec::new();
    let mut ours = true;
    for step in text.split('/') {
        let end = step.find(['[', '.']).unwrap_or(step.len());
        let (id, rest) = step.split_at(end);
        match names.get(id).filter(|_| ours) {
            Some(new) => out.push(format!("{new}{rest}")),
            None => out.push(step.to_owned()),
        }
        ours &= containers.contains(id);
    }
    out.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_place_of_a_test_that_names_a_node_follows() {
        let mut test = json!({
            "name": "kb", "about": "kb fails",
            "mocks": { "kb": [{ "output": { "kb": "kb" } }], "each[2]/kb": [], "sub/kb": [] },
            "turns": [
                { "user": { "message": "kb" }, "node": "kb", "expect": { "waits": { "node": "kb", "values": { "kb": 1 } } } },
            ],
            "expect": { "path": { "visits": ["kb.error", "start"], "never": ["kb"] }, "calls": { "kb": { "times": 1 } },
                        "error": { "node": "kb" }, "output": { "kb": "kb" } },
        });
        let names = Names::from([("kb".into(), "search".into()), ("each".into(), "all".into())]);
        rename_nodes(&mut test, &names, &BTreeSet::from(["each".to_owned()]));
        assert_eq!(
            test,
            json!({
                "name": "kb", "about": "kb fails",
                "mocks": { "search": [{ "output": { "kb": "kb" } }], "all[2]/search": [], "sub/kb": [] },
                "turns": [
                    { "user": { "message": "kb" }, "node": "search",
                      "expect": { "waits": { "node": "search", "values": { "kb": 1 } } } },
                ],
                "expect": { "path": { "visits": ["search.error", "start"], "never": ["search"] },
                            "calls": { "search": { "times": 1 } },
                            "error": { "node": "search" }, "output": { "kb": "kb" } },
            })
        );
    }
}
