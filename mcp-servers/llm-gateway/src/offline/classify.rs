use crate::chat::Class;
use crate::words;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Cosine similarity at which a text counts as certainly like an example.
const CERTAIN: f64 = 0.40;

type Features = BTreeMap<String, f64>;

/// Chooses the class whose name, description or examples are most like the text: cosine of TF-IDF
/// weighted character trigrams and terms. Confidence is high when the likeness is strong and no
/// other class comes close.
pub(super) fn classify(text: &str, classes: &[Class]) -> Value {
    let documents: Vec<Vec<Features>> = classes
        .iter()
        .map(|class| {
            let about = format!("{} {}", class.name.replace(['_', '-'], " "), class.description);
            std::iter::once(features(&about)).chain(class.examples.iter().map(|e| features(e))).collect()
        })
        .collect();
    let idf = idf(documents.iter().flatten());
    let wanted = weighted(&features(text), &idf);
    let scores: Vec<f64> = documents
        .iter()
        .map(|of_class| of_class.iter().map(|d| cosine(&wanted, &weighted(d, &idf))).fold(0.0, f64::max))
        .collect();
    let best = (0..scores.len()).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or_default();
    let top = scores.get(best).copied().unwrap_or_default();
    let next = scores.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, s)| *s).fold(0.0, f64::max);
    let strength = (top / CERTAIN).min(1.0);
    let lead = if top > 0.0 { ((top - next) / top * 2.0).min(1.0) } else { 0.0 };
    let confidence = strength * (0.5 + 0.5 * lead);
    let all: Map<String, Value> = classes
        .iter()
        .zip(&scores)
        .map(|(class, score)| (class.name.clone(), json!(round(*score))))
        .collect();
    let name = classes.get(best).map(|c| c.name.as_str()).unwrap_or_default();
    json!({ "class": name, "confidence": round(confidence), "scores": all })
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn features(text: &str) -> Features {
    let terms = words::terms(text);
    let mut all = words::grams(&terms.join(" "), 3);
    for term in terms {
        // A whole word in common says more than its letters.
        *all.entry(format!("={term}")).or_insert(0.0) += 2.0;
    }
    all
}

fn idf<'a>(documents: impl Iterator<Item = &'a Features>) -> impl Fn(&str) -> f64 {
    let mut total = 0.0_f64;
    let mut seen = Features::new();
    for document in documents {
        total += 1.0;
        for feature in document.keys() {
            *seen.entry(feature.clone()).or_insert(0.0) += 1.0;
        }
    }
    move |feature| ((total + 1.0) / (seen.get(feature).copied().unwrap_or(0.0) + 1.0)).ln() + 1.0
}

fn weighted(features: &Features, idf: &impl Fn(&str) -> f64) -> Features {
    features.iter().map(|(feature, count)| (feature.clone(), (1.0 + count.ln()) * idf(feature))).collect()
}

fn cosine(a: &Features, b: &Features) -> f64 {
    let norm = |v: &Features| v.values().map(|x| x * x).sum::<f64>().sqrt();
    let dot: f64 = a.iter().filter_map(|(feature, x)| b.get(feature).map(|y| x * y)).sum();
    let length = norm(a) * norm(b);
    if length == 0.0 { 0.0 } else { dot / length }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_to_the_class_they_resemble_and_strangers_to_none() {
        let class = |name: &str, description: &str, examples: &[&str]| Class {
            name: name.into(),
            description: description.into(),
            examples: examples.iter().map(|e| (*e).into()).collect(),
        };
        let classes = [
            class(
                "network",
                "VPN, Wi-Fi and internet problems",
                &["The VPN does not connect", "wifi is slow"],
            ),
            class("password", "Sign-in and accounts", &["I forgot my password", "my account is locked"]),
            class("printer", "Printing", &["the printer is jammed", "nothing comes out of the printer"]),
        ];
        for (text, expected) in [
            ("VPN won't connect from home", "network"),
            ("forgot pasword, please reset it", "password"),
            ("Printer on floor 3 is jammed again", "printer"),
        ] {
            let found = classify(text, &classes);
            assert_eq!(found["class"], expected, "{text}: {found}");
            assert!(found["confidence"].as_f64().unwrap() >= 0.5, "{text}: {found}");
        }
        let stranger = classify("What is for lunch today?", &classes);
        assert!(stranger["confidence"].as_f64().unwrap() < 0.5, "{stranger}");
        assert_eq!(classify("x", &classes), classify("x", &classes));
    }
}
