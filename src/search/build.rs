//! Puts the pages of a site in order and has their words merged and written.

use std::cmp::Reverse;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::format::{BLOCK, BLOCK_NAMES, Block, Entry, Files, Groups, Name, VERSION, write_words};
use super::kept::{Explained, Kept, KeptPage};
use super::merge::merge;
use super::page::Reader;
use super::segment::{Room, Segment};
use super::unit::{self, Part};
use super::weight::mean_length;
use super::{SearchFile, SearchOptions, SearchPage};

/// A page in its place.
pub(super) struct Placed<'a> {
    pub page: SearchPage<'a>,
    /// What its units hold.
    parts: Vec<Part>,
    /// The number of its first unit.
    first: u32,
}

impl Placed<'_> {
    fn units(&self) -> u32 {
        unit::count(&self.parts)
    }

    fn end(&self) -> u32 {
        self.first.saturating_add(self.units())
    }

    fn kept(&self) -> KeptPage {
        KeptPage::of(&self.page, self.units())
    }
}

/// How many units a segment has, but for pages that reach beyond.
const SEGMENT: u32 = 2_048;

/// Makes the files of the index, in the order of their paths.
pub fn build(pages: Vec<SearchPage<'_>>, options: &SearchOptions) -> Vec<SearchFile> {
    let files: Mutex<Vec<SearchFile>> = Mutex::default();
    build_into(pages, options, &|file| files.lock().unwrap_or_else(PoisonError::into_inner).push(file));
    let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Makes the files of the index and gives each to `put` as soon as it is made, from any thread. The same pages give the
/// same files, in any order and on any number of threads. What comes back is what [`again`](super::again()) needs.
pub fn build_into(
    pages: Vec<SearchPage<'_>>,
    options: &SearchOptions,
    put: &(dyn Fn(SearchFile) + Sync),
) -> Kept {
    let pages = placed(pages);
    let files = Files::new(put);
    let (mut segments, explained) = segments(&pages);
    let words = segments.iter().flat_map(|segment| &segment.lengths).copied().map(u64::from).sum();
    let units = pages.last().map_or(0, Placed::end);
    let whole = !segments.iter().any(|segment| segment.overflowed);
    let mean = mean_length(words, units as usize);
    let merge_all = || {
        let written = merge(&mut segments, mean, &files);
        drop(segments);
        let (keys, deep) = files.directory(&written.shards);
        let vocabulary = written.words.iter().map(|&(word, count)| (word, count.max(1).ilog2()));
        (keys, deep, files.add(&write_words(vocabulary)))
    };
    let show = || {
        let columns = || (files.facets(&pages), files.dates(&pages));
        let texts = || (blocks(&pages, &files), files.heads(&pages));
        (rayon::join(columns, texts), pages.par_iter().map(Placed::kept).collect())
    };
    // Neither needs the other: a thread that has nothing to do in one turns to the other.
    let ((keys, deep, vocabulary), (shown, kept)) = rayon::join(merge_all, show);
    let ((facets, dates), (blocks, heads)) = shown;
    let groups = Groups::of(pages.iter().map(Placed::units));
    let entry = Entry {
        v: VERSION,
        units,
        over: pages.iter().take_while(|placed| !is_over(&placed.page)).last().map_or(0, Placed::end),
        groups: groups.others,
        most: groups.most,
        keys,
        deep,
        blocks,
        heads,
        facets,
        dates,
        vocabulary: vocabulary.to_string(),
        synonyms: super::kept::synonyms(&explained, options),
        everyday: super::everyday::everyday(),
    };
    put(entry.file());
    Kept { pages: kept, words, explained, shared: Kept::shared(files.counts()), whole }
}

/// Puts pages in order and counts their units. Equal scores keep this order, and neighbours that are alike compress:
/// documents that are over come last.
fn placed(mut pages: Vec<SearchPage<'_>>) -> Vec<Placed<'_>> {
    pages.par_sort_unstable_by(|a, b| rank(a).cmp(&rank(b)));
    let cut = pages.into_par_iter().map(|page| Placed { parts: unit::units(&page.sections), page, first: 0 });
    let mut placed: Vec<Placed<'_>> = cut.collect();
    let mut next = 0;
    for page in &mut placed {
        page.first = next;
        next = page.end();
    }
    placed
}

fn rank<'p>(page: &'p SearchPage<'_>) -> (bool, &'p str, Reverse<&'p str>, &'p str) {
    (is_over(page), page.kind, Reverse(page.date.as_deref().unwrap_or_default()), page.url)
}

fn is_over(page: &SearchPage<'_>) -> bool {
    page.status.is_some_and(|status| status.over)
}

/// Reads all pages.
fn segments(pages: &[Placed<'_>]) -> (Vec<Segment>, Vec<Explained>) {
    let pages: Vec<(u32, &Placed<'_>)> = (0..).zip(pages).collect();
    let chunks: Vec<_> = pages.chunk_by(|(_, a), (_, b)| a.first / SEGMENT == b.first / SEGMENT).collect();
    // Each thread has one room, whatever it does in between: a new one costs megabytes that nobody touched before.
    let rooms: Mutex<Vec<(Reader, Room)>> = Mutex::default();
    let free = || rooms.lock().unwrap_or_else(PoisonError::into_inner);
    let read = |pages: &[(u32, &Placed<'_>)]| {
        let (mut reader, mut room) = free().pop().unwrap_or_default();
        let mut explained = Vec::new();
        reader.clear();
        for &(number, Placed { page, parts, .. }) in pages {
            reader.page(page, unit::count(parts));
            let mut summary = Some(page.summary);
            for parts in unit::split(parts) {
                let shown = parts.iter().filter_map(|part| part.shown(&page.sections));
                reader.unit(page, summary.take(), shown);
            }
            explained.extend(super::kept::explained(page).into_iter().map(|said| (said, number)));
        }
        let segment = Segment::of(&reader, &mut room);
        free().push((reader, room));
        (segment, explained)
    };
    let read: Vec<(Segment, Vec<_>)> = chunks.into_par_iter().map(read).collect();
    let (segments, explained): (Vec<Segment>, Vec<Vec<_>>) = read.into_iter().unzip();
    (segments, Explained::all(explained.into_iter().flatten().collect()))
}

/// Writes what results show, and returns the names of the directories.
fn blocks(pages: &[Placed<'_>], files: &Files<'_>) -> String {
    let end = pages.last().map_or(0, Placed::end);
    let write = |start: u32| {
        let end = end.min(start + BLOCK * BLOCK_NAMES);
        let mut names: Vec<Name> = Vec::new();
        let mut block = Block::default();
        let from = pages.partition_point(|page| page.end() <= start);
        for Placed { page, parts, first } in pages.iter().skip(from).take_while(|page| page.first < end) {
            let units: Vec<&[Part]> = unit::split(parts).collect();
            let mut unit = start.max(*first);
            while unit < end.min(first + units.len() as u32) {
                let room = BLOCK - block.len;
                let some = units.iter().skip((unit - first) as usize).take(room.min(end - unit) as usize);
                let shown = |parts: &&'_ [Part]| {
                    parts.iter().filter_map(|part| part.shown(&page.sections)).collect::<Vec<_>>().into_iter()
                };
                block.page(page, some.clone().map(shown));
                unit += some.len() as u32;
                if block.len == BLOCK {
                    names.extend(block.finish().map(|content| files.add(&content)));
                }
            }
        }
        names.extend(block.finish().map(|content| files.add(&content)));
        names
    };
    let starts: Vec<u32> = (0..end).step_by((BLOCK * BLOCK_NAMES) as usize).collect();
    let names: Vec<Name> = starts.into_par_iter().with_max_len(1).flat_map_iter(write).collect();
    files.block_directories(&names)
}
