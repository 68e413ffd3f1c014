//! On whose behalf a use-case acts, and which rows that lets them see.

use crate::id::{SessionId, TenantId, UserId};
use crate::permission::Permission;
use crate::role::Role;
use std::collections::BTreeSet;

/// A signed-in person, as every use-case sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub tenant: TenantId,
    pub user: UserId,
    pub role: Role,
    pub permissions: BTreeSet<Permission>,
    pub name: String,
    pub email: String,
    /// The device they act from; `None` for what is not a session (an API key, a job).
    pub session: Option<SessionId>,
}

/// Which rows of a subject a permission opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowScope {
    /// Only what belongs to this person.
    Own(UserId),
    /// Everything of the tenant.
    All,
}

/// The actor lacks a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the permission {0} is needed")]
pub struct Forbidden(pub Permission);

impl Actor {
    /// Whether they may.
    pub fn can(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// Refuses unless they may.
    ///
    /// # Errors
    /// [`Forbidden`], naming what is missing.
    pub fn require(&self, permission: Permission) -> Result<(), Forbidden> {
        if self.can(permission) { Ok(()) } else { Err(Forbidden(permission)) }
    }

    /// Which tickets they see.
    ///
    /// # Errors
    /// [`Forbidden`] when they see none at all.
    pub fn ticket_scope(&self) -> Result<RowScope, Forbidden> {
        self.scope(Permission::TicketsRead, Permission::TicketsReadOwn)
    }

    /// Which conversations they see: their own, or everybody's for those who may read runs.
    ///
    /// # Errors
    /// [`Forbidden`] when they see none at all.
    pub fn conversation_scope(&self) -> Result<RowScope, Forbidden> {
        self.scope(Permission::RunsRead, Permission::ChatUse)
    }

    fn scope(&self, all: Permission, own: Permission) -> Result<RowScope, Forbidden> {
        if self.can(all) {
            Ok(RowScope::All)
        } else if self.can(own) {
            Ok(RowScope::Own(self.user))
        } else {
            Err(Forbidden(own))
        }
    }
}

impl RowScope {
    /// Whether a row of this owner is within the scope.
    pub fn admits(self, owner: Option<UserId>) -> bool {
        match self {
            Self::All => true,
            Self::Own(user) => owner == Some(user),
        }
    }

    /// The owner that a list must be narrowed to.
    pub fn owner(self) -> Option<UserId> {
        match self {
            Self::All => None,
            Self::Own(user) => Some(user),
        }
    }
}
