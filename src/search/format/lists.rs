//! Numbers, and the postings of one spelling.

use super::{Files, Name};
use crate::search::weight::{LEVELS, worth};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The signs of levels, from low to high.
const SIGNS: &[u8; LEVELS] = b"!#$%&()*.:;=?@[]";
/// Postings of more letters than this lie in a file of their own.
const LONG: usize = 3_000;
/// Of lists longer than this, the units at lower levels lie in a second file.
const VERY_LONG: usize = 2_500;

/// What each digit is worth; 64 for what is none.
#[expect(clippy::indexing_slicing, reason = "a constant: a bad index does not compile")]
static VALUES: [u8; 256] = {
    let mut values = [64; 256];
    let mut at = 0;
    while at < 64 {
        values[DIGITS[at] as usize] = at as u8;
        at += 1;
    }
    values
};

/// Writes `number` in base 32.
#[inline]
pub(super) fn digits(mut number: u32, out: &mut Vec<u8>) {
    let digit = |value: u32| DIGITS.get(value as usize & 63).copied().unwrap_or_default();
    while number >= 32 {
        out.push(digit(32 + number % 32));
        number /= 32;
    }
    out.push(digit(number));
}

/// What a digit is worth; 64 or more for what is none.
pub(super) fn value(digit: u8) -> u8 {
    VALUES.get(usize::from(digit)).copied().unwrap_or(64)
}

/// All numbers of a text in base 32; nothing where it is none.
pub(super) fn numbers(text: &[u8]) -> Option<Vec<u32>> {
    let mut found = Vec::new();
    let mut number = Number::default();
    for &digit in text {
        found.extend(number.digit(digit)?);
    }
    Some(found)
}

/// A number being read.
#[derive(Default)]
struct Number {
    value: u32,
    shift: u32,
}

impl Number {
    /// Takes a digit, and gives the number that it ends; nothing where it is no digit.
    fn digit(&mut self, digit: u8) -> Option<Option<u32>> {
        let digit = u32::from(value(digit));
        if digit >= 64 {
            return None;
        }
        self.value |= (digit & 31).checked_shl(self.shift)?;
        self.shift += 5;
        Some((digit < 32).then(|| std::mem::take(self).value))
    }
}

/// The units that hold a word or a pair, by level.
#[derive(Default)]
pub(in crate::search) struct Levels {
    units: [Vec<u32>; LEVELS],
    /// A bit for each level that was used: most lists are short.
    used: u16,
}

impl Levels {
    /// Begins a new list.
    pub fn clear(&mut self) {
        for level in self.levels() {
            self.units.get_mut(level).into_iter().for_each(Vec::clear);
        }
        self.used = 0;
    }

    /// The levels that were used, from high to low.
    fn levels(&self) -> impl Iterator<Item = usize> + use<> {
        let mut used = self.used;
        std::iter::from_fn(move || {
            let level = used.checked_ilog2()?;
            used ^= 1 << level;
            Some(level as usize)
        })
    }

    /// In how many units it stands.
    pub fn len(&self) -> u32 {
        self.levels().filter_map(|level| self.units.get(level)).map(|units| units.len() as u32).sum()
    }

    /// Adds a unit behind all others.
    #[inline]
    pub fn push(&mut self, unit: u32, level: u8) {
        if let Some(units) = self.units.get_mut(usize::from(level)) {
            units.push(unit);
            self.used |= 1 << level;
        }
    }

    /// Takes a unit out where it stands, and puts it to `level` where there is one.
    pub fn set(&mut self, unit: u32, level: Option<u8>) {
        for units in &mut self.units {
            if let Ok(at) = units.binary_search(&unit) {
                units.remove(at);
            }
        }
        if let Some(level) = level
            && let Some(units) = self.units.get_mut(usize::from(level))
        {
            units.insert(units.partition_point(|&other| other < unit), unit);
            self.used |= 1 << level;
        }
    }

    /// Writes the postings, or a reference to the file that holds them.
    pub(super) fn write(&self, files: &Files<'_>, out: &mut Vec<u8>) {
        let (start, len) = (out.len(), self.len());
        self.write_some(0, VERY_LONG, out);
        if out.len() - start <= LONG && len as usize <= VERY_LONG {
            return;
        }
        let mut head = vec![b'"'];
        head.extend(out.drain(start..));
        head.push(b'"');
        if len as usize > VERY_LONG {
            let mut tail = vec![b'"'];
            self.write_some(VERY_LONG, usize::MAX, &mut tail);
            tail.push(b'"');
            head.extend(format!(",\"{}\"", files.add(&tail)).bytes());
        }
        out.push(b'>');
        out.extend(files.add(&head).to_string().bytes());
        digits(len, out);
        digits(self.worth(), out);
    }

