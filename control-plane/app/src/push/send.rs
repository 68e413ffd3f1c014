//! Sends what is on its way, one after the other. A process that dies in between leaves it, and it is tried again; a browser
//! shows a notice that comes twice once, for both have its id.

use super::keys::{new_key, vapid};
use super::seal::{self, Receiver};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::rounds;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use control_plane_domain::{Permission, TenantId};
use control_plane_store::notifications::{self, Notification};
use control_plane_store::push::{self, Due, Target};
use control_plane_store::users;
use mcp_servers_kit::egress::{Answer, Outgoing, Redirects, Url};
use mcp_servers_kit::http::{HeaderValue, Method};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it is looked for when nobody rings: another process may have left something.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
const PAGE: u64 = 50;
/// Longer than one try takes.
const TAKEN: TimeDelta = TimeDelta::seconds(90);
const TIMEOUT: Duration = Duration::from_secs(20);
const MAX_ANSWER_BYTES: usize = 16 * 1024;
/// After so many tries nobody waits for it any more.
const MOST_TRIES: u64 = 6;
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);
/// How long it is of use, to the push service as well as here.
const OF_USE: TimeDelta = TimeDelta::hours(24);
const MAX_LINE: usize = 160;

/// What a push service makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Taken,
    /// The browser does not want it any more.
    Gone,
    /// It will never be taken.
    Refused,
    /// Perhaps later; after so long, if it says.
    Later(Option<Duration>),
}

/// Sends until cancelled.
pub async fn run_pushing(app: Arc<App>, cancel: CancellationToken) {
    let failed = "notices could not be sent to people's devices";
    rounds::until_cancelled(&cancel, &app.pushes, LOOK_AGAIN, failed, || round(&app, &cancel)).await;
}

async fn round(app: &App, cancel: &CancellationToken) -> AppResult<()> {
    for tenant in rounds::tenants(app).await? {
        while !cancel.is_cancelled() && some(app, tenant, cancel).await? == PAGE {}
    }
    Ok(())
}

/// Sends some of a tenant's; how many those were.
async fn some(app: &App, tenant: TenantId, cancel: &CancellationToken) -> AppResult<u64> {
    let tx = app.db.read(tenant).await?;
    let all = push::due(&tx, app.now(), PAGE).await?;
    drop(tx);
    let mut count = 0;
    for due in all {
        if cancel.is_cancelled() {
            break;
        }
        one(app, tenant, &due).await?;
        count += 1;
    }
    Ok(count)
}

async fn one(app: &App, tenant: TenantId, due: &Due) -> AppResult<()> {
    let now = app.now();
    let tx = app.db.write(tenant).await?;
    if !push::take(&tx, due, now + TAKEN).await? {
        return Ok(());
    }
    let target = push::target(&tx, &app.seal, due.subscription).await?;
    let note = notifications::find(&tx, due.notification).await?;
    let user = users::find(&tx, due.user).await?;
    let (Some(target), Some(note), Some(user)) = (target, note, user) else {
        push::done(&tx, due).await?;
        return Ok(tx.commit().await?);
    };
    tx.commit().await?;
    // Read meanwhile on another device: nobody needs to be called.
    let fate = if note.read_at.is_some() || now - due.created_at > OF_USE {
        Fate::Refused
    } else {
        let is_agent = user.role.permissions().contains(&Permission::TicketsRead);
        deliver(app, &target, &note, is_agent, now).await?
    };
    let tx = app.db.write(tenant).await?;
    match fate {
        Fate::Taken | Fate::Refused => push::done(&tx, due).await?,
        Fate::Gone => {
            tracing::info!(subscription = %due.subscription, "a device wants no notices any more");
            push::gone(&tx, due.subscription).await?;
        }
        Fate::Later(_) if due.attempts + 1 >= MOST_TRIES => {
            tracing::warn!(subscription = %due.subscription, "a notice could not be sent to a device; given up");
            push::done(&tx, due).await?;
        }
        Fate::Later(wait) => push::put_off(&tx, due, app.now() + pause(due.attempts, wait)).await?,
    }
    Ok(tx.commit().await?)
}

/// Twice as long each time, and no shorter than the push service asks for.
fn pause(attempts: u64, asked: Option<Duration>) -> TimeDelta {
    let own = FIRST_WAIT * 2_i32.pow(u32::try_from(attempts.min(10)).unwrap_or(10));
    let asked = asked.and_then(|wait| TimeDelta::from_std(wait).ok()).unwrap_or_default();
    own.max(asked)
}

async fn deliver(
    app: &App,
    target: &Target,
    note: &Notification,
    is_agent: bool,
    now: DateTime<Utc>,
) -> AppResult<Fate> {
    let url: Url =
        target.endpoint.parse().map_err(|_| AppError::internal("the address of a subscription is none"))?;
    let title: String = note.subject.chars().take(MAX_LINE).collect();
    let said = json!({ "id": note.id.as_uuid(), "title": title, "link": link(note, is_agent) }).to_string();
    let to = Receiver { p256dh: &target.p256dh, auth: &target.auth };
    let body = seal::seal(said.as_bytes(), &to, &new_key(), rand::random())?;
    let authorization = vapid(app).await?.authorization(&url.origin().ascii_serialization(), now);
    let mut out = Outgoing::new(Method::POST, target.endpoint.clone());
    out.redirects = Redirects::Never;
    out.timeout = TIMEOUT;
    out.max_answer_bytes = MAX_ANSWER_BYTES;
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-encoding", "aes128gcm"),
        ("content-type", "application/octet-stream"),
        ("ttl", &OF_USE.num_seconds().to_string()),
        ("urgency", "normal"),
    ];
    for (name, value) in headers {
        out.headers.insert(name, HeaderValue::from_str(value).map_err(AppError::internal)?);
    }
    out.body = Some(Bytes::from(body));
    Ok(match app.egress.request(out).await {
        Ok(answer) => fate(&answer),
        // What the rules of the egress refuse now, they refused or will refuse always.
        Err(error) if !error.retryable => {
            tracing::warn!(%error, "a notice may not be sent to a device");
            Fate::Refused
        }
        Err(error) => {
            tracing::debug!(%error, "a push service could not be reached");
            Fate::Later(None)
        }
    })
}

fn fate(answer: &Answer) -> Fate {
    let status = answer.status.as_u16();
    match status {
        200..300 => Fate::Taken,
        404 | 410 => Fate::Gone,
        429 | 500..600 => Fate::Later(answer.retry_after()),
        _ => {
            let said: String = String::from_utf8_lossy(&answer.body).chars().take(200).collect();
            tracing::warn!(status, said, "a push service refuses a notice");
            Fate::Refused
        }
    }
}

/// Where it leads. The desk is for those who work there; others have their tickets in the portal.
fn link(note: &Notification, is_agent: bool) -> String {
    let link = note.link.as_deref().unwrap_or("/portal");
    match link.strip_prefix("/desk/") {
        Some(ticket) if !is_agent => format!("/portal?ticket={ticket}"),
        _ => link.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_twice_as_long_each_time_and_no_shorter_than_it_is_asked_to() {
        let waits: Vec<_> = (0..4).map(|attempts| pause(attempts, None).num_seconds()).collect();
        assert_eq!(waits, [30, 60, 120, 240]);
        assert_eq!(pause(0, Some(Duration::from_secs(300))).num_seconds(), 300);
        assert_eq!(pause(4, Some(Duration::from_secs(300))).num_seconds(), 480);
    }
}
