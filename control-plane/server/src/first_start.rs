//! What a new installation begins with: one tenant, with the helpdesk example published.

use crate::config::Config;
use anyhow::Context;
use control_plane_app::admin::models::{self, ModelChange};
use control_plane_app::{App, Caller, flows};
use control_plane_domain::{ResourceName, TenantId};
use control_plane_store::tenants::{self, Tenant};
use control_plane_store::{flows as stored_flows, users};
use mcp_servers_llm_gateway::Provider;
use uuid::Uuid;

const SLUG: &str = "my-company";
const NAME: &str = "My company";

/// The first tenant, made if there is none.
///
/// # Errors
/// When the database refuses.
pub async fn first_tenant(app: &App) -> anyhow::Result<Tenant> {
    let existing = tenants::all(&app.db.read_shared().await?).await?;
    if let Some(tenant) = existing.into_iter().next() {
        return Ok(tenant);
    }
    let slug: ResourceName = SLUG.parse().context("a constant")?;
    let tenant =
        Tenant { id: TenantId::new(app.new_id()), slug, name: NAME.to_owned(), created_at: app.now() };
    let tx = app.db.write_shared().await?;
    tenants::create(&tx, &tenant).await?;
    tx.commit().await?;
    tracing::info!(tenant = %tenant.slug, "the first tenant was made");
    Ok(tenant)
}

/// Gives a tenant that nobody has set up yet its model and its example. Repeated at each start until
/// then, so that a start that was interrupted half-way is completed by the next.
///
/// # Errors
/// When a step is refused.
pub async fn furnish(app: &App, tenant: &Tenant, config: &Config) -> anyhow::Result<()> {
    let tx = app.db.read(tenant.id).await?;
    let people =
        users::list(&tx, &users::UserFilter::default(), by_name()?, control_plane_store::Page::new(1, 1))
            .await?;
    let example: ResourceName = flows::HELPDESK.parse().context("a constant")?;
    let published = stored_flows::find(&tx, &example).await?.is_some_and(|flow| flow.published.is_some());
    drop(tx);
    if people.total > 0 || published {
        return Ok(());
    }
    let caller =
        Caller::product(tenant.id, &tenant.name, tenant.slug.as_str(), format!("start-{}", Uuid::now_v7()));
    if let Some(url) = &config.model_url {
        let change = ModelChange {
            provider: Provider::OpenaiCompatible,
            base_url: url.clone(),
            model: config.model.clone().unwrap_or_default(),
            api_key: config.model_key.clone(),
            embedding_model: String::new(),
            max_tokens_field: Default::default(),
            prices: Default::default(),
        };
        models::save(app, &caller, change).await.context("FLOWRIGHT_MODEL_URL, FLOWRIGHT_MODEL")?;
    }
    flows::seed_helpdesk(app, &caller).await.context("the helpdesk example could not be set up")?;
    tracing::info!(tenant = %tenant.slug, "the helpdesk example is set up and published");
    Ok(())
}

fn by_name() -> anyhow::Result<control_plane_store::Sort<users::UserSort>> {
    control_plane_store::Sort::parse("name").context("a constant")
}
