use super::report::{Report, words};
use super::{Analysis, codes};
use crate::expr::RESERVED_NAMES;
use crate::nearest::nearest;
use std::collections::HashSet;

pub(crate) const FORMAT: &str = "flowright/1";
pub(crate) const MAX_NODES: usize = 2_000;
const MAX_NAME: usize = 64;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    let flow = analysis.flow;
    if flow.format != FORMAT {
        let cause = format!("the format is ‘{}’, and this version reads ‘{FORMAT}’", flow.format);
        report.flow(
            &codes::UNKNOWN_FORMAT,
            "/format",
            words(cause, format!("write ‘{FORMAT}’")).set_to(Some(FORMAT)),
        );
    }
    if !is_flow_name(&flow.name) {
        let cause = format!("‘{}’ cannot be a flow's name", flow.name);
        let mend = format!("use small letters, digits and hyphens, such as ‘{}’", flow_name_like(&flow.name));
        let like = flow_name_like(&flow.name);
        let like = Some(like.as_str()).filter(|name| is_flow_name(name));
        report.flow(&codes::BAD_NAME, "/name", words(cause, mend).set_to(like));
    }
    if flow.nodes.len() > MAX_NODES {
        let cause = format!("the flow has {} nodes, and at most {MAX_NODES} are allowed", flow.nodes.len());
        report.flow(&codes::TOO_MANY_NODES, "/nodes", words(cause, "split it into several flows"));
    }
    for name in flow.state.keys().filter(|name| !is_name(name)) {
        let cause = format!("‘{name}’ cannot be a channel's name");
        report.flow(
            &codes::BAD_NAME,
            &format!("/state/{}", crate::json_schema::escape(name)),
            words(cause, NAME_RULE),
        );
    }
    let mut seen = HashSet::new();
    for (at, node) in flow.nodes.iter().enumerate() {
        let id = node.id.as_str();
        if !is_name(id) {
            let cause = format!("‘{id}’ cannot be a node's id");
            report.node(&codes::BAD_NAME, &node.id, "/id", words(cause, NAME_RULE));
        } else if RESERVED_NAMES.contains(&id) {
            let cause = format!("‘{id}’ means something else in expressions");
            report.node(
                &codes::RESERVED_ID,
                &node.id,
                "/id",
                words(cause, format!("call the node ‘{id}_1’, say")),
            );
        }
        if !seen.insert(id) {
            let cause = format!("another node is called ‘{id}’ too (node {} of the document)", at + 1);
            report.node(&codes::DUPLICATE_ID, &node.id, "/id", words(cause, "give one of them another id"));
        }
    }
}

const NAME_RULE: &str = "use small letters, digits and underscores, a letter first";

/// `[a-z][a-z0-9_]*`, at most 64 long.
fn is_name(name: &str) -> bool {
    name.len() <= MAX_NAME
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// `[a-z0-9][a-z0-9-]*`, at most 64 long.
fn is_flow_name(name: &str) -> bool {
    name.len() <= MAX_NAME
        && name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn flow_name_like(name: &str) -> String {
    let mapped: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(MAX_NAME)
        .collect();
    match mapped.trim_matches('-') {
        "" => "my-flow".to_owned(),
        name => name.to_owned(),
    }
}

/// For messages: the nearest name, or the names there are when they are few.
pub(super) fn suggestion<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    const FEW: usize = 8;
    let mut names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    match nearest(name, names.iter().copied()) {
        Some(near) => format!("use ‘{near}’"),
        None if names.is_empty() => "there are none yet".to_owned(),
        None if names.len() <= FEW => format!("use one of: {}", names.join(", ")),
        None => format!("use one of the {} there are, such as ‘{}’", names.len(), names[0]),
    }
}
