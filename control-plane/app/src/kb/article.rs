//! A document as its readers see it: the text that was read from it, block by block, with the passage that an
//! answer stands on.

use super::format;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use control_plane_domain::DocumentId;
use control_plane_store::kb_documents::{self, Document};
use control_plane_store::{Tx, kb_bases};
use mcp_servers_kb_search::Content;
use mcp_servers_kb_search::parse::{Block, BlockKind as Read, parse};
use serde::Serialize;
use std::ops::Range;
use utoipa::ToSchema;
use uuid::Uuid;

/// The most blocks that are sent at once, and the most characters in them: of a longer article the part around
/// the passage.
const MOST_BLOCKS: usize = 1_500;
const MOST_CHARS: usize = 300_000;

/// An article to be read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ArticleView {
    pub id: Uuid,
    /// Name of the base.
    pub base: String,
    pub title: String,
    /// Where its readers can open the original.
    pub url: Option<String>,
    /// Since when it says this.
    pub updated_at: DateTime<Utc>,
    pub blocks: Vec<BlockView>,
    /// Blocks above those that are shown, of an article that is too long to be sent whole.
    pub left_out_before: u64,
    /// And below.
    pub left_out_after: u64,
}

/// A piece of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BlockView {
    pub kind: BlockKind,
    /// Of a heading: 1 for the outermost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// An item has its marker, a table a line for each row with cells parted by ` | `, the head first.
    pub text: String,
    /// Whether the passage that was asked for is in it.
    pub is_cited: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    Heading,
    Prose,
    Item,
    Table,
    Code,
}

/// Which part of an article is meant.
#[derive(Clone, Debug, Default)]
pub struct Cited {
    /// Words of it, as a search gives them as an excerpt: white space and marks do not matter, `…` stands for
    /// whatever was left out.
    pub excerpt: String,
    /// The headings it stood under, outermost first, joined by ` › `: for when its words are no longer there.
    pub section: String,
}

/// A document of a base.
///
/// # Errors
/// [`AppError::NotFound`], also for a document of another base; [`AppError::Conflict`] for one that has not been
/// read yet or could not be.
pub async fn article(
    app: &App,
    caller: &Caller,
    base: &str,
    id: Uuid,
    cited: Cited,
) -> AppResult<ArticleView> {
    let tx = app.db.read(caller.tenant).await?;
    let base = super::base(&tx, base).await?;
    let found = kb_documents::find(&tx, DocumentId::new(id)).await?;
    let document =
        found.filter(|found| found.base == base.id).ok_or_else(|| AppError::not_found("the document"))?;
    read(tx, document, base.name.to_string(), cited).await
}

/// A document by its id alone, for somebody to whom it was cited.
///
/// # Errors
/// As [`article`].
pub(crate) async fn cited_article(
    app: &App,
    caller: &Caller,
    id: Uuid,
    cited: Cited,
) -> AppResult<ArticleView> {
    let tx = app.db.read(caller.tenant).await?;
    let gone = || AppError::not_found("the article");
    let document = kb_documents::find(&tx, DocumentId::new(id)).await?.ok_or_else(gone)?;
    let base = kb_bases::find_by_id(&tx, document.base).await?.ok_or_else(gone)?;
    read(tx, document, base.name.to_string(), cited).await
}

async fn read(tx: Tx, document: Document, base: String, cited: Cited) -> AppResult<ArticleView> {
    let Some(text) = kb_documents::text(&tx, document.id).await? else {
        let words = match &document.error {
            Some(why) => format!("the document could not be read: {why}"),
            None => "the document has not been read yet".to_owned(),
        };
        return Err(AppError::conflict("conflict", words));
    };
    drop(tx);
    let (path, kind) = (document.path.clone(), format::from_word(&document.format));
    let parsed = tokio::task::spawn_blocking(move || {
        let parsed = parse(&path, kind, &Content::Text(text))?;
        let mut blocks = laid_out(&parsed.blocks);
        mark(&mut blocks, &cited);
        Ok((parsed.title, blocks))
    });
    let parsed = parsed.await.map_err(AppError::internal)?;
    let (own_title, mut blocks) = parsed.map_err(|error: mcp_servers_kb_search::parse::ParseError| {
        AppError::conflict("conflict", format!("the document could not be read: {error}"))
    })?;
    let part = part(&blocks);
    let (before, after) = (part.start, blocks.len() - part.end);
    let is_titled = !document.title.is_empty();
    let view = super::DocumentView::from(document);
    Ok(ArticleView {
        id: view.id,
        base,
        // As a citation calls it: by the title that was given, or by its own.
        title: own_title.filter(|_| !is_titled).unwrap_or(view.title),
        url: view.url,
        updated_at: view.created_at,
        blocks: blocks.drain(part).collect(),
        left_out_before: before as u64,
        left_out_after: after as u64,
    })
}

/// With the headings where they stood.
fn laid_out(blocks: &[Block]) -> Vec<BlockView> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut above: &[String] = &[];
    for block in blocks {
        let same = above.iter().zip(&block.headings).take_while(|(old, new)| old == new).count();
        for (depth, heading) in block.headings.iter().enumerate().skip(same) {
            let level = u8::try_from(depth + 1).ok();
            out.push(BlockView { kind: BlockKind::Heading, level, text: heading.clone(), is_cited: false });
        }
        above = &block.headings;
        let kind = match block.kind {
            Read::Prose => BlockKind::Prose,
            Read::Item => BlockKind::Item,
            Read::Table => BlockKind::Table,
            Read::Code => BlockKind::Code,
        };
        out.push(BlockView { kind, level: None, text: block.text.clone(), is_cited: false });
    }
    out
}

