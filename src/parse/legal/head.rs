//! What a line begins with: `Điều 5.`, `2.`, `đ)`, `Chương IV`, `-`.

use super::number::Number;
use crate::parse::lines::{Line, LineKind, Marker};
use crate::vietnamese::{Key, skip_space, word_at};

/// The kind of a number at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadKind {
    /// `Phụ lục I`.
    Annex,
    /// `Phần I`, `Phần thứ nhất`.
    Part,
    /// `Chương I`.
    Chapter,
    /// `Mục 1`.
    Section,
    /// `Tiểu mục 1`.
    Subsection,
    /// `Điều 5.`
    Article,
    /// `I.`
    Roman,
    /// `1.`
    Arabic,
    /// `1.2.`
    Decimal,
    /// `a)`
    Letter,
    /// `-`
    Bullet,
}

/// The number that a line begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its kind.
    pub kind: HeadKind,
    /// The number; of a bullet it is empty.
    pub number: Number,
    /// Where it begins in the line's text: at its word (`Điều`), behind an opening quotation mark.
    pub start: usize,
    /// Where the words behind it begin.
    pub rest: usize,
    /// Whether an opening quotation mark stands before it.
    pub quoted: bool,
    /// Whether the number is written so that it can be nothing else: a full stop or nothing behind `Điều 5`.
    pub firm: bool,
}

impl Head {
    /// Whether words behind the number are a title, which ends without a full stop.
    pub fn is_titled(&self) -> bool {
        self.kind <= HeadKind::Roman
    }
}

/// What opens a quotation at the beginning of a line.
const OPENING: [char; 9] = ['“', '"', '«', '„', '”', '‘', '’', '\'', '`'];

/// Reads what the line begins with.
pub fn head(line: &Line) -> Option<Head> {
    if matches!(line.kind, LineKind::Cell | LineKind::Footnote) {
        return None;
    }
    let text = line.text.as_str();
    let mut at = skip_space(text, 0);
    let mut quoted = false;
    while let Some(c) = text.get(at..)?.chars().next().filter(|c| OPENING.contains(c)) {
        quoted = true;
        at = skip_space(text, at + c.len_utf8());
    }
    if let Some(mut head) = written(text, at).or_else(|| written(text, skip_emphasis(text, at)?)) {
        head.quoted = quoted;
        return Some(head);
    }
    match line.marker {
        Some(Marker::Ordered(number)) => Some(Head {
            kind: HeadKind::Arabic,
            number: Number { text: number.to_string(), main: u32::try_from(number).ok()?, extra: 0 },
            start: 0,
            rest: at,
            quoted,
            firm: true,
        }),
        Some(Marker::Bullet) => Some(bullet(at)),
        None => typed_bullet(text, at),
    }
}

/// A number in the text itself.
fn written(text: &str, at: usize) -> Option<Head> {
    named(text, at).or_else(|| lettered(text, at)).or_else(|| numbered(text, at))
}

/// Where the words begin behind `###` or `**` of Markdown, which plain texts hold too.
fn skip_emphasis(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let marked = rest.starts_with('#') || rest.starts_with("**") || rest.starts_with("__");
    let words = rest.trim_start_matches(['#', '*', '_']);
    marked.then(|| skip_space(text, text.len() - words.len()))
}

fn bullet(rest: usize) -> Head {
    let number = Number { text: String::new(), main: 0, extra: 0 };
    Head { kind: HeadKind::Bullet, number, start: 0, rest, quoted: false, firm: true }
}

/// A bullet in plain text: `- Công an tỉnh;`.
fn typed_bullet(text: &str, at: usize) -> Option<Head> {
    let rest = text.get(at..)?.strip_prefix(['-', '–', '•', '*', '+'])?;
    let begins = rest.starts_with(char::is_whitespace) || rest.starts_with(char::is_alphabetic);
    begins.then(|| bullet(skip_space(text, text.len() - rest.len())))
}

const PHU: Key = Key::telex("phuj");
const LUC: Key = Key::telex("lucj");
const PHAN: Key = Key::telex("phaanf");
const CHUONG: Key = Key::telex("chuwowng");
const MUC: Key = Key::telex("mucj");
const TIEU: Key = Key::telex("tieeur");
const DIEU: Key = Key::telex("ddieeuf");
const KHOAN: Key = Key::telex("khoanr");
const DIEM: Key = Key::telex("ddieemr");
const THU: Key = Key::telex("thuws");
const SO: Key = Key::telex("soos");

