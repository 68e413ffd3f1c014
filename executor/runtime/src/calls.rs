//! The calls of one run that are under way.

use crate::effects::{self, Surroundings};
use executor_core::{Command, Fact};
use flow_schema::kind::Effect;
use std::collections::HashMap;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

/// Dropping them ends them; they are repeated under the same keys.
#[derive(Default)]
pub(crate) struct Calls {
    running: JoinSet<Fact>,
    tokens: HashMap<(String, u32), CancellationToken>,
}

impl Calls {
    pub fn is_empty(&self) -> bool {
        self.running.is_empty()
    }

    /// Carries a wish out: begins a call, or tells one to stop.
    pub fn carry_out(&mut self, around: impl FnOnce() -> Surroundings, command: Command) {
        match command {
            Command::Perform(step) => {
                let token = CancellationToken::new();
                self.tokens.insert((step.node.to_string(), step.iteration), token.clone());
                self.running.spawn(effects::perform(around(), step, token));
            }
            Command::LoadForm { node, iteration, attempt, name } => {
                self.running.spawn(effects::load_form(around(), node.to_string(), iteration, attempt, name));
            }
            Command::Abandon { node, iteration } => {
                if let Some(token) = self.tokens.remove(&(node.to_string(), iteration)) {
                    token.cancel();
                }
            }
        }
    }

    /// An outcome was taken up: there is nothing left to tell to stop.
    pub fn settle(&mut self, fact: &Fact) {
        if let Fact::Done { node, iteration, .. } | Fact::Failed { node, iteration, .. } = fact {
            self.tokens.remove(&(node.clone(), *iteration));
        }
    }

    /// The next outcome; `None` when nothing is under way.
    pub async fn next(&mut self) -> Option<Result<Fact, JoinError>> {
        self.running.join_next().await
    }

    /// An outcome that is there already.
    pub fn ready(&mut self) -> Option<Result<Fact, JoinError>> {
        self.running.try_join_next()
    }
}

/// Whether it asks for a call.
pub(crate) fn begins(command: &Command) -> bool {
    match command {
        Command::Perform(_) | Command::LoadForm { .. } => true,
        Command::Abandon { .. } => false,
    }
}

/// Whether it asks for a call that changes nothing outside: it may be repeated, and so may begin
/// before anybody has written down that it was asked for.
pub(crate) fn only_reads(command: &Command) -> bool {
    match command {
        Command::Perform(step) => step.effect == Effect::Read,
        Command::LoadForm { .. } => true,
        Command::Abandon { .. } => false,
    }
}
