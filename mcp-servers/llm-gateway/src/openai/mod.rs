//! Any server that speaks OpenAI's chat completions (OpenAI, vLLM, Ollama, gateways); the only place
//! that knows `async-openai`.
//!
//! Requests and answers are raw JSON, because compatible servers differ in small ways that typed
//! structures refuse. Retries are ours: at most one, and never once anything was streamed.

mod failure;
mod provider;
mod request;
mod response;
mod stream;
mod wire;

pub use provider::OpenAi;
