//! Reads pages: their words and pairs of neighbouring words, with what each is worth.
//!
//! A long page is cut into *units* ([`super::unit`]), so that a word counts for the passage that it stands in and a
//! result can lead there.

use std::borrow::Cow;
use std::collections::HashMap;

use super::SearchPage;
use super::unit::Shown;
use super::weight::{Bonus, HEADING, NAME, PROVISION, title_bonus};
use crate::hash::Fast;
use crate::vietnamese::{Gap, Memo, Token, Word, fold_token};

/// A word seen in a unit with the one that follows, packed in order: the word (19 bits), the next word (20; one above its
/// number, 0 for none), whether only the pair counts (1), unit (16), whether it stands in all units of the page that
/// begins there (1), bonus (7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen(u64);

/// How many different words a [`Seen`] can tell apart.
const MOST_WORDS: u32 = 1 << 19;
/// How many units.
const MOST_UNITS: usize = 1 << 16;
/// Beside a bonus: what was seen names the page and stands in each of its units.
const IN_ALL: Bonus = 0x80;

impl Seen {
    /// A word, and where its neighbour counts too, one above that one's number.
    #[inline]
    pub fn new(first: u32, second: u32, unit: u32, bonus: Bonus) -> Self {
        Self(u64::from(first) << 45 | u64::from(second) << 25 | u64::from(unit) << 8 | u64::from(bonus))
    }

    /// The same, where only the pair counts.
    pub fn pair(self) -> Self {
        Self(self.0 | 1 << 24)
    }

    /// Whether the first word counts by itself.
    #[inline]
    pub fn is_word(self) -> bool {
        self.0 & 1 << 24 == 0
    }

    #[inline]
    pub fn first(self) -> u32 {
        (self.0 >> 45) as u32
    }

    /// One above the number of the second word; 0 where there is none.
    #[inline]
    pub fn second(self) -> u32 {
        (self.0 >> 25) as u32 & 0xf_ffff
    }

    #[inline]
    pub fn unit(self) -> u32 {
        (self.0 >> 8) as u32 & 0xffff
    }

    #[inline]
    pub fn bonus(self) -> Bonus {
        self.0 as Bonus & !IN_ALL
    }

    /// Where it stands: its unit alone, or all units of the page that begins with the unit.
    #[inline]
    pub fn place(self) -> u32 {
        (self.0 >> 7) as u32 & 0x1_ffff
    }

    /// The place of what stands in a unit alone.
    #[inline]
    pub fn place_in(unit: u32) -> u32 {
        unit << 1
    }

    /// Whether it stands in one unit and without a bonus, as most do.
    #[inline]
    pub fn is_plain(self) -> bool {
        self.0 & 0xff == 0
    }
}

/// Gathers the words of pages, unit by unit.
#[derive(Default)]
pub(super) struct Reader {
    ids: HashMap<Token, u32, Fast>,
    /// Knows words again, with their numbers.
    memo: Memo<Noted>,
    /// The different words, as they came.
    pub tokens: Vec<Token>,
    /// What was seen, unit by unit; before the first unit of a page what stands in all of them.
    pub seen: Vec<Seen>,
    /// How many words each unit has.
    pub lengths: Vec<u32>,
    /// Where the page of each unit ends: one above its last unit.
    pub ends: Vec<u32>,
    /// Something did not fit and was left out.
    pub overflowed: bool,
    length_of_names: u32,
    unit: u32,
    length: u32,
}

impl Reader {
    /// Begins anew; the room stays.
    pub fn clear(&mut self) {
        self.ids.clear();
        self.memo.forget();
        self.tokens.clear();
        self.seen.clear();
        self.lengths.clear();
        self.ends.clear();
        self.overflowed = false;
    }

