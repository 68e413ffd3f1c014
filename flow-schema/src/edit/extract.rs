//! Some nodes of a flow become a flow of their own, run as one step.
//!
//! What they read of the rest becomes its input, what the rest reads of them its output. Whatever would
//! run differently afterwards is refused, with the reason.

use super::border::{Border, Way};
use super::expression::{Cannot, Rewrite};
use super::names::{NodeField, names_read};
use super::rename::free_id;
use super::strings::rewrite_node;
use super::traffic::{Passed, Traffic};
use crate::id::NodeId;
use crate::json_schema::{ref_name, refs};
use crate::kind::KindRegistry;
use crate::model::{Edge, Flow, Node};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The two flows.
#[derive(Clone, Debug, PartialEq)]
pub struct Extracted {
    /// With one node in the place of those that went.
    pub flow: Flow,
    pub subflow: Flow,
    /// That node.
    pub node: NodeId,
}

/// Why nodes cannot become a flow of their own.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    #[error("choose at least one node")]
    Nothing,
    #[error("there is no node ‘{0}’")]
    Unknown(String),
    #[error("‘{0}’ cannot be a flow's name: small letters, digits and hyphens")]
    NotAName(String),
    #[error("the nodes lie in different bodies; choose nodes of one body, or the For each or Loop itself")]
    SeveralBodies,
    #[error("nothing leads into these nodes")]
    NoEntry,
    #[error("they are entered at several nodes ({}); a flow has one beginning", .0.join(", "))]
    SeveralEntries(Vec<String>),
    #[error("the ways out ({}) lead to different nodes; a step has one way on", .0.join(", "))]
    SeveralExits(Vec<String>),
    #[error("when they fail, {} would go another way than the others; lead all errors to one node, or none", .0.join(", "))]
    ErrorsDiffer(Vec<String>),
    #[error("‘{0}’ ends the run, or the round of a body; in a sub-flow it would only end that")]
    EndsTheRun(String),
    #[error(
        "after ‘{node}’ by ‘{port}’ nothing follows, and the run would now go on behind the sub-flow; connect it, or leave ‘{node}’ out"
    )]
    MayStopInside { node: String, port: String },
    #[error("the result of each round of ‘{0}’ comes from these nodes; give its body an End first")]
    GivesTheResult(String),
    #[error(
        "‘{reader}’ reads what ‘{node}’ gave before another failed, and a sub-flow that fails gives nothing"
    )]
    ReadAfterFailure { reader: String, node: String },
    #[error("the channel ‘{0}’ is written here and used outside as well; a sub-flow has channels of its own")]
    SharedChannel(String),
    #[error("the channel ‘{0}’ is kept for the conversation, and a sub-flow's channels are not")]
    KeptChannel(String),
    #[error("{} of ‘{}’ does not parse, so what it needs is not known", .0.field, .0.node)]
    Unread(NodeField),
    #[error("{} of ‘{}’ cannot be rewritten for certain; simplify it first", .0.field, .0.node)]
    Unclear(NodeField),
}

/// Takes nodes out into a new flow called `name`. The steps of a chosen For each or Loop go with it.
///
/// # Errors
/// Everything that would run differently, or cannot be known: see [`ExtractError`].
pub fn extract_subflow(
    flow: &Flow,
    nodes: &BTreeSet<NodeId>,
    name: &str,
    kinds: &KindRegistry,
) -> Result<Extracted, ExtractError> {
    if !is_flow_name(name) {
        return Err(ExtractError::NotAName(name.to_owned()));
    }
    let border = Border::find(flow, nodes, kinds)?;
    let step = free_id(name, flow, &|_| false);
    let traffic = Traffic::find(flow, &border, kinds)?;
    let finish = free_id("done", flow, &|_| false);
    let subflow = inner_flow(flow, &border, &traffic, name, &finish, kinds)?;
    let flow = outer_flow(flow, &border, &traffic, name, &step, kinds)?;
    Ok(Extracted { flow, subflow, node: step.into() })
}

fn is_flow_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=64).contains(&name.len()) && name.chars().all(fits) && !name.starts_with('-')
}

