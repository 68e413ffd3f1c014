//! What the effects of the crash tests touch: it outlives every process, honours keys, counts what
//! really happened, and can have the process killed at the ambiguous moment.

use flow_schema::ErrorCode;
use mcp_servers_kit::tool::Outcome;
use mcp_servers_kit::{ToolContext, ToolError};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

/// When, around which call, the process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Just before the effect.
    Before,
    /// Just after it, before anybody hears of it.
    After,
}

pub struct World {
    inner: Mutex<Inner>,
    pub killed: SyncSender<()>,
}

#[derive(Default)]
struct Inner {
    calls: usize,
    kill: Option<(usize, Moment)>,
    landed: bool,
    /// Real effects by key.
    effects: BTreeMap<String, u32>,
    /// Keys by node and firing, to see that no step changes its key.
    keys: BTreeMap<String, String>,
}

impl World {
    /// Its end of the channel is told when the moment has come; the call then never answers.
    pub fn new(kill: Option<(usize, Moment)>) -> (Arc<Self>, std::sync::mpsc::Receiver<()>) {
        let (killed, kills) = sync_channel(8);
        let inner = Mutex::new(Inner { kill, ..Inner::default() });
        (Arc::new(Self { inner, killed }), kills)
    }

    pub async fn call(self: Arc<Self>, ctx: ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let here = {
            let mut inner = self.inner.lock().unwrap();
            inner.calls += 1;
            inner.kill.filter(|(at, _)| *at == inner.calls).map(|(_, moment)| moment)
        };
        if here == Some(Moment::Before) {
            self.die().await;
        }
        let first = self.effect(&ctx);
        if here == Some(Moment::After) {
            self.die().await;
        }
        if args["flaky"] == json!(true) && first {
            // It happened, and the answer got lost on the way.
            return Err(ToolError::new(ErrorCode::Upstream, "the connection was reset"));
        }
        Ok(json!({ "node": ctx.node, "args": args }).into())
    }

    /// Does it once for a key; whether this was the time.
    fn effect(&self, ctx: &ToolContext) -> bool {
        let mut inner = self.inner.lock().unwrap();
        let count = inner.effects.entry(ctx.idempotency_key.clone()).or_default();
        let first = *count == 0;
        *count = 1;
        let known = inner.keys.entry(ctx.idempotency_key.clone()).or_insert_with(|| ctx.node.clone());
        assert_eq!(*known, ctx.node, "one key, two steps");
        first
    }

    async fn die(&self) {
        self.inner.lock().unwrap().landed = true;
        self.killed.send(()).unwrap();
        std::future::pending::<()>().await;
    }

    pub fn calls(&self) -> usize {
        self.inner.lock().unwrap().calls
    }

    pub fn has_killed(&self) -> bool {
        self.inner.lock().unwrap().landed
    }

    /// How many effects there really were, by node.
    pub fn effects(&self) -> BTreeMap<String, u32> {
        let inner = self.inner.lock().unwrap();
        let mut by_node = BTreeMap::new();
        for node in inner.keys.values() {
            *by_node.entry(node.clone()).or_default() += 1;
        }
        by_node
    }
}
