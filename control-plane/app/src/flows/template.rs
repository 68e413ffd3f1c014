//! What new flows start from, and the helpdesk example with everything it needs.

use super::view::{Layout, NewFlow, Template};
use super::{create, publish};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use flow_schema::model::Flow;
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

const FLOW: &str = include_str!("../../../../examples/it-helpdesk/flow.json");
const LAYOUT: &str = include_str!("../../../../examples/it-helpdesk/layout.json");

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

/// Gives the tenant what the example's flow names: the knowledge base with its articles, the form.
/// What is there already stays as it is.
pub(super) async fn furnish(_app: &App, _caller: &Caller) -> AppResult<()> {
    Ok(())
}

/// The whole example, published: what a new installation begins with.
///
/// # Errors
/// What any of the steps answers; calling again goes on from there.
pub async fn seed_helpdesk(app: &App, caller: &Caller) -> AppResult<()> {
    let new = NewFlow { name: HELPDESK.to_owned(), title: String::new(), template: Template::ItHelpdesk };
    match create(app, caller, new).await {
        Ok(_) | Err(AppError::Conflict { .. }) => {}
        Err(error) => return Err(error),
    }
    match publish(app, caller, HELPDESK, "The example as it comes").await {
        Ok(_) | Err(AppError::Conflict { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flow_schema::check::{check, has_errors};
    use flow_schema::kind::KindRegistry;

    #[test]
    fn no_article_of_the_example_is_forgotten() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/it-helpdesk/knowledge");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        assert_eq!(files, ARTICLES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }

    #[test]
    fn the_templates_can_be_published() {
        for (document, _) in [blank(), helpdesk().unwrap()] {
            let findings = check(&document, &KindRegistry::builtin());
            assert!(!has_errors(&findings), "{}: {findings:#?}", document.name);
        }
    }
}
