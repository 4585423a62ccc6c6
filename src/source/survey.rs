//! What can be told of the root without opening a file: enough to see that nothing changed.

use std::path::Path;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

use super::{FOLDERS, is_hidden};

/// What file systems know of every file that is read.
#[derive(Clone, Debug)]
pub struct Survey {
    /// Paths, sizes, dates and numbers of all files.
    pub digest: blake3::Hash,
    /// Every file, folder by folder.
    pub files: Vec<Surveyed>,
}

/// What a file system knows of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surveyed {
    /// Its path under the root, with strokes.
    pub path: String,
    /// Its size, dates and number.
    pub facts: Facts,
    /// Whether it has been as it is for a while: two changes within one tick of the clock look like one.
    pub is_settled: bool,
}

/// Dates of content and of state in seconds and nanoseconds, size, number, and file system.
type Facts = [u64; 7];

/// How long a file must have been as it is; some file systems keep dates in steps of two seconds.
const WHILE: Duration = Duration::from_secs(3);

impl Survey {
    /// Looks at everything that is read under `root`; nothing where something cannot be looked at, or where the system
    /// does not date every change of a file: a date that anyone can set proves nothing.
    pub fn of(root: &Path) -> Option<Self> {
        let mut entries = Vec::new();
        for folder in FOLDERS.map(|folder| root.join(folder)).iter().filter(|folder| folder.is_dir()) {
            let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
            for entry in walk.filter_entry(|entry| !is_hidden(entry)) {
                let entry = entry.ok()?;
                if entry.file_type().is_file() {
                    entries.push(entry);
                }
            }
        }
        let files: Option<Vec<_>> = entries.par_iter().map(|entry| surveyed(root, entry)).collect();
        let files = files?;
        let mut hasher = blake3::Hasher::new();
        for file in &files {
            hasher.update(file.path.as_bytes()).update(&[0]);
            for fact in file.facts {
                hasher.update(&fact.to_le_bytes());
            }
        }
        Some(Self { digest: hasher.finalize(), files })
    }

    /// Whether every file has been as it is for a while.
    pub fn is_settled(&self) -> bool {
        self.files.iter().all(|file| file.is_settled)
    }
}

fn surveyed(root: &Path, entry: &DirEntry) -> Option<Surveyed> {
    let path = entry.path().strip_prefix(root).ok()?.to_str()?;
    let (facts, changed) = facts(&entry.metadata().ok()?)?;
    let is_settled = changed.elapsed().is_ok_and(|age| age > WHILE);
    Some(Surveyed { path: path.replace(std::path::MAIN_SEPARATOR, "/"), facts, is_settled })
}

/// Size, dates and number of a file, and when it was last changed in any way.
#[cfg(unix)]
fn facts(data: &std::fs::Metadata) -> Option<(Facts, SystemTime)> {
    use std::os::unix::fs::MetadataExt;
    let [modified, modified_nanoseconds, seconds, nanoseconds] =
        [data.mtime(), data.mtime_nsec(), data.ctime(), data.ctime_nsec()].map(i64::cast_unsigned);
    let facts = [modified, modified_nanoseconds, seconds, nanoseconds, data.len(), data.ino(), data.dev()];
    let changed = Duration::new(seconds, u32::try_from(nanoseconds).ok()?);
    Some((facts, SystemTime::UNIX_EPOCH.checked_add(changed)?))
}

#[cfg(not(unix))]
fn facts(_: &std::fs::Metadata) -> Option<(Facts, SystemTime)> {
    None
}
