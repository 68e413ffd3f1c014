//! The numbers that ranking hangs on, in one place. Chosen on some 350 questions about a handbook of
//! 240 pages, where results change little around them: they are not worth more digits, and what they
//! weigh is the same in any base of written language.

/// Weights and shares of the ranking.
#[derive(Clone, Debug)]
pub struct Tuning {
    /// Worth of a word in the title, in a heading, in the keywords or the file's name, beside one in
    /// the text.
    pub title: f32,
    pub headings: f32,
    pub keys: f32,
    /// How soon more of the same word adds nothing.
    pub saturation: f32,
    /// How much the length of a title or of keywords counts against it, and that of a text.
    pub short_length: f32,
    pub text_length: f32,
    /// Share of the less good readings of one word beside its best.
    pub tie: f32,
    /// Worth of a synonym.
    pub synonym: f32,
    /// Worth of a related word, times its nearness.
    pub related: f32,
    /// Related words that are looked for.
    pub relations: usize,
    /// Worth of two words that the base writes as one.
    pub joined: f32,
    /// Worth of a word that says little in any question.
    pub light: f32,
    /// Two neighbouring words of the question that are neighbours in the text.
    pub phrase: f32,
    /// Worth of a word that is only alike by its letters.
    pub grams: f32,
    /// Share of meaning against words.
    pub meaning: f32,
    /// Similarity that counts as the very same.
    pub same: f32,
    /// Share of the title and headings in a passage's nearness of meaning.
    pub lead: f32,
    /// Share of the whole document in a passage's nearness of meaning.
    pub document: f32,
    /// What a document's next best passages add to its best.
    pub more: f32,
    /// Worth of words of the question that no better passage has.
    pub novelty: f32,
    /// A document is put before another's second passage when its best scores this share of the
    /// very best.
    pub worth: f32,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            title: 2.0,
            headings: 1.5,
            keys: 1.5,
            saturation: 1.2,
            short_length: 0.3,
            text_length: 0.5,
            tie: 0.2,
            synonym: 0.8,
            related: 1.0,
            relations: 12,
            joined: 0.8,
            light: 0.6,
            phrase: 0.3,
            grams: 0.5,
            meaning: 0.55,
            same: 0.8,
            lead: 0.05,
            document: 0.3,
            more: 0.08,
            novelty: 0.2,
            worth: 0.5,
        }
    }
}
