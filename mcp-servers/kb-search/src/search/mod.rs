//! Ranking: by words always, by meaning when there are vectors.
//!
//! The score of a passage is the share of the question that it answers: of the words, weighted by
//! how rare they are, and of the meaning, weighted together. It does not depend on what else is in
//! the base, so it can be compared with a threshold.

mod diverse;
mod excerpt;
mod filter;
mod meaning;
mod question;
mod rank;
mod related;
mod spelling;
pub(crate) mod tuning;
mod vocabulary;
mod words;

pub(crate) use question::Question;
pub(crate) use rank::{present, rank};
