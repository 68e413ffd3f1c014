use super::compare::{channels, own_fields};
use super::keyed::{Key, Ordered, edges_of, nodes_of};
use super::place;
use super::value::{FieldChange, ValueChange};
use super::words::{new_text, old_text};
use super::{Change, Diff, EdgeChange, ItemChange, Revision};
use crate::edit::{Names, rename_nodes};
use crate::kind::KindRegistry;
use crate::model::{Edge, Flow};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Why a diff cannot be applied to a document: it was made of another one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    #[error("{0} is not there to be changed")]
    Missing(String),
    #[error("{0} is there already")]
    Exists(String),
    #[error("{0} is not what it was when the change was made")]
    Different(String),
    #[error("what comes out is no flow: {0}")]
    NotAFlow(String),
}

/// Makes the newer document of the older one. The layout stays, but for new ids.
///
/// `base` need not be the very document the diff was made of: it is enough that everything the diff
/// touches is as it was.
///
/// # Errors
/// The first place that is not as the diff says it was.
pub fn apply(base: &Revision, diff: &Diff, kinds: &KindRegistry) -> Result<Revision, ApplyError> {
    let mut base = base.clone();
    let names = diff.nodes.iter().filter_map(|item| Some((item.was.clone()?, item.name.clone())));
    rename_nodes(&mut base, &names.collect::<Names>(), kinds);

    let mut own = own_fields(&base.flow);
    fields(&mut own, &diff.flow, "the flow")?;
    let mut nodes = nodes_of(&base.flow);
    items(&mut nodes, &diff.nodes, "node")?;
    if let Some(order) = &diff.node_order {
        reorder(&mut nodes.order, order);
    }
    let state = named(channels(&base.flow), &diff.channels, "channel")?;
    let tests = named(base.tests, &diff.tests, "test")?;
    let edges = edges(&base.flow, diff);

    own["state"] = json!(state);
    let in_order = nodes.order.iter().filter_map(|name| nodes.by_name.get(name));
    own["nodes"] = in_order.cloned().collect();
    own["edges"] = json!(edges);
    let flow = serde_json::from_value(own).map_err(|error| ApplyError::NotAFlow(error.to_string()))?;
    Ok(Revision { flow, tests, layout: base.layout })
}

fn named(
    before: BTreeMap<String, Value>,
    changes: &[ItemChange],
    what: &str,
) -> Result<BTreeMap<String, Value>, ApplyError> {
    let mut all = Ordered { order: Vec::new(), by_name: before };
    items(&mut all, changes, what)?;
    Ok(all.by_name)
}

fn items(all: &mut Ordered<Value>, changes: &[ItemChange], what: &str) -> Result<(), ApplyError> {
    for item in changes {
        let name = || format!("{what} ‘{}’", item.name);
        match &item.change {
            Change::Added(_) if all.get(&item.name).is_some() => return Err(ApplyError::Exists(name())),
            Change::Added(value) => all.push(item.name.clone(), value.clone()),
            Change::Removed(was) => match all.remove(&item.name) {
                Some(value) if value == *was => {}
                Some(_) => return Err(ApplyError::Different(name())),
                None => return Err(ApplyError::Missing(name())),
            },
            Change::Changed(changes) => {
                let value = all.by_name.get_mut(&item.name).ok_or_else(|| ApplyError::Missing(name()))?;
                fields(value, changes, &name())?;
            }
        }
    }
    Ok(())
}

fn fields(value: &mut Value, changes: &[FieldChange], of: &str) -> Result<(), ApplyError> {
    for FieldChange { path, change } in changes {
        let name = || if path.is_empty() { of.to_owned() } else { format!("{path} of {of}") };
        let found = place::get(value, path);
        let new = match (change, found) {
            (ValueChange::Added(_), Some(_)) => return Err(ApplyError::Exists(name())),
            (ValueChange::Added(now), None) => Some(now.clone()),
            (_, None) => return Err(ApplyError::Missing(name())),
            (ValueChange::Removed(was), Some(found)) if found == was => None,
            (ValueChange::Replaced { was, now }, Some(found)) if found == was => Some(now.clone()),
            (ValueChange::Text(words), Some(found)) if found.as_str() == Some(&old_text(words)) => {
                Some(Value::String(new_text(words)))
            }
            (ValueChange::Order(order), Some(Value::Array(found))) => {
                Some(reordered(found, order).ok_or_else(|| ApplyError::Different(name()))?)
            }
            (_, Some(_)) => return Err(ApplyError::Different(name())),
        };
        if !place::set(value, path, new) {
            return Err(ApplyError::Missing(name()));
        }
    }
    Ok(())
}

fn reordered(list: &[Value], order: &[String]) -> Option<Value> {
    let key = Key::of(&[list])?;
    let mut names = key.names(list);
    let by_name: BTreeMap<String, &Value> = names.iter().cloned().zip(list).collect();
    reorder(&mut names, order);
    Some(names.iter().map(|name| by_name[name].clone()).collect())
}

/// Puts what `order` names in that order; the rest comes after it.
fn reorder<K: Clone + Ord>(items: &mut Vec<K>, order: &[K]) {
    let (there, wanted): (BTreeSet<K>, BTreeSet<&K>) =
        (items.iter().cloned().collect(), order.iter().collect());
    let rest: Vec<K> = items.iter().filter(|item| !wanted.contains(item)).cloned().collect();
    *items = order.iter().filter(|item| there.contains(item)).cloned().chain(rest).collect();
}

fn edges(base: &Flow, diff: &Diff) -> Vec<Edge> {
    let mut edges: Vec<Edge> = base.edges.clone();
    for change in &diff.edges {
        match change {
            EdgeChange::Added(edge) => edges.push(edge.clone()),
            // Of equal ones the last, which is how they are counted. One that is gone already went with
            // the node at its other end.
            EdgeChange::Removed(edge) => {
                if let Some(at) = edges.iter().rposition(|known| known == edge) {
                    edges.remove(at);
                }
            }
        }
    }
    if let Some(order) = &diff.edge_order {
        let number = |edges: &[Edge]| edges_of(&Flow { edges: edges.to_vec(), ..base.clone() });
        let mut numbered = number(&edges);
        reorder(&mut numbered, &number(order));
        edges = numbered.into_iter().map(|(edge, _)| edge).collect();
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::diff;

    fn flow(text: &str) -> Revision {
        let flow: Flow = serde_json::from_value(json!({
            "format": "flowright/1", "name": "t", "nodes": [{ "id": "a", "kind": "reply", "config": { "text": text } }],
        }))
        .unwrap();
        flow.into()
    }

    #[test]
    fn a_change_of_another_document_is_refused_and_says_where() {
        let kinds = KindRegistry::builtin();
        let change = diff(&flow("one"), &flow("two"), &kinds);
        assert_eq!(apply(&flow("one"), &change, &kinds), Ok(flow("two")));
        let refused = apply(&flow("three"), &change, &kinds).unwrap_err().to_string();
        assert_eq!(refused, "/config/text of node ‘a’ is not what it was when the change was made");
    }
}
