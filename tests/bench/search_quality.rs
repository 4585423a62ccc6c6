//! How well search finds and what it costs.

#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a benchmark prints, and fails by panicking"
)]

use std::path::Path;
use std::time::Instant;

use antt_portal::search::{PageIndex, SearchOptions, SearchPage, SearchSection, build, index_page};
use rayon::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Doc {
    _id: String,
    title: String,
    text: String,
    #[serde(default)]
    number: Option<String>,
    #[serde(default, rename = "type")]
    doc_type: Option<String>,
}

fn main() {
    let folder = std::env::args().nth(1).expect("folder");
    let out = std::env::args().nth(2).expect("out");
    let text = std::fs::read_to_string(Path::new(&folder).join("corpus.jsonl")).expect("corpus");
    let docs: Vec<Doc> = text.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    let begin = Instant::now();
    let pages: Vec<PageIndex> = docs.par_iter().map(page).collect();
    let read = begin.elapsed();
    let files = build(pages, &SearchOptions::default());
    let total = begin.elapsed();
    let size: usize = files.iter().map(|file| file.bytes.len()).sum();
    eprintln!("{} docs: read {read:?}, in all {total:?}; {} files, {size} bytes", docs.len(), files.len());
    let out = Path::new(&out);
    std::fs::create_dir_all(out.join("search")).expect("folder");
    for file in &files {
        std::fs::write(out.join(&file.path), &file.bytes).expect("write");
    }
}

fn page(doc: &Doc) -> PageIndex {
    index_page(&SearchPage {
        url: &doc._id,
        title: &doc.title,
        kind: "legal",
        number: doc.number.as_deref(),
        doc_type: doc.doc_type.as_deref(),
        sections: vec![SearchSection { text: doc.text.as_str().into(), ..Default::default() }],
        ..Default::default()
    })
}
