//! Nodes taken out into a flow of their own.

use crate::{KINDS, SEEDS, edited, helpdesk, node};
use flow_schema::Severity;
use flow_schema::check::check;
use flow_schema::edit::{ExtractError, Extracted, extract_subflow};
use flow_schema::model::Flow;
use serde_json::{Value, json};

fn extract(flow: &Flow, nodes: &[&str]) -> Result<Extracted, ExtractError> {
    extract_subflow(flow, &nodes.iter().map(|id| (*id).into()).collect(), "part", &KINDS)
}

fn errors(flow: &Flow) -> Vec<String> {
    let findings = check(flow, &KINDS).into_iter().filter(|finding| finding.severity == Severity::Error);
    findings.map(|finding| format!("{} {:?} {}", finding.code, finding.node, finding.cause)).collect()
}

fn refused(flow: &Flow, nodes: &[&str], expect: &str) {
    assert_eq!(extract(flow, nodes).unwrap_err().to_string(), expect);
}

/// Looks up, writes a summary of it, and answers.
fn chain() -> Flow {
    serde_json::from_value(json!({
        "format": "flowright/1", "name": "chain",
        "input": { "type": "object", "properties": { "message": { "type": "string" }, "days": { "type": "integer" } } },
        "schemas": { "Summary": { "type": "object", "properties": { "short": { "type": "string" } } } },
        "state": { "seen": { "schema": { "type": "integer" }, "initial": 0 }, "mine": { "initial": 0 } },
        "nodes": [
            { "id": "kb", "kind": "kb_search", "config": { "base": "it", "query": "{{ input.message }}" } },
            { "id": "sum", "kind": "llm", "config": {
                "prompt": "In {{ input.days }} days, {{ state.seen }} seen: {{ kb.passages }} {{ state.mine }} \"kb.passages\"",
                "output": { "$ref": "#/schemas/Summary" } } },
            { "id": "count", "kind": "set_state", "config": { "set": { "mine": "{{ state.mine + len(kb.passages) }}" } } },
            { "id": "say", "kind": "reply", "config": { "text": "{{ sum.short }} of {{ kb.count }} {{ user.name }}" } },
        ],
        "edges": [{ "from": "start", "to": "kb" }, { "from": "kb", "to": "sum" }, { "from": "sum", "to": "count" }, { "from": "count", "to": "say" }],
    }))
    .unwrap()
}

#[test]
fn inputs_and_outputs_come_from_the_references_that_cross_the_border() {
    let made = extract(&chain(), &["sum", "count"]).unwrap();
    let sub = json!(made.subflow);
    assert_eq!(
        sub["input"]["properties"],
        json!({
            "days": { "type": ["integer", "null"] },
            "kb_passages": { "type": ["array", "null"], "items": check_items() },
            "seen": { "type": ["integer", "null"] },
        })
    );
    assert_eq!(sub["output"]["properties"], json!({ "sum_short": { "type": ["string", "null"] } }));
    assert_eq!(
        sub["nodes"][0]["config"]["prompt"],
        "In {{ input.days }} days, {{ input.seen }} seen: {{ input.kb_passages }} {{ state.mine }} \"kb.passages\""
    );
    assert_eq!(sub["nodes"][1]["config"]["set"]["mine"], "{{ state.mine + len(input.kb_passages) }}");
    assert_eq!(
        sub["nodes"][2],
        json!({ "id": "done", "kind": "end", "config": { "output": { "sum_short": "{{ sum.short }}" } } })
    );
    assert_eq!(sub["schemas"].as_object().unwrap().len(), 1);
    assert_eq!(made.subflow.state.keys().collect::<Vec<_>>(), ["mine"]);
    let mut flow = json!(made.flow);
    assert_eq!(
        node(&mut flow, "part")["config"],
        json!({ "flow": "part", "input": {
            "days": "{{ input.days }}", "kb_passages": "{{ kb.passages }}", "seen": "{{ state.seen }}",
        } })
    );
    assert_eq!(
        node(&mut flow, "say")["config"]["text"],
        "{{ part.sum_short }} of {{ kb.count }} {{ user.name }}"
    );
    assert_eq!(
        flow["edges"],
        json!([{ "from": "start", "to": "kb" }, { "from": "kb", "to": "part" }, { "from": "part", "to": "say" }])
    );
    assert_eq!(made.flow.state.keys().collect::<Vec<_>>(), ["seen"]);
    assert_eq!((errors(&made.flow), errors(&made.subflow)), (vec![], vec![]));
}

/// The schema of a passage is the kind's affair.
fn check_items() -> Value {
    let kind = KINDS.get("kb_search").unwrap();
    kind.output_schema(&json!({}))["properties"]["passages"]["items"].clone()
}

#[test]
fn a_body_goes_with_its_container_and_what_it_reads_of_an_item_stays() {
    let flow = &SEEDS[2].flow;
    let made = extract(flow, &["each"]).unwrap();
    let sub = json!(made.subflow);
    let ids: Vec<_> = made.subflow.nodes.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(ids, ["each", "look", "result", "done"]);
    assert_eq!(sub["nodes"][1]["config"]["query"], "{{ item }} {{ index }}");
    assert_eq!(sub["nodes"][1]["parent"], "each");
    let mut outer = json!(made.flow);
    assert_eq!(
        node(&mut outer, "say")["config"]["text"],
        "{{ part.each_count }} people, {{ turns.iterations }} times"
    );
    assert_eq!((errors(&made.flow), errors(&made.subflow)), (vec![], vec![]));
}

