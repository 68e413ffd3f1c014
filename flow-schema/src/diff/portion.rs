//! Part of what changed: the changes of some of the people who made them.
//!
//! Who changed which place is known from when each of them saved; places are told apart as coarsely as
//! that is sure. A place that two people changed, of whom only one is wanted, cannot be taken apart: it is
//! named, and stays as it was before both. Tests have no authors and come along as they are.

use super::apply::{ApplyError, apply};
use super::compare::diff_named;
use super::renames::renames;
use super::value::FieldChange;
use super::{Change, Diff, EdgeChange, ItemChange, Revision};
use crate::check::split_source;
use crate::edit::{Names, rename_nodes};
use crate::kind::KindRegistry;
use crate::model::Edge;
use std::collections::BTreeSet;

/// A place: the node (empty: the flow itself) and the field in it (empty: all of it; `/edges`: where its ways
/// out lead).
pub type At = (String, String);

/// A place that somebody changed, as [`places`] named it when they saved.
#[derive(Clone, Debug)]
pub struct Touched<A> {
    pub at: At,
    pub by: A,
}

/// A place whose changes are of people of whom some are wanted and some are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared<A> {
    pub at: At,
    pub by: BTreeSet<A>,
}

/// The older document with the wanted changes.
#[derive(Clone, Debug)]
pub struct Portion<A> {
    pub revision: Revision,
    /// What could not be taken apart, and was left.
    pub shared: Vec<Shared<A>>,
    /// Whether anything was left.
    pub is_all: bool,
}

/// Node and field of everything that differs, but for tests.
pub fn places(diff: &Diff) -> BTreeSet<At> {
    let mut places = BTreeSet::new();
    for field in &diff.flow {
        places.insert((String::new(), field.path.clone()));
    }
    for channel in &diff.channels {
        places.insert(of_channel(channel));
    }
    for node in &diff.nodes {
        match &node.change {
            Change::Added(_) | Change::Removed(_) => {
                places.insert((node.name.clone(), String::new()));
            }
            Change::Changed(fields) => {
                places.extend(node.was.iter().map(|_| (node.name.clone(), ID.to_owned())));
                places.extend(fields.iter().map(|field| (node.name.clone(), field.path.clone())));
            }
        }
    }
    let whole = Whole::of(diff);
    let own = diff.edges.iter().filter(|edge| whole.takes_along(edge).is_empty());
    places.extend(own.map(|change| (source(edge_of(change)).to_owned(), EDGES.to_owned())));
    places
}

const ID: &str = "/id";
const EDGES: &str = "/edges";

/// The changes from `base` to `head` of those who are wanted. What nobody is known to have changed counts as
/// `nobody`'s.
///
/// # Errors
/// When the changes that are wanted cannot be made without the others.
pub fn portion<A: Clone + Ord>(
    base: &Revision,
    head: &Revision,
    touched: &[Touched<A>],
    nobody: &A,
    is_wanted: &dyn Fn(&A) -> bool,
    kinds: &KindRegistry,
) -> Result<Portion<A>, ApplyError> {
    let mut deal = Deal { touched: touched.to_vec(), nobody, is_wanted, shared: Vec::new(), left: false };
    // Names first: what is told apart afterwards is told in names that both documents have. A new name that
    // nobody gave is a guess; then one node went and another one came.
    let (mut kept, mut back) = (Names::new(), Names::new());
    for (was, new) in renames(&base.flow, &head.flow, kinds) {
        let at = (new.clone(), ID.to_owned());
        if !deal.touched.iter().any(|one| one.at == at) {
            continue;
        }
        let by = deal.who(|one| *one == at);
        let (from, to) = if deal.takes(at, by) { (&was, &new) } else { (&new, &was) };
        deal.touched.iter_mut().filter(|one| one.at.0 == *from).for_each(|one| one.at.0.clone_from(to));
        if *to == new {
            kept.insert(was, new);
        } else {
            back.insert(new, was);
        }
    }
    let mut there = head.clone();
    rename_nodes(&mut there, &back, kinds);
    let mut change = diff_named(base, &there, &kept, kinds);
    deal.pick(&mut change);
    let is_all = !deal.left;
    if is_all {
        let layout = base.layout.clone();
        return Ok(Portion { revision: Revision { layout, ..head.clone() }, shared: Vec::new(), is_all });
    }
    // Which order the rest will stand in is nobody's change.
    (change.node_order, change.edge_order) = (None, None);
    Ok(Portion { revision: apply(base, &change, kinds)?, shared: deal.shared, is_all })
}

