//! How the index is written: the only place that knows, beside the browser's half, `scripts/antt-search/` of the theme.
//!
//! Every file is a classic script with one call, `AnttSearch.put(NAME, …)`, so that it loads from a server, from
//! `file://` and under `default-src 'self'`. NAME is a digest of what the file holds and also its file name; only the
//! entry, `search/index.js`, has a fixed one, and everything is reached from it:
//!
//! - *shards* `put(NAME, KEYS, POSTINGS)`: keys in order, parted by `,`, each a letter that says how much it shares with
//!   the key before, then the rest; a key is one or two words in canonical form. The postings of the keys are parted by
//!   spaces: for each level, from high to low, its sign and then the units, as differences. A long list lies in a file of
//!   its own: `>NAME` and how long it is; and of a very long one the lower part in a further file.
//! - *directories* `put(NAME, TEXT)`: of shards `key,name,key,name…` (the first folded key of each), of blocks the names.
//! - *blocks* `put(NAME, [[facts…, sections], …])`: what results show, for a few neighbouring units.
//! - the *vocabulary* `put(NAME, KEYS, DIGITS)`: single folded words as in shards, and how common each is, in doublings.
//! - *facets* and *dates* `put(NAME, {name: [values, codes]})`: the values of pages, up to 8,192 pages to a file.
//!
//! Numbers are written in base 32: the digits `A`–`Z` `a`–`f` end a number, the next 32 signs say that it goes on, low
//! digits first. So gzip sees each number as a letter or two.

mod lists;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use super::SearchFile;
use super::page::{Facts, PageIndex, Unit};
use crate::vietnamese::words;
pub(super) use lists::Encoded;
use lists::{Spelling, Vocabulary, digits, write_shard};

/// Shards are cut between these sizes, where a key's digest says so: then an edit moves no border but its own.
const SHARD: (usize, usize) = (2_500, 7_000);
/// Directories of shards likewise, in entries.
const DIRECTORY: (usize, usize) = (24, 96);
/// The names in a directory of blocks.
const BLOCK_NAMES: usize = 64;
/// The pages of a file of facets.
const FACET_PAGES: usize = 8_192;

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

/// The name of a file that holds `content`: 45 bits of its digest.
fn name_of(content: &str) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let digest = blake3::hash(content.as_bytes());
    let bits = digest.as_bytes().iter().take(6).fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
    let letter = |at: u32| LETTERS.get((bits >> (at * 5)) as usize & 31).copied().map_or('a', char::from);
    (0..9).map(letter).collect()
}

/// Whether a border may stand before something of this name, once in `every` names.
fn is_border(name: &str, every: u64) -> bool {
    name.bytes().fold(7_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)) >> 11
        & 0xffff
        < 0x1_0000 / every
}

/// What a result shows of a unit.
pub(super) struct Block(String);

impl Block {
    /// Writes what results show: `[url,title,number,kind,type,agency,date,status,summary,sections]`.
    pub fn of(page: &PageIndex<'_>, summary: &str, unit: &Unit) -> Self {
        let facts = &page.facts;
        let own = |text| Option::as_deref(text).unwrap_or_default();
        let shown = (
            &facts.url,
            &facts.title,
            own(&facts.number),
            &facts.kind,
            own(&facts.doc_type),
            own(&facts.agency),
            own(&facts.date),
            own(&facts.status),
            summary,
        );
        let mut text = serde_json::to_string(&shown).unwrap_or_default();
        text.pop();
        let sections = serde_json::to_string(&page.shown(unit)).unwrap_or_default();
        _ = write!(text, ",{sections}]");
        Self(text)
    }
}

/// How many units pages have: the number that most have, and the others as how many pages lie between and how many
/// units, again and again.
pub(super) struct Groups {
    most: usize,
    others: String,
}

impl Groups {
    /// Writes the number of units of every page.
    pub fn of(units: &[usize]) -> Self {
        let mut pages: BTreeMap<usize, usize> = BTreeMap::new();
        units.iter().for_each(|&count| *pages.entry(count).or_default() += 1);
        let most = pages.into_iter().max_by_key(|&(_, pages)| pages).map_or(1, |(count, _)| count);
        let mut others = String::new();
        let mut between = 0;
        for &count in units {
            if count == most {
                between += 1;
            } else {
                digits(between, &mut others);
                digits(u32::try_from(count).unwrap_or(u32::MAX), &mut others);
                between = 0;
            }
        }
        Self { most, others }
    }
}

