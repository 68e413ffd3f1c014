//! Jinja templates: texts with `{{ value }}`, `{% for %}`, `{% if %}` and `{% set %}`.

use super::ast::Ast;
use super::parse::expression as parse;
use super::{Dialect, Emitter, Lookup};
use crate::expr::Expr;
use crate::import::rhai_text;
use std::cell::RefCell;

/// A template in our words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Rendered {
    /// A text with holes.
    Text(String),
    /// Where there are loops and choices: a script whose value is the text.
    Script(String),
}

/// Translates a template; free names are looked up in `lookup`.
///
/// # Errors
/// What in it cannot be translated.
pub(in crate::import) fn translate(source: &str, lookup: &Lookup<'_>) -> Result<Rendered, String> {
    // A single newline at the end is not part of a Jinja template.
    let source = source.strip_suffix('\n').unwrap_or(source);
    let parts = parts(source)?;
    if parts.len() > MAX_PARTS {
        return Err("more marks than are looked at".to_owned());
    }
    let mut parts = parts.into_iter().peekable();
    let nodes = block(&mut parts, 0)?;
    if let Some(part) = parts.next() {
        return Err(format!("{part:?} without a beginning"));
    }
    let locals = RefCell::new(Vec::new());
    let writer = Writer { lookup, locals: &locals };
    if nodes.iter().all(|node| matches!(node, Node::Text(_) | Node::Value(_))) {
        let pieces: Result<Vec<String>, String> = nodes
            .iter()
            .map(|node| match node {
                Node::Text(text) => Ok(rhai_text::plain(text)),
                Node::Value(tree) => writer.emit(tree).map(|text| rhai_text::hole(&text)),
                Node::For { .. } | Node::If(..) | Node::Set(..) => Err("a block".to_owned()),
            })
            .collect();
        return pieces.map(|pieces| Rendered::Text(pieces.concat()));
    }
    let mut lines = vec!["let out_ = \"\";".to_owned()];
    writer.write(&nodes, 0, &mut lines)?;
    lines.push("out_".to_owned());
    let script = lines.join("\n");
    Expr::parse_script(&script).map_err(|error| error.message)?;
    Ok(Rendered::Script(script))
}

/// Texts and marks of one template.
const MAX_PARTS: usize = 4_000;

#[derive(Debug)]
enum Part {
    Text(String),
    Value(String),
    Tag(String),
}

enum Node {
    Text(String),
    Value(Ast),
    For {
        item: String,
        list: Ast,
        body: Vec<Node>,
        otherwise: Vec<Node>,
    },
    /// Each condition with its body; the last may have none.
    If(Vec<(Option<Ast>, Vec<Node>)>),
    Set(String, Ast),
}

