//! A diff as text for people: what a colleague would say who had compared the two.

use super::value::{FieldChange, ValueChange, steps};
use super::words::Words;
use super::{Change, Diff, EdgeChange, ItemChange};
use crate::model::Edge;
use serde_json::Value;
use std::fmt::Write;

/// Whether to use a terminal's colours. Without them, what went from a text is `[-so-]`, and what came
/// `{+so+}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Yes,
    No,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Ink {
    Added,
    Removed,
    Changed,
    Name,
    Quiet,
}

impl Colour {
    pub(crate) fn paint(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Added => "32",
            Ink::Removed => "31",
            Ink::Changed => "33",
            Ink::Name => "1",
            Ink::Quiet => "2",
        };
        match self {
            Self::Yes if !text.is_empty() => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Self::Yes | Self::No => text.to_owned(),
        }
    }

    fn removed(self, text: &str) -> String {
        match self {
            Self::Yes => self.paint(Ink::Removed, text),
            Self::No => format!("[-{text}-]"),
        }
    }

    fn added(self, text: &str) -> String {
        match self {
            Self::Yes => self.paint(Ink::Added, text),
            Self::No => format!("{{+{text}+}}"),
        }
    }
}

/// The whole diff, ending with a line break.
pub fn render(diff: &Diff, colour: Colour) -> String {
    let mut out = String::new();
    if !diff.flow.is_empty() {
        out.push_str(&colour.paint(Ink::Changed, "~ "));
        out.push_str(&colour.paint(Ink::Name, "flow"));
        out.push('\n');
        field_lines(&mut out, &diff.flow, colour);
    }
    diff.channels.iter().for_each(|item| item_lines(&mut out, "channel", item, colour));
    diff.nodes.iter().for_each(|item| item_lines(&mut out, "node", item, colour));
    edge_lines(&mut out, &diff.edges, colour);
    diff.tests.iter().for_each(|item| item_lines(&mut out, "test", item, colour));
    // Where new ones stand in the file goes without saying.
    let only_moved = |items: bool, what: &str| match items {
        true => format!("{}\n", colour.paint(Ink::Quiet, &format!("  the {what} stand in another order"))),
        false => String::new(),
    };
    let come = diff.nodes.iter().any(|item| matches!(item.change, Change::Added(_)));
    out.push_str(&only_moved(diff.node_order.is_some() && !come, "nodes"));
    out.push_str(&only_moved(diff.edge_order.is_some() && diff.edges.is_empty(), "edges"));
    if out.is_empty() { "no changes\n".to_owned() } else { out }
}

fn item_lines(out: &mut String, what: &str, item: &ItemChange, colour: Colour) {
    let kind = item.kind.as_ref().map(|kind| format!(" ({kind})")).unwrap_or_default();
    let name = colour.paint(Ink::Name, &format!("‘{}’", item.name));
    let (sign, ink) = match &item.change {
        Change::Added(_) => ("+ ", Ink::Added),
        Change::Removed(_) => ("- ", Ink::Removed),
        Change::Changed(_) => ("~ ", Ink::Changed),
    };
    let title = match &item.was {
        Some(was) => format!("{what} ‘{was}’{kind} is now called {name}"),
        None => format!("{what} {name}{kind}"),
    };
    let _ = writeln!(out, "{}{title}", colour.paint(ink, sign));
    match &item.change {
        Change::Changed(fields) => field_lines(out, fields, colour),
        Change::Added(value) if what != "test" => {
            let settings = value.get("config").or(Some(value)).and_then(Value::as_object);
            for (name, value) in settings.into_iter().flatten() {
                let _ = writeln!(out, "    {name}: {}", plain_value(value));
            }
        }
        Change::Added(_) | Change::Removed(_) => {}
    }
}

/// One line for each changed field.
pub(crate) fn field_lines(out: &mut String, fields: &[FieldChange], colour: Colour) {
    for FieldChange { path, change } in fields {
        let name = readable(path);
        let line = match change {
            ValueChange::Added(now) => format!("{} added", colour.paint(Ink::Added, &plain_value(now))),
            ValueChange::Removed(was) => format!("{} removed", colour.paint(Ink::Removed, &plain_value(was))),
            ValueChange::Replaced { was, now } => {
                let (was, now) = (plain_value(was), plain_value(now));
                format!("{} → {}", colour.paint(Ink::Removed, &was), colour.paint(Ink::Added, &now))
            }
            ValueChange::Text(words) => text_line(words, colour),
            ValueChange::Order(order) => {
                let names: Vec<_> = order.iter().map(|name| in_list(name)).collect();
                format!("now in the order {}", names.join(", "))
            }
        };
        let name = if name.is_empty() { "all of it".to_owned() } else { name };
        let _ = writeln!(out, "    {name}: {line}");
    }
}

