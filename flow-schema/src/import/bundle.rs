//! A flow of ours, exported elsewhere: it comes as it is, and what it names and this place does not have
//! is told by name.

use super::draft::few_enough;
use super::report::{Entry, Need, Original, Report};
use super::{Format, ImportError, Imported, ImportedFlow, Options};
use crate::bundle::{FORMAT, FORMATS};
use crate::check::{Environment, check, parse_value};
use crate::edit::{Missing, What, missing};
use crate::id::NodeId;
use crate::kind::external;
use crate::model::Flow;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Other flows in one document; as many as a run may enter.
const MAX_SUBFLOWS: usize = 200;
/// Of one flow.
const MAX_TESTS: usize = 200;

pub(super) fn read(value: &Value, options: &Options) -> Result<Imported, ImportError> {
    let format = value["format"].as_str().unwrap_or_default();
    let mut flows = if format == FORMAT {
        bundled(value)?
    } else if format.starts_with(FORMATS) {
        let version = format.trim_start_matches(FORMATS).to_owned();
        return Err(ImportError::UnknownVersion { format: Format::Flowright, version, known: "version 1" });
    } else {
        vec![ImportedFlow { flow: flow(value, "")?, layout: Value::Null, tests: BTreeMap::new() }]
    };
    if let (Some(name), Some(main)) = (&options.name, flows.first_mut()) {
        main.flow.name.clone_from(name);
    }
    names(&flows)?;
    for flow in &mut flows {
        rename_outside(&mut flow.flow, options);
    }
    let report = report(&flows, options);
    Ok(Imported { format: Format::Flowright, flows, report })
}

fn bundled(value: &Value) -> Result<Vec<ImportedFlow>, ImportError> {
    known_fields(value, "", &["format", "version", "flow", "layout", "tests", "subflows", "needs"])?;
    let mut flows = vec![part(value, "")?];
    let subflows = match &value["subflows"] {
        Value::Null => &[],
        Value::Array(subflows) => subflows.as_slice(),
        _ => return Err(ImportError::shape("subflows", "it must be a list")),
    };
    if subflows.len() > MAX_SUBFLOWS {
        return Err(ImportError::shape("subflows", format!("a document has at most {MAX_SUBFLOWS}")));
    }
    for (at, subflow) in subflows.iter().enumerate() {
        let at = format!("subflows[{at}]");
        known_fields(subflow, &at, &["version", "flow", "layout", "tests"])?;
        flows.push(part(subflow, &format!("{at}."))?);
    }
    Ok(flows)
}

/// A flow with its layout and its tests.
fn part(value: &Value, at: &str) -> Result<ImportedFlow, ImportError> {
    let flow = flow(&value["flow"], &format!("{at}flow"))?;
    let layout = match &value["layout"] {
        layout @ (Value::Null | Value::Object(_)) => layout.clone(),
        _ => return Err(ImportError::shape(format!("{at}layout"), "it must be an object")),
    };
    let none = Map::new();
    let tests = match &value["tests"] {
        Value::Null => &none,
        Value::Object(tests) => tests,
        _ => return Err(ImportError::shape(format!("{at}tests"), "it must be an object")),
    };
    if tests.len() > MAX_TESTS {
        return Err(ImportError::shape(
            format!("{at}tests"),
            format!("a flow has at most {MAX_TESTS} tests"),
        ));
    }
    for (name, test) in tests {
        if test["name"] != **name {
            return Err(ImportError::shape(format!("{at}tests.{name}"), "its name is another one"));
        }
    }
    let tests = tests.iter().map(|(name, test)| (name.clone(), test.clone())).collect();
    Ok(ImportedFlow { flow, layout, tests })
}

fn flow(value: &Value, at: &str) -> Result<Flow, ImportError> {
    few_enough(value["nodes"].as_array().map_or(0, Vec::len))?;
    parse_value(value).map_err(|findings| {
        let first = findings.into_iter().next();
        let (field, cause) = first
            .map(|finding| (finding.field.unwrap_or_default(), finding.cause))
            .unwrap_or_else(|| (String::new(), "it is no flow".to_owned()));
        let place = format!("{at}{field}");
        ImportError::shape(if place.is_empty() { "the flow".to_owned() } else { place }, cause)
    })
}

