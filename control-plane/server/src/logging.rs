//! Logs: text for people on a terminal, JSON for machines, and never a reason to die.

use crate::config::{LogConfig, LogFormat};
use anyhow::Context;
use std::io::{IsTerminal, Write};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Standard error whose write errors are swallowed: a full disk behind a redirected log, or a closed
/// pipe, must not take the service down.
#[derive(Clone, Copy, Debug)]
struct Careless;

impl Write for Careless {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // Said to be written either way; there is nowhere else to complain.
        let _ = std::io::stderr().write_all(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let _ = std::io::stderr().flush();
        Ok(())
    }
}

impl MakeWriter<'_> for Careless {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        *self
    }
}

/// Starts logging. Lines go to standard error; standard output is for what was asked for.
///
/// # Errors
/// When the filter cannot be read.
pub fn start(config: &LogConfig) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.filter)
        .with_context(|| format!("FLOWRIGHT_LOG: {:?} is not a log filter", config.filter))?;
    let terminal = std::io::stderr().is_terminal();
    let format = config.format.unwrap_or(if terminal { LogFormat::Text } else { LogFormat::Json });
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(Careless);
    match format {
        LogFormat::Json => {
            builder.json().flatten_event(true).with_current_span(true).with_span_list(false).init();
        }
        LogFormat::Text => builder.with_ansi(terminal).with_target(false).compact().init(),
    }
    Ok(())
}

/// Writes for a person to standard output; a closed pipe is not an error of ours.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}
