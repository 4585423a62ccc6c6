//! Merges the segments: for every word and pair, by folded form, who holds it and at what level.

use std::cmp::Reverse;
use std::ops::Range;

use rayon::prelude::*;

use super::format::{Files, Key, Levels, Shards, Written, begins_stretch};
use super::segment::{Posting, Run, Segment, Term};
use super::weight::Scales;

/// All segments, and their words in one order.
struct Merge<'a> {
    segments: &'a [Segment],
    /// The first unit of each segment.
    firsts: Vec<u32>,
    /// For every segment the places of its words in `terms`: all that is left of them.
    places: Vec<Vec<u32>>,
    terms: Vec<Term>,
    scales: Scales,
}

/// The postings of one spelling in one segment.
struct Part<'a> {
    /// The second word (one above its place, 0 for none), then the first: one folded first word is merged at a time.
    key: u64,
    segment: u32,
    run: Run<'a>,
}

/// Merges all segments and writes their shards: what comes back is in order. The segments' words are taken out of them.
pub(super) fn merge(segments: &mut [Segment], mean: f32, files: &Files<'_>) -> Written {
    let (terms, places) = take_terms(segments);
    let merge = Merge::of(segments, terms, places, mean);
    // The heaviest first and one by one, so that in the end all threads have something to do.
    let mut stretches: Vec<(usize, Range<usize>)> = merge.stretches().into_iter().enumerate().collect();
    stretches.sort_by_cached_key(|(_, range)| Reverse(merge.weight(range)));
    let stretches = stretches.into_par_iter().with_max_len(1);
    let mut written: Vec<(usize, Written)> =
        stretches.map(|(at, range)| (at, merge.stretch(range, files))).collect();
    written.sort_unstable_by_key(|&(at, _)| at);
    written.into_iter().fold(Written::default(), |all, (_, written)| all.and(written))
}

impl<'a> Merge<'a> {
    fn of(segments: &'a [Segment], terms: Vec<Term>, places: Vec<Vec<u32>>, mean: f32) -> Self {
        let lengths = segments.iter().flat_map(|segment| &segment.lengths).copied();
        let firsts = segments.iter().scan(0, |next, segment| {
            let first = *next;
            *next += segment.lengths.len() as u32;
            Some(first)
        });
        Self { firsts: firsts.collect(), places, scales: Scales::new(lengths, mean), segments, terms }
    }

    /// Cuts the words where a stretch begins: each is merged by itself.
    fn stretches(&self) -> Vec<Range<usize>> {
        let mut starts: Vec<usize> = vec![0];
        for (at, pair) in self.terms.windows(2).enumerate() {
            if let [before, term] = pair
                && before.fold != term.fold
                && begins_stretch(&term.fold)
            {
                starts.push(at + 1);
            }
        }
        let ends = starts.iter().skip(1).copied().chain([self.terms.len()]);
        starts.iter().zip(ends).map(|(&start, end)| start..end).collect()
    }

    /// How many bytes of postings begin with the words of a stretch.
    fn weight(&self, range: &Range<usize>) -> usize {
        let own = self.segments.iter().zip(&self.places);
        own.map(|(segment, places)| {
            let [start, end] = [range.start, range.end].map(|end| begin(places, end));
            segment.size(start..end)
        })
        .sum()
    }

    /// Merges a stretch.
    fn stretch(&self, range: Range<usize>, files: &Files<'_>) -> Written {
        let mut shards = Shards::new(files);
        let (mut parts, mut levels) = (Vec::new(), Levels::default());
        let mut cursors: Vec<usize> = self.places.iter().map(|places| begin(places, range.start)).collect();
        let mut end = range.start;
        for same in self.terms.get(range).unwrap_or_default().chunk_by(|a, b| a.fold == b.fold) {
            end += same.len();
            parts.clear();
            for (segment, (places, cursor)) in (0..).zip(self.places.iter().zip(&mut cursors)) {
                while let Some(&first) = places.get(*cursor).filter(|&&place| (place as usize) < end) {
                    self.gather(segment, places, first, *cursor, &mut parts);
                    *cursor += 1;
                }
            }
            // Of one key the segments stay in order; they come sorted one by one, which this sort makes use of.
            parts.sort_by_key(|part| part.key);
            for list in parts.chunk_by(|a, b| a.key == b.key) {
                let Some(part) = list.first() else { continue };
                self.add(list, &mut levels);
                shards.add(&self.key(part.key), &levels);
            }
        }
        shards.finish()
    }

    /// What begins with one word in one segment.
    fn gather(&self, segment: u32, places: &[u32], first: u32, at: usize, parts: &mut Vec<Part<'a>>) {
        let Some(of) = self.segments.get(segment as usize) else { return };
        parts.extend(of.runs(at).map(|(second, run)| {
            let second = second.checked_sub(1).and_then(|second| places.get(second as usize));
            let second = second.map_or(0, |place| u64::from(*place) + 1);
            Part { key: second << 32 | u64::from(first), segment, run }
        }));
    }

    fn add(&self, list: &[Part<'_>], levels: &mut Levels) {
        levels.clear();
        for part in list {
            let first = self.firsts.get(part.segment as usize).copied().unwrap_or_default();
            part.run.each(|Posting { unit, count, bonus }| {
                let unit = first + unit;
                let level = self.scales.level(unit, count, bonus);
                level.into_iter().for_each(|level| levels.push(unit, level));
            });
        }
    }

    fn key(&self, key: u64) -> Key {
        let term = |place: u64| self.terms.get(place as usize);
        Key::new(term(key & u64::from(u32::MAX)), (key >> 32).checked_sub(1).and_then(term))
    }
}

/// The first of a segment's words that is not before `place` among all.
fn begin(places: &[u32], place: usize) -> usize {
    places.partition_point(|&own| (own as usize) < place)
}

/// Takes the words out of all segments: what comes back is all of them in order, and for every segment their places.
fn take_terms(segments: &mut [Segment]) -> (Vec<Term>, Vec<Vec<u32>>) {
    let own = segments.par_iter().map(|segment| segment.terms.clone());
    let all = own.reduce(Vec::new, |mut all, more| {
        // Both are in order, which this sort makes use of.
        all.extend(more);
        all.sort();
        all.dedup();
        all
    });
    let places = segments.par_iter_mut().map(|segment| places(&std::mem::take(&mut segment.terms), &all));
    let places = places.collect();
    (all, places)
}

/// The places of some words among all.
fn places(some: &[Term], all: &[Term]) -> Vec<u32> {
    let mut all = all.iter().zip(0..);
    some.iter().filter_map(|term| all.find(|(other, _)| *other == term)).map(|(_, place)| place).collect()
}
