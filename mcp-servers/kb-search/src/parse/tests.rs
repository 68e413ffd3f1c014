use super::*;

fn read(name: &str, content: &str) -> Parsed {
    parse(name, None, &Content::Bytes(content.as_bytes().to_vec())).unwrap()
}

fn refused(bytes: &[u8]) -> ParseError {
    parse("file", None, &Content::Bytes(bytes.to_vec())).unwrap_err()
}

/// One line for each block: its headings, then its text.
fn outline(parsed: &Parsed) -> Vec<String> {
    let line = |block: &Block| format!("{}: {}", block.headings.join(" › "), block.text.replace('\n', " / "));
    parsed.blocks.iter().map(line).collect()
}

#[test]
fn markdown_keeps_title_keywords_and_headings() {
    let parsed = read(
        "leave.md",
        "---\ntitle: \"Leave types\"\nkeywords: vacation, jury duty\nredirect_from:\n  - /holidays/\nsidebar: x\n---\n\
         Before you go.\n\n## Annual\n\nYou earn *hours*.\n\n### Use or lose\n\n- 240 hours\n- the [rest](http://x) goes\n\n## Sick\n\n`HR` knows.\n",
    );
    assert_eq!(parsed.title.as_deref(), Some("Leave types"));
    assert_eq!(parsed.keywords, ["vacation", "jury duty", "/holidays/"]);
    assert_eq!(
        outline(&parsed),
        [
            ": Before you go.",
            "Annual: You earn hours.",
            "Annual › Use or lose: - 240 hours",
            "Annual › Use or lose: - the rest goes",
            "Sick: HR knows.",
        ]
    );
}

#[test]
fn a_title_may_stand_on_the_line_after_its_key() {
    let parsed = read("a.md", "---\ntitle: >-\n  Play 10 -\n  Say it\nother: 1\n---\nText.");
    assert_eq!(parsed.title.as_deref(), Some("Play 10 - Say it"));
}

#[test]
fn the_first_heading_is_the_title_of_markdown_without_one() {
    let parsed = read("a.md", "# Printers\n\nThey jam.\n\n# Scanners\n\nThey too.");
    assert_eq!(parsed.title.as_deref(), Some("Printers"));
    assert_eq!(outline(&parsed), [": They jam.", "Scanners: They too."]);
}

#[test]
fn tables_code_and_embedded_html_stay_readable() {
    let parsed = read(
        "a.md",
        "| Name | Port |\n|---|---|\n| web | 80 |\n| mail | 25 |\n\n```sh\nping host\n```\n\n<details><summary>More</summary><p>Hidden words</p></details>\n",
    );
    assert_eq!(
        outline(&parsed),
        [": Name | Port / web | 80 / mail | 25", ": ping host", ": More", ": Hidden words"]
    );
    assert_eq!(parsed.blocks[0].kind, BlockKind::Table);
    assert_eq!(parsed.blocks[1].kind, BlockKind::Code);
}

#[test]
fn marks_of_site_generators_are_not_text_but_examples_of_them_are() {
    let parsed = read(
        "a.md",
        "Ask in {% slack_channel \"help\" %} or [see]({% page \"x/\" %}).{% comment %}secret{% endcomment %}\n\nWrite `{% page \"x\" %}` there.\n",
    );
    assert_eq!(outline(&parsed), [": Ask in #help or see.", ": Write {% page \"x\" %} there."]);
}

#[test]
fn html_is_read_without_menus_scripts_and_hidden_parts() {
    let parsed = read(
        "page.html",
        "<html><head><title>VPN - Wiki</title><meta name=keywords content='tunnel, remote'></head><body>\
         <nav>Home</nav><script>evil()</script><main><h1>VPN</h1><p>Open the <b>client</b>.</p>\
         <h2>Errors</h2><ul><li>720: restart</li><li>Other<ul><li>call us</li></ul></li></ul>\
         <table><tr><th>Code</th><th>Means</th></tr><tr><td>1</td><td>off</td></tr></table>\
         <pre>ping\n  host</pre><div hidden>no</div></main><footer>Imprint</footer></body></html>",
    );
    assert_eq!(parsed.title.as_deref(), Some("VPN"));
    assert_eq!(parsed.keywords, ["tunnel", "remote"]);
    assert_eq!(
        outline(&parsed),
        [
            ": Open the client.",
            "Errors: - 720: restart",
            "Errors: - Other /   - call us",
            "Errors: Code | Means / 1 | off",
            "Errors: ping /   host",
        ]
    );
}

#[test]
fn html_that_nests_deeper_than_any_page_is_refused() {
    let nested = |depth: usize| {
        format!("<html><body>{}word{}</body></html>", "<div>".repeat(depth), "</div>".repeat(depth))
    };
    assert_eq!(outline(&read("deep.html", &nested(500))), [": word"]);
    let refused = parse("deep.html", None, &Content::Text(nested(50_000)));
    assert!(matches!(refused, Err(ParseError::Damaged { format: "HTML", .. })), "{refused:?}");
}

#[test]
fn plain_text_has_paragraphs_and_the_headings_that_people_type() {
    let parsed = read(
        "a.txt",
        "Setup\n=====\n\nPlug it in-\nto the wall.\nWait.\n\nWHAT IF NOT\n\n1. Unplug\n2. Plug\n",
    );
    assert_eq!(parsed.title.as_deref(), Some("Setup"));
    assert_eq!(
        outline(&parsed),
        [": Plug it into the wall. Wait.", "WHAT IF NOT: 1. Unplug", "WHAT IF NOT: 2. Plug"]
    );
}

#[test]
fn a_pdf_is_read_page_by_page_and_again_from_what_was_kept() {
    let parsed = parse("a.bin", None, &Content::Bytes(pdf("Reset your password in the portal."))).unwrap();
    assert_eq!(parsed.format, Format::Pdf);
    assert!(outline(&parsed)[0].contains("Reset your password in the portal."), "{parsed:?}");
    let again = parse("a.pdf", Some(parsed.text_format), &Content::Text(parsed.text.clone())).unwrap();
    assert_eq!(again.blocks, parsed.blocks);
}

#[test]
fn what_cannot_be_read_is_refused_with_the_reason() {
    assert_eq!(
        refused(b"PK\x03\x04rest"),
        ParseError::Binary { what: "an Office document or a ZIP archive" }
    );
    assert_eq!(refused(b"a\0b\0c"), ParseError::Binary { what: "a binary file" });
    assert_eq!(refused(b"  \n"), ParseError::Empty { hint: "" });
    assert!(matches!(refused(b"%PDF-1.4\nrubbish"), ParseError::Damaged { format: "PDF", .. }));
    assert_eq!(refused(b"%PDF-1.4\n<< /Encrypt 5 0 R >> rubbish"), ParseError::Encrypted);
    let named = parse("a.pdf", None, &Content::Bytes(b"words".to_vec()));
    assert!(matches!(named, Err(ParseError::Damaged { format: "PDF", .. })));
}

#[test]
fn other_encodings_are_read_and_a_guess_is_said() {
    let guessed = parse("a.txt", None, &Content::Bytes(b"Caf\xE9 \x93open\x94".to_vec())).unwrap();
    assert_eq!(guessed.text, "Café “open”");
    assert_eq!(guessed.warnings, ["not UTF-8; read as Windows-1252"]);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("Büro".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(parse("a.txt", None, &Content::Bytes(utf16)).unwrap().text, "Büro");
}

/// The smallest PDF that shows a line of text.
pub fn pdf(line: &str) -> Vec<u8> {
    let stream = format!("BT /F1 12 Tf 72 700 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    out.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
            .bytes(),
    );
    out
}
