//! What a component is to us, by its type and by the outputs it has.

use super::graph::Source;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    ChatInput,
    TextInput,
    Webhook,
    ChatOutput,
    TextOutput,
    Prompt,
    Model,
    Agent,
    Router,
    SmartRouter,
    Parser,
    Combine,
    Split,
    Convert,
    Request,
    Pages,
    Search,
    Memory,
    Structured,
    Loop,
    Flow,
    Tools,
    Embeddings,
    Note,
    /// Python that somebody wrote.
    Code,
    /// Several components drawn as one.
    Group,
    File,
    Other,
}

impl Kind {
    pub fn of(source: &Source<'_>) -> Self {
        if source.outer == "noteNode" || source.name == "note" {
            return Self::Note;
        }
        if source.data["flow"].is_object() {
            return Self::Group;
        }
        let known = Self::by_name(source);
        // The ends of a flow stay its ends; anything else may do anything once its code was changed.
        if is_code(source) && !matches!(known, Self::ChatInput | Self::ChatOutput) {
            Self::Code
        } else {
            known
        }
    }

    fn by_name(source: &Source<'_>) -> Self {
        match source.name {
            "ChatInput" => Self::ChatInput,
            "TextInput" => Self::TextInput,
            "Webhook" => Self::Webhook,
            "ChatOutput" => Self::ChatOutput,
            "TextOutput" => Self::TextOutput,
            "Prompt" | "Prompt Template" | "PromptComponent" => Self::Prompt,
            "Agent" | "AgentComponent" | "ToolCallingAgent" | "OpenAIToolsAgent" => Self::Agent,
            "ConditionalRouter" => Self::Router,
            "SmartRouter" => Self::SmartRouter,
            "ParseData" | "ParserComponent" | "ParseDataFrame" | "DataToMessage" => Self::Parser,
            "CombineText" => Self::Combine,
            "SplitText" => Self::Split,
            "TypeConverterComponent" | "MessagetoData" | "MessageToData" => Self::Convert,
            "APIRequest" => Self::Request,
            "URL" | "URLComponent" => Self::Pages,
            "Memory" | "MessageHistory" => Self::Memory,
            "StructuredOutput" | "StructuredOutputComponent" => Self::Structured,
            "Loop" | "LoopComponent" => Self::Loop,
            "RunFlow" | "SubFlow" => Self::Flow,
            "MCPTools" | "MCPToolsComponent" | "MCPStdio" | "MCPSse" => Self::Tools,
            "File" | "FileComponent" | "Directory" => Self::File,
            name if name.contains("Embedding") => Self::Embeddings,
            _ if is_search(source) => Self::Search,
            name if name.ends_with("Model") || name == "LanguageModelComponent" => Self::Model,
            _ if source.outputs().any(|output| output["name"] == "model_output") => Self::Model,
            _ => Self::Other,
        }
    }

    /// Where runs begin: its value is there before any node has run.
    pub fn is_input(self) -> bool {
        matches!(self, Self::ChatInput | Self::TextInput | Self::Webhook)
    }
}

/// Vector stores are many; all of them are searched with the same field.
fn is_search(source: &Source<'_>) -> bool {
    let has = |name: &str| source.template[name].is_object();
    let finds = source.outputs().any(|output| output["name"] == "search_results");
    has("search_query") && (finds || has("ingest_data") || has("knowledge_base"))
}

/// Whether a component that is not known here may be somebody's own: older documents do not say where its code
/// comes from.
pub(super) fn may_be_code(source: &Source<'_>) -> bool {
    let module = source.data["metadata"]["module"].as_str().unwrap_or_default();
    let unknown = source.kind == Kind::Other && module.is_empty();
    (source.kind == Kind::Code || unknown) && !source.code().is_empty()
}

fn is_code(source: &Source<'_>) -> bool {
    let module = source.data["metadata"]["module"].as_str().unwrap_or_default();
    let theirs = module.is_empty() || module.starts_with("lfx.") || module.starts_with("langflow.");
    source.name.starts_with("CustomComponent") || source.data["edited"] == true || !theirs
}
