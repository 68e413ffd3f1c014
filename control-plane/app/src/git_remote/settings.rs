//! Where the remote is, and the secrets for it.

use super::sync::SyncState;
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use control_plane_domain::TenantId;
use control_plane_store::git::Remote;
use control_plane_store::{Tx, secrets, settings};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

const SETTING: &str = "git_remote";
pub(super) const STATE: &str = "git_remote_state";
const TOKEN: &str = "git-remote-token";
const HOOK: &str = "git-remote-hook";

/// As it is stored; an empty URL is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Stored {
    pub url: String,
    pub branch: String,
    pub username: String,
}

/// The remote as administrators see it; secrets are never shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RemoteView {
    /// Empty: there is none.
    pub url: String,
    pub branch: String,
    pub username: String,
    pub token_set: bool,
    pub webhook_secret_set: bool,
    /// Where the server's webhook is to be sent, below this product's address.
    pub webhook_path: String,
    /// How the last round went; missing before the first.
    pub state: Option<SyncState>,
}

/// A remote to use.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoteChange {
    /// `https://git.example.com/team/flows.git`
    pub url: String,
    /// Empty: `main`.
    #[serde(default)]
    pub branch: String,
    #[serde(default)]
    pub username: String,
    /// Missing: the stored one stays, as long as the URL does. Empty: none.
    pub token: Option<String>,
    /// What the server signs its webhooks with. Missing: as it is. Empty: none, and no webhook is believed.
    pub webhook_secret: Option<String>,
}

/// The remote and how it is.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn read(app: &App, caller: &Caller) -> AppResult<RemoteView> {
    let tx = app.db.read(caller.tenant).await?;
    let stored = stored(&tx).await?;
    let state = settings::find::<SyncState>(&tx, STATE).await?.map(|(state, _)| state);
    Ok(RemoteView {
        token_set: secrets::exists(&tx, TOKEN).await?,
        webhook_secret_set: secrets::exists(&tx, HOOK).await?,
        webhook_path: format!("/api/v1/hooks/git/{}", caller.tenant_slug),
        state: state.filter(|_| !stored.url.is_empty()),
        url: stored.url,
        branch: stored.branch,
        username: stored.username,
    })
}

/// Chooses the remote. Nothing is sent before the next round, which begins at once.
///
/// # Errors
/// [`AppError::Invalid`] naming the field.
pub async fn save(app: &App, caller: &Caller, change: RemoteChange) -> AppResult<RemoteView> {
    let new = Stored {
        url: change.url.trim().to_owned(),
        branch: Some(change.branch.trim()).filter(|branch| !branch.is_empty()).unwrap_or("main").to_owned(),
        username: change.username.trim().to_owned(),
    };
    let mut errors = Vec::new();
    if !(new.url.starts_with("http://") || new.url.starts_with("https://")) {
        let message = "give the address of the repository, such as https://git.example.com/team/flows.git";
        errors.push(FieldError::new("url", "invalid", message));
    } else if new
        .url
        .split("://")
        .nth(1)
        .is_some_and(|rest| rest.split('/').next().unwrap_or("").contains('@'))
    {
        errors.push(FieldError::new("url", "invalid", "a user name and token do not belong in the address"));
    } else if new.url.chars().any(|c| c.is_whitespace() || c.is_control()) || new.url.len() > 2_000 {
        errors.push(FieldError::new("url", "invalid", "this is no address"));
    }
    if !is_branch(&new.branch) {
        errors.push(FieldError::new("branch", "invalid", "this cannot be the name of a branch"));
    }
    if new.username.contains(':') {
        errors.push(FieldError::new("username", "invalid", "a user name has no colon"));
    }
    AppError::fields(errors)?;
    // An address that may not be reached is refused now, not in the background.
    app.egress.client_for(&new.url).map_err(|error| AppError::field("url", "refused", error.message))?;

    let now = app.now();
    let tx = app.db.write(caller.tenant).await?;
    let before = stored(&tx).await?;
    if change.token.is_none() && before.url != new.url && secrets::exists(&tx, TOKEN).await? {
        let message = "the stored token is for another address: give the token for this one, or an empty one";
        return Err(AppError::field("token", "required", message));
    }
    settings::put(&tx, SETTING, &new, None, now).await?;
    for (name, value) in [(TOKEN, &change.token), (HOOK, &change.webhook_secret)] {
        match value.as_deref().map(str::trim) {
            None => {}
            Some("") => {
                secrets::delete(&tx, name).await?;
            }
            Some(secret) => secrets::put(&tx, &app.seal, name, secret, now).await?,
        }
    }
    let what = json!({ "before": before, "after": new, "token_changed": change.token.is_some() });
    audit::record(app, &tx, caller, "git_remote.changed", "settings", SETTING, what).await?;
    tx.commit().await?;
    if before.url != new.url || before.branch != new.branch {
        app.git.forget_remote(caller.tenant).await?;
    }
    app.git_calls.ring(caller.tenant);
    read(app, caller).await
}

