//! Which model the tenant uses: kept as a setting, the key apart as a sealed secret.

use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use crate::remembered::Remembered;
use async_trait::async_trait;
use control_plane_domain::TenantId;
use control_plane_store::seal::Seal;
use control_plane_store::{Db, StoreError, secrets, settings};
use flow_schema::ErrorCode;
use flow_schema::check::ModelPrice;
use mcp_servers_kb_search::KnowledgeBases;
use mcp_servers_kb_search::embed::openai::OpenAiEmbedder;
use mcp_servers_kit::{Egress, ToolError};
use mcp_servers_llm_gateway::{
    ApiKey, MaxTokensField, ModelSettings, ModelSource, Prices, Provider, connection_test,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use utoipa::ToSchema;
use uuid::Uuid;

const SETTING: &str = "model";
const KEY: &str = "model-api-key";

/// As it is stored. Unknown fields of a newer version are left alone by older ones only in reading;
/// they are lost when an older one writes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    provider: Provider,
    base_url: String,
    model: String,
    embedding_model: String,
    max_tokens_field: MaxTokensField,
    prices: Prices,
}

/// The model settings as administrators see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ModelView {
    /// `offline` or `openai_compatible`.
    #[schema(value_type = String)]
    pub provider: Provider,
    pub base_url: String,
    pub model: String,
    /// Empty: search by words only (or by the installation's local model).
    pub embedding_model: String,
    /// `max_tokens` or `max_completion_tokens`.
    #[schema(value_type = String)]
    pub max_tokens_field: MaxTokensField,
    /// For a million tokens `{input, output}`; zero when nothing is counted.
    #[schema(value_type = Object)]
    pub prices: Prices,
    pub api_key_set: bool,
}

/// New model settings.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelChange {
    /// `offline` or `openai_compatible`.
    #[schema(value_type = String)]
    pub provider: Provider,
    #[serde(default)]
    pub base_url: String,
    #[serde(default)]
    pub model: String,
    /// Missing: the key that is kept stays. Empty: it is removed.
    pub api_key: Option<String>,
    #[serde(default)]
    pub embedding_model: String,
    /// `max_tokens` (default) or `max_completion_tokens`.
    #[serde(default)]
    #[schema(value_type = String)]
    pub max_tokens_field: MaxTokensField,
    /// What a million tokens cost, `{input, output}`, for limits on money. Missing: nothing is counted.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub prices: Prices,
}

/// How a test of the settings went.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ModelTest {
    pub ok: bool,
    pub message: String,
    /// What the server offers, if it says.
    pub models: Vec<String>,
    pub latency_ms: u64,
}

/// The settings.
///
/// # Errors
/// [`AppError::Unavailable`] when they cannot be read.
pub async fn read(app: &App, caller: &Caller) -> AppResult<ModelView> {
    let tx = app.db.read(caller.tenant).await?;
    let stored = stored(&tx).await?;
    let api_key_set = secrets::exists(&tx, KEY).await?;
    Ok(view(stored, api_key_set))
}

/// Chooses the model. The stored key stays with its address: whoever may choose another one may not have
/// the key sent there.
///
/// # Errors
/// [`AppError::Invalid`] naming the fields.
pub async fn save(app: &App, caller: &Caller, change: ModelChange) -> AppResult<ModelView> {
    let new = checked(&change)?;
    let now = app.now();
    let tx = app.db.write(caller.tenant).await?;
    let before = stored(&tx).await?;
    if change.api_key.is_none() && new.base_url != before.base_url && secrets::exists(&tx, KEY).await? {
        return Err(elsewhere());
    }
    settings::put(&tx, SETTING, &new, None, now).await?;
    match change.api_key.as_deref().map(str::trim) {
        None => {}
        Some("") => {
            secrets::delete(&tx, KEY).await?;
        }
        Some(key) => secrets::put(&tx, &app.seal, KEY, key, now).await?,
    }
    let api_key_set = secrets::exists(&tx, KEY).await?;
    let what = json!({ "before": before, "after": new, "api_key_changed": change.api_key.is_some() });
    audit::record(app, &tx, caller, "model.changed", "settings", SETTING, what).await?;
    tx.commit().await?;
    app.models.forget(caller.tenant).await;
    use_embedding(app, caller.tenant).await?;
    Ok(view(new, api_key_set))
}

