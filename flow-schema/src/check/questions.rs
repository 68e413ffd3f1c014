use super::report::{Report, words};
use super::{Analysis, codes};
use crate::said::said;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for facts in analysis.nodes.iter().filter(|facts| facts.node.kind == "extract") {
        let fields = facts.written["fields"].as_array().is_some_and(|fields| !fields.is_empty());
        let form = facts.written["form"].as_str().is_some_and(|form| !form.trim().is_empty());
        if !fields && !form {
            let cause = said!("‘{id}’ has nothing to look for", id = facts.node.id);
            let mend = said!("list the fields, or name a form");
            report.node(&codes::MISSING_CONFIG, &facts.node.id, "/config/fields", words(cause, mend));
        }
    }
    for facts in analysis.nodes.iter().filter(|facts| facts.node.kind == "ask_user") {
        let options = facts.written["options"].as_array().is_some_and(|options| !options.is_empty());
        let form = facts.written["form"].as_str().is_some_and(|form| !form.is_empty());
        if options && form {
            let cause = said!("the question has options and a form");
            let mend = said!("ask with the options first, and with the form in a second node");
            report.node(&codes::OPTIONS_AND_FORM, &facts.node.id, "/config/form", words(cause, mend));
        }
    }
}
