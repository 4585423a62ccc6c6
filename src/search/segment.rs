//! A segment: the words and pairs of some hundred pages, in the order of the index and packed to two bytes each.

use std::ops::Range;

use super::packed::{Bytes, Packed};
use super::page::{Reader, Seen};
use super::weight::Bonus;
use crate::text::tight;
use crate::vietnamese::{Token, fold_token};

/// A word in the order of the index: by its folded form, then by its spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    pub fold: Token,
    pub token: Token,
}

/// The postings of neighbouring pages.
pub(super) struct Segment {
    /// The different words in order.
    pub terms: Vec<Term>,
    /// How many words each unit has.
    pub lengths: Vec<u32>,
    /// Something did not fit and was left out.
    pub overflowed: bool,
    /// Where what begins with each word begins in `packed`.
    starts: Vec<u32>,
    /// For each first word the runs of its second words, none first: how many words lie between and whether it is seen a
    /// single time (1 bit); how many bytes follow, where it is seen more often; and the postings.
    packed: Vec<u8>,
}

/// Room for sorting that one segment after the other uses.
#[derive(Default)]
pub(super) struct Room {
    /// The place of each word in the order of the index, and the words in that order.
    places: Vec<u32>,
    order: Vec<u32>,
    words: Sorted,
    /// The pairs in the order of their second words alone, then of both.
    half: Sorted,
    pairs: Sorted,
    packed: Packed,
}

/// What was seen, in the order of a word of each.
#[derive(Default)]
struct Sorted {
    seen: Vec<Seen>,
    /// How often there is each word, then where the next goes that has it: in the end, where all of them end.
    ends: Vec<u32>,
}

/// How often something stands in a unit of the segment, and the greatest of its bonuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub unit: u32,
    pub count: u8,
    pub bonus: Bonus,
}

impl Segment {
    /// Puts what was read in order.
    pub fn of(reader: &Reader, room: &mut Room) -> Self {
        let terms = room.order(&reader.tokens);
        room.sort(&reader.seen);
        let starts = room.pack(&reader.ends);
        let (lengths, packed) = (reader.lengths.clone(), room.packed.written().to_vec());
        Self { terms: tight(terms), lengths, overflowed: reader.overflowed, starts, packed }
    }

    /// How many bytes what begins with these words takes.
    pub fn size(&self, firsts: Range<usize>) -> usize {
        self.start(firsts.end).saturating_sub(self.start(firsts.start))
    }

    /// Where what begins with the `first`th word begins in `packed`.
    fn start(&self, first: usize) -> usize {
        self.starts.get(first).map_or(self.packed.len(), |&start| start as usize)
    }

    /// What begins with the `first`th word: one above the place of the second word (0 for none), and its postings.
    #[inline]
    pub fn runs(&self, first: usize) -> impl Iterator<Item = (u32, Run<'_>)> {
        let own = self.start(first)..self.start(first + 1);
        let mut bytes = Bytes(self.packed.get(own).unwrap_or_default());
        let mut second = 0;
        std::iter::from_fn(move || {
            let head = bytes.number()?;
            second += head >> 1;
            if head & 1 == 1 {
                return Some((second, Run::Single(u16::from_le_bytes(bytes.chunk()?).into())));
            }
            let len = bytes.number()? as usize;
            Some((second, Run::Packed(bytes.take(len)?)))
        })
    }
}

/// The postings of one word or pair.
#[derive(Clone, Copy)]
pub(super) enum Run<'a> {
    /// It stands once, in this unit and without a bonus.
    Single(u32),
    /// How many units lie between and whether it stands once and without a bonus (1 bit); count and bonus elsewhere.
    Packed(&'a [u8]),
}

impl Run<'_> {
    /// Shows the postings in the order of units.
    #[inline]
    pub fn each(self, mut see: impl FnMut(Posting)) {
        let mut bytes = match self {
            Self::Single(unit) => return see(Posting { unit, count: 1, bonus: 0 }),
            Self::Packed(bytes) => Bytes(bytes),
        };
        let mut next = 0;
        while let Some(number) = bytes.number() {
            let unit = next + (number >> 1);
            next = unit + 1;
            if number & 1 == 0 {
                see(Posting { unit, count: 1, bonus: 0 });
            } else if let Some([count, bonus]) = bytes.chunk() {
                see(Posting { unit, count, bonus });
            }
        }
    }
}

/// Packs the postings of one word or pair, `ahead` of the one before: by the places of the second words.
fn pack_run(same: &[Seen], ahead: u32, ends: &[u32], packed: &mut Packed) {
    let Some(any) = same.first() else { return };
    let is_single = same.len() == 1 && any.is_plain();
    packed.number(ahead << 1 | u32::from(is_single));
    if is_single {
        packed.put(any.unit().into(), 2);
        return;
    }
    let begin = packed.len();
    packed.put(0, 1);
    pack_units(same, ends, packed);
    packed.tell_len(begin);
}

