//! Tests of flows: what a document of `tests/*.json` means, and what it says when it does not hold.

#![expect(clippy::unwrap_used, reason = "in tests a surprise is a failure")]

use executor_core::flow_test::{
    Cast, FlowTest, Past, PastEvent, Report, Speaker, Used, coverage, record, run,
};
use flow_schema::compile::compile;
use flow_schema::kind::KindRegistry;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

fn cast(document: &Value) -> Cast {
    let flow = serde_json::from_value(document.clone()).unwrap();
    let plan = compile(&flow, &KindRegistry::builtin()).unwrap_or_else(|findings| panic!("{findings:#?}"));
    Cast { plan: Arc::new(plan), flows: BTreeMap::new(), forms: BTreeMap::new() }
}

fn play(document: &Value, test: &Value) -> Report {
    let test = FlowTest::parse(&test.to_string()).unwrap_or_else(|problem| panic!("{problem}: {test:#}"));
    run(&test, &cast(document))
}

fn failures(document: &Value, test: &Value) -> Vec<String> {
    play(document, test).failures
}

fn test(rest: &Value) -> Value {
    let mut test = json!({ "format": "flowright-test/1", "name": "one" });
    test.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    test
}

/// Searches, answers, asks whether it helped, makes a ticket.
fn desk() -> Value {
    json!({
        "format": "flowright/1", "name": "desk",
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "state": { "asked": { "schema": { "type": "integer" }, "initial": 0 } },
        "nodes": [
            { "id": "kb", "kind": "kb_search", "config": { "base": "it", "query": "{{ input.message }}" },
              "retry": { "attempts": 2 } },
            { "id": "count", "kind": "set_state", "config": { "set": { "asked": "{{ kb.count }}" } } },
            { "id": "say", "kind": "reply",
              "config": { "text": "Found {{ kb.count }} for {{ user.name }}", "citations": "{{ kb.passages }}" } },
            { "id": "helped", "kind": "ask_user", "config": {
                "question": "Did this help?", "options": [{ "port": "yes" }, { "port": "no" }], "timeout": "2d" } },
            { "id": "ticket", "kind": "create_ticket",
              "config": { "title": "{{ input.message }}", "description": "x", "priority": "P3" } },
            { "id": "fin", "kind": "end", "config": { "output": { "ticket": "{{ ticket.number }}" } } },
            { "id": "good", "kind": "end", "config": { "output": { "ticket": "" } } }
        ],
        "edges": [
            { "from": "start", "to": "kb" }, { "from": "kb", "to": "count" }, { "from": "count", "to": "say" },
            { "from": "say", "to": "helped" }, { "from": "helped.yes", "to": "good" },
            { "from": "helped.no", "to": "ticket" }, { "from": "helped.timeout", "to": "good" },
            { "from": "ticket", "to": "fin" }
        ]
    })
}

fn mocks() -> Value {
    json!({
        "kb": [{ "output": { "count": 2, "passages": [{ "title": "VPN" }, { "title": "Wi-Fi" }] },
                 "usage": { "input_tokens": 30, "output_tokens": 12, "cost_micros": 500 } }],
        "ticket": [{ "output": { "number": "TKT-1" } }],
    })
}

fn to_a_ticket(expect: &Value) -> Value {
    test(&json!({
        "mocks": mocks(),
        "turns": [{ "user": { "message": "VPN" } }, { "user": { "answer": { "option": "no" } } }],
        "expect": expect,
    }))
}

#[test]
fn a_conversation_that_goes_as_written_passes() {
    let test = test(&json!({
        "mocks": mocks(),
        "context": { "user": { "name": "Ada" } },
        "turns": [
            { "user": { "message": "VPN" }, "expect": {
                "reply": { "contains": ["found 2 FOR ada"], "not_contains": ["Glad"], "equals": ["Found 2 for Ada", "Did this help?"] },
                "citations": [{ "title": "VPN" }], "path": { "visits": ["kb", "say"], "ends": "waiting" },
                "waits": { "node": "helped", "options": [{ "port": "no" }] }, "state": { "asked": 2 },
                "usage": { "max_tokens": 42, "max_cost": 0.001 }, "calls": { "kb": { "times": 1 }, "ticket": { "times": 0 } } } },
            { "user": { "message": "no, not at all" }, "expect": {
                "path": { "visits": ["helped.no", "ticket", "fin"], "never": ["good"], "ends": "completed" },
                "calls": { "ticket": { "times": 1, "args": { "priority": "P3" } }, "kb": { "times": 0 } } } }
        ],
        "expect": { "output": { "ticket": "TKT-1" }, "calls": { "kb": { "times": 1 } } }
    }));
    assert_eq!(failures(&desk(), &test), Vec::<String>::new());
}

