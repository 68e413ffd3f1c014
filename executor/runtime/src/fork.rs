//! Going on from another run: which of its facts the new run begins with.

use crate::api::{Breakpoint, ExecutorError, From, RunEvent};
use executor_core::{Debug, Event, Fact, Flows, Machine, Pin};
use flow_schema::plan::Plan;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// The node with which every flow begins.
const START: &str = "start";

/// The facts to begin with, in order. `facts` are all of the source's.
///
/// `place` is the source's event after which the new run leaves its way. What nodes without effects do is no
/// fact of its own: all that follows from one outcome is folded with it. To leave in the middle of that, the
/// run stops at the place, takes its edits, and goes on.
pub(crate) fn facts_from(
    plan: &Arc<Plan>,
    flows: &Flows,
    facts: Vec<(u64, Event)>,
    from: From,
    place: Option<&RunEvent>,
    now_ms: i64,
) -> Result<Vec<Event>, ExecutorError> {
    // The new run was never of another version.
    let facts = facts.into_iter().filter(|(_, event)| !matches!(event.fact, Fact::Migrated { .. }));
    match from {
        From::Step { at_seq, state, outputs, debug } => {
            let upto = facts.take_while(|(seq, _)| at_seq.is_none_or(|at| *seq <= at));
            let mut events: Vec<Event> = upto.map(|(_, event)| event).collect();
            if state.is_empty() && outputs.is_empty() && debug.is_empty() {
                return Ok(events);
            }
            let stopped = place.and_then(|place| stopping_at(plan, flows, &events, place));
            let go_on = stopped.map(|(stopping, address)| {
                events = stopping;
                let id = address.rsplit('/').next().unwrap_or(&address);
                let output = outputs.get(&address).or_else(|| outputs.get(id));
                let payload = output.map_or_else(|| json!({}), |output| json!({ "output": output }));
                Fact::Signal { name: "continue".to_owned(), node: Some(address), payload, by: Value::Null }
            });
            events.push(Event { at: now_ms, fact: Fact::Edited { state, outputs, debug } });
            events.extend(go_on.map(|fact| Event { at: now_ms, fact }));
            Ok(events)
        }
        From::Failure { node } => {
            let events: Vec<Event> = facts.map(|(_, event)| event).collect();
            let mut machine = Machine::with_flows(Arc::clone(plan), Arc::clone(flows));
            events.iter().for_each(|event| drop(machine.apply(event)));
            let kept = without_failures(events, &failed_at(&machine, node)?)?;
            Ok(with_what_is_done(Machine::with_flows(Arc::clone(plan), Arc::clone(flows)), kept))
        }
    }
}

/// The facts with one before the last of them that has the run stop at the place, and the address at which it
/// does. `None` when the last fact does not lead past the place.
fn stopping_at(
    plan: &Arc<Plan>,
    flows: &Flows,
    events: &[Event],
    place: &RunEvent,
) -> Option<(Vec<Event>, String)> {
    // The event that says that a run has started is followed by what its start does.
    let node = place.node.clone().or_else(|| (place.kind == "run.started").then(|| START.to_owned()))?;
    let after = place.kind != "node.started";
    let stop = Breakpoint { node: node.clone(), when: None, after, once: true };
    let mut stopping = events.to_vec();
    let last = stopping.len().checked_sub(1)?;
    if let Fact::Started { debug, .. } = &mut stopping[last].fact {
        debug.breakpoints.push(stop);
    } else {
        let debug = Debug { pins: BTreeMap::new(), breakpoints: vec![stop] };
        let fact = Fact::Edited { state: Map::new(), outputs: Map::new(), debug };
        let at = stopping[last].at;
        stopping.insert(last, Event { at, fact });
    }
    let mut machine = Machine::with_flows(Arc::clone(plan), Arc::clone(flows));
    stopping.iter().for_each(|event| drop(machine.apply(event)));
    let address = machine.stands_at(&node, after)?;
    Some((stopping, address))
}

/// Outcomes for which the new run has no place yet (items of a list that come after one that is tried again)
/// are pinned to their steps, so that nothing is done twice when their turn comes.
fn with_what_is_done(mut machine: Machine, events: Vec<Event>) -> Vec<Event> {
    let mut pins: BTreeMap<String, Vec<Pin>> = BTreeMap::new();
    let mut kept = Vec::with_capacity(events.len() + 1);
    for event in events {
        let taken = machine.apply(&event).changed;
        match &event.fact {
            Fact::Done { node, output, .. } if !taken => {
                pins.entry(node.clone()).or_default().push(Pin::output(output.clone()));
            }
            _ => kept.push(event),
        }
    }
    // Pins are taken in the order of firings: a step of which a firing is kept has none to spare.
    let done = kept.iter().filter_map(|event| match &event.fact {
        Fact::Done { node, .. } => Some(node.as_str()),
        _ => None,
    });
    let done: HashSet<&str> = done.collect();
    pins.retain(|node, _| !done.contains(node.as_str()));
    if let Some(started) = kept.first().filter(|_| !pins.is_empty()) {
        let debug = Debug { pins, breakpoints: Vec::new() };
        let fact = Fact::Edited { state: Map::new(), outputs: Map::new(), debug };
        let event = Event { at: started.at, fact };
        kept.insert(1, event);
    }
    kept
}

/// The address at which to try again.
fn failed_at(machine: &Machine, node: Option<String>) -> Result<String, ExecutorError> {
    if let Some(node) = node {
        return Ok(node);
    }
    let Some((_, place)) = machine.failure() else {
        let why = "only a run that failed can be tried again; name the node whose failed items you mean";
        return Err(ExecutorError::Invalid(why.to_owned()));
    };
    let place =
        place.ok_or_else(|| ExecutorError::Invalid("the run failed as a whole, at no step".to_owned()))?;
    Ok(place.to_string())
}

/// Everything but the failures at this place that nothing came after. What was fed after them and
/// means nothing without them is left out when it is fed again.
fn without_failures(events: Vec<Event>, place: &str) -> Result<Vec<Event>, ExecutorError> {
    let inside = |node: &str| {
        let rest = node.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '#', '/']))
    };
    let done: HashSet<(String, u32)> = events
        .iter()
        .filter_map(|event| match &event.fact {
            Fact::Done { node, iteration, .. } => Some((node.clone(), *iteration)),
            _ => None,
        })
        .collect();
    let before = events.len();
    let kept: Vec<Event> = events
        .into_iter()
        .filter(|event| match &event.fact {
            Fact::Failed { node, iteration, .. } => {
                !inside(node) || done.contains(&(node.clone(), *iteration))
            }
            Fact::Cancelled { .. } => false,
            _ => true,
        })
        .collect();
    if kept.len() == before {
        let why = format!(
            "‘{place}’ failed by its own rules, so trying again would fail again; change the flow, or fork before it with other values"
        );
        return Err(ExecutorError::Invalid(why));
    }
    Ok(kept)
}
