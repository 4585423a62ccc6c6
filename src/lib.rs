//! antt.
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod parse;
pub mod path;
pub mod render;
pub mod text;
