//! The type of an expression, from its syntax tree and the types of the names it reads.

use super::chains::Chain;
use super::functions::{self, Gives};
use super::problem::{Problem, ProblemKind};
use super::{Kinds, Type};
use crate::expr::expression::Expr;
use crate::expr::spans;
use crate::finding::Span;
use crate::nearest::nearest;
use rhai::{AST, ASTNode, Expr as Node, FnCallExpr, Position, Stmt, StmtBlock};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The type of a name in scope; `None` when it is not known.
pub type Lookup<'l, 'a> = dyn Fn(&str) -> Option<Type<'a>> + 'l;

/// Deeper than any expression the parser lets through; functions may call each other.
const MOST_DEPTH: usize = 128;

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

/// A closure or function; without its body when that is not known.
struct Function {
    params: Vec<String>,
    body: Option<Stmt>,
}

/// By name. Rhai shows the statements of all functions one after the other, so they can only be
/// told apart when each is a single one, as in `|p| p.text`.
fn functions_of(ast: &AST) -> HashMap<String, Function> {
    let mut main = ast.statements().len();
    let mut statements: Vec<Stmt> = Vec::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        if let [ASTNode::Stmt(statement)] = path {
            match main {
                0 => statements.push((*statement).clone()),
                _ => main -= 1,
            }
        }
        true
    });
    let known: Vec<_> = ast.iter_functions().collect();
    let told_apart = known.len() == statements.len();
    let mut statements = statements.into_iter();
    let functions = known.into_iter().map(|function| {
        let params = function.params.iter().map(|name| (*name).to_owned()).collect();
        let body = if told_apart { statements.next() } else { None };
        (function.name.to_owned(), Function { params, body })
    });
    functions.collect()
}

/// Which names of the script do not keep the value they begin with.
#[derive(Default)]
struct Changes {
    assigned: HashSet<String>,
    /// In parts: `x.push(1)`, `x.a = 1`.
    within: HashSet<String>,
}

impl Changes {
    fn see(&mut self, node: &ASTNode<'_>) {
        match node {
            ASTNode::Stmt(Stmt::Assignment(parts)) => match &parts.1.lhs {
                Node::Variable(name, _, _) => {
                    self.assigned.insert(name.1.to_string());
                }
                Node::Dot(pair, _, _) | Node::Index(pair, _, _) => self.root(&pair.lhs),
                _ => {}
            },
            ASTNode::Expr(Node::Dot(pair, _, _) | Node::Index(pair, _, _)) if calls_a_change(&pair.rhs) => {
                self.root(&pair.lhs);
            }
            ASTNode::Expr(Node::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _)) => {
                if functions::changes(&call.name)
                    && let Some(first) = call.args.first()
                {
                    self.root(first);
                }
            }
            _ => {}
        }
    }

    fn root(&mut self, node: &Node) {
        match node {
            Node::Variable(name, _, _) => {
                self.within.insert(name.1.to_string());
            }
            Node::Dot(pair, _, _) | Node::Index(pair, _, _) => self.root(&pair.lhs),
            _ => {}
        }
    }
}

fn calls_a_change(rest: &Node) -> bool {
    match rest {
        Node::MethodCall(call, _) => functions::changes(&call.name),
        Node::Dot(pair, _, _) | Node::Index(pair, _, _) => {
            calls_a_change(&pair.lhs) || calls_a_change(&pair.rhs)
        }
        _ => false,
    }
}

