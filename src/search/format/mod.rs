//! How the index is written: the only place that knows, beside the browser's half, `scripts/antt-search/` of the theme.
//!
//! Every file is a classic script with one call, `AnttSearch.put(NAME, …)`, so that it loads from a server, from
//! `file://` and under `default-src 'self'`. NAME is a digest of what the file holds and also its file name; only the
//! entry, `search/index.js`, has a fixed one, and everything is reached from it:
//!
//! - *shards* `put(NAME, KEYS, POSTINGS)`: keys in order, parted by `,`, each a letter that says how much it shares with
//!   the key before, then the rest; a key is one or two words in canonical form. The postings of the keys are parted by
//!   spaces: for each level, from high to low, its sign and then the units, as differences. A long list lies in a file of
//!   its own: `>NAME`, how long it is and what its postings are worth together; of a very long one the
//!   lower part in a further file.
//! - *directories* `put(NAME, TEXT)`: of shards `key,name,key,name…` (the first folded key of each), of blocks the names.
//! - *blocks* `put(NAME, [[facts…, [sections, …]], …])`: what results show of eight neighbouring units, by page.
//! - *heads* `put(NAME, TEXT)`: what names 64 neighbouring pages, a line each, parted by tabs, for lists that show no
//!   text. One text is read several times faster than many small ones.
//! - the *vocabulary* `put(NAME, KEYS, DIGITS)`: single folded words as in shards, and how common each is, in doublings.
//! - *facets* and *dates* `put(NAME, {name: [values, codes]})`: the values of pages, up to 8,192 pages to a file.
//!
//! Borders are where a digest of a key says, and hang on nothing before the border before: so an index can be taken up
//! again ([`super::again`]) where it changed, and is what it would be if it were made anew.
//!
//! Numbers are written in base 32: the digits `A`–`Z` `a`–`f` end a number, the next 32 signs say that it goes on, low
//! digits first. So gzip sees each number as a letter or two.

mod blocks;
mod facets;
mod lists;
mod shards;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::SearchFile;
use crate::hash::Fast;
use crate::vietnamese::words;
pub(super) use blocks::{BLOCK, BLOCK_NAMES, Block, OldBlock, OldUnit};
pub(super) use lists::Levels;
use lists::digits;
use shards::{DIRECTORY, directories, read_shards, write_shards};
pub(super) use shards::{
    Fold, Key, Row, Shard, Shards, Written, begins_stretch, read_words, rows, write_words,
};

/// The canonical form of an abbreviation's or synonym's words, parted by spaces.
pub(super) fn canonical(text: &str) -> String {
    let mut name = String::new();
    words(text, |word| {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word.token.as_str());
    });
    name
}

/// The name of a file: 45 bits of the digest of what it holds, written as nine letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Name(u64);

impl Name {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    /// How many letters a name has.
    const LEN: usize = 9;

    /// The name of a file that holds `content`.
    fn of(content: &[u8]) -> Self {
        Self(XxHash3_64::oneshot(content) & ((1 << 45) - 1))
    }

    /// Whether it is the name of this content.
    pub fn is_of(self, content: &[u8]) -> bool {
        self == Self::of(content)
    }

    /// Reads a name; nothing where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let value = |byte| Self::LETTERS.iter().position(|&letter| letter == byte);
        let add = |bits, byte| Some(bits << 5 | value(byte)? as u64);
        (text.len() == Self::LEN).then(|| text.bytes().rev().try_fold(0, add)).flatten().map(Self)
    }

    /// The path of the file from the site's root.
    pub fn path(self) -> String {
        format!("search/{self}.js")
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter =
            |at| Self::LETTERS.get((self.0 >> (at * 5)) as usize & 31).copied().map_or('a', char::from);
        (0..Self::LEN).try_for_each(|at| fmt::Write::write_char(f, letter(at)))
    }
}

/// Whether a border may stand before something of this name, once in `every` names.
fn is_border<'b>(name: impl IntoIterator<Item = &'b u8>, every: u64) -> bool {
    let digest = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    name.into_iter().fold(7, digest) >> 11 & 0xffff < 0x1_0000 / every
}

/// How many units pages have: the number that most have, and the others as how many pages lie between and how many
/// units, again and again.
pub(super) struct Groups {
    pub most: u32,
    pub others: String,
}

impl Groups {
    /// Writes the number of units of every page.
    pub fn of(units: impl Iterator<Item = u32> + Clone) -> Self {
        let mut pages: BTreeMap<u32, usize> = BTreeMap::new();
        units.clone().for_each(|count| *pages.entry(count).or_default() += 1);
        let most = pages.into_iter().max_by_key(|&(_, pages)| pages).map_or(1, |(count, _)| count);
        let mut others = Vec::new();
        let mut between = 0;
        for count in units {
            if count == most {
                between += 1;
            } else {
                digits(between, &mut others);
                digits(count, &mut others);
                between = 0;
            }
        }
        Self { most, others: String::from_utf8(others).unwrap_or_default() }
    }
}

