//! `join: any` or a quorum, with `cancel_others`: the first branches win, what only the losers needed
//! is stopped.

use crate::frame::At;
use crate::machine::Machine;
use crate::state::{EdgeState, Stage};
use flow_schema::PortId;
use flow_schema::plan::EdgeIx;
use serde_json::json;
use std::sync::Arc;

impl Machine {
    /// Walks back from the edges that lost. A node is stopped when every way out of it (errors and
    /// going round again apart) leads only to what was stopped; one that somebody else still waits
    /// for goes on.
    pub(crate) fn cancel_others(&mut self, join: At) {
        let plan = Arc::clone(&self.frame(join.frame).plan);
        let mut lost: Vec<EdgeIx> = self.open_edges_into(join);
        let mut next = 0;
        while let Some(edge) = lost.get(next).copied() {
            next += 1;
            self.frame_mut(join.frame).edges[edge] = EdgeState::NotTaken;
            let from = At { frame: join.frame, node: plan.edges[edge].from };
            if self.state_of(from).stage.is_closed() {
                continue;
            }
            let needed = plan.nodes[from.node].outgoing.iter().any(|edge| {
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

    fn open_edges_into(&self, at: At) -> Vec<EdgeIx> {
        let frame = self.frame(at.frame);
        let edges = frame.plan.nodes[at.node].incoming.iter().copied();
        edges
            .filter(|edge| frame.plan.edges[*edge].back.is_none() && !frame.edges[*edge].is_decided())
            .collect()
    }
}
