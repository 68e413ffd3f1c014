//! Which parts of a flow its tests have been through.

use super::play::Report;
use crate::debug::plain;
use flow_schema::plan::Plan;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Nodes, and the ways out of them that lead somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    pub nodes: usize,
    pub nodes_visited: usize,
    pub ways: usize,
    pub ways_visited: usize,
    /// `ticket`, and `ticket.error` for a way: what no test comes through, in the flow's order.
    pub missing: Vec<String>,
}

/// What these runs came through, of everything in the plan and the bodies in it.
pub fn coverage(plan: &Plan, reports: &[Report]) -> Coverage {
    let mut been: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for visit in reports.iter().flat_map(|report| &report.visits) {
        been.entry(plain(&visit.address)).or_default().insert(&visit.port);
    }
    let mut coverage = Coverage::default();
    count(plan, "", &been, &mut coverage);
    coverage
}

fn count(plan: &Plan, around: &str, been: &BTreeMap<String, BTreeSet<&str>>, coverage: &mut Coverage) {
    for (ix, node) in plan.nodes.iter().enumerate() {
        if ix == plan.start {
            continue;
        }
        let address = format!("{around}{}", node.id);
        let visited = been.get(&address);
        coverage.nodes += 1;
        if visited.is_some() {
            coverage.nodes_visited += 1;
        } else {
            coverage.missing.push(address.clone());
        }
        let leads = |port: &str| plan.edges_from(ix, port).next().is_some();
        for port in node.ports.iter().map(|port| port.as_str()).filter(|port| leads(port)) {
            coverage.ways += 1;
            match visited {
                Some(ports) if ports.contains(port) => coverage.ways_visited += 1,
                Some(_) => coverage.missing.push(format!("{address}.{port}")),
                // The node says it already.
                None => {}
            }
        }
        if let Some(body) = &node.body {
            count(body, &format!("{address}/"), been, coverage);
        }
    }
}
