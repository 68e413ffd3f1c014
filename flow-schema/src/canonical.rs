//! One way to write a document, so that equal flows are equal bytes and a text diff means something:
//! sorted object keys, two-space indent, a final newline. Arrays keep their order, because the order
//! of nodes is how people arranged them.

use crate::model::Flow;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The canonical text of a document ([`Flow`], [`Value`], a layout …).
pub fn to_string<T: Serialize + ?Sized>(document: &T) -> String {
    // Through `Value`, whose maps are sorted; a test below notices if a dependency ever turns
    // serde_json's `preserve_order` on for the whole build.
    let value = serde_json::to_value(document).expect("documents have string keys and finite numbers");
    pretty(&value)
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("a JSON value can be written to memory");
    text.push('\n');
    text
}

/// SHA-256 of the canonical text, in hex: the identity of a version's content.
pub fn hash(flow: &Flow) -> String {
    hash_of(flow)
}

/// The same of any document.
pub fn hash_of<T: Serialize + ?Sized>(document: &T) -> String {
    hex::encode(Sha256::digest(to_string(document).as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_and_arrays_are_not() {
        let text = to_string(&json!({ "b": [2, 1], "a": { "z": 1, "y": 2 } }));
        assert_eq!(
            text,
            "{\n  \"a\": {\n    \"y\": 2,\n    \"z\": 1\n  },\n  \"b\": [\n    2,\n    1\n  ]\n}\n"
        );
    }

    #[test]
    fn fields_that_say_nothing_do_not_change_the_hash() {
        let plain: Flow = serde_json::from_value(json!({ "format": "flowright/1", "name": "a" })).unwrap();
        let wordy: Flow = serde_json::from_value(
            json!({ "format": "flowright/1", "name": "a", "title": "", "tests": [], "nodes": [], "state": {} }),
        )
        .unwrap();
        assert_eq!(hash(&plain), hash(&wordy));
        assert_eq!(hash(&plain).len(), 64);
    }
}
