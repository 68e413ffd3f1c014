//! What two people can do to one flow, case by case.

use crate::{KINDS, edited, helpdesk, node};
use flow_schema::diff::{Colour, Revision};
use flow_schema::edit::rename_node;
use flow_schema::merge::{Choice, Merged, Place, ResolveError, merge, render_conflicts};
use serde_json::{Value, json};

fn of_node(id: &str, field: &str) -> Place {
    Place::Node { id: id.to_owned(), field: field.to_owned() }
}

fn merged(ours: impl FnOnce(&mut Value), theirs: impl FnOnce(&mut Value)) -> Merged {
    let base = helpdesk();
    merge(&base, &edited(&base, ours), &edited(&base, theirs), &KINDS)
}

fn places(merged: &Merged) -> Vec<String> {
    merged.conflicts.iter().map(|conflict| conflict.place.to_string()).collect()
}

fn remove(flow: &mut Value, id: &str) {
    flow["nodes"].as_array_mut().unwrap().retain(|node| node["id"] != id);
    let touches =
        |edge: &Value| edge["from"].as_str().unwrap().split('.').next() == Some(id) || edge["to"] == id;
    flow["edges"].as_array_mut().unwrap().retain(|edge| !touches(edge));
}

fn connect(flow: &mut Value, from: &str, to: &str) {
    flow["edges"].as_array_mut().unwrap().push(json!({ "from": from, "to": to }));
}

fn lead(flow: &mut Value, from: &str, to: &str) {
    let edges = flow["edges"].as_array_mut().unwrap();
    edges.iter_mut().find(|edge| edge["from"] == from).unwrap()["to"] = json!(to);
}

fn add(flow: &mut Value, id: &str, text: &str) {
    let node = json!({ "id": id, "kind": "reply", "config": { "text": text } });
    flow["nodes"].as_array_mut().unwrap().push(node);
}

#[test]
fn a_conflict_is_a_node_and_a_field_and_is_decided_by_a_choice() {
    let mut merged = merged(
        |flow| node(flow, "kb")["config"]["top_k"] = json!(5),
        |flow| {
            node(flow, "kb")["config"]["top_k"] = json!(8);
            node(flow, "kb")["config"]["base"] = json!("hr");
        },
    );
    assert_eq!(places(&merged), ["node ‘kb’: config top_k"]);
    assert_eq!(merged.conflicts[0].base, None);
    let config = |merged: &Merged| json!(merged.revision.flow.nodes[0].config);
    assert_eq!(config(&merged), json!({ "base": "hr", "query": "{{ input.message }}", "top_k": 5 }));
    let place = of_node("kb", "/config/top_k");
    let mut other = merged.clone();
    other.resolve(&place, &Choice::Value(json!(6)), &KINDS).unwrap();
    assert_eq!(config(&other)["top_k"], 6);
    merged.resolve(&place, &Choice::Theirs, &KINDS).unwrap();
    assert_eq!(config(&merged)["top_k"], 8);
    assert_eq!(
        merged.resolve(&place, &Choice::Ours, &KINDS),
        Err(ResolveError::NoConflict("node ‘kb’: config top_k".into()))
    );
}

#[test]
fn a_rename_meets_new_references_and_edges_to_the_old_name() {
    let base = helpdesk();
    let ours = rename_node(&base, "kb", "search", &KINDS).unwrap().revision;
    let theirs = edited(&base, |flow| {
        node(flow, "sorry")["config"]["text"] = json!("We searched {{ kb.count }} articles in kb.");
        node(flow, "kb")["timeout"] = json!("9s");
        connect(flow, "made", "kb");
    });
    let merged = merge(&base, &ours, &theirs, &KINDS);
    assert_eq!(places(&merged), Vec::<String>::new());
    let mut flow = json!(merged.revision.flow);
    assert_eq!(node(&mut flow, "sorry")["config"]["text"], "We searched {{ search.count }} articles in kb.");
    assert_eq!(node(&mut flow, "search")["timeout"], "9s");
    assert!(flow["edges"].as_array().unwrap().contains(&json!({ "from": "made", "to": "search" })));
    assert_eq!(merged.revision.tests["all"]["mocks"]["search"], json!([{ "output": {} }]));
    assert_eq!(merged.revision.layout["nodes"]["search"]["x"], 0);
}

