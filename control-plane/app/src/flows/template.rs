//! What new flows start from, and the helpdesk example with everything it needs.

use super::view::{Layout, NewFlow, Template};
use super::{create, publish};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::{forms, kb};
use control_plane_store::{kb_bases, kb_documents};
use executor_runtime::flow_test::FlowTest;
use flow_schema::model::Flow;
use flow_schema::model::form::Form;
use serde_json::json;

/// Name of the example's flow.
pub const HELPDESK: &str = "it-helpdesk";

/// How many documents the example's knowledge base has.
pub const EXAMPLE_ARTICLES: u64 = ARTICLES.len() as u64;

macro_rules! article {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../examples/it-helpdesk/knowledge/", $name)))
    };
}

/// The example's articles, by file name. A test compares the list with the folder.
const ARTICLES: &[(&str, &str)] = &[
    article!("email-outlook.md"),
    article!("hardware-orders.md"),
    article!("mobile-phones.md"),
    article!("onboarding.md"),
    article!("password-and-mfa.md"),
    article!("phishing-security.md"),
    article!("printers.md"),
    article!("shared-drives.md"),
    article!("slow-computer.md"),
    article!("software-requests.md"),
    article!("teams-meetings.md"),
    article!("vpn.md"),
    article!("wifi-network.md"),
];

/// Name of the example's knowledge base.
const BASE: &str = "it";
const FORM: &str = include_str!("../../../../examples/it-helpdesk/forms/it-ticket.json");
const FLOW: &str = include_str!("../../../../examples/it-helpdesk/flow.json");
const LAYOUT: &str = include_str!("../../../../examples/it-helpdesk/layout.json");

macro_rules! test {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../examples/it-helpdesk/tests/", $name)))
    };
}

/// The example's tests, by file name. A test compares the list with the folder.
const TESTS: &[(&str, &str)] = &[
    test!("answer-helps.json"),
    test!("declines-the-form.json"),
    test!("ends-in-a-ticket.json"),
    test!("missing-fields.json"),
    test!("off-topic.json"),
    test!("search-fails.json"),
    test!("ticket-system-fails.json"),
];

/// A flow that answers with what it was told: the smallest one that can be published.
pub(super) fn blank() -> (Flow, Layout) {
    let document = json!({
        "format": "flowright/1",
        "name": "blank",
        "input": {
            "type": "object",
            "properties": { "message": { "type": "string" } },
            "required": ["message"]
        },
        "nodes": [{ "id": "answer", "kind": "reply", "config": { "text": "You said: {{ input.message }}" } }],
        "edges": [{ "from": "start", "to": "answer" }]
    });
    let layout = json!({ "nodes": { "start": { "x": 0, "y": 0 }, "answer": { "x": 320, "y": 0 } } });
    let document = serde_json::from_value(document).expect("a constant that a test reads");
    let layout = serde_json::from_value(layout).expect("a constant that a test reads");
    (document, layout)
}

/// The example's flow as it is in `examples/it-helpdesk`.
pub(super) fn helpdesk() -> AppResult<(Flow, Layout)> {
    let document = serde_json::from_str(FLOW).map_err(AppError::internal)?;
    let layout = serde_json::from_str(LAYOUT).map_err(AppError::internal)?;
    Ok((document, layout))
}

/// The tests that come with it.
pub(super) fn helpdesk_tests() -> AppResult<Vec<FlowTest>> {
    TESTS.iter().map(|(_, text)| FlowTest::parse(text).map_err(AppError::internal)).collect()
}

/// Gives the tenant what the example's flow names: the knowledge base with its articles, the form.
/// What is there already stays as it is.
pub(super) async fn furnish(app: &App, caller: &Caller) -> AppResult<()> {
    let form: Form = serde_json::from_str(FORM).map_err(AppError::internal)?;
    there_already(forms::create(app, caller, form).await)?;
    let base = kb::NewBase { name: BASE.to_owned(), title: "IT articles".to_owned() };
    there_already(kb::create(app, caller, base).await)?;
    let known = {
        let tx = app.db.read(caller.tenant).await?;
        let name = BASE.parse().map_err(AppError::internal)?;
        let base =
            kb_bases::find(&tx, &name).await?.ok_or_else(|| AppError::not_found("the knowledge base"))?;
        let mut known = Vec::new();
        for (path, _) in ARTICLES {
            known.push(kb_documents::find_by_path(&tx, base.id, path).await?.is_some());
        }
        known
    };
    for ((path, text), known) in ARTICLES.iter().zip(known) {
        if known {
            continue;
        }
        let file = kb::NewFile {
            file_name: (*path).to_owned(),
            content_type: Some("text/markdown".to_owned()),
            bytes: text.as_bytes().to_vec(),
            path: Some((*path).to_owned()),
            ..kb::NewFile::default()
        };
        kb::add_file(app, caller, BASE, file).await?;
    }
    Ok(())
}

/// Done before is done.
fn there_already<T>(made: AppResult<T>) -> AppResult<()> {
    match made {
        Ok(_) | Err(AppError::Conflict { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The whole example, published: what a new installation begins with.
///
/// # Errors
/// What any of the steps answers; calling again goes on from there.
pub async fn seed_helpdesk(app: &App, caller: &Caller) -> AppResult<()> {
    let new = NewFlow { name: HELPDESK.to_owned(), title: String::new(), template: Template::ItHelpdesk };
    there_already(create(app, caller, new).await)?;
    there_already(publish(app, caller, HELPDESK, "The example as it comes").await)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flow_schema::check::{check, has_errors};
    use flow_schema::kind::KindRegistry;

    fn files(folder: &str) -> Vec<String> {
        let folder = format!("{}/../../examples/it-helpdesk/{folder}", env!("CARGO_MANIFEST_DIR"));
        let files = std::fs::read_dir(folder).unwrap();
        let mut files: Vec<_> =
            files.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        files
    }

    #[test]
    fn no_article_and_no_test_of_the_example_is_forgotten() {
        assert_eq!(files("knowledge"), ARTICLES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        assert_eq!(files("tests"), TESTS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        assert_eq!(helpdesk_tests().unwrap().len(), TESTS.len());
    }

    #[test]
    fn the_templates_can_be_published() {
        for (document, _) in [blank(), helpdesk().unwrap()] {
            let findings = check(&document, &KindRegistry::builtin());
            assert!(!has_errors(&findings), "{}: {findings:#?}", document.name);
        }
    }
}
