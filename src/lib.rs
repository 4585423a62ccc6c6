//! antt.
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod parse;
pub mod path;
pub mod render;
pub mod text;
pub mod yaml;
