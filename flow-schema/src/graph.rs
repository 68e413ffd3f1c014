//! The shape of a flow: who leads where, what must have happened before, and which cycles are loops.
//!
//! Knows nothing of kinds or configs beyond the port an edge leaves by. Vertex 0 is `start`; vertex
//! `i + 1` is the document's node `i`.

use crate::id::PortId;
use petgraph::algo::dominators::{self, Dominators};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

#[derive(Clone, Debug)]
pub(crate) struct GraphEdge {
    pub from: usize,
    pub port: PortId,
    pub to: usize,
}

/// A natural loop.
#[derive(Clone, Debug)]
pub(crate) struct Loop {
    pub entry: usize,
    /// In index order, the entry included.
    pub body: Vec<usize>,
    /// Indices of edges.
    pub back: Vec<usize>,
    /// Index of the next larger loop around it.
    pub parent: Option<usize>,
}

/// A cycle that can be entered at more than one node.
#[derive(Clone, Debug)]
pub(crate) struct Tangle {
    pub entries: Vec<usize>,
    pub nodes: Vec<usize>,
}

#[derive(Debug)]
pub(crate) struct Graph {
    pub edges: Vec<GraphEdge>,
    /// Edge indices by vertex.
    pub outgoing: Vec<Vec<usize>>,
    pub incoming: Vec<Vec<usize>>,
    pub reachable: Vec<bool>,
    /// Larger loops first.
    pub loops: Vec<Loop>,
    /// The innermost loop of each vertex.
    pub in_loop: Vec<Option<usize>>,
    /// By edge: the loop it leads back to.
    pub back: Vec<Option<usize>>,
    pub tangles: Vec<Tangle>,
    plain: DominatorTree,
    /// Of the graph in which every node is split in two: started, and succeeded.
    split: DominatorTree,
}

impl Graph {
    pub fn new(vertices: usize, edges: Vec<GraphEdge>) -> Self {
        let mut outgoing = vec![Vec::new(); vertices];
        let mut incoming = vec![Vec::new(); vertices];
        for (at, edge) in edges.iter().enumerate() {
            outgoing[edge.from].push(at);
            incoming[edge.to].push(at);
        }
        let plain = DominatorTree::new(vertices, edges.iter().map(|edge| (edge.from, edge.to)));
        let started_succeeded = (0..vertices).map(|vertex| (vertex, vertices + vertex));
        let leaving = edges.iter().map(|edge| match edge.port.as_str() {
            // A body runs while its container does.
            PortId::ERROR | PortId::BODY => (edge.from, edge.to),
            _ => (vertices + edge.from, edge.to),
        });
        let split = DominatorTree::new(2 * vertices, started_succeeded.chain(leaving));
        let reachable = (0..vertices).map(|vertex| plain.is_reached(vertex)).collect();
        let mut graph = Self {
            back: vec![None; edges.len()],
            in_loop: vec![None; vertices],
            loops: Vec::new(),
            tangles: Vec::new(),
            edges,
            outgoing,
            incoming,
            reachable,
            plain,
            split,
        };
        graph.find_loops();
        graph.find_tangles();
        graph
    }

    pub fn len(&self) -> usize {
        self.outgoing.len()
    }

    /// Reachable vertices, each after those that lead to it, back edges of loops aside.
    pub fn in_order(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut seen = vec![false; self.len()];
        let mut open = vec![(0, 0)];
        seen[0] = true;
        while let Some((vertex, next)) = open.last_mut() {
            match self.outgoing[*vertex].get(*next) {
                Some(&edge) => {
                    *next += 1;
                    let to = self.edges[edge].to;
                    if !seen[to] {
                        seen[to] = true;
                        open.push((to, 0));
                    }
                }
                None => {
                    order.push(*vertex);
                    open.pop();
                }
            }
        }
        order.reverse();
        order
    }

    /// Whether `a` has succeeded whenever `b` starts, by the shape of the graph alone.
    pub fn succeeded_before(&self, a: usize, b: usize) -> bool {
        self.split.dominates(self.len() + a, b)
    }

