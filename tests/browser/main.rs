//! The built portal in Debian's Chromium, as its readers meet it: from a web host, from a sub-folder of one, and
//! opened from disk. `tests/run` installs what this needs and runs it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod citations;
mod client;
mod firefox;
mod keyboard;
mod legal;
mod live;
mod pages;
mod search;
mod search_page;
mod suggestions;
mod server;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

/// The portal, built once.
fn portal() -> &'static Path {
    static PORTAL: OnceLock<TempDir> = OnceLock::new();
    let built = PORTAL.get_or_init(|| {
        let out = tempfile::tempdir().unwrap();
        let status = Command::new(env!("CARGO_BIN_EXE_antt"))
            .args(["build", "--quiet", "--date", "2024-02-26", "--root", env!("CARGO_MANIFEST_DIR"), "--out"])
            .arg(out.path().join("public"))
            .status()
            .unwrap();
        assert!(status.success(), "the portal is built");
        out
    });
    Box::leak(built.path().join("public").into_boxed_path())
}

/// Where the portal can be met: the kind of place and the address of its first folder.
fn places() -> [(&'static str, String); 3] {
    static HOST: OnceLock<String> = OnceLock::new();
    let host = HOST.get_or_init(|| server::serve(portal()).0);
    [
        ("a web host", host.clone()),
        ("a sub-folder", format!("{host}cong/antt/")),
        ("the disk", format!("file://{}/", portal().display())),
    ]
}

/// The web host's address.
fn host() -> String {
    places()[0].1.clone()
}

/// A page of every kind, the longest of each, as paths.
fn every_kind() -> Vec<String> {
    let mut longest: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(portal().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let page = std::fs::read_to_string(entry.path()).unwrap();
                let kind =
                    page.split_once("<body class=\"").map_or("", |(_, rest)| rest.split('"').next().unwrap());
                let place = longest.entry(kind.to_owned()).or_default();
                if !kind.is_empty() && page.len() > place.0 {
                    *place = (page.len(), path.to_string_lossy().into_owned());
                }
            }
        }
    }
    let pages: Vec<String> =
        longest.into_values().map(|(_, path)| path).filter(|path| !path.is_empty()).collect();
    assert!(pages.len() >= 12, "a page of every kind is among {pages:?}");
    pages
}
