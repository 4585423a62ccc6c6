//! Phrases that name provisions: "điểm a, b khoản 1 và khoản 2 Điều 5".

use super::document::word;
use super::token::{Token, What};
use crate::document::Level;
use crate::parse::legal::number::Number;
use crate::vietnamese::{Key, Sieve};

/// A unit or a list of units of one level: "khoản 1, 2 và 3".
#[derive(Clone, Debug)]
pub struct Group {
    /// Their level.
    pub level: Level,
    /// The units.
    pub items: Vec<Item>,
    /// One past the last token.
    pub end: usize,
    /// How it is joined to the group before it.
    pub joint: Joint,
}

/// One unit named.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number; nothing for "này".
    pub number: Option<Number>,
    /// The first token of its words; the inner members of a range have none.
    pub tokens: Option<(usize, usize)>,
}

/// How two groups are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// "khoản 2 Điều 5": the second holds the first.
    Held,
    /// "khoản 2, Điều 5": either.
    Comma,
    /// "khoản 2 và khoản 3".
    Listed,
}

const fn key(telex: &str) -> Key {
    Key::telex(telex)
}

const CAC: Key = key("cacs");
const TU: Key = key("tuwf");
const DEN: Key = key("ddeens");
const VA: Key = key("vaf");
const HOAC: Key = key("hoawcj");
const HAY: Key = key("hay");
const TOI: Key = key("towis");
const NAY: Key = key("nayf");
const CUA: Key = key("cuar");
const TAI: Key = key("taij");
const THUOC: Key = key("thuoocj");
const SO: Key = key("soos");
const DIEU: Key = key("ddieeuf");
const KHOAN: Key = key("khoanr");
const DIEM: Key = key("ddieemr");
const CHUONG: Key = key("chuwowng");
const MUC: Key = key("mucj");
const TIEU: Key = key("tieeur");
const PHAN: Key = key("phaanf");
const PHU: Key = key("phuj");

/// Words before which the next word is no unit: "tài khoản 111", "danh mục 1", "thành phần I".
const COMPOUNDS: [(Key, Key); 9] = [
    (key("taif"), key("khoanr")),
    (key("ddieeuf"), key("khoanr")),
    (key("danh"), key("mucj")),
    (key("chuyeen"), key("mucj")),
    (key("hangj"), key("mucj")),
    (key("thuw"), key("mucj")),
    (key("thanhf"), key("phaanf")),
    (key("coor"), key("phaanf")),
    (key("hocj"), key("phaanf")),
];

/// The words that phrases begin with: those of [`unit`], and what stands before several.
pub static FIRST: Sieve = Sieve::of_first(&[
    &[CAC],
    &[TU],
    &[DIEU],
    &[KHOAN],
    &[DIEM],
    &[CHUONG],
    &[MUC],
    &[PHAN],
    &[TIEU],
    &[PHU],
]);

/// Reads the word of a unit at `at`; gives its level and the index behind it.
fn unit(tokens: &[Token], at: usize) -> Option<(Level, usize)> {
    let first = word(tokens, at)?;
    let second = |key: Key, level: Level| (word(tokens, at + 1) == Some(key)).then_some((level, at + 2));
    match first {
        DIEU => Some((Level::Article, at + 1)),
        KHOAN => Some((Level::Clause, at + 1)),
        DIEM => Some((Level::Point, at + 1)),
        CHUONG => Some((Level::Chapter, at + 1)),
        MUC => Some((Level::Section, at + 1)),
        PHAN => Some((Level::Part, at + 1)),
        TIEU => second(MUC, Level::Subsection),
        PHU => second(key("lucj"), Level::Annex),
        _ => None,
    }
}

/// Whether a unit's word, or a plural before one, stands at `at`.
pub fn begins(tokens: &[Token], at: usize) -> bool {
    let plural = word(tokens, at) == Some(CAC);
    let from_to = word(tokens, at) == Some(TU);
    let at = if plural || from_to { at + 1 } else { at };
    let compound = |first: Key, second: Key| {
        at > 0 && word(tokens, at - 1) == Some(first) && word(tokens, at) == Some(second)
    };
    unit(tokens, at).is_some() && !COMPOUNDS.iter().any(|(first, second)| compound(*first, *second))
}

