//! A draft of several people, published one's part after the other's.

use crate::edits::{Damaged, damaged, perform, steps};
use crate::{KINDS, SEEDS, edited, helpdesk, node};
use flow_schema::canonical;
use flow_schema::diff::{Portion, Revision, Touched, diff, places, portion};
use flow_schema::edit::rename_node;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;

const NOBODY: u8 = 9;

/// What is noted when somebody saves.
fn saved(notes: &mut Vec<Touched<u8>>, before: &Revision, after: &Revision, by: u8) {
    let change = diff(before, after, &KINDS);
    for node in &change.nodes {
        let Some(was) = &node.was else { continue };
        notes.iter_mut().filter(|note| note.at.0 == *was).for_each(|note| note.at.0.clone_from(&node.name));
    }
    notes.extend(places(&change).into_iter().map(|at| Touched { at, by }));
}

fn part(base: &Revision, head: &Revision, notes: &[Touched<u8>], who: &[u8]) -> Portion<u8> {
    portion(base, head, notes, &NOBODY, &|by| who.contains(by), &KINDS).unwrap()
}

fn text(revision: &Revision) -> String {
    canonical::to_string(&revision.flow)
}

#[test]
fn what_others_changed_is_left_as_it_was() {
    let base = helpdesk();
    let mine = edited(&base, |flow| node(flow, "answer")["notes"] = json!("mine"));
    let both = edited(&mine, |flow| {
        flow["title"] = json!("theirs");
        node(flow, "answer")["config"]["system"] = json!("theirs");
    });
    let mut notes = Vec::new();
    saved(&mut notes, &base, &mine, 0);
    saved(&mut notes, &mine, &both, 1);
    assert_eq!(text(&part(&base, &both, &notes, &[0]).revision), text(&mine));
    let theirs = part(&base, &both, &notes, &[1]);
    assert_eq!((theirs.shared.len(), theirs.is_all), (0, false));
    assert_eq!(theirs.revision.flow.title, "theirs");
    assert_eq!(theirs.revision.flow.nodes.iter().filter(|node| node.notes == "mine").count(), 0);
}

#[test]
fn one_field_of_two_people_is_not_taken_apart() {
    let base = helpdesk();
    let first = edited(&base, |flow| node(flow, "answer")["config"]["system"] = json!("one"));
    let second = edited(&first, |flow| node(flow, "answer")["config"]["system"] = json!("two"));
    let mut notes = Vec::new();
    saved(&mut notes, &base, &first, 0);
    saved(&mut notes, &first, &second, 1);
    for who in [0, 1] {
        let portion = part(&base, &second, &notes, &[who]);
        assert_eq!(portion.shared.len(), 1);
        assert_eq!(portion.shared[0].at, ("answer".to_owned(), "/config/system".to_owned()));
        assert_eq!(portion.shared[0].by, BTreeSet::from([0, 1]));
        assert_eq!(text(&portion.revision), text(&base), "nothing of it by halves");
    }
    assert!(part(&base, &second, &notes, &[0, 1]).is_all);
}

#[test]
fn a_name_that_is_left_out_takes_nothing_along_that_is_wanted() {
    let base = helpdesk();
    let renamed = rename_node(&base, "kb", "knowledge", &KINDS).unwrap().revision;
    let both = edited(&renamed, |flow| {
        node(flow, "knowledge")["config"]["top_k"] = json!(9);
        node(flow, "answer")["config"]["prompt"] = json!("Only {{ knowledge.passages }}");
    });
    let mut notes = Vec::new();
    saved(&mut notes, &base, &renamed, 1);
    saved(&mut notes, &renamed, &both, 0);
    let mine = part(&base, &both, &notes, &[0]);
    assert_eq!(mine.shared, vec![]);
    let mut flow = json!(mine.revision.flow);
    assert_eq!(node(&mut flow, "kb")["config"]["top_k"], 9);
    assert_eq!(node(&mut flow, "answer")["config"]["prompt"], "Only {{ kb.passages }}");
    let names = part(&base, &both, &notes, &[1]);
    assert_eq!(text(&names.revision), text(&renamed));
    assert_eq!(text(&part(&mine.revision, &both, &notes, &[1]).revision), text(&both));
}

/// Edits by three people in turn, who may change the same places.
fn sessions() -> impl Strategy<Value = [Damaged; 3]> {
    (0..SEEDS.len()).prop_flat_map(|seed| [damaged(seed), damaged(seed), damaged(seed)])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_part_and_then_the_rest_is_the_whole(
        seed in 0..SEEDS.len(), work in prop::collection::vec((0..2_u8, steps()), 1..5), first in 0..2_u8,
    ) {
        let base = &SEEDS[seed];
        let (mut head, mut notes) = (base.clone(), Vec::new());
        for (who, steps) in &work {
            let next = perform(base, &head, steps, usize::from(*who));
            saved(&mut notes, &head, &next, *who);
            head = next;
        }
        let mine = part(base, &head, &notes, &[first]);
        // Who takes one node away and adds its like has renamed it; then both may have changed a way to it.
        prop_assume!(mine.shared.is_empty());
        let notes: Vec<_> = notes.into_iter().filter(|note| note.by != first).collect();
        // What is left is theirs alone, and with it the whole is there.
        let rest = part(&mine.revision, &head, &notes, &[1 - first, NOBODY]);
        prop_assert!(rest.is_all);
        prop_assert_eq!(text(&rest.revision), text(&head));
        let left = part(&mine.revision, &head, &notes, &[first]);
        prop_assert_eq!(text(&left.revision), text(&mine.revision));
    }

    /// Whatever was done to the document: all together is the whole, and nobody's part is nothing.
    #[test]
    fn everybody_is_the_whole_and_nobody_is_nothing([base, one, two] in sessions()) {
        let (base, one, two) = (base.revision, one.revision, two.revision);
        let mut notes = Vec::new();
        saved(&mut notes, &base, &one, 0);
        saved(&mut notes, &one, &two, 1);
        let all = part(&base, &two, &notes, &[0, 1, NOBODY]);
        prop_assert!(all.is_all);
        prop_assert_eq!(text(&all.revision), text(&two));
        let none = part(&base, &two, &notes, &[]);
        prop_assert_eq!(text(&none.revision), text(&base));
        for who in [0, 1] {
            if let Ok(portion) = portion(&base, &two, &notes, &NOBODY, &|by| *by == who, &KINDS) {
                let rest = part(&portion.revision, &two, &notes, &[0, 1, NOBODY]);
                prop_assert_eq!(text(&rest.revision), text(&two));
            }
        }
    }
}
