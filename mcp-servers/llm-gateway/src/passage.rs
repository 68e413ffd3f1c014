use flow_schema::ErrorCode;
use mcp_servers_kit::ToolError;
use serde::{Deserialize, Serialize};
use serde_json::Value;

const MOST: usize = 50;

/// A piece of knowledge that an answer may stand on, as `kb_search` yields it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Passage {
    pub document_id: String,
    pub base: String,
    pub title: String,
    pub section: String,
    pub text: String,
    pub excerpt: String,
    pub url: String,
    pub updated_at: String,
}

impl Passage {
    /// Where it comes from, in words.
    pub fn source(&self) -> String {
        match (self.title.is_empty(), self.section.is_empty() || self.section == self.title) {
            (true, true) => String::new(),
            (true, false) => self.section.clone(),
            (false, true) => self.title.clone(),
            (false, false) => format!("{} › {}", self.title, self.section),
        }
    }
}

/// Reads the `passages` of a node: a list of passages or of plain texts.
pub(crate) fn read(value: Option<Value>) -> Result<Vec<Passage>, ToolError> {
    let wrong = |why: String| ToolError::new(ErrorCode::Validation, format!("passages: {why}"));
    let items = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(items)) => items,
        // A template that found nothing yields an empty text.
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(Vec::new()),
        Some(Value::String(text)) => vec![Value::String(text)],
        Some(_) => return Err(wrong("give a list, such as {{ kb.passages }}".into())),
    };
    items
        .into_iter()
        .take(MOST)
        .map(|item| match item {
            Value::String(text) => Ok(Passage { text, ..Passage::default() }),
            Value::Object(map) => {
                // Null where a document has no URL or section.
                let map: serde_json::Map<_, _> = map.into_iter().filter(|(_, v)| !v.is_null()).collect();
                serde_json::from_value(Value::Object(map)).map_err(|e| wrong(e.to_string()))
            }
            other => Err(wrong(format!("{other} is not a passage"))),
        })
        .collect()
}
