//! The only writer of sites. A release is put together beside the old one and swapped in at once, so that a reader
//! or a crash sees the old release or the new one, never a mixture. Only what a manifest owns is ever deleted.

mod manifest;
mod standing;
mod twin;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::path::Route;
use crate::source::Failure;
pub use manifest::{Entry, Manifest};
use manifest::{MANIFEST, read_manifest};
pub use standing::{differences, digest, stands};
pub use twin::lie_on_one_disk;

/// Why a release was not made.
#[derive(Debug)]
pub enum Refusal {
    /// The folder holds files and no manifest: it is not ours to replace.
    Foreign(PathBuf),
    /// The machine failed.
    Failed(Failure),
}

/// A release that is being put together.
pub struct Release {
    out: PathBuf,
    staging: TempDir,
    old: Option<Manifest>,
    /// When the old release was made.
    made: Option<SystemTime>,
    /// Where a copy waits for the next time; only a release that began as one has this.
    spare: Option<PathBuf>,
}

impl Release {
    /// Begins a release that will stand at `out`.
    ///
    /// # Errors
    /// Where `out` holds files that no manifest owns up to, or the machine fails.
    pub fn begin(out: &Path) -> Result<Self, Refusal> {
        let out = std::path::absolute(out).map_err(|reason| failed(out, reason))?;
        let old = read_manifest(&out)?;
        let staging = folder_beside(&out).map_err(|reason| failed(&out, reason))?;
        let made = standing::modified(&out.join(MANIFEST));
        Ok(Self { out, staging, old, made, spare: None })
    }

    /// Begins a release as a copy of the one with this digest, which it will replace; nothing where another one stands
    /// at `out`, or one that was touched. At `spare` the release before waits for the next time.
    ///
    /// # Errors
    /// As for [`Self::begin`].
    pub fn begin_after(out: &Path, before: blake3::Hash, spare: &Path) -> Result<Option<Self>, Refusal> {
        if digest(out) != Some(before) {
            return Ok(None);
        }
        let mut release = Self::begin(out)?;
        if !release.copy_old(spare) {
            return Ok(None);
        }
        release.spare = Some(spare.to_owned());
        Ok(Some(release))
    }

    /// Writes one file; one that has not changed is a hard link to the old release's.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn write(&self, route: &Route, bytes: &[u8]) -> Result<Entry, Refusal> {
        let entry = Entry::of(bytes);
        let path = self.staging.path().join(route.as_str());
        let is_same = self.old_entry(route) == Some(&entry);
        if is_same && (self.spare.is_some() || self.link_old(route.as_str(), &entry)) {
            return Ok(entry);
        }
        afresh(&path, || File::create_new(&path)?.write_all(bytes))
            .map_err(|reason| failed(&self.out.join(route.as_str()), reason))?;
        Ok(entry)
    }

    /// Copies one file from elsewhere on the machine.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn copy(&self, route: &Route, from: &Path) -> Result<Entry, Refusal> {
        let bytes = fs::read(from).map_err(|reason| failed(from, reason))?;
        self.write(route, &bytes)
    }

    /// Whether the release before holds the very same file.
    fn old_entry(&self, route: &Route) -> Option<&Entry> {
        self.old.as_ref().and_then(|old| old.files.get(route.as_str()))
    }

    /// Links a file of the old release, if nobody wrote to it since.
    fn link_old(&self, route: &str, entry: &Entry) -> bool {
        let (old, path) = (self.out.join(route), self.staging.path().join(route));
        let is_as_made =
            self.made.is_some_and(|made| standing::is_as_made(fs::symlink_metadata(&old), entry.size, made));
        is_as_made && afresh(&path, || fs::hard_link(&old, &path)).is_ok()
    }

    /// A file of the old release, where it is as it was made.
    pub fn read_old(&self, path: &str) -> Option<Vec<u8>> {
        let entry = self.old.as_ref()?.files.get(path)?;
        let bytes = fs::read(self.out.join(path)).ok()?;
        (Entry::of(&bytes) == *entry).then_some(bytes)
    }

    /// Makes the release the one that readers see.
    ///
    /// # Errors
    /// Where the machine fails: then the old release stands as it was.
    pub fn finish(self, files: BTreeMap<Route, Entry>, date: &str) -> Result<Manifest, Refusal> {
        let generator = concat!("antt ", env!("CARGO_PKG_VERSION")).to_owned();
        let manifest = Manifest { generator, date: date.to_owned(), files };
        let json = manifest.to_json().map_err(|reason| failed(&self.out, reason))?;
        let path = self.staging.path().join(MANIFEST);
        afresh(&path, || File::create_new(&path)?.write_all(&json))
            .map_err(|reason| failed(&path, reason))?;
        self.keep_foreign(&manifest)?;
        open_to_readers(self.staging.path());
        swap(self.staging.path(), &self.out).map_err(|reason| failed(&self.out, reason))?;
        // What the staging folder holds now is the old release, or nothing; what is left of it goes with `TempDir`.
        if let Some(old) = &self.old {
            old.files
                .par_iter()
                .for_each(|(path, _)| drop(fs::remove_file(self.staging.path().join(path.as_str()))));
        }
        Ok(manifest)
    }

    /// The same of one that began as a copy, in which these files were made and those are `gone`.
    ///
    /// # Errors
    /// As for [`Self::finish`].
    pub fn finish_copy(
        mut self,
        made: BTreeMap<Route, Entry>,
        gone: &BTreeSet<String>,
        date: &str,
    ) -> Result<Manifest, Refusal> {
        // The copy holds what others put there already, and stays as it is for the next time: without the old manifest
        // nothing is carried over or removed once more.
        let mut files = self.old.take().map(|old| old.files).unwrap_or_default();
        for path in gone {
            twin::remove_owned(self.staging.path(), path);
            files.remove(path.as_str());
        }
        files.extend(made);
        self.finish(files, date)
    }

    /// Carries over what somebody else put into the old release's folder.
    fn keep_foreign(&self, new: &Manifest) -> Result<(), Refusal> {
        let Some(old) = &self.old else { return Ok(()) };
        for entry in WalkDir::new(&self.out).into_iter().filter_map(Result::ok) {
            let Ok(relative) = entry.path().strip_prefix(&self.out) else { continue };
            let name = relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            if entry.file_type().is_dir()
                || name == MANIFEST
                || old.files.contains_key(name.as_str())
                || new.files.contains_key(name.as_str())
            {
                continue;
            }
            let to = self.staging.path().join(relative);
            let carry =
                || fs::hard_link(entry.path(), &to).or_else(|_| fs::copy(entry.path(), &to).map(drop));
            afresh(&to, carry).map_err(|reason| failed(entry.path(), reason))?;
        }
        Ok(())
    }
}

