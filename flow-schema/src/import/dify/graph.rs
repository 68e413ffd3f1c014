//! The document's nodes, edges and variables, with every reference between them resolved.

use crate::id::NodeId;
use crate::import::draft::few_enough;
use crate::import::names::{self, Names};
use crate::import::report::Original;
use crate::import::{ImportError, Position};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// A node of the document.
pub(super) struct Source<'a> {
    pub id: String,
    /// `llm`, `if-else` …
    pub kind: String,
    pub title: &'a str,
    pub data: &'a Value,
    /// The iteration or loop it lies in.
    pub parent: Option<usize>,
    pub position: Option<Position>,
    /// Its id here. Starts of the flow and of bodies have none.
    pub node: Option<NodeId>,
}

pub(super) struct Link {
    pub from: usize,
    pub handle: String,
    pub to: usize,
}

/// A variable that is kept beside the graph.
pub(super) struct Variable<'a> {
    pub data: &'a Value,
    /// Name of the channel that holds it here.
    pub channel: String,
    pub secret: bool,
}

pub(super) struct Graph<'a> {
    pub sources: Vec<Source<'a>>,
    pub links: Vec<Link>,
    pub environment: BTreeMap<String, Variable<'a>>,
    pub conversation: BTreeMap<String, Variable<'a>>,
    /// Whether it talks with somebody.
    pub is_chat: bool,
    index: HashMap<String, usize>,
}

impl Source<'_> {
    pub fn original(&self) -> Original {
        Original { id: self.id.clone(), title: self.title.to_owned(), kind: self.kind.clone() }
    }

    pub fn text(&self, name: &str) -> &str {
        self.data[name].as_str().unwrap_or_default()
    }

    pub fn list(&self, name: &str) -> &[Value] {
        self.data[name].as_array().map_or(&[], Vec::as_slice)
    }

    /// Where runs begin; there are several kinds of it.
    pub fn is_start(&self) -> bool {
        self.kind == "start" || self.kind.starts_with("trigger-") || self.kind == "datasource"
    }

    pub fn is_body_start(&self) -> bool {
        matches!(self.kind.as_str(), "iteration-start" | "loop-start")
    }

    pub fn is_container(&self) -> bool {
        matches!(self.kind.as_str(), "iteration" | "loop")
    }
}

impl<'a> Graph<'a> {
    pub fn read(document: &'a Value, names: &mut Names) -> Result<Self, ImportError> {
        let graph = &document["workflow"]["graph"];
        let list = |name: &str| {
            graph[name].as_array().ok_or_else(|| {
                ImportError::shape(format!("workflow.graph.{name}"), "a list belongs here, and there is none")
            })
        };
        let (nodes, edges) = (list("nodes")?, list("edges")?);
        few_enough(nodes.len())?;
        let mut sources = Vec::new();
        let mut index: HashMap<String, usize> = HashMap::new();
        for (at, node) in nodes.iter().enumerate() {
            let place = format!("workflow.graph.nodes[{at}]");
            let source = source(node, &place)?;
            if let Some(first) = index.insert(source.id.clone(), at) {
                let first = format!("workflow.graph.nodes[{first}]");
                return Err(ImportError::DuplicateId { id: source.id, at: place, first });
            }
            sources.push(source);
        }
        for (at, node) in nodes.iter().enumerate() {
            sources[at].parent = parent(node, &index, at)?;
        }
        check_parents(&sources)?;
        place(nodes, &mut sources);
        for source in &mut sources {
            let counts = !source.is_start() && !source.is_body_start() && source.kind != "note";
            source.node = counts.then(|| names.node(source.title, &source.kind));
        }
        let links = edges.iter().enumerate().map(|(at, edge)| link(edge, at, &index));
        let links = links.collect::<Result<_, _>>()?;
        let workflow = &document["workflow"];
        Ok(Self {
            sources,
            links,
            environment: variables(&workflow["environment_variables"], "env_"),
            conversation: variables(&workflow["conversation_variables"], ""),
            is_chat: document["app"]["mode"] == "advanced-chat",
            index,
        })
    }

