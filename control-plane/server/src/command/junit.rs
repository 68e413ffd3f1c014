//! Results of tests as the XML that build servers read.

use super::flow_test::{Outcome, open};
use std::fmt::Write;

/// One suite for the flow, one case for each test.
pub(super) fn xml(outcome: &Outcome) -> String {
    let seconds: f64 = outcome.reports.iter().map(|(_, took)| took.as_secs_f64()).sum();
    let (flow, tests, failed) = (escaped(&outcome.flow), outcome.reports.len(), outcome.failed());
    let skipped = outcome.not_judged();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(
        xml,
        "  <testsuite name=\"{flow}\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\" \
         skipped=\"{skipped}\" \
         time=\"{seconds:.3}\">"
    );
    for (report, took) in &outcome.reports {
        let name = match report.title.as_str() {
            "" => report.name.clone(),
            title => format!("{} – {title}", report.name),
        };
        let (name, took) = (escaped(&name), took.as_secs_f64());
        let _ = write!(xml, "    <testcase classname=\"{flow}\" name=\"{name}\" time=\"{took:.3}\"");
        match (report.failures.first(), open(report)) {
            (None, None) => xml.push_str("/>\n"),
            (None, Some(why)) => {
                let why = escaped(&why);
                let _ = writeln!(xml, ">\n      <skipped message=\"{why}\"/>\n    </testcase>");
            }
            (Some(first), _) => {
                let (first, all) = (escaped(first), escaped(&report.failures.join("\n")));
                let _ =
                    writeln!(xml, ">\n      <failure message=\"{first}\">{all}</failure>\n    </testcase>");
            }
        }
    }
    xml.push_str("  </testsuite>\n</testsuites>\n");
    xml
}

/// For text and for attributes; what XML 1.0 cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_in_a_sentence_breaks_the_xml() {
        assert_eq!(
            escaped("a <b> & \"c\" 'd'\n\u{0}\u{1b}é"),
            "a &lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;&#10;é"
        );
    }
}
