use flow_schema::Finding;
use flow_schema::check::{self, Surroundings};
use flow_schema::kind::KindRegistry;
use flow_schema::model::Flow;
use serde::Serialize;
use std::collections::BTreeSet;

/// Checks documents in the surroundings it was made with.
#[derive(Debug)]
pub struct Checker {
    surroundings: Surroundings,
    kinds: KindRegistry,
}

/// What [`Checker::check`] answers, as JSON.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// Errors first; empty when all is well.
    Findings(Vec<Finding>),
    /// The document runs these flows, and the surroundings are those of others: ask again with its own.
    Runs(BTreeSet<String>),
}

impl Checker {
    /// Takes the surroundings as the server gives them.
    ///
    /// # Errors
    /// When they are not such, as after an update of the server.
    pub fn new(surroundings: &[u8]) -> serde_json::Result<Self> {
        let surroundings: Surroundings = serde_json::from_slice(surroundings)?;
        let kinds = surroundings.registry();
        Ok(Self { surroundings, kinds })
    }

    /// What there is to say about a document.
    ///
    /// # Errors
    /// When it is not text, or the answer cannot be written.
    pub fn check(&self, document: &[u8]) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&match serde_json::from_slice::<Flow>(document) {
            Ok(flow) => self.answer(&flow),
            Err(_) => {
                Answer::Findings(check::parse(&String::from_utf8_lossy(document)).err().unwrap_or_default())
            }
        })
    }

    fn answer(&self, flow: &Flow) -> Answer {
        let runs = flow.flows();
        if runs != self.surroundings.flows {
            return Answer::Runs(runs);
        }
        Answer::Findings(check::check_with(flow, &self.kinds, &self.surroundings.environment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn answer(surroundings: &Value, document: &Value) -> Value {
        let checker = Checker::new(surroundings.to_string().as_bytes()).unwrap();
        serde_json::from_slice(&checker.check(document.to_string().as_bytes()).unwrap()).unwrap()
    }

    fn runs(flow: &str) -> Value {
        let node = json!({ "id": "sub", "kind": "subflow", "config": { "flow": flow } });
        json!({ "format": "flowright/1", "name": "main", "nodes": [node], "edges": [{ "from": "start", "to": "sub" }] })
    }

    #[test]
    fn a_document_that_runs_another_flow_asks_for_its_surroundings_first() {
        assert_eq!(answer(&json!({}), &runs("other")), json!({ "runs": ["other"] }));
        let known = json!({ "flows": ["other"], "environment": { "flows": ["others"] } });
        assert_eq!(answer(&known, &runs("other"))["findings"][0]["field"], "/config/flow");
    }

    #[test]
    fn surroundings_of_a_newer_server_are_refused_rather_than_half_understood() {
        assert!(Checker::new(br#"{ "environment": { "weather": [] } }"#).is_err());
    }

    #[test]
    fn what_is_no_flow_is_told_like_anywhere_else() {
        let findings = answer(&json!({}), &json!({ "format": "flowright/1" }));
        assert_eq!(findings["findings"][0]["field"], "/name");
    }
}
