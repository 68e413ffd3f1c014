//! Which nodes only have another id now: one that is gone and a new one of the same kind, with a like
//! config in a like place.
//!
//! A guess, and harmless when wrong: a diff still leads from one document to the other, it only reads
//! worse. So it is asked for little, and twins are left apart.

use super::words::tokens;
use crate::check::split_source;
use crate::edit::{Names, Rewrite, is_name, rewrite_node, roots_read};
use crate::kind::KindRegistry;
use crate::model::{Flow, Node};
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// New ids by old ones.
pub(crate) fn renames(base: &Flow, head: &Flow, kinds: &KindRegistry) -> Names {
    let (before, after) = (ids(base), ids(head));
    let mut gone: Vec<&Node> = of(base, |id| !after.contains_key(id) && before.get(id) == Some(&1));
    let new: Vec<&Node> = of(head, |id| !before.contains_key(id) && after.get(id) == Some(&1));
    if !gone.is_empty() && !new.is_empty() {
        // Who renames takes the references along; an id that is still spoken of was deleted.
        let spoken_of = still_read(head, &gone, kinds);
        gone.retain(|node| !spoken_of.contains(node.id.as_str()));
    }
    if gone.is_empty() || new.is_empty() || gone.len() * new.len() > MOST_PAIRS {
        return Names::new();
    }
    let strangers: BTreeSet<&str> = gone.iter().chain(&new).map(|node| node.id.as_str()).collect();
    let old_faces: Vec<Face> = gone.iter().map(|node| Face::new(node, kinds, &strangers)).collect();
    let new_faces: Vec<Face> = new.iter().map(|node| Face::new(node, kinds, &strangers)).collect();
    let (old_edges, new_edges) = (Around::new(base), Around::new(head));
    let mut likeness = vec![vec![None; new.len()]; gone.len()];
    for (row, old) in likeness.iter_mut().zip(&old_faces) {
        for (cell, face) in row.iter_mut().zip(&new_faces).filter(|(_, face)| face.kind == old.kind) {
            *cell = Some(old.likeness(face)).filter(|likeness| *likeness >= 0.5);
        }
    }
    let mut names = Names::new();
    // What is sure helps to judge what is next to it.
    loop {
        let taken: BTreeSet<&str> = names.values().map(String::as_str).collect();
        let mut scores: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for (a, row) in likeness.iter().enumerate().filter(|(a, _)| !names.contains_key(gone[*a].id.as_str()))
        {
            for (b, likeness) in row.iter().enumerate().filter(|(b, _)| !taken.contains(new[*b].id.as_str()))
            {
                let Some(likeness) = *likeness else { continue };
                let place = old_edges.likeness(gone[a], &new_edges, new[b], &names, &strangers);
                if let Some(score) = score(likeness, place, old_faces[a].says_much()) {
                    scores.insert((a, b), score);
                }
            }
        }
        let clear = clear(&scores);
        if clear.is_empty() {
            return names;
        }
        names.extend(clear.into_iter().map(|(a, b)| (gone[a].id.to_string(), new[b].id.to_string())));
    }
}

/// The pairs that fit better than any other pair with one of the two.
fn clear(scores: &BTreeMap<(usize, usize), u32>) -> Vec<(usize, usize)> {
    let mut best: [BTreeMap<usize, (u32, usize)>; 2] = [BTreeMap::new(), BTreeMap::new()];
    for (&(a, b), &score) in scores {
        for (best, side) in best.iter_mut().zip([a, b]) {
            let (most, times) = best.entry(side).or_insert((score, 0));
            match score.cmp(most) {
                Ordering::Less => {}
                Ordering::Equal => *times += 1,
                Ordering::Greater => (*most, *times) = (score, 1),
            }
        }
    }
    let wins = |(a, b): (usize, usize), score: u32| {
        best[0].get(&a) == Some(&(score, 1)) && best[1].get(&b) == Some(&(score, 1))
    };
    scores.iter().filter(|(pair, score)| wins(**pair, **score)).map(|(pair, _)| *pair).collect()
}

/// More pairs than this are not looked at: so much new in one step is not read node by node.
const MOST_PAIRS: usize = 10_000;

