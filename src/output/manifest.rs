//! The list of what a release is made of, which lies in it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

use super::{Refusal, failed};
use crate::path::Route;

/// The name of the manifest in a release.
pub(super) const MANIFEST: &str = "manifest.json";

/// What a release is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Manifest {
    /// The program that made it: `antt 0.1.0`.
    pub generator: String,
    /// The day that it was made for.
    pub date: String,
    /// The files by path.
    pub files: BTreeMap<Route, Entry>,
}

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// XXH3 of the content, 128 bits: it tells a file from what stood there before.
    pub digest: String,
    /// Size in bytes.
    pub size: u64,
}

impl Entry {
    /// The entry of a file with this content.
    pub fn of(content: &[u8]) -> Self {
        Self { digest: format!("{:032x}", XxHash3_128::oneshot(content)), size: content.len() as u64 }
    }
}

impl Manifest {
    /// The manifest in JSON, a line for each file: there are tens of thousands.
    pub(super) fn to_json(&self) -> io::Result<Vec<u8>> {
        let mut json = Vec::with_capacity(self.files.len() * 128);
        json.extend(b"{\n  \"generator\": ");
        serde_json::to_writer(&mut json, &self.generator)?;
        json.extend(b",\n  \"date\": ");
        serde_json::to_writer(&mut json, &self.date)?;
        json.extend(b",\n  \"files\": {");
        let files: Vec<(&Route, &Entry)> = self.files.iter().collect();
        let parts: io::Result<Vec<Vec<u8>>> = files.par_chunks(AT_A_TIME).map(lines).collect();
        json.extend(parts?.join(&b","[..]));
        json.extend(b"\n  }\n}\n");
        Ok(json)
    }
}

/// How many lines of a manifest a thread writes at once.
const AT_A_TIME: usize = 1_024;

/// The lines of some files.
fn lines(files: &[(&Route, &Entry)]) -> io::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(files.len() * 128);
    for (at, (path, entry)) in files.iter().enumerate() {
        json.extend(if at == 0 { &b"\n    "[..] } else { b",\n    " });
        serde_json::to_writer(&mut json, path.as_str())?;
        json.extend(b": ");
        serde_json::to_writer(&mut json, entry)?;
    }
    Ok(json)
}

/// The manifest of the release at `out`; nothing where there is no release yet. One that lists what lies outside is not
/// ours: what a manifest lists is deleted one day.
pub(super) fn read_manifest(out: &Path) -> Result<Option<Manifest>, Refusal> {
    let mut entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(out, error)),
    };
    if entries.next().is_none() {
        return Ok(None);
    }
    let bytes = fs::read(out.join(MANIFEST)).map_err(|_| Refusal::Foreign(out.to_owned()))?;
    let manifest: Option<Manifest> = serde_json::from_slice(&bytes).ok();
    let lies_inside = |path: &Route| Route::new(path.as_str()).as_ref() == Some(path);
    let ours = manifest.filter(|manifest| manifest.files.par_iter().all(|(path, _)| lies_inside(path)));
    ours.map(Some).ok_or_else(|| Refusal::Foreign(out.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let mut manifest =
            Manifest { generator: "antt".into(), date: "2024-02-26".into(), ..Manifest::default() };
        for files in [vec![], vec!["a.html"], vec!["a.html", "b/\"c d\".html", "ế.pdf"]] {
            manifest.files =
                files.iter().map(|path| (Route::new(path).unwrap(), Entry::of(path.as_bytes()))).collect();
            let json = manifest.to_json().unwrap();
            assert_eq!(serde_json::from_slice::<Manifest>(&json).unwrap(), manifest);
            assert_eq!(json.iter().filter(|byte| **byte == b'\n').count(), files.len() + 6);
        }
    }
}
