//! From a password to a session, and from a token to the person behind it.

use super::tokens::{ACCESS_LIFE, Audience, SESSION_LIFE, Subject};
use super::view::{Device, Grant, Login, Me};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::widget;
use chrono::{DateTime, TimeDelta, Utc};
use control_plane_domain::session::RefreshToken;
use control_plane_domain::user::UserStatus;
use control_plane_domain::{Actor, Email, SessionId, TenantId, UserId};
use control_plane_store::sessions::Rotation;
use control_plane_store::{WriteTx, identities, sessions, tenants, users};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What is known of a live session, kept for a few seconds: revoking takes effect within that time
/// on every server, and at once on this one.
#[derive(Clone, Debug)]
pub struct Standing {
    pub actor: Actor,
    pub tenant_name: String,
    pub tenant_slug: String,
    pub expires_at: DateTime<Utc>,
}

/// Signs in with e-mail and password.
///
/// # Errors
/// `invalid_credentials` whatever of the two is wrong; [`AppError::TooMany`] after many failures.
pub async fn login(app: &App, login: Login) -> AppResult<Grant> {
    let now = app.now();
    // An address that cannot be one is as unknown as one nobody has.
    let email: Option<Email> = login.email.parse().ok();
    let account = format!("account:{}", login.email.trim().to_lowercase());
    let names = [account.clone(), format!("address:{}", login.address)];
    app.backoff.check(&names, now)?;

    let found = match &email {
        Some(email) => {
            let shared = app.db.read_shared().await?;
            identities::find(&shared, email).await?
        }
        None => None,
    };
    let mut person = None;
    let mut hash = None;
    if let Some((tenant, user)) = found {
        let tx = app.db.read(tenant).await?;
        person = users::find(&tx, user).await?.filter(|user| user.status == UserStatus::Active);
        if person.is_some() {
            hash = users::password_hash(&tx, user).await?;
        }
    }
    let right = app.passwords.matches(login.password, hash).await?;
    let (Some((tenant, user)), true, Some(person)) = (found, right, person) else {
        // From now, not from when the attempt began: comparing takes a while on a busy machine.
        app.backoff.failed(&names, app.now());
        if let Some((tenant, user)) = found {
            let tx = app.db.write(tenant).await?;
            let by =
                audit::By { user: Some(user), name: &login.email, correlation_id: &login.correlation_id };
            let what = serde_json::json!({ "address": login.address });
            audit::record_by(app, &tx, by, "session.refused", "user", &user.to_string(), what).await?;
            tx.commit().await?;
        }
        return Err(AppError::Unauthenticated {
            code: "invalid_credentials",
            message: "e-mail or password is wrong".to_owned(),
        });
    };
    app.backoff.succeeded(&account);
    let tx = app.db.write(tenant).await?;
    users::signed_in(&tx, user, now).await?;
    let place = Place { device: &login.device, address: &login.address };
    let (session, refresh) = open(app, &tx, user, place, now).await?;
    let by = audit::By { user: Some(user), name: &person.name, correlation_id: &login.correlation_id };
    let what = serde_json::json!({ "device": login.device, "address": login.address });
    audit::record_by(app, &tx, by, "session.started", "session", &session.to_string(), what).await?;
    tx.commit().await?;
    grant(app, tenant, session, Some(refresh), login.correlation_id).await
}

/// From where a session is used.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub device: &'a str,
    pub address: &'a str,
}

/// Begins a session within a transaction.
pub(super) async fn open(
    app: &App,
    tx: &WriteTx,
    user: UserId,
    place: Place<'_>,
    now: DateTime<Utc>,
) -> AppResult<(SessionId, RefreshToken)> {
    let id = SessionId::new(app.new_id());
    let refresh = RefreshToken::new(tx.tenant(), id, rand::random());
    let session = sessions::NewSession {
        id,
        user,
        device: place.device,
        address: place.address,
        expires_at: now + SESSION_LIFE,
        token_hash: &hash(&refresh),
    };
    sessions::create(tx, session, now).await?;
    Ok((id, refresh))
}

fn hash(token: &RefreshToken) -> String {
    hex::encode(Sha256::digest(token.to_text().as_bytes()))
}

/// Tokens for a session that exists.
pub(super) async fn grant(
    app: &App,
    tenant: TenantId,
    session: SessionId,
    refresh: Option<RefreshToken>,
    correlation_id: String,
) -> AppResult<Grant> {
    let now = app.now();
    app.sessions.forget(&(tenant, session)).await;
    let standing = standing(app, tenant, session).await?;
    let caller = caller(app, standing, session, correlation_id);
    let subject =
        Subject { tenant: tenant.as_uuid(), user: caller.user.as_uuid(), session: session.as_uuid() };
    Ok(Grant {
        access_token: app.keys.sign(Audience::Api, subject, now)?,
        expires_in: ACCESS_LIFE.num_seconds(),
        refresh_token: refresh.map(|token| token.to_text()),
        browser_token: app.keys.sign(Audience::Browser, subject, now)?,
        session_seconds: SESSION_LIFE.num_seconds(),
        user: Me::of(&caller),
    })
}

