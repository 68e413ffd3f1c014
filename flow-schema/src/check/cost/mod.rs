//! The most that one run can use up: model calls, and money where prices are known. A bound that
//! holds for every run, retries and second questions included; of branches that exclude each other
//! only the dearest counts.

mod amount;
mod calls;

use super::report::{Report, words};
use super::scope::{Scope, type_of};
use super::{Analysis, Environment, NodeFacts, codes};
use crate::compile;
use crate::id::NodeId;
use crate::kind::is_container;
use crate::said::said;
use amount::Amount;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use utoipa::ToSchema;

/// What one run can cost at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Cost {
    /// Questions to models: retries, and asking again for an answer that does not fit, included.
    pub model_calls: Bound,
    /// In millionths of the currency of the prices; `None` when a price is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub money_micros: Option<Bound>,
    /// Nodes whose cost is not known and not counted: flows that are not published here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<NodeId>>")]
    pub not_counted: Vec<NodeId>,
}

impl Cost {
    /// Of what does not run.
    pub(crate) fn nothing() -> Self {
        Self { model_calls: Bound::AtMost(0), money_micros: None, not_counted: Vec::new() }
    }
}

/// A number that is never exceeded, or the node because of which there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Bound {
    AtMost(#[ts(type = "number")] u64),
    /// Only what the engine allows at most ends it.
    Unbounded {
        node: NodeId,
    },
}

/// By innermost loop, what one round of it costs.
type ByLoop = BTreeMap<Option<usize>, Amount>;

pub(super) fn of(analysis: &Analysis<'_>, environment: &Environment) -> Cost {
    let counting = Counting { analysis, environment };
    let own: Vec<Amount> = (0..=analysis.nodes.len()).map(|vertex| counting.node(vertex)).collect();
    let mut memo: Vec<Option<ByLoop>> = vec![None; own.len()];
    // Dominators come before what they dominate, so the other way round children are ready.
    let order = analysis.graph.in_order();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); own.len()];
    for &vertex in &order {
        if let Some(parent) = analysis.graph.dominator(vertex) {
            children[parent].push(vertex);
        }
    }
    for &vertex in order.iter().rev() {
        let together = counting.together(vertex, own[vertex], &children[vertex], &mut memo);
        memo[vertex] = Some(together);
    }
    let whole = memo[0].take().unwrap_or_default();
    let total = whole
        .into_iter()
        .fold(Amount::NOTHING, |sum, (at, amount)| sum.and(amount.times(counting.rounds(at))));
    let bound = |number: u64| match total.unbounded {
        Some(vertex) => Bound::Unbounded { node: NodeId::from(analysis.id(vertex)) },
        None => Bound::AtMost(number),
    };
    let unknown = analysis.nodes.iter().filter(|facts| {
        let flow = facts.config["flow"].as_str().unwrap_or_default();
        facts.node.kind == "subflow"
            && environment.published.get(flow).is_none_or(|known| known.cost.is_none())
    });
    Cost {
        model_calls: bound(total.calls),
        money_micros: if environment.prices.is_empty() { None } else { total.micros.map(bound) },
        not_counted: unknown.map(|facts| facts.node.id.clone()).collect(),
    }
}

pub(super) fn check(analysis: &Analysis<'_>, cost: &Cost, environment: &Environment, report: &mut Report) {
    if let Bound::Unbounded { node } = &cost.model_calls {
        let cause = said!(
            "‘{node}’ repeats model calls for a list of any length, so one run may cost any amount",
            node
        );
        let mend = said!("bound the list: give its schema maxItems, or search for fewer");
        report.node(&codes::UNBOUNDED_COST, node, unbounded_field(analysis, node), words(cause, mend));
    }
    let over = |spent: Option<&Bound>, most: Option<u64>| match (spent, most) {
        (Some(Bound::AtMost(spent)), Some(most)) if *spent > most => Some((*spent, most)),
        _ => None,
    };
    let mend = || said!("bound its loops more tightly, retry less, or raise the budget");
    if let Some((calls, most)) = over(Some(&cost.model_calls), environment.budget.model_calls) {
        let cause = said!("one run may ask models {calls} times, and its budget is {most}", calls, most);
        report.flow(&codes::OVER_BUDGET, "/nodes", words(cause, mend()));
    }
    if let Some((micros, most)) = over(cost.money_micros.as_ref(), environment.budget.money_micros) {
        let cause = said!(
            "one run may cost {cost}, and its budget is {most}",
            cost = money(micros),
            most = money(most)
        );
        report.flow(&codes::OVER_BUDGET, "/nodes", words(cause, mend()));
    }
}

