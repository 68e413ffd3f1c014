//! One attempt at one step: the call of a tool, with its limits, turned into a fact.

use crate::api::{ExecutorError, Library, RunRow};
use crate::topic::{Reporter, Topic};
use executor_core::{Fact, Failure, Step, Tokens};
use flow_schema::ErrorCode;
use futures::FutureExt;
use mcp_servers_kit::{Breaker, Tool, ToolContext, ToolError};
use serde_json::Value;
use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The idempotency key of a step: the same for every attempt at it, before and after a crash, and in
/// every run that goes on in another one's place.
pub(crate) fn step_key(row: &RunRow, node: &str, iteration: u32) -> String {
    let root = row.key_root.unwrap_or(row.id);
    Uuid::new_v5(&root, format!("{node}/{iteration}").as_bytes()).to_string()
}

/// What every effect of a session shares.
#[derive(Clone)]
pub(crate) struct Surroundings {
    pub library: Arc<dyn Library>,
    pub topic: Arc<Topic>,
    pub row: Arc<RunRow>,
    pub breaker: Arc<Breaker>,
    pub cancel_grace: Duration,
    pub payload_bytes: usize,
}

pub(crate) async fn perform(around: Surroundings, step: Step, cancel: CancellationToken) -> Fact {
    let (node, iteration, attempt) = (step.node.to_string(), step.iteration, step.attempt);
    let kind = step.kind.clone();
    let began = Instant::now();
    // A panic is a defect of the tool's, or of ours: it fails this step and nothing else.
    let outcome = AssertUnwindSafe(call(&around, step, cancel)).catch_unwind().await;
    let outcome = outcome.unwrap_or_else(|panic| {
        tracing::error!(run.id = %around.row.id, node, kind, panic = panic_text(&*panic), "a tool panicked");
        Err(Failure::fatal(ErrorCode::Internal, format!("the tool {kind} broke down")))
    });
    metrics::histogram!("flow_step_duration_seconds", "kind" => kind).record(began.elapsed().as_secs_f64());
    match outcome {
        Ok((output, usage)) => Fact::Done { node, iteration, attempt, output, usage },
        Err(error) => Fact::Failed { node, iteration, attempt, error },
    }
}

/// The call, unless its circuit is open.
async fn call(
    around: &Surroundings,
    step: Step,
    cancel: CancellationToken,
) -> Result<(Value, Tokens), Failure> {
    let tenant = around.row.tenant;
    let tool = around.library.tool(tenant, &step.kind).await.map_err(lookup_failure)?;
    let kind = step.kind.clone();
    let circuit = match tool.target(&step.args) {
        Some(target) => format!("{kind} {target}"),
        None => kind.clone(),
    };
    if let Err(left) = around.breaker.allows(tenant, &circuit, tokio::time::Instant::now()) {
        metrics::counter!("flow_breaker_refused_total", "kind" => kind).increment(1);
        return Err(Failure {
            code: ErrorCode::Upstream,
            message: format!("{circuit} has failed several times in a row and is left alone for a moment"),
            retryable: true,
            retry_after_ms: Some(u64::try_from(left.as_millis()).unwrap_or(u64::MAX)),
        });
    }
    let answer = attempt(around, &*tool, step, cancel).await;
    // An error that trying again would not mend is an answer: the service is there. A cancelled call
    // says nothing.
    let worked = match &answer {
        Err(error) if error.code == ErrorCode::Cancelled => return answer,
        Err(error) => !error.retryable,
        Ok(_) => true,
    };
    if around.breaker.record(tenant, &circuit, worked, tokio::time::Instant::now()) {
        tracing::warn!(%tenant, circuit, "failed too often in a row; calls are refused for a while");
        metrics::counter!("flow_breaker_opened_total", "kind" => kind).increment(1);
    }
    answer
}

