//! A segment: the words and pairs of some hundred pages, in the order of the index and packed to two bytes each.

use std::ops::Range;

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
    sorted: Vec<Seen>,
    /// The place of each word in the order of the index, and the words in that order.
    places: Vec<u32>,
    order: Vec<u32>,
    /// How often each word is a first one, and a second one.
    firsts: Vec<u32>,
    seconds: Vec<u32>,
    packed: Vec<u8>,
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
    pub fn of(reader: &mut Reader, room: &mut Room) -> Self {
        let terms = room.order(&reader.tokens);
        room.sort(&mut reader.seen);
        let starts = pack(&reader.seen, &reader.ends, &room.places, &mut room.packed);
        let (lengths, packed) = (reader.lengths.clone(), room.packed.clone());
        Self { terms: tight(terms), lengths, overflowed: reader.overflowed, starts: tight(starts), packed }
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
    pub fn runs(&self, first: usize) -> impl Iterator<Item = (u32, Run<'_>)> {
        let own = self.start(first)..self.start(first + 1);
        let mut bytes = Bytes(self.packed.get(own).unwrap_or_default());
        let mut second = 0;
        std::iter::from_fn(move || {
            let head = bytes.number()?;
            second += head >> 1;
            let len = if head & 1 == 1 { bytes.len_of_number() } else { bytes.number()? as usize };
            Some((second, Run(bytes.take(len)?)))
        })
    }
}

/// The postings of one word or pair, packed.
#[derive(Clone, Copy)]
pub(super) struct Run<'a>(&'a [u8]);

impl Run<'_> {
    /// The postings in the order of units.
    pub fn postings(self) -> impl Iterator<Item = Posting> {
        let mut bytes = Bytes(self.0);
        let mut next = 0;
        std::iter::from_fn(move || {
            let number = bytes.number()?;
            let unit = next + (number >> 1);
            next = unit + 1;
            let (count, bonus) = if number & 1 == 0 { (1, 0) } else { (bytes.byte()?, bytes.byte()?) };
            Some(Posting { unit, count, bonus })
        })
    }
}

/// Packs what is sorted, and returns where what begins with each word begins.
fn pack(seen: &[Seen], ends: &[u32], places: &[u32], packed: &mut Vec<u8>) -> Vec<u32> {
    let place = |id: u32| places.get(id as usize).copied().unwrap_or_default();
    packed.clear();
    let mut starts: Vec<u32> = Vec::new();
    let mut last = 0;
    for same in seen.chunk_by(|a, b| a.words() == b.words()) {
        let Some(any) = same.first() else { continue };
        let (first, second) = (place(any.first()), any.second().checked_sub(1).map_or(0, |id| place(id) + 1));
        if starts.len() <= first as usize {
            starts.resize(first as usize + 1, packed.len() as u32);
            last = 0;
        }
        let is_single = same.len() == 1 && any.is_plain();
        number((second - last) << 1 | u32::from(is_single), packed);
        last = second;
        // Most pairs are: their one posting is a number that ends itself.
        if is_single {
            number(any.unit() << 1, packed);
            continue;
        }
        // Nearly all runs are as short as one byte can say.
        let place = packed.len();
        packed.push(0);
        pack_units(same, ends, packed);
        let len = packed.len() - place - 1;
        match packed.get_mut(place) {
            Some(byte) if len < 0x80 => *byte = len as u8,
            _ => {
                let mut written = Vec::new();
                number(len as u32, &mut written);
                packed.splice(place..=place, written);
            }
        }
    }
    starts
}

/// Packs the units of one word or pair: most have it once and without a bonus. What stands in all units of a page comes
/// before what stands in one of them.
fn pack_units(mut seen: &[Seen], ends: &[u32], run: &mut Vec<u8>) {
    let mut next = 0;
    while let Some((&any, rest)) = seen.split_first() {
        if any.is_plain() && rest.first().is_none_or(|other| other.unit() != any.unit()) {
            number((any.unit() - next) << 1, run);
            (next, seen) = (any.unit() + 1, rest);
            continue;
        }
        let in_all = split_while(&mut seen, |seen| seen.is_in_all() && seen.unit() == any.unit());
        let end = if in_all.is_empty() { None } else { ends.get(any.unit() as usize) };
        let most = |seen: &[Seen], least: Bonus| seen.iter().map(|seen| seen.bonus()).fold(least, Bonus::max);
        let least = most(in_all, 0);
        for unit in any.unit()..end.copied().unwrap_or(any.unit() + 1) {
            let own = split_while(&mut seen, |seen| seen.unit() == unit && !seen.is_in_all());
            let count = in_all.len() + own.len();
            let bonus = most(own, least);
            let plain = count == 1 && bonus == 0;
            number((unit - next) << 1 | u32::from(!plain), run);
            if !plain {
                run.extend([u8::try_from(count).unwrap_or(u8::MAX), bonus]);
            }
            next = unit + 1;
        }
    }
}

/// Takes off the front as long as it `is` so.
#[inline]
fn split_while<'s>(seen: &mut &'s [Seen], is: impl Fn(&Seen) -> bool) -> &'s [Seen] {
    let len = seen.iter().take_while(|seen| is(seen)).count();
    let (front, rest) = seen.split_at(len);
    *seen = rest;
    front
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

    /// Sorts by the places of the first, then of the second word, in two rounds that keep the order of units.
    fn sort(&mut self, seen: &mut Vec<Seen>) {
        self.firsts.clear();
        self.firsts.resize(self.order.len(), 0);
        self.seconds.clear();
        self.seconds.resize(self.order.len() + 1, 0);
        for seen in &*seen {
            count(&mut self.firsts, seen.first());
            count(&mut self.seconds, seen.second());
        }
        begin(&mut self.firsts, self.order.iter().copied());
        begin(&mut self.seconds, std::iter::once(0).chain(self.order.iter().map(|id| id + 1)));
        self.sorted.resize(seen.len(), Seen::default());
        distribute(seen, &mut self.sorted, &mut self.seconds, Seen::second);
        distribute(&self.sorted, seen, &mut self.firsts, Seen::first);
    }
}

fn count(counts: &mut [u32], key: u32) {
    if let Some(count) = counts.get_mut(key as usize) {
        *count += 1;
    }
}

/// Makes of how often there is each key where the first of them goes.
fn begin(counts: &mut [u32], order: impl Iterator<Item = u32>) {
    let mut next = 0;
    for key in order {
        if let Some(count) = counts.get_mut(key as usize) {
            (*count, next) = (next, next + *count);
        }
    }
}

/// One round of a radix sort: copies what is in `from` in the order of `key`; `free` tells where each key begins.
fn distribute(from: &[Seen], to: &mut [Seen], free: &mut [u32], key: impl Fn(Seen) -> u32) {
    for &seen in from {
        let Some(free) = free.get_mut(key(seen) as usize) else { continue };
        if let Some(place) = to.get_mut(*free as usize) {
            *place = seen;
        }
        *free += 1;
    }
}

/// Writes a number in groups of seven bits.
#[inline]
fn number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Packed bytes being read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    #[inline]
    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    #[inline]
    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        Some(number)
    }

    /// How many bytes the next number has.
    #[inline]
    fn len_of_number(&self) -> usize {
        1 + self.0.iter().take_while(|byte| **byte >= 0x80).count()
    }

    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }
}