fn inner_flow(
    flow: &Flow,
    border: &Border<'_>,
    traffic: &Traffic,
    name: &str,
    finish: &str,
    kinds: &KindRegistry,
) -> Result<Flow, ExtractError> {
    let mut nodes: Vec<Node> =
        flow.nodes.iter().filter(|node| border.chosen.contains(node.id.as_str())).cloned().collect();
    for node in &mut nodes {
        if node.parent.as_ref().is_none_or(|parent| !border.chosen.contains(parent.as_str())) {
            node.parent = None;
        }
        if node.id.as_str() == border.entry {
            // How the way in is waited for is now the step's business.
            (node.join, node.cancel_others) = Default::default();
            if !border.loops_inside {
                node.max_iterations = None;
            }
        }
        let reader = node.id.to_string();
        rewrite(node, kinds, &mut |root, member| traffic.inward(border, &reader, root, member))?;
    }
    let mut edges = vec![Edge { from: NodeId::START.into(), to: border.entry.into() }];
    edges.extend(border.inside.iter().map(|edge| (*edge).clone()));
    if !border.exits.is_empty() {
        let output: Map<String, Value> =
            traffic.outputs.iter().map(|passed| (passed.name.clone(), json!(passed.expression()))).collect();
        let config = if output.is_empty() {
            Map::new()
        } else {
            Map::from_iter([("output".to_owned(), json!(output))])
        };
        let end = json!({ "id": finish, "kind": "end", "config": config });
        nodes.push(serde_json::from_value(end).expect("the node is written here"));
        let ways: BTreeSet<&str> = border.exits.iter().map(|edge| edge.from.as_str()).collect();
        edges.extend(ways.into_iter().map(|from| Edge { from: from.into(), to: finish.into() }));
    }
    let state = flow.state.iter().filter(|(name, _)| traffic.moved_channels.contains(*name));
    let input = object_schema(&traffic.inputs);
    let output = if traffic.outputs.is_empty() { Value::Null } else { object_schema(&traffic.outputs) };
    let named = [json!(nodes), input.clone(), output.clone()];
    Ok(Flow {
        format: flow.format.clone(),
        name: name.to_owned(),
        title: String::new(),
        description: String::new(),
        input,
        output,
        schemas: schemas_of(flow, &named),
        state: state.map(|(name, channel)| (name.clone(), channel.clone())).collect(),
        nodes,
        edges,
        tests: Vec::new(),
    })
}

fn outer_flow(
    flow: &Flow,
    border: &Border<'_>,
    traffic: &Traffic,
    name: &str,
    step: &str,
    kinds: &KindRegistry,
) -> Result<Flow, ExtractError> {
    let entry = border.entry_node;
    let input: Map<String, Value> =
        traffic.inputs.iter().map(|passed| (passed.name.clone(), json!(passed.expression()))).collect();
    let mut config = Map::from_iter([("flow".to_owned(), json!(name))]);
    if !input.is_empty() {
        config.insert("input".to_owned(), json!(input));
    }
    let in_its_place = Node {
        disabled: false,
        id: step.into(),
        kind: "subflow".to_owned(),
        title: String::new(),
        config,
        retry: None,
        timeout: None,
        on_error: None,
        join: entry.join,
        cancel_others: entry.cancel_others,
        max_iterations: entry.max_iterations.filter(|_| !border.loops_inside),
        parent: border.home.map(Into::into),
        notes: String::new(),
    };
    let mut out = flow.clone();
    out.nodes = Vec::new();
    for node in &flow.nodes {
        if node.id.as_str() == border.entry {
            out.nodes.push(in_its_place.clone());
        }
        if !border.chosen.contains(node.id.as_str()) {
            let mut node = node.clone();
            rewrite(&mut node, kinds, &mut |root, member| traffic.outward(border, step, root, member))?;
            out.nodes.push(node);
        }
    }
    out.edges = Vec::new();
    for edge in &flow.edges {
        let edge = match border.way(edge) {
            Way::Inside => continue,
            Way::Outside => edge.clone(),
            Way::In => Edge { from: edge.from.clone(), to: step.into() },
            Way::Out => Edge { from: step.to_owned(), to: edge.to.clone() },
            Way::Error => Edge { from: format!("{step}.error"), to: edge.to.clone() },
        };
        if !out.edges.contains(&edge) {
            out.edges.push(edge);
        }
    }
    out.state.retain(|name, _| !traffic.moved_channels.contains(name));
    Ok(out)
}

fn rewrite(
    node: &mut Node,
    kinds: &KindRegistry,
    decide: &mut dyn FnMut(&str, Option<&str>) -> Option<Rewrite>,
) -> Result<(), ExtractError> {
    let id = node.id.clone();
    let (_, left) = rewrite_node(node, kinds, &mut |reference| {
        decide(reference.root(), reference.members().get(1).copied())
    });
    let unclear = left.into_iter().find(|(_, cause)| *cause == Cannot::Rewrite);
    match unclear {
        Some((field, _)) => Err(ExtractError::Unclear(NodeField { node: id, field })),
        None => Ok(()),
    }
}

fn object_schema(passed: &[Passed]) -> Value {
    let properties: Map<String, Value> =
        passed.iter().map(|passed| (passed.name.clone(), passed.schema.clone())).collect();
    json!({ "type": "object", "properties": properties })
}

/// The named schemas that these values speak of, and those that these speak of in turn.
fn schemas_of(flow: &Flow, values: &[Value]) -> BTreeMap<String, Value> {
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    let mut open: Vec<Value> = values.to_vec();
    while let Some(value) = open.pop() {
        refs(&value, "", &mut |_, reference| {
            let named = ref_name(reference).and_then(|name| flow.schemas.get_key_value(name));
            if let Some((name, schema)) = named
                && !found.contains_key(name)
            {
                found.insert(name.clone(), schema.clone());
                open.push(schema.clone());
            }
        });
    }
    found
}

/// What every node reads, when all of its expressions parse.
pub(super) fn readings(
    node: &Node,
    kinds: &KindRegistry,
) -> Result<BTreeSet<(String, Option<String>, String)>, ExtractError> {
    let mut probe = node.clone();
    let (_, left) = rewrite_node(&mut probe, kinds, &mut |_| None);
    match left.into_iter().next() {
        Some((field, _)) => Err(ExtractError::Unread(NodeField { node: node.id.clone(), field })),
        None => Ok(names_read(node, kinds)),
    }
}
