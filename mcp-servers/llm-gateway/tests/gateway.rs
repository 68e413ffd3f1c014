//! The model tools against a server that behaves well and badly.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod stub;

use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::KindRegistry;
use flow_schema::model::form::Form;
use mcp_servers_kit::testing::{self, Recorded};
use mcp_servers_kit::{Outcome, ToolContext, ToolError};
use mcp_servers_llm_gateway::chat::{Chat, Message, Role};
use mcp_servers_llm_gateway::openai::OpenAi;
use mcp_servers_llm_gateway::{
    ApiKey, FormSource, Gateway, MaxTokensField, Model, ModelSettings, ModelSource, Prices, Provider, Task,
    connection_test, tools,
};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use stub::Stub;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

fn settings(stub: &Stub, model: &str) -> ModelSettings {
    ModelSettings {
        provider: Provider::OpenaiCompatible,
        base_url: stub.url(),
        model: model.into(),
        api_key: Some(ApiKey::new("k3y")),
        max_tokens_field: MaxTokensField::MaxCompletionTokens,
        prices: Prices { input: 2.0, output: 8.0 },
    }
}

struct Fixed(ModelSettings);

#[async_trait]
impl ModelSource for Fixed {
    async fn settings(&self, _tenant: Uuid) -> Result<ModelSettings, ToolError> {
        Ok(self.0.clone())
    }
}

struct NoForms;

#[async_trait]
impl FormSource for NoForms {
    async fn form(&self, _tenant: Uuid, _name: &str) -> Result<Option<Form>, ToolError> {
        Ok(None)
    }
}

async fn call(
    stub: &Stub,
    settings: ModelSettings,
    kind: &str,
    ctx: &ToolContext,
    args: Value,
) -> Result<Outcome, ToolError> {
    let gateway = Gateway::new(Arc::new(Fixed(settings)), stub.egress());
    let all = tools(&KindRegistry::builtin(), &gateway, Arc::new(NoForms));
    all.into_iter().find(|t| t.kind().name == kind).unwrap().call(ctx, args).await
}

fn passages() -> Value {
    json!([
        {"id": "1", "document_id": "d1", "base": "it", "title": "Network", "section": "Router",
         "text": "Restart the router by its button.", "excerpt": "Restart the router", "score": 3.2, "url": null,
         "updated_at": "2026-03-01T08:00:00+00:00"},
        {"id": "2", "document_id": "d2", "base": "it", "title": "Mail", "section": "", "text": "Mail is mail.", "url": "http://kb/mail"}
    ])
}

fn chat(stream: bool) -> Chat {
    Chat {
        messages: vec![Message { role: Role::User, content: "Hello?".into(), ..Message::default() }],
        tools: Vec::new(),
        task: Task::Answer { question: "Hello?".into(), passages: Vec::new() },
        schema: None,
        model: String::new(),
        temperature: None,
        max_tokens: Some(50),
        stream,
        deadline: Instant::now() + Duration::from_secs(20),
        cancel: CancellationToken::new(),
    }
}

async fn ask(stub: &Stub, model: &str, chat: &Chat) -> (Result<String, ToolError>, Vec<String>) {
    let said = Mutex::new(Vec::new());
    let provider = OpenAi::new(&settings(stub, model), &stub.egress()).unwrap();
    let result = provider.chat(chat, &|text| said.lock().unwrap().push(text.to_owned())).await;
    (result.map(|c| c.text), said.into_inner().unwrap())
}

#[tokio::test]
async fn an_answer_has_its_text_its_citations_and_its_usage() {
    let stub = Stub::start().await;
    let args = json!({"prompt": "The internet is down", "system": "Be kind.", "passages": passages(), "max_tokens": 99});
    let outcome = call(&stub, settings(&stub, "good"), "llm", &testing::context(), args).await.unwrap();
    assert_eq!(outcome.output["text"], "Restart the router [1].");
    assert_eq!(
        outcome.output["citations"],
        json!([{"n": 1, "title": "Network", "section": "Router", "excerpt": "Restart the router", "document_id": "d1", "base": "it",
                "updated_at": "2026-03-01T08:00:00+00:00"}])
    );
    assert_eq!((&outcome.output["offline"], &outcome.output["confidence"]), (&json!(false), &json!(1.0)));
    assert_eq!((outcome.usage.input_tokens, outcome.usage.output_tokens), (20, 9));
    assert_eq!(outcome.usage.model, "stub-1");
    let body = &stub.asked.bodies()[0];
    assert_eq!(stub.asked.keys(), [Some("Bearer k3y".to_owned())]);
    assert_eq!((&body["max_completion_tokens"], &body["max_tokens"]), (&json!(99), &Value::Null));
    assert!(body["messages"][0]["content"].as_str().unwrap().starts_with("Be kind."));
    assert!(
        body["messages"][1]["content"]
            .as_str()
            .unwrap()
            .contains("<passage n=\"1\" source=\"Network › Router\">")
    );
}

