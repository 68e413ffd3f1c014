//! The first administrator: a one-time link, printed by the server while there is nobody.

use super::sessions::{Place, grant, open};
use super::view::{Grant, Setup, SetupStatus};
use crate::app::App;
use crate::audit;
use crate::error::{AppError, AppResult, FieldError};
use chrono::TimeDelta;
use control_plane_domain::user::display_name;
use control_plane_domain::{Email, Role, TenantId, UserId};
use control_plane_store::{setup_tokens, tenants, users};
use sha2::{Digest, Sha256};

/// A link that nobody used for so long is forgotten; the next start prints another.
const LINK_LIFE: TimeDelta = TimeDelta::days(7);

/// Makes the token of a new setup link. The links before it stop working. `None` when the tenant has
/// an administrator.
///
/// # Errors
/// [`AppError::Unavailable`] when it cannot be stored.
pub async fn new_setup_token(app: &App, tenant: TenantId) -> AppResult<Option<String>> {
    let now = app.now();
    let tx = app.db.write(tenant).await?;
    if users::count_active(&tx, &[Role::Admin, Role::OrgOwner]).await? > 0 {
        return Ok(None);
    }
    let token = hex::encode(rand::random::<[u8; 32]>());
    setup_tokens::withdraw(&tx, tenant).await?;
    setup_tokens::create(&tx, &hash(&token), tenant, now, now + LINK_LIFE).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Whether the link is good, for the page it opens.
///
/// # Errors
/// [`AppError::Unavailable`] when it cannot be looked up.
pub async fn setup_status(app: &App, token: &str) -> AppResult<SetupStatus> {
    let tx = app.db.read_shared().await?;
    let Some(tenant) = setup_tokens::find(&tx, &hash(token), app.now()).await? else {
        return Ok(SetupStatus { valid: false, tenant_name: None });
    };
    let tenant_name = tenants::find(&tx, tenant).await?.map(|tenant| tenant.name);
    Ok(SetupStatus { valid: true, tenant_name })
}

/// Makes the tenant's owner and signs them in.
///
/// # Errors
/// [`AppError::Unauthenticated`] when the link is not good; [`AppError::Invalid`] for the fields.
pub async fn setup(app: &App, setup: Setup) -> AppResult<Grant> {
    let now = app.now();
    let names = [format!("setup:{}", setup.address)];
    app.backoff.check(&names, now)?;
    let not_good = || AppError::Unauthenticated {
        code: "token_invalid",
        message: "this link was used, replaced or is too old; `flowright admin setup-link` prints a new one"
            .to_owned(),
    };
    let token_hash = hash(&setup.token);
    let shared = app.db.read_shared().await?;
    let Some(tenant) = setup_tokens::find(&shared, &token_hash, now).await? else {
        app.backoff.failed(&names, now);
        return Err(not_good());
    };
    drop(shared);

    let mut errors = Vec::new();
    let email = setup.email.parse::<Email>();
    if email.is_err() {
        errors.push(FieldError::new("email", "invalid", "this is no e-mail address"));
    }
    let name = display_name(&setup.name);
    if let Err(reason) = &name {
        errors.push(FieldError::new("name", "invalid", reason.to_string()));
    }
    if let Ok(email) = &email
        && let Err(reason) = control_plane_domain::password::check(&setup.password, email)
    {
        errors.push(FieldError::new("password", "weak", reason.to_string()));
    }
    AppError::fields(errors)?;
    let (Ok(email), Ok(name)) = (email, name) else { return Err(not_good()) };

    let password_hash = app.passwords.hash(setup.password).await?;
    let tx = app.db.write(tenant).await?;
    // Within the transaction, so that of two at once only one gets it.
    if setup_tokens::take(&tx, &token_hash, now).await? != Some(tenant) {
        return Err(not_good());
    }
    if users::count_active(&tx, &[Role::Admin, Role::OrgOwner]).await? > 0 {
        return Err(AppError::conflict("setup_done", "there is an administrator already; sign in"));
    }
    let id = UserId::new(app.new_id());
    let new = users::NewUser {
        id,
        email,
        name: name.clone(),
        role: Role::OrgOwner,
        password_hash: Some(password_hash),
    };
    users::create(&tx, new, now).await?;
    users::signed_in(&tx, id, now).await?;
    let place = Place { device: &setup.device, address: &setup.address };
    let (session, refresh) = open(app, &tx, id, place, now).await?;
    let by = audit::By { user: Some(id), name: &name, correlation_id: &setup.correlation_id };
    let what = serde_json::json!({ "role": Role::OrgOwner });
    audit::record_by(app, &tx, by, "tenant.set_up", "user", &id.to_string(), what).await?;
    tx.commit().await?;
    grant(app, tenant, session, Some(refresh), setup.correlation_id).await
}

fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