    pub fn find(&self, id: &str) -> Option<&Source<'a>> {
        self.index.get(id).map(|at| &self.sources[*at])
    }

    pub fn at(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The containers around a node, innermost first.
    pub fn around(&self, source: &Source<'a>) -> impl Iterator<Item = &Source<'a>> {
        let parent = |source: &Source<'a>| source.parent.map(|at| &self.sources[at]);
        std::iter::successors(parent(source), move |source| parent(source))
    }
}

/// Name of the channel that holds a loop's variable.
pub(super) fn loop_channel(node: &NodeId, label: &str) -> String {
    format!("{node}_{}", names::channel(label))
}

fn source<'a>(node: &'a Value, place: &str) -> Result<Source<'a>, ImportError> {
    let id = match &node["id"] {
        Value::String(id) if !id.is_empty() => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return Err(ImportError::shape(place, "a node without an id")),
    };
    let kind = match node["data"]["type"].as_str() {
        Some(kind) if !kind.is_empty() => kind.trim_start_matches("custom-").to_owned(),
        _ if node["type"] == "custom-note" => "note".to_owned(),
        _ => {
            return Err(ImportError::shape(
                format!("{place} (id ‘{id}’)"),
                "a node without a type (data.type)",
            ));
        }
    };
    let kind = if node["type"] == "custom-note" { "note".to_owned() } else { kind };
    let title = node["data"]["title"].as_str().unwrap_or_default().trim();
    Ok(Source { id, kind, title, data: &node["data"], parent: None, position: None, node: None })
}

/// `parentId`; the oldest documents only had the id in the node's data.
fn parent(node: &Value, index: &HashMap<String, usize>, at: usize) -> Result<Option<usize>, ImportError> {
    let data = &node["data"];
    let inside = |flag: &str, id: &'static str| data[flag].as_bool().unwrap_or_default().then(|| &data[id]);
    let named =
        [Some(&node["parentId"]), inside("isInIteration", "iteration_id"), inside("isInLoop", "loop_id")];
    let Some(id) = named.into_iter().flatten().find_map(Value::as_str).filter(|id| !id.is_empty()) else {
        return Ok(None);
    };
    let place = format!("workflow.graph.nodes[{at}].parentId");
    index.get(id).copied().map(Some).ok_or_else(|| ImportError::MissingNode { id: id.to_owned(), at: place })
}

fn check_parents(sources: &[Source<'_>]) -> Result<(), ImportError> {
    for (start, source) in sources.iter().enumerate() {
        let mut ids = vec![source.id.clone()];
        let mut at = source.parent;
        while let Some(parent) = at {
            ids.push(sources[parent].id.clone());
            if parent == start || ids.len() > sources.len() {
                return Err(ImportError::CyclicParents(ids));
            }
            at = sources[parent].parent;
        }
        if let Some(parent) = source.parent
            && !sources[parent].is_container()
        {
            let at = format!("the node ‘{}’", source.id);
            let what =
                format!("it lies in ‘{}’, which is neither an iteration nor a loop", sources[parent].id);
            return Err(ImportError::shape(at, what));
        }
    }
    Ok(())
}

/// Positions in a body are relative to the container.
fn place(nodes: &[Value], sources: &mut [Source<'_>]) {
    let read = |value: &Value| Some(Position { x: value["x"].as_f64()?, y: value["y"].as_f64()? });
    for at in 0..nodes.len() {
        let absolute = read(&nodes[at]["positionAbsolute"]);
        let relative = || {
            let mut position = read(&nodes[at]["position"])?;
            let mut parent = sources[at].parent;
            while let Some(above) = parent {
                let offset = read(&nodes[above]["position"])?;
                position = Position { x: position.x + offset.x, y: position.y + offset.y };
                parent = sources[above].parent;
            }
            Some(position)
        };
        let position = absolute.or_else(relative);
        sources[at].position = position;
    }
}

fn link(edge: &Value, at: usize, index: &HashMap<String, usize>) -> Result<Link, ImportError> {
    let end = |name: &str| {
        let id = match &edge[name] {
            Value::Number(id) => id.to_string(),
            other => other.as_str().unwrap_or_default().to_owned(),
        };
        let place = format!("workflow.graph.edges[{at}].{name}");
        index.get(&id).copied().ok_or(ImportError::MissingNode { id, at: place })
    };
    let handle = match &edge["sourceHandle"] {
        Value::Null => "source".to_owned(),
        Value::String(handle) => handle.clone(),
        // An unquoted `true` is not a text in YAML.
        other => other.to_string(),
    };
    Ok(Link { from: end("source")?, handle, to: end("target")? })
}

fn variables<'a>(list: &'a Value, prefix: &str) -> BTreeMap<String, Variable<'a>> {
    let mut taken: Vec<String> = Vec::new();
    let mut found = BTreeMap::new();
    for data in list.as_array().into_iter().flatten() {
        let Some(name) = data["name"].as_str() else { continue };
        let base = format!("{prefix}{}", names::channel(name));
        let mut channel = base.clone();
        let mut count = 1;
        while taken.contains(&channel) {
            count += 1;
            channel = format!("{base}_{count}");
        }
        taken.push(channel.clone());
        let secret = data["value_type"] == "secret";
        found.insert(name.to_owned(), Variable { data, channel, secret });
    }
    found
}