#[tokio::test]
async fn failures_get_the_code_that_says_what_to_do() {
    let stub = Stub::start().await;
    for (model, code, word, retryable) in [
        ("unauthorised", ErrorCode::Auth, "API key", false),
        ("unauthorised-vllm", ErrorCode::Auth, "Unauthorized", false),
        ("missing-vllm", ErrorCode::NotFound, "does not exist", false),
        ("missing-ollama", ErrorCode::NotFound, "not found", false),
        ("busy", ErrorCode::RateLimited, "slow down", true),
        ("broke", ErrorCode::BudgetExceeded, "quota", false),
        ("down", ErrorCode::Upstream, "502", true),
        ("garbage", ErrorCode::Upstream, "not JSON", false),
        ("empty", ErrorCode::Upstream, "without a choice", false),
        ("error-200", ErrorCode::Validation, "no such thing", false),
        ("refuses", ErrorCode::PolicyDenied, "cannot help", false),
    ] {
        let (result, _) = ask(&stub, model, &chat(false)).await;
        let error = result.unwrap_err();
        assert_eq!((error.code, error.retryable), (code, retryable), "{model}: {error}");
        assert!(error.message.contains(word), "{model}: {error}");
    }
    // Who has no credit is asked once; who is down, twice.
    let asked = |model: &str| stub.asked.bodies().iter().filter(|b| b["model"] == model).count();
    assert_eq!((asked("broke"), asked("busy"), asked("down")), (1, 1, 2));
}

#[tokio::test]
async fn a_server_that_is_down_for_a_moment_is_asked_again() {
    let stub = Stub::start().await;
    assert_eq!(ask(&stub, "down-once", &chat(false)).await.0.unwrap(), "Up again.");
}

#[tokio::test]
async fn a_stream_is_read_through_comments_line_ends_and_cut_characters() {
    let stub = Stub::start().await;
    let (result, said) = ask(&stub, "good", &chat(true)).await;
    assert_eq!(result.unwrap(), "Grüße an alle [1].");
    assert_eq!(said, ["Grüße ", "an alle [1]."]);
    assert_eq!(stub.asked.bodies()[0]["stream_options"], json!({"include_usage": true}));
    assert_eq!(ask(&stub, "no-done", &chat(true)).await.0.unwrap(), "All there.");
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_an_error_and_is_not_asked_again() {
    let stub = Stub::start().await;
    for (model, word) in [("cut", "broke off"), ("error-mid", "out of memory")] {
        let (result, said) = ask(&stub, model, &chat(true)).await;
        let error = result.unwrap_err();
        assert_eq!(error.code, ErrorCode::Upstream, "{model}: {error}");
        assert!(error.message.contains(word), "{model}: {error}");
        assert_eq!(said, ["Half a "], "{model}");
        assert_eq!(stub.asked.bodies().iter().filter(|b| b["model"] == model).count(), 1, "{model}");
    }
    // What was on its way when the connection broke may be lost with it.
    let error = ask(&stub, "reset", &chat(true)).await.0.unwrap_err();
    assert_eq!((error.code, error.retryable), (ErrorCode::Upstream, true), "{error}");
    let short = Chat { deadline: Instant::now() + Duration::from_millis(300), ..chat(true) };
    let (result, said) = ask(&stub, "stall-mid", &short).await;
    assert_eq!((result.unwrap_err().code, said.len()), (ErrorCode::Timeout, 1));
    let error = ask(&stub, "not-json", &chat(true)).await.0.unwrap_err();
    assert!(error.message.contains("not JSON"), "{error}");
}

#[tokio::test]
async fn the_offline_model_takes_over_only_before_anything_was_said() {
    let stub = Stub::start().await;
    let args =
        json!({"prompt": "How do I restart the router?", "passages": passages(), "stream_reply": true});
    let heard = || {
        let progress = Arc::new(Recorded::default());
        (ToolContext { progress: progress.clone(), ..testing::context() }, progress)
    };
    for (model, reason) in [("error-first", "model crashed"), ("down", "502"), ("unauthorised", "API key")] {
        let (ctx, progress) = heard();
        let output = call(&stub, settings(&stub, model), "llm", &ctx, args.clone()).await.unwrap().output;
        assert_eq!(output["offline"], true, "{model}");
        assert!(output["fallback"].as_str().unwrap().contains(reason), "{model}: {output}");
        assert_eq!(output["citations"][0]["n"], 1);
        assert_eq!(progress.deltas().concat(), output["text"].as_str().unwrap(), "{model}");
        assert!(progress.notes().last().unwrap().contains("offline model"));
    }
    let (ctx, progress) = heard();
    let error = call(&stub, settings(&stub, "error-mid"), "llm", &ctx, args.clone()).await.unwrap_err();
    assert_eq!((error.code, progress.deltas()), (ErrorCode::Upstream, vec!["Half a ".to_owned()]));
    // A silent server leaves enough of the deadline for the offline model.
    let ctx = ToolContext { deadline: Instant::now() + Duration::from_millis(2_200), ..testing::context() };
    let output = call(&stub, settings(&stub, "silent"), "llm", &ctx, args).await.unwrap().output;
    assert!(output["fallback"].as_str().unwrap().contains("did not begin"), "{output}");
}

#[tokio::test]
async fn without_a_model_the_answer_is_a_quote_and_says_so() {
    let stub = Stub::start().await;
    let progress = Arc::new(Recorded::default());
    let ctx = ToolContext { progress: progress.clone(), ..testing::context() };
    let args =
        json!({"prompt": "How do I restart the router?", "passages": passages(), "stream_reply": true});
    let outcome = call(&stub, ModelSettings::default(), "llm", &ctx, args).await.unwrap();
    assert_eq!(outcome.output["text"], "**Network › Router** [1]\n\n> Restart the router by its button.");
    assert_eq!(outcome.output["model"], "offline");
    assert_eq!(outcome.output["offline"], true);
    assert_eq!(outcome.output.get("fallback"), None);
    assert_eq!(outcome.output["confidence"], 1.0);
    assert_eq!(progress.deltas().concat(), outcome.output["text"].as_str().unwrap());
    assert!(progress.deltas().len() > 5, "word by word");
    assert!(stub.asked.bodies().is_empty());
}

#[tokio::test]
async fn an_answer_of_a_given_shape_is_checked_and_asked_for_once_more() {
    let stub = Stub::start().await;
    let schema = json!({"type": "object", "required": ["title", "seats"], "additionalProperties": false,
        "properties": {"title": {"type": "string"}, "seats": {"type": "integer"}}});
    let args = json!({"prompt": "Title?", "output": schema});
    let ctx = testing::context();
    let expected = json!({"title": "VPN down", "seats": 2});
    for model in ["json", "json-second", "no-format"] {
        let stub = Stub::start().await;
        let outcome = call(&stub, settings(&stub, model), "llm", &ctx, args.clone()).await.unwrap();
        assert_eq!(outcome.output, expected, "{model}");
        if model == "json-second" {
            assert_eq!(outcome.usage.input_tokens, 40, "both answers are paid for");
            let correction = stub.asked.bodies()[1]["messages"].to_string();
            assert!(correction.contains("/title"), "{correction}");
        }
    }
    for (model, word) in [("json-never", "it is not JSON"), ("json-cut", "cut off")] {
        let error = call(&stub, settings(&stub, model), "llm", &ctx, args.clone()).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Validation, "{model}");
        assert!(error.message.contains(word), "{model}: {error}");
    }
    let body = &stub.asked.bodies()[0];
    assert_eq!(body["response_format"]["json_schema"]["strict"], true);
}

