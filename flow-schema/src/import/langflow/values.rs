//! What an output of a component is here: an expression for the whole, and one for it as a text.

use super::data;
use super::graph::{Graph, Link, Source};
use super::kind::Kind;
use super::think::routes;
use crate::import::rhai_text::{hole, literal, member, plain};
use std::cell::Cell;

/// A value that comes from more components than this, one passing it on to the next, is not followed.
const LONGEST_CHAIN: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Object,
    /// A list of objects.
    Rows,
}

#[derive(Clone, Debug)]
pub(super) struct Val {
    pub shape: Shape,
    pub whole: String,
    /// Of a text the same.
    pub text: String,
    /// Of a list: the text of one `row`.
    pub row: &'static str,
    /// A text that is known already.
    pub written: Option<String>,
}

/// Most objects have a text; the others are shown whole.
const ROW: &str = "(row.get(\"text\") ?? row)";

impl Val {
    pub fn text(expression: impl Into<String>) -> Self {
        let whole = expression.into();
        Self { shape: Shape::Text, text: whole.clone(), whole, row: ROW, written: None }
    }

    /// A text that somebody wrote.
    pub fn written(text: &str) -> Self {
        Self { written: Some(text.to_owned()), ..Self::text(literal(text)) }
    }

    /// An object that is shown whole.
    pub fn object(expression: impl Into<String>) -> Self {
        let whole = expression.into();
        Self { shape: Shape::Object, text: format!("text({whole})"), whole, row: ROW, written: None }
    }

    pub fn rows(expression: impl Into<String>) -> Self {
        Self::rows_of(expression, ROW)
    }

    /// A list of objects of which is known what they say.
    pub fn rows_of(expression: impl Into<String>, row: &'static str) -> Self {
        let whole = expression.into();
        let text = format!("join({whole}.map(|row| {row}), \"\\n\")");
        Self { shape: Shape::Rows, text, whole, row, written: None }
    }

    /// As a template.
    pub fn template(&self) -> String {
        self.written.as_deref().map_or_else(|| hole(&self.text), plain)
    }

    /// Without regard to capitals.
    pub fn lower(&self) -> String {
        match &self.written {
            Some(text) => literal(&text.to_lowercase()),
            None => format!("{}.to_lower()", self.text),
        }
    }

    /// As a list of objects.
    pub fn list(&self) -> String {
        match self.shape {
            Shape::Rows => self.whole.clone(),
            Shape::Object => format!("[{}]", self.whole),
            Shape::Text => format!("[#{{ text: {} }}]", self.whole),
        }
    }

    /// As an object.
    pub fn one(&self) -> String {
        match self.shape {
            Shape::Object => self.whole.clone(),
            Shape::Rows => format!("#{{ rows: {} }}", self.whole),
            Shape::Text => format!("#{{ text: {} }}", self.whole),
        }
    }
}

