//! A question, taken apart: which words count, and how they may have been meant.

use super::related::{is_word, related};
use super::spelling;
use super::tuning::Tuning;
use super::vocabulary::{is_light_word, is_stop_word, synonyms};
use crate::index::Snapshot;
use crate::index::terms::{Word, Words, grams};
use crate::{KbError, Query};

/// Work grows with each word; nobody's question has more that count.
const MAX_WORDS: usize = 32;

/// A word that counts, and what may stand for it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub plain: String,
    /// What is looked for: the word itself or its best reading first.
    pub ways: Vec<Way>,
    /// How much it tells passages apart, and so how much it counts.
    pub worth: f32,
    /// Its parts, each with what it tells, for a word that is not even misspelt: it can only be
    /// compared by its letters.
    pub grams: Vec<(String, f32)>,
    /// Place among all words of the question.
    place: usize,
}

/// A stem that may stand for a word.
#[derive(Clone, Debug)]
pub struct Way {
    pub stem: String,
    pub kind: Kind,
    /// What a passage gains by it at most.
    pub worth: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Itself,
    /// How it was probably meant: spelled rightly, or together with its neighbour.
    Reading,
    Synonym,
    Related,
}

/// A question understood against one base.
#[derive(Clone, Debug)]
pub struct Question {
    pub asked: Vec<Asked>,
    /// The question with misspelt words put right: what is embedded.
    pub corrected: String,
}

/// What is needed to take a question apart.
struct Reader<'a> {
    snapshot: &'a Snapshot,
    tuning: &'a Tuning,
    words: Words,
    /// Misspelt words of the question, with what is put in their place.
    corrections: Vec<(usize, usize, String)>,
}

impl Question {
    pub fn new(text: &str, snapshot: &Snapshot, tuning: &Tuning) -> Result<Self, KbError> {
        let text: String = text.chars().take(Query::MAX_CHARS).collect();
        let mut reader = Reader { snapshot, tuning, words: Words::default(), corrections: Vec::new() };
        let all = reader.words.of(&text);
        let only_stops = all.iter().all(|word| is_stop_word(&word.plain));
        let mut asked: Vec<Asked> = Vec::new();
        for (place, word) in all.iter().enumerate() {
            let skip = !only_stops && is_stop_word(&word.plain);
            if skip || asked.iter().any(|asked| asked.plain == word.plain) || asked.len() == MAX_WORDS {
                continue;
            }
            asked.push(reader.word(word, place)?);
        }
        reader.join(&all, &mut asked)?;
        let mut corrected = text;
        for (from, to, word) in reader.corrections.into_iter().rev() {
            corrected.replace_range(from..to, &word);
        }
        Ok(Self { asked, corrected })
    }

    /// What a passage would gain that has everything.
    pub fn worth(&self) -> f32 {
        self.asked.iter().map(|asked| asked.worth).sum()
    }

    /// Stems that are neighbours in the question, with what it is worth when they are in a text.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str, f32)> {
        self.asked.windows(2).filter_map(|pair| {
            let [first, second] = pair else { return None };
            if second.place != first.place + 1 || !first.grams.is_empty() || !second.grams.is_empty() {
                return None;
            }
            let stems = (first.ways.first()?, second.ways.first()?);
            let meant = |way: &Way| matches!(way.kind, Kind::Itself | Kind::Reading);
            let whole = meant(stems.0) && meant(stems.1) && stems.0.stem != stems.1.stem;
            whole.then_some((stems.0.stem.as_str(), stems.1.stem.as_str(), first.worth.min(second.worth)))
        })
    }
}

