//! A second copy of a release, of links to its files: the next release is put together in it, so that only what changed
//! is written. The release before waits as such a copy for the next time; most links in it are right already.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{MANIFEST, Release, afresh, standing};

/// The files of a folder, and what tells on this machine whether two of them are one.
type Listing = HashMap<String, Option<u64>>;

impl Release {
    /// Makes this release a copy of the old one, of what `spare` holds as far as that goes: with all that others put
    /// there, without the manifest. Whether every file is now as it was made.
    pub(super) fn copy_old(&self, spare: &Path) -> bool {
        let (Some(old), Some(made), staging) = (&self.old, self.made, self.staging.path()) else {
            return false;
        };
        // Only one of two builds at once gets it. It takes the place of the empty folder, where the system lets it.
        let _ = fs::rename(spare, staging);
        let (Some(live), Some(held)) = rayon::join(|| list(&self.out), || list(staging)) else {
            return false;
        };
        let is_right = |path: &str| {
            let file = live.get(path).copied().flatten();
            file.is_some() && held.get(path).copied().flatten() == file
        };
        let is_wrong = |path: &&String| *path == MANIFEST || !is_right(path);
        held.keys().filter(is_wrong).for_each(|path| remove(staging, path));
        let link = |path: &str| {
            let (from, to) = (self.out.join(path), staging.join(path));
            is_right(path) || afresh(&to, || fs::hard_link(&from, &to)).is_ok()
        };
        let own = |(path, entry): (&String, &super::Entry)| {
            standing::is_as_made(&self.out.join(path), entry.size, made) && link(path)
        };
        let is_foreign = |path: &&String| *path != MANIFEST && !old.files.contains_key(*path);
        old.files.par_iter().all(own)
            && live.par_iter().map(|(path, _)| path).filter(is_foreign).all(|path| link(path))
    }
}

/// Removes a file, and the folders that held nothing else.
pub(super) fn remove(root: &Path, path: &str) {
    let path = root.join(path);
    let _ = fs::remove_file(&path);
    let above = path.ancestors().skip(1).take_while(|folder| *folder != root);
    let _ = above.map(fs::remove_dir).take_while(Result::is_ok).count();
}

/// Nothing where a file cannot be seen, or has no name that can be written down.
fn list(folder: &Path) -> Option<Listing> {
    let named = |entry: walkdir::Result<DirEntry>| {
        let entry = entry.ok()?;
        let name = entry.path().strip_prefix(folder).ok()?.to_str()?;
        Some((name.replace(std::path::MAIN_SEPARATOR, "/"), number(&entry)))
    };
    let is_folder =
        |entry: &walkdir::Result<DirEntry>| entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir());
    WalkDir::new(folder).into_iter().filter(|entry| !is_folder(entry)).map(named).collect()
}

#[cfg(unix)]
fn number(entry: &DirEntry) -> Option<u64> {
    use walkdir::DirEntryExt;
    Some(entry.ino())
}

#[cfg(not(unix))]
fn number(_: &DirEntry) -> Option<u64> {
    None
}
