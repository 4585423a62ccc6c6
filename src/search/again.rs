//! Takes an index up again after the texts of some pages changed.
//!
//! What a page said before stands in the old index's blocks, and what names it is as it was: so its old postings are
//! read from there, and only shards with a key that came, went or changed its level are read and written again.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use super::format::{
    BLOCK, BLOCK_NAMES, ENTRY, Entry, Files, Fold, Key, Levels, Name, OldBlock, OldUnit, Row, Shard, Shards,
    Written, content, read_directory, read_names, read_words, rows, write_words,
};
use super::kept::{Explained, Kept, KeptPage, explained, synonyms};
use super::page::Reader;
use super::segment::{Posting, Room, Segment};
use super::unit;
use super::weight::{Scales, mean_length};
use super::{SearchFile, SearchOptions, SearchPage};
use crate::hash::Fast;

/// What came of taking an index up again.
#[derive(Clone, Debug)]
pub struct Again {
    /// For the next time.
    pub kept: Kept,
    /// The paths of files that are no longer part of the index.
    pub gone: Vec<String>,
}

/// Brings an index up to date after the texts of `changed` pages changed: `read` gives a file of the old index by its
/// path, `put` gets the files that are new or other than they were. What stands then is what [`super::build`] would make.
///
/// Nothing where all of it must be made again: where more than texts changed, or so much that numbers of units or the
/// mean length are others; or where a file of the old index is damaged or missing. Then nothing was put.
pub fn again(
    kept: &Kept,
    changed: &[SearchPage<'_>],
    options: &SearchOptions,
    read: &(dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    put: &(dyn Fn(SearchFile) + Sync),
) -> Option<Again> {
    if !kept.whole {
        return None;
    }
    let made: Mutex<Vec<SearchFile>> = Mutex::default();
    let collect = |file| made.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    let files = Files::new(&collect);
    let old = Old { read, taken: RefCell::default() };
    let before = read(ENTRY)?;
    let mut entry = Entry::read(&before)?;
    let mut next = kept.clone();

    let changes = Changes::of(&mut next, changed, &mut Texts::open(&entry, &old)?, &files, &mut entry)?;
    entry.synonyms = synonyms(&next.explained, options);
    changes.write(&old, &files, &mut entry)?;

    let mut gone = Vec::new();
    let mut is_new = BTreeSet::new();
    let mut shared: BTreeMap<Name, u32> = next.shared.iter().copied().collect();
    let (added, taken) = (files.counts(), old.taken.into_inner());
    for &name in added.keys().chain(taken.keys()).collect::<BTreeSet<_>>() {
        let of = |counts: &HashMap<Name, u32, Fast>| counts.get(&name).copied().unwrap_or_default();
        let stood = match shared.remove(&name) {
            Some(count) => count,
            None if of(&taken) > 0 => 1,
            None => u32::from(read(&name.path()).is_some()),
        };
        let stands = (stood + of(&added)).checked_sub(of(&taken))?;
        if stands == 0 {
            gone.push(name.path());
        } else if stood == 0 {
            is_new.insert(name.path());
        }
        if stands > 1 {
            shared.insert(name, stands);
        }
    }
    next.shared = shared.into_iter().collect();
    let made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.into_iter().filter(|file| is_new.contains(&file.path)).for_each(put);
    Some(entry.file()).filter(|file| file.bytes != before).into_iter().for_each(put);
    Some(Again { kept: next, gone })
}

/// The old index.
struct Old<'a> {
    read: &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    /// How often each file was taken out of its place.
    taken: RefCell<HashMap<Name, u32, Fast>>,
}

impl Old<'_> {
    /// The content of a file; nothing where it is missing or damaged.
    fn content(&self, name: Name) -> Option<Vec<u8>> {
        let file = (self.read)(&name.path())?;
        let content = content(&name.to_string(), &file)?;
        name.is_of(content).then(|| content.to_vec())
    }

    /// The text of a file of one text.
    fn text(&self, name: Name) -> Option<String> {
        String::from_utf8(self.content(name)?).ok()?.strip_prefix('"')?.strip_suffix('"').map(str::to_owned)
    }

    /// Takes a file out of a place where it stood.
    fn take(&self, name: Name) {
        *self.taken.borrow_mut().entry(name).or_default() += 1;
    }

    /// All shards in order; the directories are taken out.
    fn shards(&self, entry: &Entry) -> Option<Vec<Shard>> {
        let top = read_directory(&entry.keys)?;
        if !entry.deep {
            return Some(top);
        }
        let mut shards = Vec::new();
        for node in top {
            shards.extend(read_directory(&self.text(node.name)?)?);
            self.take(node.name);
        }
        Some(shards)
    }

    /// Adds the units of a spelling, whose file is taken out where it has one.
    fn levels(&self, row: &Row<'_>, levels: &mut Levels) -> Option<()> {
        let Some(name) = row.long else { return levels.read(row.postings) };
        let file = self.content(name)?;
        let mut texts = file.strip_prefix(b"\"")?.strip_suffix(b"\"")?.split(|&byte| byte == b'"');
        levels.read(texts.next()?)?;
        self.take(name);
        if let Some(tail) = texts.nth(1) {
            let tail = Name::parse(std::str::from_utf8(tail).ok()?)?;
            levels.read(self.text(tail)?.as_bytes())?;
            self.take(tail);
        }
        (levels.len() == row.count).then_some(())
    }
}

