//! Who is asking, and whether the role may: the first argument of every handler that is not public.
//!
//! A route names its permission twice, here and in its OpenAPI `security`; a test walks the document
//! with every role and compares. Where one of several will do, `security` lists them and the use-case asks.

use crate::error::Problem;
use crate::layers::authenticate::Identity;
use axum::extract::FromRequestParts;
use control_plane_app::{AppError, Caller, Permission};
use http::request::Parts;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

/// Anyone who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Arc<Caller>);

impl Deref for SignedIn {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        match parts.extensions.get::<Identity>() {
            Some(Identity::Known(caller)) => Ok(Self(caller.clone())),
            Some(Identity::Refused(error)) => Err(refusal(error)),
            // A visitor has no account.
            Some(Identity::Nobody | Identity::Visitor(_)) | None => Err(AppError::Unauthenticated {
                code: "unauthenticated",
                message: "Sign in: send a bearer token or the session cookie.".to_owned(),
            }
            .into()),
        }
    }
}

/// A widget's visitor.
#[derive(Clone, Debug)]
pub struct Visiting(pub Arc<Caller>);

impl Deref for Visiting {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Visiting {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        match parts.extensions.get::<Identity>() {
            Some(Identity::Visitor(caller)) => Ok(Self(caller.clone())),
            Some(Identity::Refused(error)) => Err(refusal(error)),
            Some(Identity::Nobody | Identity::Known(_)) | None => Err(AppError::Unauthenticated {
                code: "unauthenticated",
                message: "Begin a visitor's session: POST to the widget's address, /session.".to_owned(),
            }
            .into()),
        }
    }
}

/// The error was made before the route was known; it is told when the route asks.
pub(crate) fn refusal(error: &AppError) -> Problem {
    match error {
        AppError::Unauthenticated { code, message } => {
            AppError::Unauthenticated { code, message: message.clone() }.into()
        }
        AppError::Refused { code, message } => AppError::Refused { code, message: message.clone() }.into(),
        AppError::Unavailable { what, retry_after, cause } => {
            AppError::Unavailable { what, retry_after: *retry_after, cause: cause.clone() }.into()
        }
        AppError::StorageFull { cause } => AppError::StorageFull { cause: cause.clone() }.into(),
        other => AppError::internal(other.to_string()).into(),
    }
}

/// Anyone whose role has the permission `P`.
#[derive(Debug)]
pub struct Require<P: Needs>(pub Arc<Caller>, PhantomData<P>);

impl<P: Needs> Deref for Require<P> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.0
    }
}

impl<S: Sync, P: Needs> FromRequestParts<S> for Require<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let SignedIn(caller) = SignedIn::from_request_parts(parts, state).await?;
        caller.require(P::PERMISSION)?;
        Ok(Self(caller, PhantomData))
    }
}

/// A permission as a type.
pub trait Needs: Send {
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($name:ident),* $(,)?) => {
        /// The permissions, as types for [`Require`].
        pub mod needs {
            $(
                #[derive(Clone, Copy, Debug)]
                pub struct $name;

                impl super::Needs for $name {
                    const PERMISSION: super::Permission = super::Permission::$name;
                }
            )*
        }
    };
}

permissions! {
    ChatUse,
    TicketsReadOwn,
    TicketsCreate,
    TicketsRead,
    TicketsWrite,
    KbRead,
    KbWrite,
    NotificationsRead,
    RunsRead,
    RunsWrite,
    FlowsRead,
    FlowsWrite,
    FlowsPublish,
    FormsRead,
    FormsWrite,
    ToolsRead,
    ToolsWrite,
    UsersRead,
    UsersWrite,
    SettingsRead,
    SettingsWrite,
    AuditRead,
}
