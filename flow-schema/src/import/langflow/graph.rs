//! The document's components and the edges between their handles.

use super::kind::Kind;
use super::repeat;
use crate::id::NodeId;
use crate::import::draft::few_enough;
use crate::import::names::Names;
use crate::import::report::Original;
use crate::import::{ImportError, Position};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Far more than between components that somebody drew.
const MAX_EDGES: usize = 10_000;

pub(super) struct Source<'a> {
    pub id: &'a str,
    /// Of the frame around the component: `genericNode`, `noteNode`.
    pub outer: &'a str,
    /// The component's type.
    pub name: &'a str,
    pub kind: Kind,
    pub title: &'a str,
    pub data: &'a Value,
    /// Its fields.
    pub template: &'a Value,
    pub whole: &'a Value,
    /// The loop whose body it lies in.
    pub parent: Option<usize>,
    pub position: Option<Position>,
    pub node: NodeId,
}

pub(super) struct Link<'a> {
    pub from: usize,
    pub output: String,
    pub to: usize,
    /// The field it fills; of a loop's way back, the output it leads to.
    pub field: String,
    pub plug: Option<Plug>,
    /// How the document writes the handles, for those that cannot be read.
    pub place: &'a str,
}

/// What goes along an edge without the component at its beginning being a step of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plug {
    Model,
    Embeddings,
    Tool,
    Other,
}

pub(super) struct Graph<'a> {
    pub sources: Vec<Source<'a>>,
    pub links: Vec<Link<'a>>,
    /// By component: the links that leave it, and those that lead to it.
    pub leaving: Vec<Vec<usize>>,
    pub coming: Vec<Vec<usize>>,
    /// By component: the links into each field.
    fields: Vec<HashMap<String, Vec<usize>>>,
    plugs: Vec<bool>,
    /// By component: the circle it is part of.
    circles: Vec<Option<usize>>,
}

impl<'a> Source<'a> {
    pub fn original(&self) -> Original {
        Original { id: self.id.to_owned(), title: self.title.to_owned(), kind: self.name.to_owned() }
    }

    pub fn outputs(&self) -> impl Iterator<Item = &'a Value> {
        self.data["outputs"].as_array().into_iter().flatten()
    }

    pub fn value(&self, field: &str) -> &'a Value {
        &self.template[field]["value"]
    }

    pub fn text(&self, field: &str) -> &'a str {
        self.value(field).as_str().unwrap_or_default()
    }

    /// A field's text, if it has one.
    pub fn text_of(&self, field: &str) -> Option<&'a str> {
        self.value(field).as_str().filter(|text| !text.is_empty())
    }

    pub fn code(&self) -> &'a str {
        self.text("code")
    }
}

impl<'a> Graph<'a> {
    pub fn read(document: &'a Value, names: &mut Names) -> Result<Self, ImportError> {
        let (root, at) =
            if document["data"].is_object() { (&document["data"], "data.") } else { (document, "") };
        let place = format!("{at}nodes");
        let nodes = root["nodes"].as_array().filter(|nodes| !nodes.is_empty());
        let nodes = nodes.ok_or_else(|| ImportError::shape(&place, "a list of nodes belongs here"))?;
        few_enough(nodes.len())?;
        let (sources, links, leaving, coming) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut graph = Self {
            sources,
            links,
            leaving,
            coming,
            fields: Vec::new(),
            plugs: Vec::new(),
            circles: Vec::new(),
        };
        let mut index = HashMap::new();
        for (at, node) in nodes.iter().enumerate() {
            let source = source(node, &format!("{place}[{at}]"), names)?;
            if let Some(first) = index.insert(source.id, at) {
                let (id, at) = (source.id.to_owned(), format!("{place}[{at}]"));
                return Err(ImportError::DuplicateId { id, at, first: format!("{place}[{first}]") });
            }
            graph.sources.push(source);
        }
        graph.join(root, &format!("{at}edges"), &index)?;
        repeat::find_bodies(&mut graph, &place)?;
        Ok(graph)
    }

    fn join(
        &mut self,
        root: &'a Value,
        place: &str,
        index: &HashMap<&'a str, usize>,
    ) -> Result<(), ImportError> {
        let edges = root["edges"].as_array().map_or(&[][..], Vec::as_slice);
        if edges.len() > MAX_EDGES {
            let what = format!("there are {} edges, and at most {MAX_EDGES} are read", edges.len());
            return Err(ImportError::shape(place, what));
        }
        let mut seen = HashSet::new();
        for (at, edge) in edges.iter().enumerate() {
            let end = |name: &str| {
                let id = edge[name].as_str().unwrap_or_default();
                let missing =
                    || ImportError::MissingNode { id: id.to_owned(), at: format!("{place}[{at}].{name}") };
                index.get(id).copied().ok_or_else(missing)
            };
            let (from, to) = (end("source")?, end("target")?);
            let (source, target) = (handle(edge, "sourceHandle"), handle(edge, "targetHandle"));
            let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let output = word(&source["name"]);
            let field =
                word(if target["fieldName"].is_string() { &target["fieldName"] } else { &target["name"] });
            if seen.insert((from, output.clone(), to, field.clone())) {
                let plug = plug(&self.sources[from], &output, &source["output_types"]);
                let place = edge["sourceHandle"].as_str().unwrap_or_default();
                self.links.push(Link { from, output, to, field, plug, place });
            }
        }
        self.leaving = vec![Vec::new(); self.sources.len()];
        self.coming = vec![Vec::new(); self.sources.len()];
        self.fields = vec![HashMap::new(); self.sources.len()];
        for (at, link) in self.links.iter().enumerate() {
            self.leaving[link.from].push(at);
            self.coming[link.to].push(at);
            self.fields[link.to].entry(link.field.clone()).or_default().push(at);
        }
        let is_plug =
            |links: &Vec<usize>| !links.is_empty() && links.iter().all(|at| self.links[*at].plug.is_some());
        self.plugs = self.leaving.iter().map(is_plug).collect();
        self.circles = circles(self);
        Ok(())
    }

