//! How a diff reads.

use crate::{KINDS, edited, helpdesk, node};
use flow_schema::diff::{Colour, diff, render};
use flow_schema::edit::rename_node;
use serde_json::json;

#[test]
fn a_diff_says_what_a_colleague_would() {
    let base = edited(&helpdesk(), |flow| {
        node(flow, "answer")["config"]["system"] = json!(
            "You are the IT helpdesk of a company with two thousand people.\nAnswer in English, from the articles \
             alone, and say so when they do not help. Never ask for a password, and be short."
        );
    });
    let mut head = rename_node(&base, "kb", "search", &KINDS).unwrap().revision;
    head = edited(&head, |flow| {
        let system = node(flow, "answer")["config"]["system"].as_str().unwrap().to_owned();
        let system = system.replace("in English", "in the user's language").replace("short", "brief");
        node(flow, "answer")["config"]["system"] = json!(system);
        node(flow, "answer")["retry"] = json!({ "attempts": 5 });
        node(flow, "search")["config"]["top_k"] = json!(5);
        node(flow, "urgency")["config"]["cases"] =
            json!([{ "port": "low", "equals": "P4" }, { "port": "high", "equals": "P0" }]);
        flow["nodes"].as_array_mut().unwrap().retain(|node| node["id"] != "sorry");
        flow["nodes"].as_array_mut().unwrap().push(json!({
            "id": "sign", "kind": "approval", "config": { "question": "Order it?", "approvers": [{ "role": "team_lead" }] },
        }));
        let edges = flow["edges"].as_array_mut().unwrap();
        edges.retain(|edge| edge["from"] != "ticket.error");
        edges.push(json!({ "from": "urgency.low", "to": "sign" }));
        edges.iter_mut().find(|edge| edge["from"] == "helped.timeout").unwrap()["to"] = json!("slots");
        flow["title"] = json!("Helpdesk");
        flow["state"] = json!({ "tried": { "initial": 0, "reducer": "sum" } });
    });
    head.tests.get_mut("all").unwrap()["mocks"]["answer"][0] = json!({ "error": { "code": "timeout" } });
    head.tests.insert("orders".into(), json!({ "name": "orders" }));
    let change = diff(&base, &head, &KINDS);
    assert_eq!(render(&change, Colour::No), EXPECTED);
    let colours = render(&change, Colour::Yes);
    assert!(colours.contains("be \u{1b}[0m\u{1b}[31mshort\u{1b}[0m\u{1b}[32mbrief\u{1b}[0m"), "{colours}");
}

const EXPECTED: &str = r##"~ flow
    title: “Helpdesk” added
+ channel ‘tried’
    initial: 0
    reducer: “sum”
    scope: “run”
~ node ‘kb’ (kb_search) is now called ‘search’
    top_k: 5 added