#[test]
fn a_node_that_both_renamed_is_a_conflict_of_its_id() {
    let base = helpdesk();
    let name = |to: &str| rename_node(&base, "kb", to, &KINDS).unwrap().revision;
    let mut merged = merge(&base, &name("search"), &name("lookup"), &KINDS);
    assert_eq!(merged.revision, name("search"));
    merged.resolve(&of_node("search", "/id"), &Choice::Theirs, &KINDS).unwrap();
    assert_eq!(merged.revision, name("lookup"));
}

#[test]
fn other_conflicts_of_a_node_are_found_under_the_id_that_was_chosen() {
    let base = helpdesk();
    let side = |to: &str, top_k: usize, leads: &str| {
        let renamed = rename_node(&base, "kb", to, &KINDS).unwrap().revision;
        edited(&renamed, |flow| {
            node(flow, to)["config"]["top_k"] = json!(top_k);
            node(flow, "page")["config"]["body"] = json!(format!("{{{{ {to}.count }}}} {top_k}"));
            lead(flow, to, leads);
        })
    };
    let mut merged = merge(&base, &side("search", 5, "bye"), &side("lookup", 8, "made"), &KINDS);
    assert_eq!(
        places(&merged),
        ["node ‘search’: id", "node ‘page’: config body", "node ‘search’: config top_k", "edge ‘search’"]
    );
    merged.resolve(&of_node("search", "/id"), &Choice::Theirs, &KINDS).unwrap();
    assert_eq!(places(&merged), ["node ‘page’: config body", "node ‘lookup’: config top_k", "edge ‘lookup’"]);
    for conflict in merged.conflicts.clone() {
        merged.resolve(&conflict.place, &Choice::Theirs, &KINDS).unwrap();
    }
    assert_eq!(merged.revision, side("lookup", 8, "made"));
}

#[test]
fn a_new_node_that_meets_a_renamed_one_gets_a_free_id() {
    let base = helpdesk();
    let ours = rename_node(&base, "kb", "search", &KINDS).unwrap().revision;
    let theirs = edited(&base, |flow| {
        add(flow, "search", "Searching …");
        connect(flow, "made", "search");
        node(flow, "bye")["config"]["text"] = json!("{{ search.text }} {{ kb.count }}");
    });
    let merged = merge(&base, &ours, &theirs, &KINDS);
    assert_eq!(places(&merged), Vec::<String>::new());
    assert_eq!(merged.renamed[0].to, "search_2");
    let mut flow = json!(merged.revision.flow);
    assert_eq!(node(&mut flow, "search_2")["kind"], "reply");
    assert_eq!(node(&mut flow, "bye")["config"]["text"], "{{ search_2.text }} {{ search.count }}");
    assert!(flow["edges"].as_array().unwrap().contains(&json!({ "from": "made", "to": "search_2" })));
}

#[test]
fn an_edit_against_a_deletion_is_a_conflict_and_the_edges_come_back_with_the_node() {
    let edit = |flow: &mut Value| node(flow, "page")["config"]["to"] = json!("team_lead");
    let delete = |flow: &mut Value| {
        remove(flow, "page");
        connect(flow, "urgency.high", "ticket");
    };
    let edges = |merged: &Merged| {
        let at =
            |edge: &&flow_schema::model::Edge| edge.from.starts_with("page") || edge.to.as_str() == "page";
        merged.revision.flow.edges.iter().filter(at).count()
    };
    let mut deleted = merged(delete, edit);
    assert_eq!(places(&deleted), ["node ‘page’"]);
    assert_eq!((deleted.conflicts[0].ours.clone(), edges(&deleted)), (None, 0));
    deleted.resolve(&of_node("page", ""), &Choice::Theirs, &KINDS).unwrap();
    assert_eq!(edges(&deleted), 3);

    let mut kept = merged(edit, delete);
    assert_eq!((places(&kept), edges(&kept)), (vec!["node ‘page’".to_owned()], 3));
    kept.resolve(&of_node("page", ""), &Choice::Theirs, &KINDS).unwrap();
    assert_eq!(edges(&kept), 0);
    assert!(kept.revision.flow.nodes.iter().all(|node| node.id.as_str() != "page"));
}

#[test]
fn an_edge_drawn_to_a_node_that_the_other_deletes_is_a_conflict() {
    let merged = merged(|flow| remove(flow, "sorry"), |flow| connect(flow, "made", "sorry"));
    assert_eq!(places(&merged), ["node ‘sorry’"]);
    assert!(merged.revision.flow.edges.iter().all(|edge| edge.to.as_str() != "sorry"));
}

