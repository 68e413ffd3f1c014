//! Names of ours out of titles of theirs.

use crate::expr::RESERVED_NAMES;
use crate::id::NodeId;
use std::collections::HashSet;

/// Stands for what could not be imported: no node may have this name, so the checks point at every
/// place that reads it.
pub(super) const NOT_IMPORTED: &str = "not_imported";

const LONGEST: usize = 48;

/// Ids that are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// An id like the title, or like `otherwise` when the title has no letters we can use.
    pub fn node(&mut self, title: &str, otherwise: &str) -> NodeId {
        let base = [title, otherwise].into_iter().map(identifier).find(|name| !name.is_empty());
        let base = base.unwrap_or_else(|| "node".to_owned());
        let mut name = base.clone();
        let mut count = 1;
        while RESERVED_NAMES.contains(&name.as_str()) || name == NOT_IMPORTED || self.taken.contains(&name) {
            count += 1;
            name = format!("{base}_{count}");
        }
        self.taken.insert(name.clone());
        name.into()
    }
}

/// `[a-z][a-z0-9_]*`; empty when nothing of the text can be used.
pub(super) fn identifier(text: &str) -> String {
    let name = words(text, '_');
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
    name.to_owned()
}

/// The same, and never empty: a name without any letter we can use is spelled by its code points.
pub(super) fn channel(text: &str) -> String {
    match identifier(text) {
        name if name.is_empty() => {
            let points: String = text.chars().take(6).map(|letter| format!("{:x}", letter as u32)).collect();
            format!("c{points}")
        }
        name => name,
    }
}

/// `[a-z0-9][a-z0-9-]*`.
pub(super) fn flow_name(text: &str) -> String {
    match words(text, '-') {
        name if name.is_empty() => "imported-flow".to_owned(),
        name => name,
    }
}

/// Small letters and digits; everything else between them is one separator. `fooBar` is two words.
fn words(text: &str, separator: char) -> String {
    let mut name = String::new();
    let mut before = None::<char>;
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            let new_word = letter.is_ascii_uppercase() && before.is_some_and(|c| c.is_ascii_lowercase());
            if new_word && !name.ends_with(separator) {
                name.push(separator);
            }
            name.push(letter.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with(separator) {
            name.push(separator);
        }
        before = Some(letter);
    }
    let cut: String = name.chars().take(LONGEST).collect();
    cut.trim_matches(separator).to_owned()
}

/// A port's name: the text when it can be one, else cut down.
pub(super) fn port(text: &str) -> String {
    const LONGEST_PORT: usize = 60;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = text.chars().take(LONGEST_PORT).collect();
    // A dot in a port is fine (only the first splits an edge's source), and these two are ours.
    match short.trim() {
        "" => "case".to_owned(),
        own @ ("out" | "error") => format!("{own}_case"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_ids_that_are_unique_and_free() {
        let mut names = Names::default();
        let mut name = |title: &str| names.node(title, "llm").to_string();
        assert_eq!(name("Knowledge Retrieval"), "knowledge_retrieval");
        assert_eq!(name("Knowledge-Retrieval!"), "knowledge_retrieval_2");
        assert_eq!(name("LLM 2"), "llm_2");
        assert_eq!(name("知识检索"), "llm");
        assert_eq!(name("知识检索"), "llm_3");
        assert_eq!(name("Loop"), "loop_2");
        assert_eq!(name("3rd getData"), "rd_get_data");
        assert_eq!(flow_name("My Flow (v2)"), "my-flow-v2");
        assert_eq!(flow_name("流程"), "imported-flow");
        assert_eq!((channel("userName"), channel("总数")), ("user_name".to_owned(), "c603b6570".to_owned()));
    }
}
