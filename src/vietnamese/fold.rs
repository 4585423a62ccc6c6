//! Text cleaned, folded, and made into addresses.

use std::collections::HashMap;

use super::letter::{Letter, letters};
use crate::text::nfc;

/// One spelling of what looks the same: NFC, every stroke-d as đ, plain spaces and hyphens, no invisible marks.
pub fn clean(text: &str) -> String {
    let keep = |c: char| match c {
        'Ð' | 'Ɖ' => Some('Đ'),
        'ð' | 'ɖ' => Some('đ'),
        '\u{a0}' | '\u{202f}' | '\u{2007}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        _ => Some(c),
    };
    nfc(text).chars().filter_map(keep).collect()
}

/// Lower case without accents, đ as d: "Điều 5" → "dieu 5".
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    letters(text, |letter| match letter {
        Letter::Plain(b'D') => folded.push('d'),
        Letter::Plain(ascii) => folded.push(char::from(ascii)),
        Letter::Other(c) | Letter::Gap(c) => folded.push(c),
        Letter::Mark(_) | Letter::Nothing => {}
    });
    folded
}

/// The name of a thing as a part of an address: folded, with one `-` for whatever is not a letter or digit.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    letters(text, |letter| {
        let c = match letter {
            Letter::Plain(b'D') => 'd',
            Letter::Plain(ascii) => char::from(ascii),
            Letter::Other(c) => c,
            Letter::Gap(_) => {
                gap = true;
                return;
            }
            Letter::Mark(_) | Letter::Nothing => return,
        };
        if gap && !slug.is_empty() {
            slug.push('-');
        }
        gap = false;
        slug.push(c);
    });
    slug
}

/// The [`slug`] of a text among those `used`: `slug`, or `slug-2`, `slug-3` where it is taken; `muc` where it is empty.
pub fn unique_slug(text: &str, used: &mut HashMap<String, u32>) -> String {
    let mut slug = slug(text);
    if slug.is_empty() {
        slug.push_str("muc");
    }
    let mut id = slug.clone();
    while used.contains_key(&id) {
        // A text that ends in a number may stand where the count leads.
        let count = used.entry(slug.clone()).or_insert(1);
        *count += 1;
        id = format!("{slug}-{count}");
    }
    used.insert(id.clone(), 1);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let cases = [
            ("Điều 5. Đối tượng", "dieu-5-doi-tuong"),
            ("  Quy chế 01/QCPH–CAT ", "quy-che-01-qcph-cat"),
            ("HO\u{300}A", "hoa"),
            ("…", ""),
            ("Ðề án", "de-an"),
            ("straße 北京", "straße-北京"),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected);
        }
    }

    #[test]
    fn cleaning() {
        assert_eq!(clean("Ðe\u{302}\u{300} \u{a0}a\u{ad}n – X"), "Đề  an - X");
    }

    proptest::proptest! {
        #[test]
        fn folding_never_panics_and_is_stable(text in "\\PC*") {
            let folded = fold(&text);
            proptest::prop_assert_eq!(fold(&folded), folded);
            proptest::prop_assert_eq!(slug(&slug(&text)), slug(&text));
            proptest::prop_assert_eq!(clean(&clean(&text)), clean(&text));
        }
    }
}
