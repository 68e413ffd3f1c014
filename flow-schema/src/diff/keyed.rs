//! Lists whose elements have names. Cases, options, classes and the like are matched by that name, and
//! plain lists of different words by the word, so that one more in the middle is one more and not a
//! change of all that follow.

use crate::model::Flow;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// By what the elements of some lists are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// Objects, each with its own text in this field.
    Field(&'static str),
    /// Texts, numbers and the like, all different.
    Itself,
}

const FIELDS: &[&str] = &["id", "port", "name", "flow", "email"];

impl Key {
    /// The key that tells the elements apart in each of these lists.
    pub fn of(lists: &[&[Value]]) -> Option<Self> {
        let fits = |key: &Self| lists.iter().all(|list| key.is_unique_in(list));
        let candidates = FIELDS.iter().map(|field| Self::Field(field)).chain([Self::Itself]);
        candidates.into_iter().find(|key| fits(key)).filter(|_| lists.iter().any(|list| !list.is_empty()))
    }

    fn is_unique_in(self, list: &[Value]) -> bool {
        let mut seen = BTreeSet::new();
        list.iter().all(|item| self.name(item).is_some_and(|name| seen.insert(name)))
    }

    /// The element's step in a path: `[port=yes]`, `["word"]`.
    pub fn name(self, item: &Value) -> Option<String> {
        match (self, item) {
            (Self::Field(field), item) => Some(format!("[{field}={}]", item.get(field)?.as_str()?)),
            (Self::Itself, Value::Object(_) | Value::Array(_)) => None,
            (Self::Itself, item) => Some(format!("[{item}]")),
        }
    }

    pub fn names(self, list: &[Value]) -> Vec<String> {
        list.iter().filter_map(|item| self.name(item)).collect()
    }
}

/// Where in a list the element is that a step of a path means: an index, or a name.
pub(crate) fn find(list: &[Value], step: &str) -> Option<usize> {
    if let Ok(index) = step.parse::<usize>() {
        return (index < list.len()).then_some(index);
    }
    let keys = FIELDS.iter().map(|field| Key::Field(field)).chain([Key::Itself]);
    let mut keys = keys.filter(|key| match key {
        Key::Field(field) => step.starts_with(&format!("[{field}=")),
        Key::Itself => true,
    });
    keys.find_map(|key| list.iter().position(|item| key.name(item).as_deref() == Some(step)))
}

/// The names of a flow's nodes, in order: their ids. A flow may hold two of one id, which the checker
/// refuses; the second is then called `id#2`.
pub(crate) fn node_names(flow: &Flow) -> Vec<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let names = flow.nodes.iter().map(|node| {
        let count = times.entry(node.id.as_str()).and_modify(|count| *count += 1).or_insert(1);
        let id = node.id.as_str().replace('#', "##");
        if *count == 1 { id } else { format!("{id}#{count}") }
    });
    names.collect()
}

/// The nodes of a flow by name, in order.
pub(crate) fn nodes_of(flow: &Flow) -> Ordered<Value> {
    let mut nodes = Ordered::default();
    for (name, node) in node_names(flow).into_iter().zip(&flow.nodes) {
        nodes.push(name, serde_json::to_value(node).expect("a node has string keys and finite numbers"));
    }
    nodes
}

/// The edges of a flow, in order; the second of two equal ones has a number of its own.
pub(crate) fn edges_of(flow: &Flow) -> Vec<(crate::model::Edge, usize)> {
    let mut times: BTreeMap<&crate::model::Edge, usize> = BTreeMap::new();
    let count = |edge| *times.entry(edge).and_modify(|count| *count += 1).or_insert(1);
    let counts: Vec<_> = flow.edges.iter().map(count).collect();
    flow.edges.iter().cloned().zip(counts).collect()
}

/// Things by name that also have an order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ordered<T> {
    pub order: Vec<String>,
    pub by_name: BTreeMap<String, T>,
}

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self { order: Vec::new(), by_name: BTreeMap::new() }
    }
}

impl<T> Ordered<T> {
    pub fn push(&mut self, name: String, item: T) {
        self.order.push(name.clone());
        self.by_name.insert(name, item);
    }

    pub fn get(&self, name: &str) -> Option<&T> {
        self.by_name.get(name)
    }

    pub fn remove(&mut self, name: &str) -> Option<T> {
        self.order.retain(|known| known != name);
        self.by_name.remove(name)
    }
}

/// The order that is left when some go and others come at the end: what needs no saying.
pub(crate) fn natural_order<K: Clone + Ord>(before: &[K], after: &[K]) -> Vec<K> {
    let (had, has): (BTreeSet<&K>, BTreeSet<&K>) = (before.iter().collect(), after.iter().collect());
    let stay = before.iter().filter(|name| has.contains(name));
    stay.chain(after.iter().filter(|name| !had.contains(name))).cloned().collect()
}
