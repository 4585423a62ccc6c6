//! Reads one page: its words and pairs of neighbouring words with their weights, and what a result shows.
//!
//! A long page is cut into *units* ([`super::unit`]), so that a word counts for the passage that it stands in and a
//! result can lead there.

use std::borrow::Cow;
use std::collections::HashMap;

use super::hash::Fast;
use super::unit::{self, Part};
use super::weight::{Bonus, HEADING, NAME, PROVISION, title_bonus};
use super::{SearchPage, SearchSection};
use crate::vietnamese::{Gap, Token, Word, fold_token, words};

/// A page read for the index.
#[derive(Clone, Debug)]
pub struct PageIndex<'a> {
    pub(super) facts: Facts,
    /// What results show.
    sections: Vec<SearchSection<'a>>,
    /// The different words, by folded form, then by canonical form.
    pub(super) tokens: Vec<Token>,
    pub(super) units: Vec<Unit>,
}

/// What results, facets and the order of pages need.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub url: String,
    pub title: String,
    pub number: Option<String>,
    pub kind: String,
    pub doc_type: Option<String>,
    pub agency: Option<String>,
    pub date: Option<String>,
    pub year: Option<i16>,
    pub topics: Vec<String>,
    pub audience: Vec<String>,
    pub status: Option<String>,
    pub over: bool,
    pub summary: String,
    /// Abbreviations that the page explains: "cán bộ quản lý (CBQL)".
    pub explained: Vec<(String, String)>,
}

/// A passage of one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    /// Words and pairs in order, by index in the page's words.
    pub entries: Vec<Entry>,
    /// How many words the text has.
    pub length: u32,
    /// The stretches of sections that it holds.
    parts: Vec<Part>,
}

/// What a result shows of a section: its anchor, heading, text and provision.
pub(super) type Shown<'a> = (&'a str, &'a str, &'a str, &'a str);

impl PageIndex<'_> {
    /// Frees what only the postings are made of.
    pub(super) fn forget_words(&mut self) {
        self.tokens = Vec::new();
        self.units.iter_mut().for_each(|unit| unit.entries = Vec::new());
    }

    /// What a result shows of a unit.
    pub(super) fn shown<'s>(&'s self, unit: &'s Unit) -> Vec<Shown<'s>> {
        let shown = |part: &Part| -> Option<Shown<'s>> {
            let section = self.sections.get(part.section)?;
            let provision = section.provision.as_deref().unwrap_or_default();
            Some((section.anchor, section.heading, part.text(section).trim_end(), provision))
        };
        unit.parts.iter().filter_map(shown).collect()
    }
}

/// How often a word (or a pair, then `second` is one above the index of its second word) stands in a unit, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub first: u16,
    pub second: u16,
    pub count: u8,
    pub bonus: Bonus,
}

/// Reads one page.
pub fn index_page<'a>(page: &SearchPage<'a>) -> PageIndex<'a> {
    let own = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let mut explained = Vec::new();
    for section in &page.sections {
        super::abbreviation::explained_in(&section.text, &mut explained);
    }
    let facts = Facts {
        url: page.url.to_owned(),
        title: page.title.to_owned(),
        number: own(page.number),
        kind: page.kind.to_owned(),
        doc_type: own(page.doc_type),
        agency: own(page.agency),
        date: page.date.as_deref().map(str::to_owned),
        year: page.year,
        topics: page.topics.to_vec(),
        audience: page.audience.to_vec(),
        status: page.status.map(|status| status.label.to_owned()),
        over: page.status.is_some_and(|status| status.over),
        summary: page.summary.to_owned(),
        explained,
    };
    let (tokens, units) = units(page);
    PageIndex { facts, sections: page.sections.clone(), tokens, units }
}

/// The words of a page and its units. What names the page is read once and counts in each of them.
fn units(page: &SearchPage<'_>) -> (Vec<Token>, Vec<Unit>) {
    let mut reader = Reader::default();
    reader.read(page.title, title_bonus(page.title));
    names(page).iter().for_each(|name| reader.read(name, NAME));
    let names = reader.take();
    let mut passages = Vec::new();
    for (number, parts) in unit::units(&page.sections).into_iter().enumerate() {
        reader.again(&names);
        if number == 0 {
            reader.read(page.summary, 0);
        }
        for part in &parts {
            let Some(section) = page.sections.get(part.section) else { continue };
            if section.heading != page.title {
                reader.read(section.heading, HEADING);
            }
            if section.provision.is_some() {
                reader.add(provision_key(section.anchor), PROVISION);
            }
            reader.read(part.text(section), 0);
        }
        passages.push((reader.take(), parts));
    }
    let (tokens, places) = in_order(&reader.tokens);
    let unit = |(passage, parts): (Passage, Vec<Part>)| Unit {
        entries: entries(&passage.seen, &places),
        length: u32::try_from(passage.length).unwrap_or(u32::MAX),
        parts,
    };
    (tokens, passages.into_iter().map(unit).collect())
}

