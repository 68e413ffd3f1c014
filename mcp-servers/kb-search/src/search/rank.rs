use super::excerpt::excerpt;
use super::filter::filter;
use super::question::Question;
use super::tuning::Tuning;
use crate::chunk::windows;
use crate::index::terms::Words;
use crate::index::{Base, Snapshot};
use crate::passage::Passage;
use crate::{BaseRef, KbError, Query};
use std::collections::{HashMap, HashSet};
use tantivy::DocAddress;
use tantivy::collector::{DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, Occur};

/// How many passages each way of searching puts forward.
const CANDIDATES: usize = 200;

/// A passage with its score.
#[derive(Clone, Debug)]
pub struct Ranked {
    pub address: DocAddress,
    pub score: f32,
}

/// The best passages of one base, best first, the best of each document before any document's
/// second: three passages of one page answer little more than one, three pages do. A document that
/// scores far below the best has no such claim.
pub fn rank(
    snapshot: &Snapshot,
    query: &Query,
    question: &Question,
    vector: Option<&[f32]>,
    tuning: &Tuning,
) -> Result<Vec<Ranked>, KbError> {
    let filter = filter(&query.filters, &snapshot.fields);
    let allowed: Option<HashSet<DocAddress>> = match &filter {
        Some(filter) => Some(snapshot.searcher.search(filter, &DocSetCollector)?),
        None => None,
    };
    let words = by_words(snapshot, question, filter, tuning)?;
    let meaning = match vector {
        Some(vector) => by_meaning(snapshot, vector, allowed.as_ref(), tuning)?,
        None => HashMap::new(),
    };
    let mut candidates: Vec<DocAddress> = words.keys().copied().collect();
    let mut near: Vec<(&DocAddress, &f32)> = meaning.iter().collect();
    near.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
    candidates.extend(near.iter().take(CANDIDATES).map(|(address, _)| **address));
    candidates.sort_unstable();
    candidates.dedup();
    let mut ranked = Vec::with_capacity(candidates.len());
    for address in candidates {
        let word = words.get(&address).copied().unwrap_or(0.0);
        // A passage whose vector is not made yet is judged by its words alone.
        let score = match meaning.get(&address) {
            Some(meaning) => tuning.meaning * meaning + (1.0 - tuning.meaning) * word,
            None => word,
        };
        ranked.push(Ranked { address, score });
    }
    by_document(snapshot, ranked, tuning)
}

/// Share of the question's words, 0 to 1, for the passages that have any.
fn by_words(
    snapshot: &Snapshot,
    question: &Question,
    filter: Option<Box<dyn tantivy::query::Query>>,
    tuning: &Tuning,
) -> Result<HashMap<DocAddress, f32>, KbError> {
    let Some(mut query) = question.query(&snapshot.fields, tuning) else { return Ok(HashMap::new()) };
    if let Some(filter) = filter {
        // Allowed or not; it adds nothing to the score.
        let filter = Box::new(tantivy::query::ConstScoreQuery::new(filter, 0.0));
        query = Box::new(BooleanQuery::new(vec![(Occur::Must, filter), (Occur::Must, query)]));
    }
    let found = snapshot.searcher.search(&query, &TopDocs::with_limit(CANDIDATES).order_by_score())?;
    let ideal = question.ideal(tuning).max(f32::MIN_POSITIVE);
    Ok(found.into_iter().map(|(score, address)| (address, (score / ideal).min(1.0))).collect())
}