/// Tries these settings without saving them, or the saved ones. The stored key goes to the stored address
/// only: to another one it would be a leak.
///
/// # Errors
/// [`AppError::Invalid`] naming the fields; [`AppError::Unavailable`] when the settings cannot be read.
/// That the model does not answer is a result.
pub async fn test(app: &App, caller: &Caller, change: Option<ModelChange>) -> AppResult<ModelTest> {
    let saved = app.models.load(caller.tenant).await?.chat;
    let settings = match change {
        None => saved,
        Some(change) => {
            let new = checked(&change)?;
            let api_key = match change.api_key.as_deref().map(str::trim) {
                Some("") => None,
                Some(key) => Some(ApiKey::new(key.to_owned())),
                None if saved.api_key.is_some() && new.base_url != saved.base_url => {
                    return Err(elsewhere());
                }
                None => saved.api_key,
            };
            ModelSettings {
                provider: new.provider,
                base_url: new.base_url,
                model: new.model,
                api_key,
                max_tokens_field: new.max_tokens_field,
                prices: new.prices,
            }
        }
    };
    let result = connection_test(&settings, &app.egress).await;
    Ok(ModelTest {
        ok: result.ok,
        message: result.message,
        models: result.models,
        latency_ms: result.latency_ms,
    })
}

/// Lets the knowledge index use the embedding model that the tenant has chosen, if any.
///
/// # Errors
/// [`AppError::Unavailable`] when the settings cannot be read.
pub async fn use_embedding(app: &App, tenant: TenantId) -> AppResult<()> {
    app.models.use_embedding(tenant, &app.knowledge, &app.egress).await
}

fn elsewhere() -> AppError {
    let message = "the stored key is for another address: give the key for this one, or an empty one";
    AppError::field("api_key", "required", message)
}

fn checked(change: &ModelChange) -> AppResult<Stored> {
    let new = Stored {
        provider: change.provider,
        base_url: change.base_url.trim().trim_end_matches('/').to_owned(),
        model: change.model.trim().to_owned(),
        embedding_model: change.embedding_model.trim().to_owned(),
        max_tokens_field: change.max_tokens_field,
        prices: change.prices,
    };
    let mut errors = Vec::new();
    for (field, price) in [("prices/input", new.prices.input), ("prices/output", new.prices.output)] {
        if !(0.0..=1.0e6).contains(&price) {
            errors.push(FieldError::new(field, "invalid", "a price is 0 to 1,000,000"));
        }
    }
    if new.provider == Provider::OpenaiCompatible {
        if !(new.base_url.starts_with("http://") || new.base_url.starts_with("https://")) {
            let message = "give the address of the API, such as https://api.example.com/v1";
            errors.push(FieldError::new("base_url", "invalid", message));
        }
        if new.model.is_empty() {
            errors.push(FieldError::new("model", "required", "name the model"));
        }
    }
    AppError::fields(errors)?;
    Ok(new)
}

async fn stored(tx: &control_plane_store::Tx) -> AppResult<Stored> {
    Ok(settings::find(tx, SETTING).await?.map(|(stored, _)| stored).unwrap_or_default())
}

/// The most a model is taken to read at once, in tokens: today's usual context.
const CONTEXT_TOKENS: u64 = 128_000;
/// The most a model is taken to write when a node does not say, in tokens.
const WRITTEN_TOKENS: u64 = 16_384;

