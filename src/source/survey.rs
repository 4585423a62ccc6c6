//! What can be told of the root without opening a file: enough to see that nothing changed.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{FOLDERS, files_in};

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

/// How long a file must have been as it is where the system dates changes in steps of a few milliseconds.
const TICKS: Duration = Duration::from_millis(200);
/// The same where steps may be longer: some file systems keep dates in steps of two seconds.
const STEPS: Duration = Duration::from_secs(3);
/// A date that is no multiple of this was not made in long steps; in nanoseconds.
const SHORT: u32 = 10_000_000;

impl Survey {
    /// Looks at everything that is read under `root`; nothing where something cannot be looked at, or where the system
    /// does not date every change of a file: a date that anyone can set proves nothing.
    pub fn of(root: &Path) -> Option<Self> {
        let mut places = Vec::new();
        for folder in FOLDERS.map(|folder| root.join(folder)).iter().filter(|folder| folder.is_dir()) {
            places.extend(files_in(folder).ok()?);
        }
        let files: Option<Vec<_>> = places.par_iter().map(|place| surveyed(root, place)).collect();
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

fn surveyed(root: &Path, place: &Path) -> Option<Surveyed> {
    let path = place.strip_prefix(root).ok()?.to_str()?;
    let (facts, changed) = facts(&fs::symlink_metadata(place).ok()?)?;
    let is_settled = is_settled(changed, SystemTime::now());
    Some(Surveyed { path: path.replace(std::path::MAIN_SEPARATOR, "/"), facts, is_settled })
}

/// Whether a file that was changed then can no longer be changed within the same step of the clock.
fn is_settled(changed: SystemTime, now: SystemTime) -> bool {
    let is_fine =
        changed.duration_since(SystemTime::UNIX_EPOCH).is_ok_and(|date| date.subsec_nanos() % SHORT != 0);
    now.duration_since(changed).is_ok_and(|age| age > if is_fine { TICKS } else { STEPS })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_settled_after_a_step_of_its_clock() {
        let second = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let after = |changed: SystemTime, milliseconds| {
            is_settled(changed, changed + Duration::from_millis(milliseconds))
        };
        let fine = second + Duration::from_nanos(123_456_789);
        assert_eq!([0, 150, 250, 4_000].map(|age| after(fine, age)), [false, false, true, true]);
        for coarse in [second, second + Duration::from_millis(120)] {
            assert_eq!([0, 250, 2_000, 4_000].map(|age| after(coarse, age)), [false, false, false, true]);
        }
        // A clock that was put back.
        assert!(!is_settled(second + Duration::from_secs(9), second));
    }
}
