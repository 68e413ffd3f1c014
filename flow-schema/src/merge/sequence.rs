//! Three sequences into one, when what the sides changed does not touch.

use crate::diff::sequence::{Hunk, hunks};
use std::ops::Range;

/// The merged sequence; `None` when a change of one side touches a different one of the other.
/// `is_space` says of a stretch of the base whether it keeps two changes apart: not, when there is
/// nothing in it that counts.
pub(super) fn merge_sequence<T: PartialEq + Clone>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    is_space: impl Fn(&[T]) -> bool,
) -> Option<Vec<T>> {
    let (mine, yours) = (hunks(base, ours), hunks(base, theirs));
    let touch = |a: &Range<usize>, b: &Range<usize>| {
        a.start <= b.end && b.start <= a.end
            || (a.end <= b.start && is_space(&base[a.end..b.start]))
            || (b.end <= a.start && is_space(&base[b.end..a.start]))
    };
    let new = |side: &[T], hunk: &Hunk| side[hunk.after.clone()].to_vec();
    let mut changes: Vec<(Range<usize>, Vec<T>)> = Vec::new();
    for hunk in &mine {
        changes.push((hunk.before.clone(), new(ours, hunk)));
    }
    for hunk in &yours {
        let change = (hunk.before.clone(), new(theirs, hunk));
        if changes.contains(&change) {
            continue;
        }
        if mine.iter().any(|other| touch(&other.before, &hunk.before)) {
            return None;
        }
        changes.push(change);
    }
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = Vec::new();
    let mut at = 0;
    for (range, new) in changes {
        out.extend_from_slice(&base[at..range.start]);
        out.extend(new);
        at = range.end;
    }
    out.extend_from_slice(&base[at..]);
    Some(out)
}
