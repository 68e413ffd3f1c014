//! What a model wrote, read strictly.

use flow_schema::model::Flow;
use serde::Deserialize;
use serde_json::Value;

/// An answer is longer only by mistake.
const MAX_BYTES: usize = 256 * 1024;
const MAX_NODES: usize = 60;
const MAX_SAID: usize = 1_500;
const MAX_MISSING: usize = 12;

/// A flow and the words that came with it.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub flow: Flow,
    pub made: String,
    pub missing: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    flow: Value,
    #[serde(default)]
    made: String,
    #[serde(default)]
    missing: Vec<String>,
}

/// The answer in a text, or what is wrong with it, for the model.
pub(super) fn read(text: &str) -> Result<Answer, String> {
    if text.len() > MAX_BYTES {
        return Err(format!("it is longer than {MAX_BYTES} bytes"));
    }
    let Some(start) = text.find('{') else { return Err("there is no JSON object in it".to_owned()) };
    // What stands around it, a code fence or a greeting, is no part of it.
    let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>();
    let value = match values.next() {
        Some(Ok(value)) => value,
        Some(Err(error)) => return Err(format!("the JSON does not parse: {error}")),
        None => return Err("there is no JSON object in it".to_owned()),
    };
    let Written { mut flow, made, missing } = serde_json::from_value(value)
        .map_err(|error| format!("the object is not {{\"flow\", \"made\", \"missing\"}}: {error}"))?;
    let Some(fields) = flow.as_object_mut() else { return Err("\"flow\" is no object".to_owned()) };
    // Ours to say, whatever it says; and tests are files that it cannot write.
    fields.insert("format".to_owned(), "flowright/1".into());
    fields.insert("name".to_owned(), "described".into());
    fields.remove("tests");
    let flow: Flow =
        serde_json::from_value(flow).map_err(|error| format!("\"flow\" is no flow document: {error}"))?;
    if flow.nodes.is_empty() {
        return Err("the flow has no nodes".to_owned());
    }
    if flow.nodes.len() > MAX_NODES {
        return Err(format!("the flow has more than {MAX_NODES} nodes; draw a smaller one"));
    }
    let missing = missing.iter().map(|said| short(said)).filter(|said| !said.is_empty());
    Ok(Answer { flow, made: short(&made), missing: missing.take(MAX_MISSING).collect() })
}

fn short(said: &str) -> String {
    said.trim().chars().take(MAX_SAID).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOW: &str = r#"{"title":"Hello","nodes":[{"id":"say","kind":"reply","config":{"text":"Hi"}}],"edges":[{"from":"start","to":"say"}]}"#;

    #[test]
    fn a_flow_is_found_in_a_fence_and_named_by_us() {
        let text = format!(
            "Sure!\n```json\n{{\"flow\": {FLOW}, \"made\": \"It greets.\", \"missing\": [\" \"]}}\n```"
        );
        let answer = read(&text).unwrap();
        assert_eq!((answer.flow.title.as_str(), answer.flow.name.as_str()), ("Hello", "described"));
        assert_eq!((answer.made.as_str(), answer.missing.len()), ("It greets.", 0));
    }

    #[test]
    fn what_is_no_flow_says_why() {
        for (text, why) in [
            ("I would rather not.", "there is no JSON object"),
            ("{\"flow\": ", "does not parse"),
            ("{\"flow\": 7}", "no object"),
            ("{\"flow\": {}, \"publish\": true}", "publish"),
            ("{\"flow\": {\"nodes\": []}}", "no nodes"),
            ("{\"flow\": {\"nodes\": [{\"id\": \"a\"}]}}", "no flow document"),
            ("{\"flow\": {\"run_now\": true, \"nodes\": []}}", "run_now"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
        assert!(read(&"{".repeat(MAX_BYTES + 1)).unwrap_err().contains("longer"));
    }
}
