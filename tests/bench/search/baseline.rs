//! What the ranking is held against: BM25 (k1 0.9, b 0.6) over folded syllables and pairs of neighbouring ones, the
//! title in front of the text.

use std::collections::HashMap;

use antt_portal::vietnamese::{Gap, fold_token, words};

use super::data::Doc;

const K1: f64 = 0.9;
const B: f64 = 0.6;

/// The postings of all pages: number of the page and how often the key stands in it.
pub struct Baseline<'a> {
    docs: &'a [Doc],
    lengths: Vec<f64>,
    mean: f64,
    postings: HashMap<String, Vec<(usize, f64)>>,
}

impl<'a> Baseline<'a> {
    pub fn new(docs: &'a [Doc]) -> Self {
        let mut postings: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
        let mut lengths = Vec::new();
        for (number, doc) in docs.iter().enumerate() {
            let mut counts: HashMap<String, f64> = HashMap::new();
            let mut length = 0.0;
            for text in [&doc.title, &doc.text] {
                length += keys(text, |key| *counts.entry(key).or_default() += 1.0);
            }
            lengths.push(length);
            for (key, count) in counts {
                postings.entry(key).or_default().push((number, count));
            }
        }
        let mean = lengths.iter().sum::<f64>() / lengths.len().max(1) as f64;
        Self { docs, lengths, mean, postings }
    }

    /// The ten best pages.
    pub fn query(&self, text: &str) -> Vec<String> {
        let mut asked: Vec<String> = Vec::new();
        keys(text, |key| {
            if !asked.contains(&key) {
                asked.push(key);
            }
        });
        let mut scores: HashMap<usize, f64> = HashMap::new();
        for postings in asked.iter().filter_map(|key| self.postings.get(key)) {
            let (all, seen) = (self.docs.len() as f64, postings.len() as f64);
            let idf = (1.0 + (all - seen + 0.5) / (seen + 0.5)).ln();
            for &(doc, count) in postings {
                let length = self.lengths.get(doc).copied().unwrap_or(self.mean);
                let norm = K1 * (1.0 - B + B * length / self.mean);
                *scores.entry(doc).or_default() += idf * count / (count + norm);
            }
        }
        let mut found: Vec<(usize, f64)> = scores.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.iter().take(10).filter_map(|(doc, _)| self.docs.get(*doc)).map(|doc| doc._id.clone()).collect()
    }
}

/// The syllables and pairs of a text; returns how many syllables.
fn keys(text: &str, mut see: impl FnMut(String)) -> f64 {
    let (mut before, mut count) = (None::<String>, 0.0);
    words(text, |word| {
        let syllable = fold_token(&word.token).as_str().to_owned();
        if let (Some(before), false) = (&before, matches!(word.gap, Gap::Line)) {
            see(format!("{before} {syllable}"));
        }
        see(syllable.clone());
        before = Some(syllable);
        count += 1.0;
    });
    count
}
