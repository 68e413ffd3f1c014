use super::keyed::{edges_of, natural_order, nodes_of};
use super::renames::renames;
use super::value::compare_values;
use super::{Change, Diff, EdgeChange, ItemChange, Revision};
use crate::edit::{Names, rename_nodes};
use crate::kind::KindRegistry;
use crate::model::Flow;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What leads from `base` to `head`. The kinds say which strings are expressions.
pub fn diff(base: &Revision, head: &Revision, kinds: &KindRegistry) -> Diff {
    diff_named(base, head, &renames(&base.flow, &head.flow, kinds), kinds)
}

/// The same when it is known which nodes only have another id.
pub(super) fn diff_named(base: &Revision, head: &Revision, names: &Names, kinds: &KindRegistry) -> Diff {
    if names.is_empty() {
        return of_same_names(base, head, names);
    }
    let mut base = base.clone();
    rename_nodes(&mut base, names, kinds);
    of_same_names(&base, head, names)
}

fn of_same_names(base: &Revision, head: &Revision, names: &Names) -> Diff {
    let (old, new) = (nodes_of(&base.flow), nodes_of(&head.flow));
    let was: BTreeMap<&str, &String> = names.iter().map(|(was, name)| (name.as_str(), was)).collect();
    let mut nodes = items(&old.order, &old.by_name, &new.order, &new.by_name, &|name| was.contains_key(name));
    for item in &mut nodes {
        let node = new.get(&item.name).or_else(|| old.get(&item.name));
        item.kind = node.and_then(|node| node["kind"].as_str()).map(ToOwned::to_owned);
        item.was = was.get(item.name.as_str()).map(|was| (*was).clone());
    }
    let natural = natural_order(&old.order, &new.order);
    let (before, after) = (edges_of(&base.flow), edges_of(&head.flow));
    let (had, has): (BTreeSet<_>, BTreeSet<_>) = (before.iter().collect(), after.iter().collect());
    let gone =
        before.iter().filter(|edge| !has.contains(edge)).map(|(edge, _)| EdgeChange::Removed(edge.clone()));
    let come =
        after.iter().filter(|edge| !had.contains(edge)).map(|(edge, _)| EdgeChange::Added(edge.clone()));
    let (old_channels, new_channels) = (channels(&base.flow), channels(&head.flow));
    Diff {
        flow: compare_values(&own_fields(&base.flow), &own_fields(&head.flow)),
        channels: by_name(&old_channels, &new_channels),
        nodes,
        edges: gone.chain(come).collect(),
        tests: by_name(&base.tests, &head.tests),
        node_order: (natural != new.order).then_some(new.order),
        edge_order: (natural_order(&before, &after) != after).then(|| head.flow.edges.clone()),
    }
}

fn by_name(old: &BTreeMap<String, Value>, new: &BTreeMap<String, Value>) -> Vec<ItemChange> {
    let names = |items: &BTreeMap<String, Value>| items.keys().cloned().collect::<Vec<_>>();
    items(&names(old), old, &names(new), new, &|_| false)
}

fn items(
    old_order: &[String],
    old: &BTreeMap<String, Value>,
    new_order: &[String],
    new: &BTreeMap<String, Value>,
    is_renamed: &dyn Fn(&str) -> bool,
) -> Vec<ItemChange> {
    let come = new_order.iter().filter(|name| !old.contains_key(*name));
    let changes = old_order.iter().chain(come).filter_map(|name| {
        let change = match (old.get(name), new.get(name)) {
            (Some(was), Some(now)) if was == now && !is_renamed(name) => return None,
            (Some(was), Some(now)) => Change::Changed(compare_values(was, now)),
            (Some(was), None) => Change::Removed(was.clone()),
            (None, now) => Change::Added(now?.clone()),
        };
        Some(ItemChange { name: name.clone(), kind: None, was: None, change })
    });
    changes.collect()
}

/// A flow without its nodes, edges and channels.
pub(crate) fn own_fields(flow: &Flow) -> Value {
    let bare = Flow { nodes: Vec::new(), edges: Vec::new(), state: BTreeMap::new(), ..flow.clone() };
    let mut value = serde_json::to_value(bare).expect("a flow has string keys and finite numbers");
    if let Some(fields) = value.as_object_mut() {
        fields.remove("nodes");
        fields.remove("edges");
    }
    value
}

pub(crate) fn channels(flow: &Flow) -> BTreeMap<String, Value> {
    let value =
        |channel| serde_json::to_value(channel).expect("a channel has string keys and finite numbers");
    flow.state.iter().map(|(name, channel)| (name.clone(), value(channel))).collect()
}
