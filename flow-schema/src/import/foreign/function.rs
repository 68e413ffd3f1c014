//! A whole function that does nothing but name values and return one: `def main(a): …` in Python,
//! `function main({ a }) { … }` in JavaScript.

use super::parse::expression as parse;
use super::{Dialect, Emitter, Lookup};
use crate::expr::Expr;
use crate::import::rhai_text::{self, local};
use std::cell::RefCell;
use std::collections::HashSet;

/// The function as a script that gives its result; `arguments` are looked up by the names the
/// function has for them.
///
/// # Errors
/// What in it is more than that.
pub(in crate::import) fn translate(
    code: &str,
    dialect: Dialect,
    arguments: &Lookup<'_>,
) -> Result<String, String> {
    if code.len() > LONGEST {
        return Err("more lines than are looked at".to_owned());
    }
    let body = match dialect {
        Dialect::Python | Dialect::Jinja => python_body(code)?,
        Dialect::JavaScript => javascript_body(code)?,
    };
    let locals: RefCell<HashSet<String>> = RefCell::new(HashSet::new());
    let lookup = |name: &str| {
        if locals.borrow().contains(name) {
            return Ok(local(name));
        }
        if !body.parameters.iter().any(|known| known == name) {
            return Err(format!("the name ‘{name}’"));
        }
        arguments(name)
    };
    let emitter = Emitter { dialect, lookup: &lookup };
    let mut lines = Vec::new();
    for (name, source) in &body.assignments {
        let value = emitter.emit(&parse(source, dialect)?)?;
        if !rhai_text::is_identifier(name) || body.parameters.contains(name) {
            return Err(format!("the variable ‘{name}’"));
        }
        lines.push(format!("let {} = {value};", local(name)));
        locals.borrow_mut().insert(name.clone());
    }
    lines.push(emitter.emit(&parse(&body.result, dialect)?)?);
    let script = lines.join("\n");
    Expr::parse_script(&script).map_err(|error| error.message)?;
    Ok(script)
}

/// Of a function, in bytes.
const LONGEST: usize = 32 * 1024;

struct Body {
    parameters: Vec<String>,
    assignments: Vec<(String, String)>,
    result: String,
}

fn python_body(code: &str) -> Result<Body, String> {
    let lines = logical_lines(code)?;
    let mut lines = lines.iter().map(|line| line.trim_end());
    let head = lines
        .find(|line| !line.trim().is_empty() && !line.starts_with("import json"))
        .ok_or("no function in it")?;
    let inside = head
        .strip_prefix("def main(")
        .ok_or_else(|| format!("the line ‘{}’ before the function", short(head)))?;
    let (parameters, after) = inside.rsplit_once(')').ok_or("a function without brackets")?;
    if !after.trim_end().ends_with(':') {
        return Err("a function and its body on one line".to_owned());
    }
    let parameters: Result<Vec<String>, String> = split_parameters(parameters)
        .map(|parameter| match parameter.split([':', '=']).next().map(str::trim) {
            Some(name) if !name.is_empty() && !name.starts_with('*') && !parameter.contains('=') => {
                Ok(name.to_owned())
            }
            _ => Err(format!("the parameter ‘{parameter}’")),
        })
        .collect();
    let mut body = Body { parameters: parameters?, assignments: Vec::new(), result: String::new() };
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        if !body.result.is_empty() {
            return Err(format!("the line ‘{}’ after the first return", short(line)));
        }
        statement(line, &mut body)?;
    }
    if body.result.is_empty() { Err("a function that returns nothing".to_owned()) } else { Ok(body) }
}

fn javascript_body(code: &str) -> Result<Body, String> {
    let code = without_comments(code)?;
    let code = code.trim();
    let inside = code.strip_prefix("function main(").ok_or("more than one plain function ‘main’")?;
    let close = inside.find(')').ok_or("a function without brackets")?;
    let parameters = inside[..close].trim();
    let parameters =
        parameters.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(parameters);
    if parameters.contains(['=', ':', '.', '{']) {
        return Err("parameters with defaults or other names".to_owned());
    }
    let parameters = split_parameters(parameters).map(str::to_owned).collect();
    let block = inside[close + 1..].trim();
    let block =
        block.strip_prefix('{').and_then(|block| block.trim_end_matches(';').trim_end().strip_suffix('}'));
    let block = block.ok_or("code after the function")?;
    let mut body = Body { parameters, assignments: Vec::new(), result: String::new() };
    for line in statements(block)? {
        if !body.result.is_empty() {
            return Err(format!("‘{}’ after the first return", short(&line)));
        }
        let line =
            ["const ", "let ", "var "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(&line);
        statement(line, &mut body)?;
    }
    if body.result.is_empty() { Err("a function that returns nothing".to_owned()) } else { Ok(body) }
}

fn statement(line: &str, body: &mut Body) -> Result<(), String> {
    if let Some(result) =
        line.strip_prefix("return").filter(|rest| rest.starts_with([' ', '{', '[', '(', '\n']))
    {
        result.trim().clone_into(&mut body.result);
        return Ok(());
    }
    let refuse = || format!("the line ‘{}’", short(line));
    let (name, value) = line.split_once('=').ok_or_else(refuse)?;
    let (name, value) = (name.trim(), value.trim());
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.is_empty();
    let again = body.assignments.iter().any(|(known, _)| known == name);
    if !is_name || again || value.starts_with('=') {
        return Err(refuse());
    }
    body.assignments.push((name.to_owned(), value.to_owned()));
    Ok(())
}

fn split_parameters(text: &str) -> impl Iterator<Item = &str> {
    // `Dict[str, int]` in a type would be cut in two; what is left of it is then refused.
    text.split(',').map(str::trim).filter(|parameter| !parameter.is_empty())
}

fn short(line: &str) -> String {
    let line = line.trim();
    if line.chars().count() <= 40 { line.to_owned() } else { line.chars().take(39).chain(['…']).collect() }
}

/// Lines with their comments gone, those inside brackets joined to one.
fn logical_lines(code: &str) -> Result<Vec<String>, String> {
    let mut lines = vec![String::new()];
    let mut depth = 0_usize;
    let mut quote = None;
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        let line = lines.last_mut().ok_or("no line")?;
        match (quote, letter) {
            (Some(_), '\\') => {
                line.push(letter);
                line.extend(letters.next());
                continue;
            }
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), '\n') => return Err("a text over several lines".to_owned()),
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '#') => {
                while letters.next_if(|next| *next != '\n').is_some() {}
                continue;
            }
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, '\n') if depth == 0 => {
                lines.push(String::new());
                continue;
            }
            (None, '\n') => {
                line.push(' ');
                continue;
            }
            (None, '\\') => return Err("a line that goes on after ‘\\’".to_owned()),
            (None, _) => {}
        }
        line.push(letter);
    }
    Ok(lines)
}

