//! Configuration: flags, or the environment; everything has a default. The only place that reads
//! the environment.

use crate::file_config::FileConfig;
use crate::run_config::RunConfig;
use anyhow::{Context, bail};
use clap::Args;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;

/// What `flowright up` is told.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Port to listen on; 0 takes a free one.
    #[arg(long, env = "FLOWRIGHT_PORT", default_value_t = 8080)]
    pub port: u16,
    /// Address to listen on. Anything but loopback exposes the product to the network.
    #[arg(long, env = "FLOWRIGHT_BIND", default_value = "127.0.0.1")]
    pub bind: IpAddr,
    #[command(flatten)]
    pub storage: Storage,
    /// Inside addresses that outgoing requests may reach all the same: host:port, comma-separated.
    #[arg(long, env = "FLOWRIGHT_EGRESS_ALLOW", value_delimiter = ',')]
    pub egress_allow: Vec<String>,
    /// Mail server: smtp://user:password@host:587 or smtps://…
    #[arg(long, env = "FLOWRIGHT_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of mails.
    #[arg(long, env = "FLOWRIGHT_SMTP_FROM", default_value = "flowright@localhost")]
    pub smtp_from: String,
    /// Directory of a local embedding model (config.json, tokenizer.json, model.safetensors).
    #[arg(long, env = "FLOWRIGHT_EMBEDDING_DIR")]
    pub embedding_dir: Option<PathBuf>,
    /// OpenAI-compatible base URL for the first tenant, such as http://localhost:11434/v1.
    #[arg(long, env = "FLOWRIGHT_MODEL_URL")]
    pub model_url: Option<String>,
    /// Model name for the first tenant.
    #[arg(long, env = "FLOWRIGHT_MODEL", requires = "model_url")]
    pub model: Option<String>,
    /// API key for the first tenant's model.
    #[arg(long, env = "FLOWRIGHT_MODEL_KEY", requires = "model_url", hide_env_values = true)]
    pub model_key: Option<String>,
    /// Address under which people reach this server, for links.
    #[arg(long, env = "FLOWRIGHT_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Largest uploaded file, in MiB.
    #[arg(long, env = "FLOWRIGHT_MAX_UPLOAD_MB", default_value_t = 25, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub max_upload_mb: u32,
    /// Requests per minute of one signed-in person.
    #[arg(long, env = "FLOWRIGHT_RATE_PER_USER", default_value = "24000")]
    pub rate_per_user: NonZeroU32,
    /// Requests per minute of one tenant.
    #[arg(long, env = "FLOWRIGHT_RATE_PER_TENANT", default_value = "120000")]
    pub rate_per_tenant: NonZeroU32,
    /// Requests per minute of one address that is not signed in.
    #[arg(long, env = "FLOWRIGHT_RATE_PER_ADDRESS", default_value = "3000")]
    pub rate_per_address: NonZeroU32,
    #[command(flatten)]
    pub files: FileConfig,
    #[command(flatten)]
    pub runs: RunConfig,
    #[command(flatten)]
    pub log: LogConfig,
}

/// Where everything is kept.
#[derive(Args, Clone, Debug)]
pub struct Storage {
    /// Directory for the database, files, Git and the index.
    #[arg(long, env = "FLOWRIGHT_DATA", default_value = "./data")]
    pub data: PathBuf,
    /// postgres://… or sqlite://…; the default is a SQLite file in the data directory. On PostgreSQL
    /// the role must own nothing (see the documentation of `flowright migrate`).
    #[arg(long, env = "FLOWRIGHT_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// PostgreSQL URL of the role that owns the tables, for migrations.
    #[arg(long, env = "FLOWRIGHT_MIGRATE_URL", hide_env_values = true)]
    pub migrate_url: Option<String>,
}

#[derive(Args, Clone, Debug)]
pub struct LogConfig {
    /// Filter, such as info or control_plane_http=debug,info.
    #[arg(long = "log", env = "FLOWRIGHT_LOG", default_value = "info")]
    pub filter: String,
    /// Default: text on a terminal, JSON otherwise.
    #[arg(long = "log-format", env = "FLOWRIGHT_LOG_FORMAT")]
    pub format: Option<LogFormat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    Json,
    Text,
}

