use crate::harness::{Run, compiled};
use executor_core::testing::PlanBuilder;
use flow_schema::kind::Effect;
use flow_schema::model::{ChannelScope, Join};
use flow_schema::plan::PlanReducer;
use serde_json::{Value, json};
use std::sync::Arc;

fn read(plan: PlanBuilder, id: &str) -> PlanBuilder {
    plan.tool(id, "kb_search", Effect::Read, json!({ "query": "{{ input.q }}" }))
}

#[test]
fn a_line_of_nodes_hands_values_on_and_ends_with_its_output() {
    let plan = read(PlanBuilder::new("line"), "kb")
        .node("said", "reply", json!({ "text": "found {{ kb.count }} for {{ input.q }}" }))
        .node("fin", "end", json!({ "output": { "reply": "{{ said.text }}", "n": "{{ kb.count }}" } }))
        .edge("start", "kb")
        .edge("kb", "said")
        .edge("said", "fin")
        .build();
    let mut run = Run::start(plan, json!({ "q": "vpn" }));
    assert_eq!(run.calls[0].args, json!({ "query": "vpn" }));
    run.done("kb", json!({ "count": 3 }));
    assert!(run.says("message.completed said found 3 for vpn"));
    assert_eq!(run.last(), r#"run.completed {"n":3,"reply":"found 3 for vpn"}"#);
    run.check_fold();
}

#[test]
fn a_join_waits_for_every_way_and_a_way_not_taken_counts_as_decided() {
    let plan = PlanBuilder::new("diamond").node(
        "which",
        "condition",
        json!({ "cases": [{ "port": "yes", "when": "input.n > 1" }], "otherwise": "no" }),
    );
    let plan = read(read(read(plan, "a"), "b"), "join")
        .edge("start", "which")
        .edge("which.yes", "a")
        .edge("which.no", "b")
        .edge("a", "join")
        .edge("b", "join")
        .build();
    let mut run = Run::start(plan, json!({ "n": 2 }));
    assert!(run.says("node.skipped b"));
    run.done("a", json!({})).done("join", json!({}));
    assert_eq!(run.completed(), ["start", "which", "a", "join"]);
    run.check_fold();
}

#[test]
fn parallel_branches_do_not_wait_for_each_other_but_their_join_does() {
    let plan = read(read(read(read(PlanBuilder::new("fork"), "slow"), "fast"), "after_fast"), "join")
        .edge("start", "slow")
        .edge("start", "fast")
        .edge("fast", "after_fast")
        .edge("slow", "join")
        .edge("after_fast", "join")
        .build();
    let mut run = Run::start(plan, json!({}));
    run.done("fast", json!({})).done("after_fast", json!({}));
    assert!(run.calls.iter().all(|step| step.node.as_str() == "slow"), "the join must wait");
    run.done("slow", json!({})).done("join", json!({}));
    assert_eq!(run.last(), "run.completed null");
}

fn race(cancel: bool) -> Run {
    let plan = read(read(read(PlanBuilder::new("race"), "slow"), "slower"), "fast")
        .tool("first", "kb_search", Effect::Read, json!({}))
        .with(|node| (node.join, node.cancel_others) = (Join::Any, cancel))
        .edge("start", "slow")
        .edge("slow", "slower")
        .edge("start", "fast")
        .edge("slower", "first")
        .edge("fast", "first")
        .build();
    Run::start(plan, json!({}))
}

#[test]
fn join_any_starts_on_the_first_way_and_ignores_the_others() {
    let mut run = race(false);
    run.done("fast", json!({})).done("first", json!({}));
    assert_eq!(run.last(), "node.completed first out", "the other branch goes on");
    run.done("slow", json!({})).done("slower", json!({}));
    assert_eq!(run.completed(), ["start", "fast", "first", "slow", "slower"]);
    assert_eq!(run.last(), "run.completed null");
    run.check_fold();
}

#[test]
fn cancel_others_stops_the_branches_that_lost() {
    let mut run = race(true);
    run.done("fast", json!({}));
    assert!(run.says("node.skipped slow") && run.says("node.skipped slower"));
    assert_eq!(run.calls.len(), 1, "only the winner is called: {:?}", run.calls);
    run.done("first", json!({}));
    assert_eq!(run.last(), "run.completed null");
    run.check_fold();
}

#[test]
fn a_switch_takes_the_case_that_reads_alike() {
    let cases = json!({ "value": "{{ input.v }}", "cases": [{ "port": "three", "equals": "3" }], "otherwise": "other" });
    let plan = PlanBuilder::new("switch").node("s", "switch", cases).edge("start", "s").build();
    let port = |input: Value| {
        let run = Run::start(Arc::clone(&plan), json!({ "v": input }));
        run.log.iter().find_map(|line| line.strip_prefix("node.completed s ").map(str::to_owned)).unwrap()
    };
    assert_eq!(
        [port(json!(3)), port(json!("3")), port(json!(3.0)), port(json!("x"))],
        ["three", "three", "three", "other"]
    );
}

#[test]
fn channels_are_reduced_all_or_none() {
    let plan = PlanBuilder::new("channels")
        .channel("n", PlanReducer::Sum, ChannelScope::Run, json!(1))
        .channel("list", PlanReducer::Append, ChannelScope::Conversation, Value::Null)
        .node("good", "set_state", json!({ "set": { "n": "{{ input.by }}", "list": "x" } }))
        .node("bad", "set_state", json!({ "set": { "list": "y", "n": "not a number" } }))
        .node("fin", "end", json!({ "output": "{{ state }}" }))
        .edge("start", "good")
        .edge("good", "bad")
        .edge("bad.error", "fin")
        .build();
    let run = Run::start(plan, json!({ "by": 2 }));
    assert!(run.says(r#"state.changed good list=["x"]"#) && run.says("state.changed good n=3"));
    assert_eq!(run.last(), r#"run.completed {"list":["x"],"n":3}"#);
    assert_eq!(run.machine.conversation_channels(), json!({ "list": ["x"] }).as_object().unwrap().clone());
}

#[test]
fn scripts_and_templates_are_computed_and_a_broken_one_is_caught_by_its_error_edge() {
    let plan = PlanBuilder::new("data")
        .node("twice", "script", json!({ "code": "let x = input.n; x * 2" }))
        .node("text", "template", json!({ "text": "= {{ twice }}" }))
        .node("broken", "script", json!({ "code": "input.n + nowhere" }))
        .node(
            "fin",
            "end",
            json!({ "output": { "text": "{{ text.text }}", "code": "{{ broken.error.code }}" } }),
        )
        .edge("start", "twice")
        .edge("twice", "text")
        .edge("text", "broken")
        .edge("broken.error", "fin")
        .build();
    let run = Run::start(plan, json!({ "n": 4 }));
    assert_eq!(run.last(), r#"run.completed {"code":"validation","text":"= 8"}"#);
}

#[test]
fn a_cancelled_run_ignores_late_results() {
    let plan = read(PlanBuilder::new("cancel"), "kb").edge("start", "kb").build();
    let mut run = Run::start(plan, json!({}));
    let late = run.calls[0].clone();
    run.feed(executor_core::Fact::Cancelled { reason: "enough".into() });
    assert_eq!(run.last(), "run.cancelled");
    assert!(run.calls.is_empty(), "the call was told to stop");
    let before = run.machine.state();
    let (iteration, attempt) = (late.iteration, late.attempt);
    let usage = executor_core::Tokens::default();
    assert!(!run.feed(executor_core::Fact::Done {
        node: "kb".into(),
        iteration,
        attempt,
        output: json!(1),
        usage
    }));
    assert_eq!(run.machine.state(), before);
}

#[test]
fn a_model_is_told_to_show_its_words_as_they_come_and_the_reply_after_it_says_them_once() {
    let plan = compiled(&json!({
        "format": "flowright/1", "name": "talk",
        "nodes": [
            { "id": "answer", "kind": "llm", "config": { "prompt": "{{ input.message }}" } },
            { "id": "say", "kind": "reply", "config": { "text": "{{ answer.text }}" } },
        ],
        "edges": [{ "from": "start", "to": "answer" }, { "from": "answer", "to": "say" }],
    }));
    let mut run = Run::start(plan, json!({ "message": "Hello" }));
    assert_eq!(run.calls[0].args["stream_reply"], true);
    run.through_snapshot();
    run.done("answer", json!({ "text": "Good morning" }));
    let said: Vec<_> = run.log.iter().filter(|line| line.starts_with("message.completed")).collect();
    assert_eq!(said, ["message.completed say Good morning"]);
    run.check_fold();
}
