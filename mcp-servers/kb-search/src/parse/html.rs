//! HTML: what a reader sees of the page's own content.

use super::blocks::{BlockKind, Builder};
use scraper::node::Element;
use scraper::{Html, Node, Selector};
use std::sync::LazyLock;

static TITLE: LazyLock<Selector> = LazyLock::new(|| selector("title"));
static KEYWORDS: LazyLock<Selector> =
    LazyLock::new(|| selector("meta[name=keywords], meta[name=description]"));
static CONTENT: LazyLock<Selector> = LazyLock::new(|| selector("main, article, [role=main], body"));

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a constant selector")
}

/// Whether elements lie deeper in one another than any page means: the parser's work grows with the
/// square of that. What need not be closed does not count.
pub fn is_too_deep(text: &str) -> bool {
    const DEEPEST: isize = 1_000;
    const OPEN_ENDED: [&str; 24] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
        "option", "p", "param", "rp", "rt", "source", "td", "th", "tr", "track", "wbr",
    ];
    let mut depth = 0_isize;
    for tag in text.split('<').skip(1) {
        let (name, step) = tag.strip_prefix('/').map_or((tag, 1), |name| (name, -1));
        let end = name.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        if !name.is_empty() && !OPEN_ENDED.contains(&name.as_str()) {
            depth = (depth + step).max(0);
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// A whole page.
pub fn parse(text: &str, out: &mut Builder) {
    let page = Html::parse_document(text);
    for meta in page.select(&KEYWORDS) {
        let content = meta.value().attr("content").unwrap_or_default();
        if meta.value().attr("name") == Some("keywords") {
            content.split(',').for_each(|word| out.keyword(word));
        } else {
            out.keyword(content);
        }
    }
    // `main` before `article` before `body`: the narrower, the less menus and banners. A page with
    // several articles is read whole.
    let mut found: Vec<_> = page.select(&CONTENT).collect();
    found.sort_by_key(|element| match element.value().name() {
        "main" => 0,
        "body" => 3,
        "article" => 2,
        _ => 1,
    });
    let articles = found.iter().filter(|element| element.value().name() == "article").count();
    let root = found
        .iter()
        .find(|element| element.value().name() != "article" || articles == 1)
        .map_or_else(|| page.root_element(), |element| *element);
    walk(root, out);
    // After the walk: a heading of the page's own is a better title than the window's, which names
    // the site as well.
    if let Some(title) = page.select(&TITLE).next() {
        out.title(&title.text().collect::<String>());
    }
}

/// A piece of HTML inside another format.
pub fn fragment(text: &str, out: &mut Builder) {
    if is_too_deep(text) {
        // Rubbish inside a good document: kept, as the text that it is.
        out.block(BlockKind::Prose, text);
        return;
    }
    walk(Html::parse_fragment(text).root_element(), out);
}

/// Never part of what a page says.
fn is_skipped(element: &Element) -> bool {
    let boilerplate = matches!(
        element.name(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "nav"
            | "footer"
            | "aside"
            | "iframe"
            | "svg"
            | "canvas"
            | "button"
            | "select"
            | "input"
            | "textarea"
            | "object"
            | "head"
            | "dialog"
    );
    let role = element.attr("role").is_some_and(|role| {
        matches!(role, "navigation" | "banner" | "contentinfo" | "search" | "complementary" | "menu")
    });
    let hidden = element.attr("hidden").is_some() || element.attr("aria-hidden") == Some("true");
    boilerplate || role || hidden
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "address"
            | "form"
            | "fieldset"
            | "hr"
            | "body"
    )
}

#[derive(Default)]
struct Walk {
    text: String,
    items: usize,
    tables: usize,
    pre: usize,
}

impl Walk {
    fn flush(&mut self, out: &mut Builder) {
        let kind = match (self.tables, self.items) {
            (1.., _) => BlockKind::Table,
            (_, 1..) => BlockKind::Item,
            _ => BlockKind::Prose,
        };
        out.block(kind, &std::mem::take(&mut self.text));
    }

    fn line(&mut self) {
        if !self.text.trim_end_matches(' ').is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn push(&mut self, text: &str) {
        if self.pre > 0 {
            self.text.push_str(text);
            return;
        }
        let blank = |char: Option<char>| char.is_none_or(char::is_whitespace);
        if text.starts_with(char::is_whitespace) && !blank(self.text.chars().last()) {
            self.text.push(' ');
        }
        let words = super::blocks::squeeze(text);
        self.text.push_str(&words);
        if !words.is_empty() && text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }
}

fn walk(root: scraper::ElementRef<'_>, out: &mut Builder) {
    let mut walk = Walk::default();
    let mut skipping = 0_usize;
    let mut node = *root;
    // Not recursive: a page may nest as deep as it likes.
    loop {
        walk.enter(node.value(), &mut skipping, out);
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            walk.leave(node.value(), &mut skipping, out);
            if node.id() == root.id() {
                walk.flush(out);
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                walk.flush(out);
                return;
            };
            node = parent;
        }
    }
}

impl Walk {
    fn enter(&mut self, node: &Node, skipping: &mut usize, out: &mut Builder) {
        match node {
            Node::Element(element) if *skipping > 0 || is_skipped(element) => *skipping += 1,
            Node::Element(element) => self.open(element.name(), out),
            Node::Text(text) if *skipping == 0 => self.push(text),
            _ => {}
        }
    }

    fn leave(&mut self, node: &Node, skipping: &mut usize, out: &mut Builder) {
        match node {
            Node::Element(_) if *skipping > 0 => *skipping -= 1,
            Node::Element(element) => self.close(element.name(), out),
            _ => {}
        }
    }
}

impl Walk {
    fn open(&mut self, name: &str, out: &mut Builder) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.flush(out),
            "br" => self.line(),
            "li" => {
                if self.items == 0 && self.tables == 0 {
                    self.flush(out);
                } else {
                    self.line();
                }
                self.text.push_str(&"  ".repeat(self.items));
                self.text.push_str("- ");
                self.items += 1;
            }
            "table" => {
                if self.tables == 0 && self.items == 0 {
                    self.flush(out);
                }
                self.tables += 1;
            }
            "pre" => {
                if self.items == 0 && self.tables == 0 {
                    self.flush(out);
                }
                self.pre += 1;
            }
            name if is_block(name) && self.tables == 0 => {
                if self.items == 0 {
                    self.flush(out);
                } else if !self.text.ends_with("- ") {
                    self.line();
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, out: &mut Builder) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                out.heading(level, &std::mem::take(&mut self.text));
            }
            "li" => {
                if self.items == 1 && self.tables == 0 {
                    self.flush(out);
                }
                self.items = self.items.saturating_sub(1);
            }
            "td" | "th" => self.text.push_str(" | "),
            "tr" => {
                let row = self.text.trim_end_matches([' ', '|']).len();
                self.text.truncate(row);
                self.line();
            }
            "table" => {
                if self.tables == 1 {
                    self.flush(out);
                }
                self.tables = self.tables.saturating_sub(1);
            }
            "pre" => {
                self.pre = self.pre.saturating_sub(1);
                if self.items == 0 && self.tables == 0 {
                    out.block(BlockKind::Code, &std::mem::take(&mut self.text));
                }
            }
            name if is_block(name) && self.tables == 0 && self.items == 0 => {
                self.flush(out);
            }
            _ => {}
        }
    }
}
