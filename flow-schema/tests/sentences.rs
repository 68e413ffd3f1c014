//! What findings say can be said in other languages: the templates are written down for Studio's catalogues, and
//! every finding is made of them.

#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

mod support;

use flow_schema::finding::Finding;
use flow_schema::said::{Phrase, PhraseValue};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use support::{check_fresh, fixtures, rust_files};

/// The template of every `said!` of the sources. The macro takes a literal only, so that none can be missed.
fn templates() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in rust_files("src") {
        let code: String = text
            .split("#[cfg(test)]")
            .next()
            .unwrap()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(|line| format!("{line}\n"))
            .collect();
        for after in code.split("said!(").skip(1) {
            // The definition of the macro itself has none.
            let Some(literal) = after.trim_start().strip_prefix('"') else {
                assert!(path.ends_with("said.rs"), "{path:?}: {after:.40}");
                continue;
            };
            found.insert(unquoted(literal));
        }
    }
    found
}

/// The text of a literal, from behind its first quotation mark.
fn unquoted(literal: &str) -> String {
    let (mut text, mut characters) = (String::new(), literal.chars());
    loop {
        match characters.next().unwrap() {
            '"' => return text,
            '\\' => match characters.next().unwrap() {
                same @ ('"' | '\\') => text.push(same),
                other => panic!("\\{other} is not known here: {literal:.60}"),
            },
            other => text.push(other),
        }
    }
}

#[test]
fn the_committed_sentences_are_fresh() {
    let fresh = serde_json::to_string_pretty(&templates()).unwrap() + "\n";
    check_fresh("../studio/src/flow/generated/sentences.json", &fresh);
}

/// What the check says about the wrong example of each help page, which stands there in English.
#[test]
fn the_sentences_of_the_help_pages_are_fresh() {
    let pages: BTreeMap<_, _> = fixtures("pages")
        .into_iter()
        .map(|(code, page)| {
            let finding = page.findings().into_iter().find(|finding| finding.code == code).unwrap();
            (code, json!({ "cause": finding.cause_words, "mend": finding.mend_words }))
        })
        .collect();
    let fresh = serde_json::to_string_pretty(&pages).unwrap() + "\n";
    check_fresh("../studio/src/flow/generated/examples.json", &fresh);
}

fn findings() -> Vec<(String, Finding)> {
    let all = ["wrong", "pages"].into_iter().flat_map(fixtures);
    all.flat_map(|(name, fixture)| fixture.findings().into_iter().map(move |finding| (name.clone(), finding)))
        .collect()
}

#[test]
fn every_finding_can_be_said_in_other_languages() {
    let (templates, mut said) = (templates(), BTreeSet::new());
    for (name, finding) in findings() {
        let fix = finding.fix.as_ref().map(|fix| (&fix.title, &fix.title_words));
        let texts = [(&finding.cause, &finding.cause_words), (&finding.mend, &finding.mend_words)];
        for (text, words) in texts.into_iter().chain(fix) {
            let words = words.as_ref().unwrap_or_else(|| panic!("{name}: only in English: {text}"));
            assert_eq!(&words.to_string(), text, "{name}");
            assert!(templates.contains(&*words.template), "{name}: {}", words.template);
            see(words, &mut said);
        }
    }
    // Where this falls, fixtures were lost; those that are left say what sentences of parsers and runs are made of.
    let share = said.intersection(&templates).count();
    println!("{share} of {} templates are said by a fixture", templates.len());
    assert!(share * 10 >= templates.len() * 8, "{:#?}", templates.difference(&said).collect::<Vec<_>>());
}

fn see(phrase: &Phrase, said: &mut BTreeSet<String>) {
    said.insert(phrase.template.to_string());
    for value in phrase.values.values() {
        if let PhraseValue::Phrase(phrase) = value {
            see(phrase, said);
        }
    }
}

#[test]
fn a_finding_of_before_there_were_words_is_still_read() {
    let stored = r#"{"code":"FR011","severity":"error","node":"kb","field":null,"cause":"a","mend":"b","fix":{"title":"b","edits":[]}}"#;
    let read: Finding = serde_json::from_str(stored).unwrap();
    assert_eq!(read.cause_words, None);
    assert_eq!(serde_json::to_string(&read).unwrap(), stored);
}
