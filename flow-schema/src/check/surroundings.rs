use super::Environment;
use crate::kind::{KindRegistry, NodeKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// All that a check needs besides the document, to be made elsewhere: in a browser.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Surroundings {
    /// What `environment.published` was put together for: the [flows that the document runs](crate::model::Flow::flows).
    /// A document that runs others has other surroundings.
    pub flows: BTreeSet<String>,
    /// Kinds besides the built-in ones: the tools of connected MCP servers.
    pub kinds: Vec<NodeKind>,
    #[schema(value_type = Object)]
    pub environment: Environment,
}

impl Surroundings {
    /// All kinds, the built-in ones too.
    pub fn registry(&self) -> KindRegistry {
        let mut registry = KindRegistry::builtin();
        self.kinds.iter().for_each(|kind| registry.insert(kind.clone()));
        registry
    }
}