/// Marks the blocks that the excerpt was taken from; those under its headings when its words are not there.
fn mark(blocks: &mut [BlockView], cited: &Cited) {
    let pieces = cited.excerpt.split('…').rev().map(|piece| letters(piece).collect::<String>());
    // Of two as long the first.
    let wanted = pieces.max_by_key(|piece| piece.chars().count()).unwrap_or_default();
    if let Some(found) = find(blocks, &wanted) {
        blocks[found].iter_mut().for_each(|block| block.is_cited = true);
        return;
    }
    let Some(section) = cited.section.split(" › ").last().filter(|name| !name.trim().is_empty()) else {
        return;
    };
    let heading = blocks.iter_mut().find(|block| block.kind == BlockKind::Heading && block.text == section);
    if let Some(heading) = heading {
        heading.is_cited = true;
    }
}

/// The blocks over which these letters go.
fn find(blocks: &[BlockView], wanted: &str) -> Option<Range<usize>> {
    if wanted.is_empty() {
        return None;
    }
    let mut all = String::new();
    // Where each block ends among the letters; a heading is no part of what stands under it.
    let mut ends = Vec::with_capacity(blocks.len());
    for block in blocks {
        if block.kind != BlockKind::Heading {
            all.extend(letters(&block.text));
        }
        ends.push(all.len());
    }
    let first = all.find(wanted)?;
    let last = first + wanted.len() - 1;
    let block_of = |byte: usize| ends.partition_point(|end| *end <= byte);
    Some(block_of(first)..block_of(last) + 1)
}

/// What words have in common however they are set.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The part that is sent: all of it, or as much around what is cited as there may be.
fn part(blocks: &[BlockView]) -> Range<usize> {
    let from = blocks.iter().position(|block| block.is_cited).unwrap_or(0);
    let (mut start, mut end, mut chars) = (from, from, 0);
    loop {
        let grown = (start, end);
        for (at, is_below) in [(end, true), (start.wrapping_sub(1), false)] {
            let Some(block) = blocks.get(at) else { continue };
            let more = chars + block.text.chars().count();
            if end - start < MOST_BLOCKS && (more <= MOST_CHARS || end == start) {
                chars = more;
                if is_below { end += 1 } else { start -= 1 }
            }
        }
        if grown == (start, end) {
            return start..end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mcp_servers_kb_search::Format;

    fn shown(text: &str, cited: &Cited) -> Vec<String> {
        let parsed = parse("a.md", Some(Format::Markdown), &Content::Text(text.into())).unwrap();
        let mut blocks = laid_out(&parsed.blocks);
        mark(&mut blocks, cited);
        let line = |block: &BlockView| {
            let kind = match (block.kind, block.level) {
                (BlockKind::Heading, Some(level)) => format!("h{level}"),
                (kind, _) => format!("{kind:?}").to_lowercase(),
            };
            format!("{}{kind} {}", if block.is_cited { "> " } else { "" }, block.text)
        };
        blocks.iter().map(line).collect()
    }

    const VPN: &str = "# VPN\n\nIt is *slow*.\n\n## Mend it\n\nFirst **restart**:\n\n- Open the `client`\n- Press Reset\n\n### On a Mac\n\nUse the menu.\n\n## Ask\n\nCall us.\n";

    fn excerpt(text: &str) -> Cited {
        Cited { excerpt: text.into(), section: "VPN › Mend it".into() }
    }

    #[test]
    fn the_passage_is_marked_however_its_words_are_set() {
        assert_eq!(
            shown(VPN, &excerpt("First restart: - Open the client - Press Reset")),
            [
                "prose It is slow.",
                "h1 Mend it",
                "> prose First restart:",
                "> item - Open the client",
                "> item - Press Reset",
                "h2 On a Mac",
                "prose Use the menu.",
                "h1 Ask",
                "prose Call us."
            ]
        );
    }

    #[test]
    fn what_was_left_out_of_an_excerpt_does_not_matter() {
        let marked = shown(VPN, &excerpt("…restart: - Open the cl…"));
        assert_eq!(marked.iter().filter(|line| line.starts_with("> ")).count(), 2);
    }

    #[test]
    fn an_article_that_has_changed_is_opened_at_the_heading() {
        let marked = shown(VPN, &excerpt("Words that are gone"));
        assert_eq!(marked.iter().filter(|line| line.starts_with("> ")).collect::<Vec<_>>(), ["> h1 Mend it"]);
        let nothing = Cited { excerpt: "Words that are gone".into(), section: String::new() };
        assert!(shown(VPN, &nothing).iter().all(|line| !line.starts_with("> ")));
    }

    #[test]
    fn of_a_long_article_the_part_around_the_passage_is_sent() {
        let block = |n: usize| BlockView {
            kind: BlockKind::Prose,
            level: None,
            text: format!("{n}"),
            is_cited: n == 9_000,
        };
        let blocks: Vec<BlockView> = (0..10_000).map(block).collect();
        let sent = part(&blocks);
        assert_eq!(sent.len(), MOST_BLOCKS);
        assert!(sent.contains(&9_000) && sent.start > 8_000, "{sent:?}");
        assert_eq!(part(&blocks[..10]), 0..10);
        let huge = vec![BlockView { text: "x".repeat(2 * MOST_CHARS), ..block(9_000) }, block(1)];
        assert_eq!(part(&huge), 0..1);
    }
}
