//! Who is who: passwords, tokens, sessions, devices, the first administrator.
//!
//! A session is a row. Access tokens (15 minutes, for programs) and the session cookie (for the
//! Studio) are signed statements about it, believed only while the row says so; the refresh token is
//! a secret of which the store keeps a hash, good for one exchange.

mod backoff;
mod keys;
mod password;
mod sessions;
mod setup;
mod tokens;
mod view;

pub use backoff::Backoff;
pub use keys::load_keys;
pub use password::Passwords;
pub use sessions::{
    Standing, authenticate, change_password, devices, end_device, is_still_good, login, logout, refresh,
    renew,
};
pub use setup::{new_setup_token, setup, setup_status};
pub use tokens::{
    ACCESS_LIFE, Audience, Claims, ISSUER, KeyPair, KeySet, SESSION_LIFE, Subject, VISIT_LIFE, VisitorClaims,
};
pub use view::{Device, Grant, Login, Me, Setup, SetupStatus, TenantView};

use crate::error::{AppError, AppResult};
use control_plane_domain::Email;

/// Refuses a weak password, naming the field it came in.
///
/// # Errors
/// [`AppError::Invalid`].
pub(crate) fn check_new_password(field: &str, password: &str, email: &str) -> AppResult<()> {
    let email: Email =
        email.parse().map_err(|_| AppError::field("email", "invalid", "this is no e-mail address"))?;
    control_plane_domain::password::check(password, &email)
        .map(|_| ())
        .map_err(|reason| AppError::field(field, "weak", reason.to_string()))
}
