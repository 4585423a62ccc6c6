//! 2: Markdown.

super::codes! {}
