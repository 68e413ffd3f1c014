//! The tree in Rhai.

use super::Dialect;
use super::ast::{Ast, Op};
use crate::import::rhai_text;

/// What a free name stands for; an error says why it cannot be read.
pub(in crate::import) type Lookup<'a> = dyn Fn(&str) -> Result<String, String> + 'a;

/// Of one expression in Rhai, in bytes.
const LONGEST: usize = 16 * 1024;

pub(in crate::import) struct Emitter<'a> {
    pub dialect: Dialect,
    pub lookup: &'a Lookup<'a>,
}

impl Emitter<'_> {
    pub(super) fn emit(&self, tree: &Ast) -> Result<String, String> {
        let text = self.written(tree)?;
        // Choices repeat their parts, and choices in choices double each time.
        if text.len() > LONGEST { Err("an expression that grows very long".to_owned()) } else { Ok(text) }
    }

    fn written(&self, tree: &Ast) -> Result<String, String> {
        Ok(match tree {
            Ast::Null => "()".to_owned(),
            Ast::Bool(yes) => yes.to_string(),
            Ast::Number(number) => number.clone(),
            Ast::Text(text) => rhai_text::literal(text),
            Ast::List(items) => format!("[{}]", self.all(items)?.join(", ")),
            Ast::Map(entries) => {
                let entries: Result<Vec<_>, String> = entries
                    .iter()
                    .map(|(key, value)| Ok(format!("{}: {}", key_text(key), self.emit(value)?)))
                    .collect();
                format!("#{{ {} }}", entries?.join(", "))
            }
            Ast::Name(name) => (self.lookup)(name)?,
            Ast::Member(of, name) if self.dialect == Dialect::JavaScript && name == "length" => {
                format!("len({})", self.emit(of)?)
            }
            Ast::Member(of, name) => rhai_text::member(&self.operand(of)?, name),
            Ast::Index(of, index) => match &**index {
                Ast::Text(name) => rhai_text::member(&self.operand(of)?, name),
                Ast::Number(_) => format!("{}[{}]", self.operand(of)?, self.emit(index)?),
                Ast::Negative(_) if self.dialect == Dialect::JavaScript => {
                    return Err("a negative index".to_owned());
                }
                _ => format!("{}[{}]", self.operand(of)?, self.emit(index)?),
            },
            Ast::Call(name, args) => self.call(name, args)?,
            Ast::Method(of, name, args) => self.method(of, name, args)?,
            Ast::Not(inner) => format!("!{}", wrap(self.truth(inner)?)),
            Ast::Negative(inner) => format!("-{}", self.operand(inner)?),
            Ast::Binary(op, left, right) => self.binary(*op, left, right)?,
            Ast::Choice(condition, then, otherwise) => format!(
                "if {} {{ {} }} else {{ {} }}",
                self.truth(condition)?,
                self.emit(then)?,
                self.emit(otherwise)?
            ),
            Ast::Joined(pieces) if pieces.is_empty() => "\"\"".to_owned(),
            Ast::Joined(pieces) => {
                let pieces: Result<Vec<_>, String> = pieces.iter().map(|piece| self.text(piece)).collect();
                pieces?.join(" + ")
            }
            Ast::Test(of, test, negated) => {
                let of = self.operand(of)?;
                let (equal, value) = match test.as_str() {
                    "defined" => (false, "()"),
                    "true" => (true, "true"),
                    "false" => (true, "false"),
                    _ => (true, "()"),
                };
                format!("{of} {} {value}", if equal == *negated { "!=" } else { "==" })
            }
        })
    }

    fn all(&self, items: &[Ast]) -> Result<Vec<String>, String> {
        items.iter().map(|item| self.emit(item)).collect()
    }

    /// In brackets where it would otherwise fall apart beside an operator or a dot.
    fn operand(&self, tree: &Ast) -> Result<String, String> {
        let text = self.emit(tree)?;
        let loose = matches!(
            tree,
            Ast::Binary(..)
                | Ast::Choice(..)
                | Ast::Not(_)
                | Ast::Negative(_)
                | Ast::Joined(_)
                | Ast::Test(..)
        );
        // A name may stand for a whole expression.
        let compound = matches!(tree, Ast::Name(_)) && text.contains([' ', '|']);
        Ok(if loose || compound { format!("({text})") } else { text })
    }

    /// As a text, the way the language writes values into texts.
    fn text(&self, tree: &Ast) -> Result<String, String> {
        match tree {
            Ast::Text(_) => self.emit(tree),
            _ => Ok(format!("text({})", self.emit(tree)?)),
        }
    }

    /// As true or false: Rhai takes nothing else for a condition.
    pub(super) fn truth(&self, tree: &Ast) -> Result<String, String> {
        match tree {
            Ast::Binary(op @ (Op::And | Op::Or), left, right) => {
                let sign = if *op == Op::And { "&&" } else { "||" };
                Ok(format!("({}) {sign} ({})", self.truth(left)?, self.truth(right)?))
            }
            tree if is_truth(tree) => self.emit(tree),
            tree => {
                let value = self.emit(tree)?;
                Ok(match self.dialect {
                    Dialect::JavaScript => format!("!([(), false, 0, \"\"].contains({value}))"),
                    Dialect::Python | Dialect::Jinja => {
                        format!("!([(), false, 0, \"\", [], #{{}}].contains({value}))")
                    }
                })
            }
        }
    }

    fn binary(&self, op: Op, left: &Ast, right: &Ast) -> Result<String, String> {
        match op {
            Op::And | Op::Or if is_truth(left) && is_truth(right) => {
                return self.truth(&Ast::Binary(op, Box::new(left.clone()), Box::new(right.clone())));
            }
            // The operands themselves are the result.
            Op::Or => {
                let value = self.emit(left)?;
                return Ok(format!(
                    "if {} {{ {value} }} else {{ {} }}",
                    self.truth(left)?,
                    self.emit(right)?
                ));
            }
            Op::And => {
                let value = self.emit(left)?;
                return Ok(format!(
                    "if {} {{ {} }} else {{ {value} }}",
                    self.truth(left)?,
                    self.emit(right)?
                ));
            }
            Op::In => return Ok(format!("{}.contains({})", self.operand(right)?, self.emit(left)?)),
            Op::NotIn => return Ok(format!("!{}.contains({})", self.operand(right)?, self.emit(left)?)),
            Op::Concat => return Ok(format!("{} + {}", self.text(left)?, self.text(right)?)),
            Op::Divide => return Ok(format!("{} * 1.0 / {}", self.operand(left)?, self.operand(right)?)),
            Op::Modulo if self.dialect != Dialect::JavaScript => {
                return Err("‘%’, which rounds differently there".to_owned());
            }
            _ => {}
        }
        let sign = match op {
            Op::Coalesce => "??",
            Op::Equal => "==",
            Op::Unequal => "!=",
            Op::Less => "<",
            Op::LessOrEqual => "<=",
            Op::Greater => ">",
            Op::GreaterOrEqual => ">=",
            Op::Add => "+",
            Op::Subtract => "-",
            Op::Multiply => "*",
            Op::Modulo => "%",
            Op::Or | Op::And | Op::In | Op::NotIn | Op::Concat | Op::Divide => unreachable!("handled above"),
        };
        Ok(format!("{} {sign} {}", self.operand(left)?, self.operand(right)?))
    }

    fn call(&self, name: &str, args: &[Ast]) -> Result<String, String> {
        match (self.dialect, name, args) {
            (Dialect::Python, "len", [of]) => Ok(format!("len({})", self.emit(of)?)),
            (Dialect::Python, "str", [of]) | (Dialect::JavaScript, "String", [of]) => {
                Ok(format!("text({})", self.emit(of)?))
            }
            (Dialect::Python, "bool", [of]) | (Dialect::JavaScript, "Boolean", [of]) => self.truth(of),
            _ => Err(format!("the function ‘{name}’")),
        }
    }

    fn method(&self, of: &Ast, name: &str, args: &[Ast]) -> Result<String, String> {
        let refuse = || Err(format!("‘{}’ with {} arguments", name.trim_start_matches('|'), args.len()));
        if let (Ast::Name(module), [arg]) = (of, args) {
            let function = match (self.dialect, module.as_str(), name) {
                (Dialect::JavaScript, "JSON", "stringify") | (Dialect::Python, "json", "dumps") => {
                    Some("json")
                }
                (Dialect::JavaScript, "JSON", "parse") | (Dialect::Python, "json", "loads") => {
                    Some("parse_json")
                }
                (Dialect::JavaScript, "Object", "keys") => Some("keys"),
                (Dialect::JavaScript, "Object", "values") => Some("values"),
                _ => None,
            };
            if let Some(function) = function {
                return Ok(format!("{function}({})", self.emit(arg)?));
            }
        }
        let args_text = self.all(args)?;
        let target = self.operand(of)?;
        let plain = match (self.dialect, name, args.len()) {
            (Dialect::Python, "upper", 0)
            | (Dialect::JavaScript, "toUpperCase", 0)
            | (Dialect::Jinja, "|upper", 0) => "to_upper",
            (Dialect::Python, "lower", 0)
            | (Dialect::JavaScript, "toLowerCase", 0)
            | (Dialect::Jinja, "|lower", 0) => "to_lower",
            (Dialect::Python, "strip", 0)
            | (Dialect::JavaScript, "trim", 0)
            | (Dialect::Jinja, "|trim", 0) => "trimmed",
            (Dialect::Python, "startswith", 1) | (Dialect::JavaScript, "startsWith", 1) => "starts_with",
            (Dialect::Python, "endswith", 1) | (Dialect::JavaScript, "endsWith", 1) => "ends_with",
            (Dialect::JavaScript, "includes", 1) => "contains",
            (Dialect::Python | Dialect::JavaScript, "split", 1) => "split",
            (Dialect::JavaScript, "join", 1) | (Dialect::Jinja, "|join", 0 | 1) => "join",
            (Dialect::Jinja, "|first", 0) | (Dialect::JavaScript, "first", 0) => "first",
            (Dialect::Jinja, "|last", 0) | (Dialect::JavaScript, "last", 0) => "last",
            (Dialect::Jinja, "|length" | "|count", 0) => "len",
            // n8n's own additions to JavaScript.
            (Dialect::JavaScript, "isEmpty", 0) => "is_empty",
            (Dialect::JavaScript, "toJsonString", 0) => return Ok(format!("json({})", self.emit(of)?)),
            (Dialect::JavaScript, "isNotEmpty", 0) => return Ok(format!("!{target}.is_empty()")),
            (Dialect::JavaScript, "toString", 0) | (Dialect::Jinja, "|string", 0) => {
                return Ok(format!("text({})", self.emit(of)?));
            }
            (Dialect::Jinja, "|tojson", 0) => return Ok(format!("json({})", self.emit(of)?)),
            (Dialect::Jinja, "|safe", 0) => return self.emit(of),
            (Dialect::Jinja, "|default" | "|d", 1) => {
                return Ok(format!("default({}, {})", self.emit(of)?, args_text[0]));
            }
            (Dialect::Python, "join", 1) => return Ok(format!("join({}, {})", args_text[0], self.emit(of)?)),
            (Dialect::Python | Dialect::Jinja, "get", 1 | 2) => {
                let read = match &args[0] {
                    Ast::Text(key) => rhai_text::member(&target, key),
                    _ => format!("{target}[{}]", args_text[0]),
                };
                return Ok(match args_text.get(1) {
                    Some(otherwise) => format!("default({read}, {otherwise})"),
                    None => read,
                });
            }
            _ => return refuse(),
        };
        Ok(format!("{target}.{plain}({})", args_text.join(", ")))
    }
}

