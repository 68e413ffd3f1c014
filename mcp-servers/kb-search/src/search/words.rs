//! How much of a question's words each passage has: BM25 over the fields of a passage taken together
//! (BM25F), word by word, so that it is known which words a passage answers.

use super::question::{Asked, Question};
use super::tuning::Tuning;
use crate::KbError;
use crate::index::{Fields, Snapshot};
use std::collections::{HashMap, HashSet};
use tantivy::collector::DocSetCollector;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::query::PhraseQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, TantivyError, Term};

/// What the words of a question found.
#[derive(Debug, Default)]
pub struct ByWords {
    /// Share of the question that a passage has, 0 to 1.
    pub scores: HashMap<DocAddress, f32>,
    /// For each word, the passages that have it and the share of the question that this is, by address.
    found: Vec<Vec<(DocAddress, f32)>>,
}

impl ByWords {
    /// The share of the question that a passage answers with each of its words.
    pub fn shares(&self, address: DocAddress) -> Vec<f32> {
        let share = |found: &Vec<(DocAddress, f32)>| {
            found.binary_search_by_key(&address, |(address, _)| *address).map_or(0.0, |at| found[at].1)
        };
        self.found.iter().map(share).collect()
    }
}

/// Looks for the words in all passages, or only in those that are allowed.
pub fn by_words(
    snapshot: &Snapshot,
    question: &Question,
    allowed: Option<&HashSet<DocAddress>>,
    tuning: &Tuning,
) -> Result<ByWords, KbError> {
    let whole = question.worth();
    if whole <= 0.0 {
        return Ok(ByWords::default());
    }
    let places = places(snapshot, tuning)?;
    let mut by_words = ByWords { scores: HashMap::new(), found: vec![Vec::new(); question.asked.len()] };
    for (segment, reader) in (0_u32..).zip(snapshot.searcher.segment_readers()) {
        let norms = places
            .iter()
            .map(|place| reader.get_fieldnorms_reader(place.field))
            .collect::<Result<Vec<FieldNormReader>, _>>()?;
        let mut search = Search {
            reader,
            places: &places,
            norms,
            tuning,
            way: Sums::new(reader.max_doc()),
            best: Sums::new(reader.max_doc()),
            rest: vec![0.0; reader.max_doc() as usize],
        };
        for (asked, found) in question.asked.iter().zip(&mut by_words.found) {
            search.word(asked, &snapshot.fields, |doc, worth| {
                let address = DocAddress::new(segment, doc);
                if !reader.is_deleted(doc) && allowed.is_none_or(|allowed| allowed.contains(&address)) {
                    found.push((address, worth / whole));
                }
            })?;
        }
    }
    for found in &mut by_words.found {
        found.sort_unstable_by_key(|(address, _)| *address);
        for (address, share) in found {
            *by_words.scores.entry(*address).or_default() += *share;
        }
    }
    for (first, second, worth) in question.pairs() {
        let bonus = tuning.phrase * worth / whole;
        for address in neighbours(snapshot, first, second)? {
            if let Some(score) = by_words.scores.get_mut(&address) {
                *score += bonus;
            }
        }
    }
    by_words.scores.values_mut().for_each(|score| *score = score.min(1.0));
    Ok(by_words)
}

/// A field of a passage, and what a word in it counts.
struct Place {
    field: Field,
    weight: f32,
    /// How much its length counts against it.
    length: f32,
    /// Its usual length in words.
    usual: f32,
}

fn places(snapshot: &Snapshot, tuning: &Tuning) -> Result<Vec<Place>, KbError> {
    let fields = &snapshot.fields;
    let weights = [
        (fields.title, tuning.title, tuning.short_length),
        (fields.headings, tuning.headings, tuning.short_length),
        (fields.keys, tuning.keys, tuning.short_length),
        (fields.body, 1.0, tuning.text_length),
    ];
    let mut out = Vec::with_capacity(weights.len());
    for (field, weight, length) in weights {
        let (mut words, mut passages) = (0, 0);
        for reader in snapshot.searcher.segment_readers() {
            words += reader.inverted_index(field)?.total_num_tokens();
            passages += u64::from(reader.max_doc());
        }
        let usual = (words as f32 / passages.max(1) as f32).max(1.0);
        out.push(Place { field, weight, length, usual });
    }
    Ok(out)
}

/// Numbers of documents, most of them 0.
struct Sums {
    numbers: Vec<f32>,
    touched: Vec<DocId>,
}