/// Cuts a template at its marks, minding `-` which eats the white space beside it.
fn parts(source: &str) -> Result<Vec<Part>, String> {
    let mut found: Vec<Part> = Vec::new();
    let mut rest = source;
    let mut eat = false;
    loop {
        let open =
            rest.match_indices('{').map(|(at, _)| at).find(|at| rest[at + 1..].starts_with(['{', '%', '#']));
        let text = &rest[..open.unwrap_or(rest.len())];
        let text = if std::mem::take(&mut eat) { text.trim_start() } else { text };
        let Some(open) = open else {
            found.push(Part::Text(text.to_owned()));
            return Ok(found);
        };
        let close = match &rest[open..open + 2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let inside = &rest[open + 2..];
        let end = inside.find(close).ok_or_else(|| format!("a mark that is never closed with ‘{close}’"))?;
        let (mut body, mut text) = (&inside[..end], text);
        if let Some(cut) = body.strip_prefix('-') {
            (body, text) = (cut, text.trim_end());
        }
        if let Some(cut) = body.strip_suffix('-') {
            (body, eat) = (cut, true);
        }
        found.push(Part::Text(text.to_owned()));
        match close {
            "}}" => found.push(Part::Value(body.trim().to_owned())),
            "%}" => found.push(Part::Tag(body.trim().to_owned())),
            _ => {}
        }
        rest = &inside[end + 2..];
    }
}

type Parts = std::iter::Peekable<std::vec::IntoIter<Part>>;

/// Nodes up to a tag that ends the block or goes on with it, which stays.
fn block(parts: &mut Parts, depth: usize) -> Result<Vec<Node>, String> {
    if depth > 16 {
        return Err("blocks nested very deep".to_owned());
    }
    let mut nodes = Vec::new();
    while let Some(part) = parts.peek() {
        if let Part::Tag(tag) = part
            && ["end", "else", "elif"].iter().any(|word| tag.starts_with(word))
        {
            break;
        }
        match parts.next() {
            Some(Part::Text(text)) if text.is_empty() => {}
            Some(Part::Text(text)) => nodes.push(Node::Text(text)),
            Some(Part::Value(source)) => nodes.push(Node::Value(parse(&source, Dialect::Jinja)?)),
            Some(Part::Tag(tag)) => nodes.push(tagged(&tag, parts, depth)?),
            None => {}
        }
    }
    Ok(nodes)
}

fn tagged(tag: &str, parts: &mut Parts, depth: usize) -> Result<Node, String> {
    let (word, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    match word {
        "set" => {
            let (name, value) = rest.split_once('=').ok_or("a ‘set’ block")?;
            Ok(Node::Set(variable(name)?, parse(value, Dialect::Jinja)?))
        }
        "for" => {
            let (item, list) = rest.split_once(" in ").ok_or("a ‘for’ without ‘in’")?;
            let (item, list) = (variable(item)?, parse(list, Dialect::Jinja)?);
            if matches!(list, Ast::Choice(..)) {
                return Err("a ‘for’ with a condition".to_owned());
            }
            let body = block(parts, depth + 1)?;
            let otherwise = if next_is(parts, "else") { block(parts, depth + 1)? } else { Vec::new() };
            end(parts, "endfor")?;
            Ok(Node::For { item, list, body, otherwise })
        }
        "if" => {
            let mut branches = vec![(Some(parse(rest, Dialect::Jinja)?), block(parts, depth + 1)?)];
            loop {
                match parts.next() {
                    Some(Part::Tag(tag)) if tag == "endif" => return Ok(Node::If(branches)),
                    Some(Part::Tag(tag)) if tag == "else" => branches.push((None, block(parts, depth + 1)?)),
                    Some(Part::Tag(tag)) if tag.starts_with("elif ") => {
                        branches.push((Some(parse(&tag[5..], Dialect::Jinja)?), block(parts, depth + 1)?));
                    }
                    _ => return Err("an ‘if’ without ‘endif’".to_owned()),
                }
            }
        }
        other => Err(format!("the block ‘{other}’")),
    }
}

fn variable(name: &str) -> Result<String, String> {
    let name = name.trim();
    // `out_` is the text itself.
    let free = rhai_text::is_identifier(name) && !matches!(name, "out" | "loop");
    if free { Ok(name.to_owned()) } else { Err(format!("the variable ‘{name}’")) }
}

fn next_is(parts: &mut Parts, tag: &str) -> bool {
    parts.next_if(|part| matches!(part, Part::Tag(found) if found == tag)).is_some()
}

fn end(parts: &mut Parts, tag: &str) -> Result<(), String> {
    if next_is(parts, tag) { Ok(()) } else { Err(format!("a block without ‘{tag}’")) }
}

/// Marks the counter of the loop over a variable; no name in a template has it.
const COUNTER: &str = "#";

/// A template's own name, in the script.
fn written(name: &str) -> String {
    match name.strip_suffix(COUNTER) {
        Some(item) => format!("{item}__at"),
        None => rhai_text::local(name),
    }
}

struct Writer<'a> {
    lookup: &'a Lookup<'a>,
    /// Names of the template's own, innermost last; with those of its loops their counters.
    locals: &'a RefCell<Vec<String>>,
}

impl Writer<'_> {
    fn with<T>(&self, write: impl FnOnce(&Emitter<'_>) -> Result<T, String>) -> Result<T, String> {
        let lookup = |name: &str| {
            let locals = self.locals.borrow();
            if locals.iter().any(|known| known == name) { Ok(written(name)) } else { (self.lookup)(name) }
        };
        write(&Emitter { dialect: Dialect::Jinja, lookup: &lookup })
    }

    fn emit(&self, tree: &Ast) -> Result<String, String> {
        let tree = self.counted(tree)?;
        self.with(|emitter| emitter.emit(&tree))
    }

    fn truth(&self, tree: &Ast) -> Result<String, String> {
        let tree = self.counted(tree)?;
        self.with(|emitter| emitter.truth(&tree))
    }

    /// `loop.index` and its kin, where they stand alone.
    fn counted(&self, tree: &Ast) -> Result<Ast, String> {
        let Ast::Member(of, name) = tree else { return Ok(tree.clone()) };
        if **of != Ast::Name("loop".to_owned()) {
            return Ok(tree.clone());
        }
        let locals = self.locals.borrow();
        let counter =
            locals.iter().rev().find(|name| name.ends_with(COUNTER)).ok_or("‘loop’ outside a loop")?;
        let at = Ast::Name(counter.clone());
        let number = |number: &str| Box::new(Ast::Number(number.to_owned()));
        match name.as_str() {
            "index" => Ok(Ast::Binary(super::ast::Op::Add, Box::new(at), number("1"))),
            "index0" => Ok(at),
            "first" => Ok(Ast::Binary(super::ast::Op::Equal, Box::new(at), number("0"))),
            other => Err(format!("‘loop.{other}’")),
        }
    }

    fn write(&self, nodes: &[Node], depth: usize, lines: &mut Vec<String>) -> Result<(), String> {
        let indent = "  ".repeat(depth);
        for node in nodes {
            match node {
                Node::Text(text) => lines.push(format!("{indent}out_ += {};", rhai_text::literal(text))),
                Node::Value(tree) => lines.push(format!("{indent}out_ += text({});", self.emit(tree)?)),
                Node::Set(name, tree) => {
                    // In a block the new value would end with it, and here it would not.
                    if depth > 0 {
                        return Err("‘set’ inside a block".to_owned());
                    }
                    let value = self.emit(tree)?;
                    let again = self.locals.borrow().contains(name);
                    lines.push(format!("{}{} = {value};", if again { "" } else { "let " }, written(name)));
                    self.locals.borrow_mut().push(name.clone());
                }
                Node::For { item, list, body, otherwise } => {
                    let list = self.emit(list)?;
                    let before = self.locals.borrow().len();
                    let counter = format!("{item}{COUNTER}");
                    let names = format!("({}, {})", written(item), written(&counter));
                    lines.push(format!("{indent}for {names} in default({list}, []) {{"));
                    self.locals.borrow_mut().extend([item.clone(), counter]);
                    self.write(body, depth + 1, lines)?;
                    self.locals.borrow_mut().truncate(before);
                    lines.push(format!("{indent}}}"));
                    if !otherwise.is_empty() {
                        lines.push(format!("{indent}if is_empty({list}) {{"));
                        self.write(otherwise, depth + 1, lines)?;
                        lines.push(format!("{indent}}}"));
                    }
                }
                Node::If(branches) => {
                    for (at, (condition, body)) in branches.iter().enumerate() {
                        let head = match (at, condition) {
                            (0, Some(condition)) => format!("if {} {{", self.truth(condition)?),
                            (_, Some(condition)) => format!("}} else if {} {{", self.truth(condition)?),
                            (_, None) => "} else {".to_owned(),
                        };
                        lines.push(format!("{indent}{head}"));
                        self.write(body, depth + 1, lines)?;
                    }
                    lines.push(format!("{indent}}}"));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn render(source: &str) -> Result<String, String> {
        let names = |name: &str| match name {
            "items" | "name" => Ok(format!("input.{name}")),
            other => Err(format!("the name ‘{other}’")),
        };
        let scope = json!({ "input": { "items": [{ "t": "a" }, { "t": "b" }], "name": "Ada" } });
        let scope = scope.as_object().unwrap();
        let value = match translate(source, &names)? {
            Rendered::Script(script) => Expr::parse_script(&script).and_then(|expr| expr.eval(scope)),
            Rendered::Text(text) => {
                crate::expr::Template::parse(&json!(text), &json!({})).unwrap().resolve(scope)
            }
        };
        value.map(|value| value.as_str().unwrap_or_default().to_owned()).map_err(|error| error.message)
    }

    #[test]
    fn templates_give_the_text_that_jinja_gives() {
        assert_eq!(render("Hello {{ name }}!\n"), Ok("Hello Ada!".to_owned()));
        assert_eq!(render("{{ name | upper }} { {# note #}x"), Ok("ADA { x".to_owned()));
        assert_eq!(
            render("{% for i in items -%}\n  {{ loop.index }}. {{ i.t }}\n{% endfor %}end"),
            Ok("1. a\n2. b\nend".to_owned())
        );
        assert_eq!(
            render("{% if items | length > 5 %}many{% elif name == 'Ada' %}Ada{% else %}few{% endif %}"),
            Ok("Ada".to_owned())
        );
        assert_eq!(render("{% set n = name %}{{ n }}{% if items %}+{% endif %}"), Ok("Ada+".to_owned()));
        assert_eq!(
            render("{% for input in items %}{{ name }}{{ input.t }} {% endfor %}"),
            Ok("Adaa Adab ".to_owned())
        );
        assert_eq!(render("{% for i in [] %}x{% else %}none{% endfor %}"), Ok("none".to_owned()));
    }

    #[test]
    fn what_is_more_than_that_is_refused() {
        let refused = |source: &str, part: &str| {
            let error = render(source).expect_err(source);
            assert!(error.contains(part), "{source}: {error}");
        };
        refused("{% include 'x' %}", "‘include’");
        refused("{% for i in items if i.t %}x{% endfor %}", "condition");
        refused("{{ other }}", "other");
        refused("{{ name", "never closed");
        refused("{% if name %}x", "endif");
        refused("{% endif %}", "without a beginning");
    }
}
