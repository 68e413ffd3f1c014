//! Requests that are sent again: the first answer is kept and given again.

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use control_plane_store::idempotency::{self, Claim, RequestKey};

pub use control_plane_store::idempotency::Answer;

/// What a request under a key is to do.
#[derive(Debug)]
pub enum Begun {
    /// Go on; then [`finish`] or [`release`].
    Fresh,
    /// Give this answer again.
    Answered(Answer),
    /// The same request is being worked on.
    UnderWay,
    /// The key belongs to another body.
    OtherBody,
}

/// Claims the key for this request.
///
/// # Errors
/// What the store answers; then the request is not to be worked on.
pub async fn begin(app: &App, caller: &Caller, route: &str, key: &str, body_hash: &str) -> AppResult<Begun> {
    let owner = caller.user.to_string();
    let tx = app.db.write(caller.tenant).await?;
    let request = RequestKey { owner: &owner, route, key };
    let claim = idempotency::claim(&tx, request, body_hash, app.process, app.now()).await?;
    tx.commit().await?;
    Ok(match claim {
        Claim::Mine => Begun::Fresh,
        Claim::Answered(answer) => Begun::Answered(answer),
        Claim::InFlight => Begun::UnderWay,
        Claim::OtherBody => Begun::OtherBody,
    })
}

/// Keeps the answer.
///
/// # Errors
/// What the store answers.
pub async fn finish(app: &App, caller: &Caller, route: &str, key: &str, answer: Answer) -> AppResult<()> {
    let owner = caller.user.to_string();
    let tx = app.db.write(caller.tenant).await?;
    idempotency::complete(&tx, RequestKey { owner: &owner, route, key }, &answer).await?;
    Ok(tx.commit().await?)
}

/// Gives the key back after a failure that another attempt may not meet.
///
/// # Errors
/// What the store answers; the key then lapses by itself.
pub async fn release(app: &App, caller: &Caller, route: &str, key: &str) -> AppResult<()> {
    let owner = caller.user.to_string();
    let tx = app.db.write(caller.tenant).await?;
    idempotency::release(&tx, RequestKey { owner: &owner, route, key }).await?;
    Ok(tx.commit().await?)
}
