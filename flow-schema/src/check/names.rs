use super::report::{Report, words};
use super::{Analysis, codes};
use crate::expr::RESERVED_NAMES;
use crate::nearest::nearest;
use crate::said::{Said, said};
use std::collections::HashSet;

pub(crate) const FORMAT: &str = "flowright/1";
pub(crate) const MAX_NODES: usize = 2_000;
const MAX_NAME: usize = 64;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    let flow = analysis.flow;
    if flow.format != FORMAT {
        let cause = said!(
            "the format is ‘{format}’, and this version reads ‘{reads}’",
            format = flow.format,
            reads = FORMAT
        );
        report.flow(
            &codes::UNKNOWN_FORMAT,
            "/format",
            words(cause, said!("write ‘{format}’", format = FORMAT)).set_to(Some(FORMAT)),
        );
    }
    if !is_flow_name(&flow.name) {
        let cause = said!("‘{name}’ cannot be a flow's name", name = flow.name);
        let mend = said!(
            "use small letters, digits and hyphens, such as ‘{like}’",
            like = flow_name_like(&flow.name)
        );
        let like = flow_name_like(&flow.name);
        let like = Some(like.as_str()).filter(|name| is_flow_name(name));
        report.flow(&codes::BAD_NAME, "/name", words(cause, mend).set_to(like));
    }
    if flow.nodes.len() > MAX_NODES {
        let cause = said!(
            "the flow has {count} nodes, and at most {most} are allowed",
            count = flow.nodes.len(),
            most = MAX_NODES
        );
        report.flow(&codes::TOO_MANY_NODES, "/nodes", words(cause, said!("split it into several flows")));
    }
    for name in flow.state.keys().filter(|name| !is_name(name)) {
        let cause = said!("‘{name}’ cannot be a channel's name", name);
        report.flow(
            &codes::BAD_NAME,
            &format!("/state/{}", crate::json_schema::escape(name)),
            words(cause, name_rule()),
        );
    }
    let mut seen = HashSet::new();
    for (at, node) in flow.nodes.iter().enumerate() {
        let id = node.id.as_str();
        if !is_name(id) {
            let cause = said!("‘{id}’ cannot be a node's id", id);
            report.node(&codes::BAD_NAME, &node.id, "/id", words(cause, name_rule()));
        } else if RESERVED_NAMES.contains(&id) {
            let cause = said!("‘{id}’ means something else in expressions", id);
            report.node(
                &codes::RESERVED_ID,
                &node.id,
                "/id",
                words(cause, said!("call the node ‘{id}_1’, say", id)),
            );
        }
        if !seen.insert(id) {
            let cause = said!(
                "another node is called ‘{id}’ too (node {number} of the document)",
                id,
                number = at + 1
            );
            report.node(
                &codes::DUPLICATE_ID,
                &node.id,
                "/id",
                words(cause, said!("give one of them another id")),
            );
        }
    }
}

fn name_rule() -> Said {
    said!("use small letters, digits and underscores, a letter first")
}

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
pub(super) fn suggestion<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Said {
    const FEW: usize = 8;
    let mut names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    match nearest(name, names.iter().copied()) {
        Some(near) => said!("use ‘{near}’", near),
        None if names.is_empty() => said!("there are none yet"),
        None if names.len() <= FEW => said!("use one of: {names}", names = names.join(", ")),
        None => {
            said!("use one of the {count} there are, such as ‘{name}’", count = names.len(), name = names[0])
        }
    }
}
