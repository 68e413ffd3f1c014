//! Recorded runs, as files: what was recorded once must replay the same for ever. A change of the machine
//! that makes one of these differ would change runs that are under way at somebody's.
//!
//! `FLOWRIGHT_UPDATE=1` records the scenarios that have no file yet; a file that is there is never written
//! again.

use crate::harness::{Run, compiled};
use executor_core::{Command, Commands, Event, Fact, Flows, Machine};
use flow_schema::ErrorCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
struct History {
    document: Value,
    /// The flows it enters.
    others: Vec<Value>,
    turns: Vec<Turn>,
    state: Value,
}

/// A fact, and what the machine made of it.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Turn {
    event: Event,
    emits: Vec<Value>,
    commands: Vec<Value>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/histories")
}

fn turn(event: Event, made: Commands) -> Turn {
    let emits = made.emits.into_iter().map(|emit| {
        json!({ "kind": emit.kind, "node": emit.node, "iteration": emit.iteration, "payload": emit.payload })
    });
    let commands = made.commands.into_iter().map(|command| match command {
        Command::Perform(step) => json!({ "perform": {
            "node": step.node, "iteration": step.iteration, "attempt": step.attempt, "kind": step.kind,
            "effect": step.effect, "args": step.args, "timeout_ms": step.timeout.as_millis() as u64,
        } }),
        Command::LoadForm { node, iteration, attempt, name } => {
            json!({ "load_form": { "node": node, "iteration": iteration, "attempt": attempt, "name": name } })
        }
        Command::Abandon { node, iteration } => {
            json!({ "abandon": { "node": node, "iteration": iteration } })
        }
    });
    Turn { event, emits: emits.collect(), commands: commands.collect() }
}

fn machine(document: &Value, others: &[Value]) -> Machine {
    let plans = others.iter().map(compiled).map(|plan| (plan.hash.clone(), plan));
    let flows: Flows = Arc::new(plans.collect());
    Machine::with_flows(compiled(document), flows)
}

fn replay(document: &Value, others: &[Value], events: impl IntoIterator<Item = Event>) -> (Vec<Turn>, Value) {
    let mut machine = machine(document, others);
    let turns = events.into_iter().map(|event| {
        let made = machine.apply(&event);
        turn(event, made)
    });
    let turns = turns.collect();
    (turns, machine.state())
}

fn record(name: &str, document: Value, others: Vec<Value>, script: impl FnOnce(&mut Run)) {
    let path = folder().join(format!("{name}.json"));
    if path.exists() {
        return;
    }
    #[expect(clippy::disallowed_methods, reason = "a person records histories by hand")]
    let wanted = std::env::var("FLOWRIGHT_UPDATE").is_ok();
    assert!(wanted, "{} is missing; FLOWRIGHT_UPDATE=1 records it", path.display());
    let mut run = Run::with_flows(&document, &others, json!({ "message": "hello", "items": ["a", "b"] }));
    script(&mut run);
    let (turns, state) = replay(&document, &others, run.facts);
    let text = serde_json::to_string_pretty(&History { document, others, turns, state }).unwrap();
    std::fs::write(path, text + "\n").unwrap();
}

fn flow(name: &str, nodes: Value, edges: &[(&str, &str)]) -> Value {
    let edges: Vec<Value> = edges.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect();
    json!({
        "format": "flowright/1", "name": name, "nodes": nodes, "edges": edges,
        "input": { "type": "object", "properties": { "message": { "type": "string" }, "items": { "type": "array" } } },
        "state": { "count": { "schema": { "type": "integer" }, "reducer": "sum", "initial": 0 } }
    })
}

fn decide(run: &mut Run, word: &str) {
    let hash = run.machine.waiting().unwrap()["hash"].clone();
    let by = json!({ "name": "Lead", "email": "lead@example.com" });
    let payload = json!({ "decision": word, "hash": hash });
    run.feed(Fact::Signal { name: "decision".into(), node: None, payload, by });
}

