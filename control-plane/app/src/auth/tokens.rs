//! Access tokens: RS256 JWTs under our own key set.
//!
//! Accepted are exactly: algorithm RS256, a `kid` of our own set, our issuer, the audience of the way
//! the token came (API or browser). Keys named inside a token (`jku`, `jwk`, `x5u`) are never looked at.

use crate::error::{AppError, AppResult};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use rsa::pkcs8::{EncodePrivateKey, EncodePublicKey, LineEnding};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

pub const ISSUER: &str = "flowright";
/// Life of an access token handed to a program.
pub const ACCESS_LIFE: TimeDelta = TimeDelta::minutes(15);
/// Life of a refresh token, and so of a session nobody uses.
pub const SESSION_LIFE: TimeDelta = TimeDelta::days(7);
/// Life of a visitor's session that is not prolonged.
pub const VISIT_LIFE: TimeDelta = TimeDelta::hours(1);

/// How a token is meant to be sent; one cannot be used as the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// In the `Authorization` header.
    Api,
    /// In the session cookie, which lives as long as the session.
    Browser,
    /// In the cookie of a widget's visitor, who has no account.
    Visitor,
}

impl Audience {
    fn name(self) -> &'static str {
        match self {
            Self::Api => "flowright-api",
            Self::Browser => "flowright-browser",
            Self::Visitor => "flowright-visitor",
        }
    }

    pub fn life(self) -> TimeDelta {
        match self {
            Self::Api => ACCESS_LIFE,
            Self::Browser => SESSION_LIFE,
            Self::Visitor => VISIT_LIFE,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    /// The user.
    pub sub: Uuid,
    pub tenant: Uuid,
    /// The session; whether it still holds is looked up, not believed.
    pub sid: Uuid,
    pub iat: i64,
    pub exp: i64,
}

/// What is signed about a visitor. There is no row behind it: the widget's own row says whether it holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct VisitorClaims {
    pub iss: String,
    pub aud: String,
    /// The visitor.
    pub sub: Uuid,
    pub tenant: Uuid,
    /// Public id of the widget.
    pub widget: String,
    /// The session, for its CSRF value.
    pub sid: Uuid,
    /// When the session began.
    pub since: i64,
    pub exp: i64,
    /// As the embedding page has vouched for.
    pub name: Option<String>,
    pub email: Option<String>,
    /// Somebody vouches for who this is.
    pub identified: bool,
}

/// The keys that sign (the newest) and verify (all of them).
pub struct KeySet {
    signing: (String, EncodingKey),
    verifying: BTreeMap<String, DecodingKey>,
    /// Derived from the signing key; binds CSRF values to sessions.
    csrf_secret: [u8; 32],
}

impl std::fmt::Debug for KeySet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeySet").field("kid", &self.signing.0).finish_non_exhaustive()
    }
}

impl KeySet {
    /// From key pairs, the one that signs first.
    ///
    /// # Errors
    /// [`AppError::Internal`] when there is none, or one cannot be read.
    pub fn new(pairs: &[KeyPair]) -> AppResult<Self> {
        let Some(first) = pairs.first() else { return Err(AppError::internal("there is no signing key")) };
        let signing = EncodingKey::from_rsa_pem(first.private_pem.as_bytes()).map_err(AppError::internal)?;
        let mut verifying = BTreeMap::new();
        for pair in pairs {
            let key = DecodingKey::from_rsa_pem(pair.public_pem.as_bytes()).map_err(AppError::internal)?;
            verifying.insert(pair.kid.clone(), key);
        }
        let csrf_secret = Sha256::new()
            .chain_update(b"flowright csrf\0")
            .chain_update(&first.private_pem)
            .finalize()
            .into();
        Ok(Self { signing: (first.kid.clone(), signing), verifying, csrf_secret })
    }

    /// # Errors
    /// [`AppError::Internal`] when signing fails.
    pub fn sign(&self, audience: Audience, who: Subject, now: DateTime<Utc>) -> AppResult<String> {
        self.encode(&Claims {
            iss: ISSUER.to_owned(),
            aud: audience.name().to_owned(),
            sub: who.user,
            tenant: who.tenant,
            sid: who.session,
            iat: now.timestamp(),
            exp: (now + audience.life()).timestamp(),
        })
    }

    /// A visitor's session; issuer and audience are filled in here.
    ///
    /// # Errors
    /// [`AppError::Internal`] when signing fails.
    pub fn sign_visitor(&self, claims: VisitorClaims) -> AppResult<String> {
        let (iss, aud) = (ISSUER.to_owned(), Audience::Visitor.name().to_owned());
        self.encode(&VisitorClaims { iss, aud, ..claims })
    }

    fn encode(&self, claims: &impl Serialize) -> AppResult<String> {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(self.signing.0.clone());
        jsonwebtoken::encode(&header, claims, &self.signing.1).map_err(AppError::internal)
    }

    /// # Errors
    /// [`AppError::Unauthenticated`] with `token_invalid` or `token_expired`.
    pub fn verify(&self, audience: Audience, token: &str, now: DateTime<Utc>) -> AppResult<Claims> {
        let claims: Claims = self.decode(audience, token)?;
        if claims.exp <= now.timestamp() {
            return Err(expired());
        }
        Ok(claims)
    }

    /// # Errors
    /// As [`verify`](Self::verify).
    pub fn verify_visitor(&self, token: &str, now: DateTime<Utc>) -> AppResult<VisitorClaims> {
        let claims: VisitorClaims = self.decode(Audience::Visitor, token)?;
        if claims.exp <= now.timestamp() {
            return Err(expired());
        }
        Ok(claims)
    }