    /// Begins a page of so many units: reads what names it.
    pub fn page(&mut self, page: &SearchPage<'_>, units: u32) {
        let first = self.lengths.len();
        let end = first + units as usize;
        self.ends.resize(end, end.min(MOST_UNITS) as u32);
        self.length = 0;
        if first < MOST_UNITS {
            self.unit = first as u32;
            self.read(page.title, IN_ALL | title_bonus(page.title));
            names(page).iter().for_each(|name| self.read(name, IN_ALL | NAME));
        }
        self.length_of_names = self.length;
    }

    /// Reads the next unit of the page begun: the first one begins with the summary.
    pub fn unit<'s>(
        &mut self,
        page: &SearchPage<'_>,
        summary: Option<&str>,
        parts: impl Iterator<Item = Shown<'s>>,
    ) {
        let number = self.lengths.len();
        if number >= MOST_UNITS {
            self.overflowed = true;
            self.lengths.push(0);
            return;
        }
        self.unit = number as u32;
        self.length = self.length_of_names;
        self.read(summary.unwrap_or_default(), 0);
        for part in parts {
            if part.heading != page.title {
                self.read(part.heading, HEADING);
            }
            if !part.provision.is_empty() {
                self.add(provision_key(part.anchor), PROVISION);
            }
            self.read(part.text, 0);
        }
        self.lengths.push(self.length);
    }

    fn read(&mut self, text: &str, bonus: Bonus) {
        // The word before, which is counted once it is known what follows.
        let mut before = Noted::default();
        // The word before "số", which a number then follows: "Quyết định số 79" is read as "Quyết định 79".
        let mut skipped = Noted::default();
        let mut number = NumberRun::default();
        let mut memo = std::mem::take(&mut self.memo);
        memo.words(text, |Word { token, gap }, noted| {
            self.length = self.length.saturating_add(1);
            let word = if noted.next() > 0 { noted } else { self.note(token) };
            if number.parts > 0 || word.is(Noted::NUMBER) {
                number.see(token, gap, |key| self.add(key, bonus));
            }
            if let Some(first) = before.id() {
                let is_called = before.is(Noted::CALLS) && word.is(Noted::NUMBER) && gap != Gap::Line;
                if let (true, Some(first), 1..) = (is_called, skipped.id(), word.next()) {
                    self.seen.push(Seen::new(first, word.next(), self.unit, bonus).pair());
                }
                // A number makes a pair only within a longer one.
                let is_pair = match gap {
                    Gap::Line => false,
                    Gap::Space => !is_called && !before.is(Noted::NUMBER),
                    Gap::Tight(_) => !is_called,
                };
                self.seen.push(Seen::new(first, if is_pair { word.next() } else { 0 }, self.unit, bonus));
            }
            let goes_on = gap != Gap::Line && word.next() > 0;
            skipped = if goes_on { before } else { Noted::default() };
            before = word;
            word
        });
        before.id().inspect(|&id| self.seen.push(Seen::new(id, 0, self.unit, bonus)));
        number.end(|key| self.add(key, bonus));
        self.memo = memo;
    }

    /// Counts a word that no text holds.
    fn add(&mut self, word: Token, bonus: Bonus) {
        self.note(word).id().inspect(|&id| self.seen.push(Seen::new(id, 0, self.unit, bonus)));
    }

    /// What is to be noted of a word: no number where there are more different words than fit.
    fn note(&mut self, token: Token) -> Noted {
        let known = self.ids.get(&token).copied();
        let id = known.or_else(|| {
            let id = u32::try_from(self.tokens.len()).ok().filter(|&id| id < MOST_WORDS)?;
            self.tokens.push(token);
            self.ids.insert(token, id);
            Some(id)
        });
        self.overflowed |= id.is_none();
        Noted::of(id, token)
    }
}

/// What is noted of a word: one above its number (20 bits, 0 for none), and what it is.
#[derive(Clone, Copy, Debug, Default)]
struct Noted(u32);

impl Noted {
    /// It begins with a digit.
    const NUMBER: u32 = 1 << 30;
    /// It is "số", which calls a number.
    const CALLS: u32 = 1 << 31;

