//! What two sequences have in common: Myers' greedy algorithm (An O(ND) Difference Algorithm and Its
//! Variations, 1986), with a bound on how much it may cost.

use std::ops::Range;

/// A part of one sequence that another has in its place. Parts are never next to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub before: Range<usize>,
    pub after: Range<usize>,
}

/// More differences than this, and what lies between the common ends is one hunk. The square of it is
/// what a comparison costs, in steps and in words of memory.
const MOST_DIFFERENCES: usize = 1_200;

/// The least change that makes `after` of `before`.
pub(crate) fn hunks<T: PartialEq>(before: &[T], after: &[T]) -> Vec<Hunk> {
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (a, b) = (&before[start..], &after[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    let mut found: Vec<Hunk> = Vec::new();
    let (mut x, mut y) = (0, 0);
    let kept = if a.is_empty() || b.is_empty() { Vec::new() } else { common(a, b).unwrap_or_default() };
    for (at, to) in kept.into_iter().chain([(a.len(), b.len())]) {
        if at > x || to > y {
            found.push(Hunk { before: start + x..start + at, after: start + y..start + to });
        }
        (x, y) = (at + 1, to + 1);
    }
    found
}

/// Pairs of positions with equal elements, rising; `None` when the sequences are too different.
fn common<T: PartialEq>(a: &[T], b: &[T]) -> Option<Vec<(usize, usize)>> {
    let most = (a.len() + b.len()).min(MOST_DIFFERENCES);
    // How far along `a` each diagonal (a − b) gets with so many differences; one list per round, from
    // diagonal −d to d in steps of two.
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for d in 0..=most {
        let mut reach = Vec::with_capacity(d + 1);
        for step in 0..=d {
            let x = match rounds.last() {
                None => 0,
                Some(last) => from_round_before(last, step, d).0,
            };
            let mut x = x;
            // y = x − k, with k = 2·step − d.
            let y_of = |x: usize| (x + d).checked_sub(2 * step);
            while let Some(y) = y_of(x)
                && x < a.len()
                && y < b.len()
                && a[x] == b[y]
            {
                x += 1;
            }
            reach.push(x);
            if x >= a.len() && y_of(x).is_some_and(|y| y >= b.len()) {
                rounds.push(reach);
                return Some(walk_back(&rounds, a.len(), b.len(), step));
            }
        }
        rounds.push(reach);
    }
    None
}

/// Where round `d` begins on its diagonal number `step`, and from which diagonal of the round before.
fn from_round_before(last: &[usize], step: usize, d: usize) -> (usize, usize) {
    let down = |step: usize| (last[step], step);
    let right = |step: usize| (last[step - 1] + 1, step - 1);
    if step == 0 {
        down(step)
    } else if step == d || last[step - 1] + 1 > last[step] {
        right(step)
    } else {
        down(step)
    }
}

fn walk_back(rounds: &[Vec<usize>], a: usize, b: usize, step: usize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut x, mut y, mut step) = (a, b, step);
    for d in (1..rounds.len()).rev() {
        let (begin, from) = from_round_before(&rounds[d - 1], step, d);
        while x > begin {
            x -= 1;
            y -= 1;
            pairs.push((x, y));
        }
        // One difference: an element of `b` more, or one of `a` less.
        if from == step {
            y -= 1
        } else {
            x -= 1
        }
        step = from;
    }
    while x > 0 && y > 0 {
        x -= 1;
        y -= 1;
        pairs.push((x, y));
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn rebuilt(a: &[char], b: &[char], hunks: &[Hunk]) -> Vec<char> {
        let mut out = Vec::new();
        let mut at = 0;
        for hunk in hunks {
            out.extend(&a[at..hunk.before.start]);
            out.extend(&b[hunk.after.clone()]);
            at = hunk.before.end;
        }
        out.extend(&a[at..]);
        out
    }

    #[test]
    fn the_least_change_is_found() {
        let (a, b) = (letters("abcabba"), letters("cbabac"));
        let found = hunks(&a, &b);
        let changed: usize = found.iter().map(|hunk| hunk.before.len() + hunk.after.len()).sum();
        assert_eq!(changed, 5, "{found:?}");
        assert_eq!(rebuilt(&a, &b, &found), b);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn hunks_rebuild_the_other_sequence_and_never_touch(a in "[abc]{0,24}", b in "[abc]{0,24}") {
            let (a, b) = (letters(&a), letters(&b));
            let found = hunks(&a, &b);
            prop_assert_eq!(rebuilt(&a, &b, &found), b);
            for pair in found.windows(2) {
                prop_assert!(pair[0].before.end < pair[1].before.start);
            }
        }
    }

    #[test]
    fn what_is_too_different_is_one_hunk() {
        let a: Vec<_> = (0..5_000).collect();
        let b: Vec<_> = (10_000..15_000).collect();
        assert_eq!(hunks(&a, &b), [Hunk { before: 0..5_000, after: 0..5_000 }]);
    }
}
