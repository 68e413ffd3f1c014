//! Langflow documents: components joined by edges along which values flow.
//!
//! An edge there says what a field is filled with, and by that alone what runs before what. Here order and
//! values are two things: [`order`] draws the edges, [`values`] says what an output is as an expression and
//! [`fields`] writes it where it is read. [`graph`] reads the document and [`kind`] knows its components;
//! [`talk`], [`think`], [`data`], [`act`] and [`tools`] have the conversions, and [`repeat`] the bodies of
//! loops, which are drawn there as circles.

mod act;
mod braces;
mod convert;
mod data;
mod fields;
mod graph;
mod kind;
mod leftovers;
mod order;
mod repeat;
mod settings;
mod talk;
mod think;
mod tools;
mod values;
mod work;

use super::draft::Draft;
use super::names::flow_name;
use super::{ImportError, Options};
use serde_json::Value;

pub(super) fn read(document: &Value, options: &Options) -> Result<Draft, ImportError> {
    let document = match document["flows"].as_array().map(Vec::as_slice) {
        None => document,
        Some([one]) => one,
        Some(several) => {
            let what = format!("there are {} flows; export the one that is wanted by itself", several.len());
            return Err(ImportError::shape("flows", what));
        }
    };
    let title = document["name"].as_str().unwrap_or_default().trim();
    let name = options.name.clone().unwrap_or_else(|| flow_name(title));
    let mut draft = Draft::new(name, title);
    draft.flow.description = document["description"].as_str().unwrap_or_default().trim().to_owned();
    let graph = graph::Graph::read(document, &mut draft.names)?;
    Ok(convert::convert(&graph, draft, options))
}