/// A unit called by its word.
fn named(text: &str, at: usize) -> Option<Head> {
    let word = word_at(text, at)?;
    let next = skip_space(text, word.end);
    let second =
        |key: Key| word_at(text, next).filter(|word| word.key == key).map(|word| skip_space(text, word.end));
    let (kind, at_number) = match word.key {
        DIEU => (HeadKind::Article, next),
        CHUONG => (HeadKind::Chapter, next),
        MUC => (HeadKind::Section, next),
        PHAN => (HeadKind::Part, next),
        TIEU => (HeadKind::Subsection, second(MUC)?),
        PHU => (HeadKind::Annex, second(LUC)?),
        KHOAN => (HeadKind::Arabic, next),
        DIEM => (HeadKind::Letter, next),
        _ => return None,
    };
    if !word.capital {
        return None;
    }
    let at_number = match word_at(text, at_number) {
        Some(so) if so.key == SO => skip_space(text, so.end),
        _ => at_number,
    };
    let number = Number::roman(text, at_number).or_else(|| Number::arabic(text, at_number));
    let number = match kind {
        HeadKind::Article => Number::arabic(text, at_number).or_else(|| ordinal_article(text, at_number)),
        HeadKind::Arabic => Number::arabic(text, at_number),
        HeadKind::Letter => Number::letter(text, at_number),
        HeadKind::Part | HeadKind::Chapter => number.or_else(|| Number::ordinal(text, at_number)),
        HeadKind::Annex => number.or_else(|| capital_letter(text, at_number)),
        _ => number.or_else(|| capital_letter(text, at_number)),
    };
    let Some((number, end)) = number else {
        // "PHỤ LỤC" alone on its line: the only one.
        let alone = kind == HeadKind::Annex && text.get(at_number..)?.trim().is_empty();
        let number = Number { text: String::new(), main: 1, extra: 0 };
        return alone.then_some(Head {
            kind,
            number,
            start: at,
            rest: text.len(),
            quoted: false,
            firm: true,
        });
    };
    if is_of_contents(text) {
        return None;
    }
    let (rest, firm) = after_named(text, skip_note(text, end))?;
    let rest = skip_space(text, skip_note(text, rest));
    let small = matches!(kind, HeadKind::Arabic | HeadKind::Letter);
    // "Khoản 2 Điều 5 được sửa đổi" names a clause and is none.
    (firm || !small).then_some(Head { kind, number, start: at, rest, quoted: false, firm })
}

/// Whether the line is one of a table of contents: it ends with the number of a page, behind a tab or dots.
fn is_of_contents(text: &str) -> bool {
    let words = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    words.len() < text.trim_end().len()
        && ["\t", "..", "…", "__"].iter().any(|gap| words.trim_end_matches(' ').ends_with(gap))
}

/// `Điều thứ 5`, `Điều thứ nhất`, as the oldest texts write.
fn ordinal_article(text: &str, at: usize) -> Option<(Number, usize)> {
    let word = word_at(text, at).filter(|word| word.key == THU)?;
    Number::arabic(text, skip_space(text, word.end)).or_else(|| Number::ordinal(text, at))
}

/// Behind the mark of a footnote, `[3]`, as consolidated texts set it between a number and its full stop.
fn skip_note(text: &str, at: usize) -> usize {
    let digits = text.get(at..).and_then(|rest| rest.strip_prefix('[')).map(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (digits, rest.get(digits..).is_some_and(|rest| rest.starts_with(']')))
    });
    match digits {
        Some((digits @ 1..=4, true)) => at + digits + 2,
        _ => at,
    }
}

/// What stands behind the number of a named unit: where the title begins, and whether the line can be nothing but
/// the beginning of that unit. Nothing where the words go on ("Điều 5 của Luật này").
fn after_named(text: &str, end: usize) -> Option<(usize, bool)> {
    let at = skip_space(text, end);
    let rest = text.get(at..)?;
    let Some(first) = rest.chars().next() else { return Some((at, true)) };
    if matches!(first, '.' | ':') {
        let next = at + first.len_utf8();
        // "Điều 5.2" is a number of something else; "Điều 5.-" is as old laws write.
        let rest = text.get(next..)?;
        let dash = rest.chars().next().filter(|c| matches!(c, '-' | '–')).map_or(0, char::len_utf8);
        return (!rest.starts_with(|c: char| c.is_ascii_digit()))
            .then(|| (skip_space(text, next + dash), true));
    }
    if is_dash(first) || matches!(first, ')' | '/') {
        let next = skip_space(text, at + first.len_utf8());
        // "Điều 5 - Điều 9" is a range.
        let range = word_at(text, next).is_some_and(|word| {
            let number = text.get(skip_space(text, word.end)..).unwrap_or("");
            word.key == DIEU && number.starts_with(|c: char| c.is_ascii_digit())
        });
        let title = text.get(next..)?.starts_with(char::is_uppercase);
        return (!range).then_some((next, title && is_dash(first)));
    }
    (at > end && (first.is_uppercase() || matches!(first, '(' | '“' | '"'))).then_some((at, false))
}