fn known_fields(value: &Value, at: &str, known: &[&str]) -> Result<(), ImportError> {
    let place = if at.is_empty() { "the document" } else { at };
    let Some(fields) = value.as_object() else {
        return Err(ImportError::shape(place, "it must be an object"));
    };
    match fields.keys().find(|field| !known.contains(&field.as_str())) {
        Some(unknown) => Err(ImportError::shape(place, format!("there is no field ‘{unknown}’ here"))),
        None => Ok(()),
    }
}

/// A name becomes part of an address and of a path: it is one, and no other flow's.
fn names(flows: &[ImportedFlow]) -> Result<(), ImportError> {
    let mut seen = BTreeSet::new();
    for ImportedFlow { flow, tests, .. } in flows {
        if let Some(wrong) = std::iter::once(&flow.name).chain(tests.keys()).find(|name| !is_name(name)) {
            let what = format!("the name ‘{wrong}’ must be small letters, digits and hyphens, at most 64");
            return Err(ImportError::shape("the document", what));
        }
        if !seen.insert(flow.name.as_str()) {
            return Err(ImportError::shape("subflows", format!("two flows are called ‘{}’", flow.name)));
        }
    }
    Ok(())
}

fn is_name(text: &str) -> bool {
    let legal = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    (1..=64).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(legal)
}

/// Bases and models under the names that they have here.
fn rename_outside(flow: &mut Flow, options: &Options) {
    if options.bases.is_empty() && options.models.is_empty() {
        return;
    }
    for Missing { what, name, at } in missing(flow, &options.place.kinds, &Environment::nothing()) {
        let known = match what {
            What::KnowledgeBase => options.bases.get(&name),
            What::Model => options.models.get(&name),
            _ => None,
        };
        let node = flow.nodes.iter_mut().find(|node| node.id == at.node);
        if let (Some(known), Some(node), Some(field)) = (known, node, at.field.strip_prefix("/config")) {
            let mut config = Value::Object(std::mem::take(&mut node.config));
            if let Some(place) = config.pointer_mut(field) {
                *place = Value::String(known.clone());
            }
            if let Value::Object(config) = config {
                node.config = config;
            }
        }
    }
}

fn report(flows: &[ImportedFlow], options: &Options) -> Report {
    let (kinds, environment) = (&options.place.kinds, &options.place.environment);
    let mut report = Report::default();
    for part in flows {
        for node in &part.flow.nodes {
            let title = if node.title.is_empty() { node.id.to_string() } else { node.title.clone() };
            let original = Original { id: node.id.to_string(), title, kind: node.kind.clone() };
            let (node, what) = (Some(node.id.clone()), "It is as it was.".to_owned());
            report.carried.push(Entry { original: Some(original), node, what });
        }
        for Missing { what, name, at } in missing(&part.flow, kinds, environment) {
            let comes = flows.iter().any(|part| part.flow.name == name);
            need(&mut report, what, &name, comes, &at.node);
        }
    }
    if let Some(main) = flows.first() {
        report.findings = check(&main.flow, kinds);
    }
    report
}

fn need(report: &mut Report, what: What, name: &str, comes: bool, node: &NodeId) {
    let (list, words): (&mut Vec<Need>, _) = match what {
        What::Secret => (&mut report.secrets_needed, "a secret; enter its value here"),
        What::Model => (&mut report.models_needed, "a model"),
        What::KnowledgeBase => (&mut report.bases_needed, "a knowledge base"),
        What::Tool => (&mut report.tools_needed, "a tool of an MCP server"),
        What::Kind if external::split_name(name).is_some() => {
            (&mut report.tools_needed, "a tool of an MCP server")
        }
        What::Form => (&mut report.others_needed, "a form"),
        What::Flow if comes => (&mut report.others_needed, "a flow that comes with it; publish it first"),
        What::Flow => (&mut report.others_needed, "a published flow"),
        What::Kind => (&mut report.others_needed, "a kind of node that this version does not have"),
        // What is inside a flow came with it.
        What::Node | What::Input | What::Channel | What::Schema => return,
    };
    Report::need(list, name, words, node);
}
