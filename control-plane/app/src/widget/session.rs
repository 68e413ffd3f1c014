//! The session of a visitor: a signed statement about one widget, an hour long and prolonged while the
//! page is open, a day at most.

use super::identity::{self, Identity};
use crate::app::App;
use crate::auth::{VISIT_LIFE, VisitorClaims};
use crate::caller::{Caller, Visitor};
use crate::error::{AppError, AppResult};
use chrono::{DateTime, TimeDelta, Utc};
use control_plane_domain::widget::WidgetPosition;
use control_plane_domain::{Actor, Permission, ResourceName, Role, TenantId, UserId, WebOrigin};
use control_plane_store::flow_widgets::{self, Widget};
use control_plane_store::{flows, tenants};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// However often it is prolonged, a session does not last longer.
const LONGEST: TimeDelta = TimeDelta::hours(24);
/// What somebody is called for whom nobody vouches.
const NAMELESS: &str = "Visitor";

/// A visitor's session, and what the widget looks like.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VisitorSession {
    /// Ask for the session again before that, to go on as the same visitor.
    pub expires_at: DateTime<Utc>,
    /// Value for the header `X-CSRF-Token` of requests that change something.
    pub csrf: String,
    /// The flow's, where the widget has none of its own.
    pub title: String,
    pub greeting: String,
    pub accent: String,
    pub position: WidgetPosition,
    pub visitor: VisitorView,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VisitorView {
    /// As the embedding page has vouched for.
    pub name: Option<String>,
    /// The embedding page knows who this is.
    pub identified: bool,
}

/// A session that was begun or prolonged.
#[derive(Clone, Debug)]
pub struct Opened {
    pub session: VisitorSession,
    /// For the visitor's cookie.
    pub token: String,
    /// Seconds.
    pub life: i64,
}

/// Pages that may frame the widget; `None` when there is no such widget, or it is switched off.
///
/// # Errors
/// What the store answers.
pub async fn origins(app: &App, public_id: &str) -> AppResult<Option<Vec<WebOrigin>>> {
    Ok(super::find(app, public_id).await?.map(|(_, widget)| widget.look.origins))
}

/// Begins a visitor's session, or prolongs the one whose token is sent along. An `identity` that holds makes
/// it that person's.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such widget or it is switched off, [`AppError::Unauthenticated`]
/// for an identity that cannot be believed.
pub async fn open(
    app: &App,
    public_id: &str,
    token: Option<&str>,
    identity: Option<&str>,
) -> AppResult<Opened> {
    let (tenant, widget) =
        super::find(app, public_id).await?.ok_or_else(|| AppError::not_found("the widget"))?;
    let now = app.now();
    let identity = match identity {
        Some(statement) => {
            let tx = app.db.read(tenant).await?;
            let secret = flow_widgets::secret(&tx, &app.seal, widget.flow).await?;
            Some(identity::verify(statement, secret.as_deref(), widget.flow, now)?)
        }
        None => None,
    };
    let known = token.and_then(|token| app.keys.verify_visitor(token, now).ok());
    let known = known.filter(|claims| claims.widget == public_id && claims.tenant == tenant.as_uuid());
    let claims = match (identity, known) {
        (Some(identity), _) => begun(tenant, &widget, Some(identity), now),
        (None, Some(claims)) => claims,
        (None, None) => begun(tenant, &widget, None, now),
    };
    let title = match widget.look.title {
        title if title.is_empty() => title_of(app, tenant, &widget.flow_name).await?,
        title => title,
    };
    let end = DateTime::from_timestamp(claims.since, 0).unwrap_or(now) + LONGEST;
    let expires_at = (now + VISIT_LIFE).min(end);
    let claims = VisitorClaims { exp: expires_at.timestamp(), ..claims };
    let session = VisitorSession {
        expires_at,
        csrf: app.keys.csrf(claims.sid),
        title,
        greeting: widget.look.greeting,
        accent: widget.look.accent,
        position: widget.look.position,
        visitor: VisitorView { name: claims.name.clone(), identified: claims.identified },
    };
    let life = (expires_at - now).num_seconds();
    Ok(Opened { session, token: app.keys.sign_visitor(claims)?, life })
}

/// What a widget without a title of its own is called.
async fn title_of(app: &App, tenant: TenantId, flow: &ResourceName) -> AppResult<String> {
    let tx = app.db.read(tenant).await?;
    let title = flows::find(&tx, flow).await?.map(|flow| flow.title).filter(|title| !title.is_empty());
    Ok(title.unwrap_or_else(|| flow.to_string()))
}

fn begun(tenant: TenantId, widget: &Widget, identity: Option<Identity>, now: DateTime<Utc>) -> VisitorClaims {
    let identified = identity.is_some();
    let (sub, name, email) = match identity {
        Some(identity) => (identity.visitor, identity.name, identity.email),
        None => (Uuid::new_v4(), None, None),
    };
    VisitorClaims {
        sub,
        tenant: tenant.as_uuid(),
        widget: widget.public_id.clone(),
        sid: Uuid::new_v4(),
        since: now.timestamp(),
        name,
        email,
        identified,
        ..VisitorClaims::default()
    }
}

/// Reads a visitor's token: whose it is, and whether the widget still stands.
///
/// # Errors
/// [`AppError::Unauthenticated`] with `session_ended`, whatever the reason.
pub async fn authenticate(
    app: &App,
    public_id: &str,
    token: &str,
    correlation_id: String,
) -> AppResult<Caller> {
    let claims = app.keys.verify_visitor(token, app.now()).map_err(|_| ended())?;
    if claims.widget != public_id {
        return Err(ended());
    }
    let (tenant, widget) = super::find(app, public_id).await?.ok_or_else(ended)?;
    if tenant.as_uuid() != claims.tenant {
        return Err(ended());
    }
    let shared = app.db.read_shared().await?;
    let row = tenants::find(&shared, tenant).await?.ok_or_else(ended)?;
    Ok(Caller {
        actor: Actor {
            tenant,
            user: UserId::new(claims.sub),
            role: Role::EndUser,
            permissions: BTreeSet::from([Permission::ChatUse]),
            name: claims.name.unwrap_or_else(|| NAMELESS.to_owned()),
            email: claims.email.unwrap_or_default(),
            session: None,
        },
        visitor: Some(Visitor {
            public_id: widget.public_id,
            flow: widget.flow_name,
            until: DateTime::from_timestamp(claims.exp, 0).ok_or_else(ended)?,
        }),
        tenant_name: row.name,
        tenant_slug: row.slug.to_string(),
        csrf: app.keys.csrf(claims.sid),
        correlation_id,
    })
}

/// Whether a visitor from a while ago may go on listening.
///
/// # Errors
/// What the store answers.
pub async fn is_still_open(app: &App, visitor: &Visitor) -> AppResult<bool> {
    Ok(visitor.until > app.now() && super::find(app, &visitor.public_id).await?.is_some())
}

fn ended() -> AppError {
    AppError::Unauthenticated {
        code: "session_ended",
        message: "the session has ended; open the widget again".to_owned(),
    }
}
