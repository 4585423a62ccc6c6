//! Cuts a page into units: passages of neighbouring lines, each of which is found and shown by itself.
//!
//! A page is cut into 1, 2, 4, 8 … units of about the same length, so that most pages of a site have the same number
//! of units, which then costs nothing to write down, and an edit of a page seldom changes how many it has.

use super::SearchSection;
use crate::text::whole_lines;

/// The most words that a unit has on average. Tuned on questions about laws: with 100 to 200 it makes little
/// difference, whole articles find less.
const UNIT_WORDS: usize = 140;

/// A stretch of one section's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The unit's number in its page.
    pub unit: u32,
    /// The section's index in its page.
    pub section: u32,
    /// Where it begins and ends in the section's text, in bytes.
    begin: u32,
    end: u32,
}

impl Part {
    /// What a result shows of it.
    pub fn shown<'a>(&self, sections: &'a [SearchSection<'_>]) -> Option<Shown<'a>> {
        let section = sections.get(self.section as usize)?;
        let text = section.text.get(self.begin as usize..self.end as usize).unwrap_or_default();
        let provision = section.provision.as_deref().unwrap_or_default();
        Some(Shown { anchor: section.anchor, heading: section.heading, text: text.trim_end(), provision })
    }
}

/// What a result shows of a section, or of the part of it that lies in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown<'a> {
    pub anchor: &'a str,
    pub heading: &'a str,
    pub text: &'a str,
    /// The ready citation of a provision; else empty.
    pub provision: &'a str,
}

/// How many units the parts of a page make: at least one.
pub(super) fn count(parts: &[Part]) -> u32 {
    parts.last().map_or(1, |part| part.unit.saturating_add(1))
}

/// The parts of each unit of a page.
pub(super) fn split(parts: &[Part]) -> impl Iterator<Item = &[Part]> {
    let empty = parts.is_empty().then_some(parts);
    parts.chunk_by(|a, b| a.unit == b.unit).chain(empty)
}

/// The parts of sections that each unit of a page holds, unit after unit. A page without sections is one empty unit.
pub(super) fn units(sections: &[SearchSection<'_>]) -> Vec<Part> {
    let mut pieces = Vec::new();
    for (index, section) in (0..).zip(sections) {
        cut(index, section, &mut pieces);
    }
    let all: usize = pieces.iter().map(|piece| piece.words).sum();
    let count = all.div_ceil(UNIT_WORDS).max(1).next_power_of_two();
    let mut parts: Vec<Part> = Vec::with_capacity(sections.len() + count);
    let (mut unit, mut held, mut done) = (0, 0, 0);
    for piece in pieces {
        // Half of the piece would lie beyond this unit's share.
        if held > 0 && (2 * done + piece.words) * count > 2 * all * (unit as usize + 1) {
            unit += 1;
            held = 0;
        }
        held += piece.words;
        done += piece.words;
        match parts.last_mut() {
            // Neighbours in one section are one part.
            Some(last) if (last.unit, last.section) == (unit, piece.section) => last.end = piece.end,
            _ => parts.push(Part { unit, section: piece.section, begin: piece.begin, end: piece.end }),
        }
    }
    parts
}

/// A line or a sentence.
struct Piece {
    section: u32,
    begin: u32,
    end: u32,
    words: usize,
}

/// Adds the lines of a section, long ones cut at the ends of sentences; one empty piece where it has no text.
fn cut(section: u32, of: &SearchSection<'_>, pieces: &mut Vec<Piece>) {
    let known = pieces.len();
    let mut begin: u32 = 0;
    let mut add = |text: &str, words| {
        let end = u32::try_from(text.len()).map_or(u32::MAX, |len| begin.saturating_add(len));
        pieces.push(Piece { section, begin, end, words });
        begin = end;
    };
    for line in whole_lines(&of.text) {
        match words_of(line) {
            words @ ..=UNIT_WORDS => add(line, words),
            _ => line.split_inclusive(". ").for_each(|text| add(text, words_of(text))),
        }
    }
    if pieces.len() == known {
        pieces.push(Piece { section, begin: 0, end: 0, words: words_of(of.heading) });
    }
}

/// About how many words: one before every blank, and what stands behind the last one.
fn words_of(text: &str) -> usize {
    let is_blank = |byte: &u8| *byte <= b' ';
    // As many at once as one byte can count.
    let blanks = text.as_bytes().chunks(u8::MAX.into());
    let blanks = blanks.map(|bytes| bytes.iter().map(|byte| u8::from(is_blank(byte))).sum::<u8>());
    let ends = text.bytes().next_back().is_some_and(|byte| !is_blank(&byte));
    blanks.map(usize::from).sum::<usize>() + usize::from(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(anchor: &'static str, lines: usize) -> SearchSection<'static> {
        let line = "một hai ba bốn năm sáu bảy tám chín mười";
        let text = vec![line; lines].join("\n").into();
        SearchSection { anchor, text, ..SearchSection::default() }
    }

    /// The anchors of every unit's parts, and how many words they have.
    fn lengths(sections: &[SearchSection<'_>]) -> Vec<Vec<(String, usize)>> {
        let parts = units(sections);
        let shown = |part: &Part| part.shown(sections).unwrap();
        let part = |part: &Part| (shown(part).anchor.to_owned(), words_of(shown(part).text));
        let unit = |unit| parts.iter().filter(|part| part.unit == unit).map(part).collect();
        (0..count(&parts)).map(unit).collect()
    }

    #[test]
    fn pages_are_cut_in_halves_again_and_again() {
        assert_eq!(lengths(&[]), [[]]);
        assert_eq!(lengths(&[section("a", 14)]), [[(String::from("a"), 140)]]);
        let own = |anchor: &str, words| (anchor.to_owned(), words);
        assert_eq!(lengths(&[section("a", 10), section("b", 10)]), [[own("a", 100)], [own("b", 100)]]);
        let long = lengths(&[section("a", 40), section("b", 16)]);
        assert_eq!(long.len(), 4);
        assert_eq!(long.last().unwrap(), &[own("b", 140)]);
    }

    #[test]
    fn no_text_is_lost() {
        let line = "Một câu dài. ".repeat(100);
        let text = format!("Đầu\n\n{line}\nCuối");
        let sections = [SearchSection { text: text.as_str().into(), ..SearchSection::default() }];
        let parts = units(&sections);
        let all: Vec<&str> = parts.iter().map(|part| part.shown(&sections).unwrap().text).collect();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&all.join(" ")), words(&text));
        assert!(count(&parts) > 1);
    }
}
