//! The type of an expression, from its syntax tree and the types of the names it reads.

use super::chains::Chain;
use super::problem::{Problem, ProblemKind};
use super::script::{Changes, Function, functions_of};
use super::{Kinds, Type};
use crate::expr::expression::Expr;
use crate::expr::spans;
use crate::finding::Span;
use crate::said::{Said, said};
use rhai::{ASTNode, Expr as Node, Position, Stmt, StmtBlock};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// The type of a name in scope; `None` when it is not known.
pub type Lookup<'l, 'a> = dyn Fn(&str) -> Option<Type<'a>> + 'l;

/// Deeper than any expression the parser lets through; functions may call each other.
pub(super) const MOST_DEPTH: usize = 128;

impl Expr {
    /// What it evaluates to, and every place where it cannot mean what it says. Unknown names and
    /// unknown properties of known names are not among them: see [`Expr::reference_list`].
    pub fn infer<'a>(&self, names: &Lookup<'_, 'a>) -> (Type<'a>, Vec<Problem>) {
        let ast = self.ast();
        let functions = if ast.has_functions() { functions_of(ast) } else { HashMap::new() };
        let mut walk = Walk {
            expr: self,
            names,
            functions: &functions,
            locals: Vec::new(),
            changes: Changes::default(),
            returns: Vec::new(),
            problems: Vec::new(),
            depth: 0,
        };
        ast.walk(&mut |path: &[ASTNode<'_>]| {
            if let Some(node) = path.last() {
                walk.changes.see(node);
            }
            true
        });
        let last = walk.statements(ast.statements());
        let given = std::mem::take(&mut walk.returns).into_iter().fold(last, Type::or);
        let mut problems: Vec<Problem> = Vec::new();
        for problem in walk.problems {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
        (given, problems)
    }
}

pub(super) struct Walk<'e, 'l, 'a> {
    expr: &'e Expr,
    names: &'l Lookup<'l, 'a>,
    pub(super) functions: &'e HashMap<String, Function>,
    /// Innermost last.
    pub(super) locals: Vec<(String, Type<'a>)>,
    changes: Changes,
    pub(super) returns: Vec<Type<'a>>,
    problems: Vec<Problem>,
    pub(super) depth: usize,
}

impl<'a> Walk<'_, '_, 'a> {
    pub(super) fn say(&mut self, position: Option<Span>, kind: ProblemKind, instead: Option<String>) {
        let position = position.map(|span| self.expr.in_field(span));
        self.problems.push(Problem { kind, position, instead });
    }

    /// The token at a position of the source.
    pub(super) fn token(&self, position: Position) -> Option<Span> {
        let at = position.line().zip(position.position())?;
        let source = &self.expr.source;
        Some(spans::token(source, spans::offset(source, at)))
    }

    pub(super) fn is_local(&self, name: &str) -> bool {
        self.locals.iter().any(|(local, _)| local == name)
    }