/// The words by folded form, then by canonical form; and for each its place among them.
fn in_order(tokens: &[Token]) -> (Vec<Token>, Vec<u16>) {
    let mut order: Vec<(Token, Token, u16)> =
        tokens.iter().zip(0..).map(|(token, id)| (fold_token(token), *token, id)).collect();
    order.sort_unstable();
    let mut places = vec![0_u16; order.len()];
    for (&(_, _, id), place) in order.iter().zip(0..) {
        if let Some(slot) = places.get_mut(usize::from(id)) {
            *slot = place;
        }
    }
    (order.into_iter().map(|(_, token, _)| token).collect(), places)
}

/// Counts what was seen. Sorting plain numbers is twice as quick as sorting entries.
fn entries(seen: &[Seen], places: &[u16]) -> Vec<Entry> {
    let place = |id: u16| u64::from(places.get(usize::from(id)).copied().unwrap_or_default());
    let number = |seen: &Seen| {
        let second = seen.second.checked_sub(1).map_or(0, |id| place(id) + 1);
        place(seen.first) << 24 | second << 8 | u64::from(seen.bonus)
    };
    let mut numbers: Vec<u64> = seen.iter().map(number).collect();
    numbers.sort_unstable();
    let groups = || numbers.chunk_by(|a, b| a >> 8 == b >> 8);
    let mut entries = Vec::with_capacity(groups().count());
    // The last of a group has the greatest bonus.
    entries.extend(groups().filter_map(|group| {
        let last = *group.last()?;
        let count = u8::try_from(group.len()).unwrap_or(u8::MAX);
        Some(Entry { first: (last >> 24) as u16, second: (last >> 8) as u16, count, bonus: last as Bonus })
    }));
    entries
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
        if let Some(abbreviation) = parts.find(is_word) {
            names.push(format!("{abbreviation} {first}").into());
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

/// Gathers the words of a page, passage by passage.
#[derive(Default)]
struct Reader {
    ids: HashMap<Token, u16, Fast>,
    tokens: Vec<Token>,
    passage: Passage,
}

/// What one passage holds.
#[derive(Clone, Default)]
struct Passage {
    seen: Vec<Seen>,
    length: usize,
}

/// A word, or a pair: then `second` is one above the id of its second word.
#[derive(Clone, Copy)]
struct Seen {
    first: u16,
    second: u16,
    bonus: Bonus,
}

impl Reader {
    /// Ends the passage.
    fn take(&mut self) -> Passage {
        std::mem::take(&mut self.passage)
    }

    /// Begins a passage that holds what another does.
    fn again(&mut self, other: &Passage) {
        self.passage = other.clone();
    }

    /// Counts a word that no text holds.
    fn add(&mut self, word: Token, bonus: Bonus) {
        self.id(word).inspect(|&id| self.count(id, 0, bonus));
    }

    fn read(&mut self, text: &str, bonus: Bonus) {
        let mut before: Option<(Token, u16)> = None;
        // The word before "số", which a number then follows: "Quyết định số 79" is read as "Quyết định 79".
        let mut skipped: Option<(Token, u16)> = None;
        let mut number = NumberRun::default();
        words(text, |Word { token, gap }| {
            self.passage.length += 1;
            number.see(token, gap, |key| self.add(key, bonus));
            let Some(id) = self.id(token) else {
                (before, skipped) = (None, None);
                return;
            };
            self.count(id, 0, bonus);
            let neighbour = match (gap, before) {
                (Gap::Line, _) | (_, None) => None,
                (_, Some((word, _))) if token.is_number() && word.as_str() == "sOS" => skipped,
                (Gap::Space, Some((word, _))) if word.is_number() => None,
                (_, Some(word)) => Some(word),
            };
            if let Some((_, first)) = neighbour {
                self.count(first, id.saturating_add(1), bonus);
            }
            skipped = if matches!(gap, Gap::Line) { None } else { before };
            before = Some((token, id));
        });
        number.end(|key| self.add(key, bonus));
    }

    /// The index of a word; nothing where the page has more different words than fit.
    fn id(&mut self, token: Token) -> Option<u16> {
        if let Some(&id) = self.ids.get(&token) {
            return Some(id);
        }
        let id = u16::try_from(self.tokens.len()).ok().filter(|&id| id < u16::MAX - 1)?;
        self.tokens.push(token);
        self.ids.insert(token, id);
        Some(id)
    }

    fn count(&mut self, first: u16, second: u16, bonus: Bonus) {
        self.passage.seen.push(Seen { first, second, bonus });
    }
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
