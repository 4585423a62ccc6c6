//! Merges the units' words into postings: for every word and pair, by folded form, who holds it and at what level.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use super::hash::Fast;
use super::page::{Entry, PageIndex, Unit};
use super::weight::{Scale, mean_length};
use crate::vietnamese::{Token, fold_token};

/// The postings of one spelling of a word or a pair.
pub(super) struct List<'a> {
    /// The words in canonical form; the second is empty where there is none.
    pub words: (Token, Token),
    /// Whether the folded form differs from that of the list before.
    pub new_key: bool,
    packed: &'a [Packed],
}

impl List<'_> {
    /// In how many units it stands.
    pub fn len(&self) -> usize {
        self.packed.len()
    }

    /// Unit and level, by unit.
    pub fn postings(&self) -> impl Iterator<Item = (u32, u8)> {
        self.packed.iter().map(|packed| (packed.bits(4, 20), packed.bits(0, 4) as u8))
    }
}

/// The different words of all units, by folded form, then by canonical form.
struct Vocabulary {
    /// The canonical form and its place among the folded forms.
    words: Vec<(Token, Place)>,
    /// For every folded form, its first place in `words`.
    starts: Vec<u32>,
}

/// How many units and words fit into the numbers below: a million each. What is beyond is left out.
const MOST: usize = 1 << 20;
/// How many spellings of one folded word are told apart; Vietnamese has no more.
const SPELLINGS: u32 = 63;

/// Which folded form (20 bits), and which of its spellings (6).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u32);

impl Place {
    /// Behind all others: the place of a word that is left out.
    const NONE: Self = Self(u32::MAX);

    fn new(fold: u32, spelling: u32) -> Self {
        Self(fold << 6 | spelling.min(SPELLINGS))
    }

    #[inline]
    fn fold(self) -> u32 {
        self.0 >> 6
    }

    #[inline]
    fn spelling(self) -> u32 {
        self.0 & SPELLINGS
    }
}

/// A posting of known folded first word, packed so that its order as a number is the order of the index: folded second
/// word (20 bits), spelling of the first and second (6 each), unit (20), level (4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Packed(u64);

impl Packed {
    /// The `width` bits above the lowest `shift`.
    #[inline]
    fn bits(self, shift: u32, width: u32) -> u32 {
        (self.0 >> shift) as u32 & ((1 << width) - 1)
    }
}

/// A page with the places of its words and the number of its first unit.
struct Placed<'a> {
    units: &'a [Unit],
    places: Vec<Place>,
    first: usize,
    /// Where the entries of each stretch begin in each unit: all units for the first stretch, then for the next.
    cuts: Vec<u32>,
}

impl Placed<'_> {
    /// Finds where the stretches begin, while the page is at hand: looked for stretch by stretch, every search would
    /// wait for memory.
    fn cut(&mut self, stretches: &[Range<usize>]) {
        let mut cuts = Vec::with_capacity(self.units.len() * stretches.len());
        for stretch in stretches {
            let word = self.places.partition_point(|place| (place.fold() as usize) < stretch.start);
            let begins =
                |unit: &Unit| unit.entries.partition_point(|entry| usize::from(entry.first) < word) as u32;
            cuts.extend(self.units.iter().map(begins));
        }
        self.cuts = cuts;
    }

    /// The entries of a stretch, unit by unit, with the units' numbers.
    fn entries(&self, stretch: usize) -> impl Iterator<Item = (usize, &[Entry])> {
        let row = |stretch: usize| self.cuts.get(stretch * self.units.len()..).unwrap_or_default();
        let (begins, ends) = (row(stretch), row(stretch + 1));
        let end = |at: usize, unit: &Unit| ends.get(at).map_or(unit.entries.len(), |end| *end as usize);
        self.units.iter().zip(begins).enumerate().map(move |(at, (unit, begin))| {
            let entries = unit.entries.get(*begin as usize..end(at, unit)).unwrap_or_default();
            (self.first + at, entries)
        })
    }
}

