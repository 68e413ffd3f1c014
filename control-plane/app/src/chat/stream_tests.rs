use super::*;
use crate::chat::hub::Hub;
use chrono::DateTime;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

const TENANT: Uuid = Uuid::from_u128(1);
const CONVERSATION: Uuid = Uuid::from_u128(2);

/// A conversation in memory: runs with their logs, and messages, written while streams read.
#[derive(Clone, Default)]
struct Told(Arc<Inner>);

#[derive(Default)]
struct Inner {
    facts: Mutex<Facts>,
    /// Events whose messages are still to be stored: in order, as the one task that observes a run does.
    unobserved: Mutex<VecDeque<(Uuid, u64)>>,
    grown: Notify,
    hub: Hub,
}

#[derive(Default)]
struct Facts {
    runs: Vec<(Uuid, Vec<RunEvent>, bool)>,
    lines: Vec<(Uuid, Line)>,
}

impl Told {
    fn start(&self, run: Uuid) {
        self.0.facts.lock().unwrap().runs.push((run, Vec::new(), false));
        self.say(run, Uuid::new_v5(&run, b"question"), 1);
        self.log(run, "run.started", json!({}), false);
    }

    fn say(&self, run: Uuid, id: Uuid, at_seq: u64) {
        self.store(run, id, at_seq);
        self.0.grown.notify_waiters();
        self.0.hub.ring(TENANT, CONVERSATION);
    }

    /// As another process does, which rings no bell here.
    fn store(&self, run: Uuid, id: Uuid, at_seq: u64) {
        let mut facts = self.0.facts.lock().unwrap();
        if facts.lines.iter().any(|(_, line)| line.id == id) {
            return;
        }
        let number = facts.lines.len() as u64 + 1;
        facts.lines.push((run, Line { id, number, at_seq, json: json!({ "id": id, "seq": number }) }));
    }

    fn log(&self, run: Uuid, kind: &str, payload: Value, last: bool) {
        let seq = {
            let mut facts = self.0.facts.lock().unwrap();
            let (_, events, over) = facts.runs.iter_mut().find(|(id, ..)| *id == run).unwrap();
            let seq = events.len() as u64 + 1;
            let (at, node) = (DateTime::UNIX_EPOCH, Some("n".to_owned()));
            events.push(RunEvent { seq, part: None, at, kind: kind.into(), node, iteration: 0, payload });
            *over = last;
            seq
        };
        self.0.grown.notify_waiters();
        if kind == "message.completed" {
            // The observer is a little behind the log, as in life.
            self.0.unobserved.lock().unwrap().push_back((run, seq));
            let told = self.clone();
            tokio::spawn(async move {
                tokio::task::yield_now().await;
                let mut unobserved = told.0.unobserved.lock().unwrap();
                let (run, seq) = unobserved.pop_front().unwrap();
                told.say(run, fold::event_id(run, seq), seq);
            });
        }
        self.0.hub.ring(TENANT, CONVERSATION);
    }

    fn event(&self, run: Uuid, after: u64) -> Option<Option<RunEvent>> {
        let facts = self.0.facts.lock().unwrap();
        let (_, events, over) = facts.runs.iter().find(|(id, ..)| *id == run)?;
        match events.get(after as usize) {
            Some(event) => Some(Some(event.clone())),
            None if *over => Some(None),
            None => None,
        }
    }
}

#[async_trait]
impl Source for Told {
    async fn next_run(&self, after: Option<Uuid>) -> AppResult<Option<Uuid>> {
        let facts = self.0.facts.lock().unwrap();
        let at = after.map_or(0, |run| facts.runs.iter().position(|(id, ..)| *id == run).unwrap() + 1);
        Ok(facts.runs.get(at).map(|(id, ..)| *id))
    }

    async fn follow(&self, run: Uuid, received: Received) -> AppResult<BoxStream<'static, RunEvent>> {
        let told = self.clone();
        Ok(Box::pin(futures::stream::unfold(received.seq, move |after| {
            let told = told.clone();
            async move {
                loop {
                    let grown = told.0.grown.notified();
                    tokio::pin!(grown);
                    grown.as_mut().enable();
                    match told.event(run, after) {
                        Some(Some(event)) => return Some((event, after + 1)),
                        Some(None) => return None,
                        None => grown.await,
                    }
                }
            }
        })))
    }

    async fn rests(&self, run: Uuid, _or_waits: bool) -> AppResult<bool> {
        Ok(self.0.facts.lock().unwrap().runs.iter().any(|(id, _, over)| *id == run && *over))
    }

    async fn settle(&self, run: Uuid, event: &RunEvent) -> AppResult<()> {
        let Some(change) = fold::fold(run, event) else { return Ok(()) };
        loop {
            let grown = self.0.grown.notified();
            tokio::pin!(grown);
            grown.as_mut().enable();
            if self.message(change.id()).await?.is_some() {
                return Ok(());
            }
            grown.await;
        }
    }

    async fn messages(&self, run: Uuid, after_number: u64) -> AppResult<Vec<Line>> {
        let facts = self.0.facts.lock().unwrap();
        let mine = facts.lines.iter().filter(|(id, line)| *id == run && line.number > after_number);
        Ok(mine.map(|(_, line)| line.clone()).collect())
    }

    async fn of_no_run(&self, after_number: u64) -> AppResult<Vec<Line>> {
        let facts = self.0.facts.lock().unwrap();
        let theirs = facts.lines.iter().filter(|(id, line)| id.is_nil() && line.number > after_number);
        Ok(theirs.map(|(_, line)| line.clone()).collect())
    }

    async fn message(&self, id: Uuid) -> AppResult<Option<Line>> {
        let facts = self.0.facts.lock().unwrap();
        Ok(facts.lines.iter().map(|(_, line)| line).find(|line| line.id == id).cloned())
    }
}

