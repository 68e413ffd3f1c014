//! What runs before what. There only values say it; here edges do.

use super::graph::{Graph, Link};
use super::kind::Kind;
use super::think::route_ports;
use super::values::route;
use super::work::Work;
use crate::id::{NodeId, PortId};
use crate::import::draft;
use crate::import::rhai_text::hole;
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// In a drawing with more edges than this, ways that say nothing new stay.
const MOST_SPARED: usize = 2_000;

/// An edge between components of one level; from the beginning of that level when there is no `from`.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Way {
    from: Option<usize>,
    port: String,
    to: usize,
}

pub(super) fn draw(work: &mut Work<'_, '_>) {
    let graph = work.graph;
    let mut ways: Vec<Way> = Vec::new();
    let mut seen: HashSet<Way> = HashSet::new();
    for link in graph.links.iter().filter(|link| link.plug.is_none() && !graph.leads_back(link)) {
        if let Some(way) = way(work, link)
            && seen.insert(way.clone())
        {
            ways.push(way);
        }
    }
    let led: HashSet<usize> = ways.iter().map(|way| way.to).collect();
    for at in 0..graph.sources.len() {
        if work.kinds.contains_key(&at) && !led.contains(&at) && !graph.is_alone(at) {
            ways.push(Way { from: None, port: PortId::OUT.to_owned(), to: at });
        }
    }
    for way in spared(graph, ways) {
        let to = graph.sources[way.to].node.clone();
        match (way.from, graph.sources[way.to].parent) {
            (Some(from), _) => work.draft.edge(graph.sources[from].node.as_str(), &way.port, &to),
            (None, None) => work.draft.edge(NodeId::START, PortId::OUT, &to),
            (None, Some(around)) => work.draft.edge(graph.sources[around].node.as_str(), PortId::BODY, &to),
        }
    }
    for at in 0..graph.sources.len() {
        if graph.sources[at].kind == Kind::Loop && work.kinds.get(&at).is_some_and(|kind| kind == "map") {
            result(work, at);
        }
    }
}

/// The way that a link stands for; what cannot be drawn is told.
fn way(work: &mut Work<'_, '_>, link: &Link<'_>) -> Option<Way> {
    let graph = work.graph;
    let (from, to) = (&graph.sources[link.from], &graph.sources[link.to]);
    if !work.kinds.contains_key(&link.to) {
        let what = format!("An edge comes to it from ‘{}’, and nothing can lead there.", from.title);
        work.draft.not_carried(&to.original(), None, what);
        return None;
    }
    let outside = |work: &mut Work<'_, '_>, why: &str| {
        work.lost(link.from, format!("Its edge to ‘{}’ was left out: {why}.", to.title));
        None
    };
    if from.kind.is_input() {
        return Some(Way { from: None, port: PortId::OUT.to_owned(), to: graph.on_level(link.to, None)? });
    }
    if from.kind == Kind::Loop && link.output == "item" {
        // The first of a body have nothing before them in it, so they are found by that.
        return match graph.on_level(link.to, Some(link.from)) {
            Some(to) => Some(Way { from: None, port: PortId::OUT.to_owned(), to }),
            None => outside(work, "it does not lead back to the loop"),
        };
    }
    let port = match port(work, link) {
        Ok(port) => port,
        Err(why) => return outside(work, &why),
    };
    match graph.on_level(link.to, from.parent) {
        Some(to) if to == link.from => outside(work, "it leads into its own body"),
        Some(to) => Some(Way { from: Some(link.from), port, to }),
        None => outside(work, "it leads out of a loop; behind one there is only what led back to it"),
    }
}

fn port(work: &Work<'_, '_>, link: &Link<'_>) -> Result<String, String> {
    let source = &work.graph.sources[link.from];
    let nothing = || Err(format!("there is no way ‘{}’ here", link.output));
    match (work.kinds.get(&link.from).map(String::as_str), link.output.as_str()) {
        (Some("condition"), "true_result") => Ok("yes".to_owned()),
        (Some("condition"), "false_result") => Ok("no".to_owned()),
        (Some("condition"), _) => nothing(),
        (Some("classify"), "default_result") => Ok("none".to_owned()),
        (Some("classify"), output) => {
            route(output).and_then(|nth| route_ports(source).into_iter().nth(nth)).map_or_else(nothing, Ok)
        }
        (Some("end") | None, _) => nothing(),
        (Some(_), _) => Ok(PortId::OUT.to_owned()),
    }
}

/// Without the ways that say nothing new: where another one leads from the same beginning to the same end,
/// its steps have to be waited for anyway.
fn spared(graph: &Graph<'_>, ways: Vec<Way>) -> Vec<Way> {
    if ways.len() > MOST_SPARED {
        return ways;
    }
    let begin = |way: &Way| {
        (way.from, way.port.clone(), if way.from.is_none() { graph.sources[way.to].parent } else { None })
    };
    let mut begun: HashMap<_, Vec<usize>> = HashMap::new();
    let (mut behind, mut before): (HashMap<usize, Vec<usize>>, HashMap<usize, Vec<usize>>) =
        Default::default();
    for way in &ways {
        begun.entry(begin(way)).or_default().push(way.to);
        if let Some(from) = way.from {
            behind.entry(from).or_default().push(way.to);
            before.entry(way.to).or_default().push(from);
        }
    }
    let says_nothing = |way: &Way| {
        let last: HashSet<usize> = before
            .get(&way.to)
            .into_iter()
            .flatten()
            .copied()
            .filter(|from| Some(*from) != way.from)
            .collect();
        let mut reached: HashSet<usize> = HashSet::from([way.to]);
        let mut open: Vec<usize> = if last.is_empty() { Vec::new() } else { begun[&begin(way)].clone() };
        while let Some(at) = open.pop() {
            if reached.insert(at) {
                if last.contains(&at) {
                    return true;
                }
                open.extend(behind.get(&at).into_iter().flatten());
            }
        }
        false
    };
    let keep: Vec<bool> = ways.iter().map(|way| !says_nothing(way)).collect();
    ways.iter().zip(keep).filter(|(_, keep)| *keep).map(|(way, _)| way.clone()).collect()
}

/// Ends the body of a loop with what led back to it.
fn result(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let links: Vec<&Link<'_>> = graph.into(at, "item").collect();
    for link in links {
        let from = &graph.sources[link.from];
        let value = match graph.value(link) {
            Ok(value) if draft::parses(&value.one()) => value.one(),
            Ok(_) => draft::missing("the item"),
            Err(why) => {
                work.lost(at, format!("What led back to it was not carried over: {why}."));
                draft::missing("the item")
            }
        };
        let port = port(work, link).ok().filter(|_| from.parent == Some(at));
        let Some(port) = port else {
            work.lost(at, format!("The edge that led back from ‘{}’ was left out.", from.title));
            continue;
        };
        let id = work.draft.names.node(&format!("{}_result", source.node), "end");
        let mut end = draft::node(&id, "end", "Result", json!({ "output": { "value": hole(&value) } }));
        end.parent = Some(source.node.clone());
        work.draft.flow.nodes.push(end);
        work.draft.edge(from.node.as_str(), &port, &id);
    }
}

impl Graph<'_> {
    /// A component, or the loop around it, that lies on a level.
    fn on_level(&self, at: usize, level: Option<usize>) -> Option<usize> {
        let mut at = at;
        for _ in 0..=self.sources.len() {
            if self.sources[at].parent == level {
                return Some(at);
            }
            at = self.sources[at].parent?;
        }
        None
    }
}
