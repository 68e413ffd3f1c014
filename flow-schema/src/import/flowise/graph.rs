//! The document's nodes and edges, with every reference between them resolved.

use crate::id::NodeId;
use crate::import::draft::few_enough;
use crate::import::names::Names;
use crate::import::report::Original;
use crate::import::{ImportError, Position};
use serde_json::Value;
use std::collections::HashMap;

pub(super) struct Source<'a> {
    pub id: &'a str,
    /// `llm`, `condition` …: the name without `Agentflow`.
    pub kind: String,
    pub title: &'a str,
    pub data: &'a Value,
    pub inputs: &'a Value,
    /// The iteration it lies in.
    pub parent: Option<usize>,
    pub position: Option<Position>,
    pub node: NodeId,
}

pub(super) struct Link {
    pub from: usize,
    /// Which of the source's ways out, counted from 0.
    pub anchor: usize,
    pub to: usize,
}

pub(super) struct Graph<'a> {
    pub sources: Vec<Source<'a>>,
    pub links: Vec<Link>,
    index: HashMap<&'a str, usize>,
}

impl Source<'_> {
    pub fn original(&self) -> Original {
        Original { id: self.id.to_owned(), title: self.title.to_owned(), kind: self.kind.clone() }
    }

    pub fn text(&self, name: &str) -> &str {
        self.inputs[name].as_str().unwrap_or_default()
    }

    /// A list of settings; an empty one is often written as an empty text.
    pub fn list(&self, name: &str) -> &[Value] {
        self.inputs[name].as_array().map_or(&[], Vec::as_slice)
    }
}

impl<'a> Graph<'a> {
    pub fn read(document: &'a Value, names: &mut Names) -> Result<Self, ImportError> {
        let list = |name: &str| {
            document[name]
                .as_array()
                .ok_or_else(|| ImportError::shape(name, "a list belongs here, and there is none"))
        };
        let (nodes, edges) = (list("nodes")?, list("edges")?);
        few_enough(nodes.len())?;
        let mut sources: Vec<Source<'a>> = Vec::new();
        let mut index: HashMap<&str, usize> = HashMap::new();
        for (at, node) in nodes.iter().enumerate() {
            let place = format!("nodes[{at}]");
            let id = node["id"].as_str().filter(|id| !id.is_empty());
            let id = id.ok_or_else(|| ImportError::shape(&place, "a node without an id"))?;
            if let Some(first) = index.insert(id, at) {
                let (id, first) = (id.to_owned(), format!("nodes[{first}]"));
                return Err(ImportError::DuplicateId { id, at: place, first });
            }
            let data = &node["data"];
            let name = data["name"].as_str().filter(|name| !name.is_empty());
            let name = name.ok_or_else(|| {
                ImportError::shape(format!("{place} (id ‘{id}’)"), "a node without a name (data.name)")
            })?;
            let kind = name.trim_end_matches("Agentflow").to_owned();
            let title = data["label"].as_str().unwrap_or_default().trim();
            let point = |value: &Value| Some(Position { x: value["x"].as_f64()?, y: value["y"].as_f64()? });
            let position = point(&node["positionAbsolute"]).or_else(|| point(&node["position"]));
            let node = if kind == "start" { NodeId::START.into() } else { names.node(title, &kind) };
            sources.push(Source {
                id,
                kind,
                title,
                data,
                inputs: &data["inputs"],
                parent: None,
                position,
                node,
            });
        }
        for (at, node) in nodes.iter().enumerate() {
            let parent =
                node["parentNode"].as_str().or(node["parentId"].as_str()).filter(|id| !id.is_empty());
            let place = || format!("nodes[{at}].parentNode");
            sources[at].parent = match parent {
                None => None,
                Some(id) => {
                    let missing = || ImportError::MissingNode { id: id.to_owned(), at: place() };
                    Some(*index.get(id).ok_or_else(missing)?)
                }
            };
        }
        check_parents(&sources)?;
        let links = edges.iter().enumerate().map(|(at, edge)| link(edge, at, &index));
        Ok(Self { links: links.collect::<Result<_, _>>()?, sources, index })
    }

    pub fn at(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    pub fn find(&self, id: &str) -> Option<&Source<'a>> {
        self.at(id).map(|at| &self.sources[at])
    }
}

fn check_parents(sources: &[Source<'_>]) -> Result<(), ImportError> {
    for (start, source) in sources.iter().enumerate() {
        let mut ids = vec![source.id.to_owned()];
        let mut at = source.parent;
        while let Some(parent) = at {
            ids.push(sources[parent].id.to_owned());
            if parent == start || ids.len() > sources.len() {
                return Err(ImportError::CyclicParents(ids));
            }
            at = sources[parent].parent;
        }
        if let Some(parent) = source.parent.filter(|parent| sources[*parent].kind != "iteration") {
            let what = format!("it lies in ‘{}’, which is not an iteration", sources[parent].id);
            return Err(ImportError::shape(format!("the node ‘{}’", source.id), what));
        }
    }
    Ok(())
}

fn link(edge: &Value, at: usize, index: &HashMap<&str, usize>) -> Result<Link, ImportError> {
    let end = |name: &str| {
        let id = edge[name].as_str().unwrap_or_default();
        let missing = || ImportError::MissingNode { id: id.to_owned(), at: format!("edges[{at}].{name}") };
        index.get(id).copied().ok_or_else(missing)
    };
    // `conditionAgentflow_0-output-1`; nodes with one way out have their name there.
    let handle = edge["sourceHandle"].as_str().unwrap_or_default();
    let anchor = handle.rsplit("-output-").next().and_then(|last| last.parse().ok()).unwrap_or(0);
    Ok(Link { from: end("source")?, anchor, to: end("target")? })
}
