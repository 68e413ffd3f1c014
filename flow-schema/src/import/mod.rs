//! Flows of other products, read into flows of ours; and flows of ours that were exported elsewhere.
//!
//! Text in; documents, layouts and a [`Report`] out. No foreign code is ever run: what cannot be
//! translated for certain becomes a placeholder that keeps the original and does not pass the
//! checks until somebody has looked at it. Nothing is left out without an entry in the report.
//!
//! Start reading at [`import`]. Each format has a folder; [`foreign`] reads the expression
//! languages they share (Jinja, Python, JavaScript), [`draft`] is where a flow is put together.

mod bounded;
mod bundle;
mod coze;
mod detect;
mod dify;
mod draft;
mod error;
mod flowise;
mod foreign;
mod holes;
mod html;
mod langflow;
mod leftovers;
mod n8n;
mod names;
mod redact;
mod report;
mod rhai_text;
mod yaml;

pub use detect::{Format, detect};
pub use error::ImportError;
pub use report::{Entry, Need, Original, Report};

use crate::check::Environment;
use crate::kind::KindRegistry;
use crate::model::Flow;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the importer may know of the place the flow comes to.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name of the flow; otherwise made of the document's title.
    pub name: Option<String>,
    /// Knowledge bases here by their name or id there.
    pub bases: BTreeMap<String, String>,
    /// Models here by their name there; an empty name stands for the tenant's model.
    pub models: BTreeMap<String, String>,
    /// What there is here, as far as it is known.
    pub place: Place,
    /// A longer document is refused.
    pub max_bytes: usize,
}

/// The kinds of nodes and the things around a flow that a place has.
#[derive(Clone, Debug)]
pub struct Place {
    pub kinds: KindRegistry,
    pub environment: Environment,
}

impl Default for Place {
    /// Nothing is known to be there, so everything that a flow names is needed.
    fn default() -> Self {
        Self { kinds: KindRegistry::builtin(), environment: Environment::nothing() }
    }
}

impl Default for Options {
    fn default() -> Self {
        let none = BTreeMap::new;
        let place = Place::default();
        Self { name: None, bases: none(), models: none(), place, max_bytes: bounded::MAX_BYTES }
    }
}

/// What came of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Imported {
    pub format: Format,
    pub flows: Vec<ImportedFlow>,
    pub report: Report,
}

/// One flow, to be opened as a draft.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportedFlow {
    pub flow: Flow,
    /// Where its nodes stand; null when the document does not say.
    pub layout: Value,
    /// Its tests by name.
    pub tests: BTreeMap<String, Value>,
}

/// Positions as `layout.json` has them. A node without one is placed by the editor.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct Layout {
    nodes: BTreeMap<String, Position>,
    /// Sticky notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<LayoutNote>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct LayoutNote {
    id: String,
    text: String,
    colour: &'static str,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
struct Position {
    x: f64,
    y: f64,
}

/// Reads a document of any format that is known here.
///
/// # Errors
/// When the text is none of them, is broken, or is larger or deeper than a flow has reason to be.
pub fn import(text: &str, options: &Options) -> Result<Imported, ImportError> {
    bounded::size(text, options.max_bytes)?;
    let format = detect(text).ok_or(ImportError::UnknownFormat)?;
    let draft = match format {
        Format::Dify => dify::read(&yaml::parse(text)?, options)?,
        Format::Flowise => flowise::read(&bounded::json(text)?, options)?,
        Format::N8n => n8n::read(&bounded::json(text)?, options)?,
        Format::Coze => coze::read(&bounded::json(text)?, options)?,
        Format::Langflow => langflow::read(&bounded::json(text)?, options)?,
        Format::Flowright => return bundle::read(&bounded::json(text)?, options),
    };
    let (flow, layout, report) = draft.finish();
    let layout = json!(layout);
    Ok(Imported { format, flows: vec![ImportedFlow { flow, layout, tests: BTreeMap::new() }], report })
}
