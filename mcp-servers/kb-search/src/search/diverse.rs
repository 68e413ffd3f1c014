//! The order in which passages are shown: not the same answer three times.

use super::tuning::Tuning;
use std::collections::HashSet;

/// Documents whose order is chosen by what they add; the rest stay in the order of their scores.
const CHOSEN: usize = 60;

/// What is known of a passage that is to be put in order.
pub struct Candidate<T> {
    pub what: T,
    pub document: usize,
    pub score: f32,
    /// The share of the question that it answers with each of its words.
    pub words: Vec<f32>,
}

/// Puts candidates, best first, in the order to show: the best passage of each document before any
/// document's second, and among those first the one that has words of the question which none before
/// it has, so that a question with two parts gets an answer to each.
pub fn diverse<T>(mut candidates: Vec<Candidate<T>>, tuning: &Tuning) -> Vec<Candidate<T>> {
    add_more(&mut candidates, tuning);
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let worth = candidates.first().map_or(0.0, |best| best.score * tuning.worth);
    let mut seen = HashSet::new();
    // Both parts stay in the order of their scores.
    let (mut first, rest): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .partition(|candidate| candidate.score >= worth && seen.insert(candidate.document));
    let behind = first.split_off(first.len().min(CHOSEN));
    let mut out = choose(first, tuning);
    out.extend(behind);
    out.extend(rest);
    out
}

/// A document that answers in several places is more likely about the question: half of what each
/// further passage counts than the one before it is added to all.
fn add_more<T>(candidates: &mut [Candidate<T>], tuning: &Tuning) {
    let documents = candidates.iter().map(|candidate| candidate.document + 1).max().unwrap_or(0);
    let mut more = vec![(0.0, 0.0); documents];
    for candidate in &*candidates {
        let (share, sum): &mut (f32, f32) = &mut more[candidate.document];
        *sum += *share * candidate.score;
        *share = if *share == 0.0 { tuning.more } else { *share * 0.5 };
    }
    for candidate in candidates {
        candidate.score = (candidate.score + more[candidate.document].1).min(1.0);
    }
}

/// Takes the best, then again and again the one that is best with what it adds.
fn choose<T>(mut left: Vec<Candidate<T>>, tuning: &Tuning) -> Vec<Candidate<T>> {
    let words = left.first().map_or(0, |candidate| candidate.words.len());
    let most = |word: usize| left.iter().map(|candidate| candidate.words[word]).fold(0.0, f32::max);
    let all = (0..words).map(most).sum::<f32>().max(f32::MIN_POSITIVE);
    let mut covered = vec![0.0_f32; words];
    let mut out = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let gain = |candidate: &Candidate<T>| {
            let new = candidate.words.iter().zip(&covered).map(|(word, covered)| (word - covered).max(0.0));
            candidate.score + tuning.novelty * new.sum::<f32>() / all
        };
        // The very best is first, whatever others add: nothing has been shown before it.
        let mut best = 0;
        if !out.is_empty() {
            let gains: Vec<f32> = left.iter().map(gain).collect();
            for (at, gain) in gains.iter().enumerate() {
                if *gain > gains[best] {
                    best = at;
                }
            }
        }
        let next = left.remove(best);
        for (covered, word) in covered.iter_mut().zip(&next.words) {
            *covered = covered.max(*word);
        }
        out.push(next);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(candidates: &[(usize, f32, [f32; 2])]) -> Vec<usize> {
        let candidates = candidates.iter().enumerate().map(|(what, (document, score, words))| Candidate {
            what,
            document: *document,
            score: *score,
            words: words.to_vec(),
        });
        diverse(candidates.collect(), &Tuning::default()).iter().map(|candidate| candidate.what).collect()
    }

    #[test]
    fn passages_of_one_document_do_not_crowd_out_others() {
        let one = [0.5, 0.0];
        assert_eq!(
            order(&[(0, 0.6, one), (0, 0.59, one), (0, 0.58, one), (1, 0.4, one), (2, 0.5, one)]),
            [0, 4, 3, 1, 2]
        );
        // But one that has next to nothing has no claim.
        assert_eq!(order(&[(0, 0.6, one), (0, 0.5, one), (1, 0.1, one)]), [0, 1, 2]);
    }

    #[test]
    fn what_answers_the_other_half_of_a_question_comes_before_more_of_the_first() {
        let (first, second) = ([0.5, 0.0], [0.0, 0.45]);
        assert_eq!(order(&[(0, 0.5, first), (1, 0.49, first), (2, 0.45, second)]), [0, 2, 1]);
        // Not at any price.
        assert_eq!(order(&[(0, 0.5, first), (1, 0.49, first), (2, 0.3, second)]), [0, 1, 2]);
    }

    #[test]
    fn a_document_that_answers_in_several_places_goes_up() {
        let one = [0.5, 0.0];
        assert_eq!(order(&[(0, 0.5, one), (1, 0.48, one), (1, 0.48, one)])[0], 1);
    }

    #[test]
    fn nothing_found_is_nothing_in_order() {
        assert_eq!(order(&[]), Vec::<usize>::new());
    }
}
