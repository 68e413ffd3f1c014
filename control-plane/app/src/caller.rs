//! Who asks a use-case to do something, and in which request.

use crate::error::{AppError, AppResult};
use control_plane_domain::{Actor, Permission, Role, TenantId, UserId};
use mcp_servers_kit::Principal;
use std::ops::Deref;
use uuid::Uuid;

/// Author of what the product made by itself.
pub const PRODUCT: &str = "Flowright";

/// A signed-in person in the middle of a request. Use-cases take it first; it reads like the
/// [`Actor`] it carries.
#[derive(Clone, Debug)]
pub struct Caller {
    pub actor: Actor,
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
            tenant_name: tenant_name.to_owned(),
            tenant_slug: tenant_slug.to_owned(),
            csrf: String::new(),
            correlation_id,
        }
    }

    /// The account behind it; `None` for the product itself.
    pub fn person(&self) -> Option<UserId> {
        Some(self.actor.user).filter(|user| !user.as_uuid().is_nil())
    }

    /// The same person as runs and tools see them.
    pub fn principal(&self) -> Principal {
        Principal {
            user: self.person().map(UserId::as_uuid),
            name: self.actor.name.clone(),
            email: self.actor.email.clone(),
            role: self.actor.role.as_str().to_owned(),
        }
    }
}

impl From<control_plane_domain::actor::Forbidden> for AppError {
    fn from(forbidden: control_plane_domain::actor::Forbidden) -> Self {
        Self::Forbidden { permission: forbidden.0.as_str() }
    }
}
