use crate::harness::Run;
use executor_core::testing::PlanBuilder;
use flow_schema::kind::Effect;
use flow_schema::model::ChannelScope;
use flow_schema::plan::PlanReducer;
use serde_json::{Value, json};

fn counting(max: u32) -> PlanBuilder {
    PlanBuilder::new("loop")
        .channel("seen", PlanReducer::Append, ChannelScope::Run, Value::Null)
        .node("note", "set_state", json!({ "set": { "seen": "{{ loop.count }}" } }))
        .tool("probe", "http_request", Effect::Read, json!({ "n": "{{ loop.count }}" }))
        .node(
            "good",
            "condition",
            json!({ "cases": [{ "port": "yes", "when": "probe.ok" }], "otherwise": "no" }),
        )
        .node("fin", "end", json!({ "output": "{{ state.seen }}" }))
        .edge("start", "note")
        .edge("note", "probe")
        .edge("probe", "good")
        .edge("good.yes", "fin")
        .back("good.no", "note", max)
}

#[test]
fn a_back_edge_starts_the_next_iteration_with_a_clean_body() {
    let mut run = Run::start(counting(5).build(), json!({}));
    run.done("probe", json!({ "ok": false }));
    assert_eq!(run.calls[0].iteration, 1);
    assert_eq!(run.calls[0].args, json!({ "n": 2 }));
    assert_eq!(run.machine.state()["nodes"]["good"]["output"], Value::Null, "outputs of the body are reset");
    run.check_fold();
    run.done("probe", json!({ "ok": true }));
    assert_eq!(run.last(), "run.completed [1,2]");
    run.check_fold();
}

#[test]
fn at_its_bound_a_loop_fails_the_node_that_would_go_round_again() {
    let mut run = Run::start(counting(2).build(), json!({}));
    run.done("probe", json!({ "ok": false })).done("probe", json!({ "ok": false }));
    assert_eq!(
        run.last(),
        "run.failed good budget_exceeded: the loop at note has run 2 times, which is its limit"
    );
    let caught = counting(2)
        .node("sorry", "end", json!({ "output": "{{ good.error.code }}" }))
        .edge("good.error", "sorry");
    let mut run = Run::start(caught.build(), json!({}));
    run.done("probe", json!({ "ok": false })).done("probe", json!({ "ok": false }));
    assert_eq!(run.last(), r#"run.completed "budget_exceeded""#);
}

#[test]
fn the_next_iteration_waits_until_the_body_is_quiet() {
    let plan = PlanBuilder::new("quiet")
        .node("top", "template", json!({ "text": "{{ loop.count }}" }))
        .tool("slow", "kb_search", Effect::Read, json!({}))
        .tool("fast", "kb_search", Effect::Read, json!({}))
        .node(
            "both",
            "condition",
            json!({ "cases": [{ "port": "again", "when": "loop.count < 2" }], "otherwise": "done" }),
        )
        .node("fin", "end", json!({ "output": "{{ top.text }}" }))
        .edge("start", "top")
        .edge("top", "slow")
        .edge("top", "fast")
        .edge("fast", "both")
        // `slow` may go round again as well, so it belongs to the body.
        .back("both.again", "top", 9)
        .back("slow.retry", "top", 9)
        .edge("both.done", "fin")
        .build();
    let mut run = Run::start(plan, json!({}));
    run.done("fast", json!({}));
    assert_eq!(run.calls.len(), 1, "slow is still going on, so nothing starts again");
    run.done("slow", json!({}));
    assert_eq!(run.calls.len(), 2, "the second iteration calls both");
    run.done("fast", json!({}));
    assert!(!run.says("node.completed fin out"), "the way out counts when the body is quiet");
    run.done("slow", json!({}));
    assert_eq!(run.last(), "run.completed 2");
    run.check_fold();
}

#[test]
fn an_inner_loop_begins_anew_in_each_iteration_of_the_outer_one() {
    let again = |until: u32| json!({ "cases": [{ "port": "again", "when": format!("loop.count < {until}") }], "otherwise": "on" });
    let plan = PlanBuilder::new("nested")
        .channel("seen", PlanReducer::Append, ChannelScope::Run, Value::Null)
        .node("outer", "template", json!({ "text": "{{ loop.count }}" }))
        .node("inner", "set_state", json!({ "set": { "seen": "{{ outer.text }}.{{ loop.count }}" } }))
        .node("more_inner", "condition", again(3))
        .node("more_outer", "condition", again(2))
        .node("fin", "end", json!({ "output": "{{ state.seen }}" }))
        .edge("start", "outer")
        .edge("outer", "inner")
        .edge("inner", "more_inner")
        .back("more_inner.again", "inner", 5)
        .edge("more_inner.on", "more_outer")
        .back("more_outer.again", "outer", 5)
        .edge("more_outer.on", "fin")
        .build();
    let run = Run::start(plan, json!({}));
    assert_eq!(run.last(), r#"run.completed ["1.1","1.2","1.3","2.1","2.2","2.3"]"#);
    run.check_fold();
}

#[test]
fn a_run_that_only_goes_round_stops_at_the_limit_of_steps() {
    let plan = PlanBuilder::new("endless")
        .node("a", "template", json!({ "text": "x" }))
        .node("b", "template", json!({ "text": "x" }))
        .edge("start", "a")
        .edge("a", "b")
        .back("b", "a", u32::MAX)
        .build();
    let run = Run::start(plan, json!({}));
    assert!(run.last().ends_with("budget_exceeded: the run took more than 10000 steps"), "{}", run.last());
}
