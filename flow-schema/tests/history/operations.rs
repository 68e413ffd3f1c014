//! What holds of every operation on every flow that is right.

use crate::{KINDS, SEEDS};
use flow_schema::Severity;
use flow_schema::check::{Environment, check};
use flow_schema::edit::{copy, extract_subflow, paste, rename_channel, rename_node};
use flow_schema::id::NodeId;
use flow_schema::model::Flow;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn errors(flow: &Flow) -> Vec<String> {
    let findings = check(flow, &KINDS).into_iter().filter(|finding| finding.severity == Severity::Error);
    findings.map(|finding| format!("{} {:?} {}", finding.code, finding.node, finding.cause)).collect()
}

#[test]
fn a_flow_is_as_right_after_a_rename_and_the_same_after_two() {
    for seed in SEEDS.iter() {
        for node in &seed.flow.nodes {
            let there = rename_node(seed, node.id.as_str(), "renamed_here", &KINDS).unwrap().revision;
            assert_eq!(errors(&there.flow), Vec::<String>::new(), "{}", node.id);
            let back = rename_node(&there, "renamed_here", node.id.as_str(), &KINDS).unwrap();
            assert_eq!(back.revision, *seed);
        }
        for channel in seed.flow.state.keys() {
            let there = rename_channel(seed, channel, "renamed_here", &KINDS).unwrap().revision;
            assert_eq!(errors(&there.flow), Vec::<String>::new(), "{channel}");
            assert_eq!(rename_channel(&there, "renamed_here", channel, &KINDS).unwrap().revision, *seed);
        }
    }
}

/// Pairs of nodes and single ones, of every seed.
#[test]
fn what_can_be_extracted_gives_two_flows_that_are_right() {
    let mut made = 0;
    for seed in SEEDS.iter() {
        let nodes = &seed.flow.nodes;
        for (at, first) in nodes.iter().enumerate() {
            for second in &nodes[at..] {
                let chosen = BTreeSet::from([first.id.clone(), second.id.clone()]);
                let Ok(parts) = extract_subflow(&seed.flow, &chosen, "part", &KINDS) else { continue };
                made += 1;
                let said = [errors(&parts.flow), errors(&parts.subflow)].concat();
                assert_eq!(said, Vec::<String>::new(), "{chosen:?}");
            }
        }
    }
    assert!(made > 30, "only {made} were possible");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_copy_pasted_beside_its_original_reads_nothing_that_is_not_there(
        seed in 0..SEEDS.len(), picked in prop::collection::vec(any::<usize>(), 1..6),
    ) {
        let flow = &SEEDS[seed].flow;
        let chosen: BTreeSet<NodeId> =
            picked.iter().map(|at| flow.nodes[at % flow.nodes.len()].id.clone()).collect();
        let fragment = copy(flow, &chosen, &KINDS);
        let pasted = paste(&fragment, flow, None, &KINDS, &Environment::default());
        prop_assert_eq!(pasted.missing, vec![]);
        let ids: BTreeSet<_> = pasted.flow.nodes.iter().map(|node| &node.id).collect();
        prop_assert_eq!(ids.len(), flow.nodes.len() + fragment.nodes.len());
        prop_assert_eq!(pasted.flow.edges.len(), flow.edges.len() + fragment.edges.len());
        let unknown = check(&pasted.flow, &KINDS).into_iter().filter(|finding| {
            // Taken out of a body or a cycle it may read `item` or `loop`, which is not its fault.
            let of_place = ["only a map has it", "is in no loop"].iter().any(|words| finding.cause.contains(words));
            finding.code == "FR031" && !of_place
        });
        prop_assert_eq!(unknown.map(|finding| finding.cause).collect::<Vec<_>>(), Vec::<String>::new());
    }
}
