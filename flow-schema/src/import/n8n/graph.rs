//! The document's nodes and connections, with every name in them resolved.

use crate::id::NodeId;
use crate::import::draft::few_enough;
use crate::import::names::Names;
use crate::import::report::Original;
use crate::import::{ImportError, Position};
use serde_json::Value;
use std::collections::HashMap;

pub(super) struct Source<'a> {
    pub name: &'a str,
    /// `httpRequest`, `agent` …: the type without its package.
    pub kind: &'a str,
    pub data: &'a Value,
    pub parameters: &'a Value,
    pub position: Option<Position>,
    pub node: NodeId,
}

pub(super) struct Link {
    pub from: usize,
    /// Which output of the source.
    pub output: usize,
    pub to: usize,
}

pub(super) struct Graph<'a> {
    pub sources: Vec<Source<'a>>,
    /// The connections along which items pass.
    pub links: Vec<Link>,
    /// What is plugged into a node: kind of plug, what, where.
    pub plugs: Vec<(&'a str, usize, usize)>,
    /// By node: those that lead to it.
    pub before: Vec<Vec<usize>>,
    index: HashMap<&'a str, usize>,
}

impl Source<'_> {
    pub fn original(&self) -> Original {
        let id = self.data["id"].as_str().unwrap_or(self.name);
        Original { id: id.to_owned(), title: self.name.to_owned(), kind: self.kind.to_owned() }
    }

    pub fn text(&self, name: &str) -> &str {
        self.parameters[name].as_str().unwrap_or_default()
    }

    pub fn version(&self) -> f64 {
        self.data["typeVersion"].as_f64().unwrap_or(1.0)
    }

    pub fn is_trigger(&self) -> bool {
        self.kind.ends_with("Trigger") || matches!(self.kind, "webhook" | "start" | "cron" | "interval")
    }
}

impl<'a> Graph<'a> {
    pub fn read(document: &'a Value, names: &mut Names) -> Result<Self, ImportError> {
        let nodes =
            document["nodes"].as_array().ok_or_else(|| ImportError::shape("nodes", "a list belongs here"))?;
        few_enough(nodes.len())?;
        let mut sources: Vec<Source<'a>> = Vec::new();
        let mut index: HashMap<&str, usize> = HashMap::new();
        for (at, node) in nodes.iter().enumerate() {
            let place = format!("nodes[{at}]");
            let text = |key: &str| node[key].as_str().filter(|text| !text.is_empty());
            let name = text("name").ok_or_else(|| ImportError::shape(&place, "a node without a name"))?;
            let kind = text("type")
                .ok_or_else(|| ImportError::shape(format!("{place} (‘{name}’)"), "a node without a type"))?;
            if let Some(first) = index.insert(name, at) {
                let (id, first) = (name.to_owned(), format!("nodes[{first}]"));
                return Err(ImportError::DuplicateId { id, at: place, first });
            }
            let position = match node["position"].as_array().map(Vec::as_slice) {
                Some([x, y]) => x.as_f64().zip(y.as_f64()).map(|(x, y)| Position { x, y }),
                _ => None,
            };
            let kind = kind.rsplit('.').next().unwrap_or(kind);
            let node_id = names.node(name, kind);
            sources.push(Source {
                name,
                kind,
                data: node,
                parameters: &node["parameters"],
                position,
                node: node_id,
            });
        }
        let (mut links, mut plugs) = (Vec::new(), Vec::new());
        for (from, by_plug) in document["connections"].as_object().into_iter().flatten() {
            let missing = |id: &str, at: String| ImportError::MissingNode { id: id.to_owned(), at };
            let source = *index.get(from.as_str()).ok_or_else(|| missing(from, "connections".to_owned()))?;
            for (plug, outputs) in by_plug.as_object().into_iter().flatten() {
                for (output, targets) in outputs.as_array().into_iter().flatten().enumerate() {
                    for target in targets.as_array().into_iter().flatten() {
                        let to = target["node"].as_str().unwrap_or_default();
                        let place = || format!("connections[‘{from}’].{plug}[{output}]");
                        let to = *index.get(to).ok_or_else(|| missing(to, place()))?;
                        match plug.as_str() {
                            "main" => links.push(Link { from: source, output, to }),
                            plug => plugs.push((plug, source, to)),
                        }
                    }
                }
            }
        }
        // Connections are an object, so they are put into the order of the nodes.
        links.sort_by_key(|link| (link.from, link.output, link.to));
        let mut before = vec![Vec::new(); sources.len()];
        links.iter().for_each(|link: &Link| before[link.to].push(link.from));
        Ok(Self { sources, links, plugs, before, index })
    }

    pub fn find(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// What is plugged into a node.
    pub fn plugged(&self, at: usize, kind: &str) -> Vec<usize> {
        self.plugs
            .iter()
            .filter(|(plug, _, to)| *plug == kind && *to == at)
            .map(|(_, from, _)| *from)
            .collect()
    }

    /// Whether a node is plugged into another, and so no step of its own.
    pub fn is_plug(&self, at: usize) -> bool {
        self.plugs.iter().any(|(_, from, _)| *from == at)
    }
}