impl Reader<'_> {
    fn word(&mut self, word: &Word, place: usize) -> Result<Asked, KbError> {
        let fields = &self.snapshot.fields;
        let stem = self.words.stem(&word.plain);
        let own = self.df(&stem)?.max(self.snapshot.df(fields.plain, &word.plain)?);
        let mut meant: Vec<(String, f32)> = Vec::new();
        if own > 0 {
            meant.push((stem.clone(), 1.0));
        } else if !is_word(&stem) {
            meant = self.readings(word)?;
        }
        // The base has no such word: it counts as one as rare as its best reading, or as the rarest.
        let mut df = own;
        for (stem, _) in &meant {
            df = df.max(self.df(stem)?);
        }
        let idf = self.idf(df);
        let mut ways = Vec::new();
        for (stem, share) in &meant {
            let kind = if own > 0 { Kind::Itself } else { Kind::Reading };
            let worth = share * if own > 0 { idf } else { idf.min(self.idf(self.df(stem)?)) };
            ways.push(Way { stem: stem.clone(), kind, worth });
        }
        let mut parts = Vec::new();
        if ways.is_empty() {
            for gram in grams(&word.plain) {
                let worth = self.idf(self.snapshot.df(fields.grams, &gram)?);
                parts.push((gram, worth));
            }
        }
        let base = meant.into_iter().next().map_or(stem, |(stem, _)| stem);
        for other in synonyms(&base) {
            let stem = self.words.stem(other);
            self.other(&mut ways, &stem, Kind::Synonym, self.tuning.synonym, idf)?;
        }
        let mut relations = 0;
        for (stem, near) in related(&base) {
            if relations == self.tuning.relations {
                break;
            }
            let found = self.other(&mut ways, stem, Kind::Related, self.tuning.related * near, idf)?;
            relations += usize::from(found);
        }
        let light = if is_light_word(&word.plain) { self.tuning.light } else { 1.0 };
        ways.iter_mut().for_each(|way| way.worth *= light);
        Ok(Asked { plain: word.plain.clone(), ways, worth: light * idf, grams: parts, place })
    }

    /// Adds a word that may stand for the one that was asked for, if the base has it. It is worth no
    /// more than what it tells itself. Gives back whether the base has it.
    fn other(
        &self,
        ways: &mut Vec<Way>,
        stem: &str,
        kind: Kind,
        share: f32,
        idf: f32,
    ) -> Result<bool, KbError> {
        let df = self.df(stem)?;
        if df > 0 && !ways.iter().any(|known| known.stem == stem) {
            ways.push(Way { stem: stem.to_owned(), kind, worth: share * idf.min(self.idf(df)) });
        }
        Ok(df > 0)
    }

    /// Stems of what a misspelt word may have been, and how likely.
    fn readings(&mut self, word: &Word) -> Result<Vec<(String, f32)>, KbError> {
        let mut out: Vec<(String, f32)> = Vec::new();
        let readings = spelling::readings(self.snapshot, &word.plain)?;
        if let Some(best) = readings.first() {
            self.corrections.push((word.from, word.to, best.word.clone()));
        }
        for reading in readings {
            let stem = self.words.stem(&reading.word);
            if !out.iter().any(|(known, _)| *known == stem) {
                out.push((stem, reading.weight));
            }
        }
        if out.is_empty()
            && let Some((first, second)) = spelling::split(self.snapshot, &word.plain)?
        {
            self.corrections.push((word.from, word.to, format!("{first} {second}")));
            let mut stems = [self.words.stem(&first), self.words.stem(&second)];
            // The rarer one says more.
            if self.df(&stems[0])? > self.df(&stems[1])? {
                stems.swap(0, 1);
            }
            out.extend(stems.map(|stem| (stem, 0.8)));
        }
        Ok(out)
    }

    /// Two words of the question that the base writes as one may stand for either.
    fn join(&mut self, all: &[Word], asked: &mut [Asked]) -> Result<(), KbError> {
        for (place, pair) in all.windows(2).enumerate() {
            let one = format!("{}{}", pair[0].plain, pair[1].plain);
            if one.len() < 4 || self.snapshot.df(self.snapshot.fields.plain, &one)? == 0 {
                continue;
            }
            let stem = self.words.stem(&one);
            let worth = self.tuning.joined * self.idf(self.df(&stem)?);
            for asked in asked.iter_mut().filter(|asked| asked.place == place || asked.place == place + 1) {
                if !asked.ways.iter().any(|known| known.stem == stem) {
                    asked.ways.push(Way { stem: stem.clone(), kind: Kind::Reading, worth });
                }
            }
        }
        Ok(())
    }

    /// In how many passages a stem is, but for those that have it only in another place than most.
    fn df(&self, stem: &str) -> Result<u64, KbError> {
        let fields = &self.snapshot.fields;
        let mut most = 0;
        for field in [fields.body, fields.title, fields.headings, fields.keys] {
            most = most.max(self.snapshot.df(field, stem)?);
        }
        Ok(most)
    }

    fn idf(&self, df: u64) -> f32 {
        let (passages, df) = (self.snapshot.passages() as f32, df as f32);
        (1.0 + (passages - df + 0.5).max(0.5) / (df + 0.5)).ln()
    }
}
