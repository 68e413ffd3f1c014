//! Structured loops. The body of a loop runs until it is quiet; if one of its back edges was taken
//! the next iteration begins with a clean body, otherwise the loop is left and the edges out of it
//! are decided as the last iteration had it.

use crate::advance::Work;
use crate::event::Failure;
use crate::frame::{At, FrameId};
use crate::machine::Machine;
use crate::state::{EdgeState, LoopState, NodeState};
use flow_schema::plan::LoopIx;
use flow_schema::{ErrorCode, PortId};
use std::sync::Arc;

impl Machine {
    /// Why the node may not go out through `port`: a loop there has had all its iterations.
    pub(crate) fn loop_bound(&self, at: At, port: &PortId) -> Option<Failure> {
        let frame = self.frame(at.frame);
        let plan = &frame.plan;
        let back = plan.nodes[at.node].outgoing.iter().filter(|edge| plan.edges[**edge].port == *port);
        let mut spent = back
            .filter_map(|edge| plan.edges[*edge].back)
            .filter(|l| frame.loops[*l].iteration >= plan.loops[*l].max_iterations);
        spent.next().map(|l| {
            let (entry, max) = (&plan.nodes[plan.loops[l].entry].id, plan.loops[l].max_iterations);
            let message = format!("the loop at {entry} has run {max} times, which is its limit");
            Failure::fatal(ErrorCode::BudgetExceeded, message)
        })
    }

    pub(crate) fn quiet_loop(&mut self, id: FrameId, ix: LoopIx) {
        let frame = self.frame(id);
        // An inner loop that went round again has re-opened the body meanwhile.
        if frame.loops[ix].open != 0 || frame.loops[ix].left {
            return;
        }
        let plan = &frame.plan;
        let entry = &plan.nodes[plan.loops[ix].entry];
        let again = entry
            .incoming
            .iter()
            .any(|edge| plan.edges[*edge].back == Some(ix) && frame.edges[*edge] == EdgeState::Taken);
        if again { self.iterate(id, ix) } else { self.leave_loop(id, ix) }
    }

    fn iterate(&mut self, id: FrameId, ix: LoopIx) {
        let frame = self.frame_mut(id);
        let plan = Arc::clone(&frame.plan);
        let around = &plan.loops[ix];
        for node in &around.body {
            let state = &mut frame.nodes[*node];
            *state = NodeState { fired: state.fired, ..NodeState::default() };
            frame.scope.remove(plan.nodes[*node].id.as_str());
            for edge in &plan.nodes[*node].outgoing {
                frame.edges[*edge] = EdgeState::Undecided;
            }
        }
        for (inner, state) in frame.loops.iter_mut().enumerate() {
            let entry = plan.loops[inner].entry;
            if inner != ix && around.body.binary_search(&entry).is_ok() {
                *state = LoopState { open: plan.loops[inner].body.len(), ..LoopState::default() };
            }
        }
        let state = &mut frame.loops[ix];
        state.iteration += 1;
        state.open = around.body.len();
        let mut outer = around.parent;
        while let Some(l) = outer {
            frame.loops[l].open += around.body.len();
            outer = plan.loops[l].parent;
        }
        self.queue.push_back(Work::Start(At { frame: id, node: around.entry }));
    }

    fn leave_loop(&mut self, id: FrameId, ix: LoopIx) {
        self.frame_mut(id).loops[ix].left = true;
        let plan = Arc::clone(&self.frame(id).plan);
        for node in &plan.loops[ix].body {
            for edge in &plan.nodes[*node].outgoing {
                let EdgeState::Held { taken, level } = self.frame(id).edges[*edge] else { continue };
                if plan.leaves[*edge].get(level) != Some(&ix) {
                    continue;
                }
                if level + 1 < plan.leaves[*edge].len() {
                    self.frame_mut(id).edges[*edge] = EdgeState::Held { taken, level: level + 1 };
                } else {
                    self.count(id, *edge, taken);
                }
            }
        }
    }
}
