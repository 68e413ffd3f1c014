//! Measures search on a folder of Markdown pages and files of questions, without a server:
//!
//! `evaluate <pages> <questions.json>… [--model <directory>] [--index <directory>] [--misses]`
//!
//! The questions are a list of `{"q", "gold": [paths], "kind"}`, with `"parts"` (a list of lists of
//! paths) where a question asks for several things at once. Each file is asked by words only and, with
//! `--model`, by words and meaning too. A question counts as found at k when one of its gold pages is
//! among the first k passages (one of each part, if it has parts); one without gold pages has no
//! answer, and shows what is then scored. With `--index` the index and the vectors are kept from one
//! run to the next.

mod report;

use mcp_servers_kb_search::embed::{Embedder, local::LocalEmbedder};
use mcp_servers_kb_search::{BaseRef, Content, Document, KnowledgeBases, Query, Quiet};
use report::{Asked, Report};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

const TENANT: Uuid = Uuid::from_u128(1);
const BASE: Uuid = Uuid::from_u128(2);
/// Ranks behind this one count as not found.
const DEPTH: usize = 10;

#[derive(Deserialize)]
struct Question {
    q: String,
    gold: Vec<String>,
    kind: String,
    #[serde(default)]
    parts: Vec<Vec<String>>,
}

impl Question {
    /// The place, from 0, down to which one has to read for the whole answer.
    fn found_at(&self, paths: &[String]) -> Option<usize> {
        let whole = [self.gold.clone()];
        let parts = if self.parts.is_empty() { &whole[..] } else { &self.parts };
        let first = |part: &Vec<String>| paths.iter().position(|path| part.contains(path));
        parts.iter().map(first).collect::<Option<Vec<usize>>>()?.into_iter().max()
    }
}

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let (mut plain, mut model, mut index, mut misses) = (Vec::new(), None, None, false);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--model" => model = Some(args.next().ok_or("--model wants a directory")?),
            "--index" => index = Some(args.next().ok_or("--index wants a directory")?),
            "--misses" => misses = true,
            _ => plain.push(PathBuf::from(arg)),
        }
    }
    let [pages, questions @ ..] = plain.as_slice() else { return Err("no folder of pages".into()) };
    if questions.is_empty() {
        return Err("no file of questions".into());
    }
    let embedder = match &model {
        Some(dir) => Some(Arc::new(LocalEmbedder::load(Path::new(dir))?) as Arc<dyn Embedder>),
        None => None,
    };
    let temporary = std::env::temp_dir().join(format!("kb-{}", Uuid::now_v7()));
    let place = index.as_ref().map_or_else(|| temporary.clone(), PathBuf::from);
    let bases = KnowledgeBases::open(&place, embedder.clone())?;
    if bases.stats(TENANT, BASE).await?.passages == 0 {
        fill(&bases, pages).await?;
    }
    if embedder.is_some() {
        let started = Instant::now();
        bases.embed_base(TENANT, BASE).await?;
        println!("vectors in {:.1?}; resident {}", started.elapsed(), report::resident());
    }
    println!("{:?}", bases.stats(TENANT, BASE).await?);
    for file in questions {
        let asked: Vec<Question> = serde_json::from_slice(&std::fs::read(file)?)?;
        bases.set_embedder(TENANT, None)?;
        println!("\n{} by words", file.display());
        ask(&bases, &asked, misses).await?.print();
        if embedder.is_some() {
            bases.set_embedder(TENANT, embedder.clone())?;
            println!("\n{} by words and meaning", file.display());
            ask(&bases, &asked, misses).await?.print();
        }
    }
    if index.is_none() {
        std::fs::remove_dir_all(temporary)?;
    }
    Ok(())
}

async fn ask(bases: &KnowledgeBases, questions: &[Question], misses: bool) -> Result<Report, Failure> {
    let base = [BaseRef { id: BASE, name: "pages".into() }];
    // The first search reads the index from the disk: not what the next thousand cost.
    bases.search(TENANT, &base, &Query::new("warm up")).await?;
    let mut report = Report::default();
    for question in questions {
        let started = Instant::now();
        let hits = bases.search(TENANT, &base, &Query::new(&question.q).top_k(DEPTH)).await?;
        let took = started.elapsed();
        let paths: Vec<String> = hits.passages.iter().map(|passage| passage.path.clone()).collect();
        let best = hits.passages.first().map_or(0.0, |passage| passage.score);
        let answered = !question.gold.is_empty();
        let rank = question.found_at(&paths);
        if misses && (!answered || rank.is_none_or(|rank| rank > 2)) {
            let rank = rank.map_or_else(|| "not found".to_owned(), |rank| format!("rank {}", rank + 1));
            println!("{rank}: {} | want {}", question.q, question.gold.join(", "));
            for passage in hits.passages.iter().take(3) {
                println!("     {:.2} {} › {}", passage.score, passage.path, passage.section);
            }
        }
        report.add(&question.kind, Asked { answered, rank: rank.filter(|_| answered), best, took });
    }
    Ok(report)
}

async fn fill(bases: &KnowledgeBases, pages: &Path) -> Result<(), Failure> {
    let before = report::resident();
    let started = Instant::now();
    let mut files = Vec::new();
    collect(pages, &mut files)?;
    files.sort();
    for (number, file) in (0_u128..).zip(&files) {
        let document = Document {
            id: Uuid::from_u128(number),
            title: None,
            path: file.strip_prefix(pages)?.to_string_lossy().into_owned(),
            url: None,
            updated_at: None,
            format: None,
            content: Content::Bytes(std::fs::read(file)?),
            meta: BTreeMap::new(),
        };
        bases.ingest(TENANT, BASE, document, &Quiet).await?;
    }
    let after = report::resident();
    println!("{} pages in {:.1?}; resident {before}, then {after}", files.len(), started.elapsed());
    Ok(())
}

fn collect(dir: &Path, out: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, out)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            out.push(path);
        }
    }
    Ok(())
}
