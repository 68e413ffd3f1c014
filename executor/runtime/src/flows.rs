//! Which versions of other flows a run means: chosen when it starts, the same for ever after.

use crate::api::{ExecutorError, Library};
use crate::journal::Loaded;
use executor_core::{Event, Fact, Flows};
use flow_schema::plan::{FlowRef, Plan};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use uuid::Uuid;

/// Other flows that one run may enter, itself and theirs included.
const MAX_FLOWS: usize = 200;

/// By name (`order`, `order@3`) the hash of the document that is meant.
pub(crate) type Pins = BTreeMap<String, String>;

/// The versions that are published now, of every flow that can be reached from a plan. A flow that is
/// not published is left out: the step that wants it fails, if it is ever reached.
pub(crate) async fn pin(
    library: &Arc<dyn Library>,
    tenant: Uuid,
    plan: &Plan,
) -> Result<(Pins, Flows), ExecutorError> {
    let mut pins = Pins::new();
    let mut plans = BTreeMap::new();
    let mut open: VecDeque<FlowRef> = plan.flows.iter().cloned().collect();
    while let Some(flow) = open.pop_front() {
        if pins.contains_key(&flow.key()) {
            continue;
        }
        if pins.len() >= MAX_FLOWS {
            return Err(ExecutorError::Invalid(format!("the flow reaches more than {MAX_FLOWS} others")));
        }
        let Some(hash) = library.published(tenant, &flow).await? else { continue };
        let found = library.plan(tenant, &hash).await?;
        open.extend(found.flows.iter().cloned());
        pins.insert(flow.key(), hash.clone());
        plans.insert(hash, found);
    }
    Ok((pins, Arc::new(plans)))
}

/// The plans of the versions that were chosen then.
pub(crate) async fn pinned(
    library: &Arc<dyn Library>,
    tenant: Uuid,
    pins: &Pins,
) -> Result<Flows, ExecutorError> {
    let mut plans = BTreeMap::new();
    for hash in pins.values() {
        if !plans.contains_key(hash) {
            plans.insert(hash.clone(), library.plan(tenant, hash).await?);
        }
    }
    Ok(Arc::new(plans))
}

/// What a run that has started remembers of its choice.
pub(crate) fn pins_of(loaded: &Loaded) -> Pins {
    if let Some((_, snapshot)) = &loaded.snapshot {
        let flows = serde_json::from_str::<Value>(snapshot)
            .ok()
            .and_then(|snapshot| serde_json::from_value(snapshot.get("flows")?.clone()).ok());
        return flows.unwrap_or_default();
    }
    pins_of_facts(loaded.facts.iter().map(|(_, fact)| fact.as_str()))
}

/// The same from facts: the last that chose, the first or a move to another version, tells.
pub(crate) fn pins_of_facts<'a>(facts: impl DoubleEndedIterator<Item = &'a str>) -> Pins {
    let chosen = facts.rev().find_map(|fact| {
        // Most facts need no more than a look.
        let may = fact.contains("started") || fact.contains("migrated");
        match serde_json::from_str::<Event>(may.then_some(fact)?).ok()?.fact {
            Fact::Started { flows, .. } | Fact::Migrated { flows, .. } => Some(flows),
            _ => None,
        }
    });
    chosen.unwrap_or_default()
}
