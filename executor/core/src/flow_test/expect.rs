//! Whether what was seen is what was expected, said as a person would say it.

use super::document::{CallsExpected, ErrorExpected, Expect, PathExpected, ReplyExpected, UsageExpected};
use super::partial::{differences, has, quote, short};
use super::seen::{Mark, Seen, Visit};
use crate::debug::names;
use regex::Regex;
use serde_json::Value;

/// What of the expectation does not hold for what was seen since the mark.
pub fn unmet(expect: &Expect, seen: &Seen, since: Mark) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Some(reply) = &expect.reply {
        replies(reply, &seen.replies[since.replies..], &mut wrong);
    }
    if let Some(wanted) = &expect.citations {
        citations(wanted, &seen.citations[since.citations..], &mut wrong);
    }
    if let Some(wanted) = &expect.path {
        path(wanted, seen, &seen.visits[since.visits..], &mut wrong);
    }
    if let Some(wanted) = &expect.waits {
        waits(wanted, &seen.waiting, seen.standing(), &mut wrong);
    }
    for (channel, wanted) in &expect.state {
        match seen.state.get(channel) {
            Some(got) => wrong.extend(differences(&format!("state.{channel}"), wanted, got)),
            None => wrong.push(format!("the flow has no channel ‘{channel}’")),
        }
    }
    if let Some(wanted) = &expect.output {
        wrong.extend(differences("output", wanted, &seen.output));
    }
    for (node, wanted) in &expect.calls {
        calls(node, wanted, seen, since, &mut wrong);
    }
    if let Some(wanted) = &expect.usage {
        usage(wanted, seen, since, &mut wrong);
    }
    if let Some(wanted) = &expect.error {
        error(wanted, seen, &mut wrong);
    }
    wrong
}

fn replies(wanted: &ReplyExpected, said: &[String], wrong: &mut Vec<String>) {
    let holds = |text: &str| said.iter().find(|reply| reply.to_lowercase().contains(&text.to_lowercase()));
    for text in &wanted.contains {
        if holds(text).is_none() {
            wrong.push(format!("the reply does not contain ‘{text}’; {}", what_was_said(said)));
        }
    }
    for text in &wanted.not_contains {
        if let Some(reply) = holds(text) {
            wrong.push(format!("the reply must not contain ‘{text}’; it was ‘{}’", short(reply)));
        }
    }
    for pattern in &wanted.matches {
        // Patterns that do not parse are told when the test is read.
        let found = Regex::new(pattern).is_ok_and(|regex| said.iter().any(|reply| regex.is_match(reply)));
        if !found {
            wrong.push(format!("the reply does not match ‘{pattern}’; {}", what_was_said(said)));
        }
    }
    if let Some(wanted) = wanted.equals.as_deref().filter(|wanted| *wanted != said) {
        let wanted: Vec<String> = wanted.iter().map(|text| format!("‘{}’", short(text))).collect();
        wrong.push(format!("the reply must be {}; {}", wanted.join(", then "), what_was_said(said)));
    }
}

fn what_was_said(said: &[String]) -> String {
    match said {
        [] => "nothing was said".to_owned(),
        said => {
            let said: Vec<String> = said.iter().map(|text| format!("‘{}’", short(text))).collect();
            format!("it was {}", said.join(", then "))
        }
    }
}

fn citations(wanted: &[Value], cited: &[Value], wrong: &mut Vec<String>) {
    let titles: Vec<String> = cited.iter().map(|one| quote(one.get("title").unwrap_or(one))).collect();
    if wanted.is_empty() && !cited.is_empty() {
        wrong.push(format!("nothing was to be cited; cited were {}", titles.join(", ")));
    }
    for wanted in wanted {
        if !cited.iter().any(|cited| has(wanted, cited)) {
            let what = if titles.is_empty() { "nothing".to_owned() } else { titles.join(", ") };
            wrong.push(format!("{} is not cited; cited was {what}", quote(wanted)));
        }
    }
}

fn is_at(wanted: &str, visit: &Visit) -> bool {
    match wanted.split_once('.') {
        Some((node, port)) => names(node, &visit.address) && visit.port == port,
        None => names(wanted, &visit.address),
    }
}

