//! Refresh tokens as text.
//!
//! A token names its tenant and session, so that the row behind it can be looked up under the
//! tenant's row-level security; the secret is what proves it. Only a hash of the whole is stored.

use crate::id::{SessionId, TenantId};
use std::fmt;
use std::str::FromStr;

/// `frt.<tenant>.<session>.<secret>`.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    pub tenant: TenantId,
    pub session: SessionId,
    secret: [u8; 32],
}

/// Text that is no refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a refresh token")]
pub struct BadRefreshToken;

impl RefreshToken {
    /// `secret` must come from a cryptographic source.
    pub fn new(tenant: TenantId, session: SessionId, secret: [u8; 32]) -> Self {
        Self { tenant, session, secret }
    }

    /// The text that is handed to the client, once.
    pub fn to_text(&self) -> String {
        let secret: String = self.secret.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("frt.{}.{}.{secret}", self.tenant.as_uuid().simple(), self.session.as_uuid().simple())
    }
}

/// Without the secret: tokens end up in logs through `Debug`.
impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken").field("tenant", &self.tenant).field("session", &self.session).finish()
    }
}

impl FromStr for RefreshToken {
    type Err = BadRefreshToken;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('.');
        let (Some("frt"), Some(tenant), Some(session), Some(hex), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(BadRefreshToken);
        };
        if hex.len() != 64 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(BadRefreshToken);
        }
        let mut secret = [0; 32];
        for (byte, pair) in secret.iter_mut().zip(hex.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(pair).map_err(|_| BadRefreshToken)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| BadRefreshToken)?;
        }
        Ok(Self {
            tenant: tenant.parse().map_err(|_| BadRefreshToken)?,
            session: session.parse().map_err(|_| BadRefreshToken)?,
            secret,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_token_reads_back_as_it_was_written_and_hides_its_secret() {
        let token = RefreshToken::new(Uuid::from_u128(1).into(), Uuid::from_u128(2).into(), [0xa7; 32]);
        assert_eq!(token.to_text().parse::<RefreshToken>(), Ok(token.clone()));
        assert!(!format!("{token:?}").contains("a7a7"));
    }

    #[test]
    fn anything_else_is_no_token() {
        for text in
            ["", "frt", "frt.1.2.3", "frt.x.y.z.w", &format!("frt.{0}.{0}.{1}", Uuid::nil(), "é".repeat(32))]
        {
            assert_eq!(text.parse::<RefreshToken>(), Err(BadRefreshToken), "{text:?}");
        }
    }
}
