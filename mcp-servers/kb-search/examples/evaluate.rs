//! Measures search on a folder of Markdown pages and a file of questions, without a server:
//!
//! `evaluate <pages> <questions.json> [--model <directory>] [--index <directory>] [--misses]`
//!
//! A question counts as found at k when one of its gold pages is among the first k passages. With
//! `--index` the index and the vectors are kept from one run to the next.

use mcp_servers_kb_search::embed::{Embedder, local::LocalEmbedder};
use mcp_servers_kb_search::{BaseRef, Content, Document, KnowledgeBases, Query, Quiet};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

#[derive(Deserialize)]
struct Question {
    q: String,
    gold: Vec<String>,
    kind: String,
}

#[derive(Default)]
struct Tally {
    asked: usize,
    first: usize,
    third: usize,
    reciprocal: f64,
}

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let (mut plain, mut model, mut index, mut misses) = (Vec::new(), None, None, false);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--model" => model = args.next(),
            "--index" => index = args.next(),
            "--misses" => misses = true,
            _ => plain.push(PathBuf::from(arg)),
        }
    }
    let [pages, questions] = plain.as_slice() else { return Err("two paths: pages and questions".into()) };
    let questions: Vec<Question> = serde_json::from_slice(&std::fs::read(questions)?)?;
    let embedder = match &model {
        Some(dir) => Some(Arc::new(LocalEmbedder::load(Path::new(dir))?) as Arc<dyn Embedder>),
        None => None,
    };
    let place =
        index.map_or_else(|| std::env::temp_dir().join(format!("kb-{}", Uuid::now_v7())), PathBuf::from);
    let bases = KnowledgeBases::open(&place, embedder)?;
    let (tenant, base) = (Uuid::from_u128(1), Uuid::from_u128(2));
    if bases.stats(tenant, base).await?.passages == 0 {
        fill(&bases, tenant, base, pages).await?;
    }
    let started = Instant::now();
    bases.embed_base(tenant, base).await?;
    println!("{:?}, vectors took {:.1?}", bases.stats(tenant, base).await?, started.elapsed());

    let base = [BaseRef { id: base, name: "pages".into() }];
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let started = Instant::now();
    for question in &questions {
        let hits = bases.search(tenant, &base, &Query::new(&question.q).top_k(10)).await?;
        let rank = hits.passages.iter().position(|passage| question.gold.contains(&passage.path));
        if question.gold.is_empty() {
            let best = hits.passages.first().map_or(0.0, |passage| passage.score);
            println!("no answer expected, best score {best:.2}: {}", question.q);
            continue;
        }
        if misses && rank.is_none_or(|rank| rank > 2) {
            println!("{:?} {} | want {}", rank, question.q, question.gold.join(", "));
            for passage in hits.passages.iter().take(3) {
                println!("     {:.2} {} › {}", passage.score, passage.path, passage.section);
            }
        }
        for kind in [question.kind.as_str(), "all"] {
            let tally = tallies.entry(kind.to_owned()).or_default();
            tally.asked += 1;
            if let Some(rank) = rank {
                tally.first += usize::from(rank == 0);
                tally.third += usize::from(rank < 3);
                tally.reciprocal += 1.0 / (rank + 1) as f64;
            }
        }
    }
    println!("{:.1?} for each question", started.elapsed() / u32::try_from(questions.len().max(1))?);
    for (kind, tally) in &tallies {
        let share = |count: usize| count as f64 / tally.asked as f64;
        let (first, third) = (share(tally.first), share(tally.third));
        let mrr = tally.reciprocal / tally.asked as f64;
        println!("{kind:16} {:4} questions  hit@1 {first:.3}  hit@3 {third:.3}  MRR {mrr:.3}", tally.asked);
    }
    Ok(())
}

async fn fill(bases: &KnowledgeBases, tenant: Uuid, base: Uuid, pages: &Path) -> Result<(), Failure> {
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
            format: None,
            content: Content::Bytes(std::fs::read(file)?),
            meta: BTreeMap::new(),
        };
        bases.ingest(tenant, base, document, &Quiet).await?;
    }
    println!("{} pages in {:.1?}", files.len(), started.elapsed());
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