#[test]
fn one_step_of_a_body_is_given_the_item() {
    let made = extract(&SEEDS[2].flow, &["look"]).unwrap();
    let mut outer = json!(made.flow);
    let step = node(&mut outer, "part");
    assert_eq!(step["parent"], "each");
    assert_eq!(step["config"]["input"], json!({ "item": "{{ item }}", "index": "{{ index }}" }));
    assert_eq!(json!(made.subflow)["nodes"][0]["config"]["query"], "{{ input.item }} {{ input.index }}");
    assert_eq!((errors(&made.flow), errors(&made.subflow)), (vec![], vec![]));
}

#[test]
fn errors_that_all_lead_to_one_node_become_the_step_s_error() {
    let flow = edited(&helpdesk(), |flow| {
        node(flow, "slots")["config"]["text"] =
            json!("{{ input.message }} {{ default(kb.error.message, answer.error.message) }}");
        flow["edges"].as_array_mut().unwrap().retain(|edge| edge["from"] != "helped.no");
        flow["nodes"].as_array_mut().unwrap().retain(|node| node["id"] != "bye");
        flow["edges"].as_array_mut().unwrap().retain(|edge| edge["to"] != "bye");
    });
    let made = extract(&flow.flow, &["kb", "answer"]).unwrap();
    let edges: Vec<_> = made.flow.edges.iter().map(|edge| format!("{} → {}", edge.from, edge.to)).collect();
    assert_eq!(edges[..3], ["start → part", "part.error → slots", "part → helped"]);
    let mut outer = json!(made.flow);
    assert_eq!(
        node(&mut outer, "slots")["config"]["text"],
        "{{ input.message }} {{ default(part.error.message, part.error.message) }}"
    );
}

#[test]
fn what_would_run_differently_is_refused_with_the_reason() {
    let flow = helpdesk().flow;
    refused(&flow, &[], "choose at least one node");
    refused(&flow, &["nobody"], "there is no node ‘nobody’");
    refused(
        &flow,
        &["answer", "page"],
        "they are entered at several nodes (answer, page); a flow has one beginning",
    );
    refused(
        &flow,
        &["urgency"],
        "the ways out (urgency.high, urgency.normal) lead to different nodes; a step has one way on",
    );
    refused(
        &flow,
        &["slots", "form"],
        "the ways out (form.answered, form.declined) lead to different nodes; a step has one way on",
    );
    refused(
        &SEEDS[2].flow,
        &["look", "count"],
        "the nodes lie in different bodies; choose nodes of one body, or the For each or Loop itself",
    );
    refused(
        &SEEDS[2].flow,
        &["result"],
        "‘result’ ends the run, or the round of a body; in a sub-flow it would only end that",
    );
    let without_end = edited(&SEEDS[2], |flow| {
        flow["nodes"].as_array_mut().unwrap().retain(|node| node["id"] != "result");
        flow["edges"].as_array_mut().unwrap().retain(|edge| edge["to"] != "result");
    });
    refused(
        &without_end.flow,
        &["look"],
        "the result of each round of ‘each’ comes from these nodes; give its body an End first",
    );

    let chain = |edit: &dyn Fn(&mut Value)| edited(&chain().into(), edit).flow;
    let twice = chain(&|flow| node(flow, "say")["config"]["text"] = json!("{{ state.mine }}"));
    let words =
        "the channel ‘mine’ is written here and used outside as well; a sub-flow has channels of its own";
    refused(&twice, &["sum", "count"], words);
    let kept = chain(&|flow| flow["state"]["mine"]["scope"] = json!("conversation"));
    refused(
        &kept,
        &["sum", "count"],
        "the channel ‘mine’ is kept for the conversation, and a sub-flow's channels are not",
    );
    let broken = chain(&|flow| node(flow, "sum")["config"]["prompt"] = json!("{{ kb."));
    refused(&broken, &["sum"], "/config/prompt of ‘sum’ does not parse, so what it needs is not known");
    let ends = chain(&|flow| node(flow, "count")["kind"] = json!("end"));
    refused(
        &ends,
        &["sum", "count"],
        "‘count’ ends the run, or the round of a body; in a sub-flow it would only end that",
    );
    let caught = chain(&|flow| {
        let edges = flow["edges"].as_array_mut().unwrap();
        edges.push(json!({ "from": "kb.error", "to": "say" }));
    });
    refused(
        &caught,
        &["kb", "sum"],
        "when they fail, sum would go another way than the others; lead all errors to one node, or none",
    );
    let caught = chain(&|flow| {
        let edges = flow["edges"].as_array_mut().unwrap();
        edges.push(json!({ "from": "kb.error", "to": "say" }));
        edges.push(json!({ "from": "sum.error", "to": "say" }));
    });
    refused(
        &caught,
        &["kb", "sum"],
        "‘say’ reads what ‘kb’ gave before another failed, and a sub-flow that fails gives nothing",
    );
    let open = chain(&|flow| {
        node(flow, "count")["kind"] = json!("condition");
        node(flow, "count")["config"] = json!({ "cases": [{ "port": "yes", "when": "true" }] });
        flow["edges"][3]["from"] = json!("count.yes");
    });
    refused(
        &open,
        &["sum", "count"],
        "after ‘count’ by ‘no’ nothing follows, and the run would now go on behind the sub-flow; connect it, or leave ‘count’ out",
    );
}
