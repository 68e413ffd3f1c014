//! Putting the parts together: the only place that names concrete adapters.

use crate::command::migrate::migrate;
use crate::config::Config;
use crate::owner::Owner;
use crate::run_config::RunConfig;
use anyhow::Context;
use chrono::Utc;
use control_plane_app::admin::models::StoredModels;
use control_plane_app::library::AppLibrary;
use control_plane_app::tools::{Ports, toolbox};
use control_plane_app::{App, Clock, Parts, auth};
use control_plane_store::blobs::DirectoryBlobs;
use control_plane_store::git::{self, GitHistory};
use control_plane_store::seal::Seal;
use control_plane_store::{Db, db::Engine};
use executor_journal::SqlJournal;
use executor_runtime::Runtime;
use executor_runtime::files::{DirectoryFiles, FiledJournal};
use mcp_servers_kb_search::KnowledgeBases;
use mcp_servers_kb_search::embed::Embedder;
use mcp_servers_kb_search::embed::local::LocalEmbedder;
use mcp_servers_kit::Egress;
use mcp_servers_kit::egress::AllowList;
use mcp_servers_llm_gateway::Gateway;
use mcp_servers_notify::{Mailer, SmtpSettings, WebhookSender};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// How long an executor may be silent before others on the same database take its runs over.
const LEASE: Duration = Duration::from_secs(5);

/// An installation with everything open.
pub struct Opened {
    pub app: Arc<App>,
    /// Shared by all writers of a SQLite file.
    pub gate: Arc<Mutex<()>>,
    /// Under which name this process works. To be kept as long as it does.
    pub owner: Owner,
    /// What of runs is too large for the database.
    pub files: Arc<DirectoryFiles>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").finish_non_exhaustive()
    }
}

/// Opens everything that requests and runs stand on.
///
/// # Errors
/// Naming what could not be opened, and what to do where that is known.
pub async fn open(config: &Config) -> anyhow::Result<Opened> {
    let storage = &config.storage;
    storage.prepare()?;
    migrate(storage).await?;

    let gate = Arc::new(Mutex::new(()));
    let url = storage.database_url();
    let connections = if url.starts_with("sqlite:") { 16 } else { 32 };
    let db =
        Db::connect(&url, connections, gate.clone()).await.context("the database could not be opened")?;
    let data = &storage.data;
    let key_file = data.join("secret.key");
    let seal = Seal::from_key_file(&key_file)
        .with_context(|| format!("the key file {} could not be opened", key_file.display()))?;
    let keys = auth::load_keys(&db, &seal, Utc::now())
        .await
        .map_err(explain)
        .context("the signing keys could not be read; was the data directory's secret.key replaced, or `flowright migrate` not run?")?;

    let history = GitHistory::new(data.join("git"));
    match git::mend(&db, &history).await {
        Ok(0) => {}
        Ok(mended) => tracing::info!(mended, "versions whose publishing was interrupted are in Git now"),
        // Publishing tries again; everything else works without.
        Err(error) => tracing::error!(%error, "the Git history could not be completed"),
    }
    let max_upload = u64::from(config.max_upload_mb) * 1024 * 1024;
    let blobs = Arc::new(DirectoryBlobs::new(data.join("files"), max_upload));

    let embedder = match &config.embedding_dir {
        Some(dir) => {
            let dir = dir.clone();
            let loaded = tokio::task::spawn_blocking(move || LocalEmbedder::load(&dir)).await?;
            let embedder = loaded.context("the embedding model could not be loaded")?;
            Some(Arc::new(embedder) as Arc<dyn Embedder>)
        }
        None => None,
    };
    let index = data.join("index");
    let knowledge = tokio::task::spawn_blocking(move || KnowledgeBases::open(&index, embedder))
        .await?
        .context("the knowledge index could not be opened")?;
    let knowledge = Arc::new(knowledge);

    let allowed = AllowList::parse(config.egress_allow.iter().map(String::as_str))
        .context("FLOWRIGHT_EGRESS_ALLOW could not be read")?;
    let egress = Egress::new(allowed);
    let models = StoredModels::new(db.clone(), seal.clone());
    let clock: Clock = Arc::new(Utc::now);
    let mailer = match &config.smtp_url {
        Some(url) => {
            let settings = SmtpSettings::parse(url, &config.smtp_from).context("FLOWRIGHT_SMTP_URL")?;
            let mailer =
                Mailer::new(settings).map_err(|error| anyhow::anyhow!("FLOWRIGHT_SMTP_URL: {error}"))?;
            Some(Arc::new(mailer))
        }
        None => None,
    };
    let tools = toolbox(Ports {
        db: db.clone(),
        clock: clock.clone(),
        egress: egress.clone(),
        gateway: Gateway::new(models.clone(), egress.clone()),
        knowledge: knowledge.clone(),
        mailer,
        webhook: WebhookSender::new(egress.clone()),
    });
    let owner = Owner::open(data)?;
    let parts = Parts {
        process: owner.id,
        clock,
        db,
        seal,
        keys,
        git: history,
        blobs,
        knowledge,
        tools,
        egress,
        models,
        file_rules: config.files.rules(),
        judge_patience: control_plane_app::flows::JUDGE_PATIENCE,
    };
    let files = Arc::new(DirectoryFiles::new(data.join("runs")));
    Ok(Opened { app: App::new(parts), gate, owner, files })
}

/// Starts the executor on the installation's journal: unfinished runs go on from where they were.
///
/// # Errors
/// When the journal cannot be read.
pub async fn start_executor(opened: &Opened, runs: &RunConfig) -> anyhow::Result<Arc<Runtime>> {
    let app = &opened.app;
    let (connection, gate) = (app.db.connection().clone(), opened.gate.clone());
    let rows = match app.db.engine() {
        // One process at a time.
        Engine::Sqlite => SqlJournal::new(connection, gate),
        Engine::Postgres => SqlJournal::shared(connection, gate, opened.owner.id, LEASE),
    };
    let journal = Arc::new(FiledJournal::new(Arc::new(rows), opened.files.clone()));
    let runtime = Runtime::new(journal, AppLibrary::new(app), runs.limits());
    app.set_executor(runtime.clone());
    runtime.resume().await.context("unfinished runs could not be taken up")?;
    Ok(runtime)
}

/// An error of a use-case with the cause that its text keeps from clients.
fn explain(error: control_plane_app::AppError) -> anyhow::Error {
    match error {
        control_plane_app::AppError::Unavailable { what, cause, .. } => anyhow::anyhow!("{what}: {cause}"),
        other => anyhow::Error::new(other),
    }
}

/// What is open is closed, in an order in which nothing is lost.
pub async fn close(opened: Opened) {
    let app = opened.app;
    if app.db.engine() == Engine::Sqlite {
        tracing::debug!("folding the write-ahead log");
    }
    match tokio::time::timeout(Duration::from_secs(5), app.db.clone().close()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::warn!(%error, "the database did not close cleanly; the next start repairs it")
        }
        Err(_) => tracing::warn!("the database did not close in time; the next start repairs it"),
    }
}
