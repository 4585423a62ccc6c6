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

/// A word or a pair seen in a unit, packed in order: first word (20 bits), second word (20; one above its number, 0 for
/// none), unit (16), whether it stands in all units of the page that begins there (1), bonus (7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen(u64);

/// How many different words a [`Seen`] can tell apart.
const MOST_WORDS: usize = (1 << 20) - 1;
/// How many units.
const MOST_UNITS: usize = 1 << 16;
/// Beside a bonus: what was seen names the page and stands in each of its units.
const IN_ALL: Bonus = 0x80;

impl Seen {
    #[inline]
    pub fn new(first: u32, second: u32, unit: u32, bonus: Bonus) -> Self {
        Self(u64::from(first) << 44 | u64::from(second) << 24 | u64::from(unit) << 8 | u64::from(bonus))
    }

    #[inline]
    pub fn first(self) -> u32 {
        (self.0 >> 44) as u32
    }

    /// One above the number of the second word; 0 where there is none.
    #[inline]
    pub fn second(self) -> u32 {
        (self.0 >> 24) as u32 & 0xf_ffff
    }

    /// Both words.
    #[inline]
    pub fn words(self) -> u64 {
        self.0 >> 24
    }

    #[inline]
    pub fn unit(self) -> u32 {
        (self.0 >> 8) as u32 & 0xffff
    }

    #[inline]
    pub fn bonus(self) -> Bonus {
        self.0 as Bonus & !IN_ALL
    }

    /// Whether it stands in all units of the page that begins with its unit.
    #[inline]
    pub fn is_in_all(self) -> bool {
        self.0 as Bonus & IN_ALL != 0
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
    memo: Memo<Option<u32>>,
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

    /// Counts a word that no text holds.
    fn add(&mut self, word: Token, bonus: Bonus) {
        self.id(word).inspect(|&id| self.count(id, 0, bonus));
    }

    fn read(&mut self, text: &str, bonus: Bonus) {
        let mut before: Option<(Token, u32)> = None;
        // The word before "số", which a number then follows: "Quyết định số 79" is read as "Quyết định 79".
        let mut skipped: Option<(Token, u32)> = None;
        let mut number = NumberRun::default();
        let mut memo = std::mem::take(&mut self.memo);
        memo.words(text, |Word { token, gap }, known| {
            self.length = self.length.saturating_add(1);
            number.see(token, gap, |key| self.add(key, bonus));
            let known = known.or_else(|| self.id(token));
            let Some(id) = known else {
                (before, skipped) = (None, None);
                return None;
            };
            self.count(id, 0, bonus);
            let neighbour = match (gap, before) {
                (Gap::Line, _) | (_, None) => None,
                (_, Some((word, _))) if token.is_number() && word.bytes() == b"sOS" => skipped,
                (Gap::Space, Some((word, _))) if word.is_number() => None,
                (_, Some(word)) => Some(word),
            };
            if let Some((_, first)) = neighbour {
                self.count(first, id + 1, bonus);
            }
            skipped = if matches!(gap, Gap::Line) { None } else { before };
            before = Some((token, id));
            known
        });
        number.end(|key| self.add(key, bonus));
        self.memo = memo;
    }

    /// The number of a word; nothing where there are more different words than fit.
    #[inline]
    fn id(&mut self, token: Token) -> Option<u32> {
        if let Some(&id) = self.ids.get(&token) {
            return Some(id);
        }
        if self.tokens.len() >= MOST_WORDS {
            self.overflowed = true;
            return None;
        }
        let id = self.tokens.len() as u32;
        self.tokens.push(token);
        self.ids.insert(token, id);
        Some(id)
    }

    #[inline]
    fn count(&mut self, first: u32, second: u32, bonus: Bonus) {
        self.seen.push(Seen::new(first, second, self.unit, bonus));
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
    #[inline]
    fn see(&mut self, token: Token, gap: Gap, emit: impl FnMut(Token)) {
        if self.parts > 0 || token.is_number() {
            self.go_on(token, gap, emit);
        }
    }

    fn go_on(&mut self, token: Token, gap: Gap, emit: impl FnMut(Token)) {
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
