//! Going on from another run: which of its facts the new run begins with.

use crate::api::{ExecutorError, From};
use executor_core::{Event, Fact, Flows, Machine};
use flow_schema::plan::Plan;
use std::collections::HashSet;
use std::sync::Arc;

/// The facts to begin with, in order. `facts` are all of the source's.
pub(crate) fn facts_from(
    plan: &Arc<Plan>,
    flows: &Flows,
    facts: &[(u64, String)],
    from: From,
    now_ms: i64,
) -> Result<Vec<Event>, ExecutorError> {
    let read = |(seq, fact): &(u64, String)| {
        let event = serde_json::from_str::<Event>(fact);
        event.map_err(|error| ExecutorError::Journal(format!("fact {seq} cannot be read: {error}")))
    };
    match from {
        From::Step { at_seq, state, outputs, debug } => {
            let upto = facts.iter().take_while(|(seq, _)| at_seq.is_none_or(|at| *seq <= at));
            let mut events = upto.map(read).collect::<Result<Vec<_>, _>>()?;
            if !state.is_empty() || !outputs.is_empty() || !debug.is_empty() {
                events.push(Event { at: now_ms, fact: Fact::Edited { state, outputs, debug } });
            }
            Ok(events)
        }
        From::Failure { node } => {
            let events = facts.iter().map(read).collect::<Result<Vec<_>, _>>()?;
            let mut machine = Machine::with_flows(Arc::clone(plan), Arc::clone(flows));
            events.iter().for_each(|event| drop(machine.apply(event)));
            without_failures(events, &failed_at(&machine, node)?)
        }
    }
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
