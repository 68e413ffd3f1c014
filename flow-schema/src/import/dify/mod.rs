//! Dify DSL: an app as YAML.
//!
//! [`graph`] reads the document, [`reads`] says how an output there is read here, [`ports`] which
//! way out a handle is, [`text`] translates texts with references; [`convert`] goes through the
//! nodes, each kind in [`nodes`].

mod convert;
mod features;
mod graph;
mod leftovers;
mod nodes;
mod ports;
mod reads;
mod simple;
mod text;
mod work;

use super::draft::Draft;
use super::names::flow_name;
use super::{Format, ImportError, Options};
use serde_json::Value;

const KNOWN: &str = "versions 0.1 to 0.5";

pub(super) fn read(document: &Value, options: &Options) -> Result<Draft, ImportError> {
    version(document)?;
    let app = &document["app"];
    let title = app["name"].as_str().unwrap_or_default().trim();
    let name = options.name.clone().unwrap_or_else(|| flow_name(title));
    let mut draft = Draft::new(name, title);
    app["description"].as_str().unwrap_or_default().trim().clone_into(&mut draft.flow.description);
    let mode = app["mode"].as_str().unwrap_or_default();
    if document["workflow"].is_object() {
        let graph = graph::Graph::read(document, &mut draft.names)?;
        features::report(document, &mut draft);
        convert::convert(&graph, draft, options)
    } else if document["model_config"].is_object() {
        features::report(document, &mut draft);
        simple::convert(document, mode, draft, options)
    } else {
        let what = "there is neither a workflow nor a model_config, so there is nothing to import";
        Err(ImportError::shape("the document", what))
    }
}

/// Before 0.1.0 documents had no version.
fn version(document: &Value) -> Result<(), ImportError> {
    let version = match &document["version"] {
        Value::Null => return Ok(()),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut parts = version.split('.').map(str::parse::<u32>);
    match (parts.next(), parts.next()) {
        (Some(Ok(0)), Some(Ok(minor))) if minor <= 5 => Ok(()),
        _ => Err(ImportError::UnknownVersion { format: Format::Dify, version, known: KNOWN }),
    }
}
