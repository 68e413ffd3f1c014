//! `={{ … }}`: paths into items and standard methods of JavaScript; nothing else.

use crate::import::foreign::{Dialect, expression};

/// What an expression names an item by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// The item that comes in.
    Before,
    /// That of a node.
    Node(String),
}

/// Stands for an item while the expression is translated.
pub(super) fn stand_in(at: usize) -> String {
    format!("zz_item_{at}")
}

/// An expression in Rhai in which [`stand_in`]s are items, and which items those are.
pub(super) fn translate(source: &str) -> Result<(String, Vec<Named>), String> {
    let mut items: Vec<Named> = Vec::new();
    let mut text = String::new();
    let mut rest = source.trim();
    while let Some(at) = rest.find('$') {
        text.push_str(&rest[..at]);
        let after = &rest[at..];
        let (named, length) = item(after)?;
        let index = items.iter().position(|known| *known == named).unwrap_or_else(|| {
            items.push(named);
            items.len() - 1
        });
        text.push_str(&stand_in(index));
        rest = &after[length..];
    }
    text.push_str(rest);
    let lookup = |name: &str| {
        if name.starts_with("zz_item_") { Ok(name.to_owned()) } else { Err(format!("the name ‘{name}’")) }
    };
    Ok((expression(&text, Dialect::JavaScript, &lookup)?, items))
}

/// One way to name an item, and how long it is.
fn item(text: &str) -> Result<(Named, usize), String> {
    const BEFORE: &[&str] = &[
        "$json",
        "$input.item.json",
        "$input.first().json",
        "$input.last().json",
        "$input.all()[0].json",
        "$data",
    ];
    if let Some(found) = BEFORE.iter().find(|known| text.starts_with(**known) && ends(&text[known.len()..])) {
        return Ok((Named::Before, found.len()));
    }
    for (open, close) in [("$('", "')"), ("$(\"", "\")"), ("$node['", "']"), ("$node[\"", "\"]")] {
        let Some(inside) = text.strip_prefix(open) else { continue };
        let end = inside.find(close).ok_or("a name that is never closed")?;
        let after = &inside[end + close.len()..];
        let way = [".item.json", ".first().json", ".last().json", ".json"]
            .iter()
            .find(|way| after.starts_with(**way));
        let way = way.ok_or_else(|| format!("more of ‘{}’ than its item", &inside[..end]))?;
        return Ok((Named::Node(inside[..end].to_owned()), open.len() + end + close.len() + way.len()));
    }
    let name: String = text.chars().skip(1).take_while(|c| c.is_alphanumeric()).collect();
    // A dollar that is part of a template text in JavaScript.
    if name.is_empty() { Err("the sign ‘$’".to_owned()) } else { Err(format!("‘${name}’")) }
}

fn ends(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_and_the_rest_is_translated() {
        let check = |source: &str, expect: &str, items: &[Named]| {
            assert_eq!(translate(source), Ok((expect.to_owned(), items.to_vec())), "{source}");
        };
        let node = |name: &str| Named::Node(name.to_owned());
        check("$json.name.toUpperCase()", "zz_item_0.name.to_upper()", &[Named::Before]);
        check(
            "$('Get it').item.json.id + $json['a b']",
            "zz_item_0.id + zz_item_1[\"a b\"]",
            &[node("Get it"), Named::Before],
        );
        check("$node[\"Set\"].json.x ?? 'none'", "zz_item_0.x ?? \"none\"", &[node("Set")]);
        check(
            "$json.tags.includes('x') ? 1 : 2",
            "if zz_item_0.tags.contains(\"x\") { 1 } else { 2 }",
            &[Named::Before],
        );
        for (source, part) in [
            ("$now.toISO()", "‘$now’"),
            ("$('A').all()", "more of ‘A’"),
            ("$json.list.map(i => i.x)", "=>"),
            ("new Date()", "new"),
            ("$json.x.match(/a/)", "sign"),
        ] {
            let error = translate(source).expect_err(source);
            assert!(error.contains(part), "{source}: {error}");
        }
    }
}