/// Everything that the entry file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The version of the format.
    pub v: u8,
    /// How many units there are.
    pub units: u32,
    /// The first unit of the pages that are over.
    pub over: u32,
    /// How many units pages have, where not `most`: see [`Groups`].
    pub groups: String,
    pub most: u32,
    /// The top of the directory of shards, which names directories where it is `deep`.
    pub keys: String,
    pub deep: bool,
    /// The names of the directories of blocks.
    pub blocks: String,
    /// The names of the files of heads.
    pub heads: String,
    pub facets: Vec<String>,
    pub dates: Vec<String>,
    pub vocabulary: String,
    /// Words that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// What people say, then what texts say in its place.
    pub everyday: Vec<Vec<String>>,
}

/// The path of the entry.
pub(super) const ENTRY: &str = "search/index.js";
/// The version of the format.
pub(super) const VERSION: u8 = 8;

impl Entry {
    /// The entry as a file.
    pub fn file(&self) -> SearchFile {
        let content = serde_json::to_vec(self).unwrap_or_default();
        SearchFile { path: ENTRY.to_owned(), bytes: script("", &content) }
    }

    /// Reads an entry; nothing where it is damaged or of another version.
    pub fn read(file: &[u8]) -> Option<Self> {
        let entry: Self = serde_json::from_slice(content("", file)?).ok()?;
        (entry.v == VERSION).then_some(entry)
    }
}

/// Where the files of an index go. What has one content has one name and goes there once.
pub(super) struct Files<'a> {
    put: &'a (dyn Fn(SearchFile) + Sync),
    /// How often each file was added.
    known: Mutex<HashMap<Name, u32, Fast>>,
}

impl<'a> Files<'a> {
    /// Gives every file to `put` as soon as it is made.
    pub fn new(put: &'a (dyn Fn(SearchFile) + Sync)) -> Self {
        Self { put, known: Mutex::default() }
    }

    /// Adds a file that holds `content` and returns its name.
    pub fn add(&self, content: &[u8]) -> Name {
        let name = Name::of(content);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let count = known.entry(name).or_default();
        *count += 1;
        let is_new = *count == 1;
        drop(known);
        if is_new {
            (self.put)(SearchFile { path: name.path(), bytes: script(&name.to_string(), content) });
        }
        name
    }

    /// The files added, and how often.
    pub fn counts(self) -> HashMap<Name, u32, Fast> {
        self.known.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the directory of shards: the top of it, and whether that names directories instead of shards.
    pub fn directory(&self, shards: &[Shard]) -> (String, bool) {
        if shards.len() <= DIRECTORY.1 {
            return (write_shards(shards), false);
        }
        let written = |node: &[Shard]| {
            let name = self.add(format!("\"{}\"", write_shards(node)).as_bytes());
            node.first().map(|first| Shard { first: first.first, name })
        };
        let nodes: Vec<Shard> = directories(shards).filter_map(written).collect();
        (write_shards(&nodes), true)
    }

    /// Writes the directories of blocks, and returns their names.
    pub fn block_directories(&self, blocks: &[Name]) -> String {
        let written = |names: &[Name]| {
            let names: String = names.iter().map(Name::to_string).collect();
            self.add(format!("\"{names}\"").as_bytes()).to_string()
        };
        blocks.chunks(BLOCK_NAMES as usize).map(written).collect()
    }
}

/// Reads a directory of shards, or the top of it; nothing where it is damaged.
pub(super) fn read_directory(text: &str) -> Option<Vec<Shard>> {
    read_shards(text)
}

/// Reads names that stand side by side; nothing where they are none.
pub(super) fn read_names(text: &str) -> Option<Vec<Name>> {
    let name = |at| Name::parse(text.get(at..at + Name::LEN)?);
    (0..text.len()).step_by(Name::LEN).map(name).collect()
}

fn script(name: &str, content: &[u8]) -> Vec<u8> {
    [b"AnttSearch.put(\"", name.as_bytes(), b"\",", content, b")\n"].concat()
}

/// What a script holds; nothing where it is damaged.
pub(super) fn content<'f>(name: &str, file: &'f [u8]) -> Option<&'f [u8]> {
    let rest = file.strip_prefix(b"AnttSearch.put(\"")?.strip_prefix(name.as_bytes())?;
    rest.strip_prefix(b"\",")?.strip_suffix(b")\n")
}
