//! What came out, as tables.

use std::collections::BTreeMap;
use std::time::Duration;

/// One question, asked.
pub struct Asked {
    /// Whether the pages answer it at all.
    pub answered: bool,
    /// From 0; nothing when no gold page was among those shown.
    pub rank: Option<usize>,
    /// Score of the first passage.
    pub best: f32,
    pub took: Duration,
}

#[derive(Default)]
pub struct Report {
    kinds: BTreeMap<String, Vec<usize>>,
    all: Vec<Asked>,
}

impl Report {
    pub fn add(&mut self, kind: &str, asked: Asked) {
        self.kinds.entry(kind.to_owned()).or_default().push(self.all.len());
        self.all.push(asked);
    }

    pub fn print(&self) {
        for (kind, places) in &self.kinds {
            self.print_row(kind, places.iter().map(|place| &self.all[*place]));
        }
        self.print_row("all", self.all.iter());
        self.print_scores();
        let mut times: Vec<Duration> = self.all.iter().map(|asked| asked.took).collect();
        times.sort_unstable();
        if let Some(slow) = times.get(times.len() * 95 / 100) {
            println!("a question takes {:.1?} (median), {slow:.1?} (95 of 100)", times[times.len() / 2]);
        }
    }

    fn print_row<'a>(&self, kind: &str, asked: impl Iterator<Item = &'a Asked>) {
        let ranks: Vec<Option<usize>> =
            asked.filter(|asked| asked.answered).map(|asked| asked.rank).collect();
        if ranks.is_empty() {
            return;
        }
        let all = ranks.len() as f64;
        let within = |most: usize| ranks.iter().flatten().filter(|rank| **rank < most).count() as f64 / all;
        let mrr = ranks.iter().flatten().map(|rank| 1.0 / (rank + 1) as f64).sum::<f64>() / all;
        let (first, third) = (within(1), within(3));
        println!("{kind:16} {:4} questions  hit@1 {first:.3}  hit@3 {third:.3}  MRR {mrr:.3}", ranks.len());
    }

    /// How well the best score tells whether there is an answer.
    fn print_scores(&self) {
        let score = |answered: bool| -> Vec<f32> {
            self.all.iter().filter(|asked| asked.answered == answered).map(|asked| asked.best).collect()
        };
        let (with, without) = (score(true), score(false));
        if with.is_empty() || without.is_empty() {
            return;
        }
        println!("best score tells an answer from none: AUC {:.3}", auc(&with, &without));
        for least in [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5] {
            let share = |scores: &[f32]| {
                scores.iter().filter(|score| **score >= least).count() as f64 / scores.len() as f64
            };
            let right = self.all.iter().filter(|asked| asked.best >= least);
            let right = right.filter(|asked| asked.rank.is_some_and(|rank| rank < 3)).count();
            println!(
                "  from {least:.2}: {:3.0} % of those with an answer ({right} found), {:3.0} % of those without",
                100.0 * share(&with),
                100.0 * share(&without)
            );
        }
    }
}

/// The chance that a question with an answer scores higher than one without.
fn auc(with: &[f32], without: &[f32]) -> f64 {
    let pairs = with.iter().flat_map(|with| without.iter().map(move |without| (with, without)));
    let won = pairs.map(|(with, without)| match with.total_cmp(without) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    });
    won.sum::<f64>() / (with.len() * without.len()) as f64
}

/// This process's memory, where the system says.
pub fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).map(str::trim);
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.map_or_else(|| "unknown".to_owned(), |kilobytes| format!("{:.0} MB", kilobytes / 1024.0))
}
