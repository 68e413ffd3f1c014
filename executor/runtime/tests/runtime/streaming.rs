use crate::harness::{Desk, desk, desk_on, limits, one_call};
use executor_core::testing::PlanBuilder;
use executor_runtime::Limits;
use executor_runtime::api::{Executor, NewRun, Received, RunEvent};
use executor_runtime::memory::MemoryJournal;
use executor_runtime::testing::{TENANT, TestLibrary, new_run};
use flow_schema::kind::Effect;
use futures::StreamExt;
use futures::stream::BoxStream;
use serde_json::json;
use std::sync::Arc;
use tokio::sync::{Mutex, Notify, mpsc, watch};

#[tokio::test]
async fn tokens_reach_a_follower_before_the_event_they_belong_to() {
    let go = Arc::new(Notify::new());
    let wait = Arc::clone(&go);
    let library = TestLibrary::new().plan(one_call(Effect::Read)).tool("tool", move |ctx, _| {
        let wait = Arc::clone(&wait);
        async move {
            wait.notified().await;
            ctx.progress.text("Hel");
            ctx.progress.text("lo");
            ctx.progress.note("thinking");
            Ok(json!("Hello").into())
        }
    });
    let desk = desk(library);
    let run = new_run("one", None, json!({}));
    desk.start(&run).await;
    let mut stream = desk.runtime.follow(TENANT, run.id, Received::default()).await.unwrap();
    let mut lines = Vec::new();
    while let Some(event) = stream.next().await {
        if event.kind == "node.started" {
            go.notify_one();
        }
        let part = event.part.map(|part| format!(".{part}")).unwrap_or_default();
        lines.push(format!("{}{part} {}", event.seq, event.kind));
    }
    let expect = [
        "1 run.started",
        "2 node.completed",
        "3 node.started",
        "4.1 message.delta",
        "4.2 message.delta",
        "4.3 node.progress",
        "4 node.completed",
        "5 node.completed",
        "6 run.completed",
    ];
    assert_eq!(lines, expect);
}