fn wrap(text: String) -> String {
    if text.contains(' ') && !text.starts_with('!') { format!("({text})") } else { text }
}

fn key_text(key: &str) -> String {
    if rhai_text::is_variable(key) { key.to_owned() } else { rhai_text::literal(key) }
}

/// Whether a value can only be true or false.
fn is_truth(tree: &Ast) -> bool {
    match tree {
        Ast::Bool(_) | Ast::Not(_) | Ast::Test(..) => true,
        Ast::Binary(op, left, right) => match op {
            Op::And | Op::Or => is_truth(left) && is_truth(right),
            Op::Equal
            | Op::Unequal
            | Op::Less
            | Op::LessOrEqual
            | Op::Greater
            | Op::GreaterOrEqual
            | Op::In
            | Op::NotIn => true,
            Op::Coalesce | Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Modulo | Op::Concat => {
                false
            }
        },
        Ast::Method(_, name, _) => {
            matches!(
                name.as_str(),
                "startswith" | "endswith" | "startsWith" | "endsWith" | "includes" | "isEmpty" | "isNotEmpty"
            )
        }
        Ast::Call(name, _) => matches!(name.as_str(), "bool" | "Boolean"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::expr::Expr;
    use crate::import::foreign::{Dialect, expression};
    use serde_json::{Value, json};

    /// Translates, evaluates in a small scope, and compares.
    fn check(dialect: Dialect, source: &str, expect: Value) {
        let names = |name: &str| match name {
            "x" | "items" | "user" | "n" | "nothing" => Ok(name.to_owned()),
            other => Err(format!("the name ‘{other}’")),
        };
        let text = expression(source, dialect, &names).unwrap_or_else(|error| panic!("{source}: {error}"));
        let scope = json!({
            "x": "Hello", "items": ["a", "b"], "user": { "name": "Ada", "tags": [] }, "n": 3, "nothing": null,
        });
        let value = Expr::parse(&text).and_then(|expr| expr.eval(scope.as_object().unwrap()));
        assert_eq!(value, Ok(expect), "{source} => {text}");
    }

    fn refused(dialect: Dialect, source: &str, expect: &str) {
        let error = expression(source, dialect, &|name| Ok(name.to_owned())).expect_err(source);
        assert!(error.contains(expect), "{source}: {error}");
    }

    #[test]
    fn python_expressions_mean_the_same() {
        let py = |source: &str, expect: Value| check(Dialect::Python, source, expect);
        py("x + ' ' + user['name']", json!("Hello Ada"));
        py("f'{x}, {user.name}!'", json!("Hello, Ada!"));
        py("len(items) > 1 and n == 3", json!(true));
        py("x if n > 5 else None", json!(null));
        py("user.get('age', 7)", json!(7));
        py("', '.join(items)", json!("a, b"));
        py("not user['tags']", json!(true));
        py("nothing or 'none'", json!("none"));
        py("items and n", json!(3));
        py("'a' in items and 'z' not in items", json!(true));
        py("x.strip().upper()", json!("HELLO"));
        py("x.split('l')", json!(["He", "", "o"]));
        py("x.startswith('He') and x.endswith('o')", json!(true));
        py("{'a': [1, -2], 'b-c': True}", json!({ "a": [1, -2], "b-c": true }));
        py("n / 2", json!(1.5));
        py("nothing is None", json!(true));
        py("nothing is not None", json!(false));
    }

    #[test]
    fn javascript_expressions_mean_the_same() {
        let js = |source: &str, expect: Value| check(Dialect::JavaScript, source, expect);
        js("user?.name.toUpperCase()", json!("ADA"));
        js("nothing ?? x", json!("Hello"));
        js("user.tags || 'none'", json!([]));
        js("`${x} ${n}`", json!("Hello 3"));
        js("items.length === 2 ? 'two' : 'more'", json!("two"));
        js("JSON.stringify(items)", json!("[\"a\",\"b\"]"));
        js("items.includes('b') && !nothing", json!(true));
        js("{ x, n: n + 1 }", json!({ "x": "Hello", "n": 4 }));
        js("nothing == null", json!(true));
        js("items.join('-')", json!("a-b"));
        js("Object.keys(user).length", json!(2));
        js("JSON.parse('[1]')[0]", json!(1));
    }

    #[test]
    fn jinja_expressions_mean_the_same() {
        let jinja = |source: &str, expect: Value| check(Dialect::Jinja, source, expect);
        jinja("x | upper", json!("HELLO"));
        jinja("items | join(', ') | length", json!(4));
        jinja("user.age | default('?')", json!("?"));
        jinja("user.age is not defined", json!(true));
        jinja("x ~ n", json!("Hello3"));
        jinja("'yes' if items else 'no'", json!("yes"));
        jinja("items[0]", json!("a"));
    }

    #[test]
    fn what_would_mean_something_else_is_refused() {
        refused(Dialect::Python, "[a for a in items]", "the word ‘for’");
        refused(Dialect::Python, "x[1:3]", "slice");
        refused(Dialect::Python, "open('f')", "the function ‘open’");
        refused(Dialect::Python, "n // 2", "‘//’");
        refused(Dialect::Python, "a < b < c", "in a row");
        refused(Dialect::Python, "lambda a: a", "lambda");
        refused(Dialect::JavaScript, "items.map(i => i)", "‘=>’");
        refused(Dialect::JavaScript, "a == b", "loose");
        refused(Dialect::JavaScript, "new Date()", "‘new’");
        refused(Dialect::JavaScript, "eval('1')", "the function ‘eval’");
        refused(Dialect::Jinja, "x | md5", "md5");
        refused(Dialect::Jinja, &"(".repeat(5000), "deep");
        refused(Dialect::Jinja, &"-".repeat(5000), "deep");
        refused(Dialect::Python, &format!("a{}", " or a".repeat(3000)), "80 steps");
        refused(Dialect::Python, &format!("a{}", " or a".repeat(60)), "very long");
        refused(Dialect::JavaScript, &format!("a{}", ".b".repeat(3000)), "80 steps");
        refused(Dialect::JavaScript, &"a".repeat(30_000), "very long");
    }
}
