//! Breaks the example flows, one thing at a time, and counts how often the checker names the place.
//! Seeded: the same five thousand each time.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

use flow_schema::Finding;
use flow_schema::check::{self, Environment};
use flow_schema::kind::KindRegistry;
use flow_schema::model::Form;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const TRIES: usize = 5_000;
/// Measured: see the figure that the test prints. Lower than that is a step back.
const FLOOR: f64 = 0.995;

/// SplitMix64: small, and the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    #[expect(clippy::cast_possible_truncation, reason = "a remainder of a small number")]
    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() { None } else { Some(&items[self.below(items.len())]) }
    }

    /// A slip of the fingers: a letter lost, doubled, or swapped with its neighbour.
    fn slip(&mut self, word: &str) -> String {
        let letters: Vec<char> = word.chars().collect();
        let at = self.below(letters.len());
        let mut slipped = letters.clone();
        match self.below(3) {
            0 if letters.len() > 2 => drop(slipped.remove(at)),
            1 if at + 1 < letters.len() && letters[at] != letters[at + 1] => slipped.swap(at, at + 1),
            _ => slipped.insert(at, letters[at]),
        }
        slipped.into_iter().collect()
    }
}

/// A flow that is right, and what is around it.
struct Seed {
    name: &'static str,
    document: Value,
    environment: Environment,
}

fn read(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn seeds() -> Vec<Seed> {
    let names = |list: &[&str]| Some(list.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>());
    let form: Form = serde_json::from_value(read("../examples/it-helpdesk/forms/it-ticket.json")).unwrap();
    let environment = Environment {
        bases: names(&["it"]),
        forms: names(&["it-ticket", "ticket"]),
        form_fields: BTreeMap::from([(form.name.clone(), form)]),
        ..Environment::default()
    };
    let seed = |name, path: &str| Seed { name, document: read(path), environment: environment.clone() };
    vec![
        seed("it-helpdesk", "../examples/it-helpdesk/flow.json"),
        seed("ticket-chaser", "../examples/ticket-chaser/flow.json"),
        seed("people", "fixtures/right/people.json"),
        seed("loop", "fixtures/right/loop.json"),
        seed("containers", "fixtures/right/containers.json"),
    ]
}

/// A broken document, and the places of which at least one has to be named: a node's id, or a pointer
/// into the document.
struct Broken {
    document: Value,
    environment: Environment,
    places: Vec<String>,
}

impl Broken {
    fn at(seed: &Seed, places: Vec<String>, change: impl FnOnce(&mut Value)) -> Option<Self> {
        let mut document = seed.document.clone();
        change(&mut document);
        (document != seed.document).then(|| Self { document, environment: seed.environment.clone(), places })
    }

    fn node(seed: &Seed, at: usize, change: impl FnOnce(&mut Value)) -> Option<Self> {
        Self::at(seed, vec![id(seed, at)], |document| change(&mut document["nodes"][at]))
    }
}

fn nodes(seed: &Seed) -> &[Value] {
    seed.document["nodes"].as_array().unwrap()
}

fn edges(seed: &Seed) -> &[Value] {
    seed.document["edges"].as_array().unwrap()
}

fn id(seed: &Seed, at: usize) -> String {
    nodes(seed)[at]["id"].as_str().unwrap().to_owned()
}

/// Every text of the configs that holds an expression: node, pointer, start and end of the source.
fn expressions(seed: &Seed) -> Vec<(usize, String, usize, usize)> {
    let mut found = Vec::new();
    for (at, node) in nodes(seed).iter().enumerate() {
        texts(&node["config"], "/config", &mut |pointer, text| {
            let whole = pointer.ends_with("/when")
                || ["/config/items", "/config/code", "/config/while", "/config/until"].contains(&pointer);
            if whole {
                found.push((at, pointer.to_owned(), 0, text.len()));
            }
            let mut from = 0;
            while let Some(open) = text[from..].find("{{") {
                let start = from + open + 2;
                let end = start + text[start..].find("}}").unwrap();
                found.push((at, pointer.to_owned(), start, end));
                from = end;
            }
        });
    }
    found
}

fn texts(value: &Value, pointer: &str, see: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::String(text) => see(pointer, text),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| texts(item, &format!("{pointer}/{at}"), see));
        }
        Value::Object(entries) => {
            entries.iter().for_each(|(key, entry)| texts(entry, &format!("{pointer}/{key}"), see))
        }
        _ => {}
    }
}

