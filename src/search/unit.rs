//! Cuts a page into units: passages of neighbouring lines, each of which is found and shown by itself.
//!
//! A page is cut into 1, 2, 4, 8 … units of about the same length, so that most pages of a site have the same number
//! of units, which then costs nothing to write down, and an edit of a page seldom changes how many it has.

use super::SearchSection;

/// The most words that a unit has on average. Tuned on questions about laws: with 100 to 200 it makes little
/// difference, whole articles find less.
const UNIT_WORDS: usize = 140;

/// A stretch of one section's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The section's index in its page.
    pub section: usize,
    /// Where it begins and ends in the section's text, in bytes.
    begin: usize,
    end: usize,
    words: usize,
}

impl Part {
    /// The text in its section.
    pub fn text<'a>(&self, section: &'a SearchSection<'_>) -> &'a str {
        section.text.get(self.begin..self.end).unwrap_or_default()
    }
}

/// The units of a page, each as the parts of sections that it holds; at least one unit, which may be empty.
pub(super) fn units(sections: &[SearchSection<'_>]) -> Vec<Vec<Part>> {
    let mut pieces = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        cut(index, section, &mut pieces);
    }
    let all: usize = pieces.iter().map(|piece| piece.words).sum();
    let count = all.div_ceil(UNIT_WORDS).max(1).next_power_of_two();
    let mut units = vec![Vec::new()];
    let (mut held, mut done) = (0, 0);
    for piece in pieces {
        // Half of the piece would lie beyond this unit's share.
        if held > 0 && (2 * done + piece.words) * count > 2 * all * units.len() {
            units.push(Vec::new());
            held = 0;
        }
        held += piece.words;
        done += piece.words;
        if let Some(unit) = units.last_mut() {
            append(unit, piece);
        }
    }
    units
}

/// Adds a piece, to the part before where both are neighbours in one section.
fn append(unit: &mut Vec<Part>, piece: Part) {
    match unit.last_mut() {
        Some(last) if last.section == piece.section => {
            last.end = piece.end;
            last.words += piece.words;
        }
        _ => unit.push(piece),
    }
}

/// Adds the lines of a section, long ones cut at the ends of sentences; one empty piece where it has no text.
fn cut(index: usize, section: &SearchSection<'_>, pieces: &mut Vec<Part>) {
    let known = pieces.len();
    let mut begin = 0;
    for line in section.text.split_inclusive('\n') {
        let end_of_piece = if words_of(line) > UNIT_WORDS { ". " } else { "\n" };
        for text in line.split_inclusive(end_of_piece) {
            let end = begin + text.len();
            pieces.push(Part { section: index, begin, end, words: words_of(text) });
            begin = end;
        }
    }
    if pieces.len() == known {
        pieces.push(Part { section: index, begin: 0, end: 0, words: words_of(section.heading) });
    }
}

/// About how many words.
fn words_of(text: &str) -> usize {
    text.split_ascii_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(anchor: &'static str, lines: usize) -> SearchSection<'static> {
        let line = "một hai ba bốn năm sáu bảy tám chín mười";
        let text = vec![line; lines].join("\n").into();
        SearchSection { anchor, text, ..SearchSection::default() }
    }

    fn lengths(sections: &[SearchSection<'_>]) -> Vec<Vec<(String, usize)>> {
        let part = |part: &Part| (sections[part.section].anchor.to_owned(), part.words);
        units(sections).iter().map(|unit| unit.iter().map(part).collect()).collect()
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
        let sections =
            [SearchSection { text: format!("Đầu\n\n{line}\nCuối").into(), ..SearchSection::default() }];
        let all: String = units(&sections).iter().flatten().map(|part| part.text(&sections[0])).collect();
        assert_eq!(all, sections[0].text);
        assert!(units(&sections).len() > 1);
    }
}
