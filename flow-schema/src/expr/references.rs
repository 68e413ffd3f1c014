//! Which names an expression reads from its scope, and what of them.

use super::spans;
use crate::finding::Span;
use rhai::{AST, ASTFlags, ASTNode, Expr as Node, FnCallExpr, Position, Stmt};
use std::collections::BTreeSet;

/// One place where an expression reads a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The name, then the way into its value. Never empty; the first step is a member.
    pub path: Vec<Step>,
    /// Line and character in the source, from 1, when known.
    pub position: Option<(usize, usize)>,
    /// Where each step stands in the source; fewer than steps when that is not known.
    pub spans: Vec<Span>,
    /// The expression says what happens when it is absent: `default(x, …)`, `x ?? …`, `x?.y`,
    /// `x == null`, `is_def_var`.
    pub guarded: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.name`, or `["name"]`.
    Member(String),
    /// `[0]`, `[n]`: an item, or a member whose name is computed.
    Item,
}

impl Reference {
    pub fn root(&self) -> &str {
        match self.path.first() {
            Some(Step::Member(name)) => name,
            Some(Step::Item) | None => "",
        }
    }

    /// The leading members: all that can be known without looking into lists.
    pub fn members(&self) -> Vec<&str> {
        let steps = self.path.iter().map_while(|step| match step {
            Step::Member(name) => Some(name.as_str()),
            Step::Item => None,
        });
        steps.collect()
    }
}

/// What the walk through a syntax tree found out.
pub(super) struct Found {
    pub references: Vec<Reference>,
    /// Names that closures take from the scope around the script.
    pub captured: BTreeSet<String>,
    /// It has loops, functions or closures, and so may need far more stack than its text is long.
    pub repeats: bool,
}

pub(super) fn find(ast: &AST, source: &str) -> Found {
    let mut walk = Walk { source, ..Walk::default() };
    walk.statements(ast.statements());

    // Then the bodies of functions and closures. Rhai shows their statements but not where one body
    // ends, so the parameters of all count as local in each: a name is taken for a local too often
    // rather than for an unknown name too often. What a closure captures is a parameter of it as
    // well, and is not local.
    let captured = std::mem::take(&mut walk.captured);
    let params = ast.iter_functions().flat_map(|function| function.params.clone()).map(str::to_owned);
    walk.locals = params.filter(|name| !captured.contains(name)).collect();
    let mut main = ast.statements().len();
    ast.walk(&mut |path: &[ASTNode]| {
        if let [ASTNode::Stmt(statement)] = path {
            if main > 0 {
                main -= 1;
            } else {
                walk.statement(statement);
            }
        }
        true
    });
    Found { references: walk.found, captured, repeats: walk.repeats || ast.has_functions() }
}

#[derive(Default)]
struct Walk<'a> {
    source: &'a str,
    /// Names made by the script itself, innermost last.
    locals: Vec<String>,
    /// Names that closures take from the scope around the script.
    captured: BTreeSet<String>,
    found: Vec<Reference>,
    guarded: bool,
    repeats: bool,
}

impl Walk<'_> {
    fn statements(&mut self, statements: &[Stmt]) {
        let depth = self.locals.len();
        for statement in statements {
            self.statement(statement);
        }
        self.locals.truncate(depth);
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::If(flow, _) => {
                self.expression(&flow.expr);
                self.statements(flow.body.statements());
                self.statements(flow.branch.statements());
            }
            Stmt::While(flow, _) | Stmt::Do(flow, _, _) => {
                self.repeats = true;
                self.expression(&flow.expr);
                self.statements(flow.body.statements());
            }
            Stmt::Switch(parts, _) => {
                self.expression(&parts.0);
                for case in &parts.1.expressions {
                    self.expression(&case.lhs);
                    self.expression(&case.rhs);
                }
            }
            Stmt::For(parts, _) => {
                self.repeats = true;
                let (item, counter, flow) = &**parts;
                self.expression(&flow.expr);
                let depth = self.locals.len();
                self.locals.push(item.name.to_string());
                self.locals.extend(counter.iter().map(|counter| counter.name.to_string()));
                self.statements(flow.body.statements());
                self.locals.truncate(depth);
            }
            Stmt::Var(parts, _, _) => {
                self.expression(&parts.1);
                self.locals.push(parts.0.name.to_string());
            }
            Stmt::Assignment(parts) => {
                self.expression(&parts.1.lhs);
                self.expression(&parts.1.rhs);
            }
            Stmt::FnCall(call, _) => self.call(call),
            Stmt::Block(block) => self.statements(block.statements()),
            Stmt::TryCatch(flow, _) => {
                self.statements(flow.body.statements());
                let depth = self.locals.len();
                if let Node::Variable(name, _, _) = &flow.expr {
                    self.locals.push(name.1.to_string());
                }
                self.statements(flow.branch.statements());
                self.locals.truncate(depth);
            }
            Stmt::Expr(expression) => self.expression(expression),
            Stmt::Return(Some(expression), _, _) | Stmt::BreakLoop(Some(expression), _, _) => {
                self.expression(expression);
            }
            // `Share` only prepares what a closure captures; the closure itself is walked.
            _ => {}
        }
    }

    fn expression(&mut self, expression: &Node) {
        match expression {
            Node::Variable(name, _, position) => self.name(&name.1, *position, Vec::new()),
            Node::Dot(..) | Node::Index(..) => self.chain(expression),
            Node::FnCall(call, _) | Node::MethodCall(call, _) => self.call(call),
            Node::Array(items, _) | Node::InterpolatedString(items, _) => {
                for item in items {
                    self.expression(item);
                }
            }
            Node::Map(entries, _) => {
                for (_, value) in &entries.0 {
                    self.expression(value);
                }
            }
            Node::And(items, _) | Node::Or(items, _) => {
                for item in items.iter() {
                    self.expression(item);
                }
            }
            Node::Coalesce(items, _) => self.while_guarded(|walk| {
                for item in items.iter() {
                    walk.expression(item);
                }
            }),
            Node::Stmt(block) => self.statements(block.statements()),
            _ => {}
        }
    }

    fn while_guarded(&mut self, walk: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.guarded, true);
        walk(self);
        self.guarded = before;
    }

    fn call(&mut self, call: &FnCallExpr) {
        match (call.name.as_str(), call.args.as_slice()) {
            // What a closure captures comes as arguments of a call that Rhai itself puts in; the
            // names are read where the closure's body reads them.
            ("curry", [Node::DynamicConstant(_, _), captured @ ..]) => {
                for arg in captured {
                    if let Node::Variable(name, _, _) = arg
                        && !self.is_local(&name.1)
                    {
                        self.captured.insert(name.1.to_string());
                    }
                }
            }
            ("default", [value, otherwise]) => {
                self.while_guarded(|walk| walk.expression(value));
                self.expression(otherwise);
            }
            ("==" | "!=", args) if args.iter().any(|arg| matches!(arg, Node::Unit(_))) => {
                self.while_guarded(|walk| args.iter().for_each(|arg| walk.expression(arg)));
            }
            ("is_empty" | "json" | "text", args) => {
                self.while_guarded(|walk| args.iter().for_each(|arg| walk.expression(arg)));
            }
            (_, args) => args.iter().for_each(|arg| self.expression(arg)),
        }
    }

    /// `a.b[0].c`: Rhai nests it to the right, with a flag where a bracket closes the chain.
    fn chain(&mut self, whole: &Node) {
        let mut chain = Chain::default();
        let mut rest = whole;
        let mut link = Link::Start;
        loop {
            let (element, next) = match rest {
                Node::Dot(pair, flags, _) => (&pair.lhs, Some((&pair.rhs, *flags, Link::Dot))),
                Node::Index(pair, flags, _) => (&pair.lhs, Some((&pair.rhs, *flags, Link::Bracket))),
                last => (last, None),
            };
            self.element(link, element, &mut chain);
            let Some((after, flags, next_link)) = next else { break };
            chain.optional |= flags.intersects(ASTFlags::NEGATED);
            link = next_link;
            if flags.intersects(ASTFlags::BREAK) {
                self.element(link, after, &mut chain);
                break;
            }
            rest = after;
        }
        if let Some((name, position)) = chain.root {
            let path = chain.steps.into_iter().map_while(|step| step).collect();
            let before = self.guarded;
            self.guarded |= chain.optional;
            self.name(&name, position, path);
            self.guarded = before;
        }
    }

    fn element(&mut self, link: Link, element: &Node, chain: &mut Chain) {
        match (link, element) {
            (Link::Start, Node::Variable(name, _, position)) => {
                chain.root = Some((name.1.to_string(), *position))
            }
            (Link::Dot, Node::Property(parts, _)) => {
                chain.steps.push(Some(Step::Member(parts.2.to_string())))
            }
            (Link::Dot, Node::MethodCall(call, _)) => {
                // What a method gives back is no longer part of the path.
                chain.steps.push(None);
                self.call(call);
            }
            (Link::Bracket, Node::StringConstant(key, _)) => {
                chain.steps.push(Some(Step::Member(key.to_string())))
            }
            (Link::Bracket, index) => {
                chain.steps.push(Some(Step::Item));
                self.expression(index);
            }
            (Link::Start | Link::Dot, other) => self.expression(other),
        }
    }

    fn is_local(&self, name: &str) -> bool {
        self.locals.iter().any(|local| local == name)
    }

    fn name(&mut self, name: &str, position: Position, rest: Vec<Step>) {
        if self.is_local(name) {
            return;
        }
        let mut path = vec![Step::Member(name.to_owned())];
        path.extend(rest);
        let position = position.line().zip(position.position());
        let spans = position.map(|at| spans::steps(self.source, spans::offset(self.source, at), &path));
        let spans = spans.unwrap_or_default();
        self.found.push(Reference { path, position, spans, guarded: self.guarded });
    }
}

/// How an element of a chain hangs on what is before it.
#[derive(Clone, Copy)]
enum Link {
    Start,
    Dot,
    Bracket,
}

#[derive(Default)]
struct Chain {
    root: Option<(String, Position)>,
    /// `None` where the path cannot be followed further.
    steps: Vec<Option<Step>>,
    /// `?.` somewhere.
    optional: bool,
}