fn unbounded_field(analysis: &Analysis<'_>, node: &NodeId) -> &'static str {
    let facts = analysis.vertices.get(node.as_str()).and_then(|vertex| analysis.node(*vertex));
    if facts.is_some_and(|facts| facts.node.kind == "map") { "/config/items" } else { "" }
}

fn money(micros: u64) -> String {
    format!("{}.{:02}", micros / 1_000_000, micros % 1_000_000 / 10_000)
}

struct Counting<'c, 'a> {
    analysis: &'c Analysis<'a>,
    environment: &'c Environment,
}

impl Counting<'_, '_> {
    /// A node with all that it dominates.
    fn together(
        &self,
        vertex: usize,
        own: Amount,
        children: &[usize],
        memo: &mut [Option<ByLoop>],
    ) -> ByLoop {
        let graph = &self.analysis.graph;
        let here = self.key(vertex);
        let mut sum = ByLoop::from([(here, own)]);
        let mut branches: BTreeMap<&str, ByLoop> = BTreeMap::new();
        // A body is no branch. And what a cycle in a body costs is counted with its nodes, round for
        // round, so that its branches must be added up.
        let exclusive = self.analysis.node(vertex).is_some_and(|facts| {
            let cycles = facts.node.parent.is_some() && graph.in_loop[vertex].is_some();
            !is_container(&facts.node.kind) && !cycles
        });
        for &child in children {
            let Some(amounts) = memo[child].take() else { continue };
            let mut ports = graph.incoming[child].iter().map(|&edge| &graph.edges[edge]);
            let first = ports.next();
            // Reached by one port of this node and no other way: a branch.
            let port = first.filter(|edge| edge.from == vertex && exclusive).map(|edge| edge.port.as_str());
            let branch =
                port.filter(|port| ports.all(|edge| edge.from == vertex && edge.port.as_str() == *port));
            let into = branch.map_or(&mut sum, |port| branches.entry(port).or_default());
            for (at, amount) in amounts {
                let total = into.entry(at).or_insert(Amount::NOTHING);
                *total = total.and(amount);
            }
        }
        let mut dearest = ByLoop::new();
        for branch in branches.into_values() {
            for (at, amount) in self.folded(branch, here) {
                let most = dearest.entry(at).or_insert(Amount::NOTHING);
                *most = most.or(amount);
            }
        }
        for (at, amount) in dearest {
            let total = sum.entry(at).or_insert(Amount::NOTHING);
            *total = total.and(amount);
        }
        sum
    }

    /// Loops that lie inside this one, as a part of its round.
    fn folded(&self, amounts: ByLoop, here: Option<usize>) -> ByLoop {
        let mut folded = ByLoop::new();
        for (at, amount) in amounts {
            let (at, count) = match self.rounds_within(at, here) {
                Some(count) => (here, count),
                None => (at, 1),
            };
            let total = folded.entry(at).or_insert(Amount::NOTHING);
            *total = total.and(amount.times(count));
        }
        folded
    }

    /// How often a loop's body runs in one round of an outer loop; `None` when it does not lie in it.
    fn rounds_within(&self, inner: Option<usize>, outer: Option<usize>) -> Option<u64> {
        let (mut at, mut count) = (inner, 1_u64);
        while at != outer {
            let found = &self.analysis.graph.loops[at?];
            let own = self.analysis.node(found.entry).and_then(|facts| facts.node.max_iterations);
            count = count.saturating_mul(own.unwrap_or(compile::DEFAULT_ITERATIONS).into());
            at = found.parent;
        }
        Some(count)
    }

    fn rounds(&self, at: Option<usize>) -> u64 {
        self.rounds_within(at, None).unwrap_or(1)
    }

    /// The loop in whose rounds a node is counted: of the outermost container around it.
    fn key(&self, vertex: usize) -> Option<usize> {
        let outermost = self.containers(vertex).last().map_or(vertex, |(container, _)| container);
        self.analysis.graph.in_loop[outermost]
    }

    /// The containers around a node, the nearest first.
    fn containers(&self, vertex: usize) -> impl Iterator<Item = (usize, &NodeFacts<'_>)> {
        let parent = |vertex: usize| {
            let parent = self.analysis.node(vertex)?.node.parent.as_ref()?;
            let vertex = *self.analysis.vertices.get(parent.as_str())?;
            Some((vertex, self.analysis.node(vertex)?))
        };
        // Bounded: parents may be drawn in a circle, which another check reports.
        std::iter::successors(parent(vertex), move |(vertex, _)| parent(*vertex))
            .take(self.analysis.nodes.len())
    }

    /// One node in one round of its loop; in a container, as often as that repeats it in all.
    fn node(&self, vertex: usize) -> Amount {
        let Some(facts) = self.analysis.node(vertex) else { return Amount::NOTHING };
        let mut amount = self.own(facts);
        if amount == Amount::NOTHING {
            return amount;
        }
        let mut inner = vertex;
        for (container, facts) in self.containers(vertex) {
            amount = amount.times(self.rounds(self.analysis.graph.in_loop[inner]));
            match repeats(self.analysis, container, facts) {
                Some(count) => amount = amount.times(count),
                None => amount.unbounded = amount.unbounded.or(Some(container)),
            }
            if let Some(kind) = &facts.kind {
                amount = amount.times(compile::attempts(facts.node, kind, &facts.config).into());
            }
            inner = container;
        }
        amount
    }
}

/// How often a container runs its body; `None` when the list it goes through may be of any length.
pub(super) fn repeats(analysis: &Analysis<'_>, vertex: usize, facts: &NodeFacts<'_>) -> Option<u64> {
    match facts.node.kind.as_str() {
        "loop" => facts.config["max_iterations"].as_u64(),
        "map" => {
            let items = facts.template.get("items")?;
            let scope = Scope::new(analysis, vertex);
            type_of(items, &scope).most_items()
        }
        _ => Some(1),
    }
}
