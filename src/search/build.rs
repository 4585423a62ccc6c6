//! Puts the pages of a site in order and has their words merged and written.

use rayon::prelude::*;

use super::format::{Block, Encoded, Entry, Files, Groups, fold_name};
use super::page::{Facts, PageIndex, Unit};
use super::{SearchFile, SearchOptions, postings};

/// Makes the files of the index. The same pages give the same files, in any order and on any number of threads.
pub fn build(mut pages: Vec<PageIndex>, options: &SearchOptions) -> Vec<SearchFile> {
    // Equal scores keep this order, and neighbours that are alike compress: documents that are over come last.
    pages.par_sort_unstable_by(|a, b| rank(&a.facts).cmp(&rank(&b.facts)));
    let units: Vec<&Unit> = pages.iter().flat_map(|page| &page.units).collect();
    let mut files = Files::default();
    let encoded: Vec<Encoded> = postings::merge(&units, Encoded::add);
    let (keys, vocabulary) = files.shards(encoded);
    let blocks = files.blocks(blocks(&pages));
    let facets = files.facets(&pages);
    let dates = files.dates(&pages);
    let sizes: Vec<usize> = pages.iter().map(|page| page.units.len()).collect();
    let over = pages.iter().take_while(|page| !page.facts.over).map(|page| page.units.len()).sum();
    files.entry(&Entry {
        units: units.len(),
        over,
        groups: Groups::of(&sizes),
        keys,
        blocks,
        facets,
        dates,
        vocabulary,
        synonyms: synonyms(&pages, options),
    });
    files.into_files()
}

fn rank(facts: &Facts) -> (bool, &str, std::cmp::Reverse<&str>, &str) {
    let date = std::cmp::Reverse(facts.date.as_deref().unwrap_or_default());
    (facts.over, &facts.kind, date, &facts.url)
}

/// What results show, unit by unit.
fn blocks(pages: &[PageIndex]) -> Vec<Block> {
    let of_page = |page: &PageIndex| {
        // The summary stands before the first unit only.
        let summaries = std::iter::once(page.facts.summary.as_str()).chain(std::iter::repeat(""));
        let block = |(unit, summary)| Block::of(&page.facts, summary, unit);
        page.units.iter().zip(summaries).map(block).collect::<Vec<_>>()
    };
    pages.par_iter().flat_map_iter(of_page).collect()
}

/// Words that mean the same: the portal's, and abbreviations that at least two pages explain in the same way.
fn synonyms(pages: &[PageIndex], options: &SearchOptions) -> Vec<Vec<String>> {
    let mut explained: Vec<(&str, String)> = pages
        .iter()
        .flat_map(|page| &page.facts.explained)
        .map(|(short, full)| (short.as_str(), fold_name(full)))
        .collect();
    explained.sort_unstable();
    let mut found: Vec<(usize, Vec<String>)> = explained
        .chunk_by(|a, b| a == b)
        .filter_map(|same| {
            same.first().map(|(short, full)| (same.len(), vec![(*short).to_owned(), full.clone()]))
        })
        .filter(|(count, _)| *count > 1)
        .collect();
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let own = options.abbreviations.iter().map(|(short, full)| vec![short.clone(), full.clone()]);
    let learnt = found.into_iter().take(MOST_LEARNT).map(|(_, words)| words);
    own.chain(options.synonyms.iter().cloned()).chain(learnt).collect()
}

/// The entry file is loaded by every search, so it stays small.
const MOST_LEARNT: usize = 200;
