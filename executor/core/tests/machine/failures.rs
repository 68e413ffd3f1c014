use crate::harness::Run;
use executor_core::testing::PlanBuilder;
use flow_schema::ErrorCode;
use flow_schema::kind::Effect;
use flow_schema::plan::RetryPolicy;
use serde_json::json;
use std::time::Duration;

fn flaky(attempts: u32) -> PlanBuilder {
    let retry = RetryPolicy { attempts, backoff: Duration::from_secs(2), factor: 2.0 };
    PlanBuilder::new("flaky")
        .tool("fetch", "http_request", Effect::Write, json!({}))
        .with(move |node| node.retry = retry)
        .edge("start", "fetch")
}

#[test]
fn a_failed_attempt_is_repeated_after_a_growing_wait_as_the_same_step() {
    let mut run = Run::start(flaky(3).build(), json!({}));
    run.failed("fetch", ErrorCode::Upstream, None);
    let first = run.machine.next_due().unwrap() - run.clock;
    assert!((1_600..=2_400).contains(&first), "{first}");
    run.check_fold();
    run.wait();
    assert_eq!((run.calls[0].iteration, run.calls[0].attempt), (0, 2));
    run.failed("fetch", ErrorCode::RateLimited, Some(60_000));
    assert_eq!(run.machine.next_due().unwrap() - run.clock, 60_000, "the target's own wish counts");
    run.wait().done("fetch", json!({ "ok": true }));
    assert_eq!(run.last(), "run.completed null");
    run.check_fold();
}

#[test]
fn final_errors_are_not_repeated_and_fail_the_run_where_nothing_catches_them() {
    let mut run = Run::start(flaky(3).build(), json!({}));
    run.failed("fetch", ErrorCode::Permission, None);
    assert_eq!(run.last(), "run.failed fetch permission: broken");
    assert_eq!(run.machine.failure().unwrap().1.unwrap().as_str(), "fetch");
    let mut run = Run::start(flaky(2).build(), json!({}));
    run.failed("fetch", ErrorCode::Upstream, None).wait().failed("fetch", ErrorCode::Upstream, None);
    assert_eq!(run.last(), "run.failed fetch upstream: broken");
}

#[test]
fn an_error_edge_carries_what_went_wrong() {
    let plan = flaky(1)
        .node("sorry", "end", json!({ "output": "{{ fetch.error }}" }))
        .node("fine", "reply", json!({ "text": "fine" }))
        .edge("fetch.error", "sorry")
        .edge("fetch", "fine")
        .build();
    let mut run = Run::start(plan, json!({}));
    run.failed("fetch", ErrorCode::Upstream, None);
    assert!(run.says("node.skipped fine"));
    assert_eq!(
        run.last(),
        r#"run.completed {"attempts":1,"code":"upstream","message":"broken","retryable":true}"#
    );
}

#[test]
fn a_fall_back_value_goes_on_as_if_nothing_had_happened() {
    let plan = PlanBuilder::new("fallback")
        .tool("fetch", "http_request", Effect::Read, json!({}))
        .with(|node| node.on_error = Some(json!({ "status": 0 })))
        .node("fin", "end", json!({ "output": "{{ fetch.status }}" }))
        .edge("start", "fetch")
        .edge("fetch", "fin")
        .build();
    let mut run = Run::start(plan, json!({}));
    run.failed("fetch", ErrorCode::Timeout, None);
    assert!(run.says("node.failed fetch timeout: broken"));
    assert_eq!(run.last(), "run.completed 0");
}

#[test]
fn a_failing_run_stops_what_is_still_going_on() {
    let plan = flaky(1).tool("other", "kb_search", Effect::Read, json!({})).edge("start", "other").build();
    let mut run = Run::start(plan, json!({}));
    run.failed("fetch", ErrorCode::Auth, None);
    assert!(run.calls.is_empty(), "{:?}", run.calls);
    run.check_fold();
}

#[test]
fn a_config_that_cannot_be_resolved_fails_its_node_not_the_process() {
    let plan = PlanBuilder::new("bad")
        .tool("fetch", "http_request", Effect::Read, json!({ "url": "{{ nobody.home }}" }))
        .edge("start", "fetch")
        .build();
    let run = Run::start(plan, json!({}));
    assert!(run.last().starts_with("run.failed fetch validation: /url"), "{}", run.last());
}

#[test]
fn a_result_without_a_port_of_the_node_is_our_defect_and_says_so() {
    let plan = PlanBuilder::new("classify")
        .tool("kind", "classify", Effect::Read, json!({}))
        .with(|node| node.ports = vec!["hardware".into(), "other".into(), "error".into()])
        .node("hw", "end", json!({ "output": "hardware" }))
        .edge("start", "kind")
        .edge("kind.hardware", "hw");
    let mut run = Run::start(plan.build(), json!({}));
    run.done("kind", json!({ "class": "hardware" }));
    assert_eq!(run.last(), r#"run.completed "hardware""#);
}
