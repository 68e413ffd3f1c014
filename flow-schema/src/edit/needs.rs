//! What a flow names outside itself, and a place does not have.

use super::names::NodeField;
use super::paste::{Missing, What};
use crate::check::{Environment, check_with, codes};
use crate::finding::Finding;
use crate::kind::{KindRegistry, external};
use crate::model::{Flow, Node};
use serde_json::{Value, json};

/// Everything that a flow's nodes name and that is not there: knowledge bases, forms, tools, models,
/// secrets, published flows, kinds of node. Of what the environment does not know, nothing is said.
pub fn missing(flow: &Flow, kinds: &KindRegistry, environment: &Environment) -> Vec<Missing> {
    let mut found: Vec<Missing> = check_with(flow, kinds, environment)
        .into_iter()
        .filter_map(|finding| of_finding(flow, finding))
        .chain(flow.nodes.iter().flat_map(|node| offered(node, kinds)))
        .collect();
    found.sort();
    found.dedup();
    found
}

fn of_finding(flow: &Flow, finding: Finding) -> Option<Missing> {
    let what = of_code(&finding.code)?;
    let (id, field) = (finding.node?, finding.field.unwrap_or_default());
    let node = json!(flow.nodes.iter().find(|node| node.id == id)?);
    let named = node.pointer(&field).and_then(Value::as_str).unwrap_or_default();
    let name = match (what, field.strip_suffix("/tool")) {
        // A tool's name means nothing without its server's.
        (What::Tool, Some(config)) => {
            let server = node.pointer(&format!("{config}/server")).and_then(Value::as_str);
            external::kind_name(server.unwrap_or_default(), named)
        }
        _ => named.to_owned(),
    };
    Some(Missing { what, name, at: NodeField { node: id, field } })
}

/// Tools of MCP servers that an agent may use: no node of theirs stands in the flow.
fn offered(node: &Node, kinds: &KindRegistry) -> Vec<Missing> {
    let tools = node.config.get("tools").and_then(Value::as_array).filter(|_| node.kind == "agent");
    let tools = tools.into_iter().flatten().enumerate();
    let gone = tools.filter_map(|(at, tool)| {
        let kind = tool["kind"].as_str().filter(|kind| external::split_name(kind).is_some())?;
        let at = NodeField { node: node.id.clone(), field: format!("/config/tools/{at}/kind") };
        kinds.get(kind).is_none().then(|| Missing { what: What::Kind, name: kind.to_owned(), at })
    });
    gone.collect()
}

/// The findings that speak of something outside the flow.
fn of_code(code: &str) -> Option<What> {
    let known = [
        (&codes::UNKNOWN_KIND, What::Kind),
        (&codes::UNKNOWN_BASE, What::KnowledgeBase),
        (&codes::UNKNOWN_FORM, What::Form),
        (&codes::UNKNOWN_TOOL, What::Tool),
        (&codes::UNKNOWN_MODEL, What::Model),
        (&codes::UNKNOWN_SECRET, What::Secret),
        (&codes::UNKNOWN_FLOW, What::Flow),
    ];
    known.iter().find(|(known, _)| known.code == code).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_a_flow_names_outside_itself_is_told_by_kind_and_name() {
        let flow: Flow = serde_json::from_value(json!({
            "format": "flowright/1", "name": "t",
            "nodes": [
                { "id": "kb", "kind": "kb_search", "config": { "base": "it", "query": "x" } },
                { "id": "call", "kind": "mcp_tool", "config": { "server": "desk", "tool": "close" } },
                { "id": "direct", "kind": "mcp:desk/open" },
                { "id": "fetch", "kind": "http_request", "config": { "url": "https://example.org", "secret": "key" } },
                { "id": "other", "kind": "subflow", "config": { "flow": "orders" } },
                { "id": "assist", "kind": "agent", "config": { "prompt": "x", "tools": [
                    { "kind": "mcp:desk/find" }, { "flow": "returns" },
                ] } },
            ],
        }))
        .unwrap();
        let kinds = KindRegistry::builtin();
        let told = |environment: &Environment| {
            let named = missing(&flow, &kinds, environment).into_iter();
            named.map(|missing| format!("{:?} {}", missing.what, missing.name)).collect::<Vec<_>>()
        };
        let all = [
            "Kind mcp:desk/find",
            "Kind mcp:desk/open",
            "KnowledgeBase it",
            "Tool mcp:desk/close",
            "Secret key",
            "Flow orders",
            "Flow returns",
        ];
        assert_eq!(told(&Environment::nothing()), all);
        assert_eq!(told(&Environment::default()), all[..2], "what is not known is not missing");
    }
}
