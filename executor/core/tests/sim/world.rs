//! What the effects touch. It honours keys: a repeated key gives the first outcome and no second
//! effect.

use crate::chance::Chance;
use executor_core::{Failure, Step};
use flow_schema::ErrorCode;
use flow_schema::kind::Effect;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

#[derive(Default)]
pub struct World {
    by_key: HashMap<String, Value>,
    /// How often each write really happened, by node and firing.
    pub happened: BTreeMap<(String, u32), u32>,
    pub ambiguous: u64,
}

impl World {
    /// The answer to a call, which may fail before the effect, or after it (the ambiguous case).
    pub fn call(&mut self, chance: &mut Chance, step: &Step, key: &str) -> Result<Value, Failure> {
        let flaky = if step.kind == "risky" { 40 } else { 15 };
        if chance.percent(flaky) {
            return Err(failure(chance));
        }
        let output = match self.by_key.get(key) {
            Some(output) if step.effect == Effect::Write => output.clone(),
            Some(_) | None => {
                if step.effect == Effect::Write {
                    *self.happened.entry((step.node.to_string(), step.iteration)).or_default() += 1;
                }
                let output = match step.kind.as_str() {
                    "agent_model" => agent_says(chance, step),
                    "pick" => json!({ "class": if chance.percent(50) { "a" } else { "b" } }),
                    _ => json!({ "n": chance.below(1000) }),
                };
                self.by_key.insert(key.to_owned(), output.clone());
                output
            }
        };
        if step.effect == Effect::Write && chance.percent(10) {
            self.ambiguous += 1;
            return Err(failure(chance));
        }
        Ok(output)
    }
}

/// A model that uses a tool or two and then answers.
fn agent_says(chance: &mut Chance, step: &Step) -> Value {
    let said = step.args["messages"].as_array().map_or(0, Vec::len);
    let tools = step.args["tools"].as_array().map(Vec::as_slice).unwrap_or_default();
    if said > 4 || tools.is_empty() || chance.percent(30) {
        return json!({ "text": "done" });
    }
    let calls: Vec<Value> = (0..1 + chance.below(2))
        .map(|n| {
            let name = &tools[chance.below(tools.len())]["name"];
            json!({ "id": format!("c{n}"), "name": name, "arguments": { "n": n } })
        })
        .collect();
    json!({ "text": "", "tool_calls": calls })
}

fn failure(chance: &mut Chance) -> Failure {
    let code = if chance.percent(80) { ErrorCode::Upstream } else { ErrorCode::Timeout };
    Failure { code, message: "broken".into(), retryable: true, retry_after_ms: None }
}