#[test]
fn every_scenario_is_recorded() {
    let search = |id: &str| json!({ "id": id, "kind": "kb_search", "config": { "base": "it", "query": "{{ input.message }}" } });
    let branches = flow(
        "branches",
        json!([search("kb"), search("other"),
            { "id": "pick", "kind": "condition", "config": { "cases": [{ "port": "some", "when": "kb.count > 0" }], "otherwise": "none" } },
            { "id": "count", "kind": "set_state", "config": { "set": { "count": 2 } } },
            { "id": "say", "kind": "reply", "join": "any", "cancel_others": true, "config": { "text": "{{ state.count }}" } }]),
        &[
            ("start", "kb"),
            ("start", "other"),
            ("kb", "pick"),
            ("pick.some", "count"),
            ("pick.none", "say"),
            ("count", "say"),
            ("other", "say"),
        ],
    );
    record("branches_retry_and_cancel", branches, vec![], |run| {
        run.failed("kb", ErrorCode::Upstream, None).wait().done("kb", json!({ "count": 1 }));
    });

    let each = flow(
        "each",
        json!([{ "id": "each", "kind": "map", "config": { "items": "input.items", "concurrency": 1, "on_item_error": "drop" } },
            { "id": "look", "kind": "kb_search", "parent": "each", "config": { "base": "it", "query": "{{ item }}" } },
            { "id": "turns", "kind": "loop", "config": { "until": "state.count >= 2" } },
            { "id": "note", "kind": "set_state", "parent": "turns", "config": { "set": { "count": 1 } } },
            { "id": "fin", "kind": "end", "config": { "output": { "all": "{{ each.results }}", "turns": "{{ turns.iterations }}" } } }]),
        &[
            ("start", "each"),
            ("each.body", "look"),
            ("each", "turns"),
            ("turns.body", "note"),
            ("turns", "fin"),
        ],
    );
    record("map_and_loop", each, vec![], |run| {
        run.failed("each[0]/look", ErrorCode::NotFound, None).done("each[1]/look", json!({ "count": 3 }));
    });

    let inner = json!({
        "format": "flowright/1", "name": "inner",
        "input": { "type": "object", "properties": { "what": { "type": "string" } }, "required": ["what"] },
        "nodes": [{ "id": "sign", "kind": "approval", "config": {
                "title": "Buy {{ input.what }}?", "approvers": [{ "email": "lead@example.com" }], "escalate_after": "1d",
                "escalate_to": [{ "role": "admin" }], "timeout": "2d" } },
            { "id": "buy", "kind": "create_ticket", "config": { "title": "{{ input.what }}" } },
            { "id": "fin", "kind": "end", "join": "any", "config": { "output": { "number": "{{ default(buy.number, \"\") }}" } } }],
        "edges": [{ "from": "start", "to": "sign" }, { "from": "sign.approved", "to": "buy" }, { "from": "buy", "to": "fin" },
            { "from": "sign.rejected", "to": "fin" }, { "from": "sign.timeout", "to": "fin" }]
    });
    let agent = flow(
        "assisted",
        json!([{ "id": "assist", "kind": "agent", "config": { "prompt": "{{ input.message }}", "tools": [
                { "flow": "inner" }, { "kind": "kb_search", "config": { "base": "it" } } ] } },
            { "id": "fin", "kind": "end", "config": { "output": { "text": "{{ assist.text }}" } } }]),
        &[("start", "assist"), ("assist", "fin")],
    );
    record("agent_with_an_approval_in_a_sub_flow", agent, vec![inner], |run| {
        let calls = json!([
            { "id": "1", "name": "kb_search", "arguments": { "query": "mouse" } },
            { "id": "2", "name": "inner", "arguments": { "what": "mouse" } } ]);
        run.done("assist[0]/model", json!({ "text": "", "tool_calls": calls }));
        run.done("assist[1]/call_0", json!({ "passages": [] }));
        run.wait();
        decide(run, "approve");
        run.done("assist[1]/call_1[0]/buy", json!({ "number": "TKT-1" }));
        run.spent("assist[2]/model", json!({ "text": "Ordered." }), 12, 3);
    });

    let rest = flow(
        "rest",
        json!([{ "id": "ask", "kind": "ask_user", "config": { "question": "Go on?", "options": [{ "port": "yes" }, { "port": "no" }] } },
            { "id": "rest", "kind": "wait", "config": { "event": "paid", "deadline": "2d", "working_hours": true } },
            { "id": "person", "kind": "handoff", "config": { "message": "One moment." } },
            { "id": "fin", "kind": "end", "join": "any", "config": { "output": { "came": "{{ rest.came }}" } } }]),
        &[
            ("start", "ask"),
            ("ask.yes", "rest"),
            ("ask.no", "fin"),
            ("rest", "fin"),
            ("rest.timeout", "person"),
            ("person.returned", "fin"),
        ],
    );
    record("question_wait_and_handoff", rest, vec![], |run| {
        run.answer(json!({ "text": "well" })).answer(json!({ "option": "yes" })).wait();
        run.feed(Fact::Signal {
            name: "handback".into(),
            node: None,
            payload: json!({ "text": "done" }),
            by: json!({ "name": "Ada" }),
        });
    });
}

#[test]
fn what_was_recorded_once_replays_the_same() {
    let mut replayed = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let recorded: History =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let events = recorded.turns.iter().map(|turn| turn.event.clone());
        let (turns, state) = replay(&recorded.document, &recorded.others, events);
        for (at, (now, then)) in turns.iter().zip(&recorded.turns).enumerate() {
            assert_eq!(now, then, "{path:?}: turn {at}");
        }
        assert_eq!(state, recorded.state, "{path:?}");
        replayed += 1;
    }
    assert!(replayed >= 4, "only {replayed} histories");
}
