//! Three orders into one.

use std::collections::BTreeSet;

/// The names of `keep` in order: the one that a side changed, ours when both did; what the other side
/// added comes after what it came after there.
pub(super) fn merge_order<K: Clone + Ord>(
    base: &[K],
    ours: &[K],
    theirs: &[K],
    keep: &BTreeSet<K>,
) -> Vec<K> {
    let (has_ours, has_theirs): (BTreeSet<&K>, BTreeSet<&K>) =
        (ours.iter().collect(), theirs.iter().collect());
    // A side has changed the order when what it shares with the base stands differently.
    let same = |side: &[K], has: &BTreeSet<&K>| {
        let had: BTreeSet<&K> = base.iter().collect();
        side.iter().filter(|name| had.contains(name)).eq(base.iter().filter(|name| has.contains(name)))
    };
    let (first, second) =
        if same(ours, &has_ours) && !same(theirs, &has_theirs) { (theirs, ours) } else { (ours, theirs) };
    let known: BTreeSet<&K> = first.iter().collect();
    let mut out: Vec<K> = first.iter().filter(|name| keep.contains(name)).cloned().collect();
    let mut after: Option<&K> = None;
    // Names that follow each other are put in as one run, so that no place is looked for twice.
    let mut runs: Vec<(Option<&K>, Vec<K>)> = Vec::new();
    for name in second {
        if known.contains(name) {
            after = Some(name);
        } else if keep.contains(name) {
            match runs.last_mut() {
                Some((place, run)) if *place == after => run.push(name.clone()),
                _ => runs.push((after, vec![name.clone()])),
            }
        }
    }
    let in_second: BTreeSet<&K> = second.iter().collect();
    for (place, run) in runs {
        // After its neighbour, and after what the first side put there already.
        let mut at = match place {
            None => 0,
            Some(place) => out.iter().position(|name| name == place).map_or(out.len(), |at| at + 1),
        };
        while at < out.len() && !in_second.contains(&out[at]) {
            at += 1;
        }
        out.splice(at..at, run);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, ours: &str, theirs: &str, expect: &str) {
        let of = |text: &str| text.chars().collect::<Vec<_>>();
        let keep = of(expect).into_iter().collect();
        let merged: String = merge_order(&of(base), &of(ours), &of(theirs), &keep).into_iter().collect();
        assert_eq!(merged, expect, "{base} {ours} {theirs}");
    }

    #[test]
    fn each_side_finds_its_order_again() {
        check("abc", "abc", "xaybc", "xaybc");
        check("abc", "cab", "abcx", "cxab");
        check("abc", "abcx", "cab", "cxab");
        check("abc", "axbc", "aybc", "axybc");
        check("abc", "ac", "abxc", "axc");
        check("abc", "cba", "bac", "cba");
        check("", "ab", "cd", "abcd");
    }
}