/// Reads a whole phrase; gives its groups and the index behind it.
pub fn phrase(text: &str, tokens: &[Token], at: usize) -> Option<(Vec<Group>, usize)> {
    let mut groups = vec![group(text, tokens, at, Joint::Listed)?];
    let mut end = groups.first()?.end;
    while let Some((next, joint)) = joint(tokens, end) {
        let Some(group) = group(text, tokens, next, joint) else { break };
        end = group.end;
        groups.push(group);
    }
    Some((groups, end))
}

/// What joins the next group, and where that begins.
fn joint(tokens: &[Token], at: usize) -> Option<(usize, Joint)> {
    if begins(tokens, at) {
        return Some((at, Joint::Held));
    }
    let (next, joint) = match tokens.get(at)?.what {
        What::Mark(',') if matches!(word(tokens, at + 1), Some(VA | HOAC | HAY)) => (at + 2, Joint::Listed),
        What::Mark(',') => (at + 1, Joint::Comma),
        What::Mark(';') => (at + 1, Joint::Listed),
        What::Word(VA | HOAC | HAY, _) => (at + 1, Joint::Listed),
        What::Word(CUA | TAI | THUOC, _) => (at + 1, Joint::Held),
        _ => return None,
    };
    // "Điều 5 và tại Điều 6".
    let next = next + usize::from(joint == Joint::Listed && word(tokens, next) == Some(TAI));
    begins(tokens, next).then_some((next, joint))
}

/// Reads one group.
fn group(text: &str, tokens: &[Token], start: usize, joint: Joint) -> Option<Group> {
    let lead = usize::from(matches!(word(tokens, start), Some(CAC | TU)));
    let (level, mut at) = unit(tokens, start + lead)?;
    if word(tokens, at) == Some(NAY) {
        let items = vec![Item { number: None, tokens: Some((start, at + 1)) }];
        return Some(Group { level, items, end: at + 1, joint });
    }
    // "các khoản từ 1 đến 3".
    at += usize::from(matches!(word(tokens, at), Some(SO | TU)));
    // "phần 1" is any part of anything.
    let small = !matches!(tokens.get(start + lead)?.what, What::Word(_, true));
    if level == Level::Part && small && tokens.get(at)?.what == What::Digits {
        return None;
    }
    let (number, next) = number(text, tokens, at, level)?;
    let mut items = vec![Item { number: Some(number), tokens: Some((start, next)) }];
    let mut end = next;
    while let Some((from, ranged)) = further(tokens, end, level) {
        let Some((number, next)) = self::number(text, tokens, from, level) else { break };
        if ranged {
            let before = items.last().and_then(|item| item.number.clone());
            items.extend(between(before.as_ref(), &number, level));
        }
        let first = from - usize::from(unit(tokens, from.wrapping_sub(1)).is_some());
        items.push(Item { number: Some(number), tokens: Some((first, next)) });
        end = next;
    }
    Some(Group { level, items, end, joint })
}

/// Where the next number of a list stands, and whether a range leads to it.
fn further(tokens: &[Token], at: usize, level: Level) -> Option<(usize, bool)> {
    let (mut next, ranged) = match tokens.get(at)?.what {
        What::Mark(',') if matches!(word(tokens, at + 1), Some(VA | HOAC | HAY)) => (at + 2, false),
        What::Mark(',') => (at + 1, false),
        What::Word(VA | HOAC | HAY, _) => (at + 1, false),
        What::Word(DEN | TOI, _) => (at + 1, true),
        What::Mark('-' | '–')
            if tokens.get(at).map(|token| token.start)
                == tokens.get(at.checked_sub(1)?).map(|token| token.end) =>
        {
            (at + 1, true)
        }
        _ => return None,
    };
    // "từ Điều 5 đến Điều 9", "đến hết Điều 9".
    if ranged {
        next += usize::from(word(tokens, next) == Some(key("heets")));
        if let Some((other, behind)) = unit(tokens, next) {
            return (other == level).then_some((behind, true));
        }
    }
    Some((next, ranged))
}