/// Everything that the entry file says.
pub(super) struct Entry {
    pub units: usize,
    pub over: usize,
    pub groups: Groups,
    pub keys: Directory,
    pub blocks: BlockDirectory,
    pub facets: Vec<String>,
    pub dates: Vec<String>,
    pub vocabulary: String,
    pub synonyms: Vec<Vec<String>>,
}

/// The top of the directory of shards, and the name of the vocabulary.
pub(super) struct Directory {
    top: String,
    /// Whether `top` names directories instead of shards.
    deep: bool,
}

/// The top of the directory of blocks.
pub(super) struct BlockDirectory {
    /// The names of directories of 64 names each.
    top: String,
    /// A block holds two to the power of this many units.
    shift: u32,
}

/// Where the files of an index go. What has one content has one name and goes there once.
pub(super) struct Files<'a> {
    put: &'a (dyn Fn(SearchFile) + Sync),
    known: Mutex<HashSet<String>>,
}

impl<'a> Files<'a> {
    /// Gives every file to `put` as soon as it is made.
    pub fn new(put: &'a (dyn Fn(SearchFile) + Sync)) -> Self {
        Self { put, known: Mutex::default() }
    }

    /// Adds a file that holds `content` and returns its name.
    fn add(&self, content: &str) -> String {
        let name = name_of(content);
        self.add_named(&name, content);
        name
    }

    fn add_named(&self, name: &str, content: &str) {
        let is_new = self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        if is_new {
            self.put("", name, content);
        }
    }

    /// Puts a script: under its own name, or under a fixed one, then `own` is empty.
    fn put(&self, fixed: &str, own: &str, content: &str) {
        let path = format!("search/{fixed}{own}.js");
        (self.put)(SearchFile { path, bytes: script(own, content) });
    }

    /// Cuts the index into shards.
    pub fn shards(&self, mut encoded: Vec<Encoded>) -> (Directory, String) {
        for stretch in &mut encoded {
            for (name, content) in stretch.long.drain(..) {
                self.add_named(&name, &content);
            }
        }
        let mut vocabulary = Vocabulary::default();
        encoded
            .iter()
            .flat_map(|stretch| stretch.spellings(0))
            .for_each(|spelling| vocabulary.add(&spelling));
        vocabulary.finish();
        let vocabulary = self.add(&format!("\"{}\",\"{}\"", vocabulary.keys, vocabulary.common));
        let leaf = |shard: &Shard| {
            let name = self.add(&write_shard(shard.spellings(&encoded)));
            let first = shard.spellings(&encoded).next();
            (first.map(|first| first.folded()).unwrap_or_default(), name)
        };
        let leaves = borders(&encoded).par_iter().map(leaf).collect();
        (self.directory(leaves), vocabulary)
    }

    fn directory(&self, leaves: Vec<(String, String)>) -> Directory {
        let list = |entries: &[(String, String)]| {
            entries.iter().map(|(key, name)| format!("{key},{name}")).collect::<Vec<_>>().join(",")
        };
        if leaves.len() <= DIRECTORY.1 {
            return Directory { top: list(&leaves), deep: false };
        }
        let mut held = 0;
        let nodes = leaves.chunk_by(|_, (key, _)| {
            held += 1;
            let stay = held < DIRECTORY.0 || (held < DIRECTORY.1 && !is_border(key, 32));
            held = if stay { held } else { 0 };
            stay
        });
        let mut top = Vec::new();
        for node in nodes {
            let name = self.add(&format!("\"{}\"", list(node)));
            top.push((node.first().map(|(key, _)| key.clone()).unwrap_or_default(), name));
        }
        Directory { top: list(&top), deep: true }
    }

    /// Puts neighbouring units' blocks together.
    pub fn blocks(&self, blocks: Vec<Block>) -> BlockDirectory {
        let mean = blocks.iter().map(|block| block.0.len()).sum::<usize>() / blocks.len().max(1);
        let shift = match mean {
            0..600 => 3,
            600..1_800 => 2,
            1_800..8_000 => 1,
            _ => 0,
        };
        let add = |units: Vec<Block>| {
            let units: Vec<&str> = units.iter().map(|unit| unit.0.as_str()).collect();
            self.add(&format!("[{}]", units.join(",")))
        };
        let names: Vec<String> = blocks.into_par_iter().chunks(1 << shift).map(add).collect();
        let mut top = String::new();
        for names in names.chunks(BLOCK_NAMES) {
            top.push_str(&self.add(&format!("\"{}\"", names.concat())));
        }
        BlockDirectory { top, shift }
    }