#[test]
fn one_way_out_led_to_two_places_is_a_conflict_of_the_edge() {
    let mut merged = merged(|flow| lead(flow, "kb", "helped"), |flow| lead(flow, "kb", "bye"));
    let leads = |merged: &Merged| {
        let from = merged.revision.flow.edges.iter().filter(|edge| edge.from == "kb");
        from.map(|edge| edge.to.to_string()).collect::<Vec<_>>()
    };
    assert_eq!((places(&merged), leads(&merged)), (vec!["edge ‘kb’".to_owned()], vec!["helped".to_owned()]));
    let place = Place::Edge { from: "kb".into() };
    let refused = merged.resolve(&place, &Choice::Value(json!("nowhere")), &KINDS).unwrap_err();
    assert_eq!(refused.to_string(), "the value does not fit edge ‘kb’: there is no node \"nowhere\"");
    merged.resolve(&place, &Choice::Theirs, &KINDS).unwrap();
    assert_eq!(leads(&merged), ["bye"]);
}

#[test]
fn two_new_nodes_of_one_id_are_a_conflict_unless_they_are_equal() {
    let same = merged(|flow| add(flow, "hello", "Hi"), |flow| add(flow, "hello", "Hi"));
    assert_eq!(places(&same), Vec::<String>::new());
    let mut other = merged(|flow| add(flow, "hello", "Hi"), |flow| add(flow, "hello", "Hello"));
    assert_eq!(places(&other), ["node ‘hello’"]);
    other.resolve(&of_node("hello", ""), &Choice::Theirs, &KINDS).unwrap();
    assert_eq!(other.revision.flow.nodes.last().unwrap().config["text"], "Hello");
}

#[test]
fn a_layout_never_has_a_conflict_and_theirs_stands_where_ours_did_not_move() {
    let place = |nodes: Value| Revision { layout: json!({ "nodes": nodes }), ..helpdesk() };
    let base = place(json!({ "kb": { "x": 0 }, "answer": { "x": 0 }, "bye": { "x": 0 } }));
    let ours = place(json!({ "kb": { "x": 1 }, "answer": { "x": 0 }, "bye": { "x": 1 } }));
    let theirs =
        place(json!({ "kb": { "x": 0 }, "answer": { "x": 2 }, "bye": { "x": 2 }, "new": { "x": 3 } }));
    let merged = merge(&base, &ours, &theirs, &KINDS);
    assert_eq!(places(&merged), Vec::<String>::new());
    let expect = json!({ "kb": { "x": 1 }, "answer": { "x": 2 }, "bye": { "x": 1 }, "new": { "x": 3 } });
    assert_eq!(merged.revision.layout["nodes"], expect);
}

#[test]
fn channels_tests_and_the_flow_s_own_fields_conflict_by_field() {
    let base = edited(&helpdesk(), |flow| flow["state"] = json!({ "tried": { "initial": 0 } }));
    let side = |by: usize| {
        let mut side = edited(&base, |flow| {
            flow["title"] = json!(format!("Helpdesk {by}"));
            flow["state"]["tried"]["initial"] = json!(by);
            flow["state"][format!("of_{by}")] = json!({});
        });
        side.tests.get_mut("all").unwrap()["input"]["n"] = json!(by);
        side
    };
    let mut merged = merge(&base, &side(1), &side(2), &KINDS);
    assert_eq!(places(&merged), ["flow: title", "channel ‘tried’: initial", "test ‘all’: input n"]);
    for place in merged.conflicts.clone().into_iter().map(|conflict| conflict.place) {
        merged.resolve(&place, &Choice::Theirs, &KINDS).unwrap();
    }
    let flow = &merged.revision.flow;
    assert_eq!((flow.title.as_str(), &flow.state["tried"].initial), ("Helpdesk 2", &json!(2)));
    assert_eq!(flow.state.keys().collect::<Vec<_>>(), ["of_1", "of_2", "tried"]);
    assert_eq!(merged.revision.tests["all"]["input"]["n"], 2);
}

