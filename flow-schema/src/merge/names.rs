//! One id for every node in all three documents, so that what follows need not think of renames.

use super::{Conflict, Place, RenamedNode};
use crate::diff::renames::renames;
use crate::edit::{Names, free_id};
use crate::kind::KindRegistry;
use crate::model::Flow;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What to rename in each document, and what was decided on the way.
#[derive(Debug, Default)]
pub(super) struct Common {
    pub base: Names,
    pub ours: Names,
    pub theirs: Names,
    /// By the common id of a node that a side renamed.
    pub renamed_by: BTreeMap<String, Renamer>,
    pub conflicts: Vec<Conflict>,
    pub renamed: Vec<RenamedNode>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Renamer {
    Ours,
    Theirs,
    Both,
}

pub(super) fn common(base: &Flow, ours: &Flow, theirs: &Flow, kinds: &KindRegistry) -> Common {
    // Of twins nobody can say which is meant; the checker wants them mended first.
    if [base, ours, theirs].into_iter().any(has_twins) {
        return Common::default();
    }
    let mine = renames(base, ours, kinds);
    let yours = renames(base, theirs, kinds);
    let mut common = Common::default();
    if mine.is_empty() && yours.is_empty() {
        return common;
    }
    let ours_ids: BTreeSet<&str> = ours.nodes.iter().map(|node| node.id.as_str()).collect();
    let old: BTreeSet<&String> = mine.keys().chain(yours.keys()).collect();
    for id in old {
        let (name, by) = match (mine.get(id), yours.get(id)) {
            (Some(a), Some(b)) if a == b => (a, Renamer::Both),
            (Some(a), Some(b)) => {
                common.conflicts.push(both_renamed(a, id, a, b));
                (a, Renamer::Both)
            }
            (Some(a), None) => (a, Renamer::Ours),
            // We have a node of that id already, so theirs keeps the old one for now.
            (None, Some(b)) if ours_ids.contains(b.as_str()) => {
                if ours_ids.contains(id.as_str()) {
                    common.conflicts.push(both_renamed(id, id, id, b));
                }
                (id, Renamer::Theirs)
            }
            (None, Some(b)) => (b, Renamer::Theirs),
            (None, None) => continue,
        };
        put(&mut common.base, id, name);
        put(&mut common.ours, mine.get(id).unwrap_or(id), name);
        put(&mut common.theirs, yours.get(id).unwrap_or(id), name);
        common.renamed_by.insert(name.clone(), by);
    }
    // What they added under an id that is now a renamed node's.
    let from_base: BTreeSet<&str> = base.nodes.iter().map(|node| node.id.as_str()).collect();
    let added = theirs.nodes.iter().map(|node| node.id.to_string());
    let added: Vec<String> = added
        .filter(|id| !from_base.contains(id.as_str()) && !yours.values().any(|name| name == id))
        .collect();
    for id in added {
        if common.renamed_by.contains_key(&id) {
            let taken = |id: &str| {
                ours_ids.contains(id) || from_base.contains(id) || common.renamed_by.contains_key(id)
            };
            let free = free_id(&id, theirs, &taken);
            common.renamed.push(RenamedNode { from: id.clone(), to: free.clone() });
            common.theirs.insert(id, free);
        }
    }
    common
}

fn has_twins(flow: &Flow) -> bool {
    let mut seen = BTreeSet::new();
    !flow.nodes.iter().all(|node| seen.insert(&node.id))
}

fn put(names: &mut Names, from: &str, to: &str) {
    if from != to {
        names.insert(from.to_owned(), to.to_owned());
    }
}

fn both_renamed(node: &str, base: &str, ours: &str, theirs: &str) -> Conflict {
    Conflict {
        place: Place::Node { id: node.to_owned(), field: "/id".to_owned() },
        base: Some(json!(base)),
        ours: Some(json!(ours)),
        theirs: Some(json!(theirs)),
        edges: Vec::new(),
    }
}
