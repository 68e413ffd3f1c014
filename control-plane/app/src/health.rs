//! How the things we stand on are.

use crate::app::App;
use control_plane_domain::TenantId;
use control_plane_store::{StoreError, tenants};
use executor_runtime::api::RunFilter;
use serde::Serialize;
use std::future::Future;
use std::time::{Duration, Instant};
use utoipa::ToSchema;
use uuid::Uuid;

/// A dependency that does not answer within this is down.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    Ok,
    /// The product goes on with less.
    Degraded,
    Down,
}

/// One thing we stand on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Dependency {
    pub name: &'static str,
    pub status: Condition,
    /// What it is, or what is wrong; without addresses and paths, since anyone may ask.
    pub detail: String,
    pub latency_ms: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Health {
    /// The worst that matters: without database or journal `down`, without anything else `degraded`.
    pub status: Condition,
    pub version: &'static str,
    pub dependencies: Vec<Dependency>,
}

type Finding = Result<String, (Condition, String)>;

/// Asks them all, at the same time.
pub async fn health(app: &App) -> Health {
    let (database, journal, index, git, blobs, model) = tokio::join!(
        timed("database", database(app)),
        timed("journal", journal(app)),
        timed("index", index(app)),
        timed("git", git(app)),
        timed("blobs", blobs(app)),
        timed("model", model(app)),
    );
    let vital = database.status.max(journal.status);
    let dependencies = vec![database, journal, index, git, blobs, model];
    let others = dependencies.iter().map(|dependency| dependency.status).max().unwrap_or(Condition::Ok);
    Health {
        status: vital.max(others.min(Condition::Degraded)),
        version: env!("CARGO_PKG_VERSION"),
        dependencies,
    }
}

async fn timed(name: &'static str, probe: impl Future<Output = Finding>) -> Dependency {
    let started = Instant::now();
    let (status, detail) = match tokio::time::timeout(PATIENCE, probe).await {
        Ok(Ok(detail)) => (Condition::Ok, detail),
        Ok(Err(wrong)) => wrong,
        Err(_) => (Condition::Down, format!("no answer within {} s", PATIENCE.as_secs())),
    };
    let latency_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    Dependency { name, status, detail, latency_ms }
}

fn down(text: &str, cause: &dyn std::fmt::Display) -> (Condition, String) {
    tracing::warn!(%cause, "{text}");
    (Condition::Down, text.to_owned())
}

async fn database(app: &App) -> Finding {
    app.db.ping().await.map_err(|error| down("the database does not answer", &error))?;
    Ok(match app.db.engine() {
        control_plane_store::db::Engine::Sqlite => "SQLite".to_owned(),
        control_plane_store::db::Engine::Postgres => "PostgreSQL".to_owned(),
    })
}

/// A look at the runs of nobody: it reads the tables, and sees nothing.
async fn journal(app: &App) -> Finding {
    let executor =
        app.executor().map_err(|_| (Condition::Down, "the executor has not started".to_owned()))?;
    let filter = RunFilter { limit: 1, ..RunFilter::default() };
    match executor.runs(Uuid::nil(), filter).await {
        Ok(_) => Ok("answers".to_owned()),
        Err(error) => Err(down("the journal does not answer", &error)),
    }
}

async fn index(app: &App) -> Finding {
    match app.knowledge.check().await {
        Ok(Some(model)) => Ok(format!("embedded; by words and by meaning ({model})")),
        Ok(None) => Ok("embedded; by words".to_owned()),
        Err(error) if error.is_out_of_room() => {
            Err(down("the knowledge index cannot be written: the disk is full", &error))
        }
        Err(error) => Err(down("the knowledge index cannot be written", &error)),
    }
}

async fn git(app: &App) -> Finding {
    writable(app.git.root().to_owned()).await
}

async fn blobs(app: &App) -> Finding {
    // Nobody's file: tenants have other ids.
    let nobody = TenantId::new(Uuid::nil());
    let kept = async {
        let name = app.blobs.put(nobody, b"health".to_vec()).await?;
        app.blobs.delete(nobody, &name).await
    };
    match kept.await {
        Ok(_) => Ok("directory".to_owned()),
        Err(error @ StoreError::Full(_)) => Err(down("files cannot be kept: the disk is full", &error)),
        Err(error) => Err(down("files cannot be kept", &error)),
    }
}

/// Whether a repository can be written: notices a full disk and a read-only one.
async fn writable(folder: std::path::PathBuf) -> Finding {
    let tried = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&folder)?;
        let probe = folder.join(".health");
        std::fs::write(&probe, b"ok")?;
        std::fs::remove_file(&probe)
    });
    match tried.await {
        Ok(Ok(())) => Ok("local".to_owned()),
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::StorageFull => {
            Err(down("the folder of the Git repositories cannot be written: the disk is full", &error))
        }
        Ok(Err(error)) => Err(down("the folder of the Git repositories cannot be written", &error)),
        Err(error) => Err(down("the folder of the Git repositories cannot be written", &error)),
    }
}

/// Says what is configured; asking the model itself would cost money with every probe. The offline
/// model steps in when it fails, so it is never worse than degraded.
async fn model(app: &App) -> Finding {
    let tx = app.db.read_shared().await.map_err(|error| down("the settings cannot be read", &error))?;
    let tenants = tenants::all(&tx).await.map_err(|error| down("the settings cannot be read", &error))?;
    drop(tx);
    match tenants.len() {
        0 => Ok("no tenant yet".to_owned()),
        _ => Ok("configured per tenant; the offline model is the fall-back".to_owned()),
    }
}
