//! A second copy of a release, of links to its files: the next release is put together in it, so that only what changed
//! is written. The release before waits as such a copy for the next time; most links in it are right already.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use rayon::prelude::*;

use super::manifest::{MANIFEST, Manifest};
use super::{Release, afresh, standing};

impl Release {
    /// Makes this release a copy of the old one, of what `spare` holds as far as that goes: with all that others put
    /// there, without the manifest. Whether every file is now as it was made.
    pub(super) fn copy_old(&self, spare: &Path) -> bool {
        let (Some(old), Some(made), staging) = (&self.old, self.made, self.staging.path()) else {
            return false;
        };
        // Only one of two builds at once gets it. It takes the place of the empty folder, where the system lets it.
        let _ = fs::rename(spare, staging);
        let twin = Twin { out: &self.out, staging, old, made, own: AtomicUsize::new(0) };
        twin.folder("", true).is_some() && twin.own.into_inner() == old.files.len()
    }
}

/// A release that is being copied. Folders are read and files looked at by their names in them: to find each by its
/// whole path takes several times as long.
struct Twin<'a> {
    out: &'a Path,
    staging: &'a Path,
    old: &'a Manifest,
    made: SystemTime,
    /// How many files of the manifest were found, as they were made.
    own: AtomicUsize,
}

/// What the copy holds already under a name.
#[derive(Clone, Copy)]
struct Held {
    is_folder: bool,
    number: Option<u64>,
}

impl Twin<'_> {
    /// Copies a folder, whose path is empty or ends in a stroke, and which may be held already; nothing where something
    /// is not as it was made, or cannot be seen.
    fn folder(&self, path: &str, is_held: bool) -> Option<()> {
        let staging = self.staging.join(path);
        let mut held = if is_held { listed(&staging).ok()? } else { HashMap::new() };
        let mut live = Vec::new();
        for entry in fs::read_dir(self.out.join(path)).ok()? {
            let entry = entry.ok()?;
            let is_folder = entry.file_type().ok()?.is_dir();
            let name = entry.file_name();
            // What is held and is of another kind goes with what has no other half.
            let fits = held.get(&name).is_some_and(|held| held.is_folder == is_folder);
            let held = if fits { held.remove(&name) } else { None };
            live.push((entry, name, is_folder, held));
        }
        for (name, held) in held {
            remove(&staging.join(name), held).ok()?;
        }
        live.into_par_iter().try_for_each(|(entry, name, is_folder, held)| {
            let path = format!("{path}{}", name.to_str()?);
            if is_folder {
                self.folder(&format!("{path}/"), held.is_some())
            } else {
                self.file(&path, &entry, held)
            }
        })
    }

    /// The same for a file.
    fn file(&self, path: &str, entry: &DirEntry, held: Option<Held>) -> Option<()> {
        let to = self.staging.join(path);
        if let Some(known) = self.old.files.get(path) {
            standing::is_as_made(entry.metadata(), known.size, self.made).then_some(())?;
            self.own.fetch_add(1, Ordering::Relaxed);
        } else if path == MANIFEST {
            return held.map_or(Some(()), |held| remove(&to, held).ok());
        }
        let number = number(entry);
        let is_right = number.is_some() && held.is_some_and(|held| held.number == number);
        let link = || fs::hard_link(entry.path(), &to);
        (is_right || afresh(&to, link).is_ok()).then_some(())
    }
}

/// Whether what lies beside one path can be moved to the other, as far as the system tells.
#[cfg(unix)]
pub fn lie_on_one_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let disk = |path: &Path| {
        let path = std::path::absolute(path).ok()?;
        path.ancestors().skip(1).find_map(|above| fs::metadata(above).ok()).map(|data| data.dev())
    };
    disk(one) == disk(other)
}

/// The same where the system does not tell.
#[cfg(not(unix))]
pub fn lie_on_one_disk(_: &Path, _: &Path) -> bool {
    true
}

/// Removes a file, and the folders that held nothing else.
pub(super) fn remove_owned(root: &Path, path: &str) {
    let path = root.join(path);
    let _ = fs::remove_file(&path);
    let above = path.ancestors().skip(1).take_while(|folder| *folder != root);
    let _ = above.map(fs::remove_dir).take_while(Result::is_ok).count();
}

fn remove(path: &Path, held: Held) -> io::Result<()> {
    if held.is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

/// What a folder holds, by name.
fn listed(folder: &Path) -> io::Result<HashMap<OsString, Held>> {
    let held = |entry: io::Result<DirEntry>| {
        let entry = entry?;
        let is_folder = entry.file_type()?.is_dir();
        Ok((entry.file_name(), Held { is_folder, number: number(&entry) }))
    };
    fs::read_dir(folder)?.map(held).collect()
}

#[cfg(unix)]
fn number(entry: &DirEntry) -> Option<u64> {
    use std::os::unix::fs::DirEntryExt;
    Some(entry.ino())
}

#[cfg(not(unix))]
fn number(_: &DirEntry) -> Option<u64> {
    None
}