/// Words of an expression outside its texts, with the byte at which each begins.
fn words(source: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut quoted = false;
    let mut start = None;
    for (at, c) in source.char_indices().chain([(source.len(), ' ')]) {
        if c == '"' {
            quoted = !quoted;
        }
        match start {
            None if !quoted && c.is_ascii_alphabetic() => start = Some(at),
            Some(from) if !(c.is_ascii_alphanumeric() || c == '_') => {
                found.push((from, &source[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Changes one expression somewhere; `change` gives the new source, or none when there is nothing to
/// change in it.
fn in_expression(
    seed: &Seed,
    chance: &mut Chance,
    change: impl Fn(&mut Chance, &str) -> Option<String>,
) -> Option<Broken> {
    let all = expressions(seed);
    let (node, pointer, start, end) = chance.of(&all)?;
    let text = nodes(seed)[*node].pointer(pointer)?.as_str()?;
    let changed = change(chance, &text[*start..*end])?;
    let text = format!("{}{changed}{}", &text[..*start], &text[*end..]);
    Broken::node(seed, *node, |node| *node.pointer_mut(pointer).unwrap() = json!(text))
}

fn replaced(source: &str, at: usize, word: &str, by: &str) -> String {
    format!("{}{by}{}", &source[..at], &source[at + word.len()..])
}

/// The words that begin a reference: not after a dot, not a call, not of the language.
fn roots(source: &str) -> Vec<(usize, &str)> {
    let words = words(source).into_iter().filter(|(at, word)| {
        let before = source[..*at].chars().next_back();
        let after = source[at + word.len()..].chars().next();
        before != Some('.') && after == Some('.') && !matches!(*word, "let" | "if" | "else" | "p" | "t" | "x")
    });
    words.collect()
}

type Mutation = (&'static str, fn(&Seed, &mut Chance) -> Option<Broken>);

const MUTATIONS: &[Mutation] = &[
    ("a misspelt name", |seed, chance| {
        in_expression(seed, chance, |chance, source| {
            let (at, word) = *chance.of(&roots(source))?;
            Some(replaced(source, at, word, &chance.slip(word)))
        })
    }),
    ("a misspelt property", |seed, chance| {
        in_expression(seed, chance, |chance, source| {
            let after_dot = |(at, word): &(usize, &str)| {
                source[..*at].ends_with('.') && !source[at + word.len()..].starts_with('(')
            };
            let found: Vec<_> = words(source).into_iter().filter(after_dot).collect();
            let (at, word) = *chance.of(&found)?;
            // What an event or a person's free form carries has no fixed shape.
            let open = ["payload.", "error.details."].iter().any(|open| source[..at].ends_with(open));
            (!open).then(|| replaced(source, at, word, &chance.slip(word)))
        })
    }),
    ("a misspelt function", |seed, chance| {
        in_expression(seed, chance, |chance, source| {
            let called = |(at, word): &(usize, &str)| source[at + word.len()..].starts_with('(');
            let found: Vec<_> = words(source).into_iter().filter(called).collect();
            let (at, word) = *chance.of(&found)?;
            Some(replaced(source, at, word, &chance.slip(word)))
        })
    }),
    ("a node that has not run", |seed, chance| {
        // The last node reads everything, so nothing before it can read it.
        let last = seed.document["nodes"].as_array()?.len() - 1;
        let last = id(seed, last);
        in_expression(seed, chance, move |chance, source| {
            let (at, word) = *chance.of(&roots(source))?;
            Some(replaced(source, at, word, &last))
        })
    }),
    ("a broken expression", |seed, chance| {
        in_expression(seed, chance, |chance, source| {
            let broken = match chance.below(3) {
                0 => format!("{source} +"),
                1 => format!("({source}"),
                _ => source.replacen('.', "..", 1),
            };
            Some(broken)
        })
    }),
    ("a number as a text", |seed, chance| {
        in_expression(seed, chance, |_, source| {
            let (before, rest) = source
                .rsplit_once("> ")
                .or_else(|| source.rsplit_once(">= "))
                .or_else(|| source.rsplit_once("< "))?;
            let sign = &source[before.len()..source.len() - rest.len()];
            Some(format!("{before}{sign}\"{}\"", rest.trim()))
        })
    }),
    ("a condition that is none", |seed, chance| {
        let all = expressions(seed);
        let conditions: Vec<_> = all.iter().filter(|(_, pointer, ..)| pointer.ends_with("/when")).collect();
        let (node, pointer, ..) = *chance.of(&conditions)?;
        let text = nodes(seed)[*node].pointer(pointer)?.as_str()?;
        let (left, _) =
            text.split_once(" > ").or_else(|| text.split_once(" >= ")).or_else(|| text.split_once(" < "))?;
        Broken::node(seed, *node, |node| *node.pointer_mut(pointer).unwrap() = json!(left))
    }),
    ("a lost edge", |seed, chance| {
        let at = chance.below(edges(seed).len());
        let (from, to) = (edges(seed)[at]["from"].as_str()?, edges(seed)[at]["to"].as_str()?);
        let node = from.split('.').next()?;
        // Whoever begins nothing, is never reached, or has nothing after it.
        let mut places = vec![node.to_owned(), to.to_owned(), "/edges".to_owned()];
        // What read the lost node's output now reads nothing.
        places.extend(
            nodes(seed)
                .iter()
                .filter(|other| other["config"].to_string().contains(&format!("{node}.")))
                .map(|other| other["id"].as_str().unwrap().to_owned()),
        );
        // A failure without an edge ends the run, which is a way to handle it.
        let handled =
            edges(seed).iter().filter(|edge| edge["to"] == to).count() > 1 && from.ends_with(".error");
        (!handled).then_some(())?;
        Broken::at(seed, places, |document| drop(document["edges"].as_array_mut().unwrap().remove(at)))
    }),
    ("an edge to nowhere", |seed, chance| {
        let at = chance.below(edges(seed).len());
        let end = if chance.below(2) == 0 { "from" } else { "to" };
        let slipped = chance.slip(edges(seed)[at][end].as_str()?);
        // `a.error` with a dot lost or doubled is still read as node and port.
        Broken::at(seed, vec![format!("/edges/{at}")], |document| document["edges"][at][end] = json!(slipped))
    }),
    ("a port that does not exist", |seed, chance| {
        let at = chance.below(edges(seed).len());
        let (node, port) = edges(seed)[at]["from"].as_str()?.split_once('.')?;
        let from = format!("{node}.{}", chance.slip(port));
        Broken::at(seed, vec![format!("/edges/{at}")], |document| document["edges"][at]["from"] = json!(from))
    }),
    ("an edge twice", |seed, chance| {
        let edge = chance.of(edges(seed))?.clone();
        let place = format!("/edges/{}", edges(seed).len());
        Broken::at(seed, vec![place], |document| document["edges"].as_array_mut().unwrap().push(edge))
    }),
    ("an unknown kind", |seed, chance| {
        let at = chance.below(nodes(seed).len());
        let kind = chance.slip(nodes(seed)[at]["kind"].as_str()?);
        Broken::node(seed, at, |node| node["kind"] = json!(kind))
    }),
    ("an id twice", |seed, chance| {
        let (one, other) = (chance.below(nodes(seed).len()), chance.below(nodes(seed).len()));
        let taken = id(seed, one);
        let places = vec![taken.clone(), id(seed, other)];
        Broken::at(seed, places, |document| document["nodes"][other]["id"] = json!(taken))
    }),
    ("a renamed node", |seed, chance| {
        let at = chance.below(nodes(seed).len());
        let (old, new) = (id(seed, at), format!("{}_2", id(seed, at)));
        let touched = edges(seed).iter().enumerate().filter(|(_, edge)| {
            edge["to"] == old.as_str() || edge["from"].as_str().unwrap().split('.').next() == Some(&old)
        });
        let places = touched.map(|(at, _)| format!("/edges/{at}")).collect();
        Broken::at(seed, places, |document| document["nodes"][at]["id"] = json!(new))
    }),
    ("a lost node", |seed, chance| {
        let at = chance.below(nodes(seed).len());
        let old = id(seed, at);
        let touched = edges(seed).iter().enumerate().filter(|(_, edge)| {
            edge["to"] == old.as_str() || edge["from"].as_str().unwrap().split('.').next() == Some(&old)
        });
        let places = touched.map(|(at, _)| format!("/edges/{at}")).collect();
        Broken::at(seed, places, |document| drop(document["nodes"].as_array_mut().unwrap().remove(at)))
    }),
    ("a needed setting lost", |seed, chance| {
        let kinds = KindRegistry::builtin();
        let at = chance.below(nodes(seed).len());
        let required =
            kinds.get(nodes(seed)[at]["kind"].as_str()?)?.config_schema["required"].as_array()?.clone();
        let name = chance.of(&required)?.as_str()?.to_owned();
        Broken::node(seed, at, |node| drop(node["config"].as_object_mut().unwrap().remove(&name)))
    }),
    ("a misspelt setting", |seed, chance| {
        let at = chance.below(nodes(seed).len());
        let names: Vec<String> = nodes(seed)[at]["config"].as_object()?.keys().cloned().collect();
        let name = chance.of(&names)?.clone();
        let slipped = chance.slip(&name);
        Broken::node(seed, at, |node| {
            let config = node["config"].as_object_mut().unwrap();
            let value = config.remove(&name).unwrap();
            config.insert(slipped, value);
        })
    }),
    ("a value of another type", |seed, chance| {
        let at = chance.below(nodes(seed).len());
        let names: Vec<String> = nodes(seed)[at]["config"].as_object()?.keys().cloned().collect();
        let name = chance.of(&names)?.clone();
        let kinds = KindRegistry::builtin();
        let schema =
            kinds.get(nodes(seed)[at]["kind"].as_str()?)?.config_schema["properties"][&name]["type"].clone();
        let other = match schema.as_str()? {
            "string" => json!([1]),
            "integer" | "number" => json!("many"),
            "boolean" => json!("yes"),
            "array" => json!({ "a": 1 }),
            _ => json!(7),
        };
        Broken::node(seed, at, |node| node["config"][&name] = other)
    }),
    ("a duration that is none", |seed, chance| {
        let with: Vec<usize> =
            (0..nodes(seed).len()).filter(|at| nodes(seed)[*at]["timeout"].is_string()).collect();
        let at = *chance.of(&with)?;
        Broken::node(seed, at, |node| node["timeout"] = json!("soon"))
    }),
    ("retries without end", |seed, chance| {
        let with: Vec<usize> =
            (0..nodes(seed).len()).filter(|at| nodes(seed)[*at]["retry"].is_object()).collect();
        let at = *chance.of(&with)?;
        Broken::node(seed, at, |node| node["retry"]["attempts"] = json!(1_000))
    }),
    ("something around is gone", |seed, chance| {
        let uses: Vec<_> = nodes(seed)
            .iter()
            .flat_map(|node| {
                ["base", "form"]
                    .map(|field| (node["id"].as_str().unwrap(), field, node["config"][field].as_str()))
            })
            .filter_map(|(id, field, name)| Some((id.to_owned(), field, name?.to_owned())))
            .collect();
        let (id, field, name) = chance.of(&uses)?.clone();
        let mut environment = seed.environment.clone();
        let known = if field == "base" { &mut environment.bases } else { &mut environment.forms };
        known.as_mut()?.remove(&name).then_some(())?;
        Some(Broken { document: seed.document.clone(), environment, places: vec![id] })
    }),
    ("a secret that is gone", |seed, chance| {
        let at = chance.below(nodes(seed).len());
        let mut environment = seed.environment.clone();
        environment.secrets = Some(BTreeSet::new());
        let mut document = seed.document.clone();
        let (old, node) = (id(seed, at), json!({ "url": "https://example.org/", "secret": "key" }));
        document["nodes"][at]["kind"] = json!("http_request");
        document["nodes"][at]["config"] = node;
        Some(Broken { document, environment, places: vec![old] })
    }),
    ("a lost option", |seed, chance| {
        let with = |at: &usize| {
            ["options", "cases", "classes"].iter().any(|list| nodes(seed)[*at]["config"][list].is_array())
        };
        let all: Vec<usize> = (0..nodes(seed).len()).filter(with).collect();
        let at = *chance.of(&all)?;
        let list = ["options", "cases", "classes"]
            .into_iter()
            .find(|list| nodes(seed)[at]["config"][list].is_array())?;
        let items = nodes(seed)[at]["config"][list].as_array()?;
        let lost = chance.below(items.len());
        let port = items[lost]["port"].as_str().or(items[lost]["name"].as_str())?;
        let from = format!("{}.{port}", id(seed, at));
        let mut places: Vec<_> = edges(seed)
            .iter()
            .enumerate()
            .filter(|(_, edge)| edge["from"] == from.as_str())
            .map(|(at, _)| format!("/edges/{at}"))
            .collect();
        places.push(id(seed, at));
        Broken::at(seed, places, |document| {
            drop(document["nodes"][at]["config"][list].as_array_mut().unwrap().remove(lost))
        })
    }),
    ("user text in the instructions", |seed, chance| {
        let models: Vec<usize> =
            (0..nodes(seed).len()).filter(|at| nodes(seed)[*at]["kind"] == "llm").collect();
        let at = *chance.of(&models)?;
        Broken::node(seed, at, |node| node["config"]["system"] = json!("You are {{ input.message }}."))
    }),
    ("user text as the recipient", |seed, chance| {
        let told: Vec<usize> =
            (0..nodes(seed).len()).filter(|at| nodes(seed)[*at]["kind"] == "notify").collect();
        let at = *chance.of(&told)?;
        Broken::node(seed, at, |node| node["config"]["to"] = json!("{{ input.message }}"))
    }),
    ("a channel of another type", |seed, chance| {
        let names: Vec<String> = seed.document["state"].as_object()?.keys().cloned().collect();
        let name = chance.of(&names)?.clone();
        let writers = nodes(seed).iter().filter(|node| node["config"]["set"][&name] != Value::Null);
        let mut places: Vec<String> = writers.map(|node| node["id"].as_str().unwrap().to_owned()).collect();
        places.push(format!("/state/{name}"));
        let other =
            if seed.document["state"][&name]["schema"]["type"] == "string" { "array" } else { "string" };
        Broken::at(seed, places, |document| document["state"][&name]["schema"] = json!({ "type": other }))
    }),
    ("a channel that is not declared", |seed, chance| {
        let names: Vec<String> = seed.document["state"].as_object()?.keys().cloned().collect();
        let name = chance.of(&names)?.clone();
        let uses = |node: &&Value| {
            node["config"]["set"][&name] != Value::Null
                || node["config"].to_string().contains(&format!("state.{name}"))
        };
        let places =
            nodes(seed).iter().filter(uses).map(|node| node["id"].as_str().unwrap().to_owned()).collect();
        Broken::at(seed, places, |document| drop(document["state"].as_object_mut().unwrap().remove(&name)))
    }),
];

fn findings(document: &Value, environment: &Environment, kinds: &KindRegistry) -> Vec<Finding> {
    match check::parse_value(document) {
        Ok(flow) => check::check_with(&flow, kinds, environment),
        Err(findings) => findings,
    }
}

fn names(finding: &Finding, place: &str) -> bool {
    match &finding.node {
        Some(node) => node.as_str() == place,
        None => {
            place.starts_with('/') && finding.field.as_deref().is_some_and(|field| field.starts_with(place))
        }
    }
}

#[test]
fn what_is_broken_is_named_at_its_place() {
    let (seeds, kinds) = (seeds(), KindRegistry::builtin());
    let before: Vec<_> =
        seeds.iter().map(|seed| findings(&seed.document, &seed.environment, &kinds)).collect();
    for (seed, before) in seeds.iter().zip(&before) {
        assert_eq!(before, &[], "{}", seed.name);
    }
    let mut chance = Chance(20_260_301);
    let mut tried: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut count = 0;
    while count < TRIES {
        // The shipped examples twice as often as the fixtures.
        let seed = &seeds[[0, 0, 0, 1, 1, 1, 2, 3, 4][chance.below(9)]];
        let (name, mutate) = MUTATIONS[chance.below(MUTATIONS.len())];
        let Some(broken) = mutate(seed, &mut chance) else { continue };
        count += 1;
        let found = findings(&broken.document, &broken.environment, &kinds);
        let named = found.iter().any(|finding| broken.places.iter().any(|place| names(finding, place)));
        let (tries, hits) = tried.entry(name).or_default();
        *tries += 1;
        *hits += usize::from(named);
        if !named {
            missed.push((seed.name, name, broken, found));
        }
    }
    for (name, (tries, hits)) in &tried {
        println!("{name:32} {hits:4} of {tries:4}");
    }
    let hits: usize = tried.values().map(|(_, hits)| hits).sum();
    #[expect(clippy::cast_precision_loss, reason = "five thousand")]
    let share = hits as f64 / count as f64;
    println!("named at the right place: {hits} of {count}, {:.2} %", share * 100.0);
    for (seed, name, broken, found) in missed.iter().take(12) {
        println!(
            "missed in {seed}: {name} at {:?}\n{}\n{found:#?}",
            broken.places,
            difference(seeds.iter().find(|s| s.name == *seed).unwrap(), &broken.document)
        );
    }
    assert!(share >= FLOOR, "{share}");
}

/// The parts in which a broken document differs.
fn difference(seed: &Seed, broken: &Value) -> String {
    let mut lines = Vec::new();
    for list in ["nodes", "edges"] {
        let (old, new) = (seed.document[list].as_array().unwrap(), broken[list].as_array().unwrap());
        lines.extend(old.iter().filter(|item| !new.contains(item)).map(|item| format!("- {item}")));
        lines.extend(new.iter().filter(|item| !old.contains(item)).map(|item| format!("+ {item}")));
    }
    lines.push(format!("state {}", broken["state"]));
    lines.join("\n")
}