/// Reads a token: whose it is, and whether the session still holds.
///
/// # Errors
/// [`AppError::Unauthenticated`] with `token_invalid`, `token_expired` or `session_ended`.
pub async fn authenticate(
    app: &App,
    audience: Audience,
    token: &str,
    correlation_id: String,
) -> AppResult<Caller> {
    let claims = app.keys.verify(audience, token, app.now())?;
    let (tenant, session) = (TenantId::new(claims.tenant), SessionId::new(claims.sid));
    let standing = standing(app, tenant, session).await?;
    if standing.actor.user != UserId::new(claims.sub) {
        return Err(ended());
    }
    Ok(caller(app, standing, session, correlation_id))
}

fn caller(app: &App, standing: Standing, session: SessionId, correlation_id: String) -> Caller {
    Caller {
        actor: standing.actor,
        visitor: None,
        tenant_name: standing.tenant_name,
        tenant_slug: standing.tenant_slug,
        csrf: app.keys.csrf(session.as_uuid()),
        correlation_id,
    }
}

/// Who the session belongs to, if it is alive; from memory when asked within the last seconds.
async fn standing(app: &App, tenant: TenantId, session: SessionId) -> AppResult<Standing> {
    let read = read_standing(app, tenant, session);
    let standing = app.sessions.get_or_read((tenant, session), read).await?;
    if standing.expires_at <= app.now() { Err(ended()) } else { Ok(standing) }
}

async fn read_standing(app: &App, tenant: TenantId, session: SessionId) -> AppResult<Standing> {
    let tx = app.db.read(tenant).await?;
    let row = sessions::find(&tx, session).await?.filter(|row| row.is_live(app.now())).ok_or_else(ended)?;
    let user = users::find(&tx, row.user)
        .await?
        .filter(|user| user.status == UserStatus::Active)
        .ok_or_else(ended)?;
    let tenant_row = tenants::find(&tx, tenant).await?.ok_or_else(ended)?;
    Ok(Standing {
        actor: Actor {
            tenant,
            user: user.id,
            role: user.role,
            permissions: user.role.permissions(),
            name: user.name,
            email: user.email.to_string(),
            session: Some(session),
        },
        tenant_name: tenant_row.name,
        tenant_slug: tenant_row.slug.to_string(),
        expires_at: row.expires_at,
    })
}

fn ended() -> AppError {
    AppError::Unauthenticated {
        code: "session_ended",
        message: "the session has ended; sign in again".to_owned(),
    }
}

/// Exchanges a refresh token for a new pair. A token that was used before ends the session: either
/// the thief or the owner is late, and we cannot tell which.
///
/// # Errors
/// [`AppError::Unauthenticated`] with `token_invalid`, `token_reused` or `session_ended`.
pub async fn refresh(app: &App, token: &str, address: &str, correlation_id: String) -> AppResult<Grant> {
    let names = [format!("refresh:{address}")];
    let now = app.now();
    app.backoff.check(&names, now)?;
    let invalid = || AppError::Unauthenticated {
        code: "token_invalid",
        message: "the refresh token is not valid".to_owned(),
    };
    let Ok(old) = token.parse::<RefreshToken>() else {
        app.backoff.failed(&names, now);
        return Err(invalid());
    };
    let new = RefreshToken::new(old.tenant, old.session, rand::random());
    let tx = app.db.write(old.tenant).await?;
    let (spent, next) = (hash(&old), hash(&new));
    // No grace: programs refresh one at a time, and browsers renew their cookie instead.
    match sessions::rotate(&tx, &spent, &next, now + SESSION_LIFE, TimeDelta::zero(), now).await? {
        Rotation::Rotated(_) => {
            tx.commit().await?;
            grant(app, old.tenant, old.session, Some(new), correlation_id).await
        }
        Rotation::Reused(session) => {
            let by = audit::By { user: None, name: "unknown", correlation_id: &correlation_id };
            let what = serde_json::json!({ "address": address, "user": session.user });
            let id = session.id.to_string();
            audit::record_by(app, &tx, by, "session.token_reused", "session", &id, what).await?;
            tx.commit().await?;
            app.sessions.forget(&(old.tenant, session.id)).await;
            tracing::warn!(session.id = %session.id, "a refresh token came twice; the session was ended");
            Err(AppError::Unauthenticated {
                code: "token_reused",
                message: "this refresh token was used before; the session was ended, sign in again"
                    .to_owned(),
            })
        }
        Rotation::Over => Err(ended()),
        Rotation::Unknown => {
            app.backoff.failed(&names, now);
            Err(invalid())
        }
    }
}

