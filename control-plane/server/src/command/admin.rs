//! `flowright admin setup-link`: another one-time link while there is no administrator.

use crate::config::{Config, Storage};
use crate::{logging, wiring};
use anyhow::bail;
use clap::Subcommand;
use control_plane_app::auth;
use control_plane_store::tenants;

#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Print a new one-time link for the first administrator; older links stop working.
    SetupLink {
        /// The tenant's short name; may be left out when there is only one.
        #[arg(long)]
        tenant: Option<String>,
        #[command(flatten)]
        config: Config,
    },
}

/// Runs it.
///
/// # Errors
/// When there is no such tenant, or it has an administrator.
pub fn run(command: Admin) -> anyhow::Result<()> {
    let Admin::SetupLink { tenant, config } = command;
    // The link is the output; the log stays out of the way unless something is wrong.
    let log = crate::config::LogConfig { filter: "warn".to_owned(), ..config.log.clone() };
    logging::start(&log)?;
    config.check()?;
    must_exist(&config.storage)?;
    super::runtime()?.block_on(async {
        let app = wiring::open(&config).await?.app;
        let all = tenants::all(&app.db.read_shared().await?).await?;
        let found = match &tenant {
            Some(slug) => all.iter().find(|t| t.slug.as_str() == slug),
            None if all.len() == 1 => all.first(),
            None => bail!("there are {} tenants; name one with --tenant", all.len()),
        };
        let Some(found) = found else { bail!("there is no such tenant; `flowright up` makes the first one") };
        match auth::new_setup_token(&app, found.id).await? {
            Some(token) => {
                logging::say(&setup_link(&config.public_url(config.address()), &token));
                Ok(())
            }
            None => bail!("{} has an administrator; sign in, or let them reset your password", found.name),
        }
    })
}

/// Where the first administrator is made. The link works once, so that it standing in a history
/// or a log afterwards gives nothing away.
pub fn setup_link(public_url: &str, token: &str) -> String {
    format!("{public_url}/setup?token={token}")
}

fn must_exist(storage: &Storage) -> anyhow::Result<()> {
    if storage.database_url.is_none() && !storage.data.join("flowright.db").exists() {
        bail!("there is no installation in {}; start `flowright up` first", storage.data.display());
    }
    Ok(())
}
