//! antt makes websites of Markdown: it **compiles** each file, **links** each site and **emits** each route.
//!
//! 1. [`source`] reads everything under the root: texts, data files, pictures, themes.
//! 2. [`config`] and [`parse`] compile each file alone into a [`document::Document`], in parallel. Nothing fails:
//!    what is wrong becomes a [`diagnostic::Diagnostic`] with a place and a way out.
//! 3. [`link`] makes a [`site::Site`] for the portal, or for one school: which pages it shows, at which addresses,
//!    and where every link leads. It reads outlines only and is done again on every change.
//! 4. [`render`] makes each route from a view that holds all it may show, [`search`] makes the index.
//! 5. [`output`] puts the release together beside the old one and swaps it in at once.
//!
//! [`cache`] keeps what earlier builds made, so that what did not change is not made again.
//!
//! [`pipeline`] is all of this on one screen. The modules below are listed in the order in which they may use each
//! other: a later one an earlier one, never the reverse.

// Ground: no knowledge of pages.
pub mod text;
pub mod hash;
pub mod path;
pub mod diagnostic;
pub mod date;
pub mod vietnamese;
pub mod yaml;
// Data of documents and configuration.
pub mod document;
pub mod config;
// Read: the only reader of the root, and what earlier builds kept.
pub mod source;
pub mod cache;
// Compile, one file at a time.
pub mod parse;
// Link, one site at a time.
pub mod site;
pub mod link;
// Emit, one route at a time.
pub mod theme;
pub mod render;
pub mod search;
pub mod output;
// Edge.
pub mod pipeline;
pub mod report;
pub mod watch;
pub mod server;
pub mod import;
pub mod command;
pub mod cli;
