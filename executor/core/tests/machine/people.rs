//! `approval`, `wait` and `handoff`: what rests until somebody or something comes.

use crate::harness::{Run, compiled};
use executor_core::{Fact, Status};
use serde_json::{Value, json};

fn sign(config: Value) -> Value {
    let mut whole = json!({ "title": "Order {{ input.item }}?", "details": { "item": "{{ input.item }}" } });
    whole.as_object_mut().unwrap().extend(config.as_object().unwrap().clone());
    let done = |id: &str| json!({ "id": id, "kind": "end", "config": { "output": { "way": id, "by": "{{ sign.by }}" } } });
    let mut edges = vec![
        json!({ "from": "start", "to": "sign" }),
        json!({ "from": "sign.approved", "to": "yes" }),
        json!({ "from": "sign.rejected", "to": "no" }),
    ];
    let mut nodes =
        vec![json!({ "id": "sign", "kind": "approval", "config": whole }), done("yes"), done("no")];
    if whole["timeout"].is_string() {
        edges.push(json!({ "from": "sign.timeout", "to": "late" }));
        nodes.push(done("late"));
    }
    json!({ "format": "flowright/1", "name": "buy", "nodes": nodes, "edges": edges,
            "input": { "type": "object", "properties": { "item": { "type": "string" } } } })
}

struct Case(Run);

impl Case {
    fn new(config: Value) -> Self {
        Self(Run::start(compiled(&sign(config)), json!({ "item": "a mouse" })))
    }

    fn hash(&self) -> String {
        self.0.machine.waiting().unwrap()["hash"].as_str().unwrap().to_owned()
    }

    fn says(&mut self, who: &str, word: &str) -> &mut Self {
        let hash = self.hash();
        self.with(who, json!({ "decision": word, "hash": hash }))
    }

    fn with(&mut self, who: &str, payload: Value) -> &mut Self {
        let (name, role) = who.split_once('/').unwrap_or((who, "agent"));
        let by = json!({ "name": name, "email": format!("{name}@example.com"), "role": role });
        self.0.feed(Fact::Signal { name: "decision".into(), node: None, payload, by });
        self
    }

    fn ignored(&self) -> Option<String> {
        self.0.payloads.last().filter(|_| self.0.last().starts_with("node.progress"))?["reason"]
            .as_str()
            .map(str::to_owned)
    }

    fn way(&self) -> Value {
        self.0.check_fold();
        self.0.machine.output()["way"].clone()
    }
}

fn people(names: &[&str]) -> Value {
    names.iter().map(|name| json!({ "email": format!("{name}@Example.com") })).collect()
}

#[test]
fn any_one_decision_counts_and_those_not_asked_are_recorded_and_ignored() {
    let mut case = Case::new(json!({ "approvers": people(&["ada", "bob"]) }));
    assert_eq!(case.0.machine.status(), Status::Waiting);
    case.says("eve", "approve");
    assert_eq!(case.ignored().unwrap(), "this person is not asked");
    case.with("ada", json!({ "decision": "approve", "hash": "of something else" }));
    assert_eq!(case.ignored().unwrap(), "it is about something else than what is asked");
    case.says("bob", "approve");
    assert_eq!(case.way(), "yes");
    assert_eq!(case.0.machine.output()["by"], "bob");
    let mut case = Case::new(json!({ "approvers": people(&["ada", "bob"]) }));
    case.says("ada", "reject");
    assert_eq!(case.way(), "no");
}

#[test]
fn all_means_everybody_and_nobody_twice() {
    let mut case = Case::new(json!({ "approvers": people(&["ada", "bob"]), "mode": "all" }));
    case.says("ada", "approve").says("ada", "approve");
    assert_eq!(case.ignored().unwrap(), "this person has decided already");
    assert_eq!(case.0.machine.waiting().unwrap()["approvers"], json!([{ "email": "bob@example.com" }]));
    case.says("bob", "approve");
    assert_eq!(case.way(), "yes");
}