/// The texts of the old index's units.
struct Texts<'o, 'a> {
    old: &'o Old<'a>,
    directories: Vec<Name>,
    /// The directories and blocks that were opened, by number.
    names: BTreeMap<u32, Vec<Name>>,
    blocks: BTreeMap<u32, OldBlock>,
}

impl<'o, 'a> Texts<'o, 'a> {
    fn open(entry: &Entry, old: &'o Old<'a>) -> Option<Self> {
        let directories = read_names(&entry.blocks)?;
        Some(Self { old, directories, names: BTreeMap::new(), blocks: BTreeMap::new() })
    }

    /// Puts a unit in the place of the old one, which comes back.
    fn replace(&mut self, number: u32, unit: OldUnit) -> Option<OldUnit> {
        let block = number / BLOCK;
        if !self.blocks.contains_key(&block) {
            let directory = block / BLOCK_NAMES;
            if !self.names.contains_key(&directory) {
                let name = *self.directories.get(directory as usize)?;
                self.names.insert(directory, read_names(&self.old.text(name)?)?);
            }
            let name = *self.names.get(&directory)?.get((block % BLOCK_NAMES) as usize)?;
            self.blocks.insert(block, OldBlock::read(&self.old.content(name)?)?);
        }
        let place = self.blocks.get_mut(&block)?.unit(number % BLOCK)?;
        Some(std::mem::replace(place, unit))
    }

    /// Writes what was opened, and names the directories in the entry.
    fn write(&mut self, files: &Files<'_>, entry: &mut Entry) -> Option<()> {
        for (&number, block) in &self.blocks {
            let names = self.names.get_mut(&(number / BLOCK_NAMES))?;
            let name = names.get_mut((number % BLOCK_NAMES) as usize)?;
            self.old.take(*name);
            *name = files.add(&block.write()?);
        }
        for (&number, names) in &self.names {
            let directory = self.directories.get_mut(number as usize)?;
            self.old.take(*directory);
            *directory = Name::parse(&files.block_directories(names))?;
        }
        entry.blocks = self.directories.iter().map(Name::to_string).collect();
        Some(())
    }
}

/// What changed, key by key: the units and their levels now.
struct Changes(BTreeMap<Key, Vec<(u32, Option<u8>)>>);

