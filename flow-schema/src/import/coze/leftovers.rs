//! Which inputs of a node the conversions look at.

use super::graph::{Kind, Source};
use super::work::Work;
use crate::import::leftovers;

fn known(kind: Kind) -> Option<&'static [&'static str]> {
    Some(match kind {
        Kind::End => &["terminatePlan", "content", "streamingOutput"],
        Kind::Model => &["llmParam", "fcParam", "batch"],
        Kind::Plugin => &["apiParam"],
        Kind::Code => &["code", "language"],
        Kind::Knowledge => &["datasetParam"],
        Kind::Selector => &["branches"],
        Kind::Workflow => &["workflowId", "workflowVersion", "spaceId", "type", "inputDefs"],
        Kind::Message => &["content", "streamingOutput"],
        Kind::Text => &["method", "concatParams", "splitParams"],
        Kind::Question => {
            &["answer_type", "question", "options", "option_type", "extra_output", "llmParam", "limit"]
        }
        Kind::Loop => &["loopType", "loopCount", "variableParameters"],
        Kind::Batch => &["batchSize", "concurrentSize"],
        Kind::Intent => &["intents", "llmParam", "mode"],
        Kind::Merge => &["mergeGroups"],
        Kind::Assign => &["variableTypeMap"],
        Kind::Http => &["apiInfo", "params", "headers", "auth", "body"],
        // A placeholder keeps everything; the others have nothing of their own.
        Kind::Start | Kind::Break | Kind::Comment | Kind::Other => return None,
    })
}

pub(super) fn report(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some(known) = known(at.kind) else { return };
    let looked_at =
        |name: &str| known.contains(&name) || matches!(name, "inputParameters" | "settingOnError");
    leftovers::report(&mut work.draft, &at.original(), Some(&at.node), at.inputs, looked_at);
}
