//! A process that can be killed: an executor with its own threads and connections, all dropped at
//! once. Only the database and the world outlive it.

use crate::flows;
use crate::world::World;
use executor_journal::SqlJournal;
use executor_runtime::api::{Executor, NewRun, Received, RunRow, Signal};
use executor_runtime::testing::{TENANT, TestLibrary};
use executor_runtime::{Limits, Runtime};
use futures::StreamExt;
use mcp_servers_kit::Principal;
use sea_orm::{DatabaseConnection, DatabaseTransaction, TransactionTrait};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

pub struct Process {
    threads: tokio::runtime::Runtime,
    pub runtime: Arc<Runtime>,
    connection: DatabaseConnection,
}

const CONNECTIONS: u32 = 4;

impl Process {
    pub fn start(url: &str, world: &Arc<World>) -> Self {
        let world = Arc::clone(world);
        let library = library().tool("world", move |ctx, args| Arc::clone(&world).call(ctx, args));
        Self::with(url, library, None)
    }

    /// One with its own tools and, when it has others beside it, under an owner's name and with a
    /// lease.
    pub fn with(url: &str, library: TestLibrary, lease: Option<(Uuid, Duration)>) -> Self {
        let threads =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let connection = threads.block_on(crate::database::open(url, CONNECTIONS));
        let runtime = threads.block_on(async {
            let (connection, gate) = (connection.clone(), Arc::default());
            let journal = match lease {
                Some((owner, lasts)) => SqlJournal::shared(connection, gate, owner, lasts),
                None => SqlJournal::new(connection, gate),
            };
            let limits = Limits {
                journal_backoff: (Duration::from_millis(5), Duration::from_millis(100)),
                ..Limits::default()
            };
            let runtime = Runtime::new(Arc::new(journal), Arc::new(library), limits);
            runtime.resume().await.unwrap();
            runtime
        });
        Self { threads, runtime, connection }
    }

    /// Takes all its connections away: it can neither read nor write until they are dropped.
    pub fn freeze(&self) -> Vec<DatabaseTransaction> {
        let held =
            (0..CONNECTIONS).map(|_| self.threads.block_on(self.connection.begin()).expect("it is free"));
        held.collect()
    }

    /// Carries something out on the process's own threads.
    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.threads.block_on(work)
    }

    pub fn accept(&self, run: &NewRun) {
        self.threads.block_on(self.runtime.start(run.clone())).expect("accepted");
    }

    /// Answers whatever is asked until the run has ended; `None` when the process dies first.
    pub fn finish(&self, run: Uuid, kills: &std::sync::mpsc::Receiver<()>) -> Option<RunRow> {
        self.threads.block_on(async {
            let mut stream = self.runtime.follow(TENANT, run, Received::default()).await.expect("known");
            loop {
                // The world tells from another thread; looking now and then is enough.
                if kills.try_recv().is_ok() {
                    return None;
                }
                match tokio::time::timeout(Duration::from_millis(5), stream.next()).await {
                    Ok(Some(event)) if event.kind == "run.waiting" => {
                        // The same id each time: an answer that was stored before the crash is known.
                        let id = Uuid::new_v5(&run, event.seq.to_string().as_bytes());
                        let signal = Signal {
                            id,
                            name: "answer".into(),
                            node: None,
                            payload: json!({ "text": "no, it did not" }),
                            principal: Principal::default(),
                        };
                        match self.runtime.signal(TENANT, run, signal).await {
                            Ok(()) => {}
                            Err(error) => panic!("{error}"),
                        }
                    }
                    Ok(Some(_)) | Err(_) => {}
                    Ok(None) => return self.runtime.run(TENANT, run).await.expect("readable"),
                }
            }
        })
    }

    pub fn state(&self, run: Uuid) -> Value {
        self.threads.block_on(self.runtime.state(TENANT, run, None)).expect("readable").expect("known")
    }

    /// Dies: no task gets to finish anything.
    pub fn kill(self) {
        self.threads.shutdown_background();
    }

    pub fn stop(self) {
        self.threads.block_on(self.runtime.drain(Duration::from_secs(10)));
        self.threads.shutdown_timeout(Duration::from_secs(1));
    }
}

/// All flows, and no tools yet.
pub fn library() -> TestLibrary {
    flows::all().into_iter().fold(TestLibrary::new(), TestLibrary::plan)
}
