//! Numbers of provisions: `5`, `5a`, `IV`, `đ`, `đ1`, `thứ nhất`, and their order.

use crate::vietnamese::{Key, skip_space, word_at};

/// The number of a provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// As written.
    pub text: String,
    /// Its place among its neighbours.
    pub main: u32,
    /// Its place among the units inserted after `main`: 1 for `5a`, 2 for `5b`; 0 for `5` itself.
    pub extra: u32,
}

/// How a number stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is the next.
    Next,
    /// Later than the next.
    Gap,
    /// The same again.
    Same,
    /// Earlier.
    Back,
}

/// The parts of Roman numbers.
const ROMAN: [(u32, &str); 9] =
    [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];

/// The letters of points in their order. Foreign ones may be left out without a gap.
const LETTERS: &str = "abcdđefghijklmnopqrstuvwxyz";

/// The place of a point's letter, from 1; old fonts write đ as ð.
fn letter_place(c: char) -> Option<u32> {
    let c = if c == 'ð' { 'đ' } else { c };
    let place = LETTERS.chars().position(|letter| letter == c)?;
    u32::try_from(place + 1).ok()
}

/// Whether a row of points may do without this letter.
fn is_foreign(place: u32) -> bool {
    let letter = LETTERS.chars().nth((place as usize).saturating_sub(1));
    matches!(letter, Some('f' | 'j' | 'w' | 'z'))
}

impl Number {
    /// How this number, of points if `letters`, follows `before`; nothing before it stands for the start of a row.
    pub fn step(&self, before: Option<&Self>, letters: bool) -> Step {
        let (main, extra) = before.map_or((0, 0), |number| (number.main, number.extra));
        if (self.main, self.extra) == (main, extra) {
            return Step::Same;
        }
        if (self.main, self.extra) < (main, extra) {
            return Step::Back;
        }
        let inserted = self.main == main && self.extra == extra + 1;
        let mut between = main + 1..self.main;
        let next = self.extra == 0 && self.main > main && between.all(|place| letters && is_foreign(place));
        if inserted || next { Step::Next } else { Step::Gap }
    }

    /// The number in an address: `đ1` is `dd1`.
    pub fn slug(&self) -> String {
        slug(&self.text)
    }

    /// Reads an Arabic number with an inserted letter, `5` or `5a`, at `at`; gives where it ends.
    pub fn arabic(text: &str, at: usize) -> Option<(Self, usize)> {
        let rest = text.get(at..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 {
            return None;
        }
        let main = rest.get(..digits)?.parse().ok()?;
        let mut end = at + digits;
        let mut extra = 0;
        let mut after = rest.get(digits..)?.chars();
        if let Some(c) = after.next()
            && let Some(place) = c.to_lowercase().next().and_then(letter_place)
            && !after.next().is_some_and(char::is_alphabetic)
        {
            extra = place;
            end += c.len_utf8();
        }
        let written = text.get(at..end)?;
        // "05" is 5: tables of contents and old typewriting pad.
        let trimmed = written.trim_start_matches('0');
        let shown = if trimmed.is_empty() { written } else { trimmed };
        Some((Self { text: shown.to_owned(), main, extra }, end))
    }

    /// Reads a Roman number in capitals, `IV` or `IIIa`.
    pub fn roman(text: &str, at: usize) -> Option<(Self, usize)> {
        let rest = text.get(at..)?;
        let length = rest.bytes().take_while(|byte| b"IVXLC".contains(byte)).count();
        let written = rest.get(..length)?;
        let main = roman_value(written)?;
        let mut end = at + length;
        let mut extra = 0;
        let mut after = rest.get(length..)?.chars();
        match after.next() {
            Some(c) if c.is_alphabetic() => {
                let place = letter_place(c)?;
                if after.next().is_some_and(char::is_alphanumeric) {
                    return None;
                }
                extra = place;
                end += c.len_utf8();
            }
            Some(c) if c.is_ascii_digit() => return None,
            _ => {}
        }
        Some((Self { text: text.get(at..end)?.to_owned(), main, extra }, end))
    }

    /// Reads the letter of a point with an inserted digit, `đ` or `đ1`.
    pub fn letter(text: &str, at: usize) -> Option<(Self, usize)> {
        let rest = text.get(at..)?;
        let mut chars = rest.chars();
        let first = chars.next()?;
        let main = letter_place(first.to_lowercase().next()?)?;
        let mut end = at + first.len_utf8();
        let mut extra = 0;
        let mut next = chars.next();
        if let Some(digit) = next.and_then(|c| c.to_digit(10)) {
            extra = digit;
            end += 1;
            next = chars.next();
        }
        // A letter that goes on is a word; a combining mark would make another letter of it.
        if next.is_some_and(|c| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)) {
            return None;
        }
        Some((Self { text: text.get(at..end)?.to_lowercase(), main, extra }, end))
    }

    /// The letter at this place of the points' alphabet; nothing for foreign letters.
    pub fn letter_of(place: u32) -> Option<String> {
        let letter = LETTERS.chars().nth((place as usize).checked_sub(1)?)?;
        (!is_foreign(place)).then(|| letter.to_string())
    }

