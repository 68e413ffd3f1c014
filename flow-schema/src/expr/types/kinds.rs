use crate::said::{Said, said};
use serde_json::Value;

/// A set of JSON kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    pub const NULL: Self = Self(1);
    pub const BOOL: Self = Self(2);
    pub const NUMBER: Self = Self(4);
    pub const TEXT: Self = Self(8);
    pub const LIST: Self = Self(16);
    pub const OBJECT: Self = Self(32);
    /// Functions, ranges and what else JSON does not have.
    pub const OTHER: Self = Self(64);
    pub const ANY: Self = Self(127);

    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every value of these kinds is of one of those.
    pub const fn within(self, those: Self) -> bool {
        self.0 & !those.0 == 0
    }

    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOL,
            Value::Number(_) => Self::NUMBER,
            Value::String(_) => Self::TEXT,
            Value::Array(_) => Self::LIST,
            Value::Object(_) => Self::OBJECT,
        }
    }

    pub(super) fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOL,
            "number" | "integer" => Self::NUMBER,
            "string" => Self::TEXT,
            "array" => Self::LIST,
            "object" => Self::OBJECT,
            _ => Self::ANY,
        }
    }

    /// `a number`, `a text, a list or an object`.
    pub fn words(self) -> Said {
        let names = [
            (Self::BOOL, said!("true or false")),
            (Self::NUMBER, said!("a number")),
            (Self::TEXT, said!("a text")),
            (Self::LIST, said!("a list")),
            (Self::OBJECT, said!("an object")),
            (Self::NULL, said!("null")),
            (Self::OTHER, said!("a function")),
        ];
        let kinds = if self == Self::NULL { self } else { self.without(Self::NULL) };
        let kinds = if kinds == Self::OTHER { kinds } else { kinds.without(Self::OTHER) };
        let named = names.into_iter().filter(|(kind, _)| !kinds.and(*kind).is_empty());
        Said::one_of(named.map(|(_, name)| name))
    }
}
