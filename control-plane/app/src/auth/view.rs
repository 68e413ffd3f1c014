//! What sign-in takes and gives.

use crate::caller::Caller;
use chrono::{DateTime, Utc};
use control_plane_domain::{Permission, Role};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An attempt to sign in.
#[derive(Clone)]
pub struct Login {
    pub email: String,
    pub password: String,
    /// For the list of devices.
    pub device: String,
    pub address: String,
    pub correlation_id: String,
}

/// The first administrator, with the token of the one-time link.
#[derive(Clone)]
pub struct Setup {
    pub token: String,
    pub email: String,
    pub name: String,
    pub password: String,
    pub device: String,
    pub address: String,
    pub correlation_id: String,
}

/// A session that was begun or renewed: tokens for programs and for a browser.
#[derive(Clone)]
pub struct Grant {
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    /// Missing when a browser renewed its cookie.
    pub refresh_token: Option<String>,
    /// For the session cookie.
    pub browser_token: String,
    pub session_seconds: i64,
    pub user: Me,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TenantView {
    pub id: Uuid,
    pub name: String,
    pub slug: String,
}

/// The person who is signed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Me {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub permissions: Vec<Permission>,
    pub tenant: TenantView,
    /// Value for the header `X-CSRF-Token` of browser sessions.
    pub csrf: String,
}

impl Me {
    pub fn of(caller: &Caller) -> Self {
        Self {
            id: caller.user.as_uuid(),
            name: caller.name.clone(),
            email: caller.email.clone(),
            role: caller.role,
            permissions: caller.permissions.iter().copied().collect(),
            tenant: TenantView {
                id: caller.tenant.as_uuid(),
                name: caller.tenant_name.clone(),
                slug: caller.tenant_slug.clone(),
            },
            csrf: caller.csrf.clone(),
        }
    }
}

/// One signed-in device.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Device {
    pub id: Uuid,
    pub device: String,
    pub address: String,
    pub created_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// The one that asks.
    pub current: bool,
}

/// Whether a setup link is good.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SetupStatus {
    pub valid: bool,
    /// Only when it is.
    pub tenant_name: Option<String>,
}
