use super::{Conflict, Merged, Place};
use crate::check::split_source;
use crate::diff::Revision;
use crate::diff::keyed::node_names;
use crate::diff::place::{get, set};
use crate::edit::{Names, rename_nodes};
use crate::id::NodeId;
use crate::kind::KindRegistry;
use crate::model::{Channel, Edge, Flow, Node};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;
use utoipa::ToSchema;

/// What is to stand in the place of a conflict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Choice {
    Ours,
    Theirs,
    /// As it was before both.
    Base,
    /// Another value: a whole node, channel or test, the value of the field, or of an edge the id of the
    /// node it leads to. Null takes the thing away.
    Value(#[ts(type = "unknown")] Value),
}

/// Why a choice cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResolveError {
    #[error("there is no open conflict at {0}")]
    NoConflict(String),
    #[error("{0} has gone in the meantime; decide about that first")]
    Gone(String),
    #[error("the value does not fit {place}: {cause}")]
    BadValue { place: String, cause: String },
    #[error("the flow has another node ‘{0}’")]
    Taken(String),
}

impl Merged {
    /// Decides one conflict. The documents change and the conflict is gone; on an error nothing changes.
    ///
    /// # Errors
    /// When there is no such conflict, or the value cannot stand there.
    pub fn resolve(
        &mut self,
        place: &Place,
        choice: &Choice,
        kinds: &KindRegistry,
    ) -> Result<(), ResolveError> {
        let at = self.conflicts.iter().position(|conflict| conflict.place == *place);
        let at = at.ok_or_else(|| ResolveError::NoConflict(place.to_string()))?;
        let conflict = &self.conflicts[at];
        let value = match choice {
            Choice::Ours => conflict.ours.clone(),
            Choice::Theirs => conflict.theirs.clone(),
            Choice::Base => conflict.base.clone(),
            Choice::Value(Value::Null) => None,
            Choice::Value(value) => Some(value.clone()),
        };
        let mut revision = self.revision.clone();
        let mut renamed = None;
        match place {
            Place::Flow { field } => flow_field(&mut revision.flow, place, field, value)?,
            Place::Node { id, field } if field == "/id" => {
                let Some(Value::String(new)) = value else { return Err(bad(place, "a node needs an id")) };
                if *new != *id {
                    if revision.flow.nodes.iter().any(|node| node.id.as_str() == new) {
                        return Err(ResolveError::Taken(new));
                    }
                    rename_nodes(&mut revision, &Names::from([(id.clone(), new.clone())]), kinds);
                    renamed = Some((id.clone(), new));
                }
            }
            Place::Node { id, field } if field.is_empty() => {
                whole_node(&mut revision.flow, conflict, id, value)?
            }
            Place::Node { id, field } => {
                let at = node_names(&revision.flow).iter().position(|name| name == id);
                let at = at.ok_or_else(|| ResolveError::Gone(format!("node ‘{id}’")))?;
                revision.flow.nodes[at] =
                    changed::<Node>(&json!(revision.flow.nodes[at]), place, field, value)?;
            }
            Place::Edge { from } => edge(&mut revision.flow, conflict, from, value)?,
            Place::Channel { name, field } => {
                let before = revision.flow.state.get(name).map(|channel| json!(channel));
                match item(before, place, field, value)? {
                    Some(value) => {
                        let channel: Channel = read(value, place)?;
                        revision.flow.state.insert(name.clone(), channel);
                    }
                    None => drop(revision.flow.state.remove(name)),
                }
            }
            Place::Test { name, field } => {
                match item(revision.tests.get(name).cloned(), place, field, value)? {
                    Some(value) => drop(revision.tests.insert(name.clone(), value)),
                    None => drop(revision.tests.remove(name)),
                }
            }
        }
        self.revision = revision;
        self.conflicts.remove(at);
        if let Some((from, to)) = renamed {
            for conflict in &mut self.conflicts {
                follow(conflict, &from, &to);
                values_follow(
                    conflict,
                    &self.revision.flow,
                    &Names::from([(from.clone(), to.clone())]),
                    kinds,
                );
            }
        }
        Ok(())
    }
}

/// The other conflicts of a node are found under its new id.
fn follow(conflict: &mut Conflict, from: &str, to: &str) {
    let end = |id: &mut String| {
        let (node, port) = id.split_at(split_source(id).0.len());
        if node == from {
            *id = format!("{to}{port}");
        }
    };
    match &mut conflict.place {
        Place::Node { id, .. } if id == from => to.clone_into(id),
        Place::Edge { from } => end(from),
        Place::Node { .. } | Place::Flow { .. } | Place::Channel { .. } | Place::Test { .. } => {}
    }
    for edge in &mut conflict.edges {
        end(&mut edge.from);
        if edge.to.as_str() == from {
            edge.to = to.into();
        }
    }
}