#[test]
fn what_is_to_be_judged_is_put_together_and_not_judged() {
    let rubric = |text: &str| json!({ "rubric": { "text": text } });
    let report = play(
        &desk(),
        &test(&json!({
            "mocks": mocks(),
            "turns": [
                { "user": { "message": "VPN" }, "expect": rubric("it greets") },
                { "user": { "answer": { "option": "no" } }, "expect": rubric("it is sorry") },
            ],
            "expect": { "rubric": { "text": "it ends in a ticket", "model": "judge-1" } },
        })),
    );
    assert_eq!((report.passed, report.to_judge.len()), (true, 3), "{:?}", report.failures);
    let said = |at: usize| {
        let to_judge = &report.to_judge[at];
        let lines = |lines: &[_]| {
            let line = |line: &executor_core::flow_test::Line| format!("{:?}: {}", line.by, line.text);
            lines.iter().map(line).collect::<Vec<_>>()
        };
        (to_judge.turn, lines(&to_judge.before), lines(&to_judge.said))
    };
    let first = ["User: VPN", "Assistant: Found 2 for Test User", "Assistant: Did this help?"];
    let second = ["User: {\"option\":\"no\"}"];
    assert_eq!(said(0), (Some(1), Vec::new(), first.map(str::to_owned).to_vec()));
    assert_eq!(said(1), (Some(2), first.map(str::to_owned).to_vec(), second.map(str::to_owned).to_vec()));
    assert_eq!(said(2).2.len(), 4);
    assert_eq!(report.to_judge[2].output, json!({ "ticket": "TKT-1" }));
    assert_eq!(
        (report.to_judge[0].output.is_null(), report.to_judge[2].rubric.model.as_str()),
        (true, "judge-1")
    );
    assert_eq!(report.to_judge[0].said[1].by, Speaker::Assistant);
}

#[test]
fn what_models_are_asked_and_use_up_is_told_of_the_mocks() {
    let document = json!({
        "format": "flowright/1", "name": "two",
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "nodes": [
            { "id": "one", "kind": "llm", "config": { "prompt": "Say {{ input.message }}" } },
            { "id": "two", "kind": "llm", "config": { "prompt": "Again {{ one.text }}" } },
            { "id": "say", "kind": "reply", "config": { "text": "{{ two.text }}" } },
        ],
        "edges": [{ "from": "start", "to": "one" }, { "from": "one", "to": "two" }, { "from": "two", "to": "say" }],
    });
    let usage = json!({ "input_tokens": 30, "output_tokens": 12, "cost_micros": 500 });
    let report = play(
        &document,
        &test(&json!({
            "mocks": {
                "one": [{ "output": { "text": "hi" }, "usage": usage }], "two": [{ "output": { "text": "ho" } }],
            },
            "turns": [{ "user": { "message": "hello" } }],
        })),
    );
    assert_eq!(report.failures, Vec::<String>::new());
    let asked: Vec<_> =
        report.asked.iter().map(|asked| (asked.node.as_str(), &asked.args["prompt"])).collect();
    assert_eq!(asked, [("one", &json!("Say hello")), ("two", &json!("Again hi"))]);
    assert_eq!(report.used, Used { input_tokens: 30, output_tokens: 12, cost_micros: 500, uncounted: 1 });
}