/// Prolongs a browser's session: a new cookie for another seven days.
///
/// # Errors
/// [`AppError::Unauthenticated`] when the session has ended meanwhile.
pub async fn renew(app: &App, caller: &Caller) -> AppResult<Grant> {
    let session = caller.session.ok_or_else(ended)?;
    let now = app.now();
    let tx = app.db.write(caller.tenant).await?;
    if !sessions::prolong(&tx, session, now + SESSION_LIFE, now).await? {
        return Err(ended());
    }
    tx.commit().await?;
    grant(app, caller.tenant, session, None, caller.correlation_id.clone()).await
}

/// Ends the session that asks.
///
/// # Errors
/// [`AppError::Unavailable`] when it cannot be stored.
pub async fn logout(app: &App, caller: &Caller) -> AppResult<()> {
    match caller.session {
        Some(session) => end(app, caller, session, "logout").await.map(|_| ()),
        None => Ok(()),
    }
}

/// The caller's open sessions, the latest used first.
///
/// # Errors
/// [`AppError::Unavailable`] when they cannot be read.
pub async fn devices(app: &App, caller: &Caller) -> AppResult<Vec<Device>> {
    let tx = app.db.read(caller.tenant).await?;
    let rows = sessions::list_live(&tx, caller.user, app.now()).await?;
    let view = |row: sessions::Session| Device {
        id: row.id.as_uuid(),
        current: Some(row.id) == caller.session,
        device: row.device,
        address: row.address,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Ends one of the caller's own sessions.
///
/// # Errors
/// [`AppError::NotFound`] when it is not one of theirs.
pub async fn end_device(app: &App, caller: &Caller, id: Uuid) -> AppResult<()> {
    let session = SessionId::new(id);
    let tx = app.db.read(caller.tenant).await?;
    let own = sessions::find(&tx, session)
        .await?
        .is_some_and(|row| row.user == caller.user && row.revoked_at.is_none());
    drop(tx);
    if !own || !end(app, caller, session, "signed out from another device").await? {
        return Err(AppError::not_found("the device"));
    }
    Ok(())
}

async fn end(app: &App, caller: &Caller, session: SessionId, because: &str) -> AppResult<bool> {
    let tx = app.db.write(caller.tenant).await?;
    let ended = sessions::revoke(&tx, session, because, app.now()).await?;
    if ended {
        let what = serde_json::json!({ "because": because });
        audit::record(app, &tx, caller, "session.ended", "session", &session.to_string(), what).await?;
    }
    tx.commit().await?;
    app.sessions.forget(&(caller.tenant, session)).await;
    Ok(ended)
}

/// Changes the caller's password and ends their other sessions.
///
/// # Errors
/// [`AppError::Invalid`] naming the field: the current password is wrong, or the new one is weak.
pub async fn change_password(app: &App, caller: &Caller, current: String, new: String) -> AppResult<()> {
    let now = app.now();
    let names = [format!("account:{}", caller.email)];
    app.backoff.check(&names, now)?;
    let tx = app.db.read(caller.tenant).await?;
    let hash = users::password_hash(&tx, caller.user).await?;
    drop(tx);
    if !app.passwords.matches(current, hash).await? {
        app.backoff.failed(&names, now);
        return Err(AppError::field("current_password", "invalid", "the current password is wrong"));
    }
    super::check_new_password("new_password", &new, &caller.email)?;
    let hash = app.passwords.hash(new).await?;
    let tx = app.db.write(caller.tenant).await?;
    users::set_password(&tx, caller.user, &hash, now).await?;
    let others = sessions::revoke_all(&tx, caller.user, caller.session, "password changed", now).await?;
    let what = serde_json::json!({ "sessions_ended": others.len() });
    audit::record(app, &tx, caller, "user.password_changed", "user", &caller.user.to_string(), what).await?;
    tx.commit().await?;
    for session in others {
        app.sessions.forget(&(caller.tenant, session)).await;
    }
    Ok(())
}

/// Whether a caller from a while ago still stands as they did: signed in, with the same rights.
/// Long-lived streams ask this.
///
/// # Errors
/// [`AppError::Unavailable`] when it cannot be known at the moment.
pub async fn is_still_good(app: &App, caller: &Caller) -> AppResult<bool> {
    if let Some(visitor) = &caller.visitor {
        return widget::is_still_open(app, visitor).await;
    }
    let Some(session) = caller.session else { return Ok(true) };
    match standing(app, caller.tenant, session).await {
        Ok(now) => Ok(now.actor.permissions == caller.permissions),
        Err(AppError::Unauthenticated { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}
