//! Sees what is saved under the root.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use walkdir::WalkDir;

use crate::source::{self, Failure};

/// How long a file must be at rest: editors save in several steps.
const REST: Duration = Duration::from_millis(8);
/// How often that is looked at.
const TICK: Duration = Duration::from_millis(2);

/// What may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Files and folders, by their paths under the root.
    Of(BTreeSet<PathBuf>),
    /// More than the system could keep count of.
    All,
}

impl Changes {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Of(mut paths), Self::Of(more)) => {
                paths.extend(more);
                Self::Of(paths)
            }
            _ => Self::All,
        }
    }
}

/// Tells of changes for as long as it lives.
pub struct Watch {
    root: PathBuf,
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
}

impl Watch {
    /// Watches what is read under `root`, a path in its canonical form.
    ///
    /// # Errors
    /// Where the system cannot watch the folders.
    pub fn start(root: &Path, tell: impl Fn(Changes) + Send + 'static) -> Result<Self, Failure> {
        let base = root.to_owned();
        let handler = move |result: DebounceEventResult| {
            if let Some(changes) = changes(&base, result) {
                tell(changes);
            }
        };
        let failed = |error: notify::Error| Failure { path: root.to_owned(), reason: reason(error) };
        let mut debouncer = new_debouncer(REST, Some(TICK), handler).map_err(failed)?;
        // The root itself only for its folders to come; what is published there is none of our business.
        debouncer.watch(root, RecursiveMode::NonRecursive).map_err(failed)?;
        let mut watch = Self { root: root.to_owned(), debouncer };
        watch.folders(|_| true)?;
        Ok(watch)
    }

    /// Watches folders that are there anew.
    ///
    /// # Errors
    /// Where the system cannot watch them.
    pub fn follow(&mut self, changes: &Changes) -> Result<(), Failure> {
        self.folders(|folder| match changes {
            Changes::Of(paths) => paths.contains(Path::new(folder)),
            Changes::All => true,
        })
    }

    fn folders(&mut self, wanted: impl Fn(&str) -> bool) -> Result<(), Failure> {
        for folder in source::FOLDERS.into_iter().filter(|folder| wanted(folder)) {
            let path = self.root.join(folder);
            if path.is_dir() {
                let watched = self.debouncer.watch(&path, RecursiveMode::Recursive);
                watched.map_err(|error| Failure { path, reason: reason(error) })?;
            }
        }
        Ok(())
    }
}

fn reason(error: notify::Error) -> io::Error {
    match error.kind {
        notify::ErrorKind::Io(error) => error,
        other => io::Error::other(notify::Error::new(other).to_string()),
    }
}

/// What events come to; nothing where no file that is read can be another now.
fn changes(root: &Path, result: DebounceEventResult) -> Option<Changes> {
    // What went wrong in watching may have hidden changes.
    let Ok(events) = result else { return Some(Changes::All) };
    let mut paths = BTreeSet::new();
    for event in events {
        if event.need_rescan() {
            return Some(Changes::All);
        }
        // Reading is no change, and the compiler reads.
        if matches!(event.kind, EventKind::Access(_)) {
            continue;
        }
        let relative = event.paths.iter().filter_map(|path| path.strip_prefix(root).ok());
        paths.extend(relative.filter(|path| source::is_read(path)).map(Path::to_owned));
    }
    (!paths.is_empty()).then_some(Changes::Of(paths))
}

/// The files that were saved after `moment`, as far as their dates tell: what the first reading may have missed
/// before the watch began.
pub fn saved_since(root: &Path, moment: SystemTime) -> Changes {
    // Some file systems keep whole seconds.
    let moment = moment.checked_sub(Duration::from_secs(1)).unwrap_or(moment);
    let files = source::FOLDERS.into_iter().flat_map(|folder| WalkDir::new(root.join(folder))).flatten();
    let saved = files.filter(|entry| {
        let modified = entry.metadata().ok().and_then(|data| data.modified().ok());
        entry.file_type().is_file() && modified.is_some_and(|modified| modified >= moment)
    });
    Changes::Of(saved.filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Changes {
        Changes::Of(names.iter().map(PathBuf::from).collect())
    }

    #[test]
    fn changes_add_up() {
        assert_eq!(paths(&["a"]).and(paths(&["b", "a"])), paths(&["a", "b"]));
        assert_eq!(paths(&["a"]).and(Changes::All), Changes::All);
    }

    #[test]
    fn recent_files_are_found() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("content/a")).unwrap();
        std::fs::write(root.path().join("content/a/b.md"), "b").unwrap();
        let now = SystemTime::now();
        assert_eq!(saved_since(root.path(), now), paths(&["content/a/b.md"]));
        assert_eq!(saved_since(root.path(), now + Duration::from_secs(60)), paths(&[]));
    }
}
