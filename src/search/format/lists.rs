//! Lists of postings, shards of keys, and the vocabulary.

use std::fmt::Write as _;

use super::name_of;
use crate::search::postings::List;
use crate::search::weight::LEVELS;
use crate::vietnamese::fold_canonical;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The signs of levels, from low to high.
const SIGNS: &[u8; LEVELS] = b"!#$%&()*.:;=?@[]";
/// Postings of more letters than this lie in a file of their own.
const LONG: usize = 1_000;
/// Of lists longer than this, the units at lower levels lie in a second file.
const VERY_LONG: usize = 2_500;

/// What is longer is no word of a vocabulary.
const LONGEST_WORD: usize = 12;

/// Writes `number` in base 32.
pub(super) fn digits(mut number: u32, out: &mut String) {
    let digit = |value: u32| char::from(DIGITS.get(value as usize).copied().unwrap_or(b'A'));
    while number >= 32 {
        out.push(digit(32 + number % 32));
        number /= 32;
    }
    out.push(digit(number));
}

/// A stretch of the index, written but for what depends on the borders of shards. The keys' texts lie one behind the
/// other, and so do their postings: there are millions of them.
#[derive(Default)]
pub(in crate::search) struct Encoded {
    keys: String,
    postings: String,
    rows: Vec<Row>,
    pub(super) long: Vec<(String, String)>,
    /// Room to sort a list in.
    order: Vec<(u32, u8)>,
}

/// One spelling of a key: where its text and its postings end.
struct Row {
    key: usize,
    postings: usize,
    count: u32,
    new_key: bool,
}

/// One spelling of a key.
#[derive(Clone, Copy)]
pub(super) struct Spelling<'a> {
    pub text: &'a str,
    pub postings: &'a str,
    /// In how many units it stands.
    count: u32,
    /// Whether its folded form differs from that of the spelling before.
    pub new_key: bool,
}

impl Encoded {
    /// Writes one more list.
    pub fn add(&mut self, list: &List<'_>) {
        let (first, second) = (&list.words.0, &list.words.1);
        self.keys.push_str(first.as_str());
        if !second.bytes().is_empty() {
            self.keys.push(' ');
            self.keys.push_str(second.as_str());
        }
        self.order.clear();
        self.order.extend(list.postings());
        self.order.sort_by_key(|&(_, level)| std::cmp::Reverse(level));
        self.postings();
        let (key, postings) = (self.keys.len(), self.postings.len());
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
        self.rows.push(Row { key, postings, count, new_key: list.new_key });
    }

    /// The postings of one list, or a reference to the file that holds them, which is added to `long`.
    fn postings(&mut self) {
        let (head, tail) = self.order.split_at(VERY_LONG.min(self.order.len()));
        let start = self.postings.len();
        encode_levels(head, &mut self.postings);
        if self.postings.len() - start <= LONG {
            return;
        }
        let mut head = format!("\"{}\"", self.postings.get(start..).unwrap_or_default());
        self.postings.truncate(start);
        if !tail.is_empty() {
            let mut text = String::from("\"");
            encode_levels(tail, &mut text);
            text.push('"');
            _ = write!(head, ",\"{}\"", name_of(&text));
            self.long.push((name_of(&text), text));
        }
        self.postings.push('>');
        self.postings.push_str(&name_of(&head));
        digits(u32::try_from(self.order.len()).unwrap_or(u32::MAX), &mut self.postings);
        self.long.push((name_of(&head), head));
    }

    /// The spellings from the `from`th on.
    pub(super) fn spellings(&self, from: usize) -> impl Iterator<Item = Spelling<'_>> + Clone {
        let ends = |row: &Row| (row.key, row.postings);
        let before = from.checked_sub(1).and_then(|at| self.rows.get(at)).map_or((0, 0), ends);
        let rows = self.rows.get(from..).unwrap_or_default();
        rows.iter().scan(before, move |(key, postings), row| {
            let text = self.keys.get(*key..row.key)?;
            let written = self.postings.get(*postings..row.postings)?;
            (*key, *postings) = ends(row);
            Some(Spelling { text, postings: written, count: row.count, new_key: row.new_key })
        })
    }
}

fn encode_levels(postings: &[(u32, u8)], text: &mut String) {
    for level in postings.chunk_by(|a, b| a.1 == b.1) {
        let sign = level.first().and_then(|&(_, level)| SIGNS.get(usize::from(level)));
        text.extend(sign.map(|&sign| char::from(sign)));
        let mut next = 0;
        for &(unit, _) in level {
            digits(unit - next, text);
            next = unit + 1;
        }
    }
}

/// The folded words that corrections and completions are taken from.
#[derive(Default)]
pub(super) struct Vocabulary {
    pub keys: String,
    last: String,
    pub common: String,
    /// The word that is being counted, and in how many units it stands.
    word: String,
    count: u32,
}

impl Vocabulary {
    /// Adds a spelling, where it is of one word.
    pub fn add(&mut self, spelling: &Spelling<'_>) {
        if spelling.new_key {
            self.finish();
            if spelling.text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                self.word = fold_canonical(spelling.text);
            }
        }
        self.count = self.count.saturating_add(spelling.count);
    }

    /// Ends the word that is being counted.
    pub fn finish(&mut self) {
        let (word, count) = (std::mem::take(&mut self.word), std::mem::take(&mut self.count));
        if word.is_empty() || word.len() > LONGEST_WORD {
            return;
        }
        if !self.keys.is_empty() {
            self.keys.push(',');
        }
        push_front_coded(&mut self.keys, &self.last, &word);
        digits(count.max(1).ilog2(), &mut self.common);
        self.last = word;
    }
}

impl Spelling<'_> {
    /// About how many letters it takes.
    pub fn size(&self) -> usize {
        self.postings.len() + 8
    }

    /// The key that it is a spelling of.
    pub fn folded(&self) -> String {
        fold_canonical(self.text)
    }
}

/// How much `key` shares with the key before it, then the rest.
fn push_front_coded(text: &mut String, last: &str, key: &str) {
    let shared = last.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count().min(31);
    digits(u32::try_from(shared).unwrap_or(0), text);
    text.push_str(key.get(shared..).unwrap_or_default());
}

pub(super) fn write_shard<'a>(spellings: impl Iterator<Item = Spelling<'a>> + Clone) -> String {
    let mut text = String::from("\"");
    let mut last = "";
    for spelling in spellings.clone() {
        if !last.is_empty() {
            text.push(',');
        }
        push_front_coded(&mut text, last, spelling.text);
        last = spelling.text;
    }
    text.push_str("\",\"");
    for (at, spelling) in spellings.enumerate() {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(spelling.postings);
    }
    text.push('"');
    text
}
