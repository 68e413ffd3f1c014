//! The live view of one conversation: what its runs did, in order, as one endless stream.
//!
//! The stream is *pulled*: it holds no buffer of its own beyond the messages of one event, so a
//! client that reads slowly slows nobody. Everything durable comes from the runs' logs and the
//! message table; the bell (see [`Hub`](super::hub::Hub)) only says when to look. So there is no seam
//! between "old" and "live" in which an event could get lost or doubled.
//!
//! Only who is in this process rings here. What another one stores, that shares the database, is found by
//! looking now and then.
//!
//! Messages are told just before the event they belong to: a cursor on the event means both were
//! received. What is said to a person and in no run is told when it is found.

use super::cursor::{Cursor, Within};
use super::fold::{self, Change};
use crate::beside::{Ahead, ahead, beside};
use crate::error::AppResult;
use async_trait::async_trait;
use executor_runtime::api::{Received, RunEvent};
use futures::StreamExt;
use futures::stream::{BoxStream, Stream};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};
use uuid::Uuid;

/// How long what another process has stored may go unseen; two short queries for each stream.
const LOOK: Duration = Duration::from_secs(10);

/// One message as the stream tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: Uuid,
    /// Its number in the conversation.
    pub number: u64,
    /// The event of its run that it is told just before: its own, for what the run said; for what a
    /// user said, the first one after they said it.
    pub at_seq: u64,
    /// The message as the API shows it.
    pub json: Value,
}

/// What the stream reads from.
#[async_trait]
pub trait Source: Send + Sync {
    /// The conversation's run that came after this one; the first when `None`.
    async fn next_run(&self, after: Option<Uuid>) -> AppResult<Option<Uuid>>;
    /// The run's log after what was received, then its live tail; ends after the run's last event.
    async fn follow(&self, run: Uuid, received: Received) -> AppResult<BoxStream<'static, RunEvent>>;
    /// Whether the run has come to its end or, with `or_waits`, waits for the user.
    async fn rests(&self, run: Uuid, or_waits: bool) -> AppResult<bool>;
    /// Returns once the event's change to the messages is stored.
    async fn settle(&self, run: Uuid, event: &RunEvent) -> AppResult<()>;
    /// The run's messages with a greater number, in order.
    async fn messages(&self, run: Uuid, after_number: u64) -> AppResult<Vec<Line>>;
    /// What was said to or by a person, in no run, with a greater number, in order.
    async fn of_no_run(&self, after_number: u64) -> AppResult<Vec<Line>>;
    async fn message(&self, id: Uuid) -> AppResult<Option<Line>>;
}

/// One event for a client.
#[derive(Clone, Debug, PartialEq)]
pub struct ChatEvent {
    /// Resumes after this event. Absent on what cannot be resumed at.
    pub id: Option<Cursor>,
    /// SSE event name.
    pub name: String,
    pub data: Value,
}

/// Where a stream begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum From {
    /// After what the client has.
    Cursor(Cursor),
    /// At this run's first event.
    Run(Uuid),
    /// With the first run that comes after this one (after none: the conversation's first).
    After(Option<Uuid>),
}

/// When a stream ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Never: it goes on over all later runs.
    Closed,
    /// When the first run ends or waits for the user.
    FirstRest,
}

/// Where a stream begins, and when it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Places {
    pub from: From,
    pub until: Until,
    /// Number of the last message in no run that the client has.
    pub said: u64,
}

/// The conversation's events. An error ends the stream; the client comes back with its cursor.
pub fn chat_events<S: Source + 'static>(
    source: S,
    bell: watch::Receiver<u64>,
    places: Places,
) -> impl Stream<Item = AppResult<ChatEvent>> + Send + 'static {
    looking_every(LOOK, source, bell, places)
}

fn looking_every<S: Source + 'static>(
    period: Duration,
    source: S,
    bell: watch::Receiver<u64>,
    Places { from, until, said }: Places,
) -> impl Stream<Item = AppResult<ChatEvent>> + Send + 'static {
    let mut look = interval_at(Instant::now() + period, period);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let state = Reader {
        source,
        bell,
        look,
        from,
        until,
        said,
        at: None,
        last_run: None,
        queue: VecDeque::new(),
        over: false,
        failed: false,
    };
    futures::stream::unfold(state, |mut reader| async move {
        if reader.failed {
            return None;
        }
        match reader.next().await {
            Ok(Some(event)) => Some((Ok(event), reader)),
            Ok(None) => None,
            Err(error) => {
                reader.failed = true;
                Some((Err(error), reader))
            }
        }
    })
}

