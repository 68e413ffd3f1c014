//! Precedence climbing over the tokens.

use super::Dialect;
use super::ast::{Ast, Op};
use super::lex::{Piece, Token, tokens};

/// Deeper and longer ones are machine-made, and Rhai would refuse them anyway. The tree is walked by
/// recursion, so these bounds are what keeps the stack.
const MAX_DEPTH: usize = 40;
/// Operators and steps of paths, all together.
const MAX_STEPS: usize = 80;
const MAX_BYTES: usize = 20 * 1024;

/// The whole source as one expression.
pub(super) fn expression(source: &str, dialect: Dialect) -> Result<Ast, String> {
    if source.len() > MAX_BYTES {
        return Err("an expression that is very long".to_owned());
    }
    let tokens = tokens(source, dialect)?;
    let mut parser = Parser { tokens: &tokens, at: 0, dialect, depth: 0, steps: 0 };
    let tree = parser.choice()?;
    match parser.peek() {
        None => Ok(tree),
        Some(token) => Err(format!("{} at that place", words(token))),
    }
}

fn words(token: &Token) -> String {
    match token {
        Token::Name(name) => format!("the word ‘{name}’"),
        Token::Number(number) => format!("the number {number}"),
        Token::Text(_) | Token::Pieces(_) => "a text".to_owned(),
        Token::Sign(sign) => format!("the sign ‘{sign}’"),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    dialect: Dialect,
    depth: usize,
    steps: usize,
}

/// Weakest first.
const LEVELS: &[&[(&str, Op)]] = &[
    &[("??", Op::Coalesce)],
    &[("||", Op::Or), ("or", Op::Or)],
    &[("&&", Op::And), ("and", Op::And)],
    &[
        ("===", Op::Equal),
        ("!==", Op::Unequal),
        ("==", Op::Equal),
        ("!=", Op::Unequal),
        ("<=", Op::LessOrEqual),
        (">=", Op::GreaterOrEqual),
        ("<", Op::Less),
        (">", Op::Greater),
    ],
    &[("~", Op::Concat)],
    &[("+", Op::Add), ("-", Op::Subtract)],
    &[("*", Op::Multiply), ("/", Op::Divide), ("%", Op::Modulo)],
];
const COMPARISONS: usize = 3;

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is(&self, sign: &str) -> bool {
        match self.peek() {
            Some(Token::Sign(found)) => *found == sign,
            Some(Token::Name(found)) => found == sign,
            _ => false,
        }
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.is(sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.take(sign) {
            return Ok(());
        }
        Err(match self.peek() {
            Some(token) => format!("{} where ‘{sign}’ belongs", words(token)),
            None => format!("an end where ‘{sign}’ belongs"),
        })
    }

    fn step(&mut self) -> Result<(), String> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            Err(format!("an expression of more than {MAX_STEPS} steps"))
        } else {
            Ok(())
        }
    }

    fn name(&mut self) -> Result<String, String> {
        match self.peek() {
            Some(Token::Name(name)) => {
                let name = name.clone();
                self.at += 1;
                Ok(name)
            }
            _ => Err("a sign where a name belongs".to_owned()),
        }
    }

    /// `a ? b : c` and `b if a else c`.
    fn choice(&mut self) -> Result<Ast, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("an expression nested very deep".to_owned());
        }
        let first = self.binary(0)?;
        let tree = if self.dialect == Dialect::JavaScript && self.take("?") {
            let then = self.choice()?;
            self.expect(":")?;
            Ast::Choice(Box::new(first), Box::new(then), Box::new(self.choice()?))
        } else if self.dialect != Dialect::JavaScript && self.take("if") {
            let condition = self.binary(0)?;
            let otherwise = if self.take("else") { self.choice()? } else { Ast::Null };
            Ast::Choice(Box::new(condition), Box::new(first), Box::new(otherwise))
        } else {
            first
        };
        self.depth -= 1;
        Ok(tree)
    }

    fn operator(&self, level: usize) -> Option<Op> {
        let javascript = self.dialect == Dialect::JavaScript;
        let known = |text: &str| match text {
            "and" | "or" => !javascript,
            "&&" | "||" | "??" | "===" | "!==" => javascript,
            "~" => self.dialect == Dialect::Jinja,
            _ => true,
        };
        LEVELS[level].iter().find(|(text, _)| known(text) && self.is(text)).map(|(_, op)| *op)
    }

    fn binary(&mut self, level: usize) -> Result<Ast, String> {
        if level == LEVELS.len() {
            return self.unary();
        }
        if level == COMPARISONS && self.dialect != Dialect::JavaScript && self.take("not") {
            return Ok(Ast::Not(Box::new(self.binary(level)?)));
        }
        let mut left = self.binary(level + 1)?;
        let mut compared = false;
        loop {
            if self.operator(level).is_some()
                || level == COMPARISONS && (self.is("in") || self.is("not") || self.is("is"))
            {
                self.step()?;
            }
            if level == COMPARISONS && self.dialect != Dialect::JavaScript {
                if self.take("in") {
                    left = Ast::Binary(Op::In, Box::new(left), Box::new(self.binary(level + 1)?));
                    continue;
                }
                if self.is("not")
                    && matches!(self.tokens.get(self.at + 1), Some(Token::Name(word)) if word == "in")
                {
                    self.at += 2;
                    left = Ast::Binary(Op::NotIn, Box::new(left), Box::new(self.binary(level + 1)?));
                    continue;
                }
                if self.take("is") {
                    left = self.test(left)?;
                    continue;
                }
            }
            let Some(op) = self.operator(level) else { return Ok(left) };
            // `a < b < c` means something else in each language.
            if level == COMPARISONS && std::mem::replace(&mut compared, true) {
                return Err("comparisons in a row".to_owned());
            }
            if self.dialect == Dialect::JavaScript && (self.is("==") || self.is("!=")) && !self.against_null()
            {
                return Err("a loose comparison (‘==’ where ‘===’ would be exact)".to_owned());
            }
            self.at += 1;
            left = Ast::Binary(op, Box::new(left), Box::new(self.binary(level + 1)?));
        }
    }

    /// Whether null or undefined is next after the operator: then loose and exact mean the same here.
    fn against_null(&self) -> bool {
        matches!(self.tokens.get(self.at + 1), Some(Token::Name(word)) if word == "null" || word == "undefined")
    }

    fn test(&mut self, left: Ast) -> Result<Ast, String> {
        let negated = self.take("not");
        let word = self.name()?;
        match (self.dialect, word.as_str()) {
            (_, "None" | "none") => Ok(Ast::Test(Box::new(left), "none".to_owned(), negated)),
            (Dialect::Jinja, "defined" | "undefined" | "true" | "false") => {
                Ok(Ast::Test(Box::new(left), word, negated))
            }
            _ => Err(format!("the test ‘is {word}’")),
        }
    }

    fn unary(&mut self) -> Result<Ast, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("an expression nested very deep".to_owned());
        }
        let tree = if self.dialect == Dialect::JavaScript && self.take("!") {
            Ast::Not(Box::new(self.unary()?))
        } else if self.take("-") {
            Ast::Negative(Box::new(self.unary()?))
        } else {
            let first = self.primary()?;
            self.postfix(first)?
        };
        self.depth -= 1;
        Ok(tree)
    }

    fn postfix(&mut self, mut tree: Ast) -> Result<Ast, String> {
        loop {
            if [".", "?.", "[", "(", "|"].iter().any(|sign| self.is(sign)) {
                self.step()?;
            }
            tree = if self.take(".") || (self.dialect == Dialect::JavaScript && self.take("?.")) {
                if self.take("[") {
                    let index = self.choice()?;
                    self.expect("]")?;
                    Ast::Index(Box::new(tree), Box::new(index))
                } else {
                    let name = self.name()?;
                    if self.take("(") {
                        Ast::Method(Box::new(tree), name, self.list(")")?)
                    } else {
                        Ast::Member(Box::new(tree), name)
                    }
                }
            } else if self.take("[") {
                let index = self.choice()?;
                if self.is(":") {
                    return Err("a slice".to_owned());
                }
                self.expect("]")?;
                Ast::Index(Box::new(tree), Box::new(index))
            } else if self.is("(") {
                let Ast::Name(name) = tree else { return Err("a call of a computed function".to_owned()) };
                self.at += 1;
                Ast::Call(name, self.list(")")?)
            } else if self.dialect == Dialect::Jinja && self.take("|") {
                let name = self.name()?;
                let args = if self.take("(") { self.list(")")? } else { Vec::new() };
                Ast::Method(Box::new(tree), format!("|{name}"), args)
            } else {
                return Ok(tree);
            };
        }
    }

    fn list(&mut self, close: &str) -> Result<Vec<Ast>, String> {
        let mut items = Vec::new();
        while !self.take(close) {
            items.push(self.choice()?);
            if self.is("=") {
                return Err("an argument by name".to_owned());
            }
            if !self.take(",") {
                self.expect(close)?;
                break;
            }
        }
        Ok(items)
    }

    fn primary(&mut self) -> Result<Ast, String> {
        let token = self.peek().ok_or("an end where a value belongs")?.clone();
        self.at += 1;
        Ok(match token {
            Token::Number(number) => Ast::Number(number),
            Token::Text(text) => Ast::Text(text),
            Token::Pieces(pieces) => {
                let pieces = pieces.into_iter().filter(|piece| *piece != Piece::Text(String::new()));
                let pieces = pieces.map(|piece| match piece {
                    Piece::Text(text) => Ok(Ast::Text(text)),
                    Piece::Source(source) => expression(&source, self.dialect),
                });
                Ast::Joined(pieces.collect::<Result<_, _>>()?)
            }
            Token::Name(name) => match (self.dialect, name.as_str()) {
                (Dialect::JavaScript, "null" | "undefined")
                | (Dialect::Python | Dialect::Jinja, "None")
                | (Dialect::Jinja, "none") => Ast::Null,
                (Dialect::JavaScript | Dialect::Jinja, "true")
                | (Dialect::Python | Dialect::Jinja, "True") => Ast::Bool(true),
                (Dialect::JavaScript | Dialect::Jinja, "false")
                | (Dialect::Python | Dialect::Jinja, "False") => Ast::Bool(false),
                (_, "lambda" | "new" | "await" | "function" | "typeof" | "async" | "yield" | "delete") => {
                    return Err(format!("the word ‘{name}’"));
                }
                _ => Ast::Name(name),
            },
            Token::Sign("(") => {
                let inner = self.choice()?;
                self.expect(")")?;
                if self.is("=>") {
                    return Err("a function inside an expression".to_owned());
                }
                inner
            }
            Token::Sign("[") => Ast::List(self.list("]")?),
            Token::Sign("{") => self.map()?,
            Token::Sign(sign) => return Err(format!("the sign ‘{sign}’")),
        })
    }

    fn map(&mut self) -> Result<Ast, String> {
        let mut entries: Vec<(String, Ast)> = Vec::new();
        while !self.take("}") {
            let token = self.peek().ok_or("a ‘{’ that is never closed")?.clone();
            self.at += 1;
            let (key, is_name) = match token {
                Token::Text(text) => (text, false),
                Token::Name(name) if self.dialect == Dialect::JavaScript => (name, true),
                other => return Err(format!("{} as the key of an entry", words(&other))),
            };
            let value = if self.take(":") {
                self.choice()?
            } else if is_name {
                Ast::Name(key.clone())
            } else {
                return Err("an entry without a value".to_owned());
            };
            if entries.iter().any(|(known, _)| *known == key) {
                return Err(format!("the key ‘{key}’ twice"));
            }
            entries.push((key, value));
            if !self.take(",") {
                self.expect("}")?;
                break;
            }
        }
        Ok(Ast::Map(entries))
    }
}
