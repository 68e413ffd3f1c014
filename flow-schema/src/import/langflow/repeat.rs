//! The bodies of loops. There a loop is a circle: what its item leads to, and what leads back to it.

use super::graph::Graph;
use super::kind::Kind;
use crate::import::ImportError;

/// Deeper than anybody draws; the checks go into bodies one by one.
const DEEPEST: usize = 20;

/// Puts what lies in a circle into its loop.
pub(super) fn find_bodies(graph: &mut Graph<'_>, place: &str) -> Result<(), ImportError> {
    let loops: Vec<usize> =
        (0..graph.sources.len()).filter(|at| graph.sources[*at].kind == Kind::Loop).collect();
    let mut bodies: Vec<(usize, Vec<usize>)> =
        loops.iter().map(|at| (*at, body(graph, *at))).filter(|(_, body)| !body.is_empty()).collect();
    // The innermost loop has the last word.
    bodies.sort_by_key(|(_, body)| std::cmp::Reverse(body.len()));
    for (at, body) in &bodies {
        for inner in body {
            graph.sources[*inner].parent = Some(*at);
        }
    }
    // Loops that lie in each other repeat nothing; they are left as they are drawn.
    let circular: Vec<usize> =
        bodies.iter().map(|(at, _)| *at).filter(|at| lies_in_itself(graph, *at)).collect();
    for source in &mut graph.sources {
        if source.parent.is_some_and(|parent| circular.contains(&parent)) {
            source.parent = None;
        }
    }
    let depth = |at: &usize| {
        let around = std::iter::successors(Some(*at), |at| graph.sources[*at].parent);
        around.take(DEEPEST + 2).count()
    };
    match loops.iter().find(|at| depth(at) > DEEPEST) {
        Some(at) => {
            let what =
                format!("loops lie in each other more than {DEEPEST} deep, at ‘{}’", graph.sources[*at].id);
            Err(ImportError::shape(place, what))
        }
        None => Ok(()),
    }
}

fn lies_in_itself(graph: &Graph<'_>, at: usize) -> bool {
    let mut around = graph.sources[at].parent;
    for _ in 0..graph.sources.len() {
        match around {
            Some(parent) if parent == at => return true,
            Some(parent) => around = graph.sources[parent].parent,
            None => return false,
        }
    }
    // It hangs below a circle that it is no part of.
    true
}

/// What the item of a loop leads to and what leads back to it.
fn body(graph: &Graph<'_>, at: usize) -> Vec<usize> {
    let first = graph.out_of(at).filter(|link| link.output == "item").map(|link| link.to);
    let behind = spread(graph, at, first.collect(), true);
    let last = graph.into(at, "item").map(|link| link.from);
    let before = spread(graph, at, last.collect(), false);
    (0..graph.sources.len()).filter(|inner| behind[*inner] && before[*inner]).collect()
}

/// Everything that can be reached without the loop itself.
fn spread(graph: &Graph<'_>, without: usize, mut open: Vec<usize>, forward: bool) -> Vec<bool> {
    let mut reached = vec![false; graph.sources.len()];
    while let Some(at) = open.pop() {
        if at == without || std::mem::replace(&mut reached[at], true) {
            continue;
        }
        let links = if forward { &graph.leaving[at] } else { &graph.coming[at] };
        let steps = links.iter().map(|link| &graph.links[*link]).filter(|link| link.plug.is_none());
        open.extend(steps.map(|link| if forward { link.to } else { link.from }));
    }
    reached
}
