//! `join: any` with `cancel_others`: the first branch wins, what only the losers needed is stopped.

use crate::machine::Machine;
use crate::state::{EdgeState, Stage};
use flow_schema::PortId;
use flow_schema::plan::{EdgeIx, NodeIx};
use serde_json::json;
use std::sync::Arc;

impl Machine {
    /// Walks back from the edges that lost. A node is stopped when every way out of it (errors and
    /// going round again apart) leads only to what was stopped; one that somebody else still waits
    /// for goes on.
    pub(crate) fn cancel_others(&mut self, join: NodeIx) {
        let plan = Arc::clone(&self.plan);
        let mut lost: Vec<EdgeIx> = self.open_edges_into(join);
        let mut next = 0;
        while let Some(edge) = lost.get(next).copied() {
            next += 1;
            self.edges[edge] = EdgeState::NotTaken;
            let from = plan.edges[edge].from;
            if self.nodes[from].stage.is_closed() {
                continue;
            }
            let needed = plan.nodes[from].outgoing.iter().any(|edge| {
                let way = &plan.edges[*edge];
                way.back.is_none() && way.port.as_str() != PortId::ERROR && !lost.contains(edge)
            });
            if needed {
                continue;
            }
            for edge in self.open_edges_into(from) {
                if !lost.contains(&edge) {
                    lost.push(edge);
                }
            }
            self.abandon(from);
            self.emit("node.skipped", Some(from), json!({ "reason": "another branch was faster" }));
            self.leave(from, Stage::Cancelled, None);
        }
    }

    fn open_edges_into(&self, ix: NodeIx) -> Vec<EdgeIx> {
        let edges = self.plan.nodes[ix].incoming.iter().copied();
        edges
            .filter(|edge| self.plan.edges[*edge].back.is_none() && !self.edges[*edge].is_decided())
            .collect()
    }
}
