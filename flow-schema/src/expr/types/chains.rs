//! `a.b[0].c(x).d`: Rhai nests it to the right, with a flag where a bracket closes the chain.

use super::functions::GETTERS;
use super::infer::Walk;
use super::problem::ProblemKind;
use super::{Kinds, Member, Type};
use crate::nearest::nearest;
use rhai::{ASTFlags, Expr as Node, Position};

/// What is being followed, and what it is so far.
pub(super) struct Chain<'w, 'e, 'l, 'a> {
    walk: &'w mut Walk<'e, 'l, 'a>,
    so_far: Type<'a>,
    words: String,
    /// Whether the check of references judges the members so far: everything that is read of a name
    /// in scope, up to the first call.
    judged_elsewhere: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Link {
    Start,
    Dot,
    Bracket,
}

impl<'w, 'e, 'l, 'a> Chain<'w, 'e, 'l, 'a> {
    pub fn new(walk: &'w mut Walk<'e, 'l, 'a>) -> Self {
        Self { walk, so_far: Type::ANY, words: String::new(), judged_elsewhere: false }
    }

    pub fn follow(mut self, whole: &Node) -> Type<'a> {
        let mut rest = whole;
        let mut link = Link::Start;
        loop {
            let (element, next) = match rest {
                Node::Dot(pair, flags, _) => (&pair.lhs, Some((&pair.rhs, *flags, Link::Dot))),
                Node::Index(pair, flags, _) => (&pair.lhs, Some((&pair.rhs, *flags, Link::Bracket))),
                last => (last, None),
            };
            self.element(link, element);
            let Some((after, flags, next_link)) = next else { break };
            link = next_link;
            if flags.intersects(ASTFlags::BREAK) {
                self.element(link, after);
                break;
            }
            rest = after;
        }
        self.so_far
    }

    fn element(&mut self, link: Link, element: &Node) {
        match (link, element) {
            (Link::Start, Node::Variable(name, _, _)) => {
                // The item of a For each is judged here, where its type is known.
                self.judged_elsewhere = !self.walk.is_local(&name.1) && name.1 != "item";
                self.so_far = self.walk.name(&name.1);
                self.words = name.1.to_string();
            }
            (Link::Dot, Node::Property(parts, position)) => self.member(&parts.2, *position),
            (Link::Dot, Node::MethodCall(call, position)) => {
                self.judged_elsewhere = false;
                let on = self.so_far.clone();
                self.so_far = match (call.name.as_str(), call.args.as_slice()) {
                    ("default", [otherwise]) => {
                        let otherwise = self.walk.expression(otherwise);
                        on.or(otherwise)
                    }
                    (name, args) => self.walk.named_call(name, Some(on), args, *position),
                };
                self.words = format!("{}.{}(…)", self.words, call.name);
            }
            (Link::Bracket, Node::StringConstant(key, position)) => self.member(key, *position),
            (Link::Bracket, index) => {
                let key = self.walk.expression(index);
                let present = self.so_far.present();
                let countable =
                    Kinds::TEXT.or(Kinds::LIST).or(Kinds::OBJECT).or(Kinds::NUMBER).or(Kinds::OTHER);
                if !present.is_empty() && present.and(countable).is_empty() {
                    let kind = ProblemKind::NoMembers { what: self.words.clone(), found: present };
                    let place = self.walk.token(index.start_position());
                    self.walk.say(place, kind, None);
                }
                self.so_far = match present {
                    kinds if kinds == Kinds::LIST && key.kinds.within(Kinds::NUMBER.or(Kinds::NULL)) => {
                        self.so_far.item()
                    }
                    kinds if kinds == Kinds::TEXT => Type::of_kinds(Kinds::TEXT),
                    _ => Type::ANY,
                };
                self.words.push_str("[…]");
            }
            (Link::Start | Link::Dot, other) => {
                self.so_far = self.walk.expression(other);
                self.words = "the value".to_owned();
                self.judged_elsewhere = false;
            }
        }
    }

    fn member(&mut self, name: &str, position: Position) {
        let present = self.so_far.present();
        let scalars = Kinds::BOOL.or(Kinds::NUMBER).or(Kinds::TEXT).or(Kinds::LIST);
        let words = format!("{}.{name}", self.words);
        let words = std::mem::replace(&mut self.words, words);
        if !present.is_empty() && present.within(scalars) {
            if GETTERS.contains(&name) {
                self.judged_elsewhere = false;
                self.so_far = match name {
                    "len" => Type::of_kinds(Kinds::NUMBER),
                    "is_empty" => Type::of_kinds(Kinds::BOOL),
                    _ => Type::ANY,
                };
                return;
            }
            // Of a list that a name in scope holds, the other check says it.
            if !(self.judged_elsewhere && present == Kinds::LIST) {
                let place = self.walk.token(position);
                self.walk.say(place, ProblemKind::NoMembers { what: words, found: present }, None);
            }
            self.so_far = Type::ANY;
            return;
        }
        self.so_far = match self.so_far.member(name) {
            Member::Of(member) => member,
            Member::Unknown { known, forbidden } => {
                if !self.judged_elsewhere {
                    let near = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
                    let place = self.walk.token(position);
                    let kind =
                        ProblemKind::UnknownMember { name: format!("{words}.{name}"), forbidden, known };
                    self.walk.say(place, kind, near);
                }
                Type::ANY
            }
        };
    }
}
