//! Makes the table of related words that search by words uses (`src/search/related.bin`):
//!
//! `cargo run --release --example related_words -- <model directory> <file>`
//!
//! The words are the whole ones in the model's vocabulary, which is sorted by how common they are in
//! English; what is near a word in the model's space is related to it. Forms of one word count once:
//! they are taken together by their stem. Nothing of any knowledge base is in it.
//!
//! The file: how many stems (`u32`), for each where its relations end (`u32`), the relations (number
//! of a stem as `u16`, nearness in 1/255 as `u8`, nearest first), the stems in alphabetical order,
//! each ended by a line feed. All numbers are little-endian.

use mcp_servers_kb_search::embed::local::LocalEmbedder;
use std::collections::BTreeMap;
use std::path::Path;
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer, TokenStream};

/// Rarer words are names and parts of words more often than not.
const COMMONEST: usize = 16_000;
/// Words less near than this have little to do with each other.
const NEAR: f32 = 0.4;
const RELATIONS: usize = 16;
const BATCH: usize = 256;

type Failure = Box<dyn std::error::Error>;

struct Stem {
    /// How common its commonest form is: 0 is the most common word.
    rank: usize,
    vector: Vec<f32>,
}

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, file] = args.as_slice() else { return Err("two paths: a model directory and a file".into()) };
    let words = words(Path::new(model))?;
    let embedder = LocalEmbedder::load(Path::new(model))?;
    let mut vectors = Vec::with_capacity(words.len());
    for batch in words.chunks(BATCH) {
        vectors.extend(embedder.embed_blocking(batch));
        eprint!("\r{} of {} words", vectors.len(), words.len());
    }
    eprintln!();
    centre(&mut vectors);
    let stems = stems(&words, &vectors);
    let bytes = table(&stems)?;
    std::fs::write(file, &bytes)?;
    eprintln!("{} stems, {} bytes", stems.len(), bytes.len());
    Ok(())
}

fn words(model: &Path) -> Result<Vec<String>, Failure> {
    let vocabulary = std::fs::read_to_string(model.join("vocab.txt"))?;
    let whole = |word: &&str| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    Ok(vocabulary.lines().filter(whole).map(str::to_owned).collect())
}

/// Takes away what all words have in common, which says nothing about any.
fn centre(vectors: &mut [Vec<f32>]) {
    let count = vectors.len() as f32;
    let mut mean = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for vector in &*vectors {
        add(&mut mean, vector);
    }
    for vector in vectors {
        for (number, mean) in vector.iter_mut().zip(&mean) {
            *number -= mean / count;
        }
        normalise(vector);
    }
}

/// The stems of common words, by the alphabet, each with the mean of its forms.
fn stems(words: &[String], vectors: &[Vec<f32>]) -> BTreeMap<String, Stem> {
    let mut stemmer =
        TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::English)).build();
    let mut out: BTreeMap<String, Stem> = BTreeMap::new();
    for (rank, (word, vector)) in words.iter().zip(vectors).enumerate() {
        let mut stem = word.clone();
        stemmer.token_stream(word).process(&mut |token| stem.clone_from(&token.text));
        let known = out.entry(stem).or_insert_with(|| Stem { rank, vector: vec![0.0; vector.len()] });
        add(&mut known.vector, vector);
    }
    out.retain(|_, stem| stem.rank < COMMONEST);
    out.values_mut().for_each(|stem| normalise(&mut stem.vector));
    out
}

fn table(stems: &BTreeMap<String, Stem>) -> Result<Vec<u8>, Failure> {
    let vectors: Vec<&[f32]> = stems.values().map(|stem| stem.vector.as_slice()).collect();
    let mut ends: Vec<u8> = Vec::new();
    let mut relations: Vec<u8> = Vec::new();
    for (at, vector) in vectors.iter().enumerate() {
        let near = vectors.iter().enumerate().map(|(other, to)| (dot(vector, to), other));
        let mut near: Vec<(f32, usize)> =
            near.filter(|(near, other)| *other != at && *near >= NEAR).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (near, other) in near.into_iter().take(RELATIONS) {
            relations.extend(u16::try_from(other)?.to_le_bytes());
            relations.push((near.min(1.0) * 255.0).round() as u8);
        }
        ends.extend(u32::try_from(relations.len() / 3)?.to_le_bytes());
    }
    let mut out = u32::try_from(stems.len())?.to_le_bytes().to_vec();
    out.extend(ends);
    out.extend(relations);
    for stem in stems.keys() {
        out.extend(stem.bytes());
        out.push(b'\n');
    }
    Ok(out)
}

fn add(sum: &mut [f32], more: &[f32]) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += more;
    }
}

fn normalise(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|number| *number /= length);
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