/// Reads a number of this level at token `at`, of a point also in brackets or quotation marks (`a)`, `(a)`, `“a”`);
/// gives the index behind it.
fn number(text: &str, tokens: &[Token], at: usize, level: Level) -> Option<(Number, usize)> {
    let mark = |at: usize| match tokens.get(at).map(|token| token.what) {
        Some(What::Mark(mark)) if level == Level::Point => Some(mark),
        _ => None,
    };
    let opened = matches!(mark(at), Some('(' | '“' | '"' | '‘'));
    let (number, next) = plain_number(text, tokens, at + usize::from(opened), level)?;
    let closes = match mark(next) {
        Some('”' | '"' | '’') => opened,
        // A bracket that closes the sentence's own is left to it.
        Some(')') => {
            opened || joint(tokens, next + 1).is_some() || further(tokens, next + 1, level).is_some()
        }
        _ => false,
    };
    (closes || !opened).then_some((number, next + usize::from(closes)))
}

/// Reads a number of this level at token `at`; gives the index behind it.
fn plain_number(text: &str, tokens: &[Token], at: usize, level: Level) -> Option<(Number, usize)> {
    let start = tokens.get(at)?.start;
    let small = text.get(start..)?.starts_with(char::is_lowercase);
    let (number, end) = match level {
        Level::Article | Level::Clause => Number::arabic(text, start)?,
        Level::Point if small => Number::letter(text, start)?,
        Level::Point => Number::arabic(text, start)?,
        Level::Section | Level::Annex | Level::Chapter | Level::Part | Level::Subsection => {
            return unit_number(text, tokens, at, level);
        }
        Level::Bullet => return None,
    };
    behind(text, tokens, at, end).map(|next| (number, next))
}

/// The number of a larger unit: Roman, Arabic, in words; "II.4" of plans.
fn unit_number(text: &str, tokens: &[Token], at: usize, level: Level) -> Option<(Number, usize)> {
    let start = tokens.get(at)?.start;
    if let Some((number, end)) = Number::ordinal(text, start) {
        let next = (at..tokens.len()).find(|&at| tokens.get(at).is_some_and(|token| token.start >= end));
        return Some((number, next.unwrap_or(tokens.len())));
    }
    let (mut number, mut end) = Number::roman(text, start).or_else(|| Number::arabic(text, start))?;
    if level == Level::Section {
        // Each further part is held by what stands before it: "II.4" is item 4 of "II".
        while let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix('.'))
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            let (part, next) = Number::arabic(text, end + 1)?;
            number = Number { text: format!("{}.{}", number.text, part.text), ..part };
            end = next;
        }
    }
    behind(text, tokens, at, end).map(|next| (number, next))
}

/// The token behind byte `end`, where a token ends there; a number within a word or date is none.
fn behind(text: &str, tokens: &[Token], at: usize, end: usize) -> Option<usize> {
    let next = (at..tokens.len())
        .find(|&at| tokens.get(at).is_none_or(|token| token.start >= end))
        .unwrap_or(tokens.len());
    let last = tokens.get(next.checked_sub(1)?)?;
    let rest = text.get(end..)?;
    let decimal =
        rest.strip_prefix(['.', ',', '/']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let percent = rest.trim_start().starts_with('%');
    (last.end == end && !decimal && !percent).then_some(next)
}

/// The numbers strictly between two of a range.
fn between(before: Option<&Number>, last: &Number, level: Level) -> Vec<Item> {
    let Some(before) = before else { return Vec::new() };
    let make = |main: u32| {
        let text = if level == Level::Point && before.text.starts_with(char::is_alphabetic) {
            Number::letter_of(main)?
        } else if before.text.starts_with(|c: char| c.is_ascii_digit()) {
            main.to_string()
        } else {
            Number::roman_of(main)
        };
        Some(Item { number: Some(Number { text, main, extra: 0 }), tokens: None })
    };
    (before.main + 1..last.main.min(before.main + 500)).filter_map(make).collect()
}
