//! Texts and data on their way: prompts, parsers, splitters, the conversation so far, knowledge.

use super::braces::{Piece, pieces};
use super::graph::{Graph, Source};
use super::talk::separator;
use super::values::{Shape, Val};
use super::work::Work;
use crate::import::draft;
use crate::import::holes::{Hole, holes};
use crate::import::rhai_text::{self, hole, literal, member};
use serde_json::{Value, json};

/// The conversation so far as a list of objects.
pub(super) const MESSAGES: &str =
    "conversation.history.map(|m| #{ text: m.content, sender: m.role, sender_name: m.role })";

/// A prompt's pieces. Newer ones may write their names in doubled braces.
fn prompt_pieces(source: &Source<'_>) -> Vec<Piece> {
    let text = source.text("template");
    if source.value("use_double_brackets") != true {
        return pieces(text);
    }
    let piece = |piece| match piece {
        Hole::Text(text) => Piece::Text(text.to_owned()),
        Hole::Value(name) => Piece::Name(name.to_owned()),
    };
    holes(text).into_iter().map(piece).collect()
}

/// The fields that a prompt is filled from.
pub(super) fn prompt_fields(source: &Source<'_>) -> Vec<String> {
    let name = |piece| match piece {
        Piece::Name(name) => Some(name),
        Piece::Text(_) => None,
    };
    prompt_pieces(source).into_iter().filter_map(name).collect()
}

pub(super) fn prompt(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    if graph.into(at, "template").next().is_some() {
        return work
            .put_placeholder(at, "its text comes along an edge, with names in it that only a run knows");
    }
    let text: String = prompt_pieces(source)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => rhai_text::plain(&text),
            Piece::Name(name)
                if source.template[&name].is_object() || graph.into(at, &name).next().is_some() =>
            {
                work.text(at, &name)
            }
            Piece::Name(name) => {
                work.lost(at, format!("Its text reads {{{name}}}, and there is no such field."));
                hole(&draft::missing(&name))
            }
        })
        .collect();
    work.put(at, "template", json!({ "text": text }), "It is a Template with the same text.");
}

pub(super) fn combine(work: &mut Work<'_, '_>, at: usize) {
    let (first, second) = (work.text(at, "text1"), work.text(at, "text2"));
    let between = match work.graph.sources[at].value("delimiter") {
        Value::Null => " ".to_owned(),
        _ => work.text(at, "delimiter"),
    };
    let text = format!("{first}{between}{second}");
    work.put(at, "template", json!({ "text": text }), "It is a Template that joins both texts.");
}

/// Where the data for a component comes from.
fn data(work: &mut Work<'_, '_>, at: usize) -> Option<Val> {
    ["input_data", "data", "df", "message", "data_inputs"].into_iter().find_map(|name| work.field(at, name))
}

pub(super) fn parser(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let Some(value) = data(work, at) else {
        return work.put_placeholder(at, "there is nothing that it reads");
    };
    let written =
        if source.template["pattern"].is_object() { source.text("pattern") } else { source.text("template") };
    let text = if source.text("mode") == "Stringify" || written.is_empty() {
        value.template()
    } else if value.shape == Shape::Rows {
        let between = source.value("sep").as_str().unwrap_or("\n");
        hole(&format!(
            "join({}.map(|row| {}), {})",
            value.whole,
            line(written, value.row),
            literal(&between.replace("\\n", "\n"))
        ))
    } else {
        filled(written, &value)
    };
    work.put(at, "template", json!({ "text": text }), "It is a Template that reads the same data.");
}

/// One row as a text.
fn line(written: &str, text: &str) -> String {
    let parts: Vec<String> = pieces(written)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => literal(&text),
            Piece::Name(name) if name == "data" => "json(row)".to_owned(),
            Piece::Name(name) if name == "text" => text.to_owned(),
            Piece::Name(name) => member("row", &name),
        })
        .collect();
    format!("join([{}])", parts.join(", "))
}

/// One object as a text.
fn filled(written: &str, value: &Val) -> String {
    let pieces = pieces(written).into_iter().map(|piece| match piece {
        Piece::Text(text) => rhai_text::plain(&text),
        Piece::Name(name) if matches!(name.as_str(), "data" | "text") => value.template(),
        Piece::Name(_) if value.shape == Shape::Text => String::new(),
        Piece::Name(name) => hole(&member(&value.whole, &name)),
    });
    pieces.collect()
}

pub(super) fn split(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let Some(value) = data(work, at) else {
        return work.put_placeholder(at, "there is nothing that it splits");
    };
    let mark = match source.text("separator") {
        "Custom" => source.text("custom_separator"),
        written => written,
    };
    let mark = if source.text("mode") == "Recursive" { "" } else { mark };
    let code = format!(
        "#{{ chunks: {}.split({}).filter(|part| part.trimmed() != \"\").map(|part| #{{ text: part }}) }}",
        value.text,
        separator(mark),
    );
    work.changed(
        at,
        "There pieces are put together up to a size, with an overlap; here each piece stays by itself.",
    );
    work.put(at, "script", json!({ "code": code }), "It is a script that splits the text at the same mark.");
}

