use super::{Environment, depth};
use crate::expr::{Template, TemplateProblem};
use crate::finding::Finding;
use crate::graph::{Graph, GraphEdge};
use crate::id::{NodeId, PortId};
use crate::json_schema::{inline_refs, with_defaults};
use crate::kind::{KindRegistry, NodeKind, Port};
use crate::model::{Flow, Node};
use crate::off::SwitchedOn;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A flow, looked at once for all checks and for the compiler.
pub(crate) struct Analysis<'a> {
    pub flow: &'a Flow,
    pub kinds: &'a KindRegistry,
    /// One per node of the document; vertex `i + 1` of the graph.
    pub nodes: Vec<NodeFacts<'a>>,
    /// Only the edges whose ends exist.
    pub graph: Graph,
    /// Vertex by id; the first of several with one id.
    pub vertices: HashMap<&'a str, usize>,
    /// Vertices by the container they name as their parent.
    children: HashMap<&'a str, Vec<usize>>,
    /// Nodes of the document that are switched off, and not here.
    pub off: BTreeSet<NodeId>,
    /// The one finding there is then: what else could be told takes stack for each level.
    pub too_deep: Option<Finding>,
    /// Schema of the input, references inlined.
    pub input: Value,
    /// Schemas of the channels, references inlined.
    pub channels: BTreeMap<String, Value>,
}

pub(crate) struct NodeFacts<'a> {
    pub node: &'a Node,
    /// `None` when the kind is unknown.
    pub kind: Option<Arc<NodeKind>>,
    /// As written.
    pub written: Value,
    /// With the kind's defaults, schema references inlined.
    pub config: Value,
    pub ports: Vec<Port>,
    pub template: Template,
    pub problems: Vec<TemplateProblem>,
    /// Schema of the output, references inlined.
    pub output: Value,
}

impl<'a> Analysis<'a> {
    /// Of what is switched on.
    pub fn of(on: &'a SwitchedOn<'_>, kinds: &'a KindRegistry, environment: &Environment) -> Self {
        Self { off: on.off.clone(), ..Self::new(&on.flow, kinds, environment) }
    }

    /// Of all that is there, switched on or off.
    pub fn new(flow: &'a Flow, kinds: &'a KindRegistry, environment: &Environment) -> Self {
        let nodes: Vec<_> = flow.nodes.iter().map(|node| NodeFacts::new(node, flow, kinds)).collect();
        let mut vertices = HashMap::from([(NodeId::START, 0)]);
        for (at, node) in flow.nodes.iter().enumerate() {
            vertices.entry(node.id.as_str()).or_insert(at + 1);
        }
        let edges = flow.edges.iter().filter_map(|edge| {
            let (from, port) = split_source(&edge.from);
            let from = *vertices.get(from)?;
            let to = *vertices.get(edge.to.as_str())?;
            Some(GraphEdge { from, port: port.into(), to })
        });
        let graph = Graph::new(nodes.len() + 1, edges.collect());
        let inlined = |schema: &Value| inline_refs(schema, &flow.schemas);
        let channels = flow.state.iter().map(|(name, channel)| (name.clone(), inlined(&channel.schema)));
        let (input, channels) = (inlined(&flow.input), channels.collect());
        let mut children: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, node) in flow.nodes.iter().enumerate() {
            if let Some(parent) = &node.parent {
                children.entry(parent.as_str()).or_default().push(at + 1);
            }
        }
        let mut analysis = Self {
            flow,
            kinds,
            nodes,
            graph,
            vertices,
            children,
            off: BTreeSet::new(),
            too_deep: depth::too_deep(flow),
            input,
            channels,
        };
        if analysis.too_deep.is_none() {
            super::outputs::refine(&mut analysis, environment);
        }
        analysis
    }

    /// The node of a vertex; `None` for start.
    pub fn node(&self, vertex: usize) -> Option<&NodeFacts<'a>> {
        vertex.checked_sub(1).and_then(|at| self.nodes.get(at))
    }

    pub fn id(&self, vertex: usize) -> &str {
        self.node(vertex).map_or(NodeId::START, |facts| facts.node.id.as_str())
    }

    /// The nodes with their vertices.
    pub fn vertices(&self) -> impl Iterator<Item = (usize, &NodeFacts<'a>)> {
        self.nodes.iter().enumerate().map(|(at, facts)| (at + 1, facts))
    }

    /// The nodes that name this one as their parent.
    pub fn children(&self, id: &str) -> impl Iterator<Item = (usize, &NodeFacts<'a>)> {
        let vertices = self.children.get(id).map(Vec::as_slice).unwrap_or_default();
        vertices.iter().filter_map(|&vertex| Some((vertex, self.node(vertex)?)))
    }

    /// The same, and what is in them.
    pub fn descendants(&self, id: &str) -> Vec<&NodeFacts<'a>> {
        let mut found: Vec<&NodeFacts<'a>> = self.children(id).map(|(_, facts)| facts).collect();
        let mut next = 0;
        // Bounded: parents may be drawn in a circle, which another check reports.
        while next < found.len() && found.len() <= self.nodes.len() {
            let inner: Vec<_> = self.children(found[next].node.id.as_str()).map(|(_, facts)| facts).collect();
            found.extend(inner);
            next += 1;
        }
        found
    }

    /// Whether an edge leaves this port.
    pub fn has_edge(&self, vertex: usize, port: &str) -> bool {
        self.graph.outgoing[vertex].iter().any(|&edge| self.graph.edges[edge].port.as_str() == port)
    }
}