/// What may still be chosen for a node speaks of the new id as well.
fn values_follow(conflict: &mut Conflict, flow: &Flow, names: &Names, kinds: &KindRegistry) {
    let Place::Node { id, field } = &conflict.place else { return };
    let now = flow.nodes.iter().find(|node| node.id.as_str() == id).map(|node| json!(node));
    for value in [&mut conflict.base, &mut conflict.ours, &mut conflict.theirs].into_iter().flatten() {
        // A field is rewritten where it stands: its kind says how it is read.
        let Some(mut whole) = now.clone().or_else(|| field.is_empty().then(|| value.clone())) else {
            continue;
        };
        if !set(&mut whole, field, Some(value.clone())) {
            continue;
        }
        let Ok(node) = serde_json::from_value::<Node>(whole) else { continue };
        let alone = Flow { nodes: vec![node], edges: Vec::new(), ..flow.clone() };
        let mut alone = Revision::from(alone);
        rename_nodes(&mut alone, names, kinds);
        if let Some(followed) = alone.flow.nodes.first().and_then(|node| get(&json!(node), field).cloned()) {
            *value = followed;
        }
    }
}

fn bad(place: &Place, cause: &str) -> ResolveError {
    ResolveError::BadValue { place: place.to_string(), cause: cause.to_owned() }
}

fn read<T: serde::de::DeserializeOwned>(value: Value, place: &Place) -> Result<T, ResolveError> {
    serde_json::from_value(value).map_err(|error| bad(place, &error.to_string()))
}

/// The thing with one field set.
fn changed<T: serde::de::DeserializeOwned>(
    thing: &Value,
    place: &Place,
    field: &str,
    value: Option<Value>,
) -> Result<T, ResolveError> {
    let mut thing = thing.clone();
    if get(&thing, field) != value.as_ref() && !set(&mut thing, field, value) {
        return Err(ResolveError::Gone(place.to_string()));
    }
    read(thing, place)
}

fn flow_field(flow: &mut Flow, place: &Place, field: &str, value: Option<Value>) -> Result<(), ResolveError> {
    *flow = changed(&json!(flow), place, field, value)?;
    Ok(())
}

fn item(
    before: Option<Value>,
    place: &Place,
    field: &str,
    value: Option<Value>,
) -> Result<Option<Value>, ResolveError> {
    if field.is_empty() {
        return Ok(value);
    }
    let before = before.ok_or_else(|| ResolveError::Gone(place.to_string()))?;
    changed(&before, place, field, value).map(Some)
}

fn whole_node(
    flow: &mut Flow,
    conflict: &Conflict,
    name: &str,
    value: Option<Value>,
) -> Result<(), ResolveError> {
    let at = node_names(flow).iter().position(|known| known == name);
    let Some(value) = value else {
        if let Some(at) = at {
            let id = flow.nodes.remove(at).id;
            if flow.nodes.iter().all(|node| node.id != id) {
                flow.edges.retain(|edge| !touches(edge, id.as_str()));
            }
        }
        return Ok(());
    };
    let node: Node = read(value, &conflict.place)?;
    let its_own = [&conflict.base, &conflict.ours, &conflict.theirs];
    let its_own = its_own.into_iter().flatten().any(|side| side["id"] == node.id.as_str());
    if !its_own {
        return Err(bad(&conflict.place, &format!("it must be called ‘{name}’")));
    }
    match at {
        Some(at) => flow.nodes[at] = node,
        None => {
            flow.nodes.push(node);
            // Its edges come back with it, as far as their other ends are there.
            for edge in &conflict.edges {
                let is_there =
                    |id: &str| id == NodeId::START || flow.nodes.iter().any(|node| node.id.as_str() == id);
                if is_there(split_source(&edge.from).0)
                    && is_there(edge.to.as_str())
                    && !flow.edges.contains(edge)
                {
                    flow.edges.push(edge.clone());
                }
            }
        }
    }
    Ok(())
}

fn touches(edge: &Edge, id: &str) -> bool {
    split_source(&edge.from).0 == id || edge.to.as_str() == id
}

fn edge(flow: &mut Flow, conflict: &Conflict, from: &str, value: Option<Value>) -> Result<(), ResolveError> {
    let is_there = |id: &str| flow.nodes.iter().any(|node| node.id.as_str() == id);
    let to = match value {
        None => None,
        // Ours may lead nowhere; it did before.
        Some(Value::String(to)) if is_there(&to) || conflict.ours.as_ref() == Some(&json!(to)) => Some(to),
        Some(other) => return Err(bad(&conflict.place, &format!("there is no node {other}"))),
    };
    let at = flow.edges.iter().position(|edge| edge.from == from).unwrap_or(flow.edges.len());
    flow.edges.retain(|edge| edge.from != from);
    if let Some(to) = to {
        flow.edges.insert(at.min(flow.edges.len()), Edge { from: from.to_owned(), to: to.into() });
    }
    Ok(())
}