#[test]
fn what_does_not_hold_is_said_as_a_person_would() {
    for (expect, sentence) in [
        (
            json!({ "reply": { "contains": ["printer"] } }),
            "at the end: the reply does not contain ‘printer’; it was ‘Found 2 for Test User’, then ‘Did this help?’",
        ),
        (
            json!({ "reply": { "not_contains": ["found"] } }),
            "at the end: the reply must not contain ‘found’; it was ‘Found 2 for Test User’",
        ),
        (json!({ "citations": [] }), "at the end: nothing was to be cited; cited were ‘VPN’, ‘Wi-Fi’"),
        (
            json!({ "citations": [{ "title": "Mail" }] }),
            "at the end: {\"title\":\"Mail\"} is not cited; cited was ‘VPN’, ‘Wi-Fi’",
        ),
        (
            json!({ "path": { "visits": ["ticket", "kb"] } }),
            "at the end: it only earlier comes through ‘kb’; its way was start → kb → count → say → helped.no → ticket → fin",
        ),
        (
            json!({ "path": { "never": ["helped.no"] } }),
            "at the end: it must not come through ‘helped.no’; its way was start → kb → count → say → helped.no → ticket → fin",
        ),
        (json!({ "path": { "ends": "failed" } }), "at the end: the run is completed instead of failed"),
        (
            json!({ "waits": { "node": "helped" } }),
            "at the end: it waits for nothing (the run is completed); expected {\"node\":\"helped\"}",
        ),
        (json!({ "state": { "asked": 3 } }), "at the end: state.asked is 2 instead of 3"),
        (
            json!({ "output": { "ticket": "TKT-2" } }),
            "at the end: output.ticket is ‘TKT-1’ instead of ‘TKT-2’",
        ),
        (
            json!({ "calls": { "ticket": { "times": 2 } } }),
            "at the end: ‘ticket’ is called once instead of 2 times",
        ),
        (
            json!({ "calls": { "ticket": { "args": { "priority": "P1" } } } }),
            "at the end: in the call of ‘ticket’ priority is ‘P3’ instead of ‘P1’",
        ),
        (json!({ "usage": { "max_tokens": 41 } }), "at the end: it uses 42 tokens; at most 41 are allowed"),
        (
            json!({ "usage": { "max_cost": 0.0001 } }),
            "at the end: it costs 0.0005; at most 0.0001 is allowed",
        ),
        (json!({ "error": { "code": "timeout" } }), "at the end: it was to fail, but it is completed"),
        (json!({ "path": { "never": ["nobody"] } }), "at the end: ‘nobody’ is no node of the flow"),
        (json!({ "state": { "nothing": 1 } }), "at the end: the flow has no channel ‘nothing’"),
    ] {
        assert_eq!(failures(&desk(), &to_a_ticket(&expect)), [sentence], "{expect}");
    }
}

#[test]
fn a_call_without_an_outcome_fails_the_test_and_names_the_node() {
    let test = test(&json!({ "turns": [{ "user": { "message": "VPN" } }] }));
    let said = failures(&desk(), &test);
    assert_eq!(said.len(), 1);
    assert!(
        said[0].starts_with("turn 1: ‘kb’ (kb_search) is called, but the test has no outcome for it"),
        "{said:?}"
    );
    assert!(said[0].contains("\"query\":\"VPN\""), "{said:?}");
}