    fn decode<T: DeserializeOwned>(&self, audience: Audience, token: &str) -> AppResult<T> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| invalid())?;
        if header.alg != Algorithm::RS256 {
            return Err(invalid());
        }
        let key = header.kid.as_deref().and_then(|kid| self.verifying.get(kid)).ok_or_else(invalid)?;
        let mut rules = Validation::new(Algorithm::RS256);
        rules.set_issuer(&[ISSUER]);
        rules.set_audience(&[audience.name()]);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Compared by the callers with the clock that was handed in, without leeway: it is our own clock.
        rules.validate_exp = false;
        Ok(jsonwebtoken::decode::<T>(token, key, &rules).map_err(|_| invalid())?.claims)
    }

    /// The value that requests of this browser session repeat in a header.
    pub fn csrf(&self, session: Uuid) -> String {
        hex::encode(Sha256::new().chain_update(self.csrf_secret).chain_update(session.as_bytes()).finalize())
    }
}

/// An RSA key pair as PEM (PKCS#8 and SPKI).
#[derive(Clone)]
pub struct KeyPair {
    pub kid: String,
    pub private_pem: String,
    pub public_pem: String,
}

impl KeyPair {
    /// Makes one. Takes seconds in a debug build; call it off the async threads.
    ///
    /// # Errors
    /// [`AppError::Internal`] when no key can be made.
    pub fn generate() -> AppResult<Self> {
        let private = rsa::RsaPrivateKey::new(&mut SystemRandom, 2048).map_err(AppError::internal)?;
        let public = private.to_public_key().to_public_key_pem(LineEnding::LF).map_err(AppError::internal)?;
        let private_pem = private.to_pkcs8_pem(LineEnding::LF).map_err(AppError::internal)?.to_string();
        let kid = hex::encode(&Sha256::digest(public.as_bytes())[..8]);
        Ok(Self { kid, private_pem, public_pem: public })
    }
}

/// Whom a token is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    pub tenant: Uuid,
    pub user: Uuid,
    pub session: Uuid,
}

fn invalid() -> AppError {
    AppError::Unauthenticated { code: "token_invalid", message: "the access token is not valid".to_owned() }
}

fn expired() -> AppError {
    AppError::Unauthenticated {
        code: "token_expired",
        message: "the access token has expired; refresh it or sign in again".to_owned(),
    }
}

/// The system's randomness, in the shape of the random-number traits that `rsa` 0.9 knows.
struct SystemRandom;

impl rsa::rand_core::RngCore for SystemRandom {
    fn next_u32(&mut self) -> u32 {
        rand::random()
    }

    fn next_u64(&mut self) -> u64 {
        rand::random()
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        rand::fill(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        rand::fill(dest);
        Ok(())
    }
}

// `rand`'s thread generator is ChaCha seeded and reseeded by the operating system.
impl rsa::rand_core::CryptoRng for SystemRandom {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::OnceLock;

    fn keys() -> &'static (KeySet, String) {
        static KEYS: OnceLock<(KeySet, String)> = OnceLock::new();
        KEYS.get_or_init(|| {
            let pair = KeyPair::generate().unwrap();
            (KeySet::new(std::slice::from_ref(&pair)).unwrap(), pair.private_pem)
        })
    }

    fn who() -> Subject {
        Subject { tenant: Uuid::from_u128(1), user: Uuid::from_u128(2), session: Uuid::from_u128(3) }
    }

    fn code(result: AppResult<Claims>) -> &'static str {
        match result {
            Err(AppError::Unauthenticated { code, .. }) => code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_token_holds_for_its_life_and_its_audience_only() {
        let (keys, _) = keys();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let token = keys.sign(Audience::Api, who(), now).unwrap();
        assert_eq!(
            keys.verify(Audience::Api, &token, now + TimeDelta::seconds(899)).unwrap().sub,
            who().user
        );
        assert_eq!(code(keys.verify(Audience::Api, &token, now + ACCESS_LIFE)), "token_expired");
        assert_eq!(code(keys.verify(Audience::Browser, &token, now)), "token_invalid");
    }

    #[test]
    fn other_algorithms_and_foreign_keys_are_refused() {
        let (keys, pem) = keys();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let good = keys.sign(Audience::Api, who(), now).unwrap();
        let claims = keys.verify(Audience::Api, &good, now).unwrap();
        let kid = jsonwebtoken::decode_header(&good).unwrap().kid;

        let mut header = Header::new(Algorithm::HS256);
        header.kid.clone_from(&kid);
        let confused =
            jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(pem.as_bytes())).unwrap();
        assert_eq!(code(keys.verify(Audience::Api, &confused, now)), "token_invalid");

        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some("another".to_owned());
        let key = EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap();
        let stranger = jsonwebtoken::encode(&header, &claims, &key).unwrap();
        assert_eq!(code(keys.verify(Audience::Api, &stranger, now)), "token_invalid");

        let (head, rest) = good.split_once('.').unwrap();
        let none = format!("eyJhbGciOiJub25lIn0.{}.", rest.split_once('.').unwrap().0);
        assert_eq!(code(keys.verify(Audience::Api, &none, now)), "token_invalid");
        assert_eq!(code(keys.verify(Audience::Api, &format!("{head}.{rest}x"), now)), "token_invalid");
    }
}
