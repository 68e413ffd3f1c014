//! Three JSON values into one, by the terms of the diff: objects by key, named lists by name, other
//! lists by element, long texts by word.

use super::grain::Grain;
use super::order::merge_order;
use super::sequence::merge_sequence;
use crate::diff::keyed::Key;
use crate::diff::words::{is_blank, is_long, tokens};
use crate::json_schema::escape;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The three values of one place; `None` where there is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Three<'a> {
    pub base: Option<&'a Value>,
    pub ours: Option<&'a Value>,
    pub theirs: Option<&'a Value>,
}

/// What is told of every place where both sides changed something, each in its own way.
pub(super) type Clash<'a> = dyn FnMut(&str, Three<'_>) + 'a;

/// The merged value, with ours in the place of every clash.
///
/// `grain` says of a path how finely texts there may be merged.
pub(super) fn merge_values(
    three: Three<'_>,
    path: &mut String,
    grain: &dyn Fn(&str) -> Grain,
    clash: &mut Clash<'_>,
) -> Option<Value> {
    let Three { base, ours, theirs } = three;
    if ours == theirs || theirs == base {
        return ours.cloned();
    }
    if ours == base {
        return theirs.cloned();
    }
    let merged = match (base, ours, theirs) {
        (base, Some(Value::Object(a)), Some(Value::Object(b))) => {
            let empty = Map::new();
            let base = base.and_then(Value::as_object).unwrap_or(&empty);
            Some(merge_objects(base, a, b, path, grain, clash))
        }
        (base, Some(Value::Array(a)), Some(Value::Array(b))) => {
            let base = base.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            merge_lists(base, a, b, path, grain, clash)
        }
        (Some(Value::String(base)), Some(Value::String(a)), Some(Value::String(b)))
            if is_long(base) && is_long(a) && is_long(b) =>
        {
            merge_texts(base, a, b, grain(path)).map(Value::String)
        }
        _ => None,
    };
    if merged.is_none() {
        clash(path, three);
    }
    merged.or_else(|| ours.cloned())
}

fn merge_objects(
    base: &Map<String, Value>,
    ours: &Map<String, Value>,
    theirs: &Map<String, Value>,
    path: &mut String,
    grain: &dyn Fn(&str) -> Grain,
    clash: &mut Clash<'_>,
) -> Value {
    let names: BTreeSet<&String> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let entries = names.into_iter().filter_map(|name| {
        let three = Three { base: base.get(name), ours: ours.get(name), theirs: theirs.get(name) };
        within(path, name, |path| merge_values(three, path, grain, clash)).map(|value| (name.clone(), value))
    });
    Value::Object(entries.collect())
}

fn merge_lists(
    base: &[Value],
    ours: &[Value],
    theirs: &[Value],
    path: &mut String,
    grain: &dyn Fn(&str) -> Grain,
    clash: &mut Clash<'_>,
) -> Option<Value> {
    if let Some(key) = Key::of(&[base, ours, theirs]) {
        return Some(merge_named(key, [base, ours, theirs], path, grain, clash));
    }
    if base.len() == ours.len() && base.len() == theirs.len() {
        let items = (0..base.len()).map(|at| {
            let three = Three { base: base.get(at), ours: ours.get(at), theirs: theirs.get(at) };
            within(path, &at.to_string(), |path| merge_values(three, path, grain, clash))
                .unwrap_or(Value::Null)
        });
        return Some(items.collect());
    }
    merge_sequence(base, ours, theirs, |_| false).map(Value::Array)
}

fn merge_named(
    key: Key,
    lists: [&[Value]; 3],
    path: &mut String,
    grain: &dyn Fn(&str) -> Grain,
    clash: &mut Clash<'_>,
) -> Value {
    let names = lists.map(|list| key.names(list));
    let by_name = |at: usize| -> BTreeMap<&String, &Value> { names[at].iter().zip(lists[at]).collect() };
    let [base, ours, theirs] = [by_name(0), by_name(1), by_name(2)];
    let all: BTreeSet<&String> = names.iter().flatten().collect();
    let mut kept: BTreeMap<String, Value> = BTreeMap::new();
    for name in all {
        let of = |side: &BTreeMap<&String, &'_ Value>| side.get(name).map(|value| (*value).clone());
        let (base, ours, theirs) = (of(&base), of(&ours), of(&theirs));
        let three = Three { base: base.as_ref(), ours: ours.as_ref(), theirs: theirs.as_ref() };
        if let Some(value) = within(path, name, |path| merge_values(three, path, grain, clash)) {
            kept.insert(name.clone(), value);
        }
    }
    let keep = kept.keys().cloned().collect();
    let order = merge_order(&names[0], &names[1], &names[2], &keep);
    order.iter().filter_map(|name| kept.get(name).cloned()).collect()
}

