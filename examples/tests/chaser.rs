//! The example that chases silent tickets, with the time handed in: four days in a moment.

use executor_core::{Command, Event, Fact, Machine, Status, Step, Tokens};
use flow_schema::compile::compile;
use flow_schema::kind::KindRegistry;
use flow_schema::model::Flow;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const TICKET: &str = "TKT-20260305-00042";
/// Thursday, 2026-03-05, 12:00 UTC.
const THURSDAY_NOON: i64 = 1_772_712_000_000;
const HOUR: i64 = 3_600_000;

struct Chase {
    machine: Machine,
    now: i64,
    sent: Vec<Step>,
    facts: Vec<Event>,
}

impl Chase {
    fn begin() -> Self {
        let text = include_str!("../ticket-chaser/flow.json");
        let flow: Flow = serde_json::from_str(text).expect("the example is a flow");
        let plan =
            compile(&flow, &KindRegistry::builtin()).unwrap_or_else(|findings| panic!("{findings:#?}"));
        let mut chase = Self {
            machine: Machine::new(Arc::new(plan)),
            now: THURSDAY_NOON,
            sent: Vec::new(),
            facts: Vec::new(),
        };
        let input = json!({
            "ticket": TICKET, "requester_email": "ada@example.com", "lead_email": "lead@example.com",
        });
        chase.feed(Fact::started(input, Map::new(), Map::new(), 1));
        chase
    }

    fn feed(&mut self, fact: Fact) {
        let event = Event { at: self.now, fact };
        let commands = self.machine.apply(&event);
        self.facts.push(event);
        for command in commands.commands {
            let Command::Perform(step) = command else { continue };
            let (node, iteration, attempt) = (step.node.to_string(), step.iteration, step.attempt);
            self.sent.push(step);
            let output = json!({ "delivered": true, "channel": "email", "id": "1" });
            self.feed(Fact::Done { node, iteration, attempt, output, usage: Tokens::default() });
        }
    }

    /// Nothing happens until the next timer, which must be at this moment.
    fn sleep_until(&mut self, moment: i64) {
        assert_eq!(self.machine.next_due(), Some(moment));
        self.now = moment;
        for fact in self.machine.due(moment) {
            self.feed(fact);
        }
    }

    fn replies(&mut self, ticket: &str) {
        let payload = json!({ "key": ticket, "text": "Yes, still." });
        self.feed(Fact::Signal { name: "ticket.replied".into(), node: None, payload, by: Value::Null });
    }

    fn letters(&self) -> Vec<&str> {
        self.sent.iter().map(|step| step.args["to"].as_str().unwrap_or_default()).collect()
    }

    /// Any process that takes the run over comes to the same.
    fn check_fold(&self) {
        let mut folded = Machine::new(Arc::clone(self.machine.plan()));
        self.facts.iter().for_each(|event| drop(folded.apply(event)));
        assert_eq!(folded.state(), self.machine.state());
    }
}

#[test]
fn silence_is_reminded_of_and_then_escalated_after_three_working_days() {
    let mut chase = Chase::begin();
    assert_eq!(chase.machine.status(), Status::Waiting);
    // Friday, 12:00 UTC: a reminder.
    chase.sleep_until(THURSDAY_NOON + 24 * HOUR);
    assert_eq!(chase.letters(), ["ada@example.com"]);
    // Monday, Tuesday, Wednesday: the weekend does not count.
    chase.sleep_until(THURSDAY_NOON + (24 + 5 * 24) * HOUR);
    assert_eq!(chase.letters(), ["ada@example.com", "lead@example.com"]);
    assert_eq!(chase.machine.output(), &json!({ "outcome": "escalated", "reminders": 1 }));
    chase.check_fold();
}

#[test]
fn an_answer_stops_the_chase_at_once_whenever_it_comes() {
    let mut at_once = Chase::begin();
    at_once.replies("TKT-20260305-00043");
    assert_eq!(at_once.machine.status(), Status::Waiting, "another ticket's reply is not this one's");
    at_once.replies(TICKET);
    assert_eq!(at_once.machine.output(), &json!({ "outcome": "answered", "reminders": 0 }));
    assert!(at_once.letters().is_empty());
    at_once.check_fold();

    let mut late = Chase::begin();
    late.sleep_until(THURSDAY_NOON + 24 * HOUR);
    late.now += 50 * HOUR;
    late.replies(TICKET);
    assert_eq!(late.machine.output(), &json!({ "outcome": "answered", "reminders": 1 }));
    assert_eq!(late.letters(), ["ada@example.com"]);
    late.check_fold();
}
