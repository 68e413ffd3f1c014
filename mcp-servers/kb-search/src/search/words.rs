//! What is known about words before any base is looked at.

use crate::index::terms::Words;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words that say that something is asked, not what.
const STOP_WORDS: &str = "a about after all also am an and any anybody anyone anything are aren as at be because been \
    before being but by can cannot could couldn did didn do does doesn doing don done down each either else ever every \
    few for from further get gets getting give go goes going gonna got gotten had has hasn have haven having he hello \
    help her here hers hey hi him his how however i if in into is isn it its itself just kind know let like ll \
    looking made make makes many may maybe me mean means might more most much must my myself need needs neither no nor not now of off \
    often oh ok okay on once one only onto or other our ours out over own people per please possible put quite rather \
    re really same seem shall she should shouldn since so some somebody someone something somehow somewhere soon still \
    stuff such sure take tell than thank thanks that the their theirs them then there these they thing things think this \
    those though through thus to too try trying under until up upon us ve very wanna want wants was wasn way we were \
    weren what whatever when whenever where whether which while who whom whose why will with within without won would \
    wouldn yes yet you your yours d m s t";

static STOPS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| STOP_WORDS.split_whitespace().collect());

pub fn is_stop_word(word: &str) -> bool {
    STOPS.contains(word)
}

/// From the stem of a word to the words that may stand for it.
static SYNONYMS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut words = Words::default();
    let mut out: HashMap<String, Vec<String>> = HashMap::new();
    for line in include_str!("synonyms.txt").lines().filter(|line| !line.starts_with('#')) {
        let (group, more) = line.split_once(" : ").unwrap_or((line, ""));
        for word in group.split_whitespace() {
            let others =
                group.split_whitespace().chain(more.split_whitespace()).filter(|other| *other != word);
            let known = out.entry(words.stem(word)).or_default();
            for other in others {
                if !known.iter().any(|known| known == other) {
                    known.push(other.to_owned());
                }
            }
        }
    }
    out
});

pub fn synonyms(stem: &str) -> &'static [String] {
    SYNONYMS.get(stem).map_or(&[], Vec::as_slice)
}
