//! What a flow names outside itself: whether it exists where the flow is to run.

use super::names::suggestion;
use super::report::{Report, Words, words};
use super::{Analysis, Code, Cost, codes};
use crate::expr::Template;
use crate::kind::external;
use crate::model::Form;
use crate::nearest::nearest;
use crate::said::{Said, said};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;
use utoipa::ToSchema;

/// What exists around a flow. `None` and what is not listed: not known, so not checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = CheckEnvironment)]
#[ts(export_to = "flow.ts")]
pub struct Environment {
    /// Names of knowledge bases.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub bases: Option<BTreeSet<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub forms: Option<BTreeSet<String>>,
    /// Tools of connected MCP servers, as `mcp:<server>/<tool>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tools: Option<BTreeSet<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub models: Option<BTreeSet<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub secrets: Option<BTreeSet<String>>,
    /// Names of published flows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub flows: Option<BTreeSet<String>>,
    /// Forms by name: what their answers are.
    #[ts(optional, as = "Option<BTreeMap<String, Form>>")]
    pub form_fields: BTreeMap<String, Form>,
    /// Published flows by name: what they take, give and cost.
    #[ts(optional, as = "Option<BTreeMap<String, PublishedFlow>>")]
    pub published: BTreeMap<String, PublishedFlow>,
    /// Models by name: what their tokens cost and how many there can be.
    #[ts(optional, as = "Option<BTreeMap<String, ModelPrice>>")]
    pub prices: BTreeMap<String, ModelPrice>,
    /// The model of nodes that name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub default_model: Option<String>,
    /// What one run of the flow may use up.
    #[ts(optional, as = "Option<Budget>")]
    pub budget: Budget,
}

impl Environment {
    /// A place that has nothing: what is missing there is all that a flow names.
    pub fn nothing() -> Self {
        let none = || Some(BTreeSet::new());
        Self {
            bases: none(),
            forms: none(),
            tools: none(),
            models: none(),
            secrets: none(),
            flows: none(),
            ..Self::default()
        }
    }
}

/// What is known of a flow that another one runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct PublishedFlow {
    /// JSON Schema, references inlined; null when it has none.
    #[ts(type = "unknown")]
    #[schema(value_type = Object)]
    pub input: Value,
    /// JSON Schema, references inlined; null when it has none.
    #[ts(type = "unknown")]
    #[schema(value_type = Object)]
    pub output: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cost: Option<Cost>,
}

/// What a model costs. Money is in millionths of the currency of the prices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct ModelPrice {
    /// Of a million tokens it reads.
    #[ts(type = "number")]
    pub input_micros: u64,
    /// Of a million tokens it writes.
    #[ts(type = "number")]
    pub output_micros: u64,
    /// The most it can read at once.
    #[ts(type = "number")]
    pub most_input_tokens: u64,
    /// The most it writes when the node does not say.
    #[ts(type = "number")]
    pub most_output_tokens: u64,
}

/// What one run may use up; `None`: no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct Budget {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub model_calls: Option<u64>,
    /// In millionths.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub money_micros: Option<u64>,
}

pub(super) fn check(analysis: &Analysis<'_>, environment: &Environment, report: &mut Report) {
    for facts in &analysis.nodes {
        let Some(kind) = &facts.kind else { continue };
        let mut say =
            |code: &Code, field: &str, words: Words| report.node(code, &facts.node.id, field, words);
        names(&kind.config_schema, &facts.written, "/config", environment, &mut say);
        if kind.name == "mcp_tool" {
            tool(&facts.written, "/config", environment, &mut say);
        }
        if kind.name != "agent" {
            continue;
        }
        // What an agent may use has settings of its own.
        for (at, offered) in facts.written["tools"].as_array().into_iter().flatten().enumerate() {
            let field = format!("/config/tools/{at}");
            let flow: Known<'_> = (&environment.flows, &codes::UNKNOWN_FLOW, no_flow);
            name(&offered["flow"], &format!("{field}/flow"), flow, &mut say);
            let Some(kind) = offered["kind"].as_str().and_then(|kind| analysis.kinds.get(kind)) else {
                continue;
            };
            let field = format!("{field}/config");
            names(&kind.config_schema, &offered["config"], &field, environment, &mut say);
            if kind.name == "mcp_tool" {
                tool(&offered["config"], &field, environment, &mut say);
            }
        }
    }
}

type Say<'a> = dyn FnMut(&Code, &str, Words) + 'a;
/// What there is, and how to say that something is not among it.
type Known<'e> = (&'e Option<BTreeSet<String>>, &'static Code, fn(&str) -> Said);

fn no_flow(name: &str) -> Said {
    said!("there is no published flow ‘{name}’", name)
}

/// Settings whose widget chooses one of the things around.
fn names(schema: &Value, config: &Value, at: &str, environment: &Environment, say: &mut Say<'_>) {
    for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
        let known: Known<'_> = match schema["x-ui"]["widget"].as_str() {
            Some("knowledge_base") => (&environment.bases, &codes::UNKNOWN_BASE, |name| {
                said!("there is no knowledge base ‘{name}’", name)
            }),
            Some("form") => {
                (&environment.forms, &codes::UNKNOWN_FORM, |name| said!("there is no form ‘{name}’", name))
            }
            Some("model") => {
                (&environment.models, &codes::UNKNOWN_MODEL, |name| said!("there is no model ‘{name}’", name))
            }
            Some("secret") => (&environment.secrets, &codes::UNKNOWN_SECRET, |name| {
                said!("there is no secret ‘{name}’", name)
            }),
            Some("flow") => (&environment.flows, &codes::UNKNOWN_FLOW, no_flow),
            _ => continue,
        };
        name(&config[field], &format!("{at}/{field}"), known, say);
    }
}

fn name(value: &Value, field: &str, (known, code, no): Known<'_>, say: &mut Say<'_>) {
    let (Some(known), Some(value)) = (known, value.as_str()) else { return };
    if !value.is_empty() && !Template::has_holes(value) && !known.contains(value) {
        let cause = no(value);
        let names = || known.iter().map(String::as_str);
        say(code, field, words(cause, suggestion(value, names())).set_to(nearest(value, names())));
    }
}

fn tool(config: &Value, at: &str, environment: &Environment, say: &mut Say<'_>) {
    let Some(known) = &environment.tools else { return };
    let (Some(server), Some(tool)) = (config["server"].as_str(), config["tool"].as_str()) else { return };
    if known.contains(&external::kind_name(server, tool)) {
        return;
    }
    let cause = said!("no connected server ‘{server}’ offers a tool ‘{tool}’", server, tool);
    let names = || known.iter().filter_map(|name| external::split_name(name));
    let tools = || names().filter(|(known, _)| *known == server).map(|(_, tool)| tool);
    let words = match tools().next() {
        Some(_) => words(cause, suggestion(tool, tools())).set_to(nearest(tool, tools())),
        None => words(cause, suggestion(server, names().map(|(server, _)| server))),
    };
    say(&codes::UNKNOWN_TOOL, &format!("{at}/tool"), words);
}
