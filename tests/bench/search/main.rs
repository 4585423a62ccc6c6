//! How well search finds and what it costs, with all its gates in one table:
//! `cargo run --release --example search -- [FOLDER] [--pages 1000,10000,100000] [--portal DIR]`.
//!
//! FOLDER holds questions ([`data`]): every way of typing is asked by the published query code in QuickJS, and plain
//! BM25 beside it. `--pages` makes portals of so many pages and measures size and time, `--portal` takes a portal that
//! is there; without either and without a FOLDER, 1,000 and 10,000 pages are made. Chromium measures key presses and,
//! where it is installed, Pagefind on the same pages; what is missing is named in the table.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark prints, and fails by panicking"
)]

mod baseline;
mod browser;
#[path = "../../browser/client.rs"]
#[allow(dead_code, reason = "the browser tests use more of it")]
mod client;
mod data;
mod gates;
mod pages;
mod probe;
mod quality;
#[path = "../../browser/server.rs"]
mod server;
mod size;
mod variant;

use std::path::Path;

use gates::Gates;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (mut folder, mut counts, mut portal) = (None, None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--pages" => counts = arguments.next(),
            "--portal" => portal = arguments.next(),
            _ => folder = Some(argument),
        }
    }
    let mut gates = Gates::default();
    let scripts = size::scripts();
    gates.add("scripts, both", "< 15,000 B", scripts.to_string(), scripts < 15_000);
    if let Some(folder) = &folder {
        quality::table(&data::Data::read(Path::new(folder)), &mut gates);
    } else {
        gates.skip("recall@10", "≥ 0.975", "no FOLDER of questions");
    }
    if let Some(portal) = &portal {
        size::measure(Path::new(portal), &mut gates);
    }
    let counts = counts.or_else(|| (folder.is_none() && portal.is_none()).then(|| "1000,10000".to_owned()));
    for count in counts.iter().flat_map(|counts| counts.split(',')) {
        let root = tempfile::tempdir().expect("a folder");
        pages::write(root.path(), count.parse().expect("a number of pages"));
        size::measure(root.path(), &mut gates);
    }
    println!("\n{gates}");
}