impl Drop for Release {
    /// A copy waits for the next time, as the release before or as far as it came.
    fn drop(&mut self) {
        if let Some(spare) = &self.spare {
            let _ = spare.parent().map(fs::create_dir_all);
            let _ = fs::rename(self.staging.path(), spare);
        }
    }
}

/// A folder for a while, beside `out`: what is put together there can be renamed to it.
fn folder_beside(out: &Path) -> io::Result<TempDir> {
    let parent = out.parent().unwrap_or(Path::new(".")).to_owned();
    fs::create_dir_all(&parent)?;
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let prefix = format!(".{name}.antt-");
    remove_stale(&parent, &prefix);
    tempfile::Builder::new().prefix(&prefix).tempdir_in(&parent)
}

/// Lends a place for a release beside `out`, of which nothing is left afterwards.
///
/// # Errors
/// Where the machine fails.
pub fn beside<T>(out: &Path, work: impl FnOnce(&Path) -> T) -> io::Result<T> {
    let folder = folder_beside(&std::path::absolute(out)?)?;
    Ok(work(&folder.path().join("site")))
}

fn failed(path: &Path, reason: io::Error) -> Refusal {
    Refusal::Failed(Failure { path: path.to_owned(), reason })
}

/// Runs `make`, which makes a new file at `path`, and once more after making the folder where that was missing, or
/// removing what stood there: it may be a link to a file of the old release, which must not be written to.
fn afresh(path: &Path, make: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match make() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            make()
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            make()
        }
        result => result,
    }
}

/// Removes what builds that were killed left behind. A build that still runs is younger than an hour.
fn remove_stale(parent: &Path, prefix: &str) {
    let old = |entry: &fs::DirEntry| {
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
        age.is_some_and(|age| age.as_secs() > 3600)
    };
    for entry in fs::read_dir(parent).into_iter().flatten().filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(prefix) && old(&entry) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Temporary folders are closed to other users; a release is not.
#[cfg(unix)]
fn open_to_readers(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o755));
}

#[cfg(not(unix))]
fn open_to_readers(_: &Path) {}

/// Puts `new` where `out` is, and what was there where `new` was: in one step where the system can.
#[cfg(target_os = "linux")]
fn swap(new: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    if !out.exists() {
        return fs::rename(new, out);
    }
    match renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some file systems (network shares) cannot exchange.
        Err(error) if error == rustix::io::Errno::INVAL || error == rustix::io::Errno::NOSYS => {
            two_renames(new, out)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn swap(new: &Path, out: &Path) -> io::Result<()> {
    if out.exists() { two_renames(new, out) } else { fs::rename(new, out) }
}

/// Moves the old release aside and the new one into its place; if that fails, the old one comes back.
fn two_renames(new: &Path, out: &Path) -> io::Result<()> {
    let aside = new.with_extension("old");
    fs::rename(out, &aside)?;
    if let Err(error) = fs::rename(new, out) {
        fs::rename(&aside, out)?;
        return Err(error);
    }
    fs::remove_dir_all(&aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(out: &Path, files: &[(&str, &str)]) -> Manifest {
        let release = Release::begin(out).unwrap();
        let entries = files.iter().map(|(path, text)| {
            let route = Route::new(path).unwrap();
            let entry = release.write(&route, text.as_bytes()).unwrap();
            (route, entry)
        });
        let entries = entries.collect();
        release.finish(entries, "2024-02-26").unwrap()
    }

    #[test]
    fn a_release_replaces_only_what_it_owns() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        release(&out, &[("a.html", "1"), ("b/c.html", "2")]);
        fs::write(out.join("CNAME"), "theirs").unwrap();
        release(&out, &[("a.html", "1"), ("d.html", "3")]);
        assert_eq!(fs::read_to_string(out.join("CNAME")).unwrap(), "theirs");
        assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "1");
        assert!(!out.join("b").exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_manifest_that_lists_what_lies_outside_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        for (path, ours) in
            [("a.html", true), ("../thesis.doc", false), ("/etc/passwd", false), ("a/../b", false)]
        {
            fs::create_dir_all(&out).unwrap();
            let files = format!("{{\"{path}\": {{\"digest\": \"\", \"size\": 1}}}}");
            let json = format!("{{\"generator\": \"\", \"date\": \"\", \"files\": {files}}}");
            fs::write(out.join(MANIFEST), json).unwrap();
            assert_eq!(Release::begin(&out).is_ok(), ours, "{path}");
        }
    }

    #[test]
    fn a_foreign_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.doc"), "years of work").unwrap();
        assert!(matches!(Release::begin(folder.path()), Err(Refusal::Foreign(_))));
    }
}
