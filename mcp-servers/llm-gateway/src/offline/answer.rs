use crate::passage::Passage;
use crate::words;

/// A passage up to this length is quoted whole: half of a procedure helps nobody.
const WHOLE: usize = 1_200;
/// What is quoted of a longer one.
const WINDOW: usize = 900;
/// A second passage is quoted when it covers nearly as much of the question as the first.
const NEARLY: f64 = 0.75;
/// Below this nothing has to do with the question.
const RELATED: f64 = 0.15;

pub(super) struct Found {
    pub text: String,
    pub confidence: f64,
}

/// Quotes the passages that cover most of the question, in Markdown, each with its number.
pub(super) fn answer(question: &str, passages: &[Passage]) -> Found {
    let covers: Vec<f64> = passages.iter().map(|p| words::coverage(question, &whole(p))).collect();
    // The search has ranked them by more than words: on a tie the earlier one wins.
    let best = (0..passages.len()).rev().max_by(|a, b| covers[*a].total_cmp(&covers[*b]));
    let Some(best) = best.filter(|at| covers[*at] >= RELATED) else {
        let text = if passages.is_empty() {
            "No language model is connected, and there is no passage to quote, so this question stays unanswered."
        } else {
            "I could not find anything about this in the knowledge base."
        };
        return Found { text: text.into(), confidence: 0.0 };
    };
    let other =
        |p: &Passage| p.document_id != passages[best].document_id || p.section != passages[best].section;
    let second = (0..passages.len())
        .find(|at| *at != best && covers[*at] >= NEARLY * covers[best] && other(&passages[*at]));
    let mut text = String::new();
    let mut used = String::new();
    for at in std::iter::once(best).chain(second) {
        let passage = &passages[at];
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let source = passage.source();
        let number = at + 1;
        let quote = quoted(&excerpt(question, &passage.text));
        text += &match source.as_str() {
            "" => format!("{quote} [{number}]"),
            source => format!("**{source}** [{number}]\n\n{quote}"),
        };
        used += &whole(passage);
    }
    Found { text, confidence: words::coverage(question, &used) }
}

fn whole(passage: &Passage) -> String {
    format!("{} {} {}\n", passage.title, passage.section, passage.text)
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// The whole passage, or the run of sentences that covers the question best.
fn excerpt(question: &str, text: &str) -> String {
    let text = text.trim();
    if text.len() <= WHOLE {
        return text.to_owned();
    }
    let sentences = words::sentences(text);
    let mut best = (0.0, 0, 1);
    for start in 0..sentences.len() {
        let mut end = start;
        let mut length = 0;
        while end < sentences.len() && length + sentences[end].len() <= WINDOW {
            length += sentences[end].len() + 1;
            end += 1;
        }
        let end = end.max(start + 1);
        let covers = words::coverage(question, &sentences[start..end].join(" "));
        if covers > best.0 {
            best = (covers, start, end);
        }
    }
    let run = sentences[best.1..best.2].join(" ");
    let run: String = run.chars().take(WINDOW * 2).collect();
    let before = if best.1 > 0 { "… " } else { "" };
    let after = if best.2 < sentences.len() { " …" } else { "" };
    format!("{before}{run}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(title: &str, text: &str) -> Passage {
        Passage { title: title.into(), text: text.into(), document_id: title.into(), ..Passage::default() }
    }

    #[test]
    fn the_best_passage_is_quoted_with_its_number_and_a_computed_confidence() {
        let passages = [
            passage("Printing", "Load paper into tray 2.\nClose the tray."),
            passage("VPN", "1. Open the VPN client.\n2. Choose Connect.\n3. Enter your token."),
        ];
        let found = answer("How do I connect to the VPN?", &passages);
        assert_eq!(
            found.text,
            "**VPN** [2]\n\n> 1. Open the VPN client.\n> 2. Choose Connect.\n> 3. Enter your token."
        );
        assert!(found.confidence > 0.99, "{}", found.confidence);
        let vague = answer("How do I connect the coffee machine to the VPN?", &passages);
        assert!(vague.confidence < found.confidence);
    }

    #[test]
    fn nothing_related_is_said_plainly_and_cites_nothing() {
        let found = answer("Who won the match?", &[passage("VPN", "Open the client.")]);
        assert_eq!((found.confidence, found.text.contains('[')), (0.0, false));
        assert!(answer("Anything?", &[]).text.contains("No language model is connected"));
    }

    #[test]
    fn of_a_long_passage_the_part_about_the_question_is_quoted() {
        let filler = "The office opens at nine. ".repeat(80);
        let text = format!("{filler}\nThe printer is reset by holding its green button.\n{filler}");
        let found = answer("How is the printer reset?", &[passage("Office", &text)]);
        assert!(found.text.contains("green button"), "{}", found.text);
        assert!(found.text.len() < 2_000, "{}", found.text.len());
    }
}