#[tokio::test]
async fn texts_are_classified_and_read_by_either_model() {
    let stub = Stub::start().await;
    let ctx = testing::context();
    let classify = json!({"text": "The VPN does not connect", "classes": [
        {"name": "network", "description": "VPN and Wi-Fi", "examples": ["vpn is down"]}, {"name": "printer", "examples": ["paper jam"]}]});
    for settings in [settings(&stub, "json"), ModelSettings::default()] {
        let output = call(&stub, settings, "classify", &ctx, classify.clone()).await.unwrap().output;
        assert_eq!(output["class"], "network", "{output}");
    }
    let mut strict = classify;
    strict["threshold"] = json!(0.95);
    strict["otherwise"] = json!("unsure");
    let output = call(&stub, settings(&stub, "json"), "classify", &ctx, strict).await.unwrap().output;
    assert_eq!((&output["class"], &output["scores"]), (&json!("unsure"), &json!({"network": 0.9})));

    let extract = json!({"text": "I am jo@example.test", "fields": [
        {"name": "email", "type": "email"}, {"name": "device"}, {"name": "floor", "type": "number"}]});
    let output =
        call(&stub, ModelSettings::default(), "extract", &ctx, extract.clone()).await.unwrap().output;
    assert_eq!(output, json!({"values": {"email": "jo@example.test"}, "confidence": {"email": 1.0}}));
    // The stub adds a field that nobody asked for, twice.
    let error = call(&stub, settings(&stub, "extracts"), "extract", &ctx, extract).await.unwrap_err();
    assert!(error.message.contains("invented"), "{error}");
    let form = json!({"text": "x", "form": "none"});
    let error = call(&stub, ModelSettings::default(), "extract", &ctx, form).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_connection_test_says_in_words_what_is_wrong() {
    let stub = Stub::start().await;
    let test = async |settings: ModelSettings| connection_test(&settings, &stub.egress()).await;
    let good = test(settings(&stub, "good")).await;
    assert!(good.ok && good.message.starts_with("Connected: good answered"), "{good:?}");
    assert_eq!(good.models, ["good", "slow"]);
    let unknown = test(settings(&stub, "missing-ollama")).await;
    assert_eq!(
        unknown.message,
        "Connected, but the server has no model named missing-ollama. It offers: good, slow."
    );
    let locked = test(settings(&stub, "unauthorised")).await;
    assert!(!locked.ok && locked.message.contains("does not accept the API key"), "{locked:?}");
    let inside =
        test(ModelSettings { base_url: "http://127.0.0.1:1/v1".into(), ..settings(&stub, "good") }).await;
    assert!(!inside.ok && inside.message.contains("FLOWRIGHT_EGRESS_ALLOW"), "{inside:?}");
    assert!(test(ModelSettings::default()).await.ok);
}