/// `Mục A`, `Phụ lục B`.
fn capital_letter(text: &str, at: usize) -> Option<(Number, usize)> {
    let (number, end) = Number::letter(text, at)?;
    let written = text.get(at..end)?;
    let capital = written.starts_with(char::is_uppercase);
    capital.then(|| (Number { text: written.to_owned(), ..number }, end))
}

/// A point: `a)`, `đ1)`; less often `(a)`, `a.`, `a/`, `a -`.
fn lettered(text: &str, start: usize) -> Option<Head> {
    let bracket = text.get(start..)?.starts_with('(');
    let (number, end) = Number::letter(text, start + usize::from(bracket))?;
    let small = text.get(start + usize::from(bracket)..)?.starts_with(char::is_lowercase);
    let closing = skip_space(text, skip_note(text, end));
    let rest = text.get(closing..)?;
    let mark = rest.chars().next().filter(|_| small)?;
    let length = match mark {
        ')' => 1,
        _ if bracket => return None,
        '.' if rest.starts_with(".)") => 2,
        '.' | '/' if closing == end && spaced(rest) => 1,
        _ if is_dash(mark) && spaced(rest) => mark.len_utf8(),
        _ => return None,
    };
    let rest = skip_space(text, closing + length);
    Some(Head { kind: HeadKind::Letter, number, start, rest, quoted: false, firm: true })
}

/// Whether white space or the end stands behind the mark that `rest` begins with.
fn spaced(rest: &str) -> bool {
    rest.chars().nth(1).is_none_or(char::is_whitespace)
}

/// A hyphen, or a dash in its place.
fn is_dash(mark: char) -> bool {
    matches!(mark, '-' | '–' | '—')
}

/// The mark behind a number that ends at `end`: how much white space lies before it, the text from it on, and itself.
fn mark_behind(text: &str, end: usize) -> Option<(usize, &str, char)> {
    let rest = text.get(end..)?;
    let from = rest.trim_start();
    Some((rest.len() - from.len(), from, from.chars().next()?))
}

/// `1.`, `1.2.`, `IV.`
fn numbered(text: &str, at: usize) -> Option<Head> {
    let make = |kind, number, rest| Some(Head { kind, number, start: at, rest, quoted: false, firm: true });
    if let Some((number, end)) = Number::roman(text, at) {
        let (gap, from, mark) = mark_behind(text, end)?;
        let marked = is_dash(mark) || gap == 0 && matches!(mark, '.' | '/' | ')');
        return if marked && spaced(from) {
            make(HeadKind::Roman, number, skip_space(text, end + gap + mark.len_utf8()))
        } else {
            None
        };
    }
    let (number, end) = Number::arabic(text, at)?;
    let end = skip_note(text, end);
    let rest = text.get(end..)?;
    if let Some(more) = rest.strip_prefix('.')
        && more.starts_with(|c: char| c.is_ascii_digit())
    {
        return decimal(text, at);
    }
    let (gap, _, mark) = mark_behind(text, end)?;
    let behind = text.get(end + gap + mark.len_utf8()..)?;
    let begins = behind.chars().next().is_none_or(|c| !c.is_ascii_digit());
    let marked = match mark {
        '.' => gap <= 1 && begins,
        ')' | '/' => gap == 0 && begins,
        // "1- Cơ quan" in old laws; "2 - 3 năm" is none.
        _ => {
            is_dash(mark)
                && gap <= 1
                && behind.starts_with(char::is_whitespace)
                && !behind.trim_start().starts_with(|c: char| c.is_ascii_digit())
        }
    };
    // "2. " in the year of a date ("năm\n2014. Sau đó") is told apart by the sequence.
    if marked { make(HeadKind::Arabic, number, skip_space(text, end + gap + mark.len_utf8())) } else { None }
}

/// `1.2.` or `1.2`: the last of its numbers counts, the whole is its name.
fn decimal(text: &str, at: usize) -> Option<Head> {
    let rest = text.get(at..)?;
    let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let written = rest.get(..length)?.trim_end_matches('.');
    let main = written.rsplit('.').next()?.parse().ok()?;
    let end = at + length;
    let spaced = text.get(end..)?.starts_with(char::is_whitespace);
    let digits = written.split('.').all(|part| !part.is_empty() && part.len() <= 2);
    let number = Number { text: written.to_owned(), main, extra: 0 };
    (spaced && digits).then(|| Head {
        kind: HeadKind::Decimal,
        number,
        start: at,
        rest: skip_space(text, end),
        quoted: false,
        firm: true,
    })
}

#[cfg(test)]
mod tests;
