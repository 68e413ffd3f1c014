//! The numbers that ranking hangs on, in one place. Found by random search over 120 questions about a
//! handbook of 240 pages; results change little around them, so they are not worth more digits.

/// Boosts and shares of the ranking.
#[derive(Clone, Debug)]
pub struct Tuning {
    pub title: f32,
    pub headings: f32,
    pub keys: f32,
    pub body: f32,
    /// Share of the less good matches of one word.
    pub tie: f32,
    /// Worth of a synonym.
    pub synonym: f32,
    /// Worth of two words that the base writes as one.
    pub joined: f32,
    /// Two neighbouring words of the question that are neighbours in the text.
    pub phrase: f32,
    pub grams: f32,
    /// Score of a perfect match of one word, in multiples of its idf.
    pub ideal: f32,
    /// Share of meaning against words.
    pub meaning: f32,
    /// Similarity that counts as the very same.
    pub same: f32,
    /// What a document's next best passages add to its best.
    pub document: f32,
    /// Share of the title and headings in a passage's nearness of meaning.
    pub lead: f32,
    /// A document is put before another's second passage when its best scores this share of the
    /// very best.
    pub worth: f32,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            title: 0.7,
            headings: 0.8,
            keys: 1.0,
            body: 1.0,
            tie: 0.2,
            synonym: 0.65,
            joined: 0.8,
            phrase: 0.15,
            grams: 0.5,
            ideal: 2.4,
            meaning: 0.6,
            same: 0.8,
            document: 0.08,
            lead: 0.15,
            worth: 0.5,
        }
    }
}
