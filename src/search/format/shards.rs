//! Shards of keys and postings: how they are cut, written and read.

use super::lists::{Levels, digits, reference, value};
use super::{Files, Name, is_border};
use crate::search::segment::Term;
use crate::vietnamese::{Token, fold_token};

/// Shards are cut between these sizes in bytes, where a key's digest says so: then an edit moves no border but its own.
const SHARD: (usize, usize) = (1_800, 5_000);
/// One folded word in so many begins a stretch, whose first shard begins with it.
const STRETCH: u64 = 128;
/// What is longer is no word of a vocabulary.
const LONGEST_WORD: usize = 12;

/// Whether a stretch of the index begins with this word.
pub(in crate::search) fn begins_stretch(fold: &Token) -> bool {
    is_border(fold.bytes(), STRETCH)
}

/// A word or a pair, in the order of the index: by its folded form, then by its spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) struct Key {
    pub fold: Fold,
    second: Token,
    first: Token,
}

/// The folded form of a word or a pair; the second is empty where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) struct Fold(Token, Token);

impl Key {
    /// The key of a word or a pair.
    pub fn new(first: Option<&Term>, second: Option<&Term>) -> Self {
        let [first, second] = [first, second].map(|term| term.map(|term| (term.fold, term.token)));
        let ((fold, first), (next, second)) = (first.unwrap_or_default(), second.unwrap_or_default());
        Self { fold: Fold(fold, next), second, first }
    }

    /// Reads a key; nothing where it is none.
    fn parse(text: &[u8]) -> Option<Self> {
        let [first, second] = split(text)?;
        Some(Self { fold: Fold(fold_token(&first), fold_token(&second)), second, first })
    }
}

impl Fold {
    fn bytes(&self) -> impl Iterator<Item = &u8> {
        bytes_of(&self.0, &self.1)
    }

    /// A single word, where it is one of the vocabulary.
    pub fn word(&self) -> Option<Token> {
        let Self(word, second) = self;
        let is_word = second.bytes().is_empty() && word.bytes().iter().all(u8::is_ascii_alphanumeric);
        (is_word && word.bytes().len() <= LONGEST_WORD).then_some(*word)
    }

    /// Reads a folded key; nothing where it is none.
    fn parse(text: &[u8]) -> Option<Self> {
        split(text).map(|[first, second]| Self(first, second))
    }
}

fn bytes_of<'t>(first: &'t Token, second: &'t Token) -> impl Iterator<Item = &'t u8> {
    let second = second.bytes();
    let space: &[u8] = if second.is_empty() { b"" } else { b" " };
    first.bytes().iter().chain(space).chain(second)
}

fn split(text: &[u8]) -> Option<[Token; 2]> {
    let mut parts = text.split(|&byte| byte == b' ');
    let first = parts.next().filter(|part| !part.is_empty())?;
    let second = parts.next().unwrap_or_default();
    parts.next().is_none().then(|| [first, second].map(|part| Token::from_bytes(part.iter().copied())))
}

/// A shard as the directory names it: its first folded key and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) struct Shard {
    pub first: Fold,
    pub name: Name,
}

/// What comes of a stretch: its shards, and its single folded words with how many units hold them.
#[derive(Default)]
pub(in crate::search) struct Written {
    pub shards: Vec<Shard>,
    pub words: Vec<(Token, u32)>,
}

impl Written {
    /// Adds what follows.
    pub fn and(mut self, next: Self) -> Self {
        self.shards.extend(next.shards);
        self.words.extend(next.words);
        self
    }
}

/// Cuts lists that come in order into shards.
pub(in crate::search) struct Shards<'f> {
    files: &'f Files<'f>,
    written: Written,
    /// The shard being put together: its first folded key, its keys and its postings.
    first: Fold,
    keys: Vec<u8>,
    postings: Vec<u8>,
    /// The key before and its folded form.
    last: Vec<u8>,
    fold: Fold,
    /// In how many units `fold` stands.
    count: u32,
    key: Vec<u8>,
}

impl<'f> Shards<'f> {
    /// Begins.
    pub fn new(files: &'f Files<'f>) -> Self {
        Self {
            files,
            written: Written::default(),
            first: Fold::default(),
            keys: Vec::new(),
            postings: Vec::new(),
            last: Vec::new(),
            fold: Fold::default(),
            count: 0,
            key: Vec::new(),
        }
    }

    /// Whether a shard begins with this folded key, which differs from the one before.
    pub fn ends_before(&self, fold: &Fold) -> bool {
        let size = self.keys.len() + self.postings.len();
        size == 0
            || size >= SHARD.0 && (size >= SHARD.1 || is_border(fold.bytes(), 64))
            || fold.0 != self.fold.0 && begins_stretch(&fold.0)
    }

    /// Adds a list behind all others.
    pub fn add(&mut self, key: &Key, levels: &Levels) {
        self.begin(key, levels.len());
        levels.write(self.files, &mut self.postings);
    }

    /// Adds a list as it was written before.
    pub fn add_written(&mut self, row: &Row<'_>) {
        self.begin(&row.key, row.count);
        self.postings.extend_from_slice(row.postings);
    }

    fn begin(&mut self, key: &Key, count: u32) {
        if key.fold != self.fold {
            self.end_word();
            if self.ends_before(&key.fold) {
                self.end_shard();
                self.first = key.fold;
            }
            self.fold = key.fold;
        }
        self.count = self.count.saturating_add(count);
        if !self.keys.is_empty() {
            self.keys.push(b',');
            self.postings.push(b' ');
        }
        self.key.clear();
        self.key.extend_from_slice(key.first.bytes());
        if !key.second.bytes().is_empty() {
            self.key.push(b' ');
            self.key.extend_from_slice(key.second.bytes());
        }
        push_front_coded(&mut self.keys, &self.last, &self.key);
        std::mem::swap(&mut self.key, &mut self.last);
    }

