use super::*;
use proptest::prelude::*;

fn block(headings: &[&str], kind: BlockKind, text: &str) -> Block {
    Block {
        headings: headings.iter().map(|heading| (*heading).to_owned()).collect(),
        kind,
        text: text.to_owned(),
    }
}

fn prose(headings: &[&str], count: usize) -> Block {
    let text: Vec<String> =
        (0..count).map(|at| if at % 12 == 11 { format!("w{at}.") } else { format!("W{at}") }).collect();
    block(headings, BlockKind::Prose, &text.join(" "))
}

#[test]
fn a_passage_keeps_to_its_section_and_to_its_length() {
    let cut = chunks(&[prose(&["A"], 500), prose(&["A", "B"], 60), prose(&["C"], 60)]);
    let headings: Vec<String> = cut.iter().map(|chunk| chunk.headings.join("/")).collect();
    assert_eq!(headings, ["A", "A", "A/B", "C"]);
    assert!(cut.iter().all(|chunk| split::words(&chunk.text) <= MAX_WORDS + OVERLAP_WORDS));
}

#[test]
fn a_long_section_goes_on_with_the_sentence_before() {
    let cut = chunks(&[prose(&[], 210), prose(&[], 100)]);
    assert_eq!(cut.len(), 2);
    let last = split::last_sentence(&cut[0].text, OVERLAP_WORDS).unwrap();
    assert!(cut[1].text.starts_with(last), "{:?}", cut[1].text);
}

#[test]
fn a_long_table_repeats_its_head() {
    let rows: Vec<String> = (0..200).map(|row| format!("name{row} | port{row}")).collect();
    let table = block(&[], BlockKind::Table, &format!("Name | Port\n{}", rows.join("\n")));
    let cut = chunks(&[table]);
    assert!(cut.len() > 1);
    assert!(cut.iter().all(|chunk| chunk.text.starts_with("Name | Port\n")));
}

#[test]
fn sections_of_a_few_words_share_a_passage_and_keep_their_headings_in_it() {
    let short = |heading: &str, text: &str| block(&["FAQ", heading], BlockKind::Prose, text);
    let cut = chunks(&[short("Where?", "Here."), short("When?", "Now.")]);
    assert_eq!(cut, [Chunk { headings: vec!["FAQ".into()], text: "Where?\nHere.\n\nWhen?\nNow.".into() }]);
}

#[test]
fn sentences_do_not_end_at_short_forms_or_numbers() {
    let text = "Use e.g. Teams. Version 1.2 is fine! Ask Dr. Who? yes.\nNew line";
    assert_eq!(
        split::sentences(text),
        ["Use e.g. Teams. ", "Version 1.2 is fine! ", "Ask Dr. Who? yes.\n", "New line"]
    );
}

fn any_block() -> impl Strategy<Value = Block> {
    let heading = prop::sample::select(vec!["One", "Two", "Three"]);
    let kind =
        prop::sample::select(vec![BlockKind::Prose, BlockKind::Item, BlockKind::Table, BlockKind::Code]);
    let word = "[a-zäß]{1,9}[.!?]?";
    let lines =
        prop::collection::vec(prop::collection::vec(word, 1..60).prop_map(|words| words.join(" ")), 1..12);
    (prop::collection::vec(heading, 0..3), kind, lines).prop_map(|(headings, kind, lines)| Block {
        headings: headings.into_iter().map(str::to_owned).collect(),
        kind,
        text: lines.join("\n"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_word_is_lost_and_nothing_is_empty(blocks in prop::collection::vec(any_block(), 0..12)) {
        let cut = chunks(&blocks);
        let mut have = cut.iter().flat_map(|chunk| chunk.text.split_whitespace());
        for word in blocks.iter().flat_map(|block| block.text.split_whitespace()) {
            prop_assert!(have.any(|other| other == word), "{word} is missing or out of order");
        }
        for chunk in &cut {
            prop_assert!(!chunk.text.trim().is_empty());
        }
        // Every heading is still there: above a passage, or as a line in it.
        for heading in blocks.iter().flat_map(|block| &block.headings) {
            prop_assert!(cut.iter().any(|chunk| chunk.headings.contains(heading) || chunk.text.contains(heading.as_str())));
        }
    }

    #[test]
    fn windows_cover_the_passage(block in any_block()) {
        let found = windows(&block.text);
        let mut at = 0;
        for window in &found {
            prop_assert_eq!(window.start, at);
            at = window.end;
        }
        prop_assert_eq!(at, block.text.len());
    }
}
