//! What can be told of the root without opening a file: enough to see that nothing changed.

use std::path::Path;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{FOLDERS, is_hidden};

/// What file systems know of every file that is read.
#[derive(Clone, Copy, Debug)]
pub struct Survey {
    /// Paths, sizes, dates and numbers of all files.
    pub digest: blake3::Hash,
    /// Whether every file has been as it is for a while: two changes within one tick of the clock look like one.
    pub is_settled: bool,
}

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
        let facts: Option<Vec<_>> = entries.par_iter().map(|entry| facts(&entry.metadata().ok()?)).collect();
        let facts = facts?;
        let mut hasher = blake3::Hasher::new();
        for (entry, (bytes, _)) in entries.iter().zip(&facts) {
            let path = entry.path().strip_prefix(root).ok()?.as_os_str().as_encoded_bytes();
            hasher.update(path).update(&[0]).update(bytes);
        }
        let newest = facts.iter().map(|(_, changed)| *changed).max().unwrap_or(SystemTime::UNIX_EPOCH);
        let is_settled = newest.elapsed().is_ok_and(|age| age > WHILE);
        Some(Self { digest: hasher.finalize(), is_settled })
    }
}

/// Size, dates and number of a file, and when it was last changed in any way.
#[cfg(unix)]
fn facts(data: &std::fs::Metadata) -> Option<(Vec<u8>, SystemTime)> {
    use std::os::unix::fs::MetadataExt;
    let numbers = [data.mtime(), data.mtime_nsec(), data.ctime(), data.ctime_nsec()].map(i64::to_le_bytes);
    let more = [data.len(), data.ino(), data.dev()].map(u64::to_le_bytes);
    let changed = Duration::new(u64::try_from(data.ctime()).ok()?, u32::try_from(data.ctime_nsec()).ok()?);
    let bytes = numbers.iter().chain(&more).flatten().copied().collect();
    Some((bytes, SystemTime::UNIX_EPOCH + changed))
}

#[cfg(not(unix))]
fn facts(_: &std::fs::Metadata) -> Option<(Vec<u8>, SystemTime)> {
    None
}
