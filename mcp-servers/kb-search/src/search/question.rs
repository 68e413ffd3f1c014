//! A question, taken apart: which words count, how they may have been meant, and the query over the
//! index that this makes.

use super::spelling;
use super::tuning::Tuning;
use super::words::{is_stop_word, synonyms};
use crate::index::terms::{Words, grams};
use crate::index::{Fields, Snapshot};
use crate::{KbError, Query};
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, PhraseQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// Work grows with each word; nobody's question has more that count.
const MAX_WORDS: usize = 32;

type DynQuery = Box<dyn tantivy::query::Query>;

/// A word that counts, and what may stand for it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub plain: String,
    /// Stems, each with its worth; the first is the word itself or its best reading.
    pub stems: Vec<(String, f32)>,
    /// How much it tells passages apart.
    pub idf: f32,
    /// Nothing in the base looks like it.
    pub unknown: bool,
    /// Place among all words of the question.
    place: usize,
}

/// A question understood against one base.
#[derive(Clone, Debug)]
pub struct Question {
    pub asked: Vec<Asked>,
    /// The question with misspelt words put right: what is embedded.
    pub corrected: String,
    /// Two words of the question that the base writes as one.
    joined: Vec<String>,
}

impl Question {
    pub fn new(text: &str, snapshot: &Snapshot) -> Result<Self, KbError> {
        let text: String = text.chars().take(Query::MAX_CHARS).collect();
        let mut words = Words::default();
        let all = words.of(&text);
        let only_stops = all.iter().all(|word| is_stop_word(&word.plain));
        let fields = &snapshot.fields;
        let passages = snapshot.passages() as f32;
        let mut asked: Vec<Asked> = Vec::new();
        let mut corrections = Vec::new();
        for (place, word) in all.iter().enumerate() {
            let skip = !only_stops && is_stop_word(&word.plain);
            if skip || asked.iter().any(|asked| asked.plain == word.plain) || asked.len() == MAX_WORDS {
                continue;
            }
            let stem = words.stem(&word.plain);
            let mut stems = Vec::new();
            let mut df = snapshot.df(fields.plain, &word.plain)?;
            for field in [fields.body, fields.title, fields.keys] {
                df = df.max(snapshot.df(field, &stem)?);
            }
            if df > 0 {
                stems.push((stem.clone(), 1.0));
            } else {
                for reading in spelling::readings(snapshot, &word.plain)? {
                    df = df.max(snapshot.df(fields.plain, &reading.word)?);
                    if stems.is_empty() {
                        corrections.push((word.from, word.to, reading.word.clone()));
                    }
                    let stem = words.stem(&reading.word);
                    if !stems.iter().any(|(known, _)| *known == stem) {
                        stems.push((stem, reading.weight));
                    }
                }
                if stems.is_empty()
                    && let Some((first, second)) = spelling::split(snapshot, &word.plain)?
                {
                    df = snapshot.df(fields.plain, &first)?.min(snapshot.df(fields.plain, &second)?);
                    corrections.push((word.from, word.to, format!("{first} {second}")));
                    stems.push((words.stem(&first), 0.8));
                    stems.push((words.stem(&second), 0.8));
                }
            }
            let unknown = stems.is_empty();
            let base = stems.first().map_or(stem, |(stem, _)| stem.clone());
            for other in synonyms(&base) {
                let stem = words.stem(other);
                if !stems.iter().any(|(known, _)| *known == stem) {
                    stems.push((stem, 0.0));
                }
            }
            asked.push(Asked {
                plain: word.plain.clone(),
                stems,
                idf: idf(passages, df as f32),
                unknown,
                place,
            });
        }
        let mut joined = Vec::new();
        for pair in all.windows(2) {
            let one = format!("{}{}", pair[0].plain, pair[1].plain);
            if one.len() >= 4 && snapshot.df(fields.plain, &one)? > 0 {
                joined.push(words.stem(&one));
            }
        }
        let mut corrected = text;
        for (from, to, word) in corrections.into_iter().rev() {
            corrected.replace_range(from..to, &word);
        }
        Ok(Self { asked, corrected, joined })
    }

