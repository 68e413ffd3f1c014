//! Finding and setting what a path means.

use super::keyed::find;
use super::value::steps;
use serde_json::Value;

/// The value at a path, if there is one.
pub(crate) fn get<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    steps(path).iter().try_fold(value, |value, step| match value {
        Value::Object(entries) => entries.get(step),
        Value::Array(items) => find(items, step).map(|at| &items[at]),
        _ => None,
    })
}

/// Puts a value at a path, or takes it away. False when there is nothing it could stand in.
pub(crate) fn set(value: &mut Value, path: &str, new: Option<Value>) -> bool {
    let steps = steps(path);
    let Some((last, way)) = steps.split_last() else {
        *value = new.unwrap_or(Value::Null);
        return true;
    };
    let mut here = value;
    for step in way {
        let next = match here {
            Value::Object(entries) => entries.get_mut(step),
            Value::Array(items) => find(items, step).and_then(|at| items.get_mut(at)),
            _ => None,
        };
        let Some(next) = next else { return false };
        here = next;
    }
    match (here, new) {
        (Value::Object(entries), Some(new)) => {
            entries.insert(last.clone(), new);
        }
        (Value::Object(entries), None) => {
            entries.remove(last);
        }
        (Value::Array(items), new) => match (find(items, last), new) {
            (Some(at), Some(new)) => items[at] = new,
            (Some(at), None) => {
                items.remove(at);
            }
            (None, Some(new)) => items.push(new),
            (None, None) => {}
        },
        _ => return false,
    }
    true
}
