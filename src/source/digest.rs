//! Digests of what was read, for the cache.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::Source;
use crate::path::SourcePath;

/// Digests of files that were read, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digests(pub BTreeMap<SourcePath, blake3::Hash>);

impl Digests {
    /// Digests everything that was read; nothing where something could not be.
    pub fn of(source: &Source) -> Option<Self> {
        Self::of_some(source, &|_| true)
    }

    /// The same of the files that are wanted.
    pub fn of_some(source: &Source, is_wanted: &(dyn Fn(&SourcePath) -> bool + Sync)) -> Option<Self> {
        if !source.unread.is_empty() {
            return None;
        }
        let texts = source.texts.iter().map(|(path, text)| (path, Content::Memory(text.as_bytes())));
        let themes = source.themes.iter().map(|(path, bytes)| (path, Content::Memory(bytes)));
        let files = source.files.iter().map(|(path, file)| (path, Content::Disk(&file.location)));
        let all: Vec<_> = texts.chain(themes).chain(files).filter(|(path, _)| is_wanted(path)).collect();
        let digest = |(path, content): (&SourcePath, Content<'_>)| Some((path.clone(), content.digest()?));
        all.into_par_iter().map(digest).collect::<Option<_>>().map(Self)
    }
}

/// Where the content of a file is at hand.
enum Content<'a> {
    Memory(&'a [u8]),
    Disk(&'a Path),
}

impl Content<'_> {
    fn digest(&self) -> Option<blake3::Hash> {
        match self {
            Self::Memory(bytes) => Some(blake3::hash(bytes)),
            Self::Disk(location) => {
                let mut hasher = blake3::Hasher::new();
                hasher.update_reader(fs::File::open(location).ok()?).ok()?;
                Some(hasher.finalize())
            }
        }
    }
}