struct Reader<S> {
    source: S,
    bell: watch::Receiver<u64>,
    /// When to look without being called.
    look: Interval,
    from: From,
    until: Until,
    /// Last message told that is in no run.
    said: u64,
    at: Option<At>,
    last_run: Option<Uuid>,
    queue: VecDeque<ChatEvent>,
    /// Nothing comes after what is queued.
    over: bool,
    failed: bool,
}

/// The run being told.
struct At {
    run: Uuid,
    /// `None` while something is done beside it.
    events: Option<Ahead<RunEvent>>,
    /// Last durable event told.
    seq: u64,
    /// Last message told.
    number: u64,
}

impl At {
    fn taken(&mut self) -> Option<(&mut Self, Ahead<RunEvent>)> {
        let events = self.events.take()?;
        Some((self, events))
    }
}

enum Heard {
    Event(Option<RunEvent>),
    Bell,
}

impl<S: Source> Reader<S> {
    async fn next(&mut self) -> AppResult<Option<ChatEvent>> {
        loop {
            if let Some(event) = self.queue.pop_front() {
                return Ok(Some(event));
            }
            if self.over {
                return Ok(None);
            }
            let Some((at, events)) = self.at.as_mut().and_then(At::taken) else {
                if !self.open().await? {
                    return Ok(None);
                }
                continue;
            };
            let mut events = events;
            let heard = tokio::select! {
                biased;
                event = events.next() => Heard::Event(event),
                is_called = called(&mut self.bell, &mut self.look) => match is_called {
                    true => Heard::Bell,
                    false => return Ok(None),
                },
            };
            match heard {
                Heard::Bell => {
                    // Before the next event, whatever its number: what was said meanwhile.
                    let next = at.seq + 1;
                    beside(&mut events, async {
                        self.tell_messages(next).await?;
                        self.tell_said().await
                    })
                    .await?;
                    self.go_on(events);
                }
                Heard::Event(Some(event)) => {
                    self.go_on(events);
                    self.tell(event).await?;
                }
                Heard::Event(None) => {
                    let run = at.run;
                    self.tell_messages(u64::MAX).await?;
                    self.at = None;
                    self.last_run = Some(run);
                    self.from = From::After(Some(run));
                    // A tail that ends before its run does was cut off; the client comes back.
                    self.over = self.until == Until::FirstRest || !self.source.rests(run, false).await?;
                }
            }
        }
    }

    fn go_on(&mut self, events: Ahead<RunEvent>) {
        if let Some(at) = &mut self.at {
            at.events = Some(events);
        }
    }

    /// Opens the run to tell next, waiting for one to come. False when there will be none.
    async fn open(&mut self) -> AppResult<bool> {
        let (run, cursor) = match self.from {
            From::Cursor(cursor) => (cursor.run, Some(cursor)),
            From::Run(run) => (run, None),
            From::After(last) => loop {
                // Seen *before* looking, so that a ring during the look wakes us again.
                self.bell.borrow_and_update();
                self.tell_said().await?;
                if !self.queue.is_empty() {
                    return Ok(true);
                }
                if let Some(run) = self.source.next_run(last).await? {
                    break (run, None);
                }
                if !called(&mut self.bell, &mut self.look).await {
                    return Ok(false);
                }
            },
        };
        let (has, number) = match cursor {
            None => (Received::default(), 0),
            Some(cursor) => (cursor.received(), last_message(&cursor, &self.source.messages(run, 0).await?)),
        };
        let events = self.source.follow(run, has).await?;
        self.at = Some(At { run, events: Some(ahead(events)), seq: has.seq, number });
        self.tell_messages(has.seq + 1).await?;
        self.tell_said().await?;
        Ok(true)
    }

    /// Tells the messages that are told before event `upto` at the latest.
    async fn tell_messages(&mut self, upto: u64) -> AppResult<()> {
        let Some(at) = &mut self.at else { return Ok(()) };
        for line in self.source.messages(at.run, at.number).await? {
            // What belongs to later events waits for them, and so does what follows it.
            if line.at_seq > upto {
                break;
            }
            at.number = line.number;
            self.queue.push_back(ChatEvent {
                id: Some(Cursor { run: at.run, seq: at.seq + 1, within: Within::Message(line.number) }),
                name: "message.created".to_owned(),
                data: line.json,
            });
        }
        Ok(())
    }