impl Changes {
    /// Reads what the changed pages held and hold, and writes their texts.
    fn of(
        next: &mut Kept,
        changed: &[SearchPage<'_>],
        texts: &mut Texts<'_, '_>,
        files: &Files<'_>,
        entry: &mut Entry,
    ) -> Option<Self> {
        let mean = mean_length(next.words, entry.units as usize);
        let mut levels: BTreeMap<(Key, u32), (Option<u8>, Option<u8>)> = BTreeMap::new();
        let mut room = (Reader::default(), Room::default());
        for page in changed {
            let parts = unit::units(&page.sections);
            let of = KeptPage::of(page, unit::count(&parts));
            let at = next.pages.iter().position(|known| *known == of)?;
            let first: u32 = next.pages.iter().take(at).map(|page| page.units).sum();
            let shown = |parts: &[unit::Part]| {
                OldUnit::of(parts.iter().filter_map(|part| part.shown(&page.sections)))
            };
            let after: Vec<OldUnit> = unit::split(&parts).map(shown).collect();
            let replace = |(number, unit): (u32, &OldUnit)| texts.replace(number, unit.clone());
            let before: Vec<OldUnit> = (first..).zip(&after).map(replace).collect::<Option<_>>()?;
            let (before, after) = (segment(page, &before, &mut room), segment(page, &after, &mut room));
            if before.overflowed || after.overflowed {
                return None;
            }
            next.words = (next.words + words_of(&after)).checked_sub(words_of(&before))?;
            each(&before, mean, |key, unit, level| {
                levels.entry((key, first + unit)).or_default().0 = Some(level);
            });
            each(&after, mean, |key, unit, level| {
                levels.entry((key, first + unit)).or_default().1 = Some(level);
            });
            learn(&mut next.explained, page, at as u32);
        }
        if mean_length(next.words, entry.units as usize).to_bits() != mean.to_bits() {
            return None;
        }
        texts.write(files, entry)?;
        let mut changes: BTreeMap<Key, Vec<(u32, Option<u8>)>> = BTreeMap::new();
        for ((key, unit), (before, after)) in levels {
            if before != after {
                changes.entry(key).or_default().push((unit, after));
            }
        }
        Some(Self(changes))
    }

    /// Writes the shards that the changes touch, the vocabulary and the directories, and names them in the entry.
    fn write(&self, old: &Old<'_>, files: &Files<'_>, entry: &mut Entry) -> Option<()> {
        if self.0.is_empty() {
            return Some(());
        }
        let shards = old.shards(entry)?;
        let vocabulary = Name::parse(&entry.vocabulary)?;
        let words = read_words(&old.content(vocabulary)?)?;
        let mut words: BTreeMap<_, _> = words.into_iter().collect();
        old.take(vocabulary);
        let touched = self.touched(&shards);
        let mut all: Vec<Shard> = Vec::with_capacity(shards.len());
        let mut at = 0;
        while let Some(&start) = touched.range(at..).next() {
            all.extend(shards.get(at..start)?);
            let (written, end) = self.stretch(&shards, start, old, files, |gone| {
                gone.word().map(|word| words.remove(&word));
            })?;
            words.extend(written.words.iter().map(|&(word, count)| (word, count.max(1).ilog2())));
            all.extend(written.shards);
            at = end;
        }
        all.extend(shards.get(at..)?);
        entry.vocabulary = files.add(&write_words(words.into_iter())).to_string();
        (entry.keys, entry.deep) = files.directory(&all);
        Some(())
    }

    /// The shards that must be read: those that hold a changed key, and where this is the first of a shard, also the one
    /// before, as the border may go.
    fn touched(&self, shards: &[Shard]) -> BTreeSet<usize> {
        let mut touched = BTreeSet::new();
        for key in self.0.keys() {
            let at = shards.partition_point(|shard| shard.first <= key.fold).saturating_sub(1);
            touched.insert(at);
            if shards.get(at).is_some_and(|shard| shard.first == key.fold) {
                touched.insert(at.saturating_sub(1));
            }
        }
        touched
    }

    /// Writes shards from one that changed up to a border that stays. `gone` sees every folded key that stood there.
    fn stretch(
        &self,
        shards: &[Shard],
        start: usize,
        old: &Old<'_>,
        files: &Files<'_>,
        mut gone: impl FnMut(Fold),
    ) -> Option<(Written, usize)> {
        let mut writer = Shards::new(files);
        let mut at = start;
        let mut changes = self.0.iter().peekable();
        let first = shards.get(start)?.first;
        while start > 0 && changes.next_if(|(key, _)| key.fold < first).is_some() {}
        loop {
            let shard = shards.get(at)?;
            let content = old.content(shard.name)?;
            old.take(shard.name);
            let end = shards.get(at + 1).map(|next| next.first);
            for row in rows(&content)? {
                gone(row.key.fold);
                while let Some((key, units)) = changes.next_if(|(key, _)| **key < row.key) {
                    add(&mut writer, key, Levels::default(), units);
                }
                match changes.next_if(|(key, _)| **key == row.key) {
                    Some((key, units)) => {
                        let mut levels = Levels::default();
                        old.levels(&row, &mut levels)?;
                        add(&mut writer, key, levels, units);
                    }
                    None => writer.add_written(&row),
                }
            }
            let lies_here = |key: &Key| end.is_none_or(|end| key.fold < end);
            while let Some((key, units)) = changes.next_if(|(key, _)| lies_here(key)) {
                add(&mut writer, key, Levels::default(), units);
            }
            at += 1;
            let Some(end) = end else { break };
            // The next shard may lose its first key only where that changed.
            let first_stays = changes.peek().is_none_or(|(key, _)| key.fold != end);
            if first_stays && writer.ends_before(&end) {
                break;
            }
        }
        Some((writer.finish(), at))
    }
}

/// Writes a list after its changes, where a unit is left in it.
fn add(writer: &mut Shards<'_>, key: &Key, mut levels: Levels, units: &[(u32, Option<u8>)]) {
    units.iter().for_each(|&(unit, level)| levels.set(unit, level));
    if levels.len() > 0 {
        writer.add(key, &levels);
    }
}

/// The words of one page.
fn segment(page: &SearchPage<'_>, units: &[OldUnit], (reader, room): &mut (Reader, Room)) -> Segment {
    reader.clear();
    reader.page(page, units.len() as u32);
    let mut summary = Some(page.summary);
    units.iter().for_each(|unit| reader.unit(page, summary.take(), unit.shown()));
    Segment::of(reader, room)
}

fn words_of(segment: &Segment) -> u64 {
    segment.lengths.iter().copied().map(u64::from).sum()
}

/// Calls `see` with every posting of a page: key, unit in the page, level.
fn each(segment: &Segment, mean: f32, mut see: impl FnMut(Key, u32, u8)) {
    let scales = Scales::new(segment.lengths.iter().copied(), mean);
    for (at, term) in segment.terms.iter().enumerate() {
        for (second, run) in segment.runs(at) {
            let second = second.checked_sub(1).and_then(|second| segment.terms.get(second as usize));
            let key = Key::new(Some(term), second);
            run.each(|Posting { unit, count, bonus }| {
                let level = scales.level(unit, count, bonus);
                level.into_iter().for_each(|level| see(key, unit, level));
            });
        }
    }
}

/// Notes what a page explains now.
fn learn(all: &mut Vec<Explained>, page: &SearchPage<'_>, number: u32) {
    let said = explained(page);
    for explained in &mut *all {
        explained.pages.retain(|&page| page != number);
    }
    for said in said {
        let at = all.partition_point(|explained| explained.said < said);
        match all.get_mut(at).filter(|explained| explained.said == said) {
            Some(explained) => {
                let place = explained.pages.partition_point(|&page| page < number);
                explained.pages.insert(place, number);
            }
            None => all.insert(at, Explained { said, pages: vec![number] }),
        }
    }
    all.retain(|explained| !explained.pages.is_empty());
}
