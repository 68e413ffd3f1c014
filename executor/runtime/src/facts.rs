//! Recorded facts, read for folding.

use crate::journal::JournalError;
use executor_core::{Event, Fact, Machine};
use uuid::Uuid;

/// The facts as events with their numbers, in order. A run that was moved to another version folds
/// all of them with that version's plan, and with the flows that it chose: so its first fact says
/// those.
///
/// # Errors
/// [`JournalError::Corrupt`] names the fact that cannot be read.
pub(crate) fn read(run: Uuid, facts: &[(u64, String)]) -> Result<Vec<(u64, Event)>, JournalError> {
    let events = facts.iter().map(|(seq, fact)| {
        let event = serde_json::from_str::<Event>(fact);
        let event = event.map_err(|error| JournalError::Corrupt(format!("run {run} fact {seq}: {error}")))?;
        Ok((*seq, event))
    });
    let mut events = events.collect::<Result<Vec<_>, JournalError>>()?;
    let chosen = events.iter().rev().find_map(|(_, event)| match &event.fact {
        Fact::Migrated { flows, .. } => Some(flows.clone()),
        _ => None,
    });
    if let (Some(chosen), Some((_, first))) = (chosen, events.first_mut())
        && let Fact::Started { flows, .. } = &mut first.fact
    {
        *flows = chosen;
    }
    Ok(events)
}

/// Feeds recorded facts in order.
///
/// # Errors
/// As [`read`].
pub(crate) fn feed(machine: &mut Machine, run: Uuid, facts: &[(u64, String)]) -> Result<(), JournalError> {
    read(run, facts)?.iter().for_each(|(_, event)| drop(machine.apply(event)));
    Ok(())
}

/// The version that a run had after event `seq`: it may have been moved since.
pub(crate) fn version_at(events: &[(u64, Event)], seq: u64, now: &str) -> String {
    let moved = events.iter().find_map(|(at, event)| match &event.fact {
        Fact::Migrated { from, .. } if *at > seq => Some(from.clone()),
        _ => None,
    });
    moved.unwrap_or_else(|| now.to_owned())
}
