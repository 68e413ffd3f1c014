use super::patterns as p;
use crate::chat::{Sought, SoughtKind};
use crate::words;
use regex::Regex;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const LONGEST_TITLE: usize = 120;

/// How levels of urgency are called, and what people say who mean them; most urgent first.
const URGENCY: [(&[&str], &[&str]); 5] = [
    (
        &["p1", "critical", "highest", "emergency"],
        &[
            "critical",
            "emergency",
            "everyone",
            "everybody",
            "whole company",
            "whole office",
            "outage",
            "production down",
            "nobody can",
        ],
    ),
    (
        &["p2", "high", "urgent"],
        &[
            "urgent",
            "urgently",
            "asap",
            "immediately",
            "right away",
            "cannot work",
            "can't work",
            "blocked",
            "deadline",
            "as soon as possible",
        ],
    ),
    (&["p3", "medium", "normal"], &["soon", "this week", "annoying", "slow"]),
    (
        &["p4", "low"],
        &["no rush", "no hurry", "not urgent", "whenever", "low priority", "when you have time"],
    ),
    (&["p5", "lowest", "very low"], &["some day", "someday", "nice to have"]),
];

/// An object with the fields that the text tells; what it does not tell is absent.
pub(super) fn extract(text: &str, fields: &[Sought]) -> Value {
    let found: Map<String, Value> =
        fields.iter().filter_map(|field| Some((field.name.clone(), value(text, field)?))).collect();
    found.into()
}

fn value(text: &str, field: &Sought) -> Option<Value> {
    if !field.pattern.is_empty() {
        // A linear-time engine; patterns that it does not take were refused before.
        let pattern = Regex::new(&field.pattern).ok()?;
        let found = pattern.captures(text)?;
        let hit = found.get(1).or_else(|| found.get(0))?.as_str();
        return typed(hit, field);
    }
    if let Some(value) = stated(text, field).and_then(|said| typed(&said, field)) {
        return Some(value);
    }
    match field.kind {
        SoughtKind::Email => first(&p::EMAIL, text),
        SoughtKind::Number => only_number(text),
        SoughtKind::Date => p::date(text).map(Value::from),
        SoughtKind::Boolean => yes_or_no(text),
        SoughtKind::Select => option(text, field).map(Value::from),
        SoughtKind::Textarea => Some(json!(text.trim())),
        SoughtKind::Text => by_name(text, field),
    }
}

fn first(pattern: &Regex, text: &str) -> Option<Value> {
    pattern.find(text).map(|m| json!(m.as_str().trim()))
}

/// A text field says by its name what it is about.
fn by_name(text: &str, field: &Sought) -> Option<Value> {
    let about = format!("{} {}", field.name, field.label).to_lowercase();
    let words: Vec<&str> = about.split(|c: char| !c.is_alphanumeric()).collect();
    let named = |wanted: &[&str]| wanted.iter().any(|w| words.contains(w));
    if named(&["email", "mail"]) {
        first(&p::EMAIL, text)
    } else if named(&["phone", "telephone", "tel", "mobile", "callback"]) {
        first(&p::PHONE, text)
    } else if named(&["date", "day", "since", "when"]) {
        p::date(text).map(Value::from)
    } else if named(&["id", "number", "code", "ticket", "order", "serial", "reference", "tag"]) {
        first(&p::TAG, text)
    } else if named(&["device", "hardware", "asset", "computer", "machine", "host", "equipment"]) {
        first(&p::TAG, text).or_else(|| first(&p::DEVICE, text))
    } else if named(&["title", "subject", "summary", "headline"]) {
        title(text).map(Value::from)
    } else if named(&["description", "details", "problem", "message", "text", "happened"]) {
        Some(json!(text.trim()))
    } else if named(&["location", "room", "place", "site", "office", "building", "floor", "where"]) {
        first(&p::PLACE, text)
    } else {
        None
    }
}

/// `Label: value`, up to the end of the line or of the clause.
fn stated(text: &str, field: &Sought) -> Option<String> {
    let names = [field.name.replace(['_', '-'], " "), field.label.clone()];
    names.iter().filter(|name| name.chars().count() > 1).find_map(|name| {
        let pattern =
            format!(r"(?im)(?:^|[\s,;(]){}\s*[:=]\s*([^\n,;]+?)\s*(?:[,;]|\.\s|\.?$)", regex::escape(name));
        let found = Regex::new(&pattern).ok()?.captures(text)?;
        Some(found.get(1)?.as_str().to_owned())
    })
}

