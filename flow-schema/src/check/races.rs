//! Branches that run at the same time and meet in a channel.

use super::report::{Mend, Report, words};
use super::{Analysis, NodeFacts, codes};
use crate::json_schema::escape;
use crate::model::{Join, Reducer};
use crate::said::said;
use std::collections::{BTreeMap, HashMap};

/// Writers looked at per channel; a flow with more is told about the first ones.
const MAX_WRITERS: usize = 50;
/// The same for nodes that read it.
const MAX_READERS: usize = 100;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    let mut branches = Branches { analysis, reached: HashMap::new() };
    let mut writers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (vertex, facts) in analysis.vertices().filter(|(vertex, _)| analysis.graph.reachable[*vertex]) {
        if facts.node.kind == "set_state" {
            let set = facts.node.config.get("set").and_then(|set| set.as_object());
            for channel in set.into_iter().flat_map(|set| set.keys()) {
                writers.entry(channel).or_default().push(vertex);
            }
        }
        if let Join::Quorum(wanted) = facts.node.join {
            quorum(&mut branches, vertex, wanted, report);
        }
    }
    let readers = readers(analysis, &writers);
    for (channel, writers) in writers {
        let Some(declared) = analysis.flow.state.get(channel) else { continue };
        let writers = &writers[..writers.len().min(MAX_WRITERS)];
        if declared.reducer == Reducer::Replace {
            pairs(&mut branches, channel, writers, report);
            in_each_item(analysis, channel, writers, report);
        }
        for (reader, field) in readers.get(channel).into_iter().flatten().take(MAX_READERS) {
            let Some(&writer) = writers
                .iter()
                .find(|&&writer| writer != *reader && branches.at_the_same_time(*reader, writer))
            else {
                continue;
            };
            let (reader, writer) = (analysis.id(*reader), analysis.id(writer));
            let cause = said!(
                "‘{reader}’ reads ‘{channel}’ while ‘{writer}’ may be writing it",
                reader,
                channel,
                writer
            );
            let mend = said!("read it after the branches meet, or write it before they part");
            report.node(&codes::STATE_RACE, &reader.into(), field, words(cause, mend));
        }
    }
}

/// By channel that is written somewhere: who reads it, and in which setting.
fn readers<'a>(
    analysis: &'a Analysis<'_>,
    writers: &BTreeMap<&'a str, Vec<usize>>,
) -> BTreeMap<&'a str, Vec<(usize, String)>> {
    let mut readers: BTreeMap<&str, Vec<(usize, String)>> = BTreeMap::new();
    if writers.is_empty() {
        return readers;
    }
    for (vertex, facts) in analysis.vertices().filter(|(vertex, _)| analysis.graph.reachable[*vertex]) {
        facts.expressions(&mut |field, expr| {
            for reference in expr.reference_list().iter().filter(|reference| reference.root() == "state") {
                let channel = reference.members().get(1).and_then(|name| writers.get_key_value(*name));
                let Some((&channel, _)) = channel else { continue };
                let of = readers.entry(channel).or_default();
                if of.last().is_none_or(|last| last.0 != vertex) {
                    of.push((vertex, field.to_owned()));
                }
            }
        });
    }
    readers
}

fn pairs(branches: &mut Branches<'_, '_>, channel: &str, writers: &[usize], report: &mut Report) {
    let analysis = branches.analysis;
    for (at, &one) in writers.iter().enumerate() {
        for &other in &writers[at + 1..] {
            if !branches.at_the_same_time(one, other) {
                continue;
            }
            let (Some(one), Some(other)) = (analysis.node(one), analysis.node(other)) else { continue };
            let cause = said!(
                "‘{one}’ and ‘{other}’ may write ‘{channel}’ at the same time",
                one = one.node.id,
                other = other.node.id,
                channel
            );
            let mend = said!("write it after the branches meet, or use another reducer, such as append");
            let field = format!("/config/set/{}", escape(channel));
            report.node(&codes::RACE, &other.node.id, &field, words(cause, mend));
        }
    }
}