fn path(wanted: &PathExpected, seen: &Seen, visits: &[Visit], wrong: &mut Vec<String>) {
    let mut from = 0;
    for node in &wanted.visits {
        match visits[from..].iter().position(|visit| is_at(node, visit)) {
            Some(at) => from += at + 1,
            None => {
                let earlier = visits[..from].iter().any(|visit| is_at(node, visit));
                let when = if earlier { "only earlier" } else { "never" };
                wrong.push(format!("it {when} comes through ‘{node}’; its way was {}", way(visits)));
                break;
            }
        }
    }
    for node in &wanted.never {
        if visits.iter().any(|visit| is_at(node, visit)) {
            wrong.push(format!("it must not come through ‘{node}’; its way was {}", way(visits)));
        }
    }
    if let Some(ends) = wanted.ends.filter(|ends| ends.as_str() != seen.standing()) {
        let why = match &seen.error {
            Some(error) => format!(" ({}: {})", error["node"].as_str().unwrap_or("run"), short_text(error)),
            None => seen
                .waiting
                .first()
                .map(|waiting| format!(" at {}", quote(&waiting["node"])))
                .unwrap_or_default(),
        };
        wrong.push(format!("the run is {}{why} instead of {}", seen.standing(), ends.as_str()));
    }
}

fn short_text(error: &Value) -> String {
    short(error["message"].as_str().unwrap_or_default())
}

fn way(visits: &[Visit]) -> String {
    let steps = visits.iter().map(|visit| match visit.port.as_str() {
        "out" | "" => visit.address.clone(),
        port => format!("{}.{port}", visit.address),
    });
    let way = steps.collect::<Vec<_>>().join(" → ");
    if way.is_empty() { "empty".to_owned() } else { way }
}

fn waits(wanted: &Value, waiting: &[Value], standing: &str, wrong: &mut Vec<String>) {
    if waiting.iter().any(|waiting| has(wanted, waiting)) {
        return;
    }
    // The one that is meant, if it is there, so that only what differs is told.
    let meant = waiting.iter().find(|waiting| waiting["node"] == wanted["node"]).or(waiting.first());
    match meant {
        Some(waiting) => wrong.extend(differences("waiting", wanted, waiting)),
        None => {
            wrong.push(format!("it waits for nothing (the run is {standing}); expected {}", quote(wanted)))
        }
    }
}

fn calls(node: &str, wanted: &CallsExpected, seen: &Seen, since: Mark, wrong: &mut Vec<String>) {
    let calls: Vec<&Value> = seen.calls[since.calls..]
        .iter()
        .filter(|call| names(node, &call.address))
        .map(|call| &call.args)
        .collect();
    if let Some(times) = wanted.times.filter(|times| *times != calls.len()) {
        wrong.push(format!("‘{node}’ is called {} instead of {}", count(calls.len()), count(times)));
    }
    let Some(args) = &wanted.args else { return };
    if calls.iter().any(|call| has(args, call)) {
        return;
    }
    match calls.last() {
        None if wanted.times == Some(0) => {}
        None => wrong.push(format!("‘{node}’ is never called; expected {}", quote(args))),
        Some(last) => {
            let differ = differences("", args, last).into_iter();
            wrong.extend(differ.map(|differ| format!("in the call of ‘{node}’ {differ}")));
        }
    }
}

fn count(times: usize) -> String {
    match times {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        times => format!("{times} times"),
    }
}

fn usage(wanted: &UsageExpected, seen: &Seen, since: Mark, wrong: &mut Vec<String>) {
    let tokens = seen.tokens - since.tokens;
    if let Some(max) = wanted.max_tokens.filter(|max| tokens > *max) {
        wrong.push(format!("it uses {tokens} tokens; at most {max} are allowed"));
    }
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53 millionths")]
    let cost = (seen.cost_micros - since.cost_micros) as f64 / 1_000_000.0;
    if let Some(max) = wanted.max_cost.filter(|max| cost > *max) {
        wrong.push(format!("it costs {cost}; at most {max} is allowed"));
    }
}

fn error(wanted: &ErrorExpected, seen: &Seen, wrong: &mut Vec<String>) {
    let Some(error) = &seen.error else {
        wrong.push(format!("it was to fail, but it is {}", seen.standing()));
        return;
    };
    if let Some(code) = wanted.code.filter(|code| error["code"] != code.as_str()) {
        wrong.push(format!(
            "it fails with {} instead of ‘{code}’: {}",
            quote(&error["code"]),
            short_text(error)
        ));
    }
    let node = error["node"].as_str().unwrap_or_default();
    if let Some(wanted) = wanted.node.as_deref().filter(|wanted| !names(wanted, node)) {
        wrong.push(format!("it fails at ‘{node}’ instead of ‘{wanted}’: {}", short_text(error)));
    }
}
