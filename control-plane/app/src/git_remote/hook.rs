//! A push that the Git server tells of. It is only a reason to look: what is there is fetched, not believed.

use super::settings::hook_secret;
use crate::app::App;
use crate::error::{AppError, AppResult};
use control_plane_domain::ResourceName;
use control_plane_store::tenants;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// A delivery as it came: the signatures are over exactly these bytes.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    pub body: &'a [u8],
    /// `X-Gitea-Signature`: hexadecimal, or `X-Hub-Signature-256`: `sha256=` and hexadecimal.
    pub signature: &'a str,
}

/// Lets the next round begin at once, when the delivery is signed with the tenant's secret.
///
/// # Errors
/// [`AppError::Unauthenticated`], the same for a tenant that does not exist.
pub async fn announced(app: &App, tenant: &str, delivery: Delivery<'_>) -> AppResult<()> {
    let unsigned = || AppError::Unauthenticated {
        code: "bad_signature",
        message: "the delivery is not signed with this tenant's webhook secret".to_owned(),
    };
    let slug: ResourceName = tenant.parse().map_err(|_| unsigned())?;
    let found = tenants::find_by_slug(&app.db.read_shared().await?, &slug).await?.ok_or_else(unsigned)?;
    let secret = hook_secret(app, found.id).await?.ok_or_else(unsigned)?;
    if !is_signed(secret.as_bytes(), delivery) {
        return Err(unsigned());
    }
    app.git_calls.ring(found.id);
    Ok(())
}

fn is_signed(secret: &[u8], delivery: Delivery<'_>) -> bool {
    let text = delivery.signature.trim().trim_start_matches("sha256=");
    let Ok(given) = hex::decode(text) else { return false };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return false };
    mac.update(delivery.body);
    // Takes the same time whatever is wrong.
    mac.verify_slice(&given).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_signed_with_the_secret_is_believed() {
        let mut mac = Hmac::<Sha256>::new_from_slice(b"s3cr3t").unwrap();
        mac.update(b"{}");
        let good = hex::encode(mac.finalize().into_bytes());
        assert!(is_signed(b"s3cr3t", Delivery { body: b"{}", signature: &good }));
        assert!(is_signed(b"s3cr3t", Delivery { body: b"{}", signature: &format!("sha256={good}") }));
        assert!(!is_signed(b"s3cr3t", Delivery { body: b"{ }", signature: &good }));
        assert!(!is_signed(b"other", Delivery { body: b"{}", signature: &good }));
        for bad in ["", "sha256=", "zz", &good[..10]] {
            assert!(!is_signed(b"s3cr3t", Delivery { body: b"{}", signature: bad }), "{bad}");
        }
    }
}