    /// Ends the folded key that is being counted.
    fn end_word(&mut self) {
        let count = std::mem::take(&mut self.count);
        if count > 0 {
            self.written.words.extend(self.fold.word().map(|word| (word, count)));
        }
    }

    fn end_shard(&mut self) {
        if self.keys.is_empty() {
            return;
        }
        let content = [b"\"", &*self.keys, b"\",\"", &self.postings, b"\""].concat();
        let name = self.files.add(&content);
        self.written.shards.push(Shard { first: self.first, name });
        self.keys.clear();
        self.postings.clear();
        self.last.clear();
    }

    /// Ends.
    pub fn finish(mut self) -> Written {
        self.end_word();
        self.end_shard();
        self.written
    }
}

/// One spelling as it stands in a shard.
pub(in crate::search) struct Row<'a> {
    pub key: Key,
    pub postings: &'a [u8],
    /// In how many units it stands.
    pub count: u32,
    /// The file of its postings where they are long.
    pub long: Option<Name>,
}

/// The spellings of a shard; nothing where it is damaged.
pub(in crate::search) fn rows(shard: &[u8]) -> Option<Vec<Row<'_>>> {
    let [keys, postings] = parts(shard)?;
    let postings = postings.split(|&byte| byte == b' ');
    let keys = uncoded(keys)?;
    let rows: Vec<Row<'_>> = keys
        .iter()
        .zip(postings)
        .filter_map(|(key, postings)| {
            let (count, long) = reference(postings)?;
            Some(Row { key: Key::parse(key)?, postings, count, long })
        })
        .collect();
    (rows.len() == keys.len()).then_some(rows)
}

/// Both texts of a file of two.
pub(super) fn parts(content: &[u8]) -> Option<[&[u8]; 2]> {
    let inner = content.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let end = inner.iter().position(|&byte| byte == b'"')?;
    let (first, second) = inner.split_at(end);
    Some([first, second.strip_prefix(b"\",\"")?])
}

/// Writes how much `key` shares with the key before it, then the rest.
fn push_front_coded(text: &mut Vec<u8>, last: &[u8], key: &[u8]) {
    let shared = last.iter().zip(key).take_while(|(a, b)| a == b).count().min(31);
    digits(shared as u32, text);
    text.extend_from_slice(key.get(shared..).unwrap_or_default());
}

/// Keys in front coding; nothing where they are none.
fn uncoded(keys: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut found: Vec<Vec<u8>> = Vec::new();
    if keys.is_empty() {
        return Some(found);
    }
    for coded in keys.split(|&byte| byte == b',') {
        let (&shared, rest) = coded.split_first()?;
        let before = found.last().map_or(&[][..], Vec::as_slice).get(..usize::from(value(shared)))?;
        found.push([before, rest].concat());
    }
    Some(found)
}

/// The folded words that corrections and completions are taken from, in order, and how common each is, in doublings.
pub(in crate::search) fn write_words(words: impl Iterator<Item = (Token, u32)>) -> Vec<u8> {
    let (mut keys, mut common, mut last) = (vec![b'"'], Vec::new(), Token::default());
    for (word, doublings) in words {
        if keys.len() > 1 {
            keys.push(b',');
        }
        push_front_coded(&mut keys, last.bytes(), word.bytes());
        digits(doublings, &mut common);
        last = word;
    }
    [keys.as_slice(), b"\",\"", &common, b"\""].concat()
}

/// Reads what [`write_words`] wrote; nothing where it is damaged.
pub(in crate::search) fn read_words(content: &[u8]) -> Option<Vec<(Token, u32)>> {
    let [keys, common] = parts(content)?;
    let (keys, common) = (uncoded(keys)?, super::lists::numbers(common)?);
    let words = keys.iter().map(|key| Token::from_bytes(key.iter().copied()));
    (keys.len() == common.len()).then(|| words.zip(common).collect())
}

/// Writes the entries of a directory.
pub(super) fn write_shards(shards: &[Shard]) -> String {
    let mut text = String::new();
    for Shard { first, name } in shards {
        if !text.is_empty() {
            text.push(',');
        }
        text.extend(first.bytes().map(|&byte| char::from(byte)));
        text.push(',');
        text.push_str(&name.to_string());
    }
    text
}

/// Reads the entries of a directory; nothing where it is damaged.
pub(super) fn read_shards(text: &str) -> Option<Vec<Shard>> {
    let mut parts = text.split(',').filter(|part| !part.is_empty());
    let mut shards = Vec::new();
    while let Some(first) = parts.next() {
        shards.push(Shard { first: Fold::parse(first.as_bytes())?, name: Name::parse(parts.next()?)? });
    }
    Some(shards)
}

/// Cuts a list of shards into directories.
pub(super) fn directories(shards: &[Shard]) -> impl Iterator<Item = &[Shard]> {
    let mut held = 0;
    shards.chunk_by(move |_, shard| {
        held += 1;
        let stay = held < DIRECTORY.0 || (held < DIRECTORY.1 && !is_border(shard.first.bytes(), 128));
        held = if stay { held } else { 0 };
        stay
    })
}

/// Directories of shards are cut between these sizes, in entries.
pub(super) const DIRECTORY: (usize, usize) = (64, 320);
