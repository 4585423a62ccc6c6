//! Foreign formats → Markdown.

pub mod text;