    /// The nearest vertex through which every way to `a` and every way to `b` leads.
    pub fn common_dominator(&self, a: usize, b: usize) -> usize {
        let mut vertex = a;
        while !self.plain.dominates(vertex, b) {
            match self.plain.parent[vertex] {
                Some(parent) => vertex = parent,
                None => return 0,
            }
        }
        vertex
    }

    /// The nearest vertex through which every way to this one leads.
    pub fn dominator(&self, vertex: usize) -> Option<usize> {
        self.plain.parent[vertex]
    }

    /// All vertices that can be reached from `from` by at least one edge.
    pub fn reached_from(&self, from: usize) -> Vec<bool> {
        self.flood(from, |_| true)
    }

    /// Vertices that can be reached from `from` along edges (indices) that `follow` allows.
    pub fn flood(&self, from: usize, mut follow: impl FnMut(usize) -> bool) -> Vec<bool> {
        let mut seen = vec![false; self.len()];
        let mut open = vec![from];
        while let Some(vertex) = open.pop() {
            for &edge in &self.outgoing[vertex] {
                let to = self.edges[edge].to;
                if !seen[to] && follow(edge) {
                    seen[to] = true;
                    open.push(to);
                }
            }
        }
        seen
    }

    fn find_loops(&mut self) {
        let mut entries: Vec<usize> = Vec::new();
        let mut back_edges: Vec<Vec<usize>> = vec![Vec::new(); self.len()];
        for (at, edge) in self.edges.iter().enumerate() {
            if self.reachable[edge.from] && self.plain.dominates(edge.to, edge.from) {
                if back_edges[edge.to].is_empty() {
                    entries.push(edge.to);
                }
                back_edges[edge.to].push(at);
            }
        }
        let mut loops: Vec<Loop> =
            entries.into_iter().map(|entry| self.natural_loop(entry, &back_edges[entry])).collect();
        loops.sort_by_key(|found| (std::cmp::Reverse(found.body.len()), found.entry));
        for (at, found) in loops.iter_mut().enumerate() {
            // Larger ones come first, so the last that contains the entry is the innermost around it.
            found.parent = self.in_loop[found.entry];
            for &vertex in &found.body {
                self.in_loop[vertex] = Some(at);
            }
            for &edge in &found.back {
                self.back[edge] = Some(at);
            }
        }
        self.loops = loops;
    }

    fn natural_loop(&self, entry: usize, back: &[usize]) -> Loop {
        let mut inside = vec![false; self.len()];
        inside[entry] = true;
        let mut open: Vec<usize> = Vec::new();
        for &edge in back {
            let from = self.edges[edge].from;
            if !inside[from] {
                inside[from] = true;
                open.push(from);
            }
        }
        while let Some(vertex) = open.pop() {
            for &edge in &self.incoming[vertex] {
                let from = self.edges[edge].from;
                if self.reachable[from] && !inside[from] {
                    inside[from] = true;
                    open.push(from);
                }
            }
        }
        let body = (0..self.len()).filter(|&vertex| inside[vertex]).collect();
        Loop { entry, body, back: back.to_vec(), parent: None }
    }

    /// What is still a cycle without the back edges of loops has more than one entry.
    fn find_tangles(&mut self) {
        let forward = self.edges.iter().enumerate().filter(|(at, _)| self.back[*at].is_none());
        let pairs: Vec<_> = forward.map(|(_, edge)| (edge.from, edge.to)).collect();
        let graph = petgraph_of(self.len(), pairs.iter().copied());
        for component in tarjan_scc(&graph) {
            let nodes: Vec<usize> = component.iter().map(|vertex| vertex.index()).collect();
            let mut member = vec![false; if nodes.len() > 1 { self.len() } else { 0 }];
            if nodes.len() < 2 || !self.reachable[nodes[0]] {
                continue;
            }
            nodes.iter().for_each(|&vertex| member[vertex] = true);
            let entered = |vertex: &&usize| {
                pairs.iter().any(|&(from, to)| to == **vertex && !member[from] && self.reachable[from])
            };
            let mut entries: Vec<usize> = nodes.iter().filter(entered).copied().collect();
            entries.sort_unstable();
            let mut nodes = nodes;
            nodes.sort_unstable();
            self.tangles.push(Tangle { entries, nodes });
        }
    }
}

