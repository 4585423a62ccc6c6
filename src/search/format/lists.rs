//! Lists of postings, shards of keys, and the vocabulary.

use std::fmt::Write as _;

use super::name_of;
use crate::search::postings::List;
use crate::search::weight::LEVELS;
use crate::vietnamese::{Token, fold_token};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The signs of levels, from low to high.
const SIGNS: &[u8; LEVELS] = b"!#$%&()*.:;=?@[]";
/// Postings of more letters than this lie in a file of their own.
const LONG: usize = 2_500;
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

/// A stretch of the index, written but for what depends on the borders of shards.
pub(in crate::search) struct Encoded {
    pub(super) keys: Vec<Key>,
    pub(super) long: Vec<(String, String)>,
}

/// A folded key with its spellings.
pub(super) struct Key {
    pub folded: String,
    pub spellings: Vec<Spelling>,
}

/// One spelling of a key.
pub(super) struct Spelling {
    pub text: String,
    pub postings: String,
    /// In how many units it stands.
    count: usize,
}

/// Writes the lists of a stretch of the alphabet.
pub(in crate::search) fn encode(lists: Vec<List>) -> Encoded {
    let mut encoded = Encoded { keys: Vec::new(), long: Vec::new() };
    for list in &lists {
        let postings = encode_list(list, &mut encoded.long);
        let (first, second) = (&list.words.0, &list.words.1);
        let spelling = Spelling { text: join(first, second), postings, count: list.postings.len() };
        match encoded.keys.last_mut() {
            Some(key) if !list.new_key => key.spellings.push(spelling),
            _ => {
                let folded = join(&fold_token(first), &fold_token(second));
                encoded.keys.push(Key { folded, spellings: vec![spelling] });
            }
        }
    }
    encoded
}

fn join(first: &Token, second: &Token) -> String {
    let mut key = String::from(first.as_str());
    if !second.bytes().is_empty() {
        key.push(' ');
        key.push_str(second.as_str());
    }
    key
}

/// The postings of one list, or a reference to the file that holds them, which is added to `long`.
fn encode_list(list: &List, long: &mut Vec<(String, String)>) -> String {
    let mut order = list.postings.clone();
    order.sort_by_key(|&(_, level)| std::cmp::Reverse(level));
    let head = encode_levels(order.get(..VERY_LONG.min(order.len())).unwrap_or_default());
    if head.len() <= LONG {
        return head;
    }
    let mut head = format!("\"{head}\"");
    if let Some(tail) = order.get(VERY_LONG..).filter(|tail| !tail.is_empty()) {
        let tail = format!("\"{}\"", encode_levels(tail));
        _ = write!(head, ",\"{}\"", name_of(&tail));
        long.push((name_of(&tail), tail));
    }
    let mut reference = format!(">{}", name_of(&head));
    digits(u32::try_from(list.postings.len()).unwrap_or(u32::MAX), &mut reference);
    long.push((name_of(&head), head));
    reference
}

fn encode_levels(postings: &[(u32, u8)]) -> String {
    let mut text = String::new();
    for level in postings.chunk_by(|a, b| a.1 == b.1) {
        let sign = level.first().and_then(|&(_, level)| SIGNS.get(usize::from(level)));
        text.extend(sign.map(|&sign| char::from(sign)));
        let mut next = 0;
        for &(unit, _) in level {
            digits(unit - next, &mut text);
            next = unit + 1;
        }
    }
    text
}

/// The folded words that corrections and completions are taken from.
#[derive(Default)]
pub(super) struct Vocabulary {
    pub keys: String,
    last: String,
    pub common: String,
}

impl Vocabulary {
    /// Adds a key's word, where it is one.
    pub fn add(&mut self, key: &Key) {
        let count: usize = key.spellings.iter().map(|spelling| spelling.count).sum();
        if !key.folded.bytes().all(|byte| byte.is_ascii_alphanumeric()) || key.folded.len() > LONGEST_WORD {
            return;
        }
        if !self.keys.is_empty() {
            self.keys.push(',');
        }
        push_front_coded(&mut self.keys, &self.last, &key.folded);
        digits(count.max(1).ilog2(), &mut self.common);
        self.last.clone_from(&key.folded);
    }
}

impl Key {
    /// About how many letters it takes.
    pub fn size(&self) -> usize {
        self.spellings.iter().map(|spelling| spelling.postings.len() + 8).sum()
    }
}

/// How much `key` shares with the key before it, then the rest.
fn push_front_coded(text: &mut String, last: &str, key: &str) {
    let shared = last.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count().min(31);
    digits(u32::try_from(shared).unwrap_or(0), text);
    text.extend(key.chars().skip(shared));
}

pub(super) fn write_shard(keys: &[Key]) -> String {
    let mut text = String::from("\"");
    let mut last = "";
    for spelling in keys.iter().flat_map(|key| &key.spellings) {
        if !last.is_empty() {
            text.push(',');
        }
        push_front_coded(&mut text, last, &spelling.text);
        last = &spelling.text;
    }
    text.push_str("\",\"");
    let postings = keys.iter().flat_map(|key| &key.spellings).map(|spelling| spelling.postings.as_str());
    text.push_str(&postings.collect::<Vec<_>>().join(" "));
    text.push('"');
    text
}
