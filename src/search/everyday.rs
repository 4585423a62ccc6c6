//! Everyday words: what people ask with where laws say something else ("sổ đỏ", "đuổi việc").

use super::format::canonical;

/// What people say, then what laws say in its place, in canonical form: one line of `everyday.txt` each.
pub(super) fn everyday() -> Vec<Vec<String>> {
    let said = include_str!("everyday.txt").lines().filter(|line| !line.starts_with('#'));
    said.map(|line| line.split('=').map(canonical).collect()).collect()
}
