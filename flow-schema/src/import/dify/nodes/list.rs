//! `list-operator`: filter, sort, take one, cut off.

use super::conditions::compare;
use crate::import::dify::graph::Source;
use crate::import::dify::work::Work;
use crate::import::rhai_text::member;
use serde_json::{Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let list = work.selector(at, &at.data["variable"]);
    let mut lines = vec![format!("let list_ = default({list}, []);")];
    let filter = &at.data["filter_by"];
    if filter["enabled"] == true {
        let conditions = filter["conditions"].as_array().map_or(&[][..], Vec::as_slice);
        let numeric = at.text("item_var_type") == "number" || at.text("var_type") == "array[number]";
        let kind = if numeric { "number" } else { "string" };
        let parts: Vec<String> = conditions
            .iter()
            .map(|condition| {
                let item = match condition["key"].as_str() {
                    Some(key) if !key.is_empty() => member("item", key),
                    _ => "item".to_owned(),
                };
                // `item` is a word of ours; the closure's parameter hides it.
                let operator = condition["comparison_operator"].as_str().unwrap_or("contains");
                compare(work, at, &item.replacen("item", "one_", 1), operator, &condition["value"], kind)
            })
            .collect();
        if !parts.is_empty() {
            lines.push(format!("list_ = list_.filter(|one_| {});", parts.join(" && ")));
        }
    }
    let extract = &at.data["extract_by"];
    if extract["enabled"] == true {
        // Counted from 1.
        let serial = extract["serial"].as_str().map_or_else(|| extract["serial"].to_string(), str::to_owned);
        match serial.trim().parse::<u32>() {
            Ok(number) if number > 0 => lines.push(format!("list_ = list_.extract({}, 1);", number - 1)),
            _ => {
                let number = work.text_expression(at, &serial);
                lines.push(format!("list_ = list_.extract(parse_int(text({number})) - 1, 1);"));
            }
        }
    }
    let order = &at.data["order_by"];
    if order["enabled"] == true {
        let (a, b) = match order["key"].as_str() {
            Some(key) if !key.is_empty() => (member("a", key), member("b", key)),
            _ => ("a".to_owned(), "b".to_owned()),
        };
        let (less, more) = if order["value"] == "desc" { (1, -1) } else { (-1, 1) };
        lines.push(format!(
            "list_.sort(|a, b| if {a} < {b} {{ {less} }} else if {a} > {b} {{ {more} }} else {{ 0 }});"
        ));
    }
    let limit = &at.data["limit"];
    if limit["enabled"] == true
        && let Some(size) = limit["size"].as_u64()
    {
        lines.push(format!("list_ = list_.extract(0, {size});"));
    }
    lines.push("#{ result: list_, first_record: first(list_), last_record: last(list_) }".to_owned());
    let code = Value::String(lines.join("\n"));
    work.put(at, "script", json!({ "code": code }), "It is a script that does the same to the list.");
}
