//! What `wait`, `approval` and `agent` need beyond the shape of their settings.

use super::analysis::NodeFacts;
use super::report::{Report, words};
use super::{Analysis, codes};
use crate::kind::{KindRegistry, Role};
use crate::said::said;
use serde_json::Value;
use std::collections::HashSet;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for facts in &analysis.nodes {
        match facts.node.kind.as_str() {
            "wait" => wait(facts, report),
            "approval" => approval(facts, report),
            "agent" => tools(facts, analysis.kinds, report),
            _ => {}
        }
    }
}

fn is_set(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        other => !other.is_null(),
    }
}

fn wait(facts: &NodeFacts<'_>, report: &mut Report) {
    if !["for", "until", "event"].iter().any(|field| is_set(&facts.written[*field])) {
        let cause = said!("‘{id}’ waits for nothing", id = facts.node.id);
        let mend = said!("fill in For, Until or Event");
        report.node(&codes::NOTHING_AWAITED, &facts.node.id, "/config", words(cause, mend));
    }
}

fn approval(facts: &NodeFacts<'_>, report: &mut Report) {
    let Some(approvers) = facts.written["approvers"].as_array() else { return };
    let named = approvers.iter().filter(|one| is_set(&one["email"]) || is_set(&one["role"])).count();
    let id = &facts.node.id;
    if named < approvers.len() || named == 0 {
        let cause = match approvers.len() {
            0 => said!("‘{id}’ has no approvers", id),
            _ => said!("an approver of ‘{id}’ has neither an e-mail address nor a role", id),
        };
        let mend = said!("name a person by e-mail address, or a role such as team_lead");
        report.node(&codes::NO_APPROVERS, id, "/config/approvers", words(cause, mend));
    }
    if facts.config["mode"] != "quorum" {
        return;
    }
    let wanted = facts.config["quorum"].as_u64();
    // A role may be many people, so it bounds nothing.
    let roles = approvers.iter().any(|one| is_set(&one["role"]));
    if wanted.is_none_or(|wanted| wanted == 0 || !roles && wanted > approvers.len() as u64) {
        let cause = match wanted {
            None => said!("‘{id}’ needs a quorum, and none is set", id),
            Some(wanted) => said!(
                "‘{id}’ needs {wanted} approvals of {people} people",
                id,
                wanted,
                people = approvers.len()
            ),
        };
        let mend = said!("set the quorum to 1 to {most}", most = approvers.len().max(1));
        report.node(&codes::BAD_QUORUM, id, "/config/quorum", words(cause, mend));
    }
}

fn tools(facts: &NodeFacts<'_>, kinds: &KindRegistry, report: &mut Report) {
    let Some(tools) = facts.written["tools"].as_array() else { return };
    let mut names = HashSet::new();
    for (at, tool) in tools.iter().enumerate() {
        let text = |name: &str| tool[name].as_str().unwrap_or_default().trim();
        let (kind, flow) = (text("kind"), text("flow"));
        let wrong = match (kind, flow) {
            ("", "") => Some(said!("the tool names neither a kind nor a flow")),
            ("", _) => None,
            (_, flow) if !flow.is_empty() => Some(said!("the tool names a kind and a flow")),
            (kind, _) => match kinds.get(kind) {
                None => Some(said!("there is no kind ‘{kind}’", kind)),
                Some(known) if known.role == Role::Control => {
                    Some(said!("‘{kind}’ is a rule, not a tool", kind))
                }
                Some(_) => None,
            },
        };
        let name = [text("name"), flow, kind].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let wrong = wrong.or_else(|| {
            let again = !name.is_empty() && !names.insert(name.to_owned());
            again.then(|| said!("another tool is called ‘{name}’ too", name))
        });
        if let Some(cause) = wrong {
            let mend = said!(
                "name one kind such as kb_search, or one published flow, and give each a name of its own"
            );
            let field = format!("/config/tools/{at}");
            report.node(&codes::BAD_TOOL, &facts.node.id, &field, words(cause, mend));
        }
    }
}
