//! Flowise AgentFlow V2: a canvas as JSON.
//!
//! [`graph`] reads the document, [`work`] what texts refer to; [`think`], [`act`] and [`control`]
//! have the kinds of nodes; [`convert`] draws the edges.

mod act;
mod control;
mod convert;
mod graph;
mod leftovers;
mod think;
mod work;

use super::draft::Draft;
use super::names::flow_name;
use super::{ImportError, Options};
use serde_json::Value;

pub(super) fn read(document: &Value, options: &Options) -> Result<Draft, ImportError> {
    let title = document["name"].as_str().unwrap_or_default().trim();
    let name = options.name.clone().unwrap_or_else(|| flow_name(title));
    let mut draft = Draft::new(name, title);
    document["description"].as_str().unwrap_or_default().trim().clone_into(&mut draft.flow.description);
    let graph = graph::Graph::read(document, &mut draft.names)?;
    Ok(convert::convert(&graph, draft, options))
}