/// In thousandths; `None` when it is another node. `likeness` and `place` are from 0 to 1.
fn score(likeness: f64, place: f64, says_much: bool) -> Option<u32> {
    let enough = if says_much {
        likeness >= 0.9 || (likeness >= 0.5 && place >= 0.3)
    } else {
        likeness >= 0.5 && place >= 0.5
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1,000")]
    enough.then_some(((0.6 * likeness + 0.4 * place) * 1_000.0) as u32)
}

/// Those of the nodes that the flow still reads or leads to.
fn still_read(flow: &Flow, nodes: &[&Node], kinds: &KindRegistry) -> BTreeSet<String> {
    let ids: BTreeSet<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
    let ends = flow.edges.iter().flat_map(|edge| [split_source(&edge.from).0, edge.to.as_str()]);
    let parents = flow.nodes.iter().filter_map(|node| node.parent.as_ref().map(|parent| parent.as_str()));
    let mut found: BTreeSet<String> =
        ends.chain(parents).filter(|id| ids.contains(id)).map(ToOwned::to_owned).collect();
    for node in &flow.nodes {
        found.extend(roots_read(node, kinds, &ids).into_iter().filter(|root| ids.contains(root.as_str())));
    }
    found
}

fn ids(flow: &Flow) -> BTreeMap<&str, usize> {
    let mut ids = BTreeMap::new();
    for node in &flow.nodes {
        *ids.entry(node.id.as_str()).or_insert(0) += 1;
    }
    ids
}

/// An id that is no name cannot be spoken of: nothing could follow it.
fn of(flow: &Flow, fits: impl Fn(&str) -> bool) -> Vec<&Node> {
    flow.nodes.iter().filter(|node| is_name(node.id.as_str()) && fits(node.id.as_str())).collect()
}

/// What a node looks like, whatever it and its changed neighbours are called.
struct Face {
    kind: String,
    /// Pointer and text of every setting.
    settings: BTreeMap<String, String>,
}

impl Face {
    fn new(node: &Node, kinds: &KindRegistry, strangers: &BTreeSet<&str>) -> Self {
        let mut node = node.clone();
        let stranger = |name: &str| strangers.contains(name).then(|| Rewrite::Root("renamed".to_owned()));
        rewrite_node(&mut node, kinds, &mut |reference| stranger(reference.root()));
        let mut settings = BTreeMap::new();
        flatten(&Value::Object(node.config), &mut String::new(), &mut settings);
        if !node.title.is_empty() {
            settings.insert("title".to_owned(), node.title);
        }
        Self { kind: node.kind, settings }
    }

    fn says_much(&self) -> bool {
        self.settings.values().map(String::len).sum::<usize>() >= 24
    }

    fn likeness(&self, other: &Self) -> f64 {
        let names: BTreeSet<&String> = self.settings.keys().chain(other.settings.keys()).collect();
        if names.is_empty() {
            return 1.0;
        }
        let (mut weight, mut same) = (0.0, 0.0);
        for name in names {
            let (a, b) = (self.settings.get(name), other.settings.get(name));
            let longest = a.map_or(0, String::len).max(b.map_or(0, String::len));
            // A prompt says more about what a node is than a number, but not a hundred times more.
            let heavy = 1.0 + f64::from(u32::try_from(longest.min(400)).unwrap_or(400)) / 40.0;
            weight += heavy;
            if let (Some(a), Some(b)) = (a, b) {
                same += heavy * text_likeness(a, b);
            }
        }
        same / weight
    }
}

fn flatten(value: &Value, pointer: &mut String, found: &mut BTreeMap<String, String>) {
    let mut inside = |step: &str, value: &Value| {
        let before = pointer.len();
        pointer.push('/');
        pointer.push_str(step);
        flatten(value, pointer, found);
        pointer.truncate(before);
    };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| inside(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| inside(&at.to_string(), item)),
        Value::String(text) => drop(found.insert(pointer.clone(), text.clone())),
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            drop(found.insert(pointer.clone(), value.to_string()))
        }
    }
}

/// Of a text, in characters: enough to know it again by.
const MOST_COMPARED: usize = 2_000;

/// How many words two texts share (Dice's coefficient).
fn text_likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let begin = |text: &'_ str| text.char_indices().nth(MOST_COMPARED).map_or(text.len(), |(at, _)| at);
    let (a, b) = (&a[..begin(a)], &b[..begin(b)]);
    let words = |text| tokens(text).into_iter().filter(|token| !token.trim().is_empty()).collect::<Vec<_>>();
    let (a, b) = (words(a), words(b));
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in &a {
        *left.entry(*word).or_insert(0) += 1;
    }
    let shared = b.iter().filter(|word| match left.get_mut(**word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    #[expect(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
    let share = 2.0 * shared.count() as f64 / (a.len() + b.len()).max(1) as f64;
    share
}

/// The edges at every node.
struct Around<'a> {
    /// By node: whether it comes in, the port, the other end.
    edges: HashMap<&'a str, Vec<(bool, &'a str, &'a str)>>,
}

impl<'a> Around<'a> {
    fn new(flow: &'a Flow) -> Self {
        let mut edges: HashMap<&str, Vec<_>> = HashMap::new();
        for edge in &flow.edges {
            let (from, port) = split_source(&edge.from);
            edges.entry(from).or_default().push((false, port, edge.to.as_str()));
            edges.entry(edge.to.as_str()).or_default().push((true, port, from));
        }
        Self { edges }
    }

    /// Shared edges by all edges (Jaccard). Neighbours that are strangers themselves are taken for equal.
    fn likeness(
        &self,
        node: &Node,
        other: &Self,
        new: &Node,
        names: &Names,
        strangers: &BTreeSet<&str>,
    ) -> f64 {
        let known: BTreeSet<&str> = names.values().map(String::as_str).collect();
        let old_end = |end: &'a str| match names.get(end) {
            Some(new) => new.clone(),
            None if strangers.contains(end) => "?".to_owned(),
            None => end.to_owned(),
        };
        let new_end = |end: &str| {
            if strangers.contains(end) && !known.contains(end) { "?".to_owned() } else { end.to_owned() }
        };
        let of = |around: &Self, id: &str| around.edges.get(id).cloned().unwrap_or_default();
        let parent = |parent: Option<&crate::id::NodeId>| {
            (true, "parent", parent.map_or(String::new(), |p| new_end(p.as_str())))
        };
        let mut a: BTreeSet<(bool, &str, String)> = of(self, node.id.as_str())
            .into_iter()
            .map(|(into, port, end)| (into, port, old_end(end)))
            .collect();
        let mut b: BTreeSet<(bool, &str, String)> = of(other, new.id.as_str())
            .into_iter()
            .map(|(into, port, end)| (into, port, new_end(end)))
            .collect();
        if node.parent.is_some() || new.parent.is_some() {
            a.insert(parent(node.parent.as_ref()));
            b.insert(parent(new.parent.as_ref()));
        }
        #[expect(clippy::cast_precision_loss, reason = "no node has 2^52 edges")]
        let share = a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64;
        share
    }
}
