use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const PREFIX: &str = "whsec_";
const BLOCK: usize = 64;

/// The secret of one receiver; its decoded bytes are the key.
#[derive(Clone)]
pub struct SigningKey(Vec<u8>);

/// Not a signing secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a webhook's signing secret is whsec_ and 24 to 64 bytes in base64")]
pub struct BadSecret;

impl SigningKey {
    /// Reads `whsec_` + base64 of 24 to 64 bytes.
    pub fn parse(secret: &str) -> Result<Self, BadSecret> {
        let encoded = secret.trim().strip_prefix(PREFIX).ok_or(BadSecret)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| BadSecret)?;
        if (24..=64).contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(BadSecret) }
    }

    /// The value of `webhook-signature` over the very bytes that are sent.
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let head = format!("{id}.{timestamp}.");
        format!("v1,{}", STANDARD.encode(hmac(&self.0, &[head.as_bytes(), body])))
    }
}

/// HMAC-SHA256 (RFC 2104). A key is at most one block long here.
fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut block = [0u8; BLOCK];
    block[..key.len()].copy_from_slice(key);
    let mut inner = Sha256::new();
    inner.update(block.map(|b| b ^ 0x36));
    for part in parts {
        inner.update(part);
    }
    let mut outer = Sha256::new();
    outer.update(block.map(|b| b ^ 0x5c));
    outer.update(inner.finalize());
    outer.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vector_is_met() {
        let key = SigningKey::parse("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap();
        let body = br#"{"type":"ticket.created","data":{"id":"42"}}"#;
        assert_eq!(key.sign("msg_1", 1_700_000_000, body), "v1,4413r25/uqBymJYCp9ykgu2FWlI1fkz8de+JxwsoyZs=");
        assert!(SigningKey::parse("whsec_c2hvcnQ=").is_err());
        assert!(SigningKey::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").is_err());
    }
}