/// Dealing the changes out.
struct Deal<'a, A> {
    touched: Vec<Touched<A>>,
    nobody: &'a A,
    is_wanted: &'a dyn Fn(&A) -> bool,
    shared: Vec<Shared<A>>,
    left: bool,
}

impl<A: Clone + Ord> Deal<'_, A> {
    /// Who changed a place that fits, or the flow as a whole.
    fn who(&self, fits: impl Fn(&At) -> bool) -> BTreeSet<A> {
        let of = |one: &&Touched<A>| (one.at.0.is_empty() && one.at.1.is_empty()) || fits(&one.at);
        self.touched.iter().filter(of).map(|one| one.by.clone()).collect()
    }

    fn takes(&mut self, at: At, mut by: BTreeSet<A>) -> bool {
        if by.is_empty() {
            by.insert(self.nobody.clone());
        }
        let wanted = by.iter().filter(|one| (self.is_wanted)(one)).count();
        if wanted == by.len() {
            return true;
        }
        self.left = true;
        let shared = Shared { at, by };
        if wanted > 0 && !self.shared.contains(&shared) {
            self.shared.push(shared);
        }
        false
    }

    fn pick(&mut self, change: &mut Diff) {
        change.flow.retain(|field| self.takes_field("", field));
        change.channels.retain(|channel| {
            let at = of_channel(channel);
            let by = self.who(|one| *one == at);
            self.takes(at, by)
        });
        let whole = Whole::of(change);
        change.edges.retain(|edge| match whole.takes_along(edge)[..] {
            [] => self.takes_at(source(edge_of(edge)), EDGES),
            // Where both its ends go, it goes with the first of them.
            ref with => with.iter().any(|node| self.takes_node(node, whole.removed.contains(*node))),
        });
        change.nodes.retain_mut(|node| match &mut node.change {
            Change::Added(_) => self.takes_node(&node.name, false),
            Change::Removed(_) => self.takes_node(&node.name, true),
            Change::Changed(fields) => {
                fields.retain(|field| self.takes_field(&node.name, field));
                // A new name was decided about before.
                !fields.is_empty() || node.was.is_some()
            }
        });
    }

    fn takes_field(&mut self, node: &str, field: &FieldChange) -> bool {
        self.takes_at(node, sure(&field.path))
    }

    /// What was changed in a node before somebody removed it is nobody's change any more.
    fn takes_node(&mut self, node: &str, is_removed: bool) -> bool {
        let by = self.who(|(name, touched)| name == node && (touched.is_empty() || !is_removed));
        self.takes((node.to_owned(), String::new()), by)
    }

    fn takes_at(&mut self, node: &str, field: &str) -> bool {
        let by = self.who(|(name, touched)| name == node && touches(sure(touched), field));
        self.takes((node.to_owned(), field.to_owned()), by)
    }
}

/// Nodes that came or went as a whole, by name.
struct Whole {
    added: BTreeSet<String>,
    removed: BTreeSet<String>,
}

impl Whole {
    fn of(diff: &Diff) -> Self {
        let named = |fits: fn(&Change) -> bool| {
            let nodes = diff.nodes.iter().filter(|node| fits(&node.change));
            nodes.map(|node| node.name.clone()).collect()
        };
        Self {
            added: named(|change| matches!(change, Change::Added(_))),
            removed: named(|change| matches!(change, Change::Removed(_))),
        }
    }

    /// Nodes with which an edge comes or goes by itself: a new one with its ways out, one that went with all
    /// of its ways.
    fn takes_along<'a>(&self, change: &'a EdgeChange) -> Vec<&'a str> {
        let edge = edge_of(change);
        let (ends, nodes) = match change {
            EdgeChange::Added(_) => (vec![source(edge)], &self.added),
            EdgeChange::Removed(_) => (vec![source(edge), edge.to.as_str()], &self.removed),
        };
        ends.into_iter().filter(|end| nodes.contains(*end)).collect()
    }
}

/// Whether one of the two places is in the other.
fn touches(one: &str, other: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(one, other) || within(other, one)
}

/// A path as far as it means the same in every state of the document: a number in a list may not.
fn sure(path: &str) -> &str {
    let mut end = 0;
    for step in path.split('/').skip(1) {
        if !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()) {
            return &path[..end];
        }
        end += 1 + step.len();
    }
    path
}

fn of_channel(channel: &ItemChange) -> At {
    (String::new(), format!("/state/{}", channel.name))
}

fn edge_of(change: &EdgeChange) -> &Edge {
    let (EdgeChange::Added(edge) | EdgeChange::Removed(edge)) = change;
    edge
}

fn source(edge: &Edge) -> &str {
    split_source(&edge.from).0
}
