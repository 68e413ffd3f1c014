use crate::edits::{Damaged, damaged, perform, steps, unordered};
use crate::{KINDS, SEEDS};
use flow_schema::canonical;
use flow_schema::diff::{Colour, Diff, Revision, apply, diff, render};
use flow_schema::edit::rename_node;
use flow_schema::merge::{Choice, merge};
use proptest::prelude::*;
use serde_json::{Value, json};

fn three_of_one_seed() -> impl Strategy<Value = [Damaged; 3]> {
    (0..SEEDS.len()).prop_flat_map(|seed| [damaged(seed), damaged(seed), damaged(seed)])
}

/// Whether every edge has both its ends.
fn is_connected(revision: &Revision) -> bool {
    let is_there = |id: &str| id == "start" || revision.flow.nodes.iter().any(|node| node.id.as_str() == id);
    revision.flow.edges.iter().all(|edge| is_there(edge.source().0.as_str()) && is_there(edge.to.as_str()))
}

/// Equal, or the difference in words.
fn same(got: &Revision, wanted: &Revision) -> Result<(), TestCaseError> {
    let said = if got == wanted { String::new() } else { render(&diff(wanted, got, &KINDS), Colour::No) };
    prop_assert!(got == wanted, "{said}\n{}\n{}", got.layout, wanted.layout);
    Ok(())
}

/// The layout follows renames and is otherwise not a diff's business.
fn without_layout(revision: &Revision) -> Revision {
    Revision { layout: Value::Null, ..revision.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_diff_applied_to_the_base_gives_the_head([base, head, _] in three_of_one_seed()) {
        let (base, head) = (base.revision, head.revision);
        let change = diff(&base, &head, &KINDS);
        let made = apply(&base, &change, &KINDS).unwrap();
        same(&without_layout(&made), &without_layout(&head))?;
        prop_assert_eq!(canonical::to_string(&made.flow), canonical::to_string(&head.flow));
        prop_assert_eq!(change.is_empty(), base.flow == head.flow && base.tests == head.tests);
        let read: Diff = serde_json::from_value(json!(change)).unwrap();
        prop_assert_eq!(read, change);
    }

    #[test]
    fn the_canonical_form_of_what_was_applied_or_merged_is_a_fixed_point([base, head, _] in three_of_one_seed()) {
        let (base, head) = (base.revision, head.revision);
        for revision in [&head, &merge(&base, &head, &SEEDS[0], &KINDS).revision] {
            let text = canonical::to_string(&revision.flow);
            let again: flow_schema::model::Flow = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(canonical::to_string(&again), text);
        }
    }

    #[test]
    fn a_side_that_did_nothing_adds_nothing([base, side, _] in three_of_one_seed()) {
        let (base, side) = (base.revision, side.revision);
        for (ours, theirs) in [(&side, &base), (&base, &side), (&side, &side)] {
            let merged = merge(&base, ours, theirs, &KINDS);
            prop_assert_eq!(&merged.conflicts, &vec![]);
            same(&without_layout(&merged.revision), &without_layout(&side))?;
        }
    }

    /// Whatever the two did: there is a flow at the end, a diff leads to it, and ours in the place of
    /// every conflict is what stands there already.
    #[test]
    fn a_merge_always_gives_a_whole_document(
        [base, ours, theirs] in three_of_one_seed(),
    ) {
        let (base, ours, theirs) = (base.revision, ours.revision, theirs.revision);
        // Of two nodes of one id nobody can say which one a conflict means.
        prop_assume!([&base, &ours, &theirs].into_iter().all(|revision| {
            let ids: std::collections::BTreeSet<_> = revision.flow.nodes.iter().map(|node| &node.id).collect();
            ids.len() == revision.flow.nodes.len()
        }));
        let merged = merge(&base, &ours, &theirs, &KINDS);
        let mut resolved = merged.clone();
        for conflict in &merged.conflicts {
            resolved.resolve(&conflict.place, &Choice::Ours, &KINDS).unwrap();
        }
        same(&resolved.revision, &merged.revision)?;
        prop_assert!(resolved.conflicts.is_empty());
        if [&ours, &theirs].into_iter().all(is_connected) {
            prop_assert!(is_connected(&merged.revision));
        }
        for theirs_too in merged.conflicts.iter().map(|conflict| &conflict.place) {
            let _ = merged.clone().resolve(theirs_too, &Choice::Theirs, &KINDS);
        }
    }

    #[test]
    fn edits_that_do_not_overlap_merge_to_what_both_orders_give(
        seed in 0..SEEDS.len(), first in steps(), second in steps(),
    ) {
        let base = &SEEDS[seed];
        let (ours, theirs) = (perform(base, base, &first, 0), perform(base, base, &second, 1));
        let merged = merge(base, &ours, &theirs, &KINDS);
        prop_assert_eq!(&merged.conflicts, &vec![]);
        let merged = unordered(&merged.revision);
        same(&merged, &unordered(&perform(base, &ours, &second, 1)))?;
        same(&merged, &unordered(&perform(base, &theirs, &first, 0)))?;
        // The same by diffs instead of by hand.
        let change = diff(base, &theirs, &KINDS);
        if change.nodes.iter().all(|item| item.was.is_none()) {
            same(&merged, &unordered(&apply(&ours, &change, &KINDS).unwrap()))?;
        }
    }

    #[test]
    fn a_rename_on_one_side_takes_the_other_side_s_edits_along(
        seed in 0..SEEDS.len(), node in any::<usize>(), edits in steps(), swapped in any::<bool>(),
    ) {
        let base = &SEEDS[seed];
        let own: Vec<_> = base.flow.nodes.iter().skip(1).step_by(2).collect();
        let id = own[node % own.len()].id.to_string();
        let rename = |revision: &Revision| rename_node(revision, &id, "renamed_here", &KINDS).unwrap().revision;
        let edited = perform(base, base, &edits, 0);
        let merged = match swapped {
            false => merge(base, &rename(base), &edited, &KINDS),
            true => merge(base, &edited, &rename(base), &KINDS),
        };
        prop_assert_eq!(&merged.conflicts, &vec![]);
        same(&unordered(&merged.revision), &unordered(&rename(&edited)))?;
    }

    /// Two people change the same word or two in a row: they must talk. Otherwise both words are new.
    #[test]
    fn words_of_one_text_that_lie_apart_merge(a in 0..20_usize, b in 0..20_usize) {
        let text = |changed: &[usize]| {
            let word = |at: usize| if changed.contains(&at) { format!("new{at}") } else { format!("old{at}") };
            (0..20).map(word).collect::<Vec<_>>().join(" ")
        };
        let with = |changed: &[usize]| {
            crate::edited(&SEEDS[0], |flow| crate::node(flow, "answer")["config"]["system"] = json!(text(changed)))
        };
        let merged = merge(&with(&[]), &with(&[a]), &with(&[b]), &KINDS);
        let places: Vec<_> = merged.conflicts.iter().map(|conflict| conflict.place.to_string()).collect();
        match a.abs_diff(b) {
            0 => same(&merged.revision, &with(&[a]))?,
            1 => {
                prop_assert_eq!(places, ["node ‘answer’: config system"]);
                same(&merged.revision, &with(&[a]))?;
            }
            _ => {
                prop_assert!(places.is_empty());
                same(&merged.revision, &with(&[a, b]))?;
            }
        }
    }
}
