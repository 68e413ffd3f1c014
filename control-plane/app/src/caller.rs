//! Who asks a use-case to do something, and in which request.

use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use control_plane_domain::{Actor, Permission, ResourceName, Role, TenantId, UserId};
use mcp_servers_kit::Principal;
use std::ops::Deref;
use uuid::Uuid;

/// Author of what the product made by itself.
pub const PRODUCT: &str = "Flowright";

/// What runs and tools see as the role of a visitor.
pub const VISITOR: &str = "visitor";

/// Whoever talks to a flow through its widget: no account, and no right but to this one conversation
/// partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// Of the widget.
    pub public_id: String,
    pub flow: ResourceName,
    /// When the session ends unless it is prolonged.
    pub until: DateTime<Utc>,
}

/// A signed-in person, or a visitor, in the middle of a request. Use-cases take it first; it reads like
/// the [`Actor`] it carries.
#[derive(Clone, Debug)]
pub struct Caller {
    pub actor: Actor,
    /// `None` for people with an account.
    pub visitor: Option<Visitor>,
    pub tenant_name: String,
    pub tenant_slug: String,
    /// What a browser session must repeat in `X-CSRF-Token`.
    pub csrf: String,
    /// Written into audit rows and runs.
    pub correlation_id: String,
}

impl Deref for Caller {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}

impl Caller {
    /// Refuses unless the role has the permission.
    ///
    /// # Errors
    /// [`AppError::Forbidden`], naming what is missing.
    pub fn require(&self, permission: Permission) -> AppResult<()> {
        Ok(self.actor.require(permission)?)
    }

    /// The product itself, when it sets a tenant up: nobody's account, an owner's permissions.
    pub fn product(tenant: TenantId, tenant_name: &str, tenant_slug: &str, correlation_id: String) -> Self {
        Self {
            actor: Actor {
                tenant,
                user: UserId::new(Uuid::nil()),
                role: Role::OrgOwner,
                permissions: Role::OrgOwner.permissions(),
                name: PRODUCT.to_owned(),
                email: "flowright@localhost".to_owned(),
                session: None,
            },
            visitor: None,
            tenant_name: tenant_name.to_owned(),
            tenant_slug: tenant_slug.to_owned(),
            csrf: String::new(),
            correlation_id,
        }
    }

    /// The account behind it; `None` for the product itself and for visitors.
    pub fn person(&self) -> Option<UserId> {
        Some(self.actor.user).filter(|user| self.visitor.is_none() && !user.as_uuid().is_nil())
    }

    /// The role, as runs and tools see it.
    pub fn role_word(&self) -> &'static str {
        if self.visitor.is_some() { VISITOR } else { self.actor.role.as_str() }
    }

    /// The same person as runs and tools see them.
    pub fn principal(&self) -> Principal {
        Principal {
            user: self.person().map(UserId::as_uuid),
            name: self.actor.name.clone(),
            email: self.actor.email.clone(),
            role: self.role_word().to_owned(),
        }
    }
}

impl From<control_plane_domain::actor::Forbidden> for AppError {
    fn from(forbidden: control_plane_domain::actor::Forbidden) -> Self {
        Self::Forbidden { permission: forbidden.0.as_str() }
    }
}