    /// What the postings are worth together, each at most 1.
    fn worth(&self) -> u32 {
        let at = |(level, units): (u8, &Vec<u32>)| units.len() as f32 * worth(level).min(1.0);
        (0..).zip(&self.units).map(at).sum::<f32>() as u32
    }

    /// Writes `most` units, from the highest level down and after the first `skip`.
    fn write_some(&self, mut skip: usize, mut most: usize, out: &mut Vec<u8>) {
        for (units, &sign) in self.levels().filter_map(|level| self.units.get(level).zip(SIGNS.get(level))) {
            let units = units.get(skip.min(units.len())..).inspect(|rest| skip -= units.len() - rest.len());
            let units = units.map_or(&[][..], |units| units.get(..most.min(units.len())).unwrap_or_default());
            most -= units.len();
            if units.is_empty() {
                continue;
            }
            out.push(sign);
            let mut next = 0;
            for &unit in units {
                digits(unit - next, out);
                next = unit + 1;
            }
        }
    }

    /// Adds the units of postings; nothing where the text is none.
    pub fn read(&mut self, text: &[u8]) -> Option<()> {
        let (mut level, mut next, mut number) = (None, 0_u32, Number::default());
        for &byte in text {
            // Nearly all are digits.
            if value(byte) >= 64 {
                let at = SIGNS.iter().position(|&sign| sign == byte)?;
                (level, next) = (u8::try_from(at).ok(), 0);
            } else if let Some(between) = number.digit(byte)? {
                let unit = next.checked_add(between)?;
                self.push(unit, level?);
                next = unit.checked_add(1)?;
            }
        }
        Some(())
    }
}

/// What stands in a shard for a spelling: how many units it holds, and the file of the postings where it is long.
pub(super) fn reference(postings: &[u8]) -> Option<(u32, Option<Name>)> {
    match postings.split_first()? {
        (b'>', rest) => {
            let (name, count) = rest.split_at_checked(Name::LEN)?;
            Some((*numbers(count)?.first()?, Some(Name::parse(std::str::from_utf8(name).ok()?)?)))
        }
        _ => {
            let count = postings.iter().filter(|&&byte| value(byte) < 32).count();
            Some((u32::try_from(count).ok()?, None))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use super::*;
    use crate::search::SearchFile;

    /// The levels of these units, written and read again, and how many files that took.
    fn again(levels: &Levels) -> (Levels, usize) {
        let made: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::default();
        let put = |file: SearchFile| drop(made.lock().unwrap().insert(file.path, file.bytes));
        let mut text = Vec::new();
        levels.write(&Files::new(&put), &mut text);
        let (count, long) = reference(&text).unwrap();
        assert_eq!(count, levels.len());
        let made = made.into_inner().unwrap();
        let mut found = Levels::default();
        let Some(head) = long else {
            found.read(&text).unwrap();
            return (found, 0);
        };
        let file = |name: Name| super::super::content(&name.to_string(), &made[&name.path()]).unwrap();
        let texts: Vec<&[u8]> = file(head).split(|&byte| byte == b'"').collect();
        found.read(texts[1]).unwrap();
        if let Some(tail) = texts.get(3) {
            let tail = Name::parse(std::str::from_utf8(tail).unwrap()).unwrap();
            found.read(file(tail).strip_prefix(b"\"").unwrap().strip_suffix(b"\"").unwrap()).unwrap();
        }
        (found, made.len())
    }

    #[test]
    fn lists_of_any_length_are_whole() {
        for (units, step, files) in
            [(1, 1, 0), (900, 1, 0), (2_500, 1, 0), (2_501, 1, 2), (2_000, 90, 1), (9_000, 3, 2)]
        {
            let mut levels = Levels::default();
            (0..units).for_each(|unit| levels.push(unit * step, (unit % 5 * 3) as u8));
            let (found, made) = again(&levels);
            assert_eq!(found.units, levels.units);
            assert_eq!(made, files, "{units} units");
        }
    }
}
