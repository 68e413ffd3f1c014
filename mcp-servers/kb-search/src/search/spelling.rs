//! Words that the base does not have: what was probably meant.

use crate::KbError;
use crate::index::Snapshot;

/// How many readings of a misspelt word are followed.
const READINGS: usize = 3;

/// A word of the base, and how sure we are that it was meant (0 to 1).
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub word: String,
    pub weight: f32,
}

/// The words of the base that are nearest to one that it does not have.
pub fn readings(snapshot: &Snapshot, word: &str) -> Result<Vec<Reading>, KbError> {
    let length = word.chars().count();
    let most = match length {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    if most == 0 || word.chars().any(|char| char.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let asked: Vec<char> = word.chars().collect();
    let vocabulary = snapshot.vocabulary()?;
    let mut found: Vec<(usize, bool, u32, &str)> = Vec::new();
    for (candidate, df) in &vocabulary.words {
        let chars = candidate.chars().count();
        if chars.abs_diff(length) > most || chars < 3 {
            continue;
        }
        let candidate_chars: Vec<char> = candidate.chars().collect();
        if let Some(distance) = distance(&asked, &candidate_chars, most) {
            let other_start = candidate_chars.first() != asked.first();
            // Two slips, and one of them in the first letter, is another word.
            if distance < 2 || !other_start {
                found.push((distance, other_start, u32::MAX - df, candidate));
            }
        }
    }
    // Nearest first, then the same first letter, then the more common, then by the alphabet.
    found.sort_unstable();
    let nearest = found.first().map_or(0, |(distance, ..)| *distance);
    Ok(found
        .into_iter()
        .filter(|(distance, ..)| *distance == nearest)
        .take(READINGS)
        .enumerate()
        .map(|(rank, (distance, _, _, word))| Reading {
            word: word.to_owned(),
            weight: (if distance == 1 { 0.9 } else { 0.75 }) - 0.1 * rank as f32,
        })
        .collect())
}

/// The two words of the base that a word is made of ("newrelic").
pub fn split(snapshot: &Snapshot, word: &str) -> Result<Option<(String, String)>, KbError> {
    let vocabulary = snapshot.vocabulary()?;
    let known = |part: &str| vocabulary.words.get(part).copied().filter(|_| part.chars().count() >= 3);
    let best = word
        .char_indices()
        .skip(1)
        .filter_map(|(at, _)| {
            let (first, second) = word.split_at(at);
            Some((known(first)?.min(known(second)?), first, second))
        })
        .max();
    Ok(best.map(|(_, first, second)| (first.to_owned(), second.to_owned())))
}

/// Insertions, deletions, changes and swaps of neighbours between two words, if at most `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    let width = b.len() + 1;
    let mut rows = [(0..width).collect::<Vec<_>>(), vec![0; width], vec![0; width]];
    for i in 1..=a.len() {
        let [before, last, row] = [(i + 1) % 3, (i + 2) % 3, i % 3];
        rows[row][0] = i;
        let mut least = i;
        for j in 1..width {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut cost = (rows[last][j] + 1).min(rows[row][j - 1] + 1).min(rows[last][j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(rows[before][j - 2] + 1);
            }
            rows[row][j] = cost;
            least = least.min(cost);
        }
        if least > most {
            return None;
        }
    }
    Some(rows[a.len() % 3][b.len()]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, most: usize) -> Option<usize> {
        distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), most)
    }

    #[test]
    fn slips_are_counted_and_a_swap_is_one() {
        assert_eq!(check("pasword", "password", 2), Some(1));
        assert_eq!(check("teh", "the", 1), Some(1));
        assert_eq!(check("acces", "access", 1), Some(1));
        assert_eq!(check("smartsheat", "smartsheet", 2), Some(1));
        assert_eq!(check("leave", "leave", 2), Some(0));
        assert_eq!(check("printer", "pointers", 1), None);
    }
}
