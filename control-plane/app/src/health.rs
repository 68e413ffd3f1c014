//! How the things we stand on are.

use crate::app::App;
use futures::future::join_all;
use serde::Serialize;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};
use utoipa::ToSchema;

/// A dependency that does not answer within this is down.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Ok,
    /// Works with less: the product goes on.
    Degraded,
    Down,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Dependency {
    pub name: &'static str,
    pub state: State,
    /// What is wrong, or what it is.
    pub detail: String,
    pub latency_ms: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Health {
    pub status: State,
    pub version: &'static str,
    pub dependencies: Vec<Dependency>,
}

/// A probe: answers with a state and a sentence.
pub type Probe = Pin<Box<dyn Future<Output = (State, String)> + Send>>;

async fn timed(name: &'static str, probe: Probe) -> Dependency {
    let started = Instant::now();
    let (state, detail) = match tokio::time::timeout(PATIENCE, probe).await {
        Ok(answer) => answer,
        Err(_) => (State::Down, format!("no answer within {} s", PATIENCE.as_secs())),
    };
    Dependency { name, state, detail, latency_ms: started.elapsed().as_millis() as u64 }
}