pub(super) struct Walk<'e, 'l, 'a> {
    expr: &'e Expr,
    names: &'l Lookup<'l, 'a>,
    functions: &'e HashMap<String, Function>,
    /// Innermost last.
    locals: Vec<(String, Type<'a>)>,
    changes: Changes,
    returns: Vec<Type<'a>>,
    problems: Vec<Problem>,
    depth: usize,
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

    fn local(&mut self, name: &str, begins: Type<'a>) {
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

    fn statement(&mut self, statement: &Stmt) -> Type<'a> {
        let nothing = Type::of_kinds(Kinds::NULL);
        match statement {
            Stmt::Expr(expression) => self.expression(expression),
            Stmt::FnCall(call, position) => self.call(call, *position),
            Stmt::Block(block) => self.block(block),
            Stmt::If(flow, _) => {
                self.condition(&flow.expr, "the condition of ‘if’");
                let (then, otherwise) = (self.block(&flow.body), self.block(&flow.branch));
                then.or(otherwise)
            }
            Stmt::While(flow, _) => {
                // Without a guard it is `loop`.
                if !matches!(flow.expr, Node::Unit(_)) {
                    self.condition(&flow.expr, "the condition of ‘while’");
                }
                self.block(&flow.body);
                Type::ANY
            }
            Stmt::Do(flow, _, _) => {
                self.block(&flow.body);
                self.condition(&flow.expr, "the condition of ‘do’");
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
            Node::And(items, _) => self.all_conditions(items, "‘&&’"),
            Node::Or(items, _) => self.all_conditions(items, "‘||’"),
            Node::Coalesce(items, _) => {
                let items: Vec<_> = items.iter().map(|item| self.expression(item)).collect();
                self.first_present(items)
            }
            Node::Stmt(block) => self.block(block),
            _ => Type::ANY,
        }
    }

    fn first_present(&self, items: Vec<Type<'a>>) -> Type<'a> {
        let last = items.len().saturating_sub(1);
        let present = items.into_iter().enumerate().map(|(at, mut item)| {
            if at < last && item.kinds != Kinds::NULL {
                item.kinds = item.present();
            }
            item
        });
        present.reduce(Type::or).unwrap_or(Type::ANY)
    }

    fn all_conditions(&mut self, items: &[Node], of: &str) -> Type<'a> {
        for item in items {
            self.condition(item, &format!("an operand of {of}"));
        }
        Type::of_kinds(Kinds::BOOL)
    }

    /// An expression that has to be true or false.
    fn condition(&mut self, expression: &Node, what: &str) {
        let found = self.expression(expression);
        self.must_decide(&found, expression.start_position(), what);
    }

    fn must_decide(&mut self, found: &Type<'a>, position: Position, what: &str) {
        let present = found.present();
        if !present.is_empty() && present.and(Kinds::BOOL).is_empty() {
            let position = self.token(position);
            self.say(position, ProblemKind::NotBoolean { what: what.to_owned(), found: present }, None);
        }
    }

    /// A function called by name: operators too.
    pub(super) fn call(&mut self, call: &FnCallExpr, position: Position) -> Type<'a> {
        let name = call.name.as_str();
        if self.depth >= MOST_DEPTH {
            return Type::ANY;
        }
        self.depth += 1;
        let given = match (name, call.args.as_slice()) {
            ("curry", _) => Type::of_kinds(Kinds::OTHER),
            ("default", [value, otherwise]) => {
                let items = vec![self.expression(value), self.expression(otherwise)];
                self.first_present(items)
            }
            (_, [left, right]) if super::operators::is_one(name) => {
                let (left_type, right_type) = (self.expression(left), self.expression(right));
                self.operator(name, (left, left_type), (right, right_type), position)
            }
            ("!", [operand]) => {
                self.condition(operand, "the operand of ‘!’");
                Type::of_kinds(Kinds::BOOL)
            }
            ("-" | "+", [operand]) => {
                let found = self.expression(operand);
                self.suitable(&format!("‘{name}’"), &found, Kinds::NUMBER, position, None);
                Type::of_kinds(Kinds::NUMBER)
            }
            (_, []) => self.named_call(name, None, &[], position),
            (_, [on, rest @ ..]) => {
                let found = self.expression(on);
                self.named_call(name, Some(found), rest, position)
            }
        };
        self.depth -= 1;
        given
    }

    /// A function or method on what it is called on, with the other arguments.
    pub(super) fn named_call(
        &mut self,
        name: &str,
        on: Option<Type<'a>>,
        rest: &[Node],
        position: Position,
    ) -> Type<'a> {
        let own = self.functions.get(name);
        if own.is_none() && !functions::KNOWN.contains(name) && name.starts_with(|c: char| c.is_alphabetic())
        {
            rest.iter().for_each(|arg| drop(self.expression(arg)));
            let names = functions::KNOWN.iter().copied().chain(self.functions.keys().map(String::as_str));
            let near = nearest(name, names.filter(|name| !name.contains('$'))).map(str::to_owned);
            let place = self.token(position);
            self.say(place, ProblemKind::UnknownFunction { name: name.to_owned() }, near);
            return Type::ANY;
        }
        let item = on.as_ref().filter(|on| on.kinds.within(Kinds::LIST.or(Kinds::NULL))).map(Type::item);
        let mut mapped = None;
        for arg in rest {
            match self.closure(arg) {
                Some((function, captured)) => {
                    let item = item.clone().filter(|_| functions::closure_takes_items(name));
                    let given = self.closure_result(&function, captured, item);
                    if functions::closure_decides(name) {
                        let what = format!("what the function in ‘{name}’ says");
                        self.must_decide(&given, arg.start_position(), &what);
                    }
                    mapped = Some(given);
                }
                None => drop(self.expression(arg)),
            }
        }
        let (Some(on), None, Some((wants, gives))) = (on, own, functions::row(name)) else {
            return Type::ANY;
        };
        self.suitable(&format!("‘{name}’"), &on, wants, position, None);
        match gives {
            Gives::Kinds(kinds) => Type::of_kinds(kinds),
            Gives::Same => on.part(),
            Gives::Item => item.unwrap_or(Type::ANY).or(Type::of_kinds(Kinds::NULL)),
            Gives::Texts => Type::list_of(Type::of_kinds(Kinds::TEXT)),
            // Of an object it gives an object.
            Gives::Mapped if !on.kinds.within(Kinds::LIST.or(Kinds::NULL)) => Type::ANY,
            Gives::Mapped => mapped.map_or(Type::of_kinds(Kinds::LIST), Type::list_of),
        }
    }

    /// Says so when a value of these kinds certainly does not suit.
    pub(super) fn suitable(
        &mut self,
        what: &str,
        found: &Type<'a>,
        wants: Kinds,
        position: Position,
        instead: Option<String>,
    ) {
        let present = found.present();
        if !present.is_empty() && present.and(wants).is_empty() {
            let place = self.token(position);
            let kind = ProblemKind::Unsuitable { what: what.to_owned(), found: present, wants };
            self.say(place, kind, instead);
        }
    }

    /// The name of the function a closure is, and the names it captures.
    fn closure(&self, arg: &Node) -> Option<(String, Vec<String>)> {
        let name = |constant: &Node| match constant {
            Node::DynamicConstant(value, _) => {
                value.clone().try_cast::<rhai::FnPtr>().map(|pointer| pointer.fn_name().to_owned())
            }
            _ => None,
        };
        match arg {
            Node::FnCall(call, _) if call.name == "curry" => {
                let captured = call.args.iter().skip(1).filter_map(|arg| match arg {
                    Node::Variable(name, _, _) => Some(name.1.to_string()),
                    _ => None,
                });
                Some((name(call.args.first()?)?, captured.collect()))
            }
            other => Some((name(other)?, Vec::new())),
        }
    }

    fn closure_result(&mut self, function: &str, captured: Vec<String>, item: Option<Type<'a>>) -> Type<'a> {
        let functions = self.functions;
        let Some(Function { params, body: Some(body) }) = functions.get(function) else { return Type::ANY };
        if self.depth >= MOST_DEPTH {
            return Type::ANY;
        }
        self.depth += 1;
        let depth = self.locals.len();
        let own = params.len().saturating_sub(captured.len());
        let known: Vec<_> = captured.iter().map(|name| self.name(name)).collect();
        for (at, param) in params.iter().enumerate() {
            let given = match at.checked_sub(params.len() - own) {
                None => known[at].clone(),
                Some(0) => item.clone().unwrap_or(Type::ANY),
                Some(1) if item.is_some() => Type::of_kinds(Kinds::NUMBER),
                Some(_) => Type::ANY,
            };
            self.local(param, given);
        }
        let before = std::mem::take(&mut self.returns);
        let last = self.statement(body);
        let given = std::mem::replace(&mut self.returns, before).into_iter().fold(last, Type::or);
        self.locals.truncate(depth);
        self.depth -= 1;
        given
    }
}