/// JavaScript's statements, cut at semicolons and at line ends outside brackets.
fn statements(block: &str) -> Result<Vec<String>, String> {
    // Where a line may go on in the next one, cutting it leaves what does not parse.
    let lines = logical_lines_with(block, ';')?;
    Ok(lines
        .into_iter()
        .map(|line| line.trim().trim_end_matches(';').trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect())
}

fn logical_lines_with(code: &str, end: char) -> Result<Vec<String>, String> {
    if code.contains('#') {
        return Err("the sign ‘#’".to_owned());
    }
    if code.contains('`') {
        return Err("a template text".to_owned());
    }
    let lines = logical_lines(code)?;
    let mut found = Vec::new();
    for line in lines {
        let mut quote = None;
        let mut start = 0;
        for (at, letter) in line.char_indices() {
            match quote {
                Some(open) if letter == open => quote = None,
                Some(_) => {}
                None if letter == '"' || letter == '\'' => quote = Some(letter),
                None if letter == end => {
                    found.push(line[start..at].to_owned());
                    start = at + 1;
                }
                None => {}
            }
        }
        found.push(line[start..].to_owned());
    }
    Ok(found)
}

fn without_comments(code: &str) -> Result<String, String> {
    let mut kept = String::new();
    for line in code.lines() {
        match line.find("//") {
            Some(at) if line[..at].trim().is_empty() => {}
            // It may be inside a text, such as a URL.
            Some(_) => return Err("a comment beside code".to_owned()),
            None => {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    if kept.contains("/*") { Err("a comment beside code".to_owned()) } else { Ok(kept) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dialect: Dialect, code: &str, expect: Result<&str, &str>) {
        let names = |name: &str| Ok(format!("input.{name}"));
        let got = translate(code, dialect, &names);
        match expect {
            Ok(script) => assert_eq!(got.as_deref(), Ok(script), "{code}"),
            Err(part) => assert!(got.as_ref().is_err_and(|error| error.contains(part)), "{code}: {got:?}"),
        }
    }

    #[test]
    fn functions_that_only_name_and_return_values_are_translated() {
        check(
            Dialect::Python,
            "def main(a: str, b: int) -> dict:\n    # add\n    c = a + '!'\n    return {\n        'result': c,  # it\n        'b': b\n    }\n",
            Ok("let c_ = input.a + \"!\";\n#{ result: c_, b: input.b }"),
        );
        check(
            Dialect::JavaScript,
            "// joins\nfunction main({ a, b }) {\n  const c = a.length;\n  return {\n    result: c, b\n  };\n}",
            Ok("let c_ = len(input.a);\n#{ result: c_, b: input.b }"),
        );
    }

    #[test]
    fn everything_else_is_refused_with_the_place() {
        let py = |code: &str, part: &str| check(Dialect::Python, code, Err(part));
        py("import os\ndef main(a):\n    return {}", "import os");
        py("def main(a):\n    for x in a:\n        pass\n    return {'a': a}", "for x in a");
        py("def main(a):\n    if a:\n        return {'a': 1}\n    return {'a': 2}", "if a");
        py("def main(a=1):\n    return {'a': a}", "a=1");
        py("def main(a):\n    a = a + 1\n    return {'a': a}", "variable ‘a’");
        py("def main(a):\n    return {'a': other}", "other");
        py("def main(a):\n    x += 1\n    return {'a': x}", "x += 1");
        let js = |code: &str, part: &str| check(Dialect::JavaScript, code, Err(part));
        js("const main = () => 1", "plain function");
        js("function main({a}) { return { a: a.map(x => x) } }", "=>");
        js("function main({a}) { fetch('x'); return { a } }", "fetch");
    }
}
