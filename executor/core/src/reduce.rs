//! How a new value meets the old one in a channel.

use flow_schema::expr::Scope;
use flow_schema::plan::PlanReducer;
use serde_json::{Number, Value};
use std::cmp::Ordering;

/// The channel's next value. A channel without a value yet is `null`, which every reducer takes for
/// its neutral element.
pub(crate) fn reduce(reducer: &PlanReducer, old: &Value, new: Value) -> Result<Value, String> {
    match reducer {
        PlanReducer::Replace => Ok(new),
        PlanReducer::Append => Ok(Value::Array(extend(old, new, false)?)),
        PlanReducer::Union => Ok(Value::Array(extend(old, new, true)?)),
        PlanReducer::Merge => merge(old, new),
        PlanReducer::Sum => sum(old, &new),
        PlanReducer::Max => pick(old, new, Ordering::Greater),
        PlanReducer::Min => pick(old, new, Ordering::Less),
        PlanReducer::Expression(expression) => {
            let mut scope = Scope::new();
            scope.insert("old".into(), old.clone());
            scope.insert("new".into(), new);
            expression.eval(&scope).map_err(|error| error.message)
        }
    }
}

/// A list is added item by item, anything else as one item.
fn extend(old: &Value, new: Value, once: bool) -> Result<Vec<Value>, String> {
    let mut list = match old {
        Value::Null => Vec::new(),
        Value::Array(items) => items.clone(),
        other => return Err(format!("holds {}, not a list", name_of(other))),
    };
    let items = match new {
        Value::Array(items) => items,
        item => vec![item],
    };
    for item in items {
        if !once || !list.contains(&item) {
            list.push(item);
        }
    }
    Ok(list)
}

fn merge(old: &Value, new: Value) -> Result<Value, String> {
    match (old, new) {
        (Value::Null, new @ Value::Object(_)) => Ok(new),
        (Value::Object(_), Value::Null) => Ok(old.clone()),
        (Value::Object(old), Value::Object(new)) => {
            let mut merged = old.clone();
            merged.extend(new);
            Ok(Value::Object(merged))
        }
        (old, new) => Err(format!("cannot merge {} into {}", name_of(&new), name_of(old))),
    }
}

fn sum(old: &Value, new: &Value) -> Result<Value, String> {
    let zero = Number::from(0);
    let (Some(a), Some(b)) = (number(old, &zero), number(new, &zero)) else {
        return Err(format!("cannot add {} to {}", name_of(new), name_of(old)));
    };
    if let (Some(a), Some(b)) = (a.as_i64(), b.as_i64()) {
        return a.checked_add(b).map(Value::from).ok_or_else(|| "the sum is too large".to_owned());
    }
    let total = a.as_f64().zip(b.as_f64()).map(|(a, b)| a + b);
    total.and_then(Number::from_f64).map(Value::Number).ok_or_else(|| "the sum is too large".to_owned())
}

fn number<'a>(value: &'a Value, zero: &'a Number) -> Option<&'a Number> {
    match value {
        Value::Null => Some(zero),
        Value::Number(number) => Some(number),
        Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn pick(old: &Value, new: Value, wanted: Ordering) -> Result<Value, String> {
    let order = match (&new, old) {
        (_, Value::Null) => return Ok(new),
        (Value::Null, _) => return Ok(old.clone()),
        (Value::Number(new), Value::Number(old)) => match (new.as_i64(), old.as_i64()) {
            (Some(new), Some(old)) => Some(new.cmp(&old)),
            _ => new.as_f64().zip(old.as_f64()).and_then(|(new, old)| new.partial_cmp(&old)),
        },
        (Value::String(new), Value::String(old)) => Some(new.cmp(old)),
        _ => None,
    };
    match order {
        Some(order) => Ok(if order == wanted { new } else { old.clone() }),
        None => Err(format!("cannot compare {} with {}", name_of(&new), name_of(old))),
    }
}

pub(crate) fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(reducer: &PlanReducer, old: Value, new: Value, expect: Result<Value, &str>) {
        assert_eq!(reduce(reducer, &old, new), expect.map_err(str::to_owned), "{reducer:?}");
    }

    #[test]
    fn every_reducer_starts_from_nothing_and_keeps_types() {
        check(&PlanReducer::Replace, json!(1), json!("x"), Ok(json!("x")));
        check(&PlanReducer::Append, json!(null), json!("x"), Ok(json!(["x"])));
        check(&PlanReducer::Append, json!([1]), json!([1, 2]), Ok(json!([1, 1, 2])));
        check(&PlanReducer::Union, json!([1]), json!([1, 2]), Ok(json!([1, 2])));
        check(&PlanReducer::Merge, json!({"a": 1, "b": 1}), json!({"b": 2}), Ok(json!({"a": 1, "b": 2})));
        check(&PlanReducer::Sum, json!(null), json!(2), Ok(json!(2)));
        check(&PlanReducer::Sum, json!(2), json!(0.5), Ok(json!(2.5)));
        check(&PlanReducer::Max, json!(2), json!(3), Ok(json!(3)));
        check(&PlanReducer::Min, json!(2), json!(3), Ok(json!(2)));
        check(&PlanReducer::Sum, json!(2), json!("x"), Err("cannot add a text to a number"));
        check(&PlanReducer::Append, json!({}), json!(1), Err("holds an object, not a list"));
    }
}
