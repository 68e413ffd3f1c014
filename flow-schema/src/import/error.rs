use super::Format;

/// Why a document cannot be read at all. What cannot be carried over out of a readable document is
/// not an error; the report tells of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    #[error(
        "this is none of the documents that can be imported: an export of Flowright (JSON), Dify DSL (YAML), \
         Flowise AgentFlow V2, n8n workflow, Coze canvas or Langflow flow (JSON)"
    )]
    UnknownFormat,
    #[error("the document has {bytes} bytes, and at most {max} are read")]
    TooLarge { bytes: usize, max: usize },
    #[error("the document is not {language}: line {line}, character {character}: {message}")]
    Malformed { language: &'static str, line: usize, character: usize, message: String },
    #[error("line {line}: values are nested deeper than {max} levels")]
    TooDeep { line: usize, max: usize },
    #[error("line {line}: with its repetitions (aliases) the document has more than {max} values")]
    TooMany { line: usize, max: usize },
    #[error("the document is of {format} version {version}, and {known} can be read")]
    UnknownVersion { format: Format, version: String, known: &'static str },
    #[error("{at}: {what}")]
    Shape { at: String, what: String },
    #[error("{at}: the id ‘{id}’ is that of {first} already")]
    DuplicateId { id: String, at: String, first: String },
    #[error("{at}: there is no node ‘{id}’")]
    MissingNode { id: String, at: String },
    #[error("nodes lie in each other: {}", .0.join(" in "))]
    CyclicParents(Vec<String>),
    #[error("the document has {count} nodes, and a flow has at most {max}")]
    TooManyNodes { count: usize, max: usize },
}

impl ImportError {
    /// A part of the document is missing or of another kind than it must be.
    pub(super) fn shape(at: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Shape { at: at.into(), what: what.into() }
    }
}
