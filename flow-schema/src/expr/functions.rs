//! What an expression may call, beside Rhai's standard library. All of them take null kindly, since
//! an absent property is the ordinary case in a flow.

use super::convert::{to_dynamic, to_json, to_text};
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString, Map, Position};

pub(super) fn register(engine: &mut Engine) {
    // `a.b.c` is null as soon as one of them is.
    engine.register_indexer_get(|_: &mut (), _: ImmutableString| Dynamic::UNIT);
    engine.register_indexer_get(|_: &mut (), _: i64| Dynamic::UNIT);

    engine.register_fn(
        "default",
        |value: Dynamic, otherwise: Dynamic| if is_absent(&value) { otherwise } else { value },
    );
    engine.register_fn("json", |value: Dynamic| -> Result<String, Box<EvalAltResult>> {
        to_json(&value).map(|value| value.to_string()).map_err(fail)
    });
    engine.register_fn("parse_json", |text: ImmutableString| -> Result<Dynamic, Box<EvalAltResult>> {
        serde_json::from_str(&text)
            .map(|value| to_dynamic(&value))
            .map_err(|error| fail(format!("not JSON: {error}")))
    });
    engine.register_fn("text", |value: Dynamic| -> Result<String, Box<EvalAltResult>> {
        to_json(&value).map(|value| to_text(&value)).map_err(fail)
    });
    engine.register_fn("join", |items: Array| join(&items, ""));
    engine.register_fn("join", |items: Array, separator: ImmutableString| join(&items, &separator));
    engine.register_fn("join", |(): (), _: ImmutableString| String::new());

    engine.register_fn("len", |(): ()| 0_i64);
    engine.register_fn("is_empty", |(): ()| true);
    engine.register_fn("contains", |(): (), _: Dynamic| false);
    engine.register_fn("starts_with", |(): (), _: Dynamic| false);
    engine.register_fn("ends_with", |(): (), _: Dynamic| false);
    engine.register_fn("to_upper", |(): ()| String::new());
    engine.register_fn("to_lower", |(): ()| String::new());
    engine.register_fn("keys", |(): ()| Array::new());
    engine.register_fn("values", |(): ()| Array::new());
    // Rhai's own `trim` changes its argument, which a scope does not allow.
    engine.register_fn("trimmed", |text: ImmutableString| text.trim().to_owned());
    engine.register_fn("first", |items: Array| items.into_iter().next().unwrap_or(Dynamic::UNIT));
    engine.register_fn("last", |items: Array| items.into_iter().next_back().unwrap_or(Dynamic::UNIT));
    engine.register_fn("first", |(): ()| Dynamic::UNIT);
    engine.register_fn("last", |(): ()| Dynamic::UNIT);
    engine.register_fn("has", |map: Map, key: ImmutableString| map.contains_key(key.as_str()));
}

fn is_absent(value: &Dynamic) -> bool {
    value.is_unit()
}

fn join(items: &[Dynamic], separator: &str) -> Result<String, Box<EvalAltResult>> {
    let texts: Result<Vec<_>, _> =
        items.iter().map(|item| to_json(item).map(|value| to_text(&value))).collect();
    texts.map(|texts| texts.join(separator)).map_err(fail)
}

fn fail(message: String) -> Box<EvalAltResult> {
    EvalAltResult::ErrorRuntime(message.into(), Position::NONE).into()
}
