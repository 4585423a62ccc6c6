//! Puts the pages of a site in order and has their words merged and written.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::format::{Block, Encoded, Entry, Files, Groups, canonical};
use super::page::{Facts, PageIndex};
use super::{SearchFile, SearchOptions, postings};

/// Makes the files of the index, in the order of their paths.
pub fn build(pages: Vec<PageIndex<'_>>, options: &SearchOptions) -> Vec<SearchFile> {
    let files: Mutex<Vec<SearchFile>> = Mutex::default();
    build_into(pages, options, &|file| files.lock().unwrap_or_else(PoisonError::into_inner).push(file));
    let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Makes the files of the index and gives each to `put` as soon as it is made, from any thread. The same pages give the
/// same files, in any order and on any number of threads.
pub fn build_into(mut pages: Vec<PageIndex<'_>>, options: &SearchOptions, put: &(dyn Fn(SearchFile) + Sync)) {
    // Equal scores keep this order, and neighbours that are alike compress: documents that are over come last.
    pages.par_sort_unstable_by(|a, b| rank(&a.facts).cmp(&rank(&b.facts)));
    let files = Files::new(put);
    let encoded: Vec<Encoded> = postings::merge(&pages, Encoded::add);
    pages.par_iter_mut().for_each(PageIndex::forget_words);
    let (keys, vocabulary) = files.shards(encoded);
    let blocks = files.blocks(blocks(&pages));
    let facets = files.facets(&pages);
    let dates = files.dates(&pages);
    let sizes: Vec<usize> = pages.iter().map(|page| page.units.len()).collect();
    let over = pages.iter().take_while(|page| !page.facts.over).map(|page| page.units.len()).sum();
    files.entry(&Entry {
        units: sizes.iter().sum(),
        over,
        groups: Groups::of(&sizes),
        keys,
        blocks,
        facets,
        dates,
        vocabulary,
        synonyms: synonyms(&pages, options),
    });
}

fn rank(facts: &Facts) -> (bool, &str, std::cmp::Reverse<&str>, &str) {
    let date = std::cmp::Reverse(facts.date.as_deref().unwrap_or_default());
    (facts.over, &facts.kind, date, &facts.url)
}

/// What results show, unit by unit.
fn blocks(pages: &[PageIndex<'_>]) -> Vec<Block> {
    let of_page = |page: &PageIndex<'_>| {
        // The summary stands before the first unit only.
        let summaries = std::iter::once(page.facts.summary.as_str()).chain(std::iter::repeat(""));
        let block = |(unit, summary)| Block::of(page, summary, unit);
        page.units.iter().zip(summaries).map(block).collect::<Vec<_>>()
    };
    pages.par_iter().flat_map_iter(of_page).collect()
}

/// Words that mean the same, in canonical form: the portal's, and abbreviations that at least two pages explain in the same way.
fn synonyms(pages: &[PageIndex<'_>], options: &SearchOptions) -> Vec<Vec<String>> {
    let mut explained: Vec<(&str, String)> = pages
        .iter()
        .flat_map(|page| &page.facts.explained)
        .map(|(short, full)| (short.as_str(), canonical(full)))
        .collect();
    explained.sort_unstable();
    let mut found: Vec<(usize, Vec<String>)> = explained
        .chunk_by(|a, b| a == b)
        .filter_map(|same| {
            same.first().map(|(short, full)| (same.len(), vec![canonical(short), full.clone()]))
        })
        .filter(|(count, _)| *count > 1)
        .collect();
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let own = options.abbreviations.iter().map(|(short, full)| vec![short, full]);
    let own = own.chain(options.synonyms.iter().map(|group| group.iter().collect()));
    let read = |group: Vec<&String>| {
        group.into_iter().map(|words| canonical(words)).filter(|words| !words.is_empty()).collect()
    };
    let learnt = found.into_iter().take(MOST_LEARNT).map(|(_, words)| words);
    own.map(read).chain(learnt).collect()
}

/// The entry file is loaded by every search, so it stays small.
const MOST_LEARNT: usize = 200;
