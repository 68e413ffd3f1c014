//! What a component's field is filled with: by edges, or with what was written into it.

use super::settings::{is_secret, variable};
use super::values::{Shape, Val};
use super::work::Work;
use crate::import::draft;
use crate::import::rhai_text;
use serde_json::Value;

impl Work<'_, '_> {
    /// The value of a field; `None` when nothing fills it.
    pub fn field(&mut self, at: usize, name: &str) -> Option<Val> {
        let graph = self.graph;
        let mut values: Vec<Val> = Vec::new();
        for link in graph.latest_first(at, name) {
            let value = match graph.value(link) {
                Ok(value) if draft::parses(&value.text) && draft::parses(&value.whole) => value,
                Ok(_) => self.unread(at, name, "what comes there is no expression here"),
                Err(why) => self.unread(at, name, &why),
            };
            values.push(value);
        }
        if let Some(value) = self.together(at, name, values) {
            return Some(value);
        }
        let field = &graph.sources[at].template[name];
        if field["load_from_db"] == true && field["value"].as_str().is_some_and(|value| !value.is_empty()) {
            let shown = variable(field).unwrap_or("a variable");
            return Some(self.unread(
                at,
                name,
                &format!("it is the variable ‘{shown}’ of the installation there"),
            ));
        }
        if is_secret(name, field) {
            return None;
        }
        match &field["value"] {
            Value::Null => None,
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => Some(Val::written(text)),
            other => Some(Val::object(rhai_text::value(other))),
        }
    }

    /// Several edges into a field: all of them where it holds a list, otherwise the one that came.
    fn together(&mut self, at: usize, name: &str, mut values: Vec<Val>) -> Option<Val> {
        if values.len() < 2 {
            return values.pop();
        }
        let is_list = self.graph.sources[at].template[name]["list"] == true;
        let texts = values.iter().all(|value| value.shape == Shape::Text);
        let wholes =
            |join: &str| values.iter().map(|value| value.whole.as_str()).collect::<Vec<_>>().join(join);
        let value = match (is_list, texts) {
            (true, true) => {
                let all: Vec<&str> = values.iter().map(|value| value.whole.as_str()).collect();
                Val::text(format!("join([{}], \"\\n\")", all.join(", ")))
            }
            (true, false) => {
                let all: Vec<String> = values.iter().map(Val::list).collect();
                Val::rows(format!("({})", all.join(" + ")))
            }
            (false, true) => Val::text(format!("({})", wholes(" ?? "))),
            (false, false) => Val::object(format!("({})", wholes(" ?? "))),
        };
        // A long list of edges makes an expression that is deeper than one may be.
        Some(if draft::parses(&value.text) && draft::parses(&value.whole) {
            value
        } else {
            self.unread(at, name, "there are too many edges to it")
        })
    }

    fn unread(&mut self, at: usize, name: &str, why: &str) -> Val {
        let source = &self.graph.sources[at];
        let what = format!("What fills its {name} was not carried over: {why}.");
        self.draft.not_carried(&source.original(), Some(&source.node), what);
        Val::text(draft::missing(name))
    }

    /// A field as a template; empty when nothing fills it.
    pub fn text(&mut self, at: usize, name: &str) -> String {
        self.field(at, name).map(|value| value.template()).unwrap_or_default()
    }
}
