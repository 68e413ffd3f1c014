//! Which passages an answer stands on: those that it names as `[n]`, no others.

use crate::passage::Passage;
use crate::words;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const EXCERPT: usize = 300;

/// The passages that a text cites, as numbers from 1 up to `count`.
pub(crate) fn cited(text: &str, count: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        rest = &rest[open + 1..];
        let Some(close) = rest.find(']') else { break };
        let inside = &rest[..close];
        let numbers: Option<Vec<usize>> =
            inside.split([',', ';']).map(|n| n.trim().trim_start_matches('^').parse().ok()).collect();
        if let Some(numbers) = numbers {
            found.extend(numbers.into_iter().filter(|n| (1..=count).contains(n)));
            rest = &rest[close + 1..];
        }
    }
    found
}

/// The citations of an answer, as a node's output has them.
pub(crate) fn output(text: &str, passages: &[Passage]) -> Vec<Value> {
    cited(text, passages.len())
        .into_iter()
        .map(|n| {
            let passage = &passages[n - 1];
            let mut citation = json!({
                "n": n,
                "title": passage.title,
                "section": passage.section,
                "excerpt": excerpt(passage),
                "document_id": passage.document_id,
                "base": passage.base,
            });
            for (name, value) in [("url", &passage.url), ("updated_at", &passage.updated_at)] {
                if !value.is_empty() {
                    citation[name] = json!(value);
                }
            }
            citation
        })
        .collect()
}

fn excerpt(passage: &Passage) -> String {
    let text = if passage.excerpt.trim().is_empty() { &passage.text } else { &passage.excerpt };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    }
}

/// How far the cited passages carry what the answer says, 0 to 1; `None` without passages, when
/// there is nothing to measure against.
pub(crate) fn grounding(text: &str, passages: &[Passage]) -> Option<f64> {
    if passages.is_empty() {
        return None;
    }
    let cited = cited(text, passages.len());
    let said: String =
        text.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect();
    let support: String = cited
        .iter()
        .map(|n| &passages[n - 1])
        .map(|p| format!("{} {} {}\n", p.title, p.section, p.text))
        .collect();
    Some(words::coverage(&said, &support))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_real_passages_count_as_citations() {
        let text = "Restart it [1]. Then [2, 3] or [^1] and [9], [0], [x], arr[] and [";
        assert_eq!(cited(text, 3), BTreeSet::from([1, 2, 3]));
        assert!(cited("nothing", 3).is_empty());
        let passages = vec![Passage { text: "Restart the router".into(), ..Passage::default() }];
        assert_eq!(grounding("Restart the router [1]", &passages), Some(1.0));
        assert_eq!(grounding("Restart the router", &passages), Some(0.0));
        assert_eq!(grounding("Restart the router", &[]), None);
    }
}
