use super::report::{Mend, Report, words};
use super::{Analysis, codes};
use crate::said::said;
use serde_json::Value;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for facts in analysis.nodes.iter().filter(|facts| facts.node.kind == "llm") {
        let streams = facts.written["stream_reply"] == Value::Bool(true);
        let object = facts.written["output"].as_object().is_some_and(|schema| !schema.is_empty());
        if streams && object {
            let cause =
                said!("the reply is streamed as text, and the output schema makes the answer an object");
            let mend = said!(
                "turn streaming off and send a text of the answer with a Reply node, or remove the schema"
            );
            report.node(
                &codes::STREAMED_OBJECT,
                &facts.node.id,
                "/config/stream_reply",
                words(cause, mend).fixed(Some(Mend::Set(false.into()))),
            );
        }
    }
}
