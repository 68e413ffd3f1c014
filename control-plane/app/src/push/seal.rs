//! A message that only one browser can read (RFC 8291, in the coding `aes128gcm` of RFC 8188: one record).

use crate::error::{AppError, AppResult};
use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Key, Nonce};
use hmac::{Hmac, Mac};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::{PublicKey, SecretKey, ecdh};
use sha2::Sha256;

/// Of one record: as much as every push service takes (RFC 8030, 7.2).
const RECORD: u32 = 4_096;
/// What fits into one, beside the header, the mark of the end and the seal.
pub(super) const MOST: usize = RECORD as usize - 86 - 1 - 16;
const END: u8 = 2;

/// Whom it is for.
pub(super) struct Receiver<'a> {
    /// Public key, uncompressed.
    pub p256dh: &'a [u8],
    pub auth: &'a [u8],
}

/// A key of a browser: a point of the curve, and 16 bytes.
pub(super) fn is_receiver(p256dh: &[u8], auth: &[u8]) -> bool {
    p256dh.len() == 65 && auth.len() == 16 && PublicKey::from_sec1_bytes(p256dh).is_ok()
}

/// Seals `plain` for the receiver; `own` and `salt` are for this message alone.
///
/// # Errors
/// When the receiver's key is none, or there is too much to say.
pub(super) fn seal(plain: &[u8], to: &Receiver<'_>, own: &SecretKey, salt: [u8; 16]) -> AppResult<Vec<u8>> {
    let theirs = PublicKey::from_sec1_bytes(to.p256dh)
        .map_err(|_| AppError::internal("the key of a subscription is none"))?;
    if plain.len() > MOST {
        return Err(AppError::internal("more than fits into a push message"));
    }
    let own_public = own.public_key().to_encoded_point(false);
    let shared = ecdh::diffie_hellman(own.to_nonzero_scalar(), theirs.as_affine());
    let (key, nonce) = keys(shared.raw_secret_bytes(), to, (to.p256dh, own_public.as_bytes()), &salt);
    let record = [plain, &[END]].concat();
    let sealed = Aes128Gcm::new(&key)
        .encrypt(&nonce, record.as_slice())
        .map_err(|_| AppError::internal("a push message could not be sealed"))?;
    let mut body = Vec::with_capacity(86 + sealed.len());
    body.extend_from_slice(&salt);
    body.extend_from_slice(&RECORD.to_be_bytes());
    body.push(65);
    body.extend_from_slice(own_public.as_bytes());
    body.extend_from_slice(&sealed);
    Ok(body)
}

/// RFC 8291, 3.4. `publics`: the receiver's and the sender's.
fn keys(
    shared: &[u8],
    to: &Receiver<'_>,
    publics: (&[u8], &[u8]),
    salt: &[u8],
) -> (Key<Aes128Gcm>, Nonce<aes_gcm::aead::consts::U12>) {
    let info = [b"WebPush: info\0".as_slice(), publics.0, publics.1].concat();
    let material = expand(&mac(to.auth, &[shared]), &info);
    let secret = mac(salt, &[&material]);
    let key = expand(&secret, b"Content-Encoding: aes128gcm\0");
    let nonce = expand(&secret, b"Content-Encoding: nonce\0");
    (*Key::<Aes128Gcm>::from_slice(&key[..16]), *Nonce::from_slice(&nonce[..12]))
}

/// HKDF-Expand (RFC 5869) for what fits into one block.
fn expand(key: &[u8], info: &[u8]) -> [u8; 32] {
    mac(key, &[info, &[1]])
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("a key of any length will do");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// What a browser would read, with the private key that it never gives away.
#[doc(hidden)]
pub fn open_for_tests(body: &[u8], private: &[u8; 32], auth: &[u8]) -> Option<Vec<u8>> {
    let own = SecretKey::from_slice(private).ok()?;
    let (salt, rest) = body.split_at_checked(16)?;
    let (size, rest) = rest.split_at_checked(4)?;
    let (length, rest) = rest.split_at_checked(1)?;
    let (sender, sealed) = rest.split_at_checked(usize::from(length[0]))?;
    if body.len() > u32::from_be_bytes(size.try_into().ok()?) as usize {
        return None;
    }
    let shared =
        ecdh::diffie_hellman(own.to_nonzero_scalar(), PublicKey::from_sec1_bytes(sender).ok()?.as_affine());
    let public = own.public_key().to_encoded_point(false);
    let to = Receiver { p256dh: public.as_bytes(), auth };
    let (key, nonce) = keys(shared.raw_secret_bytes(), &to, (public.as_bytes(), sender), salt);
    let mut record = Aes128Gcm::new(&key).decrypt(&nonce, sealed).ok()?;
    (record.pop()? == END).then_some(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    /// RFC 8291, Appendix A.
    #[test]
    fn the_example_of_the_standard_comes_out_to_the_letter() {
        let own = SecretKey::from_slice(&bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
        let p256dh =
            bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let auth = bytes("BTBZMqHH6r4Tts7J_aSIgg");
        let salt: [u8; 16] = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        assert!(is_receiver(&p256dh, &auth) && !is_receiver(&p256dh[1..], &auth));
        let plain = b"When I grow up, I want to be a watermelon";
        let body = seal(plain, &Receiver { p256dh: &p256dh, auth: &auth }, &own, salt).unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS\
                        6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4\
                        a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(&body), expected);
        let private: [u8; 32] = bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94").try_into().unwrap();
        assert_eq!(open_for_tests(&body, &private, &auth).as_deref(), Some(plain.as_slice()));
    }

    #[test]
    fn what_is_changed_or_for_another_browser_cannot_be_read_and_too_much_is_not_sent() {
        let browser = super::super::keys::new_key();
        let p256dh = browser.public_key().to_encoded_point(false);
        let to = Receiver { p256dh: p256dh.as_bytes(), auth: &[7; 16] };
        let own = super::super::keys::new_key();
        let body = seal(&[b'x'; MOST], &to, &own, [1; 16]).unwrap();
        assert_eq!(body.len(), RECORD as usize);
        let private: [u8; 32] = browser.to_bytes().into();
        assert_eq!(open_for_tests(&body, &private, &[7; 16]), Some(vec![b'x'; MOST]));
        assert_eq!(open_for_tests(&body, &private, &[8; 16]), None);
        let mut damaged = body.clone();
        damaged[100] ^= 1;
        assert_eq!(open_for_tests(&damaged, &private, &[7; 16]), None);
        assert!(seal(&[b'x'; MOST + 1], &to, &own, [1; 16]).is_err());
    }
}