/// A piece of text as a value of the field's type, if it is one.
fn typed(said: &str, field: &Sought) -> Option<Value> {
    let said = said.trim();
    match field.kind {
        SoughtKind::Number => only_number(said),
        SoughtKind::Date => p::date(said).map(Value::from),
        SoughtKind::Boolean => yes_or_no(said),
        SoughtKind::Email => first(&p::EMAIL, said),
        SoughtKind::Select => option(said, field).map(Value::from),
        SoughtKind::Text | SoughtKind::Textarea => (!said.is_empty()).then(|| json!(said)),
    }
}

/// A number only counts when there is no other to confuse it with.
fn only_number(text: &str) -> Option<Value> {
    let mut found = p::NUMBER.captures_iter(text).filter_map(|c| c.get(1)).map(|m| m.as_str());
    let only = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let plain = only.replace(',', ".");
    plain.parse::<i64>().map(Value::from).or_else(|_| plain.parse::<f64>().map(Value::from)).ok()
}

fn yes_or_no(text: &str) -> Option<Value> {
    match flat(text).split(' ').next() {
        Some("yes" | "yeah" | "yep" | "true" | "sure") => Some(json!(true)),
        Some("no" | "nope" | "false") => Some(json!(false)),
        _ => None,
    }
}

/// The option that the text names, or whose own words it uses, or whose urgency it speaks of.
fn option(text: &str, field: &Sought) -> Option<String> {
    let plain = format!(" {} ", flat(text));
    // The longest mention wins: "very low" is not "low".
    let named = field
        .options
        .iter()
        .filter_map(|(value, label)| {
            let names = [flat(value), flat(label)];
            let spelled = names.iter().filter(|n| !n.is_empty() && plain.contains(&format!(" {n} ")));
            Some((spelled.map(|n| n.split(' ').count()).max()?, value))
        })
        .max_by_key(|(words, _)| *words);
    match named {
        // One word alone may be part of "not urgent", which means another option.
        Some((words, value)) if words > 1 => Some(value.clone()),
        other => urgency(&plain, field)
            .or_else(|| other.map(|(_, value)| value.clone()))
            .or_else(|| own_words(text, field)),
    }
}

/// The one option of whose own words, which no other option has, the text uses most.
fn own_words(text: &str, field: &Sought) -> Option<String> {
    let of_option: Vec<Vec<String>> = field
        .options
        .iter()
        .map(|(value, label)| words::terms(&format!("{} {label}", value.replace(['_', '-'], " "))))
        .collect();
    let said = words::terms(text);
    let mut hits: Vec<(usize, &String)> = field
        .options
        .iter()
        .enumerate()
        .map(|(at, (value, _))| {
            let others: Vec<&String> =
                of_option.iter().enumerate().filter(|(o, _)| *o != at).flat_map(|(_, terms)| terms).collect();
            let own: BTreeSet<&String> =
                of_option[at].iter().filter(|t| t.len() > 2 && !others.contains(t)).collect();
            (own.iter().filter(|t| said.iter().any(|s| words::alike(s, t))).count(), value)
        })
        .collect();
    hits.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match hits.as_slice() {
        [(best, value), (next, _), ..] if best > next => Some((*value).clone()),
        [(1.., value)] => Some((*value).clone()),
        _ => None,
    }
}

/// Of options that are levels of urgency, the one nearest to what the text says.
fn urgency(plain: &str, field: &Sought) -> Option<String> {
    let says = |words: &[&str]| words.iter().any(|w| plain.contains(&format!(" {} ", flat(w))));
    let level_of = |value: &str, label: &str| {
        let names = [flat(value), flat(label)];
        URGENCY.iter().position(|(called, _)| {
            called.iter().any(|c| names.iter().any(|n| n == c || n.split(' ').any(|word| word == *c)))
        })
    };
    let levels: Vec<(usize, &String)> =
        field.options.iter().filter_map(|(value, label)| Some((level_of(value, label)?, value))).collect();
    if levels.len() < 2 {
        return None;
    }
    // "not urgent" has "urgent" in it, so the calm words are looked for first.
    let order = [3, 4, 0, 1, 2];
    let said = order
        .into_iter()
        .find(|at| says(URGENCY[*at].1))
        .or_else(|| order.into_iter().find(|at| says(URGENCY[*at].0)))?;
    levels.iter().min_by_key(|(level, _)| level.abs_diff(said)).map(|(_, value)| (*value).clone())
}

