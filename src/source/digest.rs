//! Digests of what was read, for the cache.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::Source;
use crate::path::SourcePath;

/// Digests of what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    /// Of every Markdown file, in the order of their paths.
    pub pages: Vec<(SourcePath, blake3::Hash)>,
    /// Of data files, themes, and the files that are published as they are, together.
    pub rest: blake3::Hash,
}

impl Digests {
    /// Digests everything that was read; nothing where something could not be.
    pub fn of(source: &Source) -> Option<Self> {
        if !source.unread.is_empty() {
            return None;
        }
        let texts: Vec<_> = source.texts.iter().collect();
        let digest =
            |(path, text): (&SourcePath, &std::sync::Arc<str>)| (path.clone(), blake3::hash(text.as_bytes()));
        let texts: Vec<_> = texts.into_par_iter().map(digest).collect();
        let (pages, data): (Vec<_>, Vec<_>) =
            texts.into_iter().partition(|(path, _)| path.extension() == "md");
        let themes = source.themes.iter().map(|(path, bytes)| (path.clone(), blake3::hash(bytes)));
        let files: Vec<_> = source.files.iter().collect();
        let files: Option<Vec<_>> = files
            .into_par_iter()
            .map(|(path, file)| Some((path.clone(), digest_file(&file.location)?)))
            .collect();
        let mut rest = blake3::Hasher::new();
        for (path, digest) in data.into_iter().chain(themes).chain(files?) {
            rest.update(path.as_str().as_bytes()).update(&[0]).update(digest.as_bytes());
        }
        Some(Self { pages, rest: rest.finalize() })
    }
}

fn digest_file(location: &Path) -> Option<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(fs::File::open(location).ok()?).ok()?;
    Some(hasher.finalize())
}
