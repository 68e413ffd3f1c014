//! The installation's key pair: made when it is first needed, sealed like all keys.

use crate::app::App;
use crate::error::{AppError, AppResult};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use control_plane_store::push_keys;
use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use serde_json::json;

/// How long a signature holds; push services take a day at most.
const HOLDS: TimeDelta = TimeDelta::hours(12);

/// Signs push messages (RFC 8292).
pub(crate) struct Vapid {
    key: SecretKey,
    /// Where whoever runs a push service finds whoever runs this, if that is known.
    contact: Option<String>,
}

/// Makes sure that there is a key pair; the first process of the first start makes it. `contact`: where this installation
/// is on the internet, for those who run push services.
///
/// # Errors
/// What the store answers.
pub async fn ready(app: &App, contact: &str) -> AppResult<()> {
    // The standard knows addresses of the web and of mail, and some services look.
    let contact = contact.starts_with("https://").then(|| contact.to_owned());
    app.vapid.get_or_try_init(async || Ok(Vapid { contact, ..load(app).await? })).await.map(|_| ())
}

pub(super) async fn vapid(app: &App) -> AppResult<&Vapid> {
    app.vapid.get_or_try_init(|| load(app)).await
}

async fn load(app: &App) -> AppResult<Vapid> {
    let tx = app.db.read_shared().await?;
    let known = push_keys::find(&tx, &app.seal).await?;
    drop(tx);
    if let Some(bytes) = known {
        return Vapid::from_bytes(&bytes);
    }
    let tx = app.db.write_shared().await?;
    if push_keys::create(&tx, &app.seal, &new_key().to_bytes(), app.now()).await? {
        tracing::info!("a new key for push messages");
    }
    tx.commit().await?;
    // Another process may have been first; its key is the one.
    let tx = app.db.read_shared().await?;
    let kept = push_keys::find(&tx, &app.seal).await?;
    Vapid::from_bytes(
        &kept.ok_or_else(|| AppError::internal("a push key that is gone right after it was kept"))?,
    )
}

/// A key of the curve, drawn at random.
pub(super) fn new_key() -> SecretKey {
    loop {
        let bytes: [u8; 32] = rand::random();
        // Almost every 32 bytes are one.
        if let Ok(key) = SecretKey::from_slice(&bytes) {
            return key;
        }
    }
}

impl Vapid {
    fn from_bytes(bytes: &[u8]) -> AppResult<Self> {
        let key = SecretKey::from_slice(bytes).map_err(|_| AppError::internal("the push key is none"))?;
        Ok(Self { key, contact: None })
    }

    /// What a browser binds its subscription to: the public key, uncompressed, in URL-safe base64.
    pub(super) fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.key.public_key().to_encoded_point(false).as_bytes())
    }

    /// The value of `Authorization` for a push service, by its origin.
    pub(super) fn authorization(&self, origin: &str, now: DateTime<Utc>) -> String {
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = part(&json!({ "typ": "JWT", "alg": "ES256" }));
        let mut claims = json!({ "aud": origin, "exp": (now + HOLDS).timestamp() });
        if let Some(contact) = &self.contact {
            claims["sub"] = json!(contact);
        }
        let claims = part(&claims);
        let said = format!("{head}.{claims}");
        let signature: Signature = SigningKey::from(&self.key).sign(said.as_bytes());
        format!("vapid t={said}.{}, k={}", URL_SAFE_NO_PAD.encode(signature.to_bytes()), self.public())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jsonwebtoken::{Algorithm, DecodingKey, Validation};

    #[test]
    fn a_push_service_can_verify_who_sends() {
        let vapid = Vapid { key: new_key(), contact: Some("https://help.example.com".to_owned()) };
        let now = Utc::now();
        let said = vapid.authorization("https://push.example.com", now);
        let (token, key) = said.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(key, vapid.public());
        let point = URL_SAFE_NO_PAD.decode(key).unwrap();
        assert_eq!((point.len(), point[0]), (65, 4));
        let mut rules = Validation::new(Algorithm::ES256);
        rules.set_audience(&["https://push.example.com"]);
        let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
        let key = DecodingKey::from_ec_components(&x, &y).unwrap();
        let claims = jsonwebtoken::decode::<serde_json::Value>(token, &key, &rules).unwrap().claims;
        assert_eq!(claims["sub"], "https://help.example.com");
        assert!(claims["exp"].as_i64().unwrap() <= (now + TimeDelta::hours(24)).timestamp());
    }
}