fn flat(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The first sentence that says something.
fn title(text: &str) -> Option<String> {
    let sentence = words::sentences(text).into_iter().find(|s| !words::terms(s).is_empty())?;
    let sentence = sentence.trim_end_matches(['.', '!', '?', ' ']);
    Some(match sentence.char_indices().nth(LONGEST_TITLE) {
        Some((cut, _)) => format!("{}…", sentence[..cut].trim_end()),
        None => sentence.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, kind: SoughtKind, options: &[(&str, &str)]) -> Sought {
        let options = options.iter().map(|(v, l)| ((*v).into(), (*l).into())).collect();
        Sought { name: name.into(), kind, options, ..Sought::default() }
    }

    #[test]
    fn a_message_fills_what_it_tells_and_nothing_else() {
        let text = "Hi! My laptop LT-20481 does not boot since 2026-11-19, it is urgent. Room 3.14, call \
                    +49 30 1234567 or jo@example.test.";
        let priorities = [("P1", "Critical"), ("P2", "High"), ("P3", "Medium"), ("P4", "Low")];
        let fields = [
            field("title", SoughtKind::Text, &[]),
            field("device", SoughtKind::Text, &[]),
            field("since", SoughtKind::Date, &[]),
            field("priority", SoughtKind::Select, &priorities),
            field("location", SoughtKind::Text, &[]),
            field("phone", SoughtKind::Text, &[]),
            field("contact", SoughtKind::Email, &[]),
            field("cost_centre", SoughtKind::Text, &[]),
            field("seats", SoughtKind::Number, &[]),
        ];
        let mut found = extract(text, &fields);
        // 3.14 and the parts of the telephone number are numbers, so "seats" stays empty.
        assert_eq!(found["seats"].take(), Value::Null);
        assert_eq!(found["title"], "My laptop LT-20481 does not boot since 2026-11-19, it is urgent");
        assert_eq!(found["device"], "LT-20481");
        assert_eq!(found["since"], "2026-11-19");
        assert_eq!(found["priority"], "P2");
        assert_eq!(found["location"], "Room 3.14");
        assert_eq!(found["phone"], "+49 30 1234567");
        assert_eq!(found["contact"], "jo@example.test");
        assert_eq!(found["cost_centre"], Value::Null);
    }

    #[test]
    fn options_are_chosen_by_mention_and_calm_words_are_not_urgent() {
        let options = [("network", "Network & VPN"), ("hw", "Hardware"), ("sw", "Software")];
        let category = field("category", SoughtKind::Select, &options);
        assert_eq!(value("the vpn is down on my network", &category), Some(json!("network")));
        assert_eq!(value("it is a hardware thing", &category), Some(json!("hw")));
        assert_eq!(value("no idea", &category), None);
        let options = [("low", "Low"), ("high", "High"), ("critical", "Critical")];
        let urgency = field("urgency", SoughtKind::Select, &options);
        assert_eq!(value("it is not urgent", &urgency), Some(json!("low")));
        assert_eq!(value("nobody can sign in", &urgency), Some(json!("critical")));
        assert_eq!(value("I cannot work!", &urgency), Some(json!("high")));
        assert_eq!(value("low, thanks", &urgency), Some(json!("low")));
        assert_eq!(value("it is broken", &urgency), None);
        let levels =
            [("P1", "A whole site cannot work"), ("P3", "I cannot work"), ("P5", "A question or a wish")];
        let priority = field("priority", SoughtKind::Select, &levels);
        assert_eq!(value("Since today I cannot work.", &priority), Some(json!("P3")));
        assert_eq!(value("How do I work from home?", &priority), None);
        let options = [
            ("access", "Password, sign-in or access"),
            ("network", "VPN, Wi-Fi or network"),
            ("other", "Something else"),
        ];
        let category = field("category", SoughtKind::Select, &options);
        assert_eq!(value("I forgot my pasword", &category), Some(json!("access")));
        assert_eq!(value("something about the password for the VPN", &category), None);
    }

    #[test]
    fn stated_values_and_patterns_come_first() {
        let incident = Sought { pattern: r"INC(\d{7})".into(), ..field("incident", SoughtKind::Text, &[]) };
        assert_eq!(value("see INC0012345", &incident), Some(json!("0012345")));
        let seats = field("seats", SoughtKind::Number, &[]);
        assert_eq!(value("Seats: 4\nFloor: 2", &seats), Some(json!(4)));
        assert_eq!(value("2 of 4 seats", &seats), None);
        assert_eq!(value("I need 12 licences.", &seats), Some(json!(12)));
    }
}