    /// Tells what is in no run, as it comes. It has no place among a run's events to resume at; a client that
    /// was away may hear the last of it again.
    async fn tell_said(&mut self) -> AppResult<()> {
        for line in self.source.of_no_run(self.said).await? {
            self.said = line.number;
            self.queue.push_back(ChatEvent { id: None, name: "message.created".to_owned(), data: line.json });
        }
        Ok(())
    }

    async fn tell(&mut self, event: RunEvent) -> AppResult<()> {
        let Some(at) = &mut self.at else { return Ok(()) };
        let run = at.run;
        if let Some(part) = event.part {
            if event.seq > at.seq && fold::is_visible(&event.kind) {
                self.queue.push_back(told(run, &event, Within::Delta(part)));
            }
            return Ok(());
        }
        // The log never repeats itself; a second copy would be the tail overlapping it.
        if event.seq <= at.seq {
            return Ok(());
        }
        let change = fold::fold(run, &event);
        let told_before = at.number;
        if let Some(change) = &change {
            self.source.settle(run, &event).await?;
            self.tell_messages(event.seq).await?;
            self.tell_update(change, told_before).await?;
        } else {
            self.tell_messages(event.seq).await?;
        }
        if let Some(at) = &mut self.at {
            at.seq = event.seq;
        }
        if fold::is_visible(&event.kind) {
            self.queue.push_back(told(run, &event, Within::Event));
        }
        if self.until == Until::FirstRest && is_rest(&event) && self.source.rests(run, true).await? {
            self.over = true;
        }
        Ok(())
    }

    /// A question the client has already been told and that is different now is told again: the newer
    /// copy of a message replaces the older.
    async fn tell_update(&mut self, change: &Change, told_before: u64) -> AppResult<()> {
        match change {
            Change::Add(_) => Ok(()),
            Change::Ask(_) | Change::Answered { .. } => {
                if let Some(line) =
                    self.source.message(change.id()).await?.filter(|line| line.number <= told_before)
                {
                    self.queue.push_back(ChatEvent {
                        id: None,
                        name: "message.created".to_owned(),
                        data: line.json,
                    });
                }
                Ok(())
            }
        }
    }
}

/// Returns when there may be something new. False when the hub is gone: the process is going down.
async fn called(bell: &mut watch::Receiver<u64>, look: &mut Interval) -> bool {
    tokio::select! {
        rung = bell.changed() => rung.is_ok(),
        _ = look.tick() => true,
    }
}

/// The last message that a client with this cursor has.
fn last_message(cursor: &Cursor, lines: &[Line]) -> u64 {
    let mut last = 0;
    for line in lines {
        if !cursor.has_message(line.at_seq, line.number) {
            break;
        }
        last = line.number;
    }
    last
}

fn is_rest(event: &RunEvent) -> bool {
    matches!(event.kind.as_str(), "run.waiting" | "run.completed" | "run.failed" | "run.cancelled")
}

fn told(run: Uuid, event: &RunEvent, within: Within) -> ChatEvent {
    let mut data = json!({
        "run_id": run, "seq": event.seq, "at": event.at, "kind": event.kind, "node": event.node,
        "iteration": event.iteration, "payload": shown(event),
    });
    if let (Some(part), Some(object)) = (event.part, data.as_object_mut()) {
        object.insert("part".to_owned(), json!(part));
    }
    ChatEvent { id: Some(Cursor { run, seq: event.seq, within }), name: event.kind.clone(), data }
}

/// What the person in the chat may know of an event: not the flow's inner words about a failure, nor
/// what it hands to other programs.
fn shown(event: &RunEvent) -> Value {
    let part = |key: &str| event.payload.get(key).cloned().unwrap_or(Value::Null);
    match event.kind.as_str() {
        "run.started" => json!({ "flow": part("flow"), "version": part("version") }),
        "run.completed" => json!({}),
        "run.failed" => {
            let code = part("code");
            json!({ "code": code, "message": fold::plain_words(code.as_str().unwrap_or_default()) })
        }
        "run.waiting" => fold::plain_waiting(&event.payload),
        // Who decided what, and why, is between the approvers and the run.
        "run.resumed" if event.payload.pointer("/answer/decision").is_some() => {
            json!({ "node": part("node") })
        }
        // What is being done, for a word while one waits; not what the builder calls it.
        "node.started" => json!({ "kind": part("kind") }),
        "node.progress" if event.payload.get("ignored").is_some() => json!({}),
        _ => event.payload.clone(),
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
