//! Knowledge: documents in, cited passages out.
//!
//! A document is parsed ([`parse`]), cut into passages that remember under which headings they
//! stood ([`chunk`]) and written to the index of its base ([`index`]). Every base of every tenant is
//! a directory of its own, so no query can meet another tenant's words: there is no filter to forget.
//! [`search`] ranks passages by words (stemmed, spelled wrongly, spelled together, or others that are
//! about the same) and, as soon as an [`embed::Embedder`] is configured, by meaning. Vectors are made in the background: a document can
//! be found by its words at once.
//!
//! What is not here: who may read which base, and the list of documents with their states and kept
//! text. That is the control plane's; this crate only needs ids. It reads no configuration and opens
//! no connection but through the HTTP client it is given.
//!
//! Start at [`KnowledgeBases`]; [`KbSearch`] is the same for flows.

pub mod chunk;
pub mod embed;
pub mod index;
pub mod parse;
pub mod search;

mod bases;
mod document;
mod error;
mod passage;
mod query;
mod tool;

pub use bases::{KnowledgeBases, Stats};
pub use document::{Content, Document, Format, IngestProgress, Ingested, Quiet, Stage};
pub use error::KbError;
pub use passage::{Highlight, Hits, Mode, Passage};
pub use query::{BaseRef, Filters, Query};
pub use tool::{BaseDirectory, KbSearch};
