//! What tests of tools need, in every crate that has some. Nothing here is used by the product.

use crate::tool::{Principal, Progress, SecretResolver, ToolContext, ToolError};
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::{Category, Effect, NodeKind, OutputSchema, Role};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// A context with a fixed tenant and key, thirty seconds to live, no secrets and silent progress.
pub fn context() -> ToolContext {
    ToolContext {
        tenant: Uuid::from_u128(1),
        run: Uuid::from_u128(2),
        node: "node".into(),
        conversation: None,
        idempotency_key: "test-key".into(),
        deadline: Instant::now() + Duration::from_secs(30),
        cancel: CancellationToken::new(),
        principal: Principal {
            user: Some(Uuid::from_u128(3)),
            name: "Test User".into(),
            email: "user@example.test".into(),
            ..Principal::default()
        },
        correlation_id: "test".into(),
        secrets: Arc::new(FixedSecrets::default()),
        progress: Arc::new(crate::tool::Silent),
    }
}

/// Secrets from a map; a name that is not in it is refused like an unknown one.
#[derive(Clone, Debug, Default)]
pub struct FixedSecrets(pub BTreeMap<String, String>);

#[async_trait]
impl SecretResolver for FixedSecrets {
    async fn resolve(&self, name: &str) -> Result<String, ToolError> {
        self.0
            .get(name)
            .cloned()
            .ok_or_else(|| ToolError::new(ErrorCode::NotFound, format!("there is no secret named {name}")))
    }
}

/// Progress that remembers what it was told.
#[derive(Debug, Default)]
pub struct Recorded {
    deltas: Mutex<Vec<String>>,
    notes: Mutex<Vec<String>>,
}

impl Recorded {
    /// Every text delta, in order.
    pub fn deltas(&self) -> Vec<String> {
        self.deltas.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Every note, in order.
    pub fn notes(&self) -> Vec<String> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Progress for Recorded {
    fn text(&self, delta: &str) {
        self.deltas.lock().unwrap_or_else(PoisonError::into_inner).push(delta.to_owned());
    }

    fn note(&self, line: &str) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
    }
}

/// A described kind with an open config, for tools that are tested apart from the built-in kinds.
pub fn kind(name: &str) -> Arc<NodeKind> {
    Arc::new(NodeKind {
        name: name.into(),
        title: name.into(),
        summary: String::new(),
        help: String::new(),
        icon: String::new(),
        category: Category::Act,
        config_schema: serde_json::json!({"type": "object"}),
        output: OutputSchema::Fixed(serde_json::json!({"type": "object"})),
        ports: Vec::new(),
        effect: Effect::Write,
        role: Role::Tool,
        card: String::new(),
        synonyms: Vec::new(),
    })
}
