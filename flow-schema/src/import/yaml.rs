//! YAML into JSON values, bounded.
//!
//! The parser hands out events and builds nothing, so that what aliases may grow to, how deep
//! values may nest and how many there may be is decided here. Scalars are read by the core schema
//! of YAML 1.2: `null`, `true`, whole and real numbers; everything else, dates included, is text.

use super::ImportError;
use super::bounded::{MAX_DEPTH, MAX_VALUES};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};
use serde_json::{Map, Number, Value};
use std::collections::HashMap;

/// Reads the first document of a text.
///
/// # Errors
/// Broken YAML, and more or deeper values than the bounds allow; always with the line.
pub(super) fn parse(text: &str) -> Result<Value, ImportError> {
    let mut tree = Tree::default();
    for event in Parser::new_from_str(text.trim_start_matches('\u{feff}')) {
        let (event, span) = event.map_err(|error| malformed(&error))?;
        if tree.take(event, span)? {
            break;
        }
    }
    Ok(tree.root.unwrap_or(Value::Null))
}

fn malformed(error: &ScanError) -> ImportError {
    let at = error.marker();
    ImportError::Malformed {
        language: "YAML",
        line: at.line(),
        character: at.col() + 1,
        message: error.info().to_owned(),
    }
}

#[derive(Default)]
struct Tree {
    open: Vec<Open>,
    root: Option<Value>,
    /// What an alias stands for, and how many values that is.
    anchors: HashMap<usize, (Value, usize)>,
    values: usize,
    /// The same of what anchors keep.
    kept: usize,
}

/// A list or object that is not closed yet.
struct Open {
    anchor: usize,
    /// Values read before it.
    before: usize,
    holds: Holds,
}

enum Holds {
    List(Vec<Value>),
    Object(Map<String, Value>, Option<String>),
}

impl Tree {
    /// Takes one event in; true at the end of the document.
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<bool, ImportError> {
        let line = span.start.line();
        match event {
            Event::SequenceStart(anchor, _) => self.begin(anchor, Holds::List(Vec::new()), line)?,
            Event::MappingStart(anchor, _) => self.begin(anchor, Holds::Object(Map::new(), None), line)?,
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let value = match open.holds {
                        Holds::List(items) => Value::Array(items),
                        Holds::Object(entries, _) => Value::Object(entries),
                    };
                    self.remember(open.anchor, &value, self.values - open.before, line)?;
                    self.put(value, &span)?;
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                // A long text weighs as much as many short ones.
                let weight = 1 + text.len() / 100;
                self.count(weight, line)?;
                let as_text = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
                let value = match style {
                    ScalarStyle::Plain if !as_text => plain(&text),
                    _ => Value::String(text.into_owned()),
                };
                self.remember(anchor, &value, weight, line)?;
                self.put(value, &span)?;
            }
            Event::Alias(anchor) => {
                let Some((value, size)) = self.anchors.get(&anchor).cloned() else {
                    let what = "an alias stands inside what it stands for";
                    return Err(at(&span, what));
                };
                self.count(size, line)?;
                self.put(value, &span)?;
            }
            Event::DocumentEnd | Event::StreamEnd => return Ok(true),
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => {}
        }
        Ok(false)
    }

    fn begin(&mut self, anchor: usize, holds: Holds, line: usize) -> Result<(), ImportError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(ImportError::TooDeep { line, max: MAX_DEPTH });
        }
        let before = self.values;
        self.count(1, line)?;
        self.open.push(Open { anchor, before, holds });
        Ok(())
    }

    fn count(&mut self, more: usize, line: usize) -> Result<(), ImportError> {
        self.values = self.values.saturating_add(more);
        if self.values > MAX_VALUES { Err(ImportError::TooMany { line, max: MAX_VALUES }) } else { Ok(()) }
    }

    /// Anchor 0 is none.
    fn remember(
        &mut self,
        anchor: usize,
        value: &Value,
        size: usize,
        line: usize,
    ) -> Result<(), ImportError> {
        if anchor != 0 {
            self.kept = self.kept.saturating_add(size);
            if self.kept > MAX_VALUES {
                return Err(ImportError::TooMany { line, max: MAX_VALUES });
            }
            self.anchors.insert(anchor, (value.clone(), size));
        }
        Ok(())
    }

    fn put(&mut self, value: Value, span: &Span) -> Result<(), ImportError> {
        match self.open.last_mut().map(|open| &mut open.holds) {
            None => self.root = Some(value),
            Some(Holds::List(items)) => items.push(value),
            Some(Holds::Object(entries, key @ None)) => match value {
                Value::String(name) if entries.contains_key(&name) => {
                    return Err(at(span, &format!("the key ‘{name}’ is there twice")));
                }
                Value::String(name) => *key = Some(name),
                Value::Null | Value::Bool(_) | Value::Number(_) => *key = Some(value.to_string()),
                Value::Array(_) | Value::Object(_) => return Err(at(span, "a key is a list or an object")),
            },
            Some(Holds::Object(entries, key)) => {
                let name = key.take().unwrap_or_default();
                entries.insert(name, value);
            }
        }
        Ok(())
    }
}

