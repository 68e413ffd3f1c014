//! Knowledge from document to passage, through the crate's own face.

mod local_model;
mod search;
mod support;