    /// A Roman number.
    pub fn roman_of(mut value: u32) -> String {
        let mut out = String::new();
        for (worth, part) in ROMAN {
            while value >= worth {
                out.push_str(part);
                value -= worth;
            }
        }
        out
    }

    /// Reads `thứ nhất` to `thứ mười chín`.
    pub fn ordinal(text: &str, at: usize) -> Option<(Self, usize)> {
        const ORDINALS: [(&str, u32); 14] = [
            ("nhaats", 1),
            ("mootj", 1),
            ("hai", 2),
            ("nhif", 2),
            ("ba", 3),
            ("tuw", 4),
            ("boons", 4),
            ("nawm", 5),
            ("lawm", 5),
            ("saus", 6),
            ("bayr", 7),
            ("tams", 8),
            ("chins", 9),
            ("muwowif", 10),
        ];
        let value =
            |key: Key| ORDINALS.iter().find(|(telex, _)| Key::telex(telex) == key).map(|(_, value)| *value);
        let first = word_at(text, at).filter(|word| word.key == Key::telex("thuws"))?;
        let second = word_at(text, skip_space(text, first.end))?;
        let main = value(second.key)?;
        let unit = (main == 10).then(|| word_at(text, skip_space(text, second.end))).flatten();
        let unit =
            unit.and_then(|word| value(word.key).filter(|unit| *unit < 10).map(|unit| (unit, word.end)));
        let (more, end) = unit.unwrap_or((0, second.end));
        let written = text.get(first.start..end)?.to_lowercase();
        Some((Self { text: written, main: main + more, extra: 0 }, end))
    }
}

/// The value of a Roman number in its one right spelling, up to 399.
fn roman_value(written: &str) -> Option<u32> {
    let mut rest = written;
    let mut value = 0;
    for (worth, part) in ROMAN {
        let mut times = 0;
        while let Some(after) = rest.strip_prefix(part) {
            times += 1;
            if times > 3 || (times > 1 && (part.len() == 2 || worth == 5 || worth == 50)) {
                return None;
            }
            value += worth;
            rest = after;
        }
    }
    (value > 0 && rest.is_empty()).then_some(value)
}

/// A number or name in an address: small ASCII letters and digits, đ as `dd`, words joined by hyphens.
pub fn slug(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().flat_map(char::to_lowercase) {
        match c {
            'đ' | 'ð' => out.push_str("dd"),
            c if c.is_ascii_alphanumeric() => out.push(c),
            '\u{300}'..='\u{36f}' => {}
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arabic(text: &str) -> Number {
        Number::arabic(text, 0).unwrap().0
    }

    fn letter(text: &str) -> Number {
        Number::letter(text, 0).unwrap().0
    }

    #[test]
    fn the_alphabet_of_points() {
        let row = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s"];
        let mut before = None;
        for text in row {
            let number = letter(text);
            assert_eq!(number.step(before.as_ref(), true), Step::Next, "{text}");
            before = Some(number);
        }
        assert_eq!(letter("d1").step(Some(&letter("d")), true), Step::Next);
        assert_eq!(letter("đ").step(Some(&letter("d1")), true), Step::Next);
        assert_eq!(letter("e").step(Some(&letter("d")), true), Step::Gap);
        assert_eq!(letter("đ1").slug(), "dd1");
        assert!(Number::letter("an", 0).is_none());
    }

    #[test]
    fn inserted_and_odd_numbers() {
        assert_eq!(arabic("5a").step(Some(&arabic("5")), false), Step::Next);
        assert_eq!(arabic("6").step(Some(&arabic("5b")), false), Step::Next);
        assert_eq!(arabic("7").step(Some(&arabic("5")), false), Step::Gap);
        assert_eq!(arabic("5").step(Some(&arabic("5")), false), Step::Same);
        assert_eq!(arabic("1").step(None, false), Step::Next);
        assert_eq!(arabic("05.").text, "5");
        assert_eq!(arabic("53A.").slug(), "53a");
        assert_eq!(letter("ð)").slug(), "dd");
    }

    #[test]
    fn roman_numbers() {
        let value = |text: &str| Number::roman(text, 0).map(|(number, _)| number.main);
        assert_eq!(value("XIV."), Some(14));
        assert_eq!(value("IIIa"), Some(3));
        assert_eq!(value("IIII"), None);
        assert_eq!(value("VX"), None);
        assert_eq!(value("CA"), None);
        assert_eq!(value("Xuân"), None);
        assert_eq!(Number::ordinal("thứ bảy", 0).unwrap().0.main, 7);
        assert_eq!(Number::ordinal("THỨ HAI", 0).unwrap().0.slug(), "thu-hai");
        assert_eq!(Number::ordinal("thứ mười một", 0).unwrap().0.main, 11);
        assert_eq!(Number::ordinal("thứ mười. Tên", 0).unwrap().0.text, "thứ mười");
    }
}