fn run(n: u128) -> Uuid {
    Uuid::from_u128(100 + n)
}

/// What a client has after reading `count` events, resuming after every `each`.
async fn read(told: &Told, from: From, count: usize, each: usize) -> Vec<(String, String)> {
    let mut got: Vec<(String, String)> = Vec::new();
    let mut from = from;
    while got.len() < count {
        let bell = told.0.hub.listen(TENANT, CONVERSATION);
        let mut events =
            Box::pin(chat_events(told.clone(), bell, Places { from, until: Until::Closed, said: 0 }));
        for _ in 0..each.min(count - got.len()) {
            // A question told again, with its answer, stands at no place of its own.
            let (id, event) = loop {
                let event = events.next().await.expect("endless").expect("no failure");
                if let Some(id) = event.id {
                    break (id, event);
                }
            };
            from = From::Cursor(id);
            got.push((event.name, event.data.get("id").map_or_else(|| id.to_string(), ToString::to_string)));
        }
    }
    got
}

/// Three runs with 40 replies each, written while readers come and go.
async fn write(told: Told) {
    for n in 0..3 {
        told.start(run(n));
        for _ in 0..40 {
            told.log(run(n), "message.completed", json!({ "text": "hello" }), false);
            told.log(run(n), "state.changed", json!({}), false);
            tokio::task::yield_now().await;
        }
        told.log(run(n), "run.completed", json!({}), true);
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_event_is_told_once_however_often_the_client_reconnects() {
    for each in [1, 2, 3, 7, 1000] {
        let told = Told::default();
        // Per run: started + its question, 40 replies as event and message, completed.
        let count = 3 * (2 + 80 + 1);
        let writer = tokio::spawn(write(told.clone()));
        let got = read(&told, From::After(None), count, each).await;
        writer.await.expect("the writer ends");
        let distinct: HashSet<_> = got.iter().collect();
        assert_eq!(distinct.len(), count, "duplicates with {each} per connection");
        let names = |name: &str| got.iter().filter(|(n, _)| n == name).count();
        assert_eq!(
            (names("message.created"), names("message.completed"), names("run.completed")),
            (123, 120, 3)
        );
        // Each message comes right before the event it belongs to.
        for pair in got.windows(2).filter(|pair| pair[1].0 == "message.completed") {
            assert_eq!(pair[0].0, "message.created", "with {each} per connection");
        }
    }
}

#[tokio::test]
async fn the_stream_of_one_turn_ends_when_the_run_does() {
    let told = Told::default();
    write(told.clone()).await;
    let bell = told.0.hub.listen(TENANT, CONVERSATION);
    let events: Vec<_> =
        chat_events(told, bell, Places { from: From::Run(run(1)), until: Until::FirstRest, said: 0 })
            .collect()
            .await;
    assert_eq!(events.len(), 83);
    assert_eq!(events.last().map(|e| e.as_ref().unwrap().name.as_str()), Some("run.completed"));
}

/// A question is asked, answered badly, asked again (the same message), and answered.
fn asked_twice(told: &Told) {
    let (id, question) = (run(0), fold::question_id(run(0), "n", 0));
    let ask = json!({ "for": "user", "question": "Which?" });
    told.start(id);
    told.log(id, "run.waiting", ask.clone(), false);
    told.say(id, question, 2);
    told.say(id, Uuid::new_v5(&id, b"first answer"), 3);
    told.log(id, "run.resumed", json!({ "answer": null }), false);
    told.log(id, "run.waiting", ask, false);
    told.say(id, Uuid::new_v5(&id, b"second answer"), 5);
    told.log(id, "run.resumed", json!({ "answer": null }), false);
    told.log(id, "run.completed", json!({}), true);
}

#[tokio::test]
async fn answers_are_told_after_their_question_and_once_wherever_a_client_comes_back() {
    let order = [
        "message.created",
        "run.started",
        "message.created",
        "run.waiting",
        "message.created",
        "run.resumed",
        "run.waiting",
        "message.created",
        "run.resumed",
        "run.completed",
    ];
    for each in 1..=order.len() {
        let told = Told::default();
        asked_twice(&told);
        let got = read(&told, From::After(None), order.len(), each).await;
        let names: Vec<_> = got.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, order, "with {each} per connection");
        let distinct: HashSet<_> = got.iter().collect();
        assert_eq!(distinct.len(), got.len(), "with {each} per connection");
    }
}

#[tokio::test]
async fn what_another_process_stored_is_found_though_nobody_rings() {
    let told = Told::default();
    let bell = told.0.hub.listen(TENANT, CONVERSATION);
    let places = Places { from: From::After(None), until: Until::Closed, said: 0 };
    let period = Duration::from_millis(2);
    let mut events = Box::pin(looking_every(period, told.clone(), bell, places));
    let mut told_of = async |id: Uuid| {
        let event = events.next().await.expect("endless").expect("no failure");
        assert_eq!(event.data["id"], json!(id), "{event:?}");
    };
    // Before there is a run, and while one goes on.
    let (first, second, question) =
        (Uuid::from_u128(7), Uuid::from_u128(8), Uuid::new_v5(&run(0), b"question"));
    told.store(Uuid::nil(), first, 0);
    told_of(first).await;
    told.start(run(0));
    told_of(question).await;
    told.store(Uuid::nil(), second, 0);
    // The run's beginning may come first.
    let rest = [events.next().await, events.next().await].map(|event| event.unwrap().unwrap());
    let mut names: Vec<_> = rest.iter().map(|event| event.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["message.created", "run.started"]);
    assert!(rest.iter().any(|event| event.data["id"] == json!(second)), "{rest:?}");
}