async fn attempt(
    around: &Surroundings,
    tool: &dyn Tool,
    step: Step,
    cancel: CancellationToken,
) -> Result<(Value, Tokens), Failure> {
    let row = &around.row;
    let first_text = Arc::new(OnceLock::new());
    let ctx = ToolContext {
        tenant: row.tenant,
        run: row.id,
        node: step.node.to_string(),
        conversation: row.conversation,
        idempotency_key: step_key(row, step.node.as_str(), step.iteration),
        deadline: tokio::time::Instant::now() + step.timeout,
        cancel: cancel.clone(),
        principal: row.principal.clone(),
        correlation_id: row.correlation_id.clone(),
        secrets: around.library.secrets(row.tenant),
        progress: Arc::new(Reporter::new(
            Arc::clone(&around.topic),
            step.node.as_str(),
            step.iteration,
            Arc::clone(&first_text),
        )),
    };
    let abandoned = async {
        cancel.cancelled().await;
        tokio::time::sleep(around.cancel_grace).await;
    };
    let answer = tokio::select! {
        answer = tokio::time::timeout(step.timeout, tool.call(&ctx, step.args)) => answer,
        () = abandoned => return Err(Failure::fatal(ErrorCode::Cancelled, "the call was cancelled")),
    };
    match answer {
        Ok(Ok(outcome)) => {
            check_size(&outcome.output, around.payload_bytes)?;
            let usage = Tokens {
                input_tokens: outcome.usage.input_tokens,
                output_tokens: outcome.usage.output_tokens,
                model: outcome.usage.model,
                cost_micros: outcome.usage.cost_micros,
                first_token_ms: first_text.get().copied(),
            };
            Ok((outcome.output, usage))
        }
        Ok(Err(error)) => Err(tool_failure(error)),
        Err(_) => {
            cancel.cancel();
            Err(Failure {
                code: ErrorCode::Timeout,
                message: format!("no answer within {:?}", step.timeout),
                retryable: true,
                retry_after_ms: None,
            })
        }
    }
}

/// Looks a form up for a node that is about to ask for it.
pub(crate) async fn load_form(
    around: Surroundings,
    node: String,
    iteration: u32,
    attempt: u32,
    name: String,
) -> Fact {
    let lookup = around.library.form(around.row.tenant, &name);
    let answer = tokio::time::timeout(Duration::from_secs(30), AssertUnwindSafe(lookup).catch_unwind()).await;
    let error = match answer {
        Ok(Ok(Ok(form))) => return Fact::Form { node, iteration, form },
        Ok(Ok(Err(error))) => lookup_failure(error),
        Ok(Err(_)) => Failure::fatal(ErrorCode::Internal, format!("looking the form {name} up broke down")),
        Err(_) => Failure {
            code: ErrorCode::Timeout,
            message: format!("the form {name} could not be looked up in time"),
            retryable: true,
            retry_after_ms: None,
        },
    };
    Fact::Failed { node, iteration, attempt, error }
}

fn lookup_failure(error: ExecutorError) -> Failure {
    let message = error.to_string();
    match error {
        ExecutorError::NoSuchTool(_)
        | ExecutorError::NoSuchForm(_)
        | ExecutorError::NoSuchRun(_)
        | ExecutorError::NoSuchVersion(_) => Failure::fatal(ErrorCode::NotFound, message),
        ExecutorError::Invalid(_)
        | ExecutorError::Ended
        | ExecutorError::MovedOn
        | ExecutorError::NotWaiting => Failure::fatal(ErrorCode::Validation, message),
        ExecutorError::Busy | ExecutorError::Full(_) | ExecutorError::Journal(_) => {
            Failure { code: ErrorCode::Upstream, message, retryable: true, retry_after_ms: None }
        }
    }
}

fn tool_failure(error: ToolError) -> Failure {
    Failure {
        code: error.code,
        message: error.message,
        retryable: error.retryable,
        retry_after_ms: error.retry_after_ms,
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

fn check_size(output: &Value, limit: usize) -> Result<(), Failure> {
    struct Counter(usize);
    impl io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut counter = Counter(0);
    let counted = serde_json::to_writer(&mut counter, output);
    if counted.is_ok() && counter.0 <= limit {
        return Ok(());
    }
    let message = format!("the result has {} bytes; at most {limit} are kept", counter.0);
    Err(Failure::fatal(ErrorCode::Validation, message))
}
