//! The document's nodes and edges, those of bodies among them.

use crate::id::NodeId;
use crate::import::bounded::MAX_DEPTH;
use crate::import::draft::few_enough;
use crate::import::names::Names;
use crate::import::report::Original;
use crate::import::{ImportError, Position};
use serde_json::Value;
use std::collections::HashMap;

pub(super) struct Source<'a> {
    pub id: &'a str,
    pub kind: Kind,
    pub title: &'a str,
    pub data: &'a Value,
    pub inputs: &'a Value,
    /// The loop or batch it lies in.
    pub parent: Option<usize>,
    pub position: Option<Position>,
    pub node: NodeId,
}

/// The types that have a counterpart; the document has numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    End,
    Model,
    Plugin,
    Code,
    Knowledge,
    Selector,
    Workflow,
    Message,
    Text,
    Question,
    Break,
    Loop,
    Intent,
    Batch,
    Comment,
    Merge,
    /// Of a loop's variables, or of the app's.
    Assign,
    Http,
    Other,
}

impl Kind {
    fn of(number: &str) -> Self {
        match number {
            "1" => Self::Start,
            "2" => Self::End,
            "3" => Self::Model,
            "4" => Self::Plugin,
            "5" => Self::Code,
            "6" => Self::Knowledge,
            "8" => Self::Selector,
            "9" => Self::Workflow,
            "13" => Self::Message,
            "15" => Self::Text,
            "18" => Self::Question,
            "19" => Self::Break,
            "20" | "40" => Self::Assign,
            "21" => Self::Loop,
            "22" => Self::Intent,
            "28" => Self::Batch,
            "31" => Self::Comment,
            "32" => Self::Merge,
            "45" => Self::Http,
            _ => Self::Other,
        }
    }
}

pub(super) struct Link<'a> {
    pub from: usize,
    pub port: &'a str,
    pub to: usize,
    pub into: &'a str,
}

pub(super) struct Graph<'a> {
    pub sources: Vec<Source<'a>>,
    pub links: Vec<Link<'a>>,
    index: HashMap<&'a str, usize>,
}

impl<'a> Source<'a> {
    pub fn original(&self) -> Original {
        let kind = self.data["nodeMeta"]["subTitle"].as_str().filter(|kind| !kind.is_empty());
        let kind = kind.map_or_else(|| format!("{:?}", self.kind), str::to_owned);
        Original { id: self.id.to_owned(), title: self.title.to_owned(), kind }
    }

    pub fn list(&self, name: &str) -> &'a [Value] {
        self.inputs[name].as_array().map_or(&[], Vec::as_slice)
    }

    pub fn parameter(&self, name: &str) -> Option<&'a Value> {
        self.list("inputParameters")
            .iter()
            .find(|parameter| parameter["name"] == name)
            .map(|parameter| &parameter["input"])
    }

    pub fn outputs(&self) -> &'a [Value] {
        self.data["outputs"].as_array().map_or(&[], Vec::as_slice)
    }

    /// A setting of a model, which is one of a list of parameters.
    pub fn model_setting(&self, name: &str) -> Option<&'a Value> {
        let list = self.list("llmParam").iter().find(|parameter| parameter["name"] == name);
        let value = list.map(|parameter| &parameter["input"]["value"]["content"]);
        value.or_else(|| self.inputs["llmParam"].get(name))
    }
}

impl<'a> Graph<'a> {
    pub fn read(document: &'a Value, names: &mut Names) -> Result<Self, ImportError> {
        let mut graph = Self { sources: Vec::new(), links: Vec::new(), index: HashMap::new() };
        let mut edges: Vec<(String, &'a Value)> = Vec::new();
        graph.level(document, "nodes", None, "", &mut edges, names, 0)?;
        few_enough(graph.sources.len())?;
        for (place, edge) in edges {
            let end = |name: &str| {
                let id = edge[name].as_str().unwrap_or_default();
                let missing =
                    || ImportError::MissingNode { id: id.to_owned(), at: format!("{place}.{name}") };
                graph.index.get(id).copied().ok_or_else(missing)
            };
            let text = |name: &str| edge[name].as_str().unwrap_or_default();
            let (from, to) = (end("sourceNodeID")?, end("targetNodeID")?);
            graph.links.push(Link { from, port: text("sourcePortID"), to, into: text("targetPortID") });
        }
        Ok(graph)
    }

    #[expect(clippy::too_many_arguments, reason = "one recursion over one document")]
    fn level(
        &mut self,
        of: &'a Value,
        list: &str,
        parent: Option<usize>,
        place: &str,
        edges: &mut Vec<(String, &'a Value)>,
        names: &mut Names,
        depth: usize,
    ) -> Result<(), ImportError> {
        let nodes = of[list].as_array().map_or(&[][..], Vec::as_slice);
        if parent.is_none() && nodes.is_empty() {
            return Err(ImportError::shape("nodes", "a list of nodes belongs here"));
        }
        if depth > MAX_DEPTH {
            return Err(ImportError::shape(place, "bodies nested very deep"));
        }
        for (at, node) in nodes.iter().enumerate() {
            let place = format!("{place}{list}[{at}]");
            let id = node["id"].as_str().filter(|id| !id.is_empty());
            let id = id.ok_or_else(|| ImportError::shape(&place, "a node without an id"))?;
            let index = self.sources.len();
            if self.index.insert(id, index).is_some() {
                let first = "another node".to_owned();
                return Err(ImportError::DuplicateId { id: id.to_owned(), at: place, first });
            }
            let number = node["type"]
                .as_str()
                .ok_or_else(|| ImportError::shape(format!("{place} (id ‘{id}’)"), "a node without a type"))?;
            let kind = Kind::of(number);
            let data = &node["data"];
            let title = data["nodeMeta"]["title"].as_str().unwrap_or_default().trim();
            let position = &node["meta"]["position"];
            let mut position =
                position["x"].as_f64().zip(position["y"].as_f64()).map(|(x, y)| Position { x, y });
            // Positions in a body are relative to it.
            if let Some(above) = parent.and_then(|parent| self.sources[parent].position) {
                position = position.map(|at| Position { x: at.x + above.x, y: at.y + above.y });
            }
            let otherwise = format!("{kind:?}");
            let our_id =
                if kind == Kind::Start { NodeId::START.into() } else { names.node(title, &otherwise) };
            self.sources.push(Source {
                id,
                kind,
                title,
                data,
                inputs: &data["inputs"],
                parent,
                position,
                node: our_id,
            });
            self.level(node, "blocks", Some(index), &format!("{place}."), edges, names, depth + 1)?;
        }
        for (at, edge) in of["edges"].as_array().into_iter().flatten().enumerate() {
            edges.push((format!("{place}edges[{at}]"), edge));
        }
        Ok(())
    }

    pub fn find(&self, id: &str) -> Option<&Source<'a>> {
        self.index.get(id).map(|at| &self.sources[*at])
    }
}