impl Graph<'_> {
    /// What goes along a link.
    pub fn value(&self, link: &Link<'_>) -> Result<Val, String> {
        self.along(link, &Cell::new(LONGEST_CHAIN))
    }

    fn along(&self, link: &Link<'_>, left: &Cell<usize>) -> Result<Val, String> {
        let step =
            left.get().checked_sub(1).ok_or("it is passed on from component to component too often")?;
        left.set(step);
        self.output(link.from, &link.output, link.place, left)
    }

    fn output(&self, at: usize, output: &str, place: &str, left: &Cell<usize>) -> Result<Val, String> {
        let source = &self.sources[at];
        let id = source.node.as_str();
        if output.is_empty() {
            return Err(format!(
                "the handle ‘{}’ names no output",
                place.chars().take(60).collect::<String>()
            ));
        }
        if self.is_plug(at) {
            return Err(format!("‘{}’ is only plugged in, and no step of its own", source.title));
        }
        Ok(match (source.kind, output) {
            (Kind::ChatInput, _) => Val::text("input.message"),
            (Kind::TextInput, _) => Val::text(given(source)),
            (Kind::Webhook, _) => Val { text: "json(input)".to_owned(), ..Val::object("input") },
            (Kind::Parser, "data_list") => return Err("it is a list of the texts, one by one".to_owned()),
            (
                Kind::ChatOutput
                | Kind::TextOutput
                | Kind::Prompt
                | Kind::Combine
                | Kind::Model
                | Kind::Parser,
                _,
            ) => Val::text(format!("{id}.text")),
            (Kind::Memory, "messages_text" | "text") => Val::text(format!("{id}.text")),
            (Kind::Memory, _) => Val::rows(data::MESSAGES),
            (Kind::Agent, "structured_response") => Val::object(format!("parse_json({id}.text)")),
            (Kind::Agent, _) => Val::text(format!("{id}.text")),
            (Kind::Router, _) => self.routed(at, output, left)?,
            (Kind::SmartRouter, _) => self.sorted(at, output, left)?,
            (Kind::Split, _) => Val::rows(format!("({id}.chunks ?? [])")),
            (Kind::Convert, "message_output") => Val::text(format!("{id}.text")),
            (Kind::Convert, "dataframe_output") => Val::rows(format!("({id}.rows ?? [])")),
            (Kind::Convert, _) => {
                Val { text: format!("text({id}.get(\"text\") ?? {id})"), ..Val::object(id) }
            }
            (Kind::Request, _) => {
                let whole = format!("#{{ status_code: {id}.status, result: {id}.body }}");
                Val { text: format!("json({whole})"), ..Val::object(whole) }
            }
            (Kind::Pages, _) => data::pages(self, at),
            (Kind::Search, _) => Val::rows_of(format!("({id}.passages ?? [])"), "row.text"),
            (Kind::Structured, "dataframe_output") => Val::rows_of(format!("[{id}]"), "row"),
            (Kind::Structured, _) => Val { text: format!("json({id})"), ..Val::object(id) },
            (Kind::Loop, "item") => {
                Val { text: "text(item.get(\"text\") ?? item)".to_owned(), ..Val::object("item") }
            }
            (Kind::Loop, _) => Val::rows(format!("({id}.results ?? []).map(|result| result.value)")),
            (Kind::Tools, _) => {
                let text =
                    format!("({id}.text ?? join(({id}.content ?? []).map(|part| part.text), \"\\n\"))");
                Val { text, ..Val::object(id) }
            }
            (Kind::Note | Kind::Embeddings, _) => return Err(format!("‘{}’ says nothing", source.title)),
            (Kind::Flow | Kind::Code | Kind::Group | Kind::File | Kind::Other, _) => Val::object(id),
        })
    }

    /// What a field was filled with, seen by another component: by edges, or with what was written there.
    fn passed(&self, at: usize, field: &str, left: &Cell<usize>) -> Result<Option<Val>, String> {
        let mut values = Vec::new();
        for link in self.latest_first(at, field) {
            values.push(self.along(link, left)?);
        }
        if values.len() > 1 {
            let wholes: Vec<&str> = values.iter().map(|value| value.whole.as_str()).collect();
            let whole = format!("({})", wholes.join(" ?? "));
            let texts = values.iter().all(|value| value.shape == Shape::Text);
            return Ok(Some(if texts { Val::text(whole) } else { Val::object(whole) }));
        }
        let written = self.sources[at].text_of(field).map(Val::written);
        Ok(values.pop().or(written))
    }

    /// Links into a field, those that come round in a circle first: when they have a value, it is the newer one.
    pub fn latest_first(&self, at: usize, field: &str) -> Vec<&Link<'_>> {
        let mut links: Vec<&Link<'_>> = self.into(at, field).filter(|link| link.plug.is_none()).collect();
        links.sort_by_key(|link| !self.are_in_a_circle(link.from, at));
        links
    }

    /// What an If-Else passes on: a message of its own for each way, or the one for both, or what it compared.
    fn routed(&self, at: usize, output: &str, left: &Cell<usize>) -> Result<Val, String> {
        let own = if output == "true_result" { "true_case_message" } else { "false_case_message" };
        for field in [own, "message", "input_text"] {
            if let Some(value) = self.passed(at, field, left)? {
                return Ok(value);
            }
        }
        Ok(Val::written(""))
    }

    fn sorted(&self, at: usize, output: &str, left: &Cell<usize>) -> Result<Val, String> {
        if let Some(value) = self.passed(at, "message", left)? {
            return Ok(value);
        }
        let nth = route(output);
        let own = nth.and_then(|nth| routes(&self.sources[at]).get(nth)?["output_value"].as_str());
        if let Some(own) = own.filter(|own| !own.trim().is_empty() && !own.eq_ignore_ascii_case("none")) {
            return Ok(Val::written(own));
        }
        Ok(self.passed(at, "input_text", left)?.unwrap_or_else(|| Val::written("")))
    }
}

/// `category_2_result` is the second route.
pub(super) fn route(output: &str) -> Option<usize> {
    let number = output.strip_prefix("category_")?.strip_suffix("_result")?;
    number.parse::<usize>().ok()?.checked_sub(1)
}

/// A text that a run is given, or what stands in its field.
fn given(source: &Source<'_>) -> String {
    let value = member("input", source.node.as_str());
    match source.text("input_value") {
        "" => value,
        usual => format!("({value} ?? {})", literal(usual)),
    }
}
