//! The canvas of a Coze workflow: nodes with numbered types, bodies inside their nodes.
//!
//! [`graph`] reads the document, [`work`] what parameters and texts refer to; [`nodes`] has the
//! kinds of nodes, [`control`] those that decide and repeat; [`convert`] draws the edges.

mod control;
mod convert;
mod graph;
mod leftovers;
mod nodes;
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
    Ok(convert::convert(&graph, draft, options))
}