#[test]
fn a_quorum_is_reached_or_out_of_reach() {
    let quorum = || json!({ "approvers": people(&["ada", "bob", "cyd"]), "mode": "quorum", "quorum": 2 });
    let mut case = Case::new(quorum());
    case.says("ada", "reject").says("bob", "approve").says("cyd", "approve");
    assert_eq!(case.way(), "yes");
    let mut case = Case::new(quorum());
    case.says("ada", "reject").says("bob", "reject");
    assert_eq!(case.way(), "no");
}

#[test]
fn a_sequence_asks_one_after_the_other() {
    let mut case = Case::new(json!({ "approvers": people(&["ada", "bob"]), "mode": "sequence" }));
    case.says("bob", "approve");
    assert_eq!(case.ignored().unwrap(), "this person is not asked");
    case.says("ada", "approve").says("bob", "approve");
    assert_eq!(case.way(), "yes");
}

#[test]
fn a_role_may_decide_and_an_approver_may_delegate() {
    let mut case = Case::new(json!({ "approvers": [{ "role": "team_lead" }] }));
    let hash = case.hash();
    case.with("ada/team_lead", json!({ "decision": "delegate", "hash": hash, "to": "Dan@example.com" }));
    case.says("ada/team_lead", "approve");
    assert_eq!(case.ignored().unwrap(), "this person is not asked");
    case.says("dan", "approve");
    assert_eq!(case.way(), "yes");
}

#[test]
fn nobody_deciding_escalates_and_then_times_out() {
    let config = json!({
        "approvers": people(&["ada"]), "escalate_after": "1d", "escalate_to": [{ "role": "admin" }], "timeout": "3d"
    });
    let mut case = Case::new(config.clone());
    case.says("root/admin", "approve");
    assert_eq!(case.ignored().unwrap(), "this person is not asked");
    case.0.wait();
    case.says("root/admin", "approve");
    assert_eq!(case.way(), "yes");
    let mut case = Case::new(config);
    case.0.wait().wait();
    assert_eq!(case.way(), "late");
}

#[test]
fn a_decision_that_comes_too_late_is_recorded_and_changes_nothing() {
    let mut flow = sign(json!({ "approvers": people(&["ada"]) }));
    flow["nodes"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "ask", "kind": "ask_user", "config": { "question": "?" } }));
    flow["edges"].as_array_mut().unwrap().push(json!({ "from": "start", "to": "ask" }));
    let mut case = Case(Run::start(compiled(&flow), json!({ "item": "x" })));
    let hash = case.0.machine.waiting_for().find(|w| w["for"] == "approval").unwrap()["hash"].clone();
    let approve = json!({ "decision": "approve", "hash": hash });
    case.with("ada", approve.clone());
    let before = case.0.machine.state()["nodes"].clone();
    case.with("ada", approve);
    assert_eq!(case.ignored().unwrap(), "nobody asks for this decision (any more)");
    assert_eq!(case.0.machine.state()["nodes"], before);
    case.0.check_fold();
}

fn rest(config: Value) -> Value {
    let timed = config["deadline"].is_string();
    let mut edges = vec![json!({ "from": "start", "to": "rest" }), json!({ "from": "rest", "to": "fin" })];
    if timed {
        edges.push(json!({ "from": "rest.timeout", "to": "fin" }));
    }
    json!({
        "format": "flowright/1", "name": "rest", "edges": edges,
        "nodes": [
            { "id": "rest", "kind": "wait", "config": config },
            { "id": "fin", "kind": "end", "join": "any", "config": { "output": { "came": "{{ rest.came }}", "said": "{{ rest.payload }}" } } }
        ]
    })
}

fn event(run: &mut Run, name: &str, payload: Value) {
    run.feed(Fact::Signal { name: name.into(), node: None, payload, by: json!({}) });
}

