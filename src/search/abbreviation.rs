//! Abbreviations that a text explains itself: "cán bộ quản lý (CBQL)".

use crate::vietnamese::fold;

/// Adds what `text` explains: abbreviation and full form.
pub(super) fn explained_in(text: &str, explained: &mut Vec<(String, String)>) {
    for open in memchr::memchr_iter(b'(', text.as_bytes()) {
        let (before, rest) = text.split_at(open);
        let Some(short) = rest.get(1..).and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside)
        else {
            continue;
        };
        // "(sau đây viết tắt là CBQL)" and "(gọi tắt là CBQL)" say the same.
        let short = short.rsplit(' ').next().unwrap_or(short);
        if let Some(full) = expansion(before, short)
            && !explained.iter().any(|(known, _)| known == short)
        {
            explained.push((short.to_owned(), full));
        }
    }
}

/// The last words of `before`, where their initials are the letters of `short`.
fn expansion(before: &str, short: &str) -> Option<String> {
    let letters: Vec<char> = short.chars().collect();
    let fits = |c: &char| c.is_uppercase();
    if !(3..=8).contains(&letters.len()) || !letters.iter().all(fits) {
        return None;
    }
    let words: Vec<&str> = before.rsplit(' ').filter(|word| !word.is_empty()).take(letters.len()).collect();
    let initials: String = words.iter().rev().filter_map(|word| word.chars().next()).collect();
    let full: Vec<&str> = words.iter().rev().copied().collect();
    let whole = full.iter().all(|word| word.chars().all(|c| c.is_alphabetic() || c == ','));
    (fold(&initials) == fold(short) && whole).then(|| full.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_tell() {
        let mut explained = Vec::new();
        explained_in(
            "Các cán bộ quản lý (CBQL) và an ninh, trật tự (sau đây viết tắt là ANTT), hội (không)",
            &mut explained,
        );
        let expected = [("CBQL", "cán bộ quản lý"), ("ANTT", "an ninh, trật tự")];
        assert_eq!(explained, expected.map(|(short, full)| (short.to_owned(), full.to_owned())));
    }
}
