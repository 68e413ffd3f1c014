//! The target of a side effect, outside the product: an HTTP server that remembers each order by its
//! idempotency key and can kill the product at the ambiguous moment, just before it answers or just
//! after.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// When the target kills the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kill {
    Never,
    /// The work is done, the answer is not sent.
    BeforeAnswer(u32),
    /// The answer is sent, and the process dies while it is on its way or being recorded.
    AfterAnswer(u32),
}

#[derive(Default)]
struct Orders {
    /// By key: how often it was asked for, and the number it got.
    orders: BTreeMap<String, (u32, u32)>,
    kills: u32,
    kill: Option<Kill>,
}

#[derive(Clone)]
pub struct Target {
    address: SocketAddr,
    orders: Arc<Mutex<Orders>>,
    struck: Arc<Notify>,
}

impl Target {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let target = Self {
            address: listener.local_addr().expect("a bound port"),
            orders: Arc::default(),
            struck: Arc::default(),
        };
        let router = Router::new().route("/orders", post(order)).with_state(target.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        target
    }

    pub fn address(&self) -> String {
        self.address.to_string()
    }

    pub fn url(&self) -> String {
        format!("http://{}/orders", self.address)
    }

    pub fn arm(&self, kill: Kill) {
        self.orders.lock().expect("no poison").kill = Some(kill);
    }

    /// Waits until a kill has landed.
    pub async fn struck(&self) {
        tokio::time::timeout(std::time::Duration::from_secs(30), self.struck.notified())
            .await
            .expect("the effect reached its target");
    }

    /// How many different orders exist, and how often one was asked for at most.
    pub fn counts(&self) -> (usize, u32) {
        let orders = self.orders.lock().expect("no poison");
        (orders.orders.len(), orders.orders.values().map(|(asked, _)| *asked).max().unwrap_or(0))
    }

    pub fn kills(&self) -> u32 {
        self.orders.lock().expect("no poison").kills
    }

    fn strike(&self, pid: u32) {
        let killed = Command::new("kill").arg("-KILL").arg(pid.to_string()).status().expect("kill runs");
        assert!(killed.success(), "the process was alive");
        self.orders.lock().expect("no poison").kills += 1;
        self.struck.notify_one();
    }
}

async fn order(State(target): State<Target>, headers: HeaderMap, Json(_): Json<Value>) -> Json<Value> {
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or("none").to_owned();
    let (number, kill) = {
        let mut orders = target.orders.lock().expect("no poison");
        let next = u32::try_from(orders.orders.len()).expect("few orders") + 1;
        let entry = orders.orders.entry(key).or_insert((0, next));
        entry.0 += 1;
        let number = entry.1;
        (number, orders.kill.take().unwrap_or(Kill::Never))
    };
    match kill {
        Kill::Never => {}
        Kill::BeforeAnswer(pid) => target.strike(pid),
        Kill::AfterAnswer(pid) => {
            let target = target.clone();
            // A turn of the loop later the answer is on the wire.
            tokio::spawn(async move {
                tokio::task::yield_now().await;
                target.strike(pid);
            });
        }
    }
    Json(json!({ "order": number }))
}
