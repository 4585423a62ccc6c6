//! Merges the units' words into postings: for every word and pair, by folded form, who holds it and at what level.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::hash::Fast;
use super::page::{Entry, Unit};
use super::weight::{Scale, mean_length};
use crate::vietnamese::{Token, fold_token};

/// The postings of one spelling of a word or a pair.
pub(super) struct List {
    /// The words in canonical form; the second is empty where there is none.
    pub words: (Token, Token),
    /// Whether the folded form differs from that of the list before.
    pub new_key: bool,
    /// Unit and level, by unit.
    pub postings: Vec<(u32, u8)>,
}

/// The different words of all units, by folded form, then by canonical form.
struct Vocabulary {
    /// The canonical form and the number of the folded form, counted in its order.
    words: Vec<(Token, u32)>,
    /// For every folded form, its first place in `words`.
    starts: Vec<u32>,
}

/// How many units and words fit into the numbers below: a million each. What is beyond is left out.
const MOST: usize = 1 << 20;
/// How many spellings of one folded word are told apart; Vietnamese has no more.
const SPELLINGS: u32 = 63;

/// A posting of known folded first word, packed so that its order as a number is the order of the index: folded second
/// word (20 bits), spelling of the first and second (6 each), unit (20), level (4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Packed(u64);

/// Merges all units. `take` gets the lists of a stretch of the alphabet at a time, and what it makes of them comes back
/// in order.
pub(super) fn merge<T: Send>(units: &[&Unit], take: impl Fn(Vec<List>) -> T + Sync) -> Vec<T> {
    let units = units.get(..MOST.min(units.len())).unwrap_or(units);
    let vocabulary = Vocabulary::of(units);
    let mean = mean_length(units.iter().map(|unit| unit.length));
    let scales: Vec<Scale> = units.iter().map(|unit| Scale::new(unit.length, mean)).collect();
    let global: Vec<Vec<u32>> = vocabulary.places(units);
    let counts = vocabulary.counts(units, &global);
    stretches(&counts)
        .into_par_iter()
        .map(|folds| take(vocabulary.lists(units, &scales, &global, &counts, folds)))
        .collect()
}

