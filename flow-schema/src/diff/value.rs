//! Two JSON values compared by path.

use super::keyed::{Key, natural_order};
use super::words::{Words, compare, is_long};
use crate::json_schema::escape;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use ts_rs::TS;
use utoipa::ToSchema;

/// One place that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct FieldChange {
    /// A JSON pointer whose steps into a list may be names: `/config/cases/[port=yes]/when`,
    /// `/config/prompt`. Empty: the value as a whole.
    pub path: String,
    pub change: ValueChange,
}

/// What became of the value there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum ValueChange {
    /// There was none.
    Added(#[ts(type = "unknown")] Value),
    /// There is none any more.
    Removed(#[ts(type = "unknown")] Value),
    Replaced {
        #[ts(type = "unknown")]
        #[schema(value_type = Object)]
        was: Value,
        #[ts(type = "unknown")]
        #[schema(value_type = Object)]
        now: Value,
    },
    /// A long text, by word.
    Text(Vec<Words>),
    /// The elements of a list, by the names they have in paths, stand in this order now. Said only when
    /// leaving out what went and putting what came at the end would not give it.
    Order(Vec<String>),
}

/// Every place in which two values differ.
pub(crate) fn compare_values(was: &Value, now: &Value) -> Vec<FieldChange> {
    let mut found = Vec::new();
    compare_at(Some(was), Some(now), &mut String::new(), &mut found);
    found
}

fn compare_at(was: Option<&Value>, now: Option<&Value>, path: &mut String, found: &mut Vec<FieldChange>) {
    let mut say = |change| found.push(FieldChange { path: path.clone(), change });
    let (was, now) = match (was, now) {
        (None, None) => return,
        (None, Some(now)) => return say(ValueChange::Added(now.clone())),
        (Some(was), None) => return say(ValueChange::Removed(was.clone())),
        (Some(was), Some(now)) if was == now => return,
        (Some(was), Some(now)) => (was, now),
    };
    match (was, now) {
        (Value::Object(a), Value::Object(b)) => {
            let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for name in names {
                within(path, &escape(name), |path| compare_at(a.get(name), b.get(name), path, found));
            }
        }
        (Value::Array(a), Value::Array(b)) => match Key::of(&[a, b]) {
            Some(key) => compare_named(key, a, b, path, found),
            None if a.len() == b.len() => {
                for (at, (was, now)) in a.iter().zip(b).enumerate() {
                    within(path, &at.to_string(), |path| compare_at(Some(was), Some(now), path, found));
                }
            }
            None => say(ValueChange::Replaced { was: was.clone(), now: now.clone() }),
        },
        (Value::String(a), Value::String(b)) if is_long(a) || is_long(b) => {
            say(ValueChange::Text(compare(a, b)));
        }
        _ => say(ValueChange::Replaced { was: was.clone(), now: now.clone() }),
    }
}

fn compare_named(key: Key, a: &[Value], b: &[Value], path: &mut String, found: &mut Vec<FieldChange>) {
    let (before, after) = (key.names(a), key.names(b));
    let at = |names: &[String], list: &'_ [Value], name: &String| {
        names.iter().position(|known| known == name).and_then(|at| list.get(at).cloned())
    };
    let added = after.iter().filter(|name| !before.contains(name));
    for name in before.iter().chain(added) {
        let (was, now) = (at(&before, a, name), at(&after, b, name));
        within(path, &escape(name), |path| compare_at(was.as_ref(), now.as_ref(), path, found));
    }
    if natural_order(&before, &after) != after {
        found.push(FieldChange { path: path.clone(), change: ValueChange::Order(after) });
    }
}

fn within(path: &mut String, step: &str, inner: impl FnOnce(&mut String)) {
    let before = path.len();
    path.push('/');
    path.push_str(step);
    inner(path);
    path.truncate(before);
}

/// The steps of a path.
pub(crate) fn steps(path: &str) -> Vec<String> {
    path.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
}
