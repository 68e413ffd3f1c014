//! The binary `flowright`: command line, configuration, wiring. The only crate that reads the
//! environment and names concrete adapters.
//!
//! Start reading at [`command::up`], which puts everything together.

pub mod command;
pub mod config;
pub mod file_config;
pub mod first_start;
pub mod jobs;
pub mod logging;
pub mod owner;
pub mod run_config;
pub mod serve;
pub mod wiring;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Author and run agent flows.
#[derive(Debug, Parser)]
#[command(name = "flowright", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Without a command: `up`.
    #[command(flatten)]
    up: config::Config,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run everything in one process (the default).
    Up(config::Config),
    /// Bring the database to this version's shape, and stop.
    Migrate {
        #[command(flatten)]
        storage: config::Storage,
        #[command(flatten)]
        log: config::LogConfig,
    },
    /// Work on flow documents.
    #[command(subcommand)]
    Flow(command::flow::Flow),
    /// See whether the database and the Git history of flows say the same, and mend what does not.
    Fsck(command::fsck::Options),
    /// Administer an installation.
    #[command(subcommand)]
    Admin(command::admin::Admin),
    /// Print the version.
    Version,
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // Before any client is built: reqwest panics without a provider.
    rustls::crypto::ring::default_provider().install_default().ok();
    let result = match cli.command.unwrap_or(Command::Up(cli.up)) {
        Command::Up(config) => command::up::run(config),
        Command::Migrate { storage, log } => command::migrate::run(&storage, &log),
        Command::Flow(flow) => return command::flow::run(&flow),
        Command::Fsck(options) => command::fsck::run(&options),
        Command::Admin(admin) => command::admin::run(admin),
        Command::Version => {
            logging::say(&format!("flowright {}", env!("CARGO_PKG_VERSION")));
            Ok(())
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not through the logger: it may be what failed, and a person is waiting.
            eprintln!("flowright: {error:#}");
            ExitCode::FAILURE
        }
    }
}