/// Cuts the folded forms into stretches of about the same number of postings.
fn stretches(counts: &[u32]) -> Vec<std::ops::Range<usize>> {
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
    fn of(units: &[&Unit]) -> Self {
        let all: HashSet<Token, Fast> = units
            .par_iter()
            .fold(HashSet::default, |mut set: HashSet<Token, Fast>, unit| {
                set.extend(&unit.tokens);
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
            words.push((token, u32::try_from(starts.len() - 1).unwrap_or(u32::MAX)));
        }
        Self { words, starts }
    }

    /// For every unit, the place of each of its words; `u32::MAX` for one that is left out.
    fn places(&self, units: &[&Unit]) -> Vec<Vec<u32>> {
        let place: HashMap<Token, u32, Fast> = self.words.iter().map(|(token, _)| *token).zip(0..).collect();
        let of = |token| place.get(token).copied().unwrap_or(u32::MAX);
        units.par_iter().map(|unit| unit.tokens.iter().map(of).collect()).collect()
    }

    /// How many postings each folded first word has.
    fn counts(&self, units: &[&Unit], global: &[Vec<u32>]) -> Vec<u32> {
        let none = || vec![0_u32; self.starts.len()];
        let add = |mut counts: Vec<u32>, (unit, places): (&&Unit, &Vec<u32>)| {
            for entry in &unit.entries {
                let fold = self.fold_of(places, entry.first).map(|(fold, _)| fold as usize);
                if let Some(count) = fold.and_then(|fold| counts.get_mut(fold)) {
                    *count += 1;
                }
            }
            counts
        };
        let sum = |mut a: Vec<u32>, b: Vec<u32>| {
            a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
            a
        };
        units.par_iter().zip(global).fold(none, add).reduce(none, sum)
    }

    /// The folded form of a unit's word, and which of its spellings the word is.
    #[inline]
    fn fold_of(&self, places: &[u32], local: u16) -> Option<(u32, u32)> {
        let place = *places.get(usize::from(local))?;
        let &(_, fold) = self.words.get(place as usize)?;
        let start = *self.starts.get(fold as usize)?;
        Some((fold, (place - start).min(SPELLINGS)))
    }

    fn word(&self, fold: u32, spelling: u32) -> Token {
        let start = self.starts.get(fold as usize).copied().unwrap_or_default();
        self.words.get((start + spelling) as usize).map(|&(token, _)| token).unwrap_or_default()
    }

    /// The lists of a stretch of folded first words.
    fn lists(
        &self,
        units: &[&Unit],
        scales: &[Scale],
        global: &[Vec<u32>],
        counts: &[u32],
        folds: std::ops::Range<usize>,
    ) -> Vec<List> {
        let counts = counts.get(folds.clone()).unwrap_or_default();
        let mut buckets: Vec<Vec<Packed>> =
            counts.iter().map(|&count| Vec::with_capacity(count as usize)).collect();
        let first = self.starts.get(folds.start).copied().unwrap_or(u32::MAX);
        let last = self.starts.get(folds.end).copied().unwrap_or(u32::MAX - 1);
        for ((unit, number), (places, scale)) in units.iter().zip(0_u64..).zip(global.iter().zip(scales)) {
            let begin = places.partition_point(|&place| place < first);
            let end = places.partition_point(|&place| place < last);
            let from = unit.entries.partition_point(|entry| usize::from(entry.first) < begin);
            for entry in unit.entries.iter().skip(from).take_while(|entry| usize::from(entry.first) < end) {
                let Some((fold, packed)) = self.pack(number, places, *entry, scale) else { continue };
                if let Some(bucket) = buckets.get_mut((fold as usize).wrapping_sub(folds.start)) {
                    bucket.push(packed);
                }
            }
        }
        let mut lists = Vec::new();
        for (mut bucket, fold) in buckets.into_iter().zip(folds.start..) {
            bucket.sort_unstable();
            self.unpack(u32::try_from(fold).unwrap_or(u32::MAX), &bucket, &mut lists);
        }
        lists
    }

    #[inline]
    fn pack(&self, unit: u64, places: &[u32], entry: Entry, scale: &Scale) -> Option<(u32, Packed)> {
        let (fold, spelling) = self.fold_of(places, entry.first)?;
        let (second, second_spelling) = match entry.second.checked_sub(1) {
            Some(second) => self.fold_of(places, second).map(|(fold, spelling)| (fold + 1, spelling))?,
            None => (0, 0),
        };
        let level = scale.level(entry.count, entry.bonus);
        let packed = (u64::from(second) << 36)
            | (u64::from(spelling) << 30)
            | (u64::from(second_spelling) << 24)
            | (unit << 4)
            | u64::from(level);
        Some((fold, Packed(packed)))
    }

    fn unpack(&self, fold: u32, bucket: &[Packed], lists: &mut Vec<List>) {
        let mut last_second = None;
        for list in bucket.chunk_by(|a, b| a.0 >> 24 == b.0 >> 24) {
            let Some(&Packed(packed)) = list.first() else { continue };
            let bits =
                |shift: u32, width: u32| u32::try_from((packed >> shift) & ((1 << width) - 1)).unwrap_or(0);
            let second = bits(36, 20);
            let word = self.word(fold, bits(30, 6));
            let next = second.checked_sub(1).map(|second| self.word(second, bits(24, 6))).unwrap_or_default();
            lists.push(List {
                words: (word, next),
                new_key: last_second.replace(second) != Some(second),
                postings: list
                    .iter()
                    .map(|&Packed(p)| (((p >> 4) & 0xf_ffff) as u32, (p & 0xf) as u8))
                    .collect(),
            });
        }
    }
}