#[test]
fn a_step_put_into_a_body_that_the_other_deletes_waits_with_the_body() {
    let base = crate::SEEDS[2].clone();
    let ours = edited(&base, |flow| {
        remove(flow, "each");
        remove(flow, "look");
        remove(flow, "result");
    });
    let theirs = edited(&base, |flow| {
        add(flow, "tell", "Hi");
        node(flow, "tell")["parent"] = json!("each");
        connect(flow, "look", "tell");
    });
    let mut merged = merge(&base, &ours, &theirs, &KINDS);
    assert_eq!(places(&merged), ["node ‘each’", "node ‘look’", "node ‘tell’"]);
    assert_eq!(merged.revision.flow, ours.flow);
    for id in ["each", "look", "tell"] {
        merged.resolve(&of_node(id, ""), &Choice::Theirs, &KINDS).unwrap();
    }
    let back = ["start → each", "each.body → look", "look → tell"];
    let edges: Vec<_> =
        merged.revision.flow.edges.iter().map(|edge| format!("{} → {}", edge.from, edge.to)).collect();
    assert!(back.iter().all(|edge| edges.contains(&(*edge).to_owned())), "{edges:?}");
}

#[test]
fn scripts_merge_by_line_and_expressions_never_by_halves() {
    let code =
        |first: &str, second: &str| format!("let a = {first};\nlet same = 1;\nlet b = {second};\na + b");
    let when =
        |a: &str, b: &str| format!("answer.confidence > {a} && kb.count > {b} && input.message != null");
    let base = edited(&helpdesk(), |flow| {
        let nodes = flow["nodes"].as_array_mut().unwrap();
        nodes.push(json!({ "id": "sum", "kind": "script", "config": { "code": code("1", "2") } }));
        let cases = json!([{ "port": "yes", "when": when("1", "2") }]);
        nodes.push(json!({ "id": "judge", "kind": "condition", "config": { "cases": cases } }));
    });
    let side = |a: &str, b: &str| {
        edited(&base, |flow| {
            node(flow, "sum")["config"]["code"] = json!(code(a, b));
            node(flow, "judge")["config"]["cases"][0]["when"] = json!(when(a, b));
        })
    };
    let merged = merge(&base, &side("10", "2"), &side("1", "20"), &KINDS);
    assert_eq!(places(&merged), ["node ‘judge’: config cases [port=yes] when"]);
    let mut flow = json!(merged.revision.flow);
    assert_eq!(node(&mut flow, "sum")["config"]["code"], code("10", "20"));
    assert_eq!(node(&mut flow, "judge")["config"]["cases"][0]["when"], when("10", "2"));
}

#[test]
fn a_rename_against_a_deletion_is_a_conflict() {
    let base = helpdesk();
    let renamed = rename_node(&base, "made", "thanks", &KINDS).unwrap().revision;
    let deleted = edited(&base, |flow| remove(flow, "made"));
    assert_eq!(places(&merge(&base, &renamed, &deleted, &KINDS)), ["node ‘thanks’"]);
    let mut other = merge(&base, &deleted, &renamed, &KINDS);
    assert_eq!(places(&other), ["node ‘thanks’"]);
    other.resolve(&of_node("thanks", ""), &Choice::Theirs, &KINDS).unwrap();
    let text =
        |revision: &Revision| flow_schema::canonical::to_string(&crate::edits::unordered(revision).flow);
    assert_eq!(text(&other.revision), text(&renamed));
}

#[test]
fn an_expression_that_cannot_follow_a_rename_is_named() {
    let base = helpdesk();
    let ours = rename_node(&base, "kb", "p", &KINDS).unwrap().revision;
    let theirs = edited(&base, |flow| {
        node(flow, "made")["config"]["text"] = json!("{{ input.list.map(|p| p + kb.count) }}");
    });
    let merged = merge(&base, &ours, &theirs, &KINDS);
    let named: Vec<_> = merged.unfollowed.iter().map(|at| format!("{} {}", at.node, at.field)).collect();
    assert_eq!((named, merged.conflicts.len()), (vec!["made /config/text".to_owned()], 0));
}

#[test]
fn conflicts_read_like_a_question() {
    let merged = merged(
        |flow| {
            node(flow, "kb")["config"]["top_k"] = json!(5);
            remove(flow, "sorry");
            lead(flow, "kb", "helped");
        },
        |flow| {
            node(flow, "kb")["config"]["top_k"] = json!(8);
            node(flow, "sorry")["config"]["text"] = json!("Sorry.");
            lead(flow, "kb", "bye");
        },
    );
    assert_eq!(
        render_conflicts(&merged.conflicts, Colour::No),
        "\
! node ‘kb’: config top_k
    ours:   5
    theirs: 8
! node ‘sorry’
    base:   reply {\"text\":\"That did not work: {{ ticket.error.message }}\"}
    ours:   not there
    theirs: reply {\"text\":\"Sorry.\"}
! edge ‘kb’
    base:   “answer”
    ours:   “helped”
    theirs: “bye”
"
    );
}
