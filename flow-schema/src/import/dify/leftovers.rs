//! Which settings of a node the conversions look at.

use super::graph::Source;
use super::work::Work;
use crate::import::leftovers;

/// What every node has for the drawing, or what is seen to for all kinds alike.
const COMMON: &[&str] = &[
    "type",
    "title",
    "desc",
    "selected",
    "width",
    "height",
    "version",
    "isInIteration",
    "isInLoop",
    "iteration_id",
    "loop_id",
    "start_node_id",
    "startNodeType",
    "error_strategy",
    "default_value",
    "retry_config",
    "_connectedSourceHandleIds",
    "_targetBranches",
    "_children",
    "isIterationStart",
    "targetBranches",
];

/// What the conversion of a kind looks at, or what only the editor there needed.
fn known(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "start" => &["variables"],
        "answer" => &["answer", "variables"],
        "end" => &["outputs"],
        "llm" => &[
            "model",
            "prompt_template",
            "prompt_config",
            "context",
            "memory",
            "vision",
            "variables",
            "structured_output",
            "structured_output_enabled",
        ],
        "agent" => &[
            "agent_parameters",
            "agent_strategy_name",
            "agent_strategy_label",
            "agent_strategy_provider_name",
            "memory",
            "output_schema",
            "plugin_unique_identifier",
            "tool_node_version",
            "meta",
        ],
        "knowledge-retrieval" => &[
            "dataset_ids",
            "query_variable_selector",
            "retrieval_mode",
            "single_retrieval_config",
            "multiple_retrieval_config",
            "metadata_filtering_mode",
            "metadata_filtering_conditions",
            "metadata_model_config",
            "query_attachment_selector",
        ],
        "question-classifier" => &[
            "classes",
            "instruction",
            "instructions",
            "topics",
            "model",
            "memory",
            "vision",
            "query_variable_selector",
        ],
        "parameter-extractor" => &["query", "parameters", "model", "instruction", "reasoning_mode", "vision"],
        "if-else" => &["cases", "conditions", "logical_operator"],
        "code" => &["code", "code_language", "outputs", "variables"],
        "template-transform" => &["template", "variables"],
        "variable-aggregator" | "variable-assigner" => &["variables", "output_type", "advanced_settings"],
        "assigner" => &["items", "assigned_variable_selector", "write_mode", "input_variable_selector"],
        "list-operator" => {
            &["variable", "var_type", "item_var_type", "filter_by", "order_by", "limit", "extract_by"]
        }
        "http-request" => &[
            "method",
            "url",
            "headers",
            "params",
            "authorization",
            "body",
            "timeout",
            "ssl_verify",
            "variables",
        ],
        "tool" => &[
            "provider_id",
            "provider_name",
            "provider_type",
            "provider_icon",
            "tool_name",
            "tool_label",
            "tool_description",
            "tool_parameters",
            "tool_configurations",
            "tool_node_version",
            "is_team_authorization",
            "output_schema",
            "paramSchemas",
            "params",
            "plugin_id",
            "plugin_unique_identifier",
        ],
        "iteration" => &[
            "iterator_selector",
            "iterator_input_type",
            "output_selector",
            "output_type",
            "is_parallel",
            "parallel_nums",
            "error_handle_mode",
            "flatten_output",
        ],
        "loop" => &["loop_count", "break_conditions", "loop_variables", "logical_operator", "outputs"],
        "human-input" => {
            &["form_content", "user_actions", "inputs", "timeout", "timeout_unit", "delivery_methods"]
        }
        // A placeholder keeps everything; the others have nothing of their own.
        _ => return None,
    })
}

pub(super) fn report(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let Some(known) = known(&at.kind) else { return };
    let looked_at = |name: &str| COMMON.contains(&name) || known.contains(&name) || name.starts_with('_');
    leftovers::report(&mut work.draft, &at.original(), at.node.as_ref(), at.data, looked_at);
}
