use super::diverse::{Candidate, diverse};
use super::excerpt::{Match, excerpt};
use super::filter::filter;
use super::meaning::by_meaning;
use super::question::{Kind, Question};
use super::tuning::Tuning;
use super::words::by_words;
use crate::chunk::windows;
use crate::index::terms::Words;
use crate::index::{Base, Snapshot, key_of};
use crate::passage::Passage;
use crate::{BaseRef, KbError, Query};
use std::collections::{HashMap, HashSet};
use tantivy::DocAddress;
use tantivy::collector::DocSetCollector;

/// How many passages each way of searching puts forward.
const CANDIDATES: usize = 200;

/// A passage with its score.
#[derive(Clone, Debug)]
pub struct Ranked {
    pub address: DocAddress,
    pub score: f32,
}

/// The best passages of one base, in the order to show them; the first has the best score.
pub fn rank(
    snapshot: &Snapshot,
    query: &Query,
    question: &Question,
    vector: Option<&[f32]>,
    tuning: &Tuning,
) -> Result<Vec<Ranked>, KbError> {
    let allowed: Option<HashSet<DocAddress>> = match filter(&query.filters, &snapshot.fields) {
        Some(filter) => Some(snapshot.searcher.search(&filter, &DocSetCollector)?),
        None => None,
    };
    let words = by_words(snapshot, question, allowed.as_ref(), tuning)?;
    let meaning = match vector {
        Some(vector) => by_meaning(snapshot, vector, allowed.as_ref(), tuning)?,
        None => HashMap::new(),
    };
    let mut candidates = best(&words.scores);
    candidates.extend(best(&meaning));
    candidates.sort_unstable();
    candidates.dedup();
    let score = |address: &DocAddress| {
        let word = words.scores.get(address).copied().unwrap_or(0.0);
        // A passage whose vector is not made yet is judged by its words alone.
        meaning.get(address).map_or(word, |near| tuning.meaning * near + (1.0 - tuning.meaning) * word)
    };
    let mut ranked: Vec<(DocAddress, f32)> =
        candidates.into_iter().map(|address| (address, score(&address))).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(CANDIDATES);
    let mut candidates = Vec::with_capacity(ranked.len());
    for (address, score) in ranked {
        if let Some(entry) = snapshot.entry(address)? {
            let words = words.shares(address);
            candidates.push(Candidate { what: address, document: entry.document, score, words });
        }
    }
    let shown = diverse(candidates, tuning).into_iter();
    Ok(shown.map(|candidate| Ranked { address: candidate.what, score: candidate.score }).collect())
}

/// The passages that score most.
fn best(scores: &HashMap<DocAddress, f32>) -> Vec<DocAddress> {
    let mut all: Vec<(f32, DocAddress)> = scores.iter().map(|(address, score)| (*score, *address)).collect();
    let order = |a: &(f32, DocAddress), b: &(f32, DocAddress)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if all.len() > CANDIDATES {
        all.select_nth_unstable_by(CANDIDATES, order);
        all.truncate(CANDIDATES);
    }
    all.into_iter().map(|(_, address)| address).collect()
}

/// A ranked passage as the caller sees it.
pub fn present(
    snapshot: &Snapshot,
    base: &BaseRef,
    ranked: &Ranked,
    question: &Question,
    vector: Option<&[f32]>,
    words: &mut Words,
) -> Result<Passage, KbError> {
    let stored = Base::stored(snapshot, ranked.address)?;
    let near = vector.and_then(|vector| {
        let near = |text: &str| snapshot.vectors.similarity(key_of(text.trim()), vector);
        windows(&stored.text)
            .into_iter()
            .filter_map(|window| Some((near(&stored.text[window.clone()])?, window)))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, range)| range)
    });
    let mut matches: HashMap<&str, Match> = HashMap::new();
    for way in question.asked.iter().flat_map(|asked| &asked.ways) {
        let known = matches.entry(way.stem.as_str()).or_default();
        known.worth = known.worth.max(way.worth);
        known.shown |= way.kind != Kind::Related;
    }
    let (excerpt, highlights) = excerpt(&stored.text, near, &matches, words);
    Ok(Passage {
        id: format!("{}:{}", stored.document, stored.number),
        document_id: stored.document,
        base: base.name.clone(),
        path: stored.path,
        title: stored.title,
        section: stored.headings.join(" › "),
        text: stored.text,
        excerpt,
        highlights,
        score: (ranked.score * 1000.0).round() / 1000.0,
        url: stored.url,
        updated_at: stored.updated_at,
    })
}
