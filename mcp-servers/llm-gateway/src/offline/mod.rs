//! The offline model: deterministic, without a network, and honest about what it is.
//!
//! It answers by quoting the passages that cover most of the question, classifies by similarity to
//! examples, and extracts by pattern. It makes no sentence of its own beyond saying what it quotes
//! or that it found nothing, and its confidence is always computed from the texts.

mod act;
mod answer;
mod classify;
mod extract;
mod model;
mod patterns;

pub use model::{OFFLINE, Offline};