/// Forgets the remote. The history here stays.
///
/// # Errors
/// [`AppError::Unavailable`].
pub async fn remove(app: &App, caller: &Caller) -> AppResult<()> {
    let tx = app.db.write(caller.tenant).await?;
    let before = stored(&tx).await?;
    settings::put(&tx, SETTING, &Stored::default(), None, app.now()).await?;
    secrets::delete(&tx, TOKEN).await?;
    secrets::delete(&tx, HOOK).await?;
    let what = json!({ "before": before });
    audit::record(app, &tx, caller, "git_remote.removed", "settings", SETTING, what).await?;
    tx.commit().await?;
    Ok(app.git.forget_remote(caller.tenant).await?)
}

async fn stored(tx: &Tx) -> AppResult<Stored> {
    Ok(settings::find(tx, SETTING).await?.map(|(stored, _)| stored).unwrap_or_default())
}

/// The tenant's remote, looked up under the rules of all outgoing requests; `None` when there is none.
pub(super) async fn remote(app: &App, tenant: TenantId) -> AppResult<Option<Remote>> {
    let tx = app.db.read(tenant).await?;
    let stored = stored(&tx).await?;
    if stored.url.is_empty() {
        return Ok(None);
    }
    let token = secrets::find(&tx, &app.seal, TOKEN).await?;
    drop(tx);
    let addresses = app.egress.addresses_of(&stored.url).await;
    let addresses = addresses.map_err(|error| AppError::Upstream { message: error.message })?;
    Ok(Some(Remote {
        url: stored.url,
        branch: stored.branch,
        username: stored.username,
        token,
        address: addresses.first().copied(),
    }))
}

/// What the server's webhooks are signed with.
pub(super) async fn hook_secret(app: &App, tenant: TenantId) -> AppResult<Option<String>> {
    let tx = app.db.read(tenant).await?;
    Ok(secrets::find(&tx, &app.seal, HOOK).await?)
}

/// After git-check-ref-format(1), not where the branches of flows are, and nothing that could be taken for an option.
fn is_branch(name: &str) -> bool {
    let bad = |c: char| c.is_control() || " ~^:?*[\\".contains(c);
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock");
    name.len() <= 200
        && name != "flows"
        && !name.starts_with("flows/")
        && !name.starts_with('-')
        && !name.ends_with('.')
        && !name.contains("..")
        && !name.contains("@{")
        && name != "@"
        && !name.contains(bad)
        && name.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::is_branch;

    #[test]
    fn branches_are_named_as_git_allows() {
        for good in ["main", "team/flows", "v1.2", "a-b_c"] {
            assert!(is_branch(good), "{good}");
        }
        for bad in [
            "",
            "-f",
            "a b",
            "a..b",
            "a:b",
            "/a",
            "a/",
            "a/.b",
            "x.lock",
            "@",
            "a@{1}",
            "a~1",
            "a\\b",
            "flows",
            "flows/greeter/x",
        ] {
            assert!(!is_branch(bad), "{bad}");
        }
    }
}