/// The items of a For each are branches, too, unless they run one after the other.
fn in_each_item(analysis: &Analysis<'_>, channel: &str, writers: &[usize], report: &mut Report) {
    for facts in writers.iter().filter_map(|&writer| analysis.node(writer)) {
        let each = containers(analysis, facts).find(|container| {
            container.node.kind == "map" && container.config["concurrency"].as_u64() != Some(1)
        });
        if let Some(each) = each {
            let cause = said!(
                "items of ‘{each}’ run at the same time, and each writes ‘{channel}’",
                each = each.node.id,
                channel
            );
            let mend = said!(
                "take the results of the For each instead, use another reducer, or run one item at a time"
            );
            let field = format!("/config/set/{}", escape(channel));
            report.node(&codes::RACE, &facts.node.id, &field, words(cause, mend));
        }
    }
}

fn containers<'a>(
    analysis: &'a Analysis<'a>,
    facts: &'a NodeFacts<'a>,
) -> impl Iterator<Item = &'a NodeFacts<'a>> {
    let parent = |facts: &NodeFacts<'_>| {
        let vertex = *analysis.vertices.get(facts.node.parent.as_ref()?.as_str())?;
        analysis.node(vertex)
    };
    std::iter::successors(parent(facts), move |facts| parent(facts)).take(analysis.nodes.len())
}

/// Ways of which a run only ever takes one cannot make up a quorum.
fn quorum(branches: &mut Branches<'_, '_>, vertex: usize, wanted: u32, report: &mut Report) {
    let analysis = branches.analysis;
    let incoming = &analysis.graph.incoming[vertex];
    if wanted < 2 || incoming.len() < wanted as usize || incoming.len() > MAX_WRITERS {
        return;
    }
    let exclude = |branches: &mut Branches<'_, '_>| {
        incoming
            .iter()
            .enumerate()
            .all(|(at, &one)| incoming[at + 1..].iter().all(|&other| !branches.both_taken(one, other)))
    };
    if exclude(branches) {
        let id = analysis.id(vertex);
        let cause = said!(
            "‘{id}’ waits for {wanted} ways, and a run takes only one of them, so it never starts",
            id,
            wanted
        );
        let mend = said!("wait for one: join any");
        let any = Mend::set_at(&id.into(), "/join", "any".into());
        report.node(&codes::BAD_QUORUM, &id.into(), "/join/quorum", words(cause, mend).fixed(Some(any)));
    }
}

struct Branches<'b, 'a> {
    analysis: &'b Analysis<'a>,
    reached: HashMap<usize, Vec<bool>>,
}

impl Branches<'_, '_> {
    fn leads(&mut self, from: usize, to: usize) -> bool {
        let graph = &self.analysis.graph;
        self.reached.entry(from).or_insert_with(|| graph.reached_from(from))[to]
    }

    /// Whether two nodes may run side by side: neither comes before the other, and one port of the
    /// node at which their ways part leads to both. Different ports of a decision exclude each other.
    fn at_the_same_time(&mut self, one: usize, other: usize) -> bool {
        if self.leads(one, other) || self.leads(other, one) {
            return false;
        }
        let graph = &self.analysis.graph;
        let fork = graph.common_dominator(one, other);
        self.one_port(fork, |branches, edge| {
            let to = graph.edges[edge].to;
            (to == one || branches.leads(to, one), to == other || branches.leads(to, other))
        })
    }

    /// The same for two edges, which one run would have to take both.
    fn both_taken(&mut self, one: usize, other: usize) -> bool {
        let graph = &self.analysis.graph;
        let (a, b) = (graph.edges[one].from, graph.edges[other].from);
        let fork = graph.common_dominator(a, b);
        self.one_port(fork, |branches, edge| {
            let to = graph.edges[edge].to;
            let mut leads = |end: usize, from: usize| {
                edge == end || from != fork && (to == from || branches.leads(to, from))
            };
            (leads(one, a), leads(other, b))
        })
    }

    fn one_port(&mut self, fork: usize, mut leads: impl FnMut(&mut Self, usize) -> (bool, bool)) -> bool {
        let graph = &self.analysis.graph;
        let mut ports: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
        for &edge in &graph.outgoing[fork] {
            let (to_one, to_other) = leads(self, edge);
            let port = ports.entry(graph.edges[edge].port.as_str()).or_default();
            port.0 |= to_one;
            port.1 |= to_other;
        }
        ports.values().any(|(to_one, to_other)| *to_one && *to_other)
    }
}
