//! Two hundred chats at once: when the first word comes, beside when it comes from the model itself.
//! The model is a stub. When it answers at once, all that is done before a word may be shown is seen; when it
//! thinks first, as models do, only what is not done meanwhile.

use crate::report::{heading, percentiles};
use crate::support::{Client, Mood, Product, StubModel, asking};
use futures::StreamExt;
use serde_json::json;
use std::time::{Duration, Instant};

const PEOPLE: u32 = 200;

pub fn product(model: &StubModel) -> Product {
    Product::start_with_model(
        model,
        &[("FLOWRIGHT_RATE_PER_USER", "1000000"), ("FLOWRIGHT_RATE_PER_TENANT", "1000000")],
    )
}

pub async fn print(quick: bool) {
    let model = StubModel::start().await;
    let product = product(&model);
    let client = product.administrator().await;
    client.publish(&asking()).await;
    #[expect(clippy::disallowed_methods, reason = "straight to the stub, past the product")]
    let straight = reqwest::Client::builder().no_proxy().build().expect("a plain client builds");
    let mut open = Vec::new();
    for _ in 0..PEOPLE {
        open.push(client.converse("ask").await);
    }
    let every = Duration::from_secs(if quick { 4 } else { 10 });
    for (mood, how) in [(Mood::Answers, "that answers at once"), (Mood::Thinks, "that thinks for 200 ms")] {
        model.set(mood);
        heading(&format!("time to the first word of a model {how}, one chat after the other"));
        let (mut direct, mut ours, mut parts) = (Vec::new(), Vec::new(), Parts::default());
        for conversation in open.iter().take(if quick { 20 } else { 100 }) {
            direct.push(ask_the_model(&straight, &model).await);
            let begun = Instant::now();
            let first = ask_us(&client, conversation).await;
            parts.add(begun, begun + first, model.thought());
            ours.push(first);
        }
        beside(&mut direct, &mut ours);
        parts.print();

        product.forget_peak_memory();
        for (over, when) in [
            (every, format!("{PEOPLE} chats open, each asking every {} s", every.as_secs())),
            (Duration::ZERO, format!("{PEOPLE} chats asking in the same instant")),
        ] {
            heading(&format!("the same, {when}"));
            let ask = async |_: String| ask_the_model(&straight, &model).await;
            let mut direct = spread(&open, over, ask).await;
            let ask = async |conversation: String| ask_us(&client, &conversation).await;
            let mut ours = spread(&open, over, ask).await;
            beside(&mut direct, &mut ours);
        }
        crate::report::line("memory at the peak", format!("{} MB", product.memory().peak));
    }
}

/// What is added before the model is asked, and after its first word.
#[derive(Default)]
struct Parts {
    before: Vec<Duration>,
    after: Vec<Duration>,
}

impl Parts {
    fn add(&mut self, begun: Instant, shown: Instant, thought: Option<(Instant, Instant)>) {
        if let Some((asked, spoke)) = thought {
            self.before.push(asked - begun);
            self.after.push(shown - spoke);
        }
    }

    fn print(mut self) {
        if !self.before.is_empty() {
            percentiles("… until the model is asked", &mut self.before);
            percentiles("… from its first word until it is shown", &mut self.after);
        }
    }
}

/// Everybody asks once, evenly over this time.
async fn spread(
    conversations: &[String],
    over: Duration,
    ask: impl AsyncFn(String) -> Duration,
) -> Vec<Duration> {
    let asked = conversations.iter().enumerate().map(|(at, conversation)| {
        let (ask, conversation) = (&ask, conversation.clone());
        async move {
            let share = u32::try_from(at).expect("few people");
            tokio::time::sleep(over / PEOPLE * share).await;
            ask(conversation).await
        }
    });
    futures::future::join_all(asked).await
}

fn beside(direct: &mut [Duration], ours: &mut [Duration]) {
    percentiles("from the model itself", direct);
    percentiles("through us", ours);
    let added = |share: usize| {
        let at = |times: &[Duration]| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
        at(ours) - at(direct)
    };
    crate::report::line("added", format!("p50 {:.1} ms   p99 {:.1} ms", added(50), added(99)));
}

async fn ask_us(client: &Client, conversation: &str) -> Duration {
    let path = format!("/conversations/{conversation}/messages");
    let begun = Instant::now();
    let body = json!({ "content": "My VPN does not connect" });
    let answer = client.stream("POST", &path, Some(&body)).await;
    // A stub that answers at once may have finished before anybody follows its words.
    first(answer, &["event: message.delta", "\"role\":\"assistant\""], begun).await
}

async fn ask_the_model(direct: &reqwest::Client, model: &StubModel) -> Duration {
    let begun = Instant::now();
    let body = json!({ "model": "stub", "stream": true, "messages": [{ "role": "user", "content": "My VPN does not connect" }] });
    let url = format!("{}/chat/completions", model.url());
    let answer = direct.post(url).json(&body).send().await.expect("the stub answers");
    first(answer, &["\"content\""], begun).await
}

/// When the first of these words came; the rest is read to its end, as a browser would.
async fn first(answer: reqwest::Response, words: &[&str], begun: Instant) -> Duration {
    let mut text = String::new();
    let mut came = None;
    let mut body = answer.bytes_stream();
    while let Some(piece) = body.next().await {
        text.push_str(&String::from_utf8_lossy(&piece.expect("the stream goes on")));
        if came.is_none() && words.iter().any(|words| text.contains(words)) {
            came = Some(begun.elapsed());
        }
    }
    came.unwrap_or_else(|| panic!("{words:?} never came: {text}"))
}