    /// Writes what pages can be narrowed by.
    pub fn facets(&self, pages: &[PageIndex<'_>]) -> Vec<String> {
        let one = |value: &Option<String>| Vec::from_iter(value.clone());
        self.columns(pages, |pages| {
            BTreeMap::from([
                ("kind", column(pages, |facts| vec![facts.kind.clone()])),
                ("type", column(pages, |facts| one(&facts.doc_type))),
                ("agency", column(pages, |facts| one(&facts.agency))),
                ("year", column(pages, |facts| Vec::from_iter(facts.year.map(|year| year.to_string())))),
                ("topic", column(pages, |facts| facts.topics.clone())),
                ("audience", column(pages, |facts| facts.audience.clone())),
                ("status", column(pages, |facts| one(&facts.status))),
            ])
        })
    }

    /// Writes what pages can be sorted by.
    pub fn dates(&self, pages: &[PageIndex<'_>]) -> Vec<String> {
        let date = |facts: &Facts| Vec::from_iter(facts.date.clone());
        self.columns(pages, |pages| BTreeMap::from([("date", column(pages, date))]))
    }

    fn columns<'c>(
        &self,
        pages: &[PageIndex<'_>],
        of: impl Fn(&[PageIndex<'_>]) -> BTreeMap<&'c str, (Vec<String>, String)>,
    ) -> Vec<String> {
        let written = |pages| serde_json::to_string(&of(pages)).unwrap_or_default();
        pages.chunks(FACET_PAGES).map(|pages| self.add(&written(pages))).collect()
    }

    /// Writes the entry.
    pub fn entry(&self, entry: &Entry) {
        #[derive(Serialize)]
        struct Shown<'a> {
            v: u8,
            units: usize,
            over: usize,
            groups: &'a str,
            most: usize,
            keys: &'a str,
            deep: bool,
            blocks: &'a str,
            shift: u32,
            facets: &'a [String],
            dates: &'a [String],
            vocabulary: &'a str,
            synonyms: &'a [Vec<String>],
        }
        let shown = Shown {
            v: 3,
            units: entry.units,
            over: entry.over,
            groups: &entry.groups.others,
            most: entry.groups.most,
            keys: &entry.keys.top,
            deep: entry.keys.deep,
            blocks: &entry.blocks.top,
            shift: entry.blocks.shift,
            facets: &entry.facets,
            dates: &entry.dates,
            vocabulary: &entry.vocabulary,
            synonyms: &entry.synonyms,
        };
        let content = serde_json::to_string(&shown).unwrap_or_default();
        self.put("index", "", &content);
    }
}

/// Where a shard begins, and how many spellings it holds.
struct Shard {
    stretch: usize,
    row: usize,
    len: usize,
}

impl Shard {
    fn spellings<'a>(&self, encoded: &'a [Encoded]) -> impl Iterator<Item = Spelling<'a>> + Clone {
        let mut stretches = encoded.iter().skip(self.stretch);
        let first = stretches.next().into_iter().flat_map({
            let row = self.row;
            move |stretch| stretch.spellings(row)
        });
        first.chain(stretches.flat_map(|stretch| stretch.spellings(0))).take(self.len)
    }
}

/// Cuts the spellings into shards. The spellings of one key stay together.
fn borders(encoded: &[Encoded]) -> Vec<Shard> {
    let mut shards: Vec<Shard> = Vec::new();
    let mut size = 0;
    for (stretch, of) in encoded.iter().enumerate() {
        for (row, spelling) in of.spellings(0).enumerate() {
            let may_end = spelling.new_key && size >= SHARD.0;
            let ends = may_end && (size >= SHARD.1 || is_border(&spelling.folded(), 64));
            match shards.last_mut() {
                Some(shard) if !ends => shard.len += 1,
                _ => {
                    shards.push(Shard { stretch, row, len: 1 });
                    size = 0;
                }
            }
            size += spelling.size();
        }
    }
    shards
}

fn script(name: &str, content: &str) -> Vec<u8> {
    format!("AnttSearch.put(\"{name}\",{content})\n").into_bytes()
}

/// The values that pages have, and for every page how many of them (one more than that) and which.
fn column(pages: &[PageIndex<'_>], values: impl Fn(&Facts) -> Vec<String>) -> (Vec<String>, String) {
    let of: Vec<Vec<String>> = pages.iter().map(|page| values(&page.facts)).collect();
    let all: Vec<&String> = of.iter().flatten().collect::<BTreeSet<_>>().into_iter().collect();
    let mut codes = String::new();
    for values in &of {
        digits(u32::try_from(values.len()).unwrap_or(0), &mut codes);
        for value in values {
            digits(
                all.binary_search(&value).ok().and_then(|at| u32::try_from(at).ok()).unwrap_or(0),
                &mut codes,
            );
        }
    }
    (all.into_iter().cloned().collect(), codes)
}