    fn of(id: Option<u32>, token: Token) -> Self {
        let number = if token.is_number() { Self::NUMBER } else { 0 };
        let calls = if token.bytes() == b"sOS" { Self::CALLS } else { 0 };
        Self(id.map_or(0, |id| id + 1) | number | calls)
    }

    #[inline]
    fn is(self, what: u32) -> bool {
        self.0 & what != 0
    }

    /// One above its number; 0 for none.
    #[inline]
    fn next(self) -> u32 {
        self.0 & 0xf_ffff
    }

    #[inline]
    fn id(self) -> Option<u32> {
        self.next().checked_sub(1)
    }
}

/// What queries call a provision by: `dieu-5-khoan-2` is `@u5n2`, the last letter of each name and its number.
fn provision_key(anchor: &str) -> Token {
    let mut key = String::from("@");
    let mut parts = anchor.split('-');
    while let (Some(name), Some(number)) = (parts.next(), parts.next()) {
        key.extend(name.chars().next_back());
        key.push_str(number);
    }
    Token::from_bytes(key.bytes())
}

/// Everything that the page is called by, beside its title. A number is also written with its type in front, as people
/// do: "Hướng dẫn 3204", "HD 3204".
fn names<'a>(page: &SearchPage<'a>) -> Vec<Cow<'a, str>> {
    let mut names: Vec<Cow<'a, str>> = Vec::new();
    if let Some(number) = page.number {
        names.push(number.into());
        let mut parts = number.split(['/', '-']).map(str::trim).filter(|part| !part.is_empty());
        let first = parts.next().unwrap_or_default();
        if let Some(doc_type) = page.doc_type {
            names.push(format!("{doc_type} {first}").into());
        }
        let is_word = |part: &&str| part.chars().all(char::is_alphabetic);
        let abbreviation = parts.find(is_word);
        let initials = page.doc_type.map(initials).filter(|initials| initials.chars().nth(1).is_some());
        let initials = initials.filter(|initials| abbreviation != Some(initials));
        for short in abbreviation.into_iter().chain(initials.as_deref()) {
            names.push(format!("{short} {first}").into());
        }
    }
    let others = page
        .also_written
        .iter()
        .chain(page.promote)
        .map(String::as_str)
        .chain(page.short_names.iter().copied());
    names.extend(others.map(Cow::from));
    names
}

/// What a type is written as for short: QC for Quy chế.
fn initials(doc_type: &str) -> String {
    doc_type.split_whitespace().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// The parts of a number as they come: `3204/HD-BCĐ` is also the words `#3204/hd` and `#3204/hd/bcd`.
#[derive(Default)]
struct NumberRun {
    key: Vec<u8>,
    parts: usize,
}

impl NumberRun {
    fn see(&mut self, token: Token, gap: Gap, emit: impl FnMut(Token)) {
        let joined = match gap {
            Gap::Tight(sign) => self.parts > 1 || (self.parts == 1 && (sign == b'/' || !token.is_number())),
            Gap::Line | Gap::Space => false,
        };
        if joined {
            self.key.push(b'/');
        } else {
            self.end(emit);
            if !token.is_number() {
                return;
            }
            self.key.push(b'#');
        }
        self.key.extend(fold_token(&token).bytes());
        self.parts += 1;
    }

    fn end(&mut self, mut emit: impl FnMut(Token)) {
        if self.parts > 1 {
            emit(Token::from_bytes(self.key.iter().copied()));
        }
        if self.parts > 2 {
            let signs = self.key.iter().enumerate().filter(|&(_, &byte)| byte == b'/');
            let second = signs.map(|(at, _)| at).nth(1).unwrap_or(self.key.len());
            emit(Token::from_bytes(self.key.iter().copied().take(second)));
        }
        self.key.clear();
        self.parts = 0;
    }
}
