use crate::id::PortId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use utoipa::ToSchema;

/// Everything there is to know about a kind of node.
///
/// Fields of `config_schema` (a JSON Schema of type object) may carry `x-ui`:
/// `{"widget": "...", "advanced": true, "order": 3, "placeholder": "..."}` and `x-mode`:
/// `"template"` (the default for strings: `{{ expression }}` holes), `"expression"` (the string is
/// Rhai), `"literal"` (never looked into), `"script"` (a Rhai block). `x-sensitive` says what the value
/// decides (`who gets the message`): the check of taint warns of text that reaches it unchecked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct NodeKind {
    /// `kb_search`; for an external tool `mcp:<server>/<tool>`.
    pub name: String,
    pub title: String,
    /// One line, under the title in the palette.
    pub summary: String,
    /// Markdown for the help panel.
    pub help: String,
    /// Name of a lucide icon.
    pub icon: String,
    pub category: Category,
    #[ts(type = "Record<string, unknown>")]
    #[schema(value_type = Object)]
    pub config_schema: Value,
    pub output: OutputSchema,
    /// Besides `error`, which every kind whose call can fail has (see [`NodeKind::ports`]).
    pub ports: Vec<PortSource>,
    pub effect: Effect,
    /// Who carries it out.
    pub role: Role,
    /// Template for the third line of a node card, over config keys: `base “{base}” · top {top_k}`.
    pub card: String,
    /// Extra words by which the palette's search finds it.
    pub synonyms: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Category {
    StartEnd,
    Think,
    Know,
    Act,
    People,
    Control,
    Data,
}

/// What a node may do to the world, and so what the executor owes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Effect {
    /// A function of its inputs: recomputed on replay, never journaled.
    Pure,
    /// May be repeated safely.
    Read,
    /// Has a side effect: intent journaled first, exactly-once key.
    Write,
    /// Parks the run.
    Wait,
}

/// Who carries a node out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NodeRole)]
#[ts(export_to = "flow.ts")]
pub enum Role {
    /// A rule inside the machine (`condition`, `set_state`, `ask_user` …).
    Control,
    /// A tool, called by the runtime under the kind's name.
    Tool,
}

/// The JSON Schema of a node's output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum OutputSchema {
    Fixed(#[ts(type = "Record<string, unknown>")] Value),
    /// Taken from the config when it has a schema at this pointer, else `fallback`.
    FromConfig {
        pointer: String,
        #[ts(type = "Record<string, unknown>")]
        #[schema(value_type = Object)]
        fallback: Value,
    },
}

/// Where a kind's ports come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum PortSource {
    Fixed(Port),
    /// One port for each element of the array at `list`; its name is the string at `name` in the
    /// element (empty `name`: the element itself is the name).
    Each {
        list: String,
        name: String,
    },
    /// One port named by the string at this pointer, with a default.
    Named {
        pointer: String,
        default: PortId,
    },
    /// One port named by the string at this pointer, when there is one.
    Optional {
        pointer: String,
    },
    /// This port, when one of the config values at `any_of` is set (always, when the list is empty)
    /// and none of those at `none_of` is. Null, false, "" and empty lists are not set.
    When {
        port: Port,
        any_of: Vec<String>,
        none_of: Vec<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Port {
    pub name: PortId,
    pub kind: PortKind,
}

/// How a port is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum PortKind {
    Flow,
    Branch,
    Error,
    /// Leads into the body of a `map` or `loop`.
    Body,
}