/// Changes with only blanks between them touch, so that no sentence is made of two halves.
fn merge_texts(base: &str, ours: &str, theirs: &str, grain: Grain) -> Option<String> {
    let lines =
        |text: &'_ str| -> Vec<String> { text.split_inclusive('\n').map(ToOwned::to_owned).collect() };
    match grain {
        Grain::Word => merge_sequence(&tokens(base), &tokens(ours), &tokens(theirs), is_blank)
            .map(|merged| merged.concat()),
        Grain::Line => merge_sequence(&lines(base), &lines(ours), &lines(theirs), |_| false)
            .map(|merged| merged.concat()),
        Grain::Whole => None,
    }
}

fn within<T>(path: &mut String, step: &str, inner: impl FnOnce(&mut String) -> T) -> T {
    let before = path.len();
    path.push('/');
    path.push_str(&escape(step));
    let result = inner(path);
    path.truncate(before);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(base: Value, ours: Value, theirs: Value, expect: Value, clashes: &[&str]) {
        let mut found = Vec::new();
        let three = Three { base: Some(&base), ours: Some(&ours), theirs: Some(&theirs) };
        let merged = merge_values(three, &mut String::new(), &|_| Grain::Word, &mut |path, _| {
            found.push(path.to_owned())
        });
        assert_eq!((merged, found), (Some(expect), clashes.iter().map(ToString::to_string).collect()));
    }

    #[test]
    fn different_places_merge_and_one_place_clashes() {
        check(
            json!({ "a": 1, "b": 1 }),
            json!({ "a": 2, "b": 1 }),
            json!({ "a": 1, "c": 3 }),
            json!({ "a": 2, "c": 3 }),
            &[],
        );
        check(json!({ "a": 1 }), json!({ "a": 2 }), json!({ "a": 3 }), json!({ "a": 2 }), &["/a"]);
        check(json!({ "a": 1 }), json!({}), json!({ "a": 3 }), json!({}), &["/a"]);
    }

    #[test]
    fn cases_merge_by_their_port_and_words_by_themselves() {
        let case = |port: &str, when: &str| json!({ "port": port, "when": when });
        check(
            json!([case("yes", "a"), case("no", "b")]),
            json!([case("yes", "a"), case("maybe", "c"), case("no", "b")]),
            json!([case("yes", "x"), case("no", "b"), case("never", "d")]),
            json!([case("yes", "x"), case("maybe", "c"), case("no", "b"), case("never", "d")]),
            &[],
        );
        check(
            json!([case("yes", "a")]),
            json!([case("yes", "b")]),
            json!([case("yes", "c")]),
            json!([case("yes", "b")]),
            &["/[port=yes]/when"],
        );
        check(json!(["a", "b"]), json!(["a", "b", "c"]), json!(["b", "d"]), json!(["b", "c", "d"]), &[]);
    }

    const TEXT: &str =
        "You help with computers.\nAnswer in English, from {{ kb.passages }} alone.\nBe short.";

    #[test]
    fn two_edits_of_one_prompt_merge_when_they_do_not_touch() {
        let edit = |from: &str, to: &str| json!(TEXT.replace(from, to));
        let both = TEXT.replace("computers", "printers").replace("short", "kind");
        check(json!(TEXT), edit("computers", "printers"), edit("short", "kind"), json!(both), &[]);
        let both = TEXT.replace("English", "Polish").replace("alone", "only");
        check(json!(TEXT), edit("English", "Polish"), edit("alone", "only"), json!(both), &[]);
        check(
            json!(TEXT),
            edit("English", "Polish"),
            edit("English", "Polish"),
            edit("English", "Polish"),
            &[],
        );
        check(
            json!(TEXT),
            edit("English", "Polish"),
            edit("English", "German"),
            edit("English", "Polish"),
            &[""],
        );
        check(json!(TEXT), edit("Be", "Stay"), edit("short", "kind"), edit("Be", "Stay"), &[""]);
        // A hole is one word.
        check(json!(TEXT), edit("kb.", "a."), edit(".passages", ".texts"), edit("kb.", "a."), &[""]);
    }
}