/// Edges, those of one way out together: one that leads elsewhere was moved.
fn edge_lines(out: &mut String, edges: &[EdgeChange], colour: Colour) {
    let ends = |from: &str, added: bool| -> Vec<&Edge> {
        let of = |change: &'_ EdgeChange| match change {
            EdgeChange::Added(_) => added,
            EdgeChange::Removed(_) => !added,
        };
        let edge = |change| match change {
            &EdgeChange::Added(ref edge) | &EdgeChange::Removed(ref edge) => edge,
        };
        edges.iter().filter(|change| of(change)).map(edge).filter(|edge| edge.from == from).collect()
    };
    for change in edges {
        let (edge, added) = match change {
            EdgeChange::Added(edge) => (edge, true),
            EdgeChange::Removed(edge) => (edge, false),
        };
        match (ends(&edge.from, false).as_slice(), ends(&edge.from, true).as_slice()) {
            ([was], [now]) if !added => {
                let (was, now) =
                    (colour.paint(Ink::Removed, was.to.as_str()), colour.paint(Ink::Added, now.to.as_str()));
                let sign = colour.paint(Ink::Changed, "~ ");
                let _ = writeln!(out, "{sign}edge {} → {was} leads to {now} now", edge.from);
            }
            ([_], [_]) => {}
            _ => {
                let (sign, ink, did) =
                    if added { ("+ ", Ink::Added, "added") } else { ("- ", Ink::Removed, "removed") };
                let _ = writeln!(out, "{}edge {} → {} {did}", colour.paint(ink, sign), edge.from, edge.to);
            }
        }
    }
}

/// How much of an unchanged stretch is shown on each side of a change, in characters.
const AROUND: usize = 30;
/// How much of a value is shown.
const MOST: usize = 100;

fn text_line(words: &[Words], colour: Colour) -> String {
    let last = words.len().saturating_sub(1);
    let part = |(at, words): (usize, &Words)| match words {
        Words::Same(text) => colour.paint(Ink::Quiet, &shortened(text, at > 0, at < last)),
        Words::Removed(text) => colour.removed(&one_line(text)),
        Words::Added(text) => colour.added(&one_line(text)),
    };
    words.iter().enumerate().map(part).collect()
}

/// The beginning of a text, its end, or both.
fn shortened(text: &str, head: bool, tail: bool) -> String {
    let text = one_line(text);
    let count = text.chars().count();
    let keep = AROUND * (usize::from(head) + usize::from(tail));
    if count <= keep + 10 {
        return text;
    }
    let start: String = text.chars().take(if head { AROUND } else { 0 }).collect();
    let end: String = text.chars().skip(count - if tail { AROUND } else { 0 }).collect();
    format!("{start}…{end}")
}

fn one_line(text: &str) -> String {
    text.replace('\n', "⏎")
}

/// A value in one line, not all of it when it is long.
pub(crate) fn plain_value(value: &Value) -> String {
    let text = match value {
        Value::String(text) => format!("“{}”", one_line(text)),
        other => other.to_string(),
    };
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST - 1).chain(['…']).collect() }
}

/// `/config/cases/[port=yes]/when` as `cases ‘yes’ when`; a list is counted from one.
fn readable(path: &str) -> String {
    let mut steps = steps(path);
    if steps.len() > 1 && steps[0] == "config" {
        steps.remove(0);
    }
    let words: Vec<String> = steps.iter().map(|step| in_list(step)).collect();
    words.join(" ")
}

fn in_list(step: &str) -> String {
    let inside = step.strip_prefix('[').and_then(|step| step.strip_suffix(']'));
    match (inside.map(|inside| inside.split_once('=').unwrap_or(("", inside))), step.parse::<usize>()) {
        (Some((_, name)), _) => format!("‘{}’", name.trim_matches('"')),
        (None, Ok(index)) => format!("#{}", index + 1),
        (None, Err(_)) => step.to_owned(),
    }
}
