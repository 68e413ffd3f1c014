//! The state as JSON: what tests compare byte for byte and people read.

use crate::machine::Machine;
use crate::state::{EdgeState, Stage};
use serde_json::{Map, Value, json};

impl Machine {
    /// Everything that decides how the run goes on, under stable names. Equal facts give equal
    /// bytes, whatever crashed in between.
    pub fn state(&self) -> Value {
        let mut nodes = Map::new();
        for (node, state) in self.plan.nodes.iter().zip(&self.nodes) {
            if state.stage == Stage::Idle && state.fired == 0 {
                continue;
            }
            let mut entry = Map::new();
            entry.insert("status".into(), state.stage.as_str().into());
            entry.insert("iteration".into(), state.iteration().into());
            entry.insert("attempt".into(), state.attempt.into());
            if let Some(port) = &state.port {
                entry.insert("port".into(), port.as_str().into());
            }
            if let Some(error) = &state.error {
                entry.insert("error".into(), json!(error));
            }
            if let Some(output) = self.scope.get(node.id.as_str()) {
                entry.insert("output".into(), output.clone());
            }
            if let Some(args) = &state.args {
                entry.insert("input".into(), args.clone());
            }
            if let Some(due) = state.timer {
                entry.insert("due".into(), due.into());
            }
            if let Some(wait) = &state.wait {
                entry.insert(
                    "wait".into(),
                    json!({ "turns": wait.turns, "values": wait.values, "asks": wait.shown }),
                );
            }
            nodes.insert(node.id.as_str().to_owned(), Value::Object(entry));
        }
        let mut edges = Map::new();
        for (edge, state) in self.plan.edges.iter().zip(&self.edges) {
            let word = match state {
                EdgeState::Undecided => continue,
                EdgeState::Held { taken: true, .. } => "taken, held by a loop",
                EdgeState::Held { taken: false, .. } => "not taken, held by a loop",
                EdgeState::Taken => "taken",
                EdgeState::NotTaken => "not taken",
            };
            let (from, to) = (&self.plan.nodes[edge.from].id, &self.plan.nodes[edge.to].id);
            edges.insert(format!("{from}.{}>{to}", edge.port), word.into());
        }
        let mut loops = Map::new();
        for (plan, state) in self.plan.loops.iter().zip(&self.loops) {
            let entry = self.plan.nodes[plan.entry].id.as_str().to_owned();
            loops.insert(
                entry,
                json!({ "iteration": state.iteration, "open": state.open, "left": state.left }),
            );
        }
        json!({
            "status": self.status.as_str(),
            "now": self.now,
            "steps": self.steps,
            "input": self.scope.get("input"),
            "state": self.scope.get("state"),
            "nodes": nodes,
            "edges": edges,
            "loops": loops,
            "output": self.output,
            "error": self.failure.as_ref().map(|(failure, node)| json!({
                "code": failure.code, "message": failure.message, "node": node,
            })),
            "usage": self.usage(),
        })
    }
}