/// Merges all units. `add` gets the lists of a stretch of the alphabet one after the other; what it makes of the
/// stretches comes back in order.
pub(super) fn merge<T: Default + Send>(
    pages: &[PageIndex<'_>],
    add: impl Fn(&mut T, &List<'_>) + Sync,
) -> Vec<T> {
    let vocabulary = Vocabulary::of(pages);
    let lengths: Vec<u32> =
        pages.iter().flat_map(|page| &page.units).map(|unit| unit.length).take(MOST).collect();
    let mean = mean_length(lengths.iter().copied());
    let scales: Vec<Scale> = lengths.par_iter().map(|length| Scale::new(*length, mean)).collect();
    let mut placed = vocabulary.place(pages);
    let counts = vocabulary.counts(&placed);
    let stretches = stretches(&counts);
    placed.par_iter_mut().for_each(|page| page.cut(&stretches));
    let make = |room: &mut Vec<Packed>, (number, folds): (usize, &Range<usize>)| {
        let mut made = T::default();
        let mut gathered = Gathered::new(&counts, folds.clone(), room);
        gathered.take(&placed, &scales, number);
        gathered.lists(&vocabulary, |list| add(&mut made, list));
        made
    };
    stretches.par_iter().enumerate().map_init(Vec::new, make).collect()
}

/// Cuts the folded forms into stretches of about the same number of postings.
fn stretches(counts: &[u32]) -> Vec<Range<usize>> {
    let total: u64 = counts.iter().copied().map(u64::from).sum();
    let fair = (total / 32).max(10_000);
    let mut stretches = Vec::new();
    let (mut start, mut held) = (0, 0);
    for (at, &count) in counts.iter().enumerate() {
        held += u64::from(count);
        if held >= fair || at + 1 == counts.len() {
            stretches.push(start..at + 1);
            (start, held) = (at + 1, 0);
        }
    }
    stretches
}

impl Vocabulary {
    fn of(pages: &[PageIndex<'_>]) -> Self {
        let all: HashSet<Token, Fast> = pages
            .par_iter()
            .fold(HashSet::default, |mut set: HashSet<Token, Fast>, page| {
                set.extend(&page.tokens);
                set
            })
            .reduce(HashSet::default, |a, b| {
                let (mut large, small) = if a.len() < b.len() { (b, a) } else { (a, b) };
                large.extend(small);
                large
            });
        let mut sorted: Vec<(Token, Token)> =
            all.into_iter().map(|token| (fold_token(&token), token)).collect();
        sorted.par_sort_unstable();
        sorted.truncate(MOST - 1);
        let mut starts = Vec::new();
        let mut words = Vec::with_capacity(sorted.len());
        let mut last = None;
        for (place, (folded, token)) in (0..).zip(sorted) {
            if last != Some(folded) {
                starts.push(place);
                last = Some(folded);
            }
            let fold = u32::try_from(starts.len() - 1).unwrap_or(u32::MAX);
            words.push((token, Place::new(fold, place - starts.last().copied().unwrap_or(place))));
        }
        Self { words, starts }
    }

    /// The pages with the places of their words.
    fn place<'a>(&self, pages: &'a [PageIndex<'_>]) -> Vec<Placed<'a>> {
        let place: HashMap<Token, Place, Fast> = self.words.iter().copied().collect();
        let of = |token| place.get(token).copied().unwrap_or(Place::NONE);
        let counted = pages.iter().scan(0, |next, page| {
            let first = *next;
            *next += page.units.len();
            Some(first)
        });
        let first: Vec<usize> = counted.collect();
        let placed = |(page, first): (&'a PageIndex<'_>, usize)| {
            let units =
                page.units.get(..MOST.saturating_sub(first).min(page.units.len())).unwrap_or_default();
            Placed { units, places: page.tokens.iter().map(of).collect(), first, cuts: Vec::new() }
        };
        pages.par_iter().zip(first).map(placed).collect()
    }

    /// How many postings each folded first word has.
    fn counts(&self, pages: &[Placed<'_>]) -> Vec<u32> {
        let none = || vec![0_u32; self.starts.len()];
        let add = |mut counts: Vec<u32>, page: &Placed<'_>| {
            for entry in page.units.iter().flat_map(|unit| &unit.entries) {
                let place = page.places.get(usize::from(entry.first));
                if let Some(count) = place.and_then(|place| counts.get_mut(place.fold() as usize)) {
                    *count += 1;
                }
            }
            counts
        };
        let sum = |mut a: Vec<u32>, b: Vec<u32>| {
            a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
            a
        };
        pages.par_iter().fold(none, add).reduce(none, sum)
    }

    fn word(&self, fold: u32, spelling: u32) -> Token {
        let start = self.starts.get(fold as usize).copied().unwrap_or_default();
        self.words.get((start + spelling) as usize).map(|&(token, _)| token).unwrap_or_default()
    }

    fn unpack(&self, fold: u32, bucket: &[Packed], see: &mut impl FnMut(&List<'_>)) {
        let mut last_second = None;
        for packed in bucket.chunk_by(|a, b| a.0 >> 24 == b.0 >> 24) {
            let Some(any) = packed.first() else { continue };
            let second = any.bits(36, 20);
            let word = self.word(fold, any.bits(30, 6));
            let next = second.checked_sub(1).map(|second| self.word(second, any.bits(24, 6)));
            let new_key = last_second.replace(second) != Some(second);
            see(&List { words: (word, next.unwrap_or_default()), new_key, packed });
        }
    }
}

/// The postings of a stretch of folded first words. Those of one word lie side by side.
struct Gathered<'a> {
    folds: Range<usize>,
    all: &'a mut Vec<Packed>,
    /// Where the postings of each word begin.
    starts: Vec<usize>,
    /// Where the next posting of each word goes.
    free: Vec<usize>,
}

impl<'a> Gathered<'a> {
    /// Makes room for as many postings as were counted, in memory that is used again for stretch after stretch.
    fn new(counts: &[u32], folds: Range<usize>, all: &'a mut Vec<Packed>) -> Self {
        let mut total = 0;
        let begin = |count: &u32| {
            let begin = total;
            total += *count as usize;
            begin
        };
        let starts: Vec<usize> = counts.get(folds.clone()).unwrap_or_default().iter().map(begin).collect();
        all.clear();
        all.resize(total, Packed(0));
        Self { folds, all, free: starts.clone(), starts }
    }

    fn take(&mut self, pages: &[Placed<'_>], scales: &[Scale], stretch: usize) {
        for page in pages {
            for (unit, entries) in page.entries(stretch) {
                let Some(scale) = scales.get(unit) else { continue };
                for entry in entries {
                    let Some((fold, packed)) = pack(unit as u64, &page.places, *entry, scale) else {
                        continue;
                    };
                    let free = self.free.get_mut((fold as usize).wrapping_sub(self.folds.start));
                    let Some(free) = free else { continue };
                    if let Some(place) = self.all.get_mut(*free) {
                        *place = packed;
                        *free += 1;
                    }
                }
            }
        }
    }

    /// Calls `see` with the lists in order.
    fn lists(&mut self, vocabulary: &Vocabulary, mut see: impl FnMut(&List<'_>)) {
        for ((start, end), fold) in self.starts.iter().zip(&self.free).zip(self.folds.start..) {
            if let Some(bucket) = self.all.get_mut(*start..*end) {
                bucket.sort_unstable();
                vocabulary.unpack(u32::try_from(fold).unwrap_or(u32::MAX), bucket, &mut see);
            }
        }
    }
}

/// The folded first word of an entry and the rest of it; nothing where a word is left out.
#[inline]
fn pack(unit: u64, places: &[Place], entry: Entry, scale: &Scale) -> Option<(u32, Packed)> {
    let place = |local: u16| places.get(usize::from(local)).filter(|place| **place != Place::NONE);
    let first = place(entry.first)?;
    let (second, spelling) = match entry.second.checked_sub(1) {
        Some(second) => place(second).map(|second| (second.fold() + 1, second.spelling()))?,
        None => (0, 0),
    };
    let packed = (u64::from(second) << 36)
        | (u64::from(first.spelling()) << 30)
        | (u64::from(spelling) << 24)
        | (unit << 4)
        | u64::from(scale.level(entry.count, entry.bonus));
    Some((first.fold(), Packed(packed)))
}
