//! Structured loops. The body of a loop runs until it is quiet; if one of its back edges was taken
//! the next iteration begins with a clean body, otherwise the loop is left and the edges out of it
//! are decided as the last iteration had it.

use crate::advance::Work;
use crate::event::Failure;
use crate::machine::Machine;
use crate::state::{EdgeState, LoopState, NodeState};
use flow_schema::plan::{LoopIx, NodeIx};
use flow_schema::{ErrorCode, PortId};
use std::sync::Arc;

impl Machine {
    /// Why the node may not go out through `port`: a loop there has had all its iterations.
    pub(crate) fn loop_bound(&self, ix: NodeIx, port: &PortId) -> Option<Failure> {
        let plan = &self.plan;
        let back = plan.nodes[ix].outgoing.iter().filter(|edge| plan.edges[**edge].port == *port);
        let mut spent = back
            .filter_map(|edge| plan.edges[*edge].back)
            .filter(|l| self.loops[*l].iteration >= plan.loops[*l].max_iterations);
        spent.next().map(|l| {
            let (entry, max) = (&plan.nodes[plan.loops[l].entry].id, plan.loops[l].max_iterations);
            let message = format!("the loop at {entry} has run {max} times, which is its limit");
            Failure::fatal(ErrorCode::BudgetExceeded, message)
        })
    }

    pub(crate) fn quiet(&mut self, ix: LoopIx) {
        // An inner loop that went round again has re-opened the body meanwhile.
        if self.loops[ix].open != 0 || self.loops[ix].left {
            return;
        }
        let plan = Arc::clone(&self.plan);
        let entry = &plan.nodes[plan.loops[ix].entry];
        let again = entry
            .incoming
            .iter()
            .any(|edge| plan.edges[*edge].back == Some(ix) && self.edges[*edge] == EdgeState::Taken);
        if again { self.iterate(ix) } else { self.leave_loop(ix) }
    }

    fn iterate(&mut self, ix: LoopIx) {
        let plan = Arc::clone(&self.plan);
        let around = &plan.loops[ix];
        for node in &around.body {
            let state = &mut self.nodes[*node];
            *state = NodeState { fired: state.fired, ..NodeState::default() };
            self.scope.remove(plan.nodes[*node].id.as_str());
            for edge in &plan.nodes[*node].outgoing {
                self.edges[*edge] = EdgeState::Undecided;
            }
        }
        for (inner, state) in self.loops.iter_mut().enumerate() {
            let entry = plan.loops[inner].entry;
            if inner != ix && around.body.binary_search(&entry).is_ok() {
                *state = LoopState { open: plan.loops[inner].body.len(), ..LoopState::default() };
            }
        }
        let state = &mut self.loops[ix];
        state.iteration += 1;
        state.open = around.body.len();
        let mut outer = around.parent;
        while let Some(l) = outer {
            self.loops[l].open += around.body.len();
            outer = plan.loops[l].parent;
        }
        self.queue.push_back(Work::Start(around.entry));
    }

    fn leave_loop(&mut self, ix: LoopIx) {
        self.loops[ix].left = true;
        let plan = Arc::clone(&self.plan);
        let leaves = Arc::clone(&self.leaves);
        for node in &plan.loops[ix].body {
            for edge in &plan.nodes[*node].outgoing {
                let EdgeState::Held { taken, level } = self.edges[*edge] else { continue };
                if leaves[*edge].get(level) != Some(&ix) {
                    continue;
                }
                if level + 1 < leaves[*edge].len() {
                    self.edges[*edge] = EdgeState::Held { taken, level: level + 1 };
                } else {
                    self.count(*edge, taken);
                }
            }
        }
    }
}