/// Packs the units of one word or pair. What stands in all units of a page comes before what stands in one of them.
fn pack_units(seen: &[Seen], ends: &[u32], packed: &mut Packed) {
    let (mut at, mut next) = (0, 0);
    while let Some(any) = seen.get(at) {
        let first = any.unit();
        let (mut in_all, mut least, mut end) = (0, 0, first + 1);
        if any.place() != Seen::place_in(first) {
            (in_all, least) = tally(seen, &mut at, any.place());
            end = ends.get(first as usize).copied().unwrap_or(end);
        }
        for unit in first..end {
            let (own, most) = tally(seen, &mut at, Seen::place_in(unit));
            let (count, bonus) = (in_all + own, least.max(most));
            let is_plain = count == 1 && bonus == 0;
            packed.number((unit - next) << 1 | u32::from(!is_plain));
            if !is_plain {
                packed.put(u64::from(bonus) << 8 | u64::from(count.min(u8::MAX.into())), 2);
            }
            next = unit + 1;
        }
    }
}

/// How often what comes next stands in a place, and the greatest of its bonuses.
#[inline]
fn tally(seen: &[Seen], at: &mut usize, place: u32) -> (u32, Bonus) {
    let (mut count, mut bonus) = (0, 0);
    while let Some(next) = seen.get(*at)
        && next.place() == place
    {
        count += 1;
        bonus = next.bonus().max(bonus);
        *at += 1;
    }
    (count, bonus)
}

impl Room {
    /// The words in order; `places` tells where each went.
    fn order(&mut self, tokens: &[Token]) -> Vec<Term> {
        let term = |&token| Term { fold: fold_token(&token), token };
        let mut order: Vec<(Term, u32)> = tokens.iter().map(term).zip(0..).collect();
        order.sort_unstable();
        self.places.clear();
        self.places.resize(order.len(), 0);
        for (&(_, id), place) in order.iter().zip(0..) {
            if let Some(slot) = self.places.get_mut(id as usize) {
                *slot = place;
            }
        }
        self.order.clear();
        self.order.extend(order.iter().map(|&(_, id)| id));
        order.into_iter().map(|(term, _)| term).collect()
    }

    /// Sorts the words by their places, and the pairs by those of both words, in rounds that keep the order of units.
    fn sort(&mut self, seen: &[Seen]) {
        let Self { order, words, half, pairs, .. } = self;
        for sorted in [&mut *words, half, pairs] {
            sorted.ends.clear();
            sorted.ends.resize(order.len() + 1, 0);
        }
        for seen in seen {
            count(&mut words.ends, seen.first(), seen.is_word());
            count(&mut half.ends, seen.second(), true);
            count(&mut pairs.ends, seen.first(), seen.second() > 0);
        }
        words.begin(order.iter().copied());
        half.begin(order.iter().map(|id| id + 1));
        pairs.begin(order.iter().copied());
        for seen in seen {
            if seen.is_word() {
                words.put(*seen, seen.first());
            }
            if seen.second() > 0 {
                half.put(*seen, seen.second());
            }
        }
        half.seen.iter().for_each(|seen| pairs.put(*seen, seen.first()));
    }

    /// Packs what is sorted, and returns where what begins with each word begins.
    fn pack(&mut self, ends: &[u32]) -> Vec<u32> {
        self.packed.clear();
        let mut starts = Vec::with_capacity(self.order.len());
        let (mut words, mut pairs) = (0, 0);
        for &id in &self.order {
            starts.push(self.packed.len() as u32);
            pack_run(self.words.next(&mut words, id), 0, ends, &mut self.packed);
            let mut last = 0;
            let seen = self.pairs.next(&mut pairs, id);
            for same in seen.chunk_by(|a, b| a.second() == b.second()) {
                let second = same.first().and_then(|seen| seen.second().checked_sub(1));
                let Some(&place) = second.and_then(|id| self.places.get(id as usize)) else { continue };
                pack_run(same, place + 1 - last, ends, &mut self.packed);
                last = place + 1;
            }
        }
        starts
    }
}

#[inline]
fn count(counts: &mut [u32], word: u32, counts_too: bool) {
    if let Some(count) = counts.get_mut(word as usize) {
        *count += u32::from(counts_too);
    }
}

/// One round of a radix sort.
impl Sorted {
    /// Makes of how often there is each word where the first of them goes.
    fn begin(&mut self, order: impl Iterator<Item = u32>) {
        let mut len = 0;
        for word in order {
            if let Some(count) = self.ends.get_mut(word as usize) {
                (*count, len) = (len, len + *count);
            }
        }
        self.seen.resize(len as usize, Seen::default());
    }

    /// Puts what has a word behind all that have it.
    #[inline]
    fn put(&mut self, seen: Seen, word: u32) {
        let Some(end) = self.ends.get_mut(word as usize) else { return };
        if let Some(place) = self.seen.get_mut(*end as usize) {
            *place = seen;
        }
        *end += 1;
    }

    /// What has a word, where words are asked for in their order.
    fn next(&self, begin: &mut u32, word: u32) -> &[Seen] {
        let end = self.ends.get(word as usize).copied().unwrap_or(*begin);
        let own = self.seen.get(*begin as usize..end as usize).unwrap_or_default();
        *begin = end;
        own
    }
}
