//! Compiles one file: text in, [`crate::document::Document`] and diagnostics out. Never fails, does no I/O.

pub mod front_matter;
pub mod citation;
pub mod legal;
pub mod lines;