#[tokio::test]
async fn whoever_reads_an_answer_as_it_comes_knows_how_many_sources_it_may_cite() {
    let (said, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (told, wait) = (Arc::clone(&said), Arc::clone(&go));
    let library = TestLibrary::new().plan(one_call(Effect::Read)).tool("tool", move |ctx, _| {
        let (told, wait) = (Arc::clone(&told), Arc::clone(&wait));
        async move {
            ctx.progress.sources(2);
            ctx.progress.text("Restart it [1]");
            told.notify_one();
            wait.notified().await;
            ctx.progress.text(".");
            Ok(json!("Restart it [1].").into())
        }
    });
    let desk = desk(library);
    let run = new_run("one", None, json!({}));
    desk.start(&run).await;
    // Also who comes when it was said already.
    said.notified().await;
    let stream = desk.runtime.follow(TENANT, run.id, Received::default()).await.unwrap();
    let mut deltas = stream.filter(|event| std::future::ready(event.kind == "message.delta")).boxed();
    let first = deltas.next().await.unwrap().payload;
    assert_eq!(first, json!({ "text": "Restart it [1]", "sources": 2 }));
    go.notify_one();
    assert_eq!(deltas.next().await.unwrap().payload, json!({ "text": ".", "sources": 2 }));
}

/// A chain of calls, so that events keep coming while somebody follows.
fn chain(length: usize) -> TestLibrary {
    let mut plan = PlanBuilder::new("chain");
    let mut at = "start".to_owned();
    for n in 0..length {
        let id = format!("n{n}");
        plan = plan.tool(&id, "tool", Effect::Read, json!({})).edge(&at, &id);
        at = id;
    }
    TestLibrary::new().plan(plan.build()).tool("tool", async |ctx, _| {
        ctx.progress.text("x");
        tokio::task::yield_now().await;
        Ok(json!(1).into())
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn followers_miss_nothing_and_see_nothing_twice_wherever_they_begin() {
    // A topic of four events makes every follower fall behind now and then.
    let narrow = Limits { topic: 4, ..limits() };
    let desk = desk_on(Arc::new(MemoryJournal::new()), Arc::new(chain(60)), narrow);
    let run = new_run("chain", None, json!({}));
    desk.start(&run).await;
    let followers = (0..12_u64).map(|n| {
        let (runtime, id) = (Arc::clone(&desk.runtime), run.id);
        tokio::spawn(async move {
            let mut stream = runtime.follow(TENANT, id, Received::event(n * 9)).await.unwrap();
            let mut seqs = Vec::new();
            while let Some(event) = stream.next().await {
                if event.part.is_none() {
                    seqs.push(event.seq);
                }
                if n % 3 == 0 {
                    tokio::task::yield_now().await;
                }
            }
            (n * 9, seqs)
        })
    });
    let total = 2 + 2 * 60 + 1;
    for follower in followers.collect::<Vec<_>>() {
        let (after, seqs) = follower.await.unwrap();
        assert_eq!(seqs, (after + 1..=total).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_client_that_never_reads_holds_nobody_up() {
    let narrow = Limits { topic: 4, ..limits() };
    let desk = desk_on(Arc::new(MemoryJournal::new()), Arc::new(chain(40)), narrow);
    let run = new_run("chain", None, json!({}));
    desk.start(&run).await;
    let dead = desk.runtime.follow(TENANT, run.id, Received::default()).await.unwrap();
    assert!(desk.finished(&run).await.status.is_ended());
    let late: Vec<u64> =
        dead.filter(|e| futures::future::ready(e.part.is_none())).map(|e| e.seq).collect().await;
    assert_eq!(late, (1..=83).collect::<Vec<_>>(), "and it may still catch up");
}

/// A run whose one tool says the words it is given, and answers when there are no more of them.
struct Saying {
    desk: Desk,
    run: NewRun,
    words: mpsc::UnboundedSender<&'static str>,
    /// How many it has said.
    said: watch::Receiver<usize>,
}

impl Saying {
    async fn begin(topic: usize) -> Self {
        let (words, given) = mpsc::unbounded_channel::<&str>();
        let (told, said) = watch::channel(0);
        let given = Arc::new(Mutex::new(given));
        let library = TestLibrary::new().plan(one_call(Effect::Read)).tool("tool", move |ctx, _| {
            let (given, told) = (Arc::clone(&given), told.clone());
            async move {
                let mut given = given.lock().await;
                while let Some(word) = given.recv().await {
                    ctx.progress.text(word);
                    told.send_modify(|said| *said += 1);
                }
                Ok(json!("said").into())
            }
        });
        let desk = desk_on(Arc::new(MemoryJournal::new()), Arc::new(library), Limits { topic, ..limits() });
        let run = new_run("one", None, json!({}));
        desk.start(&run).await;
        Self { desk, run, words, said }
    }

    async fn say(&mut self, words: &[&'static str]) {
        let upto = *self.said.borrow() + words.len();
        for word in words {
            self.words.send(word).unwrap();
        }
        self.said.wait_for(|said| *said == upto).await.unwrap();
    }

    async fn follow(&self, received: Received) -> BoxStream<'static, RunEvent> {
        self.desk.runtime.follow(TENANT, self.run.id, received).await.unwrap()
    }
}

/// The next delta: its number and its words.
async fn next_words(stream: &mut BoxStream<'static, RunEvent>) -> String {
    while let Some(event) = stream.next().await {
        if let Some(part) = event.part {
            return format!("{}.{part} {}", event.seq, event.payload["text"].as_str().unwrap());
        }
    }
    "over".to_owned()
}

#[tokio::test]
async fn a_follower_in_the_middle_reads_the_words_so_far_once_and_then_the_rest() {
    let mut saying = Saying::begin(64).await;
    // Nobody listens yet.
    saying.say(&["Restart ", "the "]).await;
    let mut early = saying.follow(Received::default()).await;
    assert_eq!(next_words(&mut early).await, "4.2 Restart the ");
    // What is said before the late one has read the log is among the words so far, and not told again.
    let mut late = saying.follow(Received::event(3)).await;
    saying.say(&["VPN "]).await;
    assert_eq!(next_words(&mut late).await, "4.3 Restart the VPN ");
    let mut back = saying.follow(Received::delta(4, 2)).await;
    assert_eq!(next_words(&mut back).await, "4.3 VPN ");
    let mut nothing_new = saying.follow(Received::delta(4, 3)).await;
    saying.say(&["client"]).await;
    assert_eq!(next_words(&mut early).await, "4.3 VPN ");
    for stream in [&mut early, &mut late, &mut back, &mut nothing_new] {
        assert_eq!(next_words(stream).await, "4.4 client");
    }
    drop(saying.words);
    for stream in [&mut early, &mut late, &mut back, &mut nothing_new] {
        assert_eq!(next_words(stream).await, "over");
    }
    let mut after = saying.desk.runtime.follow(TENANT, saying.run.id, Received::default()).await.unwrap();
    assert_eq!(next_words(&mut after).await, "over", "the log has the whole");
}

#[tokio::test]
async fn a_follower_that_falls_behind_misses_no_word_of_what_is_being_said() {
    let mut saying = Saying::begin(2).await;
    let mut slow = saying.follow(Received::default()).await;
    saying.say(&["a"]).await;
    assert_eq!(next_words(&mut slow).await, "4.1 a");
    saying.say(&["b", "c", "d", "e", "f"]).await;
    assert_eq!(next_words(&mut slow).await, "4.6 bcdef");
    saying.say(&["g"]).await;
    assert_eq!(next_words(&mut slow).await, "4.7 g");
    drop(saying.words);
    assert_eq!(next_words(&mut slow).await, "over");
}