#[test]
fn a_wait_ends_with_its_time_its_event_or_its_deadline() {
    let mut run = Run::start(compiled(&rest(json!({ "for": "24h" }))), json!({}));
    assert_eq!(run.machine.waiting().unwrap()["for"], "time");
    run.wait();
    assert_eq!(run.machine.output()["came"], "time");

    let awaited = json!({ "event": "ticket.replied", "key": "TKT-1", "deadline": "3d" });
    let mut run = Run::start(compiled(&rest(awaited.clone())), json!({}));
    event(&mut run, "ticket.replied", json!({ "key": "TKT-2" }));
    assert_eq!(run.machine.status(), Status::Waiting);
    event(&mut run, "ticket.replied", json!({ "key": "TKT-1", "text": "hi" }));
    assert_eq!(run.machine.output(), &json!({ "came": "event", "said": { "key": "TKT-1", "text": "hi" } }));
    run.check_fold();

    let mut run = Run::start(compiled(&rest(awaited)), json!({}));
    run.wait();
    assert_eq!(run.machine.output()["came"], "timeout");
    run.check_fold();
}

#[test]
fn what_happens_before_anybody_waits_for_it_is_kept() {
    let mut flow = rest(json!({ "event": "paid" }));
    flow["nodes"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "kb", "kind": "kb_search", "config": { "base": "it", "query": "x" } }));
    flow["edges"] = json!([{ "from": "start", "to": "kb" }, { "from": "kb", "to": "rest" }, { "from": "rest", "to": "fin" }]);
    let mut run = Run::start(compiled(&flow), json!({}));
    event(&mut run, "paid", json!({ "sum": 7 }));
    run.check_fold();
    run.done("kb", json!({ "passages": [] }));
    assert_eq!(run.machine.output(), &json!({ "came": "event", "said": { "sum": 7 } }));
    run.check_fold();
}

#[test]
fn working_hours_leave_the_weekend_out() {
    let mut run = Run::begin(compiled(&rest(json!({ "for": "3d", "working_hours": true }))));
    // Friday, 2026-03-06, 16:00 UTC.
    run.clock = 1_772_812_800_000;
    run.go(json!({}));
    assert_eq!(run.machine.waiting().unwrap()["until"], "2026-03-11T16:00:00.000Z");
}

#[test]
fn a_moment_that_has_passed_is_not_waited_for() {
    let run = Run::start(compiled(&rest(json!({ "until": "1969-01-01T00:00:00Z" }))), json!({}));
    assert_eq!(run.machine.output()["came"], "time");
    let run = Run::start(compiled(&rest(json!({ "until": "{{ input.due }}" }))), json!({ "due": "soon" }));
    assert!(run.last().contains("‘soon’ is no moment"), "{}", run.last());
}

#[test]
fn a_conversation_that_was_handed_over_comes_back() {
    let flow = json!({
        "format": "flowright/1", "name": "hand",
        "nodes": [
            { "id": "person", "kind": "handoff", "config": { "reason": "{{ input.why }}", "message": "One moment.", "timeout": "2h" } },
            { "id": "fin", "kind": "end", "join": "any", "config": { "output": { "text": "{{ person.text }}", "by": "{{ person.by }}" } } }
        ],
        "edges": [{ "from": "start", "to": "person" }, { "from": "person.returned", "to": "fin" }, { "from": "person.timeout", "to": "fin" }]
    });
    let mut run = Run::start(compiled(&flow), json!({ "why": "angry" }));
    assert!(run.says("message.completed person One moment."));
    assert_eq!(run.machine.waiting().unwrap()["reason"], "angry");
    let (payload, by) = (json!({ "text": "all is well" }), json!({ "name": "Ada" }));
    run.feed(Fact::Signal { name: "handback".into(), node: None, payload, by });
    assert_eq!(run.machine.output(), &json!({ "text": "all is well", "by": "Ada" }));
    run.check_fold();
}

#[test]
fn a_run_that_nobody_ends_ends_after_ninety_days() {
    let flow = json!({
        "format": "flowright/1", "name": "ask", "edges": [{ "from": "start", "to": "ask" }],
        "nodes": [{ "id": "ask", "kind": "ask_user", "config": { "question": "?" } }]
    });
    let mut run = Run::start(compiled(&flow), json!({}));
    assert_eq!(run.machine.next_due(), Some(1_000 + executor_core::MAX_RUN_MS));
    run.wait();
    assert_eq!(run.last(), "run.failed  timeout: the run is older than 90 days");
    run.check_fold();
}
