//! `flowright fsck`: whether the database and the Git history of flows say the same.

use crate::config::{LogConfig, Storage};
use crate::logging::{self, say};
use anyhow::{Context, bail};
use clap::Args;
use control_plane_app::flows::fsck;
use control_plane_store::git::GitHistory;
use control_plane_store::{Db, tenants};
use std::sync::Arc;

#[derive(Args, Debug)]
pub struct Options {
    /// Say what is wrong and leave it.
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub storage: Storage,
    #[command(flatten)]
    pub log: LogConfig,
}

/// Runs it.
///
/// # Errors
/// When something is wrong and was not mended, or could not be looked at.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let log = LogConfig { filter: "warn".to_owned(), ..options.log.clone() };
    logging::start(&log)?;
    options.storage.check()?;
    super::runtime()?.block_on(check(options))
}

async fn check(options: &Options) -> anyhow::Result<()> {
    let url = options.storage.database_url();
    let db = Db::connect(&url, 2, Arc::default()).await.context("the database could not be opened")?;
    let git = GitHistory::new(options.storage.data.join("git"));
    let (mut seen, mut left) = (0, 0);
    for tenant in tenants::all(&db.read_shared().await?).await? {
        let found = fsck::differences(&db, &git, tenant.id).await.context("the history could not be read")?;
        for difference in &found {
            say(&format!("{}: {difference}", tenant.slug));
        }
        seen += found.len();
        left += match (found.is_empty(), options.dry_run) {
            (true, _) => 0,
            (false, true) => found.len(),
            (false, false) => {
                let left = fsck::mend(&db, &git, tenant.id, &found)
                    .await
                    .context("the history could not be mended")?;
                for difference in &left {
                    say(&format!("{}: not mended: {difference}", tenant.slug));
                }
                left.len()
            }
        };
    }
    match (seen, left) {
        (0, _) => say("database and Git history say the same"),
        (1, 0) => say("1 difference was mended"),
        (_, 0) => say(&format!("{seen} differences were mended")),
        (_, left) => bail!("{left} of {seen} differences are left"),
    }
    Ok(())
}
