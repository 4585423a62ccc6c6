//! antt.
pub mod command;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod import;
pub mod parse;
pub mod path;
pub mod render;
pub mod report;
pub mod search;
pub mod text;
pub mod vietnamese;
pub mod yaml;
