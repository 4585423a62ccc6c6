//! Writes a portal to measure with: `cargo run --release --example corpus -- PAGES antt|hugo|zola FOLDER`.
#![allow(clippy::print_stderr, clippy::indexing_slicing, clippy::exit, reason = "a tool of the benchmarks")]

mod corpus;

use std::path::Path;

use corpus::Flavour;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pages, flavour, folder] = arguments.as_slice() else { usage() };
    let flavour = match flavour.as_str() {
        "antt" => Flavour::Antt,
        "hugo" => Flavour::Hugo,
        "zola" => Flavour::Zola,
        _ => usage(),
    };
    let Ok(pages) = pages.parse() else { usage() };
    if let Err(error) = corpus::write(Path::new(folder), pages, flavour) {
        eprintln!("{folder}: {error}");
        std::process::exit(1);
    }
}

fn usage() -> ! {
    eprintln!("corpus PAGES antt|hugo|zola FOLDER");
    std::process::exit(2)
}
