//! Which parameters of a node the conversions look at.

use super::work::Work;
use crate::import::leftovers;

fn known(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "set" => {
            &["mode", "jsonOutput", "assignments", "values", "includeOtherFields", "keepOnlySet", "include"]
        }
        "if" | "filter" => &["conditions", "combineOperation", "looseTypeValidation"],
        "switch" => &["mode", "rules", "value1", "dataType", "output"],
        "wait" => &["resume", "amount", "unit", "dateTime"],
        "executeWorkflow" => &["source", "workflowId", "workflowInputs", "mode"],
        "respondToWebhook" => &["respondWith", "responseBody"],
        "httpRequest" => &[
            "method",
            "requestMethod",
            "url",
            "authentication",
            "genericAuthType",
            "nodeCredentialType",
            "sendQuery",
            "queryParameters",
            "sendHeaders",
            "headerParameters",
            "specifyHeaders",
            "specifyQuery",
            "sendBody",
            "bodyParameters",
            "jsonBody",
            "body",
            "specifyBody",
            "contentType",
            "rawContentType",
            "jsonParameters",
            "options",
        ],
        "agent" => &["agent", "promptType", "text", "hasOutputParser"],
        "chainLlm" | "chainRetrievalQa" => &["promptType", "text", "messages", "hasOutputParser"],
        "openAi" => &["resource", "operation", "modelId", "messages"],
        "textClassifier" | "sentimentAnalysis" => &["inputText", "categories"],
        "informationExtractor" => &["text", "schemaType", "attributes"],
        "webhook" => &["path", "httpMethod", "responseMode"],
        _ => return None,
    })
}

/// Options that are looked at; the others are told of one by one.
const OPTIONS: &[&str] = &[
    "systemMessage",
    "maxIterations",
    "fallback",
    "categories",
    "fallbackOutput",
    "allMatchingOutputs",
    "caseSensitive",
];

pub(super) fn report(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let Some(known) = known(source.kind) else { return };
    let (original, node) = (source.original(), Some(&source.node));
    leftovers::report(&mut work.draft, &original, node, source.parameters, |name| {
        name == "options" || known.contains(&name)
    });
    if !known.contains(&"options") {
        leftovers::report(&mut work.draft, &original, node, &source.parameters["options"], |name| {
            OPTIONS.contains(&name)
        });
    }
}
