use super::Kinds;
use crate::finding::Span;
use crate::said::Said;

/// One place where an expression cannot mean what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    /// In the field's text.
    pub position: Option<Span>,
    /// What could stand there instead.
    pub instead: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Neither a function of the language nor of the script.
    UnknownFunction {
        name: String,
    },
    /// `what` has to be true or false: an operand of `&&`, the condition of an `if`.
    NotBoolean {
        what: Said,
        found: Kinds,
    },
    /// Values of these kinds are never equal, and neither is smaller.
    Unlike {
        left: Kinds,
        right: Kinds,
        operator: String,
    },
    /// The value is one of a list, and this is not in it.
    NeverEqual {
        value: String,
        among: Vec<String>,
    },
    /// An operator or function that these kinds do not have.
    Unsuitable {
        what: Said,
        found: Kinds,
        wants: Kinds,
    },
    UnknownMember {
        name: String,
        forbidden: bool,
        known: Vec<String>,
    },
    /// A member or an item of something that has none.
    NoMembers {
        what: String,
        found: Kinds,
    },
}