fn at(span: &Span, message: &str) -> ImportError {
    ImportError::Malformed {
        language: "YAML",
        line: span.start.line(),
        character: span.start.col() + 1,
        message: message.to_owned(),
    }
}

fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let digits = text.trim_start_matches(['-', '+']);
    // A number like 007 is a name somebody wrote without quotes.
    let padded = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
    if !padded && digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        if let Ok(whole) = text.parse::<i64>() {
            return Value::from(whole);
        }
        let real = text.parse::<f64>().ok().filter(|_| digits.contains(['.', 'e', 'E']));
        if let Some(number) = real.and_then(Number::from_f64) {
            return Value::Number(number);
        }
    }
    Value::String(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn scalars_are_read_by_the_core_schema() {
        let text = "{a: 1, b: 1.5, c: '1', d: true, e: ~, f: 0.1.5, g: 007, h: yes, i: 2024-01-01, j: !!str 5, k: |-\n  x\n}";
        let text = text.replace(", k: |-\n  x\n}", "}");
        let expect = json!({
            "a": 1, "b": 1.5, "c": "1", "d": true, "e": null, "f": "0.1.5", "g": "007", "h": "yes",
            "i": "2024-01-01", "j": "5",
        });
        assert_eq!(parse(&text), Ok(expect));
        assert_eq!(parse("a: |\n  x\n  y\nb: >-\n  c\n  d"), Ok(json!({ "a": "x\ny\n", "b": "c d" })));
    }

    /// As PyYAML writes long texts: quoted over several lines, an empty line for each newline.
    #[test]
    fn texts_over_several_lines_are_put_together() {
        let text = "a: 'one\n  two\n\n\n  it''s three'\nb: \"\\ndef main():\\n  return {\\n\\\n    \\    \\\"x\\\": 1}\"\nicon: \u{1f916}\nc: '#FFEAD5' # a colour\n";
        let expect = json!({ "a": "one two\n\nit's three", "b": "\ndef main():\n  return {\n    \"x\": 1}", "icon": "\u{1f916}", "c": "#FFEAD5" });
        assert_eq!(parse(text), Ok(expect));
    }

    #[test]
    fn aliases_are_copies_and_count() {
        assert_eq!(parse("a: &x [1, 2]\nb: *x"), Ok(json!({ "a": [1, 2], "b": [1, 2] })));
        let mut bomb = "a0: &a0 [x, x]\n".to_owned();
        for level in 1..40 {
            bomb.push_str(&format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1));
        }
        assert!(matches!(parse(&bomb), Err(ImportError::TooMany { line: 15..20, .. })), "{:?}", parse(&bomb));
    }

    #[test]
    fn depth_is_bounded_in_both_styles() {
        let flow = format!("a: {}", "[".repeat(5_000));
        let block: String = (0..300).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        assert!(matches!(
            parse(&flow),
            Err(ImportError::TooDeep { line: 1, .. } | ImportError::Malformed { .. })
        ));
        assert!(
            matches!(parse(&block), Err(ImportError::TooDeep { line: 100..103, .. })),
            "{:?}",
            parse(&block)
        );
    }

    #[test]
    fn what_is_broken_is_named_with_its_place() {
        assert_eq!(
            parse("a: 1\nb: [1, 2\nc: 3").unwrap_err().to_string().split(": ").take(2).collect::<Vec<_>>()[0],
            "the document is not YAML"
        );
        let twice = parse("a: 1\nb: 2\na: 3").unwrap_err().to_string();
        assert_eq!(twice, "the document is not YAML: line 3, character 1: the key ‘a’ is there twice");
    }
}
