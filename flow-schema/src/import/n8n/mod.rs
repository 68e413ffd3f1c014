//! n8n workflows: nodes by name, connections between their names, lists of items passed along.
//!
//! n8n runs a node once for every item; a flow here has one value on each way. So every node is
//! approximated in that respect, and the report says so once. [`items`] says what `$json` of a node
//! is, [`expression`] translates `={{ … }}`; [`core`], [`ai`] and [`http`] have the kinds of nodes.

mod ai;
mod convert;
mod core;
mod expression;
mod graph;
mod http;
mod items;
mod leftovers;
mod work;

use super::draft::Draft;
use super::names::flow_name;
use super::{ImportError, Options};
use serde_json::Value;

pub(super) fn read(document: &Value, options: &Options) -> Result<Draft, ImportError> {
    let title = document["name"].as_str().unwrap_or_default().trim();
    let name = options.name.clone().unwrap_or_else(|| flow_name(title));
    let mut draft = Draft::new(name, title);
    let graph = graph::Graph::read(document, &mut draft.names)?;
    draft.changed("n8n runs a node once for each item of a list; here each node runs once. Use a For each where there are several items.");
    if document["settings"]["errorWorkflow"].is_string() {
        draft.lost("The workflow that ran on errors was left out; connect the ports ‘error’.");
    }
    Ok(convert::convert(&graph, draft, options))
}
