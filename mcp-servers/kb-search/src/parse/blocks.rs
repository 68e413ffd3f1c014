//! What all formats become: blocks of text, each under its headings.

/// A paragraph, list item, table or piece of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Outermost first.
    pub headings: Vec<String>,
    pub kind: BlockKind,
    /// Never empty, never with blanks at either end.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Prose,
    /// One item of a list, marker included.
    Item,
    /// One line per row, cells parted by ` | `, the head first.
    Table,
    Code,
}

/// Collects blocks while a format is walked through.
#[derive(Debug, Default)]
pub struct Builder {
    title: Option<String>,
    keywords: Vec<String>,
    /// With their levels; a heading closes all of its level or deeper.
    headings: Vec<(u8, String)>,
    blocks: Vec<Block>,
}

/// Deeper or longer than anybody reads; keeps hostile files from costing much.
const MAX_HEADINGS: usize = 8;
const MAX_HEADING_CHARS: usize = 200;
const MAX_KEYWORDS: usize = 64;

impl Builder {
    /// The first title given stays.
    pub fn title(&mut self, title: &str) {
        let title = squeeze(title);
        if self.title.is_none() && !title.is_empty() {
            self.title = Some(short(&title));
        }
    }

    pub fn keyword(&mut self, word: &str) {
        let word = squeeze(word);
        if !word.is_empty() && self.keywords.len() < MAX_KEYWORDS && !self.keywords.contains(&word) {
            self.keywords.push(short(&word));
        }
    }

    pub fn heading(&mut self, level: u8, text: &str) {
        let text = short(&squeeze(text));
        if text.is_empty() {
            return;
        }
        // The first heading of the first level, before any text, is the title of a file without one.
        if level == 1 && self.blocks.is_empty() && self.headings.is_empty() {
            self.title(&text);
            if self.title.as_ref().is_some_and(|title| title.eq_ignore_ascii_case(&text)) {
                return;
            }
        }
        self.headings.retain(|(open, _)| *open < level);
        self.headings.truncate(MAX_HEADINGS - 1);
        self.headings.push((level, text));
    }

    /// Adds a block; blank text is nothing.
    pub fn block(&mut self, kind: BlockKind, text: &str) {
        let text = match kind {
            BlockKind::Prose => lines(text),
            BlockKind::Item | BlockKind::Table => trim_lines(text),
            BlockKind::Code => text.trim_matches('\n').trim_end().to_owned(),
        };
        if text.trim().is_empty() {
            return;
        }
        let headings = self.headings.iter().map(|(_, heading)| heading.clone()).collect();
        self.blocks.push(Block { headings, kind, text });
    }

    pub fn finish(self) -> (Option<String>, Vec<String>, Vec<Block>) {
        (self.title, self.keywords, self.blocks)
    }
}

/// All white space to single blanks.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(text: &str) -> String {
    text.lines().map(squeeze).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn trim_lines(text: &str) -> String {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn short(text: &str) -> String {
    match text.char_indices().nth(MAX_HEADING_CHARS) {
        Some((at, _)) => text[..at].to_owned(),
        None => text.to_owned(),
    }
}
