use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer,
    WhitespaceTokenizer,
};

/// The fields of a passage in the index.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    pub document: Field,
    /// Position of the passage in its document.
    pub number: Field,
    pub title: Field,
    pub headings: Field,
    /// Keywords of the author and words of the file's name.
    pub keys: Field,
    pub body: Field,
    /// All of the above, unstemmed: the vocabulary that misspelt words are compared with.
    pub plain: Field,
    /// Character 3-grams of all of the above.
    pub grams: Field,
    /// The path and every folder above it.
    pub path: Field,
    /// `key=value`.
    pub meta: Field,
    /// Names of the passage's vectors: that of its title and headings, then those of its windows.
    pub vectors: Field,
    /// What a citation needs, as JSON.
    pub stored: Field,
}

const ENGLISH: &str = "english";
const PLAIN: &str = "folded";
const BLANKS: &str = "blanks";
/// Longer "words" are hashes and encoded files.
const MAX_WORD_BYTES: usize = 64;

impl Fields {
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let text = |tokenizer, record| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record),
            )
        };
        let positions = IndexRecordOption::WithFreqsAndPositions;
        let fields = Self {
            document: schema.add_text_field("document", STRING | FAST),
            number: schema.add_u64_field("number", FAST),
            title: schema.add_text_field("title", text(ENGLISH, positions)),
            headings: schema.add_text_field("headings", text(ENGLISH, positions)),
            keys: schema.add_text_field("keys", text(ENGLISH, positions)),
            body: schema.add_text_field("body", text(ENGLISH, positions)),
            plain: schema.add_text_field("plain", text(PLAIN, IndexRecordOption::WithFreqs)),
            grams: schema.add_text_field("grams", text(BLANKS, IndexRecordOption::WithFreqs)),
            path: schema.add_text_field("path", STRING),
            meta: schema.add_text_field("meta", STRING),
            vectors: schema.add_u64_field("vectors", NumericOptions::default().set_fast()),
            stored: schema.add_text_field("stored", STORED),
        };
        (schema.build(), fields)
    }

    /// The tokenizers that the schema names; an opened index does not know them by itself.
    pub fn register(index: &tantivy::Index) {
        index.tokenizers().register(ENGLISH, english());
        index.tokenizers().register(PLAIN, plain());
        index.tokenizers().register(BLANKS, TextAnalyzer::from(WhitespaceTokenizer::default()));
    }
}

/// Stemmed English words.
pub fn english() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(MAX_WORD_BYTES))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// Words in lower case and without accents.
pub fn plain() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(MAX_WORD_BYTES))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}
