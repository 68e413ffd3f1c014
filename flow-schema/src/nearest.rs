//! The name somebody probably meant.

use crate::said::{Said, said};

/// The closest of `names` to `name`, when it is close enough to be worth suggesting.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let limit = (wanted.chars().count() / 3).clamp(1, 4);
    names
        .into_iter()
        .filter(|candidate| !candidate.is_empty() && *candidate != name)
        .map(|candidate| (distance(&wanted, &candidate.to_lowercase(), limit), candidate))
        .filter(|(distance, _)| *distance <= limit)
        // The name breaks ties, so that the suggestion does not depend on the order of a map.
        .min()
        .map(|(_, candidate)| candidate)
}

/// `; did you mean ‘x’?`, or nothing.
pub fn did_you_mean<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Said {
    nearest(name, names).map_or_else(Said::nothing, |name| said!("; did you mean ‘{name}’?", name))
}

/// Damerau-Levenshtein (neighbouring letters swapped count once); anything over `limit` is
/// `limit + 1`.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(128).collect(), b.chars().take(128).collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_mended_and_strangers_are_not() {
        let names = ["passages", "count", "best_score"];
        assert_eq!(nearest("pasages", names), Some("passages"));
        assert_eq!(nearest("cuont", names), Some("count"));
        assert_eq!(nearest("ticket", names), None);
        assert_eq!(nearest("a", ["kb"]), None);
    }
}
