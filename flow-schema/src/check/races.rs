use super::report::{Report, words};
use super::{Analysis, codes};
use crate::json_schema::escape;
use crate::model::Reducer;
use std::collections::BTreeMap;

/// Pairs looked at per channel; a flow with more writers is told about the first ones.
const MAX_WRITERS: usize = 50;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    let mut writers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (vertex, facts) in analysis.vertices() {
        if facts.node.kind == "set_state" && analysis.graph.reachable[vertex] {
            for channel in facts.node.config.get("set").and_then(|set| set.as_object()).into_iter().flatten()
            {
                writers.entry(channel.0).or_default().push(vertex);
            }
        }
    }
    for (channel, writers) in writers {
        let replaces =
            analysis.flow.state.get(channel).is_some_and(|channel| channel.reducer == Reducer::Replace);
        if !replaces || writers.len() < 2 {
            continue;
        }
        let writers = &writers[..writers.len().min(MAX_WRITERS)];
        let reached: Vec<_> = writers.iter().map(|&vertex| analysis.graph.reached_from(vertex)).collect();
        for (at, &one) in writers.iter().enumerate() {
            for (offset, &other) in writers[at + 1..].iter().enumerate() {
                let ordered = reached[at][other] || reached[at + 1 + offset][one];
                if ordered || !at_the_same_time(analysis, one, other) {
                    continue;
                }
                let (Some(one), Some(other)) = (analysis.node(one), analysis.node(other)) else { continue };
                let cause = format!(
                    "‘{}’ and ‘{}’ may write ‘{channel}’ at the same time",
                    one.node.id, other.node.id
                );
                let mend = "write it after the branches meet, or use another reducer, such as append";
                let field = format!("/config/set/{}", escape(channel));
                report.node(&codes::RACE, &other.node.id, &field, words(cause, mend));
            }
        }
    }
}

/// Whether one port leads to both: then both branches are taken. Different ports of a decision
/// exclude each other.
fn at_the_same_time(analysis: &Analysis<'_>, one: usize, other: usize) -> bool {
    let graph = &analysis.graph;
    let fork = graph.common_dominator(one, other);
    let leads = |target: usize, vertex: usize| target == vertex || graph.reached_from(target)[vertex];
    let mut ports: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for &edge in &graph.outgoing[fork] {
        let edge = &graph.edges[edge];
        let (to_one, to_other) = ports.entry(edge.port.as_str()).or_default();
        *to_one |= leads(edge.to, one);
        *to_other |= leads(edge.to, other);
    }
    ports.values().any(|(to_one, to_other)| *to_one && *to_other)
}
