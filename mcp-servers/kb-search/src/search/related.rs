//! Words that are about the same things in English at large, so that a question finds a page that
//! says it in other words ("psychologist": counselling, therapy) when there is no embedding model.
//!
//! The table is made by `examples/related_words`, which says how it is laid out, from the vocabulary
//! of all-MiniLM-L6-v2 (Apache-2.0). It knows nothing of any base.

use std::sync::LazyLock;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_bytes!("related.bin")));

/// Whether this is the stem of an English word; then it is not misspelt.
pub fn is_word(stem: &str) -> bool {
    TABLE.find(stem).is_some()
}

/// The stems of related words and how near they are (0 to 1), nearest first.
pub fn related(stem: &str) -> impl Iterator<Item = (&'static str, f32)> {
    let table = &*TABLE;
    table.find(stem).map_or(&[][..], |at| table.relations(at)).chunks_exact(RELATION).map(|relation| {
        let other = u16::from_le_bytes([relation[0], relation[1]]);
        (table.stems[usize::from(other)], f32::from(relation[2]) / 255.0)
    })
}

/// Bytes of one relation: number of a stem, nearness.
const RELATION: usize = 3;

struct Table {
    /// In alphabetical order.
    stems: Vec<&'static str>,
    /// Where the relations of each end.
    ends: Vec<usize>,
    relations: &'static [u8],
}

impl Table {
    /// The bytes are part of the program, and a test reads all of them.
    fn read(bytes: &'static [u8]) -> Self {
        let number = |four: &[u8]| u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize;
        let (count, rest) = bytes.split_at(4);
        let (ends, rest) = rest.split_at(4 * number(count));
        let ends: Vec<usize> = ends.chunks_exact(4).map(number).collect();
        let (relations, stems) = rest.split_at(RELATION * ends.last().copied().unwrap_or(0));
        let stems = std::str::from_utf8(stems).expect("the table is UTF-8").lines().collect();
        Self { stems, ends, relations }
    }

    fn find(&self, stem: &str) -> Option<usize> {
        self.stems.binary_search(&stem).ok()
    }

    fn relations(&self, at: usize) -> &'static [u8] {
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.relations[RELATION * from..RELATION * self.ends[at]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_of_the_table_names_another_word_and_the_nearest_comes_first() {
        assert_eq!(TABLE.stems.len(), TABLE.ends.len());
        assert!(TABLE.stems.is_sorted());
        for stem in &TABLE.stems {
            let near: Vec<(&str, f32)> = related(stem).collect();
            assert!(near.iter().all(|(other, near)| other != stem && (0.0..=1.0).contains(near)), "{stem}");
            assert!(near.is_sorted_by(|a, b| a.1 >= b.1), "{stem}");
        }
    }

    #[test]
    fn words_that_mean_much_the_same_are_related() {
        for (stem, other) in
            [("bike", "bicycl"), ("salari", "wage"), ("broken", "damag"), ("psycholog", "therapist")]
        {
            assert!(related(stem).any(|(found, near)| found == other && near > 0.4), "{stem}: {other}");
        }
        assert_eq!(related("zzzz").count(), 0);
        assert!(is_word("bike") && !is_word("bicylce"));
    }
}
