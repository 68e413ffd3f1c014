//! The vectors of a base, passage by passage and document by document.

use super::VectorTable;
use super::snapshot::Entry;
use super::vectors::dot;
use crate::embed::normalise;
use tantivy::DocAddress;

/// Made once for the vectors of a moment, and asked by every question.
pub struct Meanings {
    passages: Vec<Place>,
    /// What each document is about as a whole: the direction of all its vectors together.
    centres: Vec<f32>,
    dimensions: usize,
}

/// A passage that has vectors: their rows in the table.
struct Place {
    address: DocAddress,
    document: usize,
    lead: Option<usize>,
    windows: Vec<usize>,
}

/// How near a passage is to a question: the nearest piece of its text, its title and headings, and
/// the document that it is part of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearness {
    pub address: DocAddress,
    pub text: f32,
    pub lead: f32,
    pub document: f32,
}

impl Meanings {
    pub fn new(entries: &[Entry], vectors: &VectorTable) -> Self {
        let dimensions = vectors.dimensions();
        let documents = entries.iter().map(|entry| entry.document + 1).max().unwrap_or(0);
        let mut centres = vec![0.0; documents * dimensions];
        let mut passages = Vec::with_capacity(entries.len());
        for entry in entries {
            let windows: Vec<usize> = entry.windows.iter().filter_map(|key| vectors.find(*key)).collect();
            if windows.is_empty() {
                continue;
            }
            let lead = vectors.find(entry.lead);
            // Headings count as much as a window of text: they were written to say what it is about.
            let centre = &mut centres[entry.document * dimensions..(entry.document + 1) * dimensions];
            for row in windows.iter().chain(&lead) {
                for (sum, number) in centre.iter_mut().zip(vectors.row(*row)) {
                    *sum += number;
                }
            }
            passages.push(Place { address: entry.address, document: entry.document, lead, windows });
        }
        if dimensions > 0 {
            centres.chunks_exact_mut(dimensions).for_each(normalise);
        }
        Self { passages, centres, dimensions }
    }

    /// How near every passage is that has vectors. `vectors` are those that this was made of.
    pub fn near(&self, vectors: &VectorTable, question: &[f32]) -> Vec<Nearness> {
        if question.len() != self.dimensions || question.is_empty() {
            return Vec::new();
        }
        let documents: Vec<f32> =
            self.centres.chunks_exact(self.dimensions).map(|centre| dot(centre, question)).collect();
        let near = |row: &usize| dot(vectors.row(*row), question);
        let nearness = |place: &Place| {
            let text = place.windows.iter().map(near).fold(f32::NEG_INFINITY, f32::max);
            let lead = place.lead.as_ref().map_or(text, near);
            Nearness { address: place.address, text, lead, document: documents[place.document] }
        };
        self.passages.iter().map(nearness).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::VectorTable;

    fn entry(doc: u32, document: usize, lead: u64, windows: &[u64]) -> Entry {
        Entry { address: DocAddress::new(0, doc), document, lead, windows: windows.to_vec() }
    }

    fn table() -> (tempfile::TempDir, VectorTable) {
        let dir = tempfile::tempdir().unwrap();
        let mut table = VectorTable::default();
        let vectors = [(1, vec![1.0, 0.0]), (2, vec![0.0, 1.0]), (3, vec![0.6, 0.8])];
        table.append(&dir.path().join("vectors"), &vectors).unwrap();
        (dir, table)
    }

    #[test]
    fn a_passage_is_as_near_as_its_nearest_window_and_knows_its_document() {
        let (_dir, table) = table();
        let entries = [entry(0, 0, 1, &[2, 3]), entry(1, 0, 1, &[1]), entry(2, 1, 2, &[2])];
        let near = Meanings::new(&entries, &table).near(&table, &[1.0, 0.0]);
        let (first, other) = (&near[0], &near[2]);
        assert_eq!((first.text, first.lead), (0.6, 1.0));
        // One centre for both passages of a document, and away from one that is about something else.
        assert_eq!(first.document, near[1].document);
        assert!(first.document > 0.8 && other.document == 0.0, "{near:?}");
    }

    #[test]
    fn a_passage_without_vectors_is_left_to_its_words() {
        let (_dir, table) = table();
        let entries = [entry(0, 0, 8, &[9]), entry(1, 0, 8, &[1])];
        let near = Meanings::new(&entries, &table).near(&table, &[1.0, 0.0]);
        assert_eq!(near.len(), 1);
        // Its lead is not made yet: the text stands in.
        assert_eq!((near[0].address, near[0].lead), (DocAddress::new(0, 1), 1.0));
        assert!(Meanings::new(&entries, &table).near(&table, &[1.0, 0.0, 0.0]).is_empty());
        assert!(Meanings::new(&[], &VectorTable::default()).near(&VectorTable::default(), &[]).is_empty());
    }
}