/// Nearness of every passage that has vectors, 0 to 1.
fn by_meaning(
    snapshot: &Snapshot,
    vector: &[f32],
    allowed: Option<&HashSet<DocAddress>>,
    tuning: &Tuning,
) -> Result<HashMap<DocAddress, f32>, KbError> {
    let mut found: Vec<(DocAddress, f32)> = Vec::new();
    let (mut sum, mut count) = (0.0_f64, 0_usize);
    for (address, keys) in snapshot.keys()? {
        let Some((lead, windows)) = keys.split_first() else { continue };
        let near = windows.iter().filter_map(|key| snapshot.vectors.similarity(*key, vector));
        let Some(near) = near.reduce(f32::max) else { continue };
        let lead = snapshot.vectors.similarity(*lead, vector).unwrap_or(near);
        let near = (1.0 - tuning.lead) * near + tuning.lead * lead;
        sum += f64::from(near);
        count += 1;
        if allowed.is_none_or(|allowed| allowed.contains(address)) {
            found.push((*address, near));
        }
    }
    // Models differ in what they call unlike: some give any two texts 0.1, some 0.7. What any passage
    // of the base has in common with the question counts for nothing.
    let usual = if count < 20 { 0.1 } else { (sum / count as f64) as f32 };
    let range = (tuning.same - usual).max(0.05);
    Ok(found.into_iter().map(|(address, near)| (address, ((near - usual) / range).clamp(0.0, 1.0))).collect())
}

fn by_document(
    snapshot: &Snapshot,
    mut ranked: Vec<Ranked>,
    tuning: &Tuning,
) -> Result<Vec<Ranked>, KbError> {
    let sort = |ranked: &mut Vec<Ranked>| {
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
    };
    sort(&mut ranked);
    ranked.truncate(CANDIDATES);
    let documents = documents(snapshot, &ranked)?;
    // A document that answers in several places is more likely about the question.
    let mut next: HashMap<u64, (f32, f32)> = HashMap::new();
    for (passage, document) in ranked.iter().zip(&documents) {
        let (share, sum) = next.entry(*document).or_insert((0.0, 0.0));
        *sum += *share * passage.score;
        *share = if *share == 0.0 { tuning.document } else { *share * 0.5 };
    }
    for (passage, document) in ranked.iter_mut().zip(&documents) {
        passage.score = (passage.score + next[document].1).min(1.0);
    }
    let mut tagged: Vec<(Ranked, u64)> = ranked.into_iter().zip(documents).collect();
    tagged.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
    let worth = tagged.first().map_or(0.0, |(best, _)| best.score * tuning.worth);
    let mut seen = HashSet::new();
    // Both parts stay in the order of their scores.
    let (first, rest): (Vec<_>, Vec<_>) =
        tagged.into_iter().partition(|(passage, document)| passage.score >= worth && seen.insert(*document));
    Ok(first.into_iter().chain(rest).map(|(passage, _)| passage).collect())
}

/// The document of each passage, as a number that is only good for telling them apart.
fn documents(snapshot: &Snapshot, ranked: &[Ranked]) -> Result<Vec<u64>, KbError> {
    let mut names: HashMap<String, u64> = HashMap::new();
    let mut out = Vec::with_capacity(ranked.len());
    let mut name = String::new();
    for passage in ranked {
        let reader = snapshot.searcher.segment_reader(passage.address.segment_ord);
        let column = reader.fast_fields().str("document")?;
        name.clear();
        if let Some(column) = column
            && let Some(ord) = column.term_ords(passage.address.doc_id).next()
        {
            column.ord_to_str(ord, &mut name).map_err(tantivy::TantivyError::from)?;
        }
        let fresh = names.len() as u64;
        out.push(*names.entry(name.clone()).or_insert(fresh));
    }
    Ok(out)
}

/// A ranked passage as the caller sees it.
pub fn present(
    snapshot: &Snapshot,
    base: &BaseRef,
    ranked: &Ranked,
    question: &Question,
    vector: Option<&[f32]>,
    tuning: &Tuning,
    words: &mut Words,
) -> Result<Passage, KbError> {
    let stored = Base::stored(snapshot, ranked.address)?;
    let near = vector.and_then(|vector| {
        let near = |text: &str| snapshot.vectors.similarity(crate::index::key_of(text), vector);
        windows(&stored.title, &stored.headings, &stored.text)
            .into_iter()
            .filter_map(|window| Some((near(&window.text)?, window.range)))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, range)| range)
    });
    let mut matches: HashMap<&str, f32> = HashMap::new();
    for (stem, worth) in question.matches(tuning) {
        let known = matches.entry(stem).or_default();
        *known = known.max(worth);
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
    })
}
