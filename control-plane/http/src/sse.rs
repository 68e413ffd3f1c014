//! Event streams: framing, heartbeats, and ending when the one who listens may not any more.
//!
//! A stream is pulled by the connection. Nothing is buffered for a client that does not read; what it
//! missed is in the log, and it comes back with `Last-Event-ID`.

use crate::error::Problem;
use crate::state::AppState;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use control_plane_app::beside::{Ahead, ahead, beside};
use control_plane_app::{AppError, AppResult, Caller, auth};
use futures::stream::{BoxStream, Stream, StreamExt};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};
use tokio_util::sync::CancellationToken;

/// A comment line when nothing else was sent for this long.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How often the session behind a stream is looked at. With the twenty seconds for which a session is
/// believed, who signs out hears nothing more within a minute.
const RECHECK: Duration = Duration::from_secs(30);

/// One event on its way to the client.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub id: Option<String>,
    pub name: String,
    pub data: serde_json::Value,
}

/// Answers with the events, for as long as the caller's session lives and the process is not draining.
pub fn respond(
    state: &AppState,
    caller: Arc<Caller>,
    events: impl Stream<Item = AppResult<Frame>> + Send + 'static,
) -> Response {
    let app = state.app.clone();
    let is_good = move || {
        let (app, caller) = (app.clone(), caller.clone());
        async move {
            match auth::is_still_good(&app, &caller).await {
                Ok(is_good) => is_good,
                Err(error) => {
                    tracing::warn!(%error, "a stream's session could not be looked at; it goes on till the next look");
                    true
                }
            }
        }
    };
    let frames = guarded(events.boxed(), is_good, RECHECK, state.draining.clone())
        .map(|frame| Ok::<_, Infallible>(line(frame)));
    let mut response =
        Sse::new(frames).keep_alive(KeepAlive::new().interval(HEARTBEAT).text("still here")).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // Proxies that buffer answers would hold events back.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// Whether the client asks for events rather than a page.
pub fn wanted(headers: &HeaderMap) -> bool {
    let accepts = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepts.flat_map(|value| value.split(',')).any(|kind| kind.trim().starts_with("text/event-stream"))
}

/// Where the client stands: the header that browsers send when they reconnect, else `?after=`.
pub fn cursor<'a>(headers: &'a HeaderMap, after: Option<&'a str>) -> Option<&'a str> {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    last.or(after).map(str::trim).filter(|text| !text.is_empty())
}

fn line(frame: Frame) -> Event {
    let event = Event::default().event(frame.name).data(frame.data.to_string());
    match frame.id {
        Some(id) => event.id(id),
        None => event,
    }
}

struct Guard<F> {
    events: Ahead<AppResult<Frame>>,
    is_good: F,
    recheck: Interval,
    draining: CancellationToken,
    is_over: bool,
}

/// The events until the first failure (told as `stream.error`), the end of the session, or the
/// process'.
fn guarded<F, Fut>(
    events: BoxStream<'static, AppResult<Frame>>,
    is_good: F,
    every: Duration,
    draining: CancellationToken,
) -> impl Stream<Item = Frame> + Send
where
    F: Fn() -> Fut + Send + 'static,
    Fut: Future<Output = bool> + Send,
{
    let mut recheck = interval_at(Instant::now() + every, every);
    recheck.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let guard = Guard { events: ahead(events), is_good, recheck, draining, is_over: false };
    futures::stream::unfold(guard, |mut guard| async move {
        if guard.is_over {
            return None;
        }
        loop {
            tokio::select! {
                biased;
                () = guard.draining.cancelled() => return None,
                _ = guard.recheck.tick() => {
                    if !beside(&mut guard.events, (guard.is_good)()).await {
                        return None;
                    }
                }
                next = guard.events.next() => return match next {
                    Some(Ok(frame)) => Some((frame, guard)),
                    Some(Err(error)) => {
                        guard.is_over = true;
                        Some((failure(error), guard))
                    }
                    None => None,
                },
            }
        }
    })
}

/// A stream that breaks says why; the client comes back with its last id.
fn failure(error: AppError) -> Frame {
    let problem = Problem::from(error);
    let data = serde_json::json!({ "code": problem.code(), "detail": problem.detail() });
    Frame { id: None, name: "stream.error".to_owned(), data }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::sync::atomic::{AtomicBool, Ordering};

    fn frame(n: u64) -> AppResult<Frame> {
        Ok(Frame { id: Some(n.to_string()), name: "tick".into(), data: json!({}) })
    }

    #[tokio::test]
    async fn a_stream_ends_once_its_session_has() {
        let good = Arc::new(AtomicBool::new(true));
        let seen = good.clone();
        let events = futures::stream::iter([frame(1)]).chain(futures::stream::pending()).boxed();
        let is_good = move || std::future::ready(seen.load(Ordering::SeqCst));
        let mut stream =
            Box::pin(guarded(events, is_good, Duration::from_millis(5), CancellationToken::new()));
        assert_eq!(stream.next().await.and_then(|frame| frame.id), Some("1".to_owned()));
        good.store(false, Ordering::SeqCst);
        let end = tokio::time::timeout(Duration::from_secs(10), stream.next()).await;
        assert_eq!(end.expect("the next look ends it"), None);
    }

    #[tokio::test]
    async fn draining_ends_streams_and_a_failure_is_told_once() {
        let draining = CancellationToken::new();
        let events = futures::stream::iter([frame(1), Err(AppError::not_found("it")), frame(2)]).boxed();
        let always = || std::future::ready(true);
        let all: Vec<_> = guarded(events, always, RECHECK, draining.clone()).collect().await;
        assert_eq!(all.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["tick", "stream.error"]);
        draining.cancel();
        let none: Vec<_> =
            guarded(futures::stream::pending().boxed(), always, RECHECK, draining).collect().await;
        assert!(none.is_empty());
    }
}