#[test]
fn what_is_no_test_is_refused_with_the_place_that_is_wrong() {
    let wrong = |text: &str| FlowTest::parse(text).unwrap_err();
    let head = r#""format": "flowright-test/1", "name": "a", "input": {}"#;
    let contains = wrong(&format!(r#"{{ {head}, "expect": {{ "reply": {{ "contains": "Ann" }} }} }}"#));
    assert!(contains.starts_with("expect.reply.contains: invalid type"), "{contains}");
    let misspelt = wrong(&format!(r#"{{ {head}, "turns": [{{ "usr": {{}} }}] }}"#));
    assert!(misspelt.starts_with("turns[0].usr: unknown field `usr`"), "{misspelt}");
    assert!(wrong("{").starts_with("EOF"), "{}", wrong("{"));
    assert!(wrong(&format!("{{ {head} }} and more")).starts_with("trailing"));
}

#[test]
fn outcomes_for_nodes_that_are_not_there_or_call_nothing_are_refused() {
    let mut one = to_a_ticket(&json!({}));
    one["mocks"]["kbb"] = json!([{ "output": {} }]);
    one["mocks"]["say"] = json!([{ "output": {} }]);
    assert_eq!(
        failures(&desk(), &one),
        [
            "mocks: ‘kbb’ is no node of the flow",
            "mocks: ‘say’ is of the kind reply, which calls nothing: it needs no outcome",
        ]
    );
}

#[test]
fn a_test_may_speak_of_a_node_that_is_switched_off_and_notices_that_it_does_not_run() {
    let mut document = desk();
    let ticket =
        document["nodes"].as_array_mut().unwrap().iter_mut().find(|node| node["id"] == "ticket").unwrap();
    ticket["disabled"] = json!(true);
    let never = to_a_ticket(&json!({ "path": { "never": ["ticket"] } }));
    assert_eq!(failures(&document, &never), Vec::<String>::new());
    let visits = to_a_ticket(&json!({ "path": { "visits": ["ticket"] } }));
    assert_eq!(failures(&document, &visits).len(), 1, "{:?}", failures(&document, &visits));
}

#[test]
fn retries_take_the_next_outcome_and_a_run_that_fails_unnoticed_fails_the_test() {
    let mut one = to_a_ticket(&json!({ "calls": { "kb": { "times": 1 } }, "output": { "ticket": "TKT-1" } }));
    let fine = one["mocks"]["kb"][0].clone();
    let busy = json!({ "error": { "code": "rate_limited", "message": "busy" } });
    one["mocks"]["kb"] = json!([busy, fine]);
    assert_eq!(failures(&desk(), &one), Vec::<String>::new());
    one["mocks"]["kb"] = json!([busy]);
    one["turns"] = json!([{ "user": { "message": "VPN" } }]);
    one["expect"] = json!({ "calls": { "ticket": { "times": 0 } } });
    assert_eq!(failures(&desk(), &one), ["at the end: ‘kb’ failed with \"rate_limited\": busy"]);
    one["expect"] = json!({ "error": { "code": "rate_limited", "node": "kb" } });
    assert_eq!(failures(&desk(), &one), Vec::<String>::new());
}

#[test]
fn time_passes_when_a_turn_says_so_and_answers_need_a_question() {
    let waits = |wait: &str, ends: &str| {
        let turns = json!([{ "user": { "message": "VPN" } }, { "wait": wait }]);
        let path = json!({ "ends": ends });
        failures(&desk(), &test(&json!({ "mocks": mocks(), "turns": turns, "expect": { "path": path } })))
    };
    assert_eq!(waits("47h", "waiting"), Vec::<String>::new());
    assert_eq!(waits("48h", "completed"), Vec::<String>::new());
    assert_eq!(
        waits("47h", "completed"),
        ["at the end: the run is waiting at ‘helped’ instead of completed"]
    );
    let mut late = to_a_ticket(&json!({}));
    late["turns"].as_array_mut().unwrap().push(json!({ "user": { "answer": { "option": "no" } } }));
    assert_eq!(failures(&desk(), &late), ["turn 3: nothing is asked of the user; the run is completed"]);
    late["turns"][2] = json!({ "decision": { "decision": "approve" } });
    assert_eq!(failures(&desk(), &late), ["turn 3: nobody is asked to decide; the run is completed"]);
}

/// A time, an event or two days, an approval, a person.
fn people() -> Value {
    json!({
        "format": "flowright/1", "name": "people",
        "nodes": [
            { "id": "nap", "kind": "wait", "config": { "for": "1h" } },
            { "id": "reply", "kind": "wait", "config": { "event": "ticket.replied", "key": "T-1", "deadline": "2d" } },
            { "id": "ok", "kind": "approval", "config": {
                "title": "Refund", "mode": "all", "approvers": [{ "email": "a@x.org" }, { "role": "team_lead" }] } },
            { "id": "desk", "kind": "handoff", "config": { "reason": "hard" } },
            { "id": "fin", "kind": "end", "config": { "output": { "said": "{{ desk.text }}" } } },
            { "id": "late", "kind": "end", "config": { "output": { "said": "" } } }
        ],
        "edges": [
            { "from": "start", "to": "nap" }, { "from": "nap", "to": "reply" }, { "from": "reply", "to": "ok" },
            { "from": "reply.timeout", "to": "late" }, { "from": "ok.approved", "to": "desk" },
            { "from": "ok.rejected", "to": "late" }, { "from": "desk.returned", "to": "fin" }
        ]
    })
}

fn people_turns() -> Value {
    json!([
        { "event": { "name": "ticket.replied", "key": "T-1" }, "expect": { "waits": { "for": "approval" } } },
        { "decision": { "decision": "approve" }, "expect": { "waits": { "approvers": [{ "role": "team_lead" }] } } },
        { "decision": { "decision": "approve", "by": { "email": "b@x.org", "role": "team_lead", "name": "B" } },
          "expect": { "waits": { "for": "handoff" } } },
        { "handback": { "text": "done", "by": "B" }, "expect": { "output": { "said": "done" } } }
    ])
}

#[test]
fn approvals_events_and_people_are_played_and_a_time_alone_is_not_waited_for() {
    let all = test(&json!({ "input": {}, "turns": people_turns() }));
    assert_eq!(failures(&people(), &all), Vec::<String>::new());
    let late = test(&json!({
        "input": {},
        "turns": [
            { "wait": "30m", "expect": { "waits": { "node": "nap" } } },
            { "wait": "31m", "expect": { "waits": { "node": "reply" } } },
            { "wait": "2d", "expect": { "path": { "visits": ["reply.timeout", "late"] } } }
        ]
    }));
    assert_eq!(failures(&people(), &late), Vec::<String>::new());
    let mut wrong = test(&json!({ "input": {}, "turns": people_turns() }));
    wrong["turns"][1]["decision"]["by"] = json!({ "email": "c@x.org" });
    assert_eq!(
        failures(&people(), &wrong),
        ["turn 2: the decision does not count: this person is not asked"]
    );
}

#[test]
fn coverage_names_the_nodes_and_ways_that_no_test_comes_through() {
    let report = play(&desk(), &to_a_ticket(&json!({})));
    let covered = coverage(&cast(&desk()).plan, &[report]);
    assert_eq!((covered.nodes, covered.nodes_visited), (7, 6));
    assert_eq!((covered.ways, covered.ways_visited), (7, 5));
    assert_eq!(covered.missing, ["helped.yes", "helped.timeout", "good"]);
}

/// What the log of a run of this test would have been, from the machine that plays it.
fn log(document: &Value, turns: &[executor_core::Fact]) -> Vec<(i64, String, Option<String>, Value)> {
    use executor_core::{Command, Event, Fact, Machine, Tokens};
    let mut machine = Machine::new(cast(document).plan);
    let mut lines = Vec::new();
    let mut at = 1_000;
    let mut waiting: std::collections::VecDeque<Fact> = turns.iter().cloned().collect();
    let mut calls = std::collections::VecDeque::new();
    while let Some(fact) = calls.pop_front().or_else(|| waiting.pop_front()) {
        at += 1_000;
        let out = machine.apply(&Event { at, fact });
        for emit in out.emits {
            lines.push((at, emit.kind.to_owned(), emit.node.map(|node| node.to_string()), emit.payload));
        }
        for command in out.commands {
            let Command::Perform(step) = command else { continue };
            let node = step.node.to_string();
            let output = mocks()[&node][0]["output"].clone();
            let (iteration, attempt, usage) = (step.iteration, step.attempt, Tokens::default());
            calls.push_back(Fact::Done { node, iteration, attempt, output, usage });
        }
    }
    lines
}

#[test]
fn a_run_becomes_a_test_that_passes_and_notices_a_change() {
    use executor_core::Fact;
    let started = Fact::started(
        json!({ "message": "VPN" }),
        json!({ "user": { "name": "Ada" } }).as_object().unwrap().clone(),
        serde_json::Map::new(),
        1,
    );
    let answer = Fact::Signal {
        name: "answer".into(),
        node: None,
        payload: json!({ "option": "no", "message_id": "m" }),
        by: json!({ "name": "Ada" }),
    };
    let lines = log(&desk(), &[started, answer]);
    let past = Past {
        name: "from-a-run".into(),
        context: json!({ "user": { "name": "Ada" } }).as_object().unwrap().clone(),
        ..Past::default()
    };
    let events = lines.iter().map(|(at, kind, node, payload)| PastEvent {
        at: *at,
        kind,
        node: node.as_deref(),
        payload,
    });
    let test = record(past, events);
    assert_eq!(run(&test, &cast(&desk())).failures, Vec::<String>::new(), "{:#}", json!(test));
    assert_eq!(json!(test.turns[1].user), json!({ "answer": { "option": "no" } }));
    assert_eq!(json!(test.expect)["output"], json!({ "ticket": "TKT-1" }));
    let mut changed = desk();
    changed["nodes"][2]["config"]["text"] = json!("Hello");
    let said = run(&test, &cast(&changed)).failures;
    assert_eq!(said.len(), 1);
    assert!(
        said[0].starts_with("turn 1: the reply must be ‘Found 2 for Ada’, then ‘Did this help?’"),
        "{said:?}"
    );
}

/// A desk that lets another flow order something and has an agent say so.
fn desk_with_others() -> Value {
    json!({
        "format": "flowright/1", "name": "desk",
        "nodes": [
            { "id": "order", "kind": "subflow", "config": { "flow": "buying", "input": { "what": "a laptop" } } },
            { "id": "assist", "kind": "agent", "config": {
                "prompt": "Tell about {{ order.number }}", "ask_before": "nothing",
                "tools": [{ "kind": "kb_search", "name": "find", "config": { "base": "it" } }] } },
            { "id": "say", "kind": "reply", "config": { "text": "{{ assist.text }}" } },
            { "id": "sorry", "kind": "reply", "config": { "text": "It could not be ordered." } }
        ],
        "edges": [
            { "from": "start", "to": "order" }, { "from": "order", "to": "assist" }, { "from": "assist", "to": "say" },
            { "from": "order.error", "to": "sorry" }
        ]
    })
}

#[test]
fn another_flow_and_an_agent_are_mocked_whole_and_call_by_call() {
    let wants = json!({ "text": "", "tool_calls": [{ "id": "c1", "name": "find", "arguments": { "query": "delivery" } }] });
    let mut passing = json!({
        "input": {},
        "mocks": {
            "order": [{ "output": { "number": "A-17" } }],
            "assist/model": [{ "output": wants }, { "output": { "text": "A-17 comes in 3 days." } }],
            "assist/call_0": [{ "output": { "count": 0, "passages": [] } }]
        },
        "expect": {
            "reply": { "matches": ["^A-\\d+ comes in \\d days"] },
            "calls": { "order": { "times": 1, "args": { "input": { "what": "a laptop" } } }, "assist/call_0": { "times": 1 } },
            "path": { "ends": "completed" }
        }
    });
    assert_eq!(failures(&desk_with_others(), &test(&passing)), Vec::<String>::new());

    passing["expect"]["reply"]["matches"] = json!(["in 4 days"]);
    let said = failures(&desk_with_others(), &test(&passing));
    assert_eq!(said, ["at the end: the reply does not match ‘in 4 days’; it was ‘A-17 comes in 3 days.’"]);
}

#[test]
fn another_flow_that_is_mocked_to_fail_goes_out_by_error() {
    let failing = json!({
        "input": {},
        "mocks": { "order": [{ "error": { "code": "upstream", "message": "no stock" } }] },
        "expect": { "reply": { "equals": ["It could not be ordered."] }, "path": { "visits": ["order.error", "sorry"] } }
    });
    assert_eq!(failures(&desk_with_others(), &test(&failing)), Vec::<String>::new());
    let mut priced = failing;
    priced["mocks"]["order"][0] = json!({ "output": {}, "usage": { "input_tokens": 1 } });
    let said = failures(&desk_with_others(), &test(&priced));
    assert_eq!(said, ["mocks: ‘order’ is a flow as a whole, which has no usage of its own"]);
}
