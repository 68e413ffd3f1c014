//! What one node asks of models, in one go.

use super::amount::Amount;
use super::{Bound, Counting};
use crate::check::NodeFacts;
use crate::compile;
use crate::kind::NodeKind;
use serde_json::Value;

impl Counting<'_, '_> {
    pub fn own(&self, facts: &NodeFacts<'_>) -> Amount {
        let Some(kind) = &facts.kind else { return Amount::NOTHING };
        let attempts = u64::from(compile::attempts(facts.node, kind, &facts.config));
        match facts.node.kind.as_str() {
            "subflow" => {
                let flow = facts.config["flow"].as_str().unwrap_or_default();
                let share = facts.config["max_cost"].as_f64().map(micros_of);
                let mut amount = self.flow(flow).times(attempts);
                amount.micros = least(amount.micros, share);
                amount
            }
            "agent" => self.agent(kind, &facts.config).times(attempts),
            _ => self.call(&facts.node.kind, &facts.config).times(attempts),
        }
    }

    /// One call of a kind that asks a model.
    fn call(&self, kind: &str, config: &Value) -> Amount {
        let asks = match kind {
            "classify" | "extract" => 2,
            "llm" if config["output"].as_object().is_some_and(|schema| !schema.is_empty()) => 2,
            "llm" => 1,
            _ => return Amount::NOTHING,
        };
        Amount { calls: 1, micros: self.price(config), unbounded: None }.times(asks)
    }

    /// One question at the most it can cost.
    fn price(&self, config: &Value) -> Option<u64> {
        let named = config["model"].as_str().filter(|model| !model.is_empty());
        let price = self.environment.prices.get(named.or(self.environment.default_model.as_deref())?)?;
        let writes = config["max_tokens"].as_u64().unwrap_or(price.most_output_tokens);
        let cost = |tokens: u64, price: u64| tokens.saturating_mul(price).div_ceil(1_000_000);
        Some(
            cost(price.most_input_tokens, price.input_micros)
                .saturating_add(cost(writes, price.output_micros)),
        )
    }

    fn flow(&self, name: &str) -> Amount {
        let Some(cost) = self.environment.published.get(name).and_then(|flow| flow.cost.as_ref()) else {
            return Amount { micros: None, ..Amount::NOTHING };
        };
        let number = |bound: &Bound| match bound {
            Bound::AtMost(number) => *number,
            Bound::Unbounded { .. } => u64::MAX,
        };
        Amount {
            calls: number(&cost.model_calls),
            micros: cost.money_micros.as_ref().map(number),
            unbounded: None,
        }
    }

    /// Its own questions, and the dearest of its tools as often as it may call one.
    fn agent(&self, kind: &NodeKind, config: &Value) -> Amount {
        let number = |name: &str| {
            config[name]
                .as_u64()
                .or_else(|| kind.config_schema["properties"][name]["default"].as_u64())
                .unwrap_or(0)
        };
        let own =
            Amount { calls: 1, micros: self.price(&Value::Null), unbounded: None }.times(number("max_steps"));
        let tools =
            config["tools"].as_array().into_iter().flatten().map(|tool| match tool["flow"].as_str() {
                Some(flow) if !flow.is_empty() => self.flow(flow),
                _ => self.call(tool["kind"].as_str().unwrap_or_default(), &tool["config"]),
            });
        let dearest = tools.reduce(Amount::or).unwrap_or(Amount::NOTHING);
        let mut amount = own.and(dearest.times(number("max_calls")));
        amount.micros = least(amount.micros, config["max_cost"].as_f64().map(micros_of));
        amount
    }
}

fn least(amount: Option<u64>, most: Option<u64>) -> Option<u64> {
    match (amount, most) {
        (Some(amount), Some(most)) => Some(amount.min(most)),
        (amount, most) => amount.or(most),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "schemas keep it from being negative"
)]
fn micros_of(money: f64) -> u64 {
    (money * 1_000_000.0).ceil() as u64
}
