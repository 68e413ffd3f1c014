//! CommonMark with tables, front matter and embedded HTML.

use super::blocks::{BlockKind, Builder};
use super::{front_matter, html, template_tags};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub fn parse(text: &str, out: &mut Builder) {
    let body = front_matter::strip(text, out);
    let body = template_tags::strip(body);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut walk =
        Walk { out, text: String::new(), html: String::new(), lists: Vec::new(), item: 0, in_code: false };
    for event in Parser::new_ext(&body, options) {
        walk.event(event);
    }
    walk.flush(BlockKind::Prose);
}

struct Walk<'a> {
    out: &'a mut Builder,
    /// Of the block at hand.
    text: String,
    html: String,
    /// The next number of each open list, none for bullets.
    lists: Vec<Option<u64>>,
    /// How many list items are open.
    item: usize,
    in_code: bool,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.line(),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => {
                if html.starts_with("<br") || html.starts_with("</p") || html.starts_with("<p") {
                    self.line();
                }
            }
            Event::TaskListMarker(done) => self.text.push_str(if done { "[x] " } else { "[ ] " }),
            Event::Rule | Event::FootnoteReference(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.flush(BlockKind::Prose),
            Tag::List(first) => {
                if self.item == 0 {
                    self.flush(BlockKind::Prose);
                }
                self.lists.push(*first);
            }
            Tag::Item => {
                if self.item == 0 {
                    self.flush(BlockKind::Prose);
                } else {
                    self.line();
                }
                self.text.push_str(&"  ".repeat(self.item));
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.text.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => self.text.push_str("- "),
                }
                self.item += 1;
            }
            Tag::CodeBlock(_) => {
                if self.item == 0 {
                    self.flush(BlockKind::Prose);
                } else {
                    self.line();
                }
                self.in_code = true;
            }
            Tag::Table(_) => self.flush(BlockKind::Prose),
            Tag::Paragraph
                // A second paragraph of an item goes on its own line.
                if self.item > 0 && !self.text.trim_end().ends_with(['-', '.']) => {
                    self.line();
                }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.text);
                self.out.heading(number(level), &text);
            }
            TagEnd::Paragraph | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition
                if self.item == 0 =>
            {
                self.flush(BlockKind::Prose);
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => {
                self.item = self.item.saturating_sub(1);
                if self.item == 0 {
                    self.flush(BlockKind::Item);
                }
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                if self.item == 0 {
                    self.flush(BlockKind::Code);
                }
            }
            TagEnd::TableCell => self.text.push_str(" | "),
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = self.text.trim_end_matches(" | ").len();
                self.text.truncate(row);
                self.text.push('\n');
            }
            TagEnd::Table => self.flush(BlockKind::Table),
            TagEnd::HtmlBlock => {
                let source = std::mem::take(&mut self.html);
                html::fragment(&source, self.out);
            }
            _ => {}
        }
    }

    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn flush(&mut self, kind: BlockKind) {
        let kind = if self.item > 0 { BlockKind::Item } else { kind };
        let text = std::mem::take(&mut self.text);
        self.out.block(kind, &text);
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
