//! Calls: functions, methods, closures.

use super::functions::{self, Gives};
use super::infer::{MOST_DEPTH, Walk};
use super::problem::ProblemKind;
use super::script::Function;
use super::{Kinds, Type};
use crate::nearest::nearest;
use crate::said::said;
use rhai::{Expr as Node, FnCallExpr, Position};

impl<'a> Walk<'_, '_, 'a> {
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
                self.condition(operand, &|| said!("the operand of ‘{name}’", name));
                Type::of_kinds(Kinds::BOOL)
            }
            ("-" | "+", [operand]) => {
                let found = self.expression(operand);
                self.suitable(name, &found, Kinds::NUMBER, position, None);
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
                        let what = || said!("what the function in ‘{name}’ says", name);
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
        self.suitable(name, &on, wants, position, None);
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
        name: &str,
        found: &Type<'a>,
        wants: Kinds,
        position: Position,
        instead: Option<String>,
    ) {
        let present = found.present();
        if !present.is_empty() && present.and(wants).is_empty() {
            let place = self.token(position);
            let kind =
                ProblemKind::Unsuitable { what: said!("‘{word}’", word = name), found: present, wants };
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
