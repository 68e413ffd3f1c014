use super::report::{Report, words};
use super::{Analysis, codes};
use crate::said::said;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for facts in &analysis.nodes {
        for problem in &facts.problems {
            let field = format!("/config{}", problem.pointer);
            let mend = said!("mend the expression at that place");
            report.node(
                &codes::BAD_EXPRESSION,
                &facts.node.id,
                &field,
                words(problem.message.clone(), mend).at(problem.position),
            );
        }
    }
}
