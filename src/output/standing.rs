//! Looks at releases that stand: whether one is as it was made, and how two differ.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::manifest::{MANIFEST, Manifest, read_manifest};
use super::{Refusal, failed};
use crate::path::Route;

/// The digest of the manifest of the release at `out`: it stands for all that the release holds.
pub fn digest(out: &Path) -> Option<blake3::Hash> {
    Some(blake3::hash(&fs::read(out.join(MANIFEST)).ok()?))
}

/// Whether the release at `out` is the one with this digest, and every file of it as it was made, as far as sizes and
/// dates tell: the manifest is written last, so a file that is younger was changed since.
pub fn stands(out: &Path, digest: blake3::Hash) -> bool {
    let place = out.join(MANIFEST);
    let Ok(bytes) = fs::read(&place) else { return false };
    if blake3::hash(&bytes) != digest {
        return false;
    }
    let manifest: Option<Manifest> = serde_json::from_slice(&bytes).ok();
    let Some((manifest, made)) = manifest.zip(modified(&place)) else { return false };
    manifest
        .files
        .par_iter()
        .all(|(path, entry)| is_as_made(fs::symlink_metadata(out.join(path.as_str())), entry.size, made))
}

/// Whether a file of which this is known has the size that it was made with, and nobody wrote to it after `made`.
pub(super) fn is_as_made(known: io::Result<Metadata>, size: u64, made: SystemTime) -> bool {
    known.is_ok_and(|data| {
        data.is_file() && data.len() == size && data.modified().is_ok_and(|modified| modified <= made)
    })
}

/// When a file was last written to.
pub(super) fn modified(path: &Path) -> Option<SystemTime> {
    fs::symlink_metadata(path).ok()?.modified().ok()
}

/// The files that are not the same, byte for byte, in two releases.
///
/// # Errors
/// Where one is no release, or cannot be read.
pub fn differences(one: &Path, other: &Path) -> Result<Vec<String>, Refusal> {
    let files = |out: &Path| -> Result<BTreeSet<String>, Refusal> {
        let manifest = read_manifest(out)?.ok_or_else(|| Refusal::Foreign(out.to_owned()))?;
        Ok(manifest.files.keys().map(Route::to_string).chain([MANIFEST.to_owned()]).collect())
    };
    let all: Vec<String> = files(one)?.union(&files(other)?).cloned().collect();
    let differ = |path: &String| -> Result<bool, Refusal> {
        let read = |out: &Path| match fs::read(out.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&out.join(path), error)),
        };
        Ok(read(one)? != read(other)?)
    };
    let found: Result<Vec<Option<String>>, Refusal> =
        all.into_par_iter().map(|path| Ok(differ(&path)?.then_some(path))).collect();
    Ok(found?.into_iter().flatten().collect())
}