/// The tenant's model and what it costs, for the check; no price when none is set. The offline model
/// costs nothing.
pub(crate) async fn priced(
    tx: &control_plane_store::Tx,
) -> Result<(Option<String>, BTreeMap<String, ModelPrice>), StoreError> {
    let stored: Stored = settings::find(tx, SETTING).await?.map(|(stored, _)| stored).unwrap_or_default();
    let offline = stored.provider == Provider::Offline;
    if !offline && stored.prices == Prices::default() {
        return Ok((Some(stored.model), BTreeMap::new()));
    }
    let micros = |tokens| {
        if offline {
            (0, 0)
        } else {
            (stored.prices.cost_micros(tokens, 0), stored.prices.cost_micros(0, tokens))
        }
    };
    let (input_micros, output_micros) = micros(1_000_000);
    let price = ModelPrice {
        input_micros,
        output_micros,
        most_input_tokens: CONTEXT_TOKENS,
        most_output_tokens: WRITTEN_TOKENS,
    };
    Ok((Some(stored.model.clone()), BTreeMap::from([(stored.model, price)])))
}

fn view(stored: Stored, api_key_set: bool) -> ModelView {
    ModelView {
        provider: stored.provider,
        base_url: stored.base_url,
        model: stored.model,
        embedding_model: stored.embedding_model,
        max_tokens_field: stored.max_tokens_field,
        prices: stored.prices,
        api_key_set,
    }
}

/// What the tenants' settings say, for the model gateway. Kept for a few seconds.
pub struct StoredModels {
    db: Db,
    seal: Seal,
    known: Remembered<TenantId, Chosen>,
}

/// A tenant's models.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub chat: ModelSettings,
    /// Empty: none.
    pub embedding_model: String,
}

impl std::fmt::Debug for StoredModels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredModels").finish_non_exhaustive()
    }
}

impl StoredModels {
    pub fn new(db: Db, seal: Seal) -> Arc<Self> {
        Arc::new(Self { db, seal, known: Remembered::new(10_000, Duration::from_secs(10)) })
    }

    async fn load(&self, tenant: TenantId) -> Result<Chosen, StoreError> {
        self.known.get_or_read(tenant, self.read(tenant)).await
    }

    async fn read(&self, tenant: TenantId) -> Result<Chosen, StoreError> {
        let tx = self.db.read(tenant).await?;
        let stored: Stored =
            settings::find(&tx, SETTING).await?.map(|(stored, _)| stored).unwrap_or_default();
        let api_key = secrets::find(&tx, &self.seal, KEY).await?.map(ApiKey::new);
        Ok(Chosen {
            chat: ModelSettings {
                provider: stored.provider,
                base_url: stored.base_url,
                model: stored.model,
                api_key,
                max_tokens_field: stored.max_tokens_field,
                prices: stored.prices,
            },
            embedding_model: stored.embedding_model,
        })
    }

    async fn forget(&self, tenant: TenantId) {
        self.known.forget(&tenant).await;
    }

    async fn use_embedding(
        &self,
        tenant: TenantId,
        knowledge: &KnowledgeBases,
        egress: &Egress,
    ) -> AppResult<()> {
        let chosen = self.load(tenant).await?;
        if chosen.chat.provider == Provider::Offline || chosen.embedding_model.is_empty() {
            // The installation's own model, if it has one, or words only.
            knowledge.forget_embedder(tenant.as_uuid()).map_err(AppError::internal)?;
            return Ok(());
        }
        let client = egress
            .client_for(&chosen.chat.base_url)
            .map_err(|error| AppError::field("base_url", "refused", error.message))?;
        let key = chosen.chat.api_key.as_ref().map(ApiKey::expose).unwrap_or_default();
        let embedder = OpenAiEmbedder::new(client, &chosen.chat.base_url, key, &chosen.embedding_model);
        knowledge.set_embedder(tenant.as_uuid(), Some(Arc::new(embedder))).map_err(AppError::internal)
    }
}

#[async_trait]
impl ModelSource for StoredModels {
    async fn settings(&self, tenant: Uuid) -> Result<ModelSettings, ToolError> {
        let chosen = self.load(TenantId::new(tenant)).await;
        chosen.map(|chosen| chosen.chat).map_err(|error| {
            tracing::warn!(%error, "the model settings could not be read");
            ToolError::new(ErrorCode::Upstream, "the model settings cannot be read at the moment")
        })
    }
}
