//! Who a visitor is, as the embedding page vouches for: a JWT signed (HS256) with the widget's secret.

use crate::error::{AppError, AppResult};
use chrono::{DateTime, TimeDelta, Utc};
use control_plane_domain::{Email, FlowId};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use uuid::Uuid;

/// A statement that holds longer is more a password than a statement.
const LONGEST: TimeDelta = TimeDelta::hours(24);
const MAX_SUBJECT: usize = 200;

#[derive(Deserialize)]
struct Claims {
    sub: String,
    name: Option<String>,
    email: Option<String>,
    exp: i64,
}

/// Somebody the embedding page knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    /// The same for the same subject of the same flow, whatever the session.
    pub visitor: Uuid,
    pub name: Option<String>,
    pub email: Option<String>,
}

/// Reads a statement. No secret, another algorithm, a wrong signature, an old statement: one answer.
///
/// # Errors
/// [`AppError::Unauthenticated`] with `identity_invalid`.
pub(super) fn verify(
    token: &str,
    secret: Option<&str>,
    flow: FlowId,
    now: DateTime<Utc>,
) -> AppResult<Identity> {
    let secret = secret.ok_or_else(invalid)?;
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_required_spec_claims(&["exp", "sub"]);
    // Compared below with the clock that was handed in.
    rules.validate_exp = false;
    rules.validate_aud = false;
    let key = DecodingKey::from_secret(secret.as_bytes());
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &rules).map_err(|_| invalid())?.claims;
    let holds = claims.exp > now.timestamp() && claims.exp <= (now + LONGEST).timestamp();
    if !holds || !(1..=MAX_SUBJECT).contains(&claims.sub.chars().count()) {
        return Err(invalid());
    }
    let name = claims.name.map(|name| control_plane_domain::user::display_name(&name)).transpose();
    let email = claims.email.map(|email| email.parse::<Email>()).transpose();
    Ok(Identity {
        visitor: Uuid::new_v5(&flow.as_uuid(), format!("visitor/{}", claims.sub).as_bytes()),
        name: name.map_err(|_| invalid())?,
        email: email.map_err(|_| invalid())?.map(|email| email.to_string()),
    })
}

fn invalid() -> AppError {
    AppError::Unauthenticated {
        code: "identity_invalid",
        message: "the identity is not signed with this widget's secret, or does not hold any more".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jsonwebtoken::{EncodingKey, Header};
    use serde_json::{Value, json};

    const SECRET: &str = "a secret of the widget";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn signed(algorithm: Algorithm, secret: &str, claims: &Value) -> String {
        let key = EncodingKey::from_secret(secret.as_bytes());
        jsonwebtoken::encode(&Header::new(algorithm), claims, &key).unwrap()
    }

    fn check(token: &str, secret: Option<&str>, now: DateTime<Utc>) -> Option<Identity> {
        verify(token, secret, FlowId::new(Uuid::from_u128(1)), now).ok()
    }

    #[test]
    fn a_signed_statement_is_believed_while_it_holds() {
        let claims =
            json!({ "sub": "u-7", "name": "Ada", "email": "Ada@Example.com", "exp": at(60).timestamp() });
        let token = signed(Algorithm::HS256, SECRET, &claims);
        let ada = check(&token, Some(SECRET), at(0)).unwrap();
        assert_eq!((ada.name.as_deref(), ada.email.as_deref()), (Some("Ada"), Some("ada@example.com")));
        assert_eq!(check(&token, Some(SECRET), at(60)), None, "over");
        assert_eq!(check(&token, None, at(0)), None, "nobody vouches");
        assert_eq!(check(&token, Some("another"), at(0)), None);
        let again = signed(Algorithm::HS256, SECRET, &json!({ "sub": "u-7", "exp": at(9).timestamp() }));
        assert_eq!(check(&again, Some(SECRET), at(0)).unwrap().visitor, ada.visitor, "the same person");
    }

    #[test]
    fn anything_unsigned_or_without_an_end_is_nobody() {
        let good = json!({ "sub": "u-7", "exp": at(60).timestamp() });
        let none = format!(
            "eyJhbGciOiJub25lIn0.{}.",
            signed(Algorithm::HS256, SECRET, &good).split('.').nth(1).unwrap()
        );
        for token in [
            none,
            "u-7".to_owned(),
            String::new(),
            signed(Algorithm::HS384, SECRET, &good),
            signed(Algorithm::HS256, SECRET, &json!({ "sub": "u-7" })),
            signed(Algorithm::HS256, SECRET, &json!({ "sub": "", "exp": at(60).timestamp() })),
            signed(Algorithm::HS256, SECRET, &json!({ "sub": "u-7", "exp": at(90_000).timestamp() })),
            signed(
                Algorithm::HS256,
                SECRET,
                &json!({ "sub": "u-7", "email": "no address", "exp": at(60).timestamp() }),
            ),
        ] {
            assert_eq!(check(&token, Some(SECRET), at(0)), None, "{token}");
        }
    }
}