impl Config {
    /// Refuses what cannot work, before anything is opened.
    ///
    /// # Errors
    /// A sentence that names the setting.
    pub fn check(&self) -> anyhow::Result<()> {
        for entry in &self.egress_allow {
            let port = entry
                .rsplit_once(':')
                .and_then(|(host, port)| (!host.is_empty()).then(|| port.parse::<u16>().ok()).flatten());
            if port.is_none_or(|port| port == 0) {
                bail!("FLOWRIGHT_EGRESS_ALLOW: {entry:?} is not of the form host:port");
            }
        }
        for (name, url) in
            [("FLOWRIGHT_MODEL_URL", &self.model_url), ("FLOWRIGHT_PUBLIC_URL", &self.public_url)]
        {
            if let Some(url) = url
                && !(url.starts_with("http://") || url.starts_with("https://"))
            {
                bail!("{name}: {url:?} must begin with http:// or https://");
            }
        }
        if let Some(url) = &self.smtp_url
            && !(url.starts_with("smtp://") || url.starts_with("smtps://"))
        {
            bail!("FLOWRIGHT_SMTP_URL must begin with smtp:// or smtps://");
        }
        if let Some(dir) = &self.embedding_dir
            && !dir.is_dir()
        {
            bail!("FLOWRIGHT_EMBEDDING_DIR: {} is not a directory", dir.display());
        }
        self.runs.check()?;
        self.storage.check()
    }

    pub fn address(&self) -> SocketAddr {
        SocketAddr::new(self.bind, self.port)
    }

    /// How people reach the server listening at `bound`.
    pub fn public_url(&self, bound: SocketAddr) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            // 0.0.0.0 is no address to go to.
            None if bound.ip().is_unspecified() || bound.ip().is_loopback() => {
                format!("http://localhost:{}", bound.port())
            }
            None => format!("http://{bound}"),
        }
    }

    /// Host names by which MCP clients may address the server; empty: loopback only.
    pub fn hosts(&self) -> Vec<String> {
        let Some(url) = &self.public_url else { return Vec::new() };
        let host = url.split("://").nth(1).unwrap_or_default().split('/').next().unwrap_or_default();
        ["localhost", "127.0.0.1", "::1", host].map(str::to_owned).to_vec()
    }

    /// Off on loopback and plain HTTP, where a browser would not send a `Secure` cookie back.
    pub fn secure_cookies(&self) -> bool {
        match &self.public_url {
            Some(url) => url.starts_with("https://"),
            None => !self.bind.is_loopback(),
        }
    }
}

impl Storage {
    /// # Errors
    /// A sentence that names the setting.
    pub fn check(&self) -> anyhow::Result<()> {
        for (name, url) in
            [("FLOWRIGHT_DATABASE_URL", &self.database_url), ("FLOWRIGHT_MIGRATE_URL", &self.migrate_url)]
        {
            if let Some(url) = url
                && !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme))
            {
                // Not the URL itself: it may hold a password.
                bail!("{name} must begin with sqlite: or postgres:");
            }
        }
        Ok(())
    }

    /// Makes the data directory if need be and shows that it can be written.
    ///
    /// # Errors
    /// Naming the directory.
    pub fn prepare(&self) -> anyhow::Result<()> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("cannot make the data directory {}", self.data.display()))?;
        let probe = self.data.join(".writable");
        std::fs::write(&probe, b"")
            .and_then(|()| std::fs::remove_file(&probe))
            .with_context(|| format!("cannot write to the data directory {}", self.data.display()))
    }

    /// Where the rows are.
    pub fn database_url(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite://{}", self.data.join("flowright.db").display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        config: Config,
    }

    fn check(args: &[&str]) -> Result<(), String> {
        let cli = Cli::try_parse_from([&["flowright"], args].concat()).map_err(|e| e.to_string())?;
        cli.config.check().map_err(|e| e.to_string())
    }

    #[test]
    fn a_wrong_setting_is_named() {
        assert_eq!(check(&[]), Ok(()));
        for (args, words) in [
            (["--egress-allow", "localhost"], "FLOWRIGHT_EGRESS_ALLOW"),
            (["--database-url", "mysql://x"], "FLOWRIGHT_DATABASE_URL"),
            (["--model-url", "localhost"], "FLOWRIGHT_MODEL_URL"),
            (["--delete-after-days", "90"], "FLOWRIGHT_DELETE_AFTER_DAYS"),
            (["--active-runs", "0"], "--active-runs"),
            (["--port", "99999"], "--port"),
            (["--max-upload-mb", "0"], "--max-upload-mb"),
            (["--chat-file-types", "svg"], "--chat-file-types"),
            (["--chat-files", "99"], "--chat-files"),
        ] {
            let error = check(&args).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn cookies_are_secure_wherever_plain_http_is_not_expected() {
        let config = |args: &[&str]| Cli::try_parse_from([&["flowright"], args].concat()).unwrap().config;
        assert!(!config(&[]).secure_cookies());
        assert!(config(&["--bind", "0.0.0.0"]).secure_cookies());
        assert!(config(&["--public-url", "https://flows.example.com"]).secure_cookies());
    }
}
