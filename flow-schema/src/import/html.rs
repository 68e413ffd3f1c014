//! Rich text of an editor as plain text: Flowise keeps its prompts as HTML with marked variables.

/// The words of a text; anything that is not such HTML stays as it is.
pub(super) fn plain_text(text: &str) -> String {
    if !["<p", "<span", "<ul", "<ol", "<h1", "<h2", "<h3", "<br"].iter().any(|tag| text.contains(tag)) {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let after = &rest[open..];
        let begins = after[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        // The next mark of either kind: a tag has no other tag inside.
        let mark = after[1..].find(['<', '>']).filter(|mark| begins && after[mark + 1..].starts_with('>'));
        let Some(close) = mark.map(|mark| mark + 1) else {
            out.push('<');
            rest = &after[1..];
            continue;
        };
        let name: String =
            after[1..close].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        match name.to_ascii_lowercase().as_str() {
            "br" | "br/" => out.push('\n'),
            "/p" | "/div" | "/h1" | "/h2" | "/h3" | "/li" | "/ul" | "/ol" if !out.ends_with('\n') => {
                out.push('\n')
            }
            "li" => out.push_str("- "),
            _ => {}
        }
        rest = &after[close + 1..];
    }
    out.push_str(rest);
    entities(out.trim_end())
}

fn entities(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn marks_go_and_words_stay() {
        let html = "<p>Answer <span class=\"variable\" data-label=\"q\">{{ question }}</span> &amp; stop</p><ul><li>a</li><li>b</li></ul>";
        assert_eq!(plain_text(html), "Answer {{ question }} & stop\n- a\n- b");
        assert_eq!(plain_text("a < b and <x>"), "a < b and <x>");
        assert_eq!(plain_text("<p>1 < 2</p>"), "1 < 2");
    }
}
