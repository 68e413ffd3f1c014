//! Which settings of a node the conversions look at.

use super::graph::Source;
use super::work::Work;
use crate::import::leftovers;

/// By kind, without the prefix that all settings of a kind have. Which memory is kept and as whom an
/// answer is given do not matter here.
fn known(kind: &str) -> Option<(&'static str, &'static [&'static str])> {
    const MODEL: &[&str] = &[
        "Model",
        "ModelConfig",
        "Messages",
        "EnableMemory",
        "MemoryType",
        "MemoryWindowSize",
        "MemoryMaxTokenLimit",
        "UserMessage",
        "ReturnResponseAs",
        "StructuredOutput",
        "UpdateState",
        "Tools",
        "KnowledgeDocumentStores",
        "KnowledgeVSEmbeddings",
        "ToolsBuiltInOpenAI",
        "ToolsBuiltInAnthropic",
        "ToolsBuiltInGemini",
    ];
    Some(match kind {
        "llm" => ("llm", MODEL),
        "agent" => ("agent", MODEL),
        "start" => (
            "",
            &[
                "startInputType",
                "formTitle",
                "formDescription",
                "formInputTypes",
                "startState",
                "startPersistState",
                "startEphemeralMemory",
            ],
        ),
        "retriever" => ("retriever", &["KnowledgeDocumentStores", "Query", "UpdateState"]),
        "conditionAgent" => {
            ("conditionAgent", &["Model", "ModelConfig", "Instructions", "Input", "Scenarios"])
        }
        "condition" => ("", &["conditions"]),
        "loop" => ("", &["loopBackToNode", "maxLoopCount", "fallbackMessage", "loopUpdateState"]),
        "iteration" => ("iteration", &["Input"]),
        "humanInput" => (
            "humanInput",
            &["DescriptionType", "Description", "Model", "ModelConfig", "ModelPrompt", "EnableFeedback"],
        ),
        "directReply" => ("directReply", &["Message"]),
        "tool" => ("tool", &["AgentflowSelectedTool", "InputArgs", "UpdateState"]),
        "http" => (
            "",
            &[
                "method",
                "url",
                "headers",
                "queryParams",
                "bodyType",
                "body",
                "credential",
                "FLOWISE_CREDENTIAL_ID",
            ],
        ),
        "customFunction" => ("customFunction", &["InputVariables", "JavascriptFunction", "UpdateState"]),
        "executeFlow" => {
            ("executeFlow", &["SelectedFlow", "Input", "OverrideConfig", "ReturnResponseAs", "UpdateState"])
        }
        _ => return None,
    })
}

pub(super) fn report(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some((prefix, known)) = known(&at.kind) else { return };
    let looked_at = |name: &str| {
        let own = name.strip_prefix(prefix).unwrap_or(name);
        known.contains(&own) || matches!(name, "undefined" | "selectedTool")
    };
    leftovers::report(&mut work.draft, &at.original(), Some(&at.node), at.inputs, looked_at);
}