    /// What a passage would score that has every word in its best place, roughly.
    pub fn ideal(&self, tuning: &Tuning) -> f32 {
        self.asked.iter().map(|asked| asked.idf).sum::<f32>() * tuning.ideal
    }

    /// The query over the words, or nothing when no word can be looked for.
    pub fn query(&self, fields: &Fields, tuning: &Tuning) -> Option<DynQuery> {
        let mut clauses: Vec<DynQuery> = Vec::new();
        for asked in &self.asked {
            let mut ways: Vec<DynQuery> = Vec::new();
            for (stem, weight) in &asked.stems {
                let weight = if *weight == 0.0 { tuning.synonym } else { *weight };
                in_fields(&mut ways, fields, tuning, stem, weight);
            }
            if asked.unknown {
                let grams = grams(&asked.plain);
                let share = tuning.grams / grams.len().max(1) as f32;
                let found =
                    grams.iter().map(|gram| term(fields.grams, gram, share, IndexRecordOption::WithFreqs));
                let found: Vec<(Occur, DynQuery)> = found.map(|query| (Occur::Should, query)).collect();
                if !found.is_empty() {
                    // Half of its parts at least: a few letters in common are nothing.
                    let least = found.len().div_ceil(2);
                    ways.push(Box::new(BooleanQuery::with_minimum_required_clauses(found, least)));
                }
            }
            if !ways.is_empty() {
                clauses.push(Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, tuning.tie)));
            }
        }
        for stem in &self.joined {
            let mut ways = Vec::new();
            in_fields(&mut ways, fields, tuning, stem, tuning.joined);
            clauses.push(Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, tuning.tie)));
        }
        for pair in self.asked.windows(2) {
            let neighbours = pair[1].place == pair[0].place + 1;
            let (Some((first, _)), Some((second, _))) = (pair[0].stems.first(), pair[1].stems.first()) else {
                continue;
            };
            if !neighbours || first == second || pair[0].unknown || pair[1].unknown {
                continue;
            }
            for (field, boost) in [(fields.title, 1.0), (fields.headings, 1.0), (fields.body, 1.0)] {
                let terms = vec![Term::from_field_text(field, first), Term::from_field_text(field, second)];
                let phrase = Box::new(PhraseQuery::new(terms));
                clauses.push(Box::new(BoostQuery::new(phrase, tuning.phrase * boost)));
            }
        }
        if clauses.is_empty() {
            return None;
        }
        Some(Box::new(BooleanQuery::union(clauses)))
    }

    /// Every stem that counts as a match, with its worth, for excerpts and highlights.
    pub fn matches(&self, tuning: &Tuning) -> Vec<(&str, f32)> {
        let mut out = Vec::new();
        for asked in &self.asked {
            for (stem, weight) in &asked.stems {
                let weight = if *weight == 0.0 { tuning.synonym } else { *weight };
                out.push((stem.as_str(), weight * asked.idf));
            }
        }
        out.extend(self.joined.iter().map(|stem| (stem.as_str(), 1.0)));
        out
    }
}

fn idf(passages: f32, df: f32) -> f32 {
    (1.0 + (passages - df + 0.5).max(0.5) / (df + 0.5)).ln()
}

fn in_fields(ways: &mut Vec<DynQuery>, fields: &Fields, tuning: &Tuning, stem: &str, weight: f32) {
    let places = [
        (fields.title, tuning.title),
        (fields.headings, tuning.headings),
        (fields.keys, tuning.keys),
        (fields.body, tuning.body),
    ];
    for (field, boost) in places {
        ways.push(term(field, stem, boost * weight, IndexRecordOption::WithFreqs));
    }
}

fn term(field: Field, text: &str, boost: f32, record: IndexRecordOption) -> DynQuery {
    Box::new(BoostQuery::new(Box::new(TermQuery::new(Term::from_field_text(field, text), record)), boost))
}
