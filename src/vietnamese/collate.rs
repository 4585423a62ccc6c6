//! The order of Vietnamese dictionaries: a ă â b c d đ e ê … o ô ơ … u ư … y, tones only where letters are equal.

use super::letter::{Letter, Mark, letters};

/// Sorts as the text does in Vietnamese: letters first, then tones (none, huyền, hỏi, ngã, sắc, nặng), then case is
/// left to the caller. Numbers count by value ("Điều 9" before "Điều 10").
pub fn collation_key(text: &str) -> Vec<u8> {
    let mut primary: Vec<u8> = Vec::with_capacity(text.len() * 2);
    let mut tones: Vec<u8> = Vec::new();
    let mut digits: Vec<u8> = Vec::new();
    letters(text, |letter| {
        if let Letter::Plain(digit @ b'0'..=b'9') = letter {
            if digits != [b'0'] {
                digits.push(digit);
            } else {
                digits = vec![digit];
            }
            return;
        }
        flush_number(&mut digits, &mut primary, &mut tones);
        match letter {
            Letter::Plain(ascii) => {
                primary.extend(place(ascii));
                tones.push(0);
            }
            Letter::Mark(mark) => add_mark(mark, &mut primary, &mut tones),
            Letter::Other(c) => {
                let [_, a, b, c] = (c as u32).to_be_bytes();
                primary.extend([0xf0 + a.min(0xf), b, c]);
                tones.push(0);
            }
            Letter::Gap(_) => {
                if primary.last() != Some(&GAP) && !primary.is_empty() {
                    primary.push(GAP);
                    tones.push(0);
                }
            }
            Letter::Nothing => {}
        }
    });
    flush_number(&mut digits, &mut primary, &mut tones);
    while tones.last() == Some(&0) {
        tones.pop();
    }
    primary.push(0);
    primary.append(&mut tones);
    primary
}

/// Between words; below every letter and digit, so that "an ninh" stands before "anh".
const GAP: u8 = 1;

/// The place of a letter: the base letter's, then that of its kind (a 2, ă 3, â 4; d 2, đ 3).
fn place(ascii: u8) -> [u8; 2] {
    match ascii {
        b'D' => [b'd', 3],
        _ => [ascii, 2],
    }
}

/// Puts a run of digits down by value: how many there are, then what they are.
fn flush_number(digits: &mut Vec<u8>, primary: &mut Vec<u8>, tones: &mut Vec<u8>) {
    if !digits.is_empty() {
        primary.push(b'0');
        primary.push(u8::try_from(digits.len()).unwrap_or(u8::MAX));
        primary.append(digits);
        tones.push(0);
    }
}

/// A mark changes the letter before it: quality its place, a tone the second level.
fn add_mark(mark: Mark, primary: &mut [u8], tones: &mut [u8]) {
    match (mark.tone(), tones.last_mut(), primary) {
        (Some(tone), Some(last), _) => *last = tone.max(*last),
        (None, _, [.., base, kind]) => match (*base, mark) {
            (b'a', Mark::Breve) | (b'e' | b'o', Mark::Circumflex) | (b'u', Mark::Horn) => *kind = 3,
            (b'a', Mark::Circumflex) | (b'o', Mark::Horn) => *kind = 4,
            _ => {}
        },
        _ => {}
    }
}

/// The letter under which the text stands in an A–Z list: `Đ`, `Ơ`, `#` for digits and signs.
pub fn initial(text: &str) -> String {
    let mut first: Option<char> = None;
    let mut done = false;
    letters(text, |letter| {
        if done {
            return;
        }
        match (letter, first) {
            (Letter::Mark(mark), Some(base)) => {
                first = Some(match (base, mark) {
                    ('A', Mark::Breve) => 'Ă',
                    ('A', Mark::Circumflex) => 'Â',
                    ('E', Mark::Circumflex) => 'Ê',
                    ('O', Mark::Circumflex) => 'Ô',
                    ('O', Mark::Horn) => 'Ơ',
                    ('U', Mark::Horn) => 'Ư',
                    _ => base,
                });
            }
            (_, Some(_)) => done = true,
            (Letter::Plain(b'D'), None) => first = Some('Đ'),
            (Letter::Plain(ascii), None) => first = Some(char::from(ascii.to_ascii_uppercase())),
            (Letter::Other(c), None) => first = c.to_uppercase().next(),
            (Letter::Gap(_) | Letter::Mark(_) | Letter::Nothing, None) => {}
        }
    });
    first.filter(|c| c.is_alphabetic()).map_or_else(|| String::from("#"), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_dictionary() {
        let sorted = [
            "an ninh",
            "anh",
            "ăn",
            "ân",
            "ba",
            "bà",
            "bả",
            "bã",
            "bá",
            "bạ",
            "bà con",
            "bá cáo",
            "cấp",
            "dân",
            "đám",
            "Điều 2",
            "Điều 9",
            "Điều 10",
            "em",
            "êm",
            "o",
            "ô",
            "ơ",
            "u",
            "ư",
            "y",
        ];
        let mut shuffled: Vec<&str> = sorted.iter().rev().copied().collect();
        shuffled.sort_by_key(|text| collation_key(text));
        // Tones come second over the whole text, so "bà con" and "bá cáo" stand by their letters.
        let expected = [
            "an ninh",
            "anh",
            "ăn",
            "ân",
            "ba",
            "bà",
            "bả",
            "bã",
            "bá",
            "bạ",
            "bá cáo",
            "bà con",
            "cấp",
            "dân",
            "đám",
            "Điều 2",
            "Điều 9",
            "Điều 10",
            "em",
            "êm",
            "o",
            "ô",
            "ơ",
            "u",
            "ư",
            "y",
        ];
        assert_eq!(shuffled, expected);
    }

    #[test]
    fn initials() {
        let cases = [("đề án", "Đ"), ("Ứng", "Ư"), ("ổn", "Ô"), ("3204", "#"), ("“Ấm”", "Â"), ("", "#")];
        for (text, expected) in cases {
            assert_eq!(initial(text), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC*") {
            collation_key(&text);
            initial(&text);
        }
    }
}