    pub(super) fn name(&self, name: &str) -> Type<'a> {
        match self.locals.iter().rev().find(|(local, _)| local == name) {
            Some((_, known)) => known.clone(),
            None => (self.names)(name).unwrap_or(Type::ANY),
        }
    }

    pub(super) fn local(&mut self, name: &str, begins: Type<'a>) {
        let known = match (self.changes.assigned.contains(name), self.changes.within.contains(name)) {
            (true, _) => Type::ANY,
            (_, true) => begins.opened(),
            (false, false) => begins,
        };
        self.locals.push((name.to_owned(), known));
    }

    fn block(&mut self, block: &StmtBlock) -> Type<'a> {
        self.statements(block.statements())
    }

    fn statements(&mut self, statements: &[Stmt]) -> Type<'a> {
        let depth = self.locals.len();
        let mut last = Type::of_kinds(Kinds::NULL);
        for statement in statements {
            last = self.statement(statement);
        }
        self.locals.truncate(depth);
        last
    }

    pub(super) fn statement(&mut self, statement: &Stmt) -> Type<'a> {
        let nothing = Type::of_kinds(Kinds::NULL);
        match statement {
            Stmt::Expr(expression) => self.expression(expression),
            Stmt::FnCall(call, position) => self.call(call, *position),
            Stmt::Block(block) => self.block(block),
            Stmt::If(flow, _) => {
                self.condition(&flow.expr, &|| said!("the condition of ‘{name}’", name = "if"));
                let (then, otherwise) = (self.block(&flow.body), self.block(&flow.branch));
                then.or(otherwise)
            }
            Stmt::While(flow, _) => {
                // Without a guard it is `loop`.
                if !matches!(flow.expr, Node::Unit(_)) {
                    self.condition(&flow.expr, &|| said!("the condition of ‘{name}’", name = "while"));
                }
                self.block(&flow.body);
                Type::ANY
            }
            Stmt::Do(flow, _, _) => {
                self.block(&flow.body);
                self.condition(&flow.expr, &|| said!("the condition of ‘{name}’", name = "do"));
                Type::ANY
            }
            Stmt::For(parts, _) => {
                let (item, counter, flow) = &**parts;
                let list = self.expression(&flow.expr);
                let of = if list.kinds.within(Kinds::LIST.or(Kinds::NULL)) { list.item() } else { Type::ANY };
                let depth = self.locals.len();
                self.local(&item.name, of);
                if let Some(counter) = counter {
                    self.local(&counter.name, Type::of_kinds(Kinds::NUMBER));
                }
                self.block(&flow.body);
                self.locals.truncate(depth);
                Type::ANY
            }
            Stmt::Switch(parts, _) => {
                self.expression(&parts.0);
                let mut given: Option<Type<'a>> = None;
                for case in &parts.1.expressions {
                    self.expression(&case.lhs);
                    let value = self.expression(&case.rhs);
                    given = Some(match given {
                        Some(before) => before.or(value),
                        None => value,
                    });
                }
                let given = given.unwrap_or(Type::ANY);
                if parts.1.def_case.is_some() { given } else { given.or(nothing) }
            }
            Stmt::Var(parts, _, _) => {
                let begins = self.expression(&parts.1);
                self.local(&parts.0.name, begins);
                nothing
            }
            Stmt::Assignment(parts) => {
                self.expression(&parts.1.lhs);
                self.expression(&parts.1.rhs);
                nothing
            }
            Stmt::TryCatch(flow, _) => {
                self.block(&flow.body);
                let depth = self.locals.len();
                if let Node::Variable(name, _, _) = &flow.expr {
                    self.locals.push((name.1.to_string(), Type::ANY));
                }
                self.block(&flow.branch);
                self.locals.truncate(depth);
                Type::ANY
            }
            Stmt::Return(value, flags, _) => {
                let given = value.as_ref().map(|value| self.expression(value));
                // A `throw` gives nothing.
                if !flags.intersects(rhai::ASTFlags::BREAK) {
                    self.returns.push(given.unwrap_or(nothing.clone()));
                }
                nothing
            }
            Stmt::BreakLoop(Some(value), _, _) => {
                self.expression(value);
                nothing
            }
            _ => nothing,
        }
    }

    pub(super) fn expression(&mut self, expression: &Node) -> Type<'a> {
        match expression {
            Node::BoolConstant(yes, _) => Type::of_value(Value::Bool(*yes)),
            Node::IntegerConstant(number, _) => Type::of_value(Value::from(*number)),
            Node::FloatConstant(number, _) => Type::of_value(Value::from(**number)),
            Node::StringConstant(text, _) => Type::of_value(Value::from(text.as_str())),
            Node::CharConstant(..) => Type::of_kinds(Kinds::TEXT),
            Node::Unit(_) => Type::of_kinds(Kinds::NULL),
            Node::InterpolatedString(items, _) => {
                for item in items {
                    self.expression(item);
                }
                Type::of_kinds(Kinds::TEXT)
            }
            Node::Array(items, _) => {
                let items: Vec<_> = items.iter().map(|item| self.expression(item)).collect();
                let values = items.iter().map(|item| match item.values()?.as_slice() {
                    [value] if item.kinds.and(Kinds::NULL).is_empty() => Some(value.clone()),
                    _ => None,
                });
                if let Some(values) = values.collect::<Option<Vec<_>>>() {
                    return Type::of_value(Value::Array(values));
                }
                match items.into_iter().reduce(Type::or) {
                    Some(item) => Type::list_of(item),
                    None => Type::of_kinds(Kinds::LIST),
                }
            }
            Node::Map(entries, _) => {
                let members: BTreeMap<_, _> = entries
                    .0
                    .iter()
                    .map(|(name, value)| (name.name.to_string(), self.expression(value)))
                    .collect();
                Type::object_of(members)
            }
            Node::Variable(name, _, _) => self.name(&name.1),
            Node::Dot(..) | Node::Index(..) => Chain::new(self).follow(expression),
            Node::FnCall(call, position) | Node::MethodCall(call, position) => self.call(call, *position),
            Node::And(items, _) => self.all_conditions(items, "&&"),
            Node::Or(items, _) => self.all_conditions(items, "||"),
            Node::Coalesce(items, _) => {
                let items: Vec<_> = items.iter().map(|item| self.expression(item)).collect();
                self.first_present(items)
            }
            Node::Stmt(block) => self.block(block),
            _ => Type::ANY,
        }
    }

    pub(super) fn first_present(&self, items: Vec<Type<'a>>) -> Type<'a> {
        let last = items.len().saturating_sub(1);
        let present = items.into_iter().enumerate().map(|(at, mut item)| {
            if at < last && item.kinds != Kinds::NULL {
                item.kinds = item.present();
            }
            item
        });
        present.reduce(Type::or).unwrap_or(Type::ANY)
    }

    fn all_conditions(&mut self, items: &[Node], operator: &str) -> Type<'a> {
        for item in items {
            self.condition(item, &|| said!("an operand of ‘{name}’", name = operator));
        }
        Type::of_kinds(Kinds::BOOL)
    }

    /// An expression that has to be true or false.
    pub(super) fn condition(&mut self, expression: &Node, what: &dyn Fn() -> Said) {
        let found = self.expression(expression);
        self.must_decide(&found, expression.start_position(), what);
    }

    pub(super) fn must_decide(&mut self, found: &Type<'a>, position: Position, what: &dyn Fn() -> Said) {
        let present = found.present();
        if !present.is_empty() && present.and(Kinds::BOOL).is_empty() {
            let position = self.token(position);
            self.say(position, ProblemKind::NotBoolean { what: what(), found: present }, None);
        }
    }
}
