//! Documents changed at random.

use crate::{KINDS, SEEDS};
use flow_schema::diff::{Colour, Revision, diff, render};
use flow_schema::edit::rename_node;
use flow_schema::model::{Edge, Flow};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A damaged document; a failing test shows what was done to it.
#[derive(Clone)]
pub struct Damaged {
    seed: usize,
    pub revision: Revision,
}

impl std::fmt::Debug for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let change = diff(&SEEDS[self.seed], &self.revision, &KINDS);
        write!(f, "seed {}\n{}", self.seed, render(&change, Colour::No))
    }
}

/// Damage: anything in the document replaced or taken away, as long as it still reads as a flow.
pub fn damaged(seed: usize) -> impl Strategy<Value = Damaged> {
    let values = prop::sample::select(vec![
        json!(null),
        json!("kb"),
        json!("kb.error"),
        json!("{{ kb.passages }} and a text that is long enough to be compared by word"),
        json!("{{"),
        json!(7),
        json!([]),
        json!({}),
        json!(["a", "b", "a"]),
        json!([{ "port": "yes" }, { "port": "yes" }]),
        json!("condition"),
    ]);
    let steps = prop::collection::vec((any::<usize>(), prop::option::weighted(0.7, values)), 0..8);
    let rename = prop::option::of((any::<usize>(), "[a-z]{1,6}"));
    (steps, rename).prop_map(move |(steps, rename)| {
        let mut revision = SEEDS[seed].clone();
        if let Some((at, to)) = rename {
            let id = revision.flow.nodes[at % revision.flow.nodes.len()].id.to_string();
            if let Ok(renamed) = rename_node(&revision, &id, &to, &KINDS) {
                revision = renamed.revision;
            }
        }
        for (choice, value) in steps {
            let mut flow = json!(revision.flow);
            replace(&mut flow, choice, value.clone());
            if let Ok(flow) = serde_json::from_value::<Flow>(flow) {
                revision.flow = flow;
            }
            replace(revision.tests.get_mut("all").unwrap(), choice, value);
        }
        Damaged { seed, revision }
    })
}

fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    let entries: Vec<(String, &Value)> = match value {
        Value::Object(entries) => entries.iter().map(|(key, entry)| (key.clone(), entry)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    for (key, entry) in entries {
        let at = format!("{at}/{}", flow_schema::json_schema::escape(&key));
        all.push(at.clone());
        pointers(entry, &at, all);
    }
}

fn replace(document: &mut Value, choice: usize, value: Option<Value>) {
    let mut all = Vec::new();
    pointers(document, "", &mut all);
    let Some(pointer) = choice.checked_rem(all.len()).map(|at| all[at].clone()) else { return };
    if let Some(value) = value {
        *document.pointer_mut(&pointer).unwrap() = value;
        return;
    }
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(entries) => drop(entries.remove(&key.replace("~1", "/").replace("~0", "~"))),
        Value::Array(items) => drop(items.remove(key.parse().unwrap())),
        _ => {}
    }
}

/// What one of two people does, who keep out of each other's way.
#[derive(Clone, Debug)]
pub enum Step {
    Note(usize),
    Setting(usize),
    Remove(usize),
    /// A new node behind one of their own.
    Add(usize),
    Channel(usize),
    Test(usize),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..6_usize, any::<usize>()).prop_map(|(kind, at)| match kind {
        0 => Step::Note(at),
        1 => Step::Setting(at),
        2 => Step::Remove(at),
        3 => Step::Add(at),
        4 => Step::Channel(at % 3),
        _ => Step::Test(at % 3),
    });
    prop::collection::vec(step, 0..8)
}

/// Does the steps of person 0 or 1, of whom each only touches every other node of the seed.
pub fn perform(seed: &Revision, before: &Revision, steps: &[Step], person: usize) -> Revision {
    let mut after = before.clone();
    let own: Vec<String> =
        seed.flow.nodes.iter().map(|node| node.id.to_string()).skip(person).step_by(2).collect();
    for (number, step) in steps.iter().enumerate() {
        let flow = &mut after.flow;
        match step {
            Step::Note(at) | Step::Setting(at) | Step::Remove(at) | Step::Add(at) => {
                let id = &own[at % own.len()];
                let Some(place) = flow.nodes.iter().position(|node| node.id.as_str() == id) else { continue };
                match step {
                    Step::Note(_) => flow.nodes[place].notes = format!("note {number} of person {person}"),
                    Step::Setting(_) => {
                        flow.nodes[place].config.insert(format!("new_{number}"), json!({ "by": person }));
                    }
                    // A body belongs to its container.
                    Step::Remove(_) if matches!(flow.nodes[place].kind.as_str(), "map" | "loop") => {}
                    Step::Remove(_) => {
                        flow.nodes.remove(place);
                        flow.edges.retain(|edge| edge.source().0.as_str() != id && edge.to.as_str() != id);
                    }
                    _ => {
                        let new = format!("p{person}_{number}");
                        let mut node = flow.nodes[place].clone();
                        node.id = new.as_str().into();
                        node.notes = new.clone();
                        flow.nodes.push(node);
                        flow.edges.push(Edge { from: id.clone(), to: new.into() });
                    }
                }
            }
            Step::Channel(at) => {
                let channel = serde_json::from_value(json!({ "initial": number })).unwrap();
                flow.state.insert(format!("p{person}_{at}"), channel);
            }
            Step::Test(at) => {
                after.tests.insert(format!("p{person}-{at}"), json!({ "name": number }));
                after.tests.get_mut("all").unwrap()[format!("about_{person}")] = json!(number);
            }
        }
    }
    after
}

/// Without what depends on who came first: the order of nodes and edges in the file.
pub fn unordered(revision: &Revision) -> Revision {
    let mut revision = revision.clone();
    revision.flow.nodes.sort_by(|a, b| a.id.cmp(&b.id));
    revision.flow.edges.sort();
    revision
}
