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

/// Words that are in any question and say little of what it is about: they count less. Unlike stop
/// words they may be all that a short question has.
const LIGHT_WORDS: &str = "able actually afternoon ago allow allows almost alone already always amount annoying answer answers \
    anymore anyway apparently appreciate arrive ask asked asking asks available awful back bad basic \
    basically become becomes began begin beginning behind believe besides best better big bigger bit \
    bother bring brings brought busy came care cases certain certainly chance check cheers clear clue \
    come comes coming completely confused correct couple course curious currently day days deal dear \
    decide definitely difference different difficult easier easily easy end ended enough especially \
    evening eventually exact exactly example expect expected explain explained fact fairly fall far feel \
    feeling feels felt figure fine finish first folks following forever friend friends full fun general \
    generally glad good great greetings guess guidance half happen happened happening happens happy hard \
    hear heard hearing hence honest honestly hope hopefully hoping huge idea ideas important including \
    instead interested involved issue keep keeps kept late lately later least less lets little long \
    longer look looks lot lots love major matter mention mentioned mind minute minutes moment month \
    months morning mostly move moved near nearly necessary new next nice night nobody normal normally \
    odd old online option options ordinary originally otherwise overall part particular particularly \
    past perhaps place places point possibly pretty previous previously probably proper properly \
    question questions quick quickly random ready real reason reasons recent recently recommend regard \
    regarding regards related right rough roughly said say saying says second see seeing seen serious \
    set several short show shows side similar simple simply single situation small sooner sorry sort \
    sound sounds spare specific start started starting starts strange suggest suggestion suggestions \
    suppose supposed surely surprised suspect talk talked talking talks thinking thinks thought time \
    times today together told tomorrow tonight took top total totally trouble true truly type typical \
    understand unfortunately unsure use used useful uses using usual usually wait waiting walk wanted \
    wanting ways week weekend weekly weeks weird went whats whatsoever wish wonder wondered wondering \
    work worked working works worried worry worst worth wrong year years yesterday young";

static LIGHT: LazyLock<HashSet<&'static str>> = LazyLock::new(|| LIGHT_WORDS.split_whitespace().collect());

pub fn is_light_word(word: &str) -> bool {
    LIGHT.contains(word)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_either_left_out_or_counts_less() {
        let both: Vec<&&str> = LIGHT.intersection(&STOPS).collect();
        assert!(both.is_empty(), "{both:?}");
    }

    #[test]
    fn synonyms_after_a_colon_go_one_way() {
        let to = |stem: &str, other: &str| synonyms(stem).iter().any(|word| word == other);
        assert!(to("boss", "manager") && to("manag", "boss"));
        assert!(to("funer", "leave") && !to("leav", "funeral"));
    }
}