    /// Links into a field, in the order of the document.
    pub fn into(&self, at: usize, field: &str) -> impl Iterator<Item = &Link<'a>> {
        self.fields[at].get(field).into_iter().flatten().map(|link| &self.links[*link])
    }

    /// Links out of a component.
    pub fn out_of(&self, at: usize) -> impl Iterator<Item = &Link<'a>> {
        self.leaving[at].iter().map(|link| &self.links[*link])
    }

    /// What is plugged into a component.
    pub fn plugged(&self, at: usize, kind: Plug) -> Vec<usize> {
        let coming = self.coming[at].iter().map(|link| &self.links[*link]);
        coming.filter(|link| link.plug == Some(kind)).map(|link| link.from).collect()
    }

    /// The model that is plugged into a component.
    pub fn model_of(&self, at: usize) -> Option<usize> {
        let coming = self.coming[at].iter().map(|link| &self.links[*link]);
        coming.filter(|link| link.plug == Some(Plug::Model)).map(|link| link.from).next()
    }

    /// Whether a component is only a part of others.
    pub fn is_plug(&self, at: usize) -> bool {
        self.plugs[at]
    }

    /// Whether what one gives comes to the other and back, outside of loops.
    pub fn are_in_a_circle(&self, one: usize, other: usize) -> bool {
        self.circles[one].is_some() && self.circles[one] == self.circles[other]
    }

    /// Whether no edge touches it.
    pub fn is_alone(&self, at: usize) -> bool {
        self.leaving[at].is_empty() && self.coming[at].is_empty()
    }

    /// Whether an edge leads back to the loop that it came from.
    pub fn leads_back(&self, link: &Link<'_>) -> bool {
        self.sources[link.to].kind == Kind::Loop && link.field == "item"
    }
}

/// Circles that are not those of loops.
fn circles(graph: &Graph<'_>) -> Vec<Option<usize>> {
    let mut drawn = DiGraph::<(), ()>::new();
    let nodes: Vec<_> = graph.sources.iter().map(|_| drawn.add_node(())).collect();
    let mut found = vec![None; nodes.len()];
    // Nothing can lead to where runs begin.
    let leads_on = |link: &&Link<'_>| {
        link.plug.is_none() && !graph.leads_back(link) && !graph.sources[link.to].kind.is_input()
    };
    for link in graph.links.iter().filter(leads_on) {
        drawn.add_edge(nodes[link.from], nodes[link.to], ());
        if link.from == link.to {
            found[link.from] = Some(nodes.len() + link.from);
        }
    }
    for (circle, parts) in kosaraju_scc(&drawn).into_iter().enumerate().filter(|(_, parts)| parts.len() > 1) {
        for part in parts {
            found[part.index()] = Some(circle);
        }
    }
    found
}

fn source<'a>(node: &'a Value, place: &str, names: &mut Names) -> Result<Source<'a>, ImportError> {
    let id = node["id"].as_str().filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| ImportError::shape(place, "a node without an id"))?;
    let name = node["data"]["type"].as_str().ok_or_else(|| {
        ImportError::shape(format!("{place} (id ‘{id}’)"), "a node without a type (data.type)")
    })?;
    let data = &node["data"]["node"];
    let title = data["display_name"].as_str().unwrap_or_default().trim();
    let at = &node["position"];
    let position = at["x"].as_f64().zip(at["y"].as_f64()).map(|(x, y)| Position { x, y });
    let mut source = Source {
        id,
        outer: node["type"].as_str().unwrap_or_default(),
        name,
        kind: Kind::Other,
        title: if title.is_empty() { name } else { title },
        data,
        template: &data["template"],
        whole: node,
        parent: None,
        position,
        node: NodeId::START.into(),
    };
    source.kind = Kind::of(&source);
    if !matches!(source.kind, Kind::ChatInput | Kind::Webhook | Kind::Note) {
        source.node = names.node(source.title, name);
    }
    Ok(source)
}

/// A handle as an object. As a text it is JSON with another letter in the place of its quotes.
fn handle(edge: &Value, name: &str) -> Value {
    let object = &edge["data"][name];
    if object.is_object() {
        return object.clone();
    }
    let text = edge[name].as_str().unwrap_or_default().replace('œ', "\"");
    serde_json::from_str(&text).unwrap_or_default()
}

fn plug(from: &Source<'_>, output: &str, types: &Value) -> Option<Plug> {
    let own = from.outputs().find(|known| known["name"] == output).map(|known| &known["types"]);
    let types = types.as_array().or_else(|| own.and_then(Value::as_array)).map_or(&[][..], Vec::as_slice);
    let is = |name: &str| types.iter().any(|kind| kind == name);
    match output {
        _ if is("LanguageModel") => Some(Plug::Model),
        _ if is("Embeddings") => Some(Plug::Embeddings),
        _ if is("Tool") => Some(Plug::Tool),
        _ if is("VectorStore") || is("Retriever") || is("BaseChatMemory") || is("Memory") => {
            Some(Plug::Other)
        }
        "model_output" => Some(Plug::Model),
        "embeddings" => Some(Plug::Embeddings),
        "component_as_tool" | "api_build_tool" => Some(Plug::Tool),
        "vectorstoreconnection" => Some(Plug::Other),
        _ => None,
    }
}
