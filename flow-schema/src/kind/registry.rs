use super::NodeKind;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The kinds a tenant's flows may use: the built-in ones and those of its MCP servers.
#[derive(Clone, Debug, Default)]
pub struct KindRegistry {
    kinds: BTreeMap<String, Arc<NodeKind>>,
}

impl KindRegistry {
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