pub(super) fn convert(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let Some(value) = data(work, at) else {
        return work.put_placeholder(at, "there is nothing that it converts");
    };
    let output = graph.out_of(at).map(|link| link.output.as_str()).next();
    let usual = if source.text("output_type") == "Message" { "message_output" } else { "data_output" };
    let parses = source.value("auto_parse") == true && value.shape == Shape::Text;
    if parses {
        work.changed(at, "A text that is no JSON stays a text there; here it is an error.");
    }
    match output.unwrap_or(usual) {
        "message_output" => {
            let text = value.template();
            work.put(
                at,
                "template",
                json!({ "text": text }),
                "It is a Template that makes a text of the same data.",
            );
        }
        "dataframe_output" => {
            let code = format!("#{{ rows: {} }}", value.list());
            work.put(
                at,
                "script",
                json!({ "code": code }),
                "It is a script that makes a list of the same data.",
            );
        }
        _ => {
            let code = if parses { format!("parse_json({})", value.whole) } else { value.one() };
            work.put(
                at,
                "script",
                json!({ "code": code }),
                "It is a script that makes an object of the same data.",
            );
        }
    }
}

pub(super) fn memory(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    if source.text("mode") == "Store" {
        return work.put_placeholder(at, "it stores a message; a conversation keeps what is said by itself");
    }
    let written = source.text("template");
    let written = if written.is_empty() { "{sender_name}: {text}" } else { written };
    let parts: Vec<String> = pieces(written)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => literal(&text),
            Piece::Name(name) if name == "text" => "m.content".to_owned(),
            Piece::Name(name) if name.starts_with("sender") => "m.role".to_owned(),
            Piece::Name(name) => {
                work.lost(at, format!("Its text reads {{{name}}} of each message, which was left out."));
                "\"\"".to_owned()
            }
        })
        .collect();
    let text = hole(&format!("conversation.history.map(|m| join([{}])).join(\"\\n\")", parts.join(", ")));
    if source.text("order") == "Descending" {
        work.lost(at, "It had the newest message first; here it is the last.");
    }
    let what =
        "It is the conversation so far; here it is the last 20 messages at most, of ‘user’ and ‘assistant’.";
    work.changed(at, what);
    work.put(at, "template", json!({ "text": text }), "It is a Template with the conversation so far.");
}

/// The knowledge base that stands for a store: by its name there.
pub(super) fn base(work: &mut Work<'_, '_>, at: usize, node: &crate::id::NodeId) -> String {
    let source = &work.graph.sources[at];
    let fields = ["knowledge_base", "collection_name", "index_name", "table_name", "schema_name"];
    let there = fields.into_iter().map(|field| source.text(field)).find(|name| !name.is_empty());
    let there = there.unwrap_or(source.title);
    let base = work.options.bases.get(there).cloned().unwrap_or_else(|| there.to_owned());
    let what = format!("The knowledge base that is ‘{there}’ ({}) in Langflow.", source.name);
    work.draft.needs_base(&base, &what, node);
    base
}

/// The most passages that a search was to give.
pub(super) fn top(source: &Source<'_>) -> Option<u64> {
    let number = source.value("number_of_results").as_u64().or_else(|| source.value("top_k").as_u64());
    number.map(|number| number.clamp(1, 50))
}

pub(super) fn search(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let query = work.text(at, "search_query");
    if query.trim().is_empty() {
        let why = "it fills a store and looks nothing up; put the documents into a knowledge base here";
        return work.put_placeholder(at, why);
    }
    let node = source.node.clone();
    let mut config = json!({ "base": base(work, at, &node), "query": query });
    if let Some(top) = top(source) {
        config["top_k"] = json!(top);
    }
    if graph.into(at, "ingest_data").next().is_some() {
        work.lost(
            at,
            "What an edge puts into it was left out; put the documents into the knowledge base here.",
        );
    }
    work.put(at, "kb_search", config, "It searches a knowledge base.");
}

/// What pages say, one by one. Several of them are a For each.
pub(super) fn pages(graph: &Graph<'_>, at: usize) -> Val {
    let id = graph.sources[at].node.as_str();
    if urls(&graph.sources[at]).len() > 1 && graph.into(at, "urls").next().is_none() {
        return Val::rows_of(
            format!("({id}.results ?? []).map(|page| #{{ text: text(page.body) }})"),
            "row.text",
        );
    }
    Val {
        text: format!("text({id}.body)"),
        ..Val::rows_of(format!("[#{{ text: text({id}.body) }}]"), "row.text")
    }
}

pub(super) fn urls<'a>(source: &Source<'a>) -> Vec<&'a str> {
    match source.value("urls") {
        Value::String(one) if !one.trim().is_empty() => vec![one.trim()],
        Value::Array(several) => {
            several.iter().filter_map(Value::as_str).map(str::trim).filter(|url| !url.is_empty()).collect()
        }
        _ => Vec::new(),
    }
}