impl<'a> NodeFacts<'a> {
    fn new(node: &'a Node, flow: &Flow, kinds: &KindRegistry) -> Self {
        let kind = kinds.get(&node.kind).cloned();
        let written = Value::Object(node.config.clone());
        let Some(kind) = kind else {
            let template = Template::Literal(written.clone());
            let (config, output) = (written.clone(), Value::Bool(true));
            return Self {
                node,
                kind: None,
                written,
                config,
                ports: Vec::new(),
                template,
                problems: Vec::new(),
                output,
            };
        };
        let mut config = with_defaults(&written, &kind.config_schema);
        inline_schemas(&mut config, &kind.config_schema, flow);
        let (template, problems) = Template::parse_all(&config, &kind.config_schema);
        let ports = kind.ports(&config);
        let output = inline_refs(&kind.output_schema(&config), &flow.schemas);
        Self { node, kind: Some(kind), written, config, ports, template, problems, output }
    }

    /// One setting, as it is when it is known.
    pub fn setting(&self, name: &str) -> Option<Cow<'_, Template>> {
        match &self.template {
            // What holds no expression is a literal as a whole.
            Template::Literal(config) => Some(Cow::Owned(Template::Literal(config.get(name)?.clone()))),
            template => template.get(name).map(Cow::Borrowed),
        }
    }

    /// Every expression of the config with the pointer to it, from the node.
    pub fn expressions(&self, see: &mut dyn FnMut(&str, &crate::expr::Expr)) {
        self.template.visit(&mut |pointer, expr| see(&format!("/config{pointer}"), expr));
    }
}

/// Puts the flow's named schemas in the place of references, in fields that hold a schema.
fn inline_schemas(config: &mut Value, config_schema: &Value, flow: &Flow) {
    let Some(entries) = config.as_object_mut() else { return };
    for (name, value) in entries {
        if holds_schema(config_schema, name) {
            *value = inline_refs(value, &flow.schemas);
        }
    }
}

/// Whether a config field is a JSON Schema.
pub(super) fn holds_schema(config_schema: &Value, name: &str) -> bool {
    config_schema["properties"][name]["x-ui"]["widget"] == "json_schema"
}

/// `helped.no` is node `helped`, port `no`.
pub(crate) fn split_source(from: &str) -> (&str, &str) {
    from.split_once('.').unwrap_or((from, PortId::OUT))
}
