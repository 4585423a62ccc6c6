//! How well the structure and the citations of legal texts are found, against marks made from the texts themselves.
//!
//! `cargo run --release --example legal_quality -- FOLDER`: every `NAME.txt` or `NAME.md` of the folder with a
//! `NAME.marks` beside it (see `marks.rs` for what stands in it). What is compared is what `antt outline --format json`
//! prints.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark prints, and may fail by panicking"
)]

mod marks;

use std::path::PathBuf;
use std::process::ExitCode;

use marks::Score;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(folder), None) = (arguments.next().map(PathBuf::from), arguments.next()) else {
        eprintln!("usage: legal_quality FOLDER");
        return ExitCode::from(2);
    };
    let mut score = Score::default();
    match marks::score_folder(&folder, &mut score) {
        Ok(0) => {
            eprintln!("{}: no .marks beside a text", folder.display());
            ExitCode::from(2)
        }
        Ok(texts) => {
            print!("{}", score.differences());
            println!("{texts} texts");
            print!("{}", score.table());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
