/// An expression of any of the languages.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ast {
    Null,
    Bool(bool),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Ast>),
    Map(Vec<(String, Ast)>),
    Name(String),
    Member(Box<Ast>, String),
    Index(Box<Ast>, Box<Ast>),
    /// Of a function by name.
    Call(String, Vec<Ast>),
    Method(Box<Ast>, String, Vec<Ast>),
    Not(Box<Ast>),
    Negative(Box<Ast>),
    Binary(Op, Box<Ast>, Box<Ast>),
    /// Condition, then, otherwise.
    Choice(Box<Ast>, Box<Ast>, Box<Ast>),
    /// Text with values in it: an f-string, a template literal.
    Joined(Vec<Ast>),
    /// Jinja's `x is defined`; true when negated.
    Test(Box<Ast>, String, bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Or,
    And,
    /// JavaScript's `??`.
    Coalesce,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    /// Jinja's `~`.
    Concat,
}
