use super::NodeKind;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The kinds a tenant's flows may use: the built-in ones and those of its MCP servers.
#[derive(Clone, Debug, Default)]
pub struct KindRegistry {
    kinds: BTreeMap<String, Arc<NodeKind>>,
}

impl KindRegistry {
    /// The kinds that come with the product.
    pub fn builtin() -> Self {
        let kinds = [
            super::start::kind(),
            super::reply::kind(),
            super::end::kind(),
            super::llm::kind(),
            super::classify::kind(),
            super::extract::kind(),
            super::kb_search::kind(),
            super::create_ticket::kind(),
            super::update_ticket::kind(),
            super::find_tickets::kind(),
            super::notify::kind(),
            super::http_request::kind(),
            super::mcp_tool::kind(),
            super::agent::kind(),
            super::ask_user::kind(),
            super::approval::kind(),
            super::handoff::kind(),
            super::map::kind(),
            super::loop_kind::kind(),
            super::subflow::kind(),
            super::wait::kind(),
            super::condition::kind(),
            super::switch::kind(),
            super::set_state::kind(),
            super::script::kind(),
            super::template::kind(),
        ];
        let mut registry = Self::default();
        kinds.into_iter().for_each(|kind| registry.insert(kind));
        registry
    }

    pub fn insert(&mut self, kind: NodeKind) {
        self.kinds.insert(kind.name.clone(), Arc::new(kind));
    }

    pub fn get(&self, name: &str) -> Option<&Arc<NodeKind>> {
        self.kinds.get(name)
    }

    /// In name order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<NodeKind>> {
        self.kinds.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Mode;
    use serde_json::Value;

    fn fields(schema: &Value, path: &str, see: &mut dyn FnMut(&str, &Value)) {
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}/{name}");
            see(&path, field);
            fields(field, &path, see);
            fields(&field["items"], &path, see);
        }
    }

    /// What the inspector knows how to draw.
    const WIDGETS: &[&str] = &[
        "text",
        "textarea",
        "prompt",
        "expression",
        "code",
        "number",
        "boolean",
        "select",
        "duration",
        "knowledge_base",
        "model",
        "secret",
        "form",
        "key_value",
        "list",
        "cases",
        "json_schema",
        "channel",
        "flow",
        "people",
        "tools",
    ];

    #[test]
    fn every_field_of_every_kind_can_be_drawn_and_explained() {
        for kind in KindRegistry::builtin().iter() {
            assert!(
                !kind.summary.is_empty() && kind.help.len() > 40 && !kind.icon.is_empty(),
                "{}",
                kind.name
            );
            assert_eq!(kind.config_schema["additionalProperties"], false, "{}", kind.name);
            fields(&kind.config_schema, &kind.name, &mut |path, field| {
                let text = |key: &str| field[key].as_str().unwrap_or_default().to_owned();
                assert!(!text("title").is_empty() && !text("description").is_empty(), "{path}");
                let widget = field["x-ui"]["widget"].as_str().unwrap_or_default();
                assert!(WIDGETS.contains(&widget), "{path}: widget {widget:?}");
                let expected = match widget {
                    "expression" => Mode::Expression,
                    "code" => Mode::Script,
                    _ => Mode::of(field),
                };
                assert_eq!(Mode::of(field), expected, "{path}");
            });
            for name in kind.config_schema["required"].as_array().into_iter().flatten() {
                let name = name.as_str().unwrap();
                assert!(kind.config_schema["properties"][name].is_object(), "{}: {name}", kind.name);
            }
        }
    }

    #[test]
    fn cards_only_speak_of_fields_that_exist() {
        for kind in KindRegistry::builtin().iter() {
            for hole in kind.card.split('{').skip(1) {
                let name = hole.split(['}', '.']).next().unwrap();
                assert!(kind.config_schema["properties"][name].is_object(), "{}: {name}", kind.name);
            }
        }
    }
}
