//! What `$json` behind a node is: an expression here, and names in it that are called otherwise.

use super::graph::{Graph, Source};
use std::collections::HashSet;

/// The item a node gives.
pub(super) struct Item {
    /// The item as a whole.
    pub whole: String,
    /// Paths that mean something else here, longest first.
    pub paths: Vec<(&'static str, String)>,
}

impl Graph<'_> {
    /// The item that comes out of a node.
    pub fn item_of(&self, at: usize) -> Result<Item, String> {
        self.item_within(at, &mut HashSet::new())
    }

    /// The item that comes into a node: that of the first node which leads to it.
    pub fn item_before(&self, at: usize) -> Result<Item, String> {
        self.before_within(at, &mut HashSet::new())
    }

    fn before_within(&self, at: usize, seen: &mut HashSet<usize>) -> Result<Item, String> {
        let before = self.before[at].iter().copied().find(|from| !seen.contains(from));
        match before {
            Some(before) => self.item_within(before, seen),
            None => Err("nothing that leads to it".to_owned()),
        }
    }

    fn item_within(&self, at: usize, seen: &mut HashSet<usize>) -> Result<Item, String> {
        // Each node that only passes on is a step of a recursion.
        if !seen.insert(at) || seen.len() > 100 {
            return Err("items that come round in a circle, or from very far".to_owned());
        }
        let source = &self.sources[at];
        let id = source.node.as_str();
        let item = |whole: &str, paths: &[(&'static str, String)]| {
            Ok(Item { whole: whole.to_owned(), paths: paths.to_vec() })
        };
        match source.kind {
            "chatTrigger" => item(
                "input",
                &[(".chatInput", "input.message".to_owned()), (".sessionId", "conversation.id".to_owned())],
            ),
            "webhook" => item("input", &[(".body", "input".to_owned()), (".query", "input".to_owned())]),
            _ if source.is_trigger() => item("input", &[]),
            // They pass on what they get.
            "if" | "switch" | "filter" | "noOp" | "wait" | "textClassifier" | "sentimentAnalysis"
            | "respondToWebhook" => self.before_within(at, seen),
            "httpRequest" => item(&format!("{id}.body"), &[]),
            "agent" => item(id, &[(".output", format!("{id}.text"))]),
            "chainLlm" => {
                item(id, &[(".output", format!("{id}.text")), (".response.text", format!("{id}.text"))])
            }
            "chainRetrievalQa" => {
                item(id, &[(".response", format!("{id}.text")), (".output", format!("{id}.text"))])
            }
            "openAi" => {
                item(id, &[(".message.content", format!("{id}.text")), (".text", format!("{id}.text"))])
            }
            "informationExtractor" => item(id, &[(".output", format!("{id}.values"))]),
            _ => item(id, &[]),
        }
    }
}

impl Item {
    /// Puts the item in the place of a name in an expression.
    pub fn put_into(&self, expression: &str, name: &str) -> String {
        let mut out = String::new();
        let mut rest = expression;
        while let Some(found) = rest.find(name) {
            out.push_str(&rest[..found]);
            rest = &rest[found + name.len()..];
            let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            let path = self.paths.iter().find(|(path, _)| rest.strip_prefix(path).is_some_and(ends));
            match path {
                Some((path, here)) => {
                    out.push_str(here);
                    rest = &rest[path.len()..];
                }
                None => out.push_str(&self.whole),
            }
        }
        out.push_str(rest);
        out
    }
}

/// The way out by an output of a node.
pub(super) fn port(source: &Source<'_>, output: usize) -> Option<String> {
    let nth = |names: Vec<String>| names.into_iter().nth(output);
    match source.kind {
        "if" => nth(vec!["yes".to_owned(), "no".to_owned()]),
        "filter" => nth(vec!["yes".to_owned()]),
        "switch" => nth(super::core::switch_ports(source)),
        "textClassifier" => nth(super::ai::categories(source)),
        "sentimentAnalysis" => nth(super::ai::sentiments(source)),
        _ if output == 0 => Some("out".to_owned()),
        // A second way out is that for errors, where a node is told to have one.
        _ if output == 1 && source.data["onError"] == "continueErrorOutput" => Some("error".to_owned()),
        _ => None,
    }
}