impl Sums {
    fn new(documents: DocId) -> Self {
        Self { numbers: vec![0.0; documents as usize], touched: Vec::new() }
    }

    fn at(&mut self, doc: DocId) -> &mut f32 {
        let number = &mut self.numbers[doc as usize];
        if *number == 0.0 {
            self.touched.push(doc);
        }
        number
    }

    /// Hands out every number and sets all to 0.
    fn drain(&mut self, mut take: impl FnMut(DocId, f32)) {
        for doc in self.touched.drain(..) {
            take(doc, std::mem::take(&mut self.numbers[doc as usize]));
        }
    }
}

/// The search in one segment of the index.
struct Search<'a> {
    reader: &'a SegmentReader,
    places: &'a [Place],
    norms: Vec<FieldNormReader>,
    tuning: &'a Tuning,
    /// How often a document has one stem, weighted.
    way: Sums,
    /// The best way in which a document has a word, and what the others are worth.
    best: Sums,
    rest: Vec<f32>,
}

impl Search<'_> {
    /// Finds one word in all the ways it may have been meant, and hands out what each document
    /// gains by it.
    fn word(
        &mut self,
        asked: &Asked,
        fields: &Fields,
        mut take: impl FnMut(DocId, f32),
    ) -> Result<(), KbError> {
        for way in &asked.ways {
            for (place, norms) in self.places.iter().zip(&self.norms) {
                let term = Term::from_field_text(place.field, &way.stem);
                let index = self.reader.inverted_index(place.field)?;
                let Some(mut postings) =
                    index.read_postings(&term, IndexRecordOption::WithFreqs).map_err(TantivyError::from)?
                else {
                    continue;
                };
                while postings.doc() != TERMINATED {
                    let doc = postings.doc();
                    let length = norms.fieldnorm(doc) as f32 / place.usual;
                    let often = postings.term_freq() as f32 / (1.0 - place.length + place.length * length);
                    *self.way.at(doc) += place.weight * often;
                    postings.advance();
                }
            }
            let saturation = self.tuning.saturation;
            let (best, rest) = (&mut self.best, &mut self.rest);
            self.way.drain(|doc, often| gain(best, rest, doc, way.worth * often / (saturation + often)));
        }
        if !asked.grams.is_empty() {
            self.alike(asked, fields.grams)?;
        }
        let (tie, rest) = (self.tuning.tie, &mut self.rest);
        self.best.drain(|doc, best| take(doc, best + tie * std::mem::take(&mut rest[doc as usize])));
        Ok(())
    }

    /// Finds what looks like a word: half of it at least, since a few letters in common are nothing.
    fn alike(&mut self, asked: &Asked, field: Field) -> Result<(), KbError> {
        let index = self.reader.inverted_index(field)?;
        let mut whole = 0.0;
        for (gram, worth) in &asked.grams {
            whole += worth;
            let term = Term::from_field_text(field, gram);
            let found = index.read_postings(&term, IndexRecordOption::Basic).map_err(TantivyError::from)?;
            let Some(mut postings) = found else { continue };
            while postings.doc() != TERMINATED {
                *self.way.at(postings.doc()) += *worth;
                postings.advance();
            }
        }
        // Worth no more than its parts tell by themselves: many words have the parts of a short one.
        let most = asked.worth.min(whole / asked.grams.len() as f32) * self.tuning.grams;
        let (best, rest) = (&mut self.best, &mut self.rest);
        self.way.drain(|doc, parts| {
            if parts * 2.0 >= whole {
                gain(best, rest, doc, most * parts / whole);
            }
        });
        Ok(())
    }
}

/// Keeps the best of what a document gains apart from the rest.
fn gain(best: &mut Sums, rest: &mut [f32], doc: DocId, worth: f32) {
    let known = best.at(doc);
    rest[doc as usize] += known.min(worth);
    *known = known.max(worth);
}

/// Passages in which two stems are neighbours.
fn neighbours(snapshot: &Snapshot, first: &str, second: &str) -> Result<HashSet<DocAddress>, KbError> {
    let fields = &snapshot.fields;
    let mut out = HashSet::new();
    for field in [fields.title, fields.headings, fields.body] {
        let terms = [first, second].map(|stem| Term::from_field_text(field, stem));
        let phrase = PhraseQuery::new(terms.to_vec());
        out.extend(snapshot.searcher.search(&phrase, &DocSetCollector)?);
    }
    Ok(out)
}
