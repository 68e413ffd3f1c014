//! What a flow names outside itself: whether it exists where the flow is to run.

use super::names::suggestion;
use super::report::{Report, words};
use super::{Analysis, Code, codes};
use crate::expr::Template;
use crate::kind::external;
use std::collections::BTreeSet;

/// What exists around a flow. `None`: not known, so not checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// Names of knowledge bases.
    pub bases: Option<BTreeSet<String>>,
    pub forms: Option<BTreeSet<String>>,
    /// Tools of connected MCP servers, as `mcp:<server>/<tool>`.
    pub tools: Option<BTreeSet<String>>,
    pub models: Option<BTreeSet<String>>,
    pub secrets: Option<BTreeSet<String>>,
    /// Names of published flows.
    pub flows: Option<BTreeSet<String>>,
}

pub(super) fn check(analysis: &Analysis<'_>, environment: &Environment, report: &mut Report) {
    for facts in &analysis.nodes {
        let Some(kind) = &facts.kind else { continue };
        for (name, field) in kind.config_schema["properties"].as_object().into_iter().flatten() {
            let (known, code, what): (_, &Code, _) = match field["x-ui"]["widget"].as_str() {
                Some("knowledge_base") => (&environment.bases, &codes::UNKNOWN_BASE, "knowledge base"),
                Some("form") => (&environment.forms, &codes::UNKNOWN_FORM, "form"),
                Some("model") => (&environment.models, &codes::UNKNOWN_MODEL, "model"),
                Some("secret") => (&environment.secrets, &codes::UNKNOWN_SECRET, "secret"),
                Some("flow") => (&environment.flows, &codes::UNKNOWN_FLOW, "published flow"),
                _ => continue,
            };
            let (Some(known), Some(value)) = (known, facts.written[name].as_str()) else { continue };
            if !value.is_empty() && !Template::has_holes(value) && !known.contains(value) {
                let cause = format!("there is no {what} ‘{value}’");
                let mend = suggestion(value, known.iter().map(String::as_str));
                report.node(code, &facts.node.id, &format!("/config/{name}"), words(cause, mend));
            }
        }
        if kind.name == "agent"
            && let Some(known) = &environment.flows
        {
            for (at, tool) in facts.written["tools"].as_array().into_iter().flatten().enumerate() {
                let Some(flow) = tool["flow"].as_str().filter(|flow| !flow.is_empty()) else { continue };
                if !known.contains(flow) {
                    let mend = suggestion(flow, known.iter().map(String::as_str));
                    let field = format!("/config/tools/{at}/flow");
                    let cause = format!("there is no published flow ‘{flow}’");
                    report.node(&codes::UNKNOWN_FLOW, &facts.node.id, &field, words(cause, mend));
                }
            }
        }
        if kind.name == "mcp_tool"
            && let Some(known) = &environment.tools
            && let (Some(server), Some(tool)) =
                (facts.written["server"].as_str(), facts.written["tool"].as_str())
        {
            let name = external::kind_name(server, tool);
            if !known.contains(&name) {
                let cause = format!("no connected server ‘{server}’ offers a tool ‘{tool}’");
                let names = known.iter().filter_map(|name| external::split_name(name));
                let tools = names.filter(|(known, _)| *known == server).map(|(_, tool)| tool);
                report.node(
                    &codes::UNKNOWN_TOOL,
                    &facts.node.id,
                    "/config/tool",
                    words(cause, suggestion(tool, tools)),
                );
            }
        }
    }
}