~ node ‘answer’ (llm)
    system: …wo thousand people.⏎Answer in [-English-]{+the user's language+}, from the articles alone, and…er ask for a password, and be [-short-]{+brief+}.
    retry: {"attempts":5} added
~ node ‘urgency’ (switch)
    cases ‘high’ equals: “P1” → “P0”
    cases ‘low’: {"equals":"P4","port":"low"} added
    cases: now in the order ‘low’, ‘high’
- node ‘sorry’ (reply)
+ node ‘sign’ (approval)
    approvers: [{"role":"team_lead"}]
    question: “Order it?”
~ edge helped.timeout → bye leads to slots now
- edge ticket.error → sorry removed
+ edge urgency.low → sign added
~ test ‘all’
    mocks answer #1 error: {"code":"timeout"} added
    mocks answer #1 output: {} removed
+ test ‘orders’
"##;

#[test]
fn nothing_is_said_of_what_only_looks_different() {
    let base = helpdesk();
    let mut head = base.clone();
    head.layout = json!({ "nodes": { "kb": { "x": 700 } } });
    assert_eq!(render(&diff(&base, &head, &KINDS), Colour::No), "no changes\n");
}

fn said(base: &flow_schema::diff::Revision, head: &flow_schema::diff::Revision) -> String {
    render(&diff(base, head, &KINDS), Colour::No)
}

#[test]
fn neighbours_renamed_together_are_two_renames_and_nothing_else() {
    let base = helpdesk();
    let mut head = base.clone();
    for (from, to) in [("kb", "search"), ("answer", "draft"), ("form", "details"), ("bye", "farewell")] {
        head = rename_node(&head, from, to, &KINDS).unwrap().revision;
    }
    assert_eq!(
        said(&base, &head),
        "\
~ node ‘kb’ (kb_search) is now called ‘search’
~ node ‘answer’ (llm) is now called ‘draft’
~ node ‘bye’ (reply) is now called ‘farewell’
~ node ‘form’ (ask_user) is now called ‘details’
"
    );
}

#[test]
fn a_node_put_in_another_s_place_is_no_rename() {
    let base = helpdesk();
    let head = edited(&base, |flow| {
        let bye = node(flow, "bye");
        bye["id"] = json!("escalate");
        bye["config"]["text"] = json!("A colleague will call you back within the hour");
        for edge in flow["edges"].as_array_mut().unwrap() {
            if edge["to"] == "bye" {
                edge["to"] = json!("escalate");
            }
        }
    });
    let said = said(&base, &head);
    assert!(said.starts_with("- node ‘bye’ (reply)\n+ node ‘escalate’ (reply)\n"), "{said}");
}

/// The old id is still read, so it is not a new name but a node that went.
#[test]
fn an_id_that_is_still_spoken_of_was_not_renamed() {
    let base = helpdesk();
    let head = edited(&base, |flow| node(flow, "form")["id"] = json!("details"));
    let said = said(&base, &head);
    assert!(said.starts_with("- node ‘form’ (ask_user)\n+ node ‘details’ (ask_user)\n"), "{said}");
}

#[test]
fn a_prompt_that_was_renamed_and_edited_shows_both() {
    let base = helpdesk();
    let renamed = rename_node(&base, "sorry", "failed", &KINDS).unwrap().revision;
    let head = edited(&renamed, |flow| {
        node(flow, "failed")["config"]["text"] = json!("That did not go well: {{ ticket.error.message }}");
    });
    assert_eq!(
        said(&base, &head),
        "\
~ node ‘sorry’ (reply) is now called ‘failed’
    text: That did not [-work-]{+go well+}: {{ ticket.error.message }}
"
    );
}

/// What Studio draws.
#[test]
fn a_diff_in_json_says_what_became_of_each_thing_by_path() {
    let base = helpdesk();
    let renamed = rename_node(&base, "sorry", "failed", &KINDS).unwrap().revision;
    let mut head = edited(&renamed, |flow| {
        node(flow, "failed")["config"]["text"] = json!("That did not go well: {{ ticket.error.message }}");
        node(flow, "urgency")["config"]["cases"][0]["equals"] = json!("P0");
        flow["edges"].as_array_mut().unwrap().push(json!({ "from": "made", "to": "bye" }));
        flow["title"] = json!("Helpdesk");
    });
    head.tests.insert("new".into(), json!({ "name": "new" }));
    assert_eq!(
        json!(diff(&base, &head, &KINDS)),
        json!({
            "flow": [{ "path": "/title", "change": { "added": "Helpdesk" } }],
            "channels": [],
            "nodes": [
                { "name": "urgency", "kind": "switch", "change": { "changed": [
                    { "path": "/config/cases/[port=high]/equals", "change": { "replaced": { "was": "P1", "now": "P0" } } },
                ] } },
                { "name": "failed", "kind": "reply", "was": "sorry", "change": { "changed": [
                    { "path": "/config/text", "change": { "text": [
                        { "same": "That did not " }, { "removed": "work" }, { "added": "go well" },
                        { "same": ": {{ ticket.error.message }}" },
                    ] } },
                ] } },
            ],
            "edges": [{ "added": { "from": "made", "to": "bye" } }],
            "tests": [{ "name": "new", "change": { "added": { "name": "new" } } }],
        })
    );
}
