//! Everything that can be tested without a browser, in one binary.
//!
//! - [`cases`]: small sites in `tests/sites/`, each with what must come of it;
//! - [`release`] and [`codes`]: what a build leaves on disk, and how the program ends;
//! - [`cached`]: the same with what earlier builds kept;
//! - [`again`]: after an edit, the same from what changed alone;
//! - [`property`]: whatever the input, no panic, and no link that leads nowhere;
//! - [`portal`]: the real content and the pages made from it;
//! - [`akoma`]: documents for other systems of law against their schema;
//! - [`laws`]: the legal passes on real laws, where they are at hand;
//! - [`marked`]: provisions and citations of small texts against marks beside them;
//! - [`layering`]: the rules of the source itself.
//!
//! `UPDATE=1 cargo test --test suite` writes the expected files anew; read the difference before you keep it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says why it was skipped"
)]

mod again;
mod akoma;
mod antt;
mod cached;
mod cases;
mod codes;
mod html;
mod laws;
mod layering;
mod marked;
mod mistakes;
mod portal;
mod property;
mod release;
mod web;
