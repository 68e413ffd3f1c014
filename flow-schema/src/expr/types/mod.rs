//! What a value can be, as far as that is known before a run.
//!
//! A [`Type`] is the set of JSON kinds a value may have, and its shape where one is known: a schema
//! it was declared with, or what a literal shows. Not known means anything, never a guess: every
//! finding made from types must hold for every value the type allows. Null is left out of account,
//! because an absent value is the ordinary case in a flow.

mod calls;
mod chains;
mod functions;
mod infer;
mod kinds;
mod operators;
mod problem;
mod schema;
mod script;

pub use infer::Lookup;
pub use kinds::Kinds;
pub use problem::{Problem, ProblemKind};

use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is known of a value.
#[derive(Clone, Debug)]
pub struct Type<'a> {
    pub kinds: Kinds,
    shape: Shape<'a>,
}

#[derive(Clone, Debug)]
enum Shape<'a> {
    Open,
    Schema(&'a Value),
    /// One of these, and nothing else.
    Values(Rc<Vec<Value>>),
    /// Items of this type, and how many at most.
    List(Rc<Type<'a>>, Option<u64>),
    /// Exactly these members.
    Object(Rc<BTreeMap<String, Type<'a>>>),
}

/// What reading a member gives.
pub enum Member<'a> {
    Of(Type<'a>),
    /// The shape names its members, and this is not among them.
    Unknown {
        known: Vec<String>,
        forbidden: bool,
    },
}

/// As many alternatives are listed as a person would read.
const MOST_VALUES: usize = 64;

impl<'a> Type<'a> {
    pub const ANY: Self = Self { kinds: Kinds::ANY, shape: Shape::Open };

    pub fn of_kinds(kinds: Kinds) -> Self {
        Self { kinds, shape: Shape::Open }
    }

    /// What a schema allows, and null.
    pub fn of_schema(schema: &'a Value) -> Self {
        let Some(entries) = schema.as_object().filter(|entries| !entries.contains_key("$ref")) else {
            return Self::ANY;
        };
        let declared = match entries.get("type") {
            Some(Value::String(name)) => Kinds::named(name),
            Some(Value::Array(names)) => names
                .iter()
                .filter_map(Value::as_str)
                .map(Kinds::named)
                .reduce(Kinds::or)
                .unwrap_or(Kinds::ANY),
            _ => Kinds::ANY,
        };
        let alternatives = ["anyOf", "oneOf"].iter().filter_map(|key| entries.get(*key)?.as_array());
        let kinds = alternatives.fold(declared, |kinds, list| {
            let all = list.iter().map(|one| Self::of_schema(one).kinds).reduce(Kinds::or);
            kinds.and(all.unwrap_or(Kinds::ANY))
        });
        let listed =
            values_of(schema).map(|values| values.iter().map(|value| Kinds::of(value)).reduce(Kinds::or));
        let kinds = match listed.flatten() {
            Some(listed) => kinds.and(listed),
            None => kinds,
        };
        // A schema that contradicts itself says nothing.
        let kinds = if kinds.is_empty() { Kinds::ANY } else { kinds };
        Self { kinds: kinds.or(Kinds::NULL), shape: Shape::Schema(schema) }
    }

    pub fn of_value(value: Value) -> Self {
        Self { kinds: Kinds::of(&value), shape: Shape::Values(Rc::new(vec![value])) }
    }

    pub fn list_of(item: Self) -> Self {
        Self { kinds: Kinds::LIST, shape: Shape::List(Rc::new(item), None) }
    }

    pub fn object_of(members: BTreeMap<String, Self>) -> Self {
        Self { kinds: Kinds::OBJECT, shape: Shape::Object(Rc::new(members)) }
    }

    pub fn is_any(&self) -> bool {
        self.kinds == Kinds::ANY
    }

    /// The kinds a value has when it is there.
    pub fn present(&self) -> Kinds {
        self.kinds.without(Kinds::NULL)
    }

    /// Without what its parts are.
    pub fn opened(self) -> Self {
        Self::of_kinds(self.kinds)
    }

    /// Either of the two.
    pub fn or(self, other: Self) -> Self {
        let kinds = self.kinds.or(other.kinds);
        if self.kinds == Kinds::NULL {
            return Self { kinds, shape: other.shape };
        }
        if other.kinds == Kinds::NULL {
            return Self { kinds, shape: self.shape };
        }
        // `default(x, [])`: an empty list is a list of whatever the other holds.
        let lists = Kinds::LIST.or(Kinds::NULL);
        if other.is_empty_list() && self.kinds.within(lists) {
            return Self { kinds, shape: self.part().shape };
        }
        if self.is_empty_list() && other.kinds.within(lists) {
            return Self { kinds, shape: other.part().shape };
        }
        let shape = match (&self.shape, &other.shape) {
            (Shape::List(a, most), Shape::List(b, other)) => {
                let most = most.zip(*other).map(|(most, other)| most.max(other));
                Shape::List(Rc::new((**a).clone().or((**b).clone())), most)
            }
            (Shape::Schema(a), Shape::Schema(b)) if std::ptr::eq(*a, *b) => Shape::Schema(a),
            (Shape::Object(a), Shape::Object(b)) => {
                let names = a.keys().chain(b.keys()).cloned().collect::<std::collections::BTreeSet<_>>();
                let absent = || Self::of_kinds(Kinds::NULL);
                let member =
                    |of: &BTreeMap<String, Self>, name: &str| of.get(name).cloned().unwrap_or_else(absent);
                Shape::Object(Rc::new(
                    names
                        .into_iter()
                        .map(|name| (name.clone(), member(a, &name).or(member(b, &name))))
                        .collect(),
                ))
            }
            _ => match (self.values(), other.values()) {
                (Some(mut a), Some(b)) => {
                    a.extend(b);
                    a.dedup();
                    if a.len() > MOST_VALUES { Shape::Open } else { Shape::Values(Rc::new(a)) }
                }
                _ => Shape::Open,
            },
        };
        Self { kinds, shape }
    }

    /// All values it can have, when they are few and named: of an `enum`, or a literal.
    pub fn values(&self) -> Option<Vec<Value>> {
        match &self.shape {
            Shape::Values(values) => Some(values.to_vec()),
            Shape::Schema(schema) => values_of(schema).map(|values| values.into_iter().cloned().collect()),
            Shape::Open | Shape::List(..) | Shape::Object(_) => None,
        }
    }

    fn is_empty_list(&self) -> bool {
        let empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
        matches!(&self.shape, Shape::Values(values) if values.iter().all(empty))
    }

    /// Whether whoever makes the value can choose no words of their own: numbers, yes or no, one of
    /// a list, and what is made of these.
    pub fn is_closed(&self) -> bool {
        self.is_closed_within(8)
    }

    fn is_closed_within(&self, depth: usize) -> bool {
        if depth == 0 {
            return false;
        }
        let kinds = self.kinds;
        if kinds.within(Kinds::NULL.or(Kinds::BOOL).or(Kinds::NUMBER)) || self.values().is_some() {
            return true;
        }
        match &self.shape {
            _ if !kinds.within(Kinds::LIST.or(Kinds::OBJECT).or(Kinds::NULL)) => false,
            Shape::List(item, _) => item.is_closed_within(depth - 1),
            Shape::Object(members) => members.values().all(|member| member.is_closed_within(depth - 1)),
            Shape::Schema(schema) => {
                let items = schema
                    .get("items")
                    .is_some_and(|items| Self::of_schema(items).is_closed_within(depth - 1));
                let mut members = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
                let others = match schema.get("additionalProperties") {
                    Some(Value::Bool(false)) => true,
                    Some(others @ Value::Object(_)) => Self::of_schema(others).is_closed_within(depth - 1),
                    _ => false,
                };
                (kinds.and(Kinds::LIST).is_empty() || items)
                    && (kinds.and(Kinds::OBJECT).is_empty()
                        || others
                            && members.all(|(_, member)| Self::of_schema(member).is_closed_within(depth - 1)))
            }
            Shape::Open | Shape::Values(_) => false,
        }
    }

    /// One item of a list.
    pub fn item(&self) -> Self {
        match &self.shape {
            Shape::List(item, _) => (**item).clone(),
            Shape::Schema(schema) => schema.get("items").map_or(Self::ANY, Self::of_schema),
            Shape::Values(values) => {
                let items = values.iter().filter_map(Value::as_array).flatten();
                items.cloned().map(Self::of_value).reduce(Self::or).unwrap_or(Self::ANY)
            }
            Shape::Open | Shape::Object(_) => Self::ANY,
        }
    }

    /// A member of an object.
    pub fn member(&self, name: &str) -> Member<'a> {
        match &self.shape {
            Shape::Object(members) => match members.get(name) {
                Some(member) => Member::Of(member.clone()),
                None if self.kinds.within(Kinds::OBJECT) => {
                    Member::Unknown { known: members.keys().cloned().collect(), forbidden: true }
                }
                None => Member::Of(Self::ANY),
            },
            Shape::Schema(schema) => {
                let properties = schema.get("properties").and_then(Value::as_object);
                let additional = schema.get("additionalProperties");
                match (properties.and_then(|properties| properties.get(name)), properties, additional) {
                    (Some(property), _, _) => Member::Of(Self::of_schema(property)),
                    (None, _, Some(others @ Value::Object(_))) => Member::Of(Self::of_schema(others)),
                    (None, Some(properties), additional) if additional != Some(&Value::Bool(true)) => {
                        let forbidden = additional == Some(&Value::Bool(false));
                        match properties.is_empty() && !forbidden {
                            true => Member::Of(Self::ANY),
                            false => {
                                Member::Unknown { known: properties.keys().cloned().collect(), forbidden }
                            }
                        }
                    }
                    _ => Member::Of(Self::ANY),
                }
            }
            Shape::Open | Shape::Values(_) | Shape::List(..) => Member::Of(Self::ANY),
        }
    }

    /// How many items at most, when it is a list of a declared length.
    pub fn most_items(&self) -> Option<u64> {
        match &self.shape {
            Shape::Schema(schema) => schema.get("maxItems").and_then(Value::as_u64),
            Shape::Values(values) => {
                values.iter().map(|value| value.as_array().map_or(0, Vec::len) as u64).max()
            }
            Shape::List(_, most) => *most,
            Shape::Open | Shape::Object(_) => None,
        }
    }

    /// A part of a list or an object: what is in it, and no more of it.
    pub fn part(&self) -> Self {
        match &self.shape {
            Shape::Values(_) if self.kinds.within(Kinds::LIST.or(Kinds::NULL)) => {
                let shape = Shape::List(Rc::new(self.item()), self.most_items());
                Self { kinds: self.kinds, shape }
            }
            Shape::Values(_) => self.clone().opened(),
            Shape::Open | Shape::Schema(_) | Shape::List(..) | Shape::Object(_) => self.clone(),
        }
    }
}

/// What `enum` or `const` list, null left out.
fn values_of(schema: &Value) -> Option<Vec<&Value>> {
    let listed: Vec<&Value> = match (schema.get("enum"), schema.get("const")) {
        (Some(Value::Array(values)), _) => values.iter().collect(),
        (_, Some(value)) => vec![value],
        _ => return None,
    };
    Some(listed.into_iter().filter(|value| !value.is_null()).collect())
}