fn petgraph_of(vertices: usize, edges: impl Iterator<Item = (usize, usize)>) -> DiGraph<(), ()> {
    let mut graph = DiGraph::with_capacity(vertices, vertices);
    for _ in 0..vertices {
        graph.add_node(());
    }
    for (from, to) in edges {
        graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
    }
    graph
}

/// Dominators as a tree with numbered intervals, so that asking costs nothing.
#[derive(Debug)]
struct DominatorTree {
    parent: Vec<Option<usize>>,
    enter: Vec<usize>,
    leave: Vec<usize>,
}

const UNREACHED: usize = usize::MAX;

impl DominatorTree {
    fn new(vertices: usize, edges: impl Iterator<Item = (usize, usize)>) -> Self {
        let graph = petgraph_of(vertices, edges);
        let dominators: Dominators<NodeIndex> = dominators::simple_fast(&graph, NodeIndex::new(0));
        let parent: Vec<Option<usize>> = (0..vertices)
            .map(|vertex| dominators.immediate_dominator(NodeIndex::new(vertex)).map(NodeIndex::index))
            .collect();
        let mut children = vec![Vec::new(); vertices];
        for (vertex, parent) in parent.iter().enumerate() {
            if let Some(parent) = parent {
                children[*parent].push(vertex);
            }
        }
        let mut tree = Self { parent, enter: vec![UNREACHED; vertices], leave: vec![0; vertices] };
        let mut clock = 0;
        let mut open = vec![(0, false)];
        while let Some((vertex, done)) = open.pop() {
            if done {
                tree.leave[vertex] = clock;
                continue;
            }
            tree.enter[vertex] = clock;
            clock += 1;
            open.push((vertex, true));
            open.extend(children[vertex].iter().map(|&child| (child, false)));
        }
        tree
    }

    fn is_reached(&self, vertex: usize) -> bool {
        self.enter[vertex] != UNREACHED
    }

    fn dominates(&self, a: usize, b: usize) -> bool {
        self.is_reached(a)
            && self.is_reached(b)
            && self.enter[a] <= self.enter[b]
            && self.enter[b] < self.leave[a]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(vertices: usize, edges: &[(usize, &str, usize)]) -> Graph {
        let edge = |&(from, port, to): &(usize, &str, usize)| GraphEdge { from, port: port.into(), to };
        Graph::new(vertices, edges.iter().map(edge).collect())
    }

    #[test]
    fn nested_loops_know_their_bodies_and_parents() {
        // 0 → 1 → 2 → 3 → 2 (inner), 3 → 1 (outer), 3 → 4
        let graph =
            graph(5, &[(0, "out", 1), (1, "out", 2), (2, "out", 3), (3, "a", 2), (3, "b", 1), (3, "c", 4)]);
        let loops: Vec<_> = graph.loops.iter().map(|l| (l.entry, l.body.clone(), l.parent)).collect();
        assert_eq!(loops, [(1, vec![1, 2, 3], None), (2, vec![2, 3], Some(0))]);
        assert_eq!(graph.in_loop, [None, Some(0), Some(1), Some(1), None]);
        assert_eq!(graph.back, [None, None, None, Some(1), Some(0), None]);
        assert!(graph.tangles.is_empty());
    }

    #[test]
    fn a_cycle_with_two_entries_is_a_tangle() {
        let graph = graph(4, &[(0, "out", 1), (1, "yes", 2), (1, "no", 3), (2, "out", 3), (3, "out", 2)]);
        assert!(graph.loops.is_empty());
        assert_eq!(graph.tangles[0].entries, [2, 3]);
    }

    #[test]
    fn success_is_not_known_behind_an_error_edge() {
        let graph = graph(4, &[(0, "out", 1), (1, "out", 2), (1, "error", 3), (2, "out", 3)]);
        assert!(graph.succeeded_before(1, 2));
        assert!(!graph.succeeded_before(1, 3));
    }
}
