//! What a script says of its own functions and names, before its types are looked at.

use super::functions;
use rhai::{AST, ASTNode, Expr as Node, Stmt};
use std::collections::{HashMap, HashSet};

/// A closure or function; without its body when that is not known.
pub(super) struct Function {
    pub params: Vec<String>,
    pub body: Option<Stmt>,
}

/// By name. Rhai shows the statements of all functions one after the other, so they can only be
/// told apart when each is a single one, as in `|p| p.text`.
pub(super) fn functions_of(ast: &AST) -> HashMap<String, Function> {
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
pub(super) struct Changes {
    pub assigned: HashSet<String>,
    /// In parts: `x.push(1)`, `x.a = 1`.
    pub within: HashSet<String>,
}

impl Changes {
    pub fn see(&mut self, node: &ASTNode<'_>) {
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
