//! `flowright flow fmt|diff|merge`: flows on disk, alone or as Git's tools for them.
//!
//! ```text
//! # .gitattributes
//! flow.json diff=flowright merge=flowright
//! # git config
//! diff.flowright.command = flowright flow diff
//! merge.flowright.driver = flowright flow merge %O %A %B
//! ```

use super::revision::{self, FLOW, LAYOUT};
use crate::logging::say;
use clap::{Args, ValueEnum};
use executor_runtime::flow_test::FlowTest;
use flow_schema::canonical;
use flow_schema::diff::{Colour, Revision, diff, render};
use flow_schema::kind::KindRegistry;
use flow_schema::merge::{Choice, merge, render_conflicts};
use flow_schema::model::Flow;
use serde_json::json;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    Always,
    Never,
}

impl When {
    fn colour(self) -> Colour {
        let plain = || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match self {
            Self::Always => Colour::Yes,
            Self::Auto if std::io::stdout().is_terminal() && !plain() => Colour::Yes,
            Self::Auto | Self::Never => Colour::No,
        }
    }
}

#[derive(Debug, Args)]
pub struct Fmt {
    /// Flow documents, tests, layouts, or folders of flows.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Change nothing; exit code 1 when something would be.
    #[arg(long)]
    check: bool,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// The older and the newer flow: files or folders. Or the seven arguments that Git gives to its
    /// `diff.<name>.command`.
    #[arg(required = true, num_args = 2..=9)]
    paths: Vec<PathBuf>,
    /// As JSON.
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: When,
    /// Exit code 1 when they differ.
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Args)]
pub struct Merge {
    /// What both come from (Git's %O).
    base: PathBuf,
    /// One side (%A). The result is written here, unless --output says where.
    ours: PathBuf,
    /// The other side (%B).
    theirs: PathBuf,
    /// Where the result goes.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Decide every conflict for one side.
    #[arg(long, value_name = "SIDE")]
    prefer: Option<Side>,
    /// Conflicts as JSON.
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: When,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Side {
    Ours,
    Theirs,
}

/// Says what is wrong and gives exit code 2.
pub(super) fn finish(result: Result<ExitCode, String>) -> ExitCode {
    result.unwrap_or_else(|reason| {
        eprintln!("flowright: {reason}");
        ExitCode::from(2)
    })
}

pub fn fmt(options: &Fmt) -> ExitCode {
    finish(format_all(options))
}

fn format_all(options: &Fmt) -> Result<ExitCode, String> {
    let mut files = Vec::new();
    for path in &options.paths {
        if path.is_dir() {
            files.push(path.join(FLOW));
            files.extend(Some(path.join(LAYOUT)).filter(|file| file.exists()));
            files.extend(revision::test_files(path)?);
        } else {
            files.push(path.clone());
        }
    }
    let mut changed = 0;
    for file in files {
        let before = revision::text(&file)?;
        let after = formatted(&file, &before)?;
        if before == after {
            continue;
        }
        changed += 1;
        if options.check {
            say(&format!("{} is not in its canonical form", file.display()));
        } else {
            revision::put(&file, &after)?;
            say(&format!("{}", file.display()));
        }
    }
    Ok(if options.check && changed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The canonical form of what the document says it is.
fn formatted(file: &Path, text: &str) -> Result<String, String> {
    let value = revision::json(file)?;
    let format = value["format"].as_str().unwrap_or_default();
    if format.starts_with("flowright-test/") {
        let test = FlowTest::parse(text).map_err(|problem| format!("{}: {problem}", file.display()))?;
        return Ok(canonical::to_string(&test));
    }
    if format.starts_with("flowright/") {
        return Ok(canonical::to_string(&revision::read(file)?.flow));
    }
    Ok(canonical::to_string(&value))
}

pub fn compare(options: &Diff) -> ExitCode {
    finish(differences(options))
}

fn differences(options: &Diff) -> Result<ExitCode, String> {
    // path old-file old-hex old-mode new-file new-hex new-mode, and two more of a rename: gitdiff(1),
    // GIT_EXTERNAL_DIFF. A side that does not exist is /dev/null.
    let (title, base, head) = match options.paths.as_slice() {
        [base, head] => (None, base, head),
        [path, base, _, _, head, ..] => (Some(path), base, head),
        _ => return Err("two files or folders are compared".to_owned()),
    };
    let side = |path: &Path| match path.to_str() {
        Some("/dev/null") => Ok(None),
        _ => revision::read(path).map(Some),
    };
    let (base, head) = (side(base)?, side(head)?);
    let empty = |other: &Option<Revision>| {
        let name = other.as_ref().map(|other| other.flow.name.clone()).unwrap_or_default();
        Revision::from(Flow::empty(name))
    };
    let (before, after) =
        (base.clone().unwrap_or_else(|| empty(&head)), head.clone().unwrap_or_else(|| empty(&base)));
    let found = diff(&before, &after, &KindRegistry::builtin());
    if options.json {
        say(&serde_json::to_string_pretty(&found).map_err(|error| error.to_string())?);
    } else {
        if let Some(title) = title {
            say(&format!("flow {}", title.display()));
        }
        let text = render(&found, options.color.colour());
        if !text.is_empty() {
            say(text.trim_end());
        }
    }
    Ok(if options.exit_code && !found.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

pub fn join(options: &Merge) -> ExitCode {
    finish(joined(options))
}

/// Exit code 1 when conflicts are left, as Git expects of a merge driver.
fn joined(options: &Merge) -> Result<ExitCode, String> {
    let kinds = KindRegistry::builtin();
    let (ours, theirs) = (revision::read(&options.ours)?, revision::read(&options.theirs)?);
    // Git gives an empty file when both sides have added the flow.
    let base = match std::fs::metadata(&options.base) {
        Ok(about) if about.is_file() && about.len() == 0 => {
            Revision::from(Flow::empty(ours.flow.name.clone()))
        }
        _ => revision::read(&options.base)?,
    };
    let mut merged = merge(&base, &ours, &theirs, &kinds);
    if let Some(side) = options.prefer {
        let choice = match side {
            Side::Ours => Choice::Ours,
            Side::Theirs => Choice::Theirs,
        };
        let places: Vec<_> = merged.conflicts.iter().map(|conflict| conflict.place.clone()).collect();
        for place in places {
            merged.resolve(&place, &choice, &kinds).map_err(|error| error.to_string())?;
        }
    }
    revision::write(options.output.as_deref().unwrap_or(&options.ours), &merged.revision)?;
    if options.json {
        let told = json!({ "conflicts": merged.conflicts, "renamed": merged.renamed });
        say(&serde_json::to_string_pretty(&told).map_err(|error| error.to_string())?);
    } else {
        for renamed in &merged.renamed {
            say(&format!(
                "their node ‘{}’ is ‘{}’ now: both sides had one of that id",
                renamed.from, renamed.to
            ));
        }
        if !merged.conflicts.is_empty() {
            say(render_conflicts(&merged.conflicts, options.color.colour()).trim_end());
        }
    }
    Ok(if merged.conflicts.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
