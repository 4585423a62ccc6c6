//! Documents named in running text.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::names::Names;
use super::token::{Token, What};
use crate::document::CitedDocument;
use crate::hash::Fast;
use crate::vietnamese::{Key, Sieve};

/// A document named by a stretch of tokens.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Which document.
    pub document: CitedDocument,
    /// The first token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Whether the words name it for sure: a number, a declared name. Others count only behind a provision.
    pub sure: bool,
}

/// The types of documents, in words.
const TYPES: &[&[Key]] = &[
    &[key("luaatj")],
    &[key("booj"), key("luaatj")],
    &[key("hieens"), key("phaps")],
    &[key("phaps"), key("leenhj")],
    &[key("leenhj")],
    &[key("nghij"), key("quyeets")],
    &[key("nghij"), key("ddinhj")],
    &[key("quyeets"), key("ddinhj")],
    &[key("thoong"), key("tuw")],
    &[key("thoong"), key("tuw"), key("lieen"), key("tichj")],
    &[key("chir"), key("thij")],
    &[key("quy"), key("chees")],
    &[key("quy"), key("ddinhj")],
    &[key("quy"), key("trinhf")],
    &[key("thoong"), key("caos")],
    &[key("thoong"), key("baos")],
    &[key("huwowngs"), key("daanx")],
    &[key("chuwowng"), key("trinhf")],
    &[key("kees"), key("hoachj")],
    &[key("phuwowng"), key("ans")],
    &[key("ddeef"), key("ans")],
    &[key("duwj"), key("ans")],
    &[key("baos"), key("caos")],
    &[key("towf"), key("trinhf")],
    &[key("coong"), key("vawn")],
    &[key("coong"), key("ddieenj")],
    &[key("keets"), key("luaanj")],
    &[key("ddieeuf"), key("leej")],
    &[key("nooij"), key("quy")],
    &[key("vawn"), key("banr"), key("howpj"), key("nhaats")],
    &[key("banr"), key("ghi"), key("nhows")],
    &[key("coong"), key("uwowcs")],
    &[key("hieepj"), key("ddinhj")],
    &[key("nghij"), key("ddinhj"), key("thuw")],
    &[key("vawn"), key("banr")],
];

const fn key(telex: &str) -> Key {
    Key::telex(telex)
}

const NAY: Key = key("nayf");
const SO: Key = key("soos");
const LUAT: Key = key("luaatj");
const BO: Key = key("booj");
const SUA: Key = key("suwar");
const DOI: Key = key("ddooir");
const CUA: Key = key("cuar");
const HIEN: Key = key("hieens");
const PHAP: Key = key("phaps");

/// Words that no name of a law goes on with.
const STOPS: &[Key] = &[
    key("thif"),
    key("dduwowcj"),
    key("quy"),
    key("ddeer"),
    key("cos"),
    key("do"),
    key("theo"),
    key("trong"),
    key("taij"),
    key("khi"),
    key("maf"),
    key("neeus"),
    key("cuar"),
    key("ddax"),
    key("xayr"),
    key("vowis"),
    key("cho"),
    key("ngayf"),
    key("laf"),
    key("khoong"),
    key("phair"),
    key("ddoois"),
    key("treen"),
    key("cacs"),
    key("hieenj"),
    key("vaf"),
    key("hoawcj"),
    key("vaof"),
    key("nhuw"),
    key("vaanx"),
    key("ddooif"),
    key("bij"),
    key("nhuwng"),
    key("keer"),
    key("banhf"),
];

/// The key of the word at `at`.
pub fn word(tokens: &[Token], at: usize) -> Option<Key> {
    match tokens.get(at)?.what {
        What::Word(key, _) => Some(key),
        _ => None,
    }
}

/// Whether a word stands at `at` that joins a provision to its document.
pub fn joins(tokens: &[Token], at: usize) -> bool {
    const JOINING: [Key; 5] = [key("cuar"), key("taij"), key("thuoocj"), key("trong"), key("theo")];
    word(tokens, at).is_some_and(|word| JOINING.contains(&word))
}

/// Whether a capital word stands at `at`.
fn is_capital(tokens: &[Token], at: usize) -> bool {
    matches!(tokens.get(at), Some(Token { what: What::Word(_, true), .. }))
}

/// The words that types begin with: most words are turned down here.
pub static FIRST: Sieve = Sieve::of_first(TYPES);

/// What types go on with behind their first word.
static BEHIND: LazyLock<HashMap<Key, Vec<&[Key]>, Fast>> = LazyLock::new(|| {
    let mut behind: HashMap<_, Vec<_>, Fast> = HashMap::default();
    for (first, rest) in TYPES.iter().filter_map(|words| words.split_first()) {
        behind.entry(*first).or_default().push(rest);
    }
    behind
});

/// Reads the longest type of documents at `at`; gives the index behind it.
pub fn kind(tokens: &[Token], at: usize) -> Option<usize> {
    let first = word(tokens, at).filter(|word| FIRST.may_hold(*word))?;
    let next = at + 1;
    let fits = |rest: &&&[Key]| (next..).zip(rest.iter()).all(|(at, key)| word(tokens, at) == Some(*key));
    BEHIND.get(&first)?.iter().filter(fits).map(|rest| next + rest.len()).max()
}

/// Reads the document named from token `at` on. `legal`: the text is itself a document ("Luật này").
pub fn mention(text: &str, tokens: &[Token], at: usize, names: &Names) -> Option<Mention> {
    if let Some(Token { what: What::Number, start, end }) = tokens.get(at) {
        let number = text.get(*start..*end)?.to_owned();
        return Some(Mention { document: CitedDocument::Number(number), start: at, end: at + 1, sure: true });
    }
    // A number behind a declared name belongs to a name within it ("Luật sửa đổi Luật X số …").
    let numbered_behind = |end: &usize| {
        word(tokens, *end) == Some(SO)
            && matches!(tokens.get(end + 1), Some(Token { what: What::Number, .. }))
    };
    let declared = names.find(text, tokens, at).filter(|end| !numbered_behind(end));
    let Some(behind) = kind(tokens, at) else {
        return named(text, tokens, at, declared?, true);
    };
    if word(tokens, behind) == Some(NAY) {
        return Some(Mention { document: CitedDocument::This, start: at, end: behind + 1, sure: false });
    }
    let law = word(tokens, behind - 1) == Some(LUAT) || word(tokens, at) == Some(LUAT);
    if let Some(found) = numbered(text, tokens, at, behind, law) {
        return Some(found);
    }
    if let Some(end) = declared {
        return named(text, tokens, at, end, true);
    }
    let constitution = (word(tokens, at), word(tokens, at + 1)) == (Some(HIEN), Some(PHAP));
    if constitution {
        return named(text, tokens, at, behind, false);
    }
    let ordinance = word(tokens, at) == Some(PHAP);
    if !(law || ordinance) || !is_capital(tokens, at) {
        return None;
    }
    let end = name_end(tokens, behind);
    if end == behind {
        // "của Luật" with nothing behind it: the law that the text is part of.
        return Some(Mention { document: CitedDocument::This, start: at, end, sure: false });
    }
    dated(text, tokens, at, end)
}

/// Reads the document behind a provision, where words name one that alone would be none: "Điều 1 của Luật sửa đổi, bổ
/// sung một số điều của Luật Giáo dục", "Điều 5 Công ước Viên", "Điều 5 Quy chế ban hành kèm theo Quyết định số …".
pub fn mention_behind(text: &str, tokens: &[Token], at: usize, names: &Names) -> Option<Mention> {
    let Some(behind) = kind(tokens, at) else { return mention(text, tokens, at, names) };
    if (word(tokens, behind), word(tokens, behind + 1)) == (Some(SUA), Some(DOI)) {
        let inner = (behind + 2..tokens.len().min(behind + 18))
            .filter(|&at| word(tokens, at) == Some(CUA))
            .find_map(|at| mention(text, tokens, at + 1, names))?;
        return match inner.document {
            CitedDocument::This => None,
            CitedDocument::Number(_) => Some(Mention { start: at, ..inner }),
            CitedDocument::Name(_) => named(text, tokens, at, inner.end, false),
        };
    }
    let found = mention(text, tokens, at, names);
    if found.is_some() || !is_capital(tokens, at) {
        return found;
    }
    let end = name_end(tokens, behind);
    if let Some(issued) = (behind..=end).find_map(|at| issued_with(tokens, at)) {
        return mention(text, tokens, issued, names).map(|found| Mention { start: at, ..found });
    }
    if end > behind { named(text, tokens, at, end, false) } else { None }
}

/// Where the document begins that another is issued with: behind "(ban hành) kèm theo" at token `at`.
pub fn issued_with(tokens: &[Token], at: usize) -> Option<usize> {
    const BAN: Key = key("ban");
    const HANH: Key = key("hanhf");
    const KEM: Key = key("kemf");
    const THEO: Key = key("theo");
    let issued = (word(tokens, at), word(tokens, at + 1)) == (Some(BAN), Some(HANH));
    let at = at + if issued { 2 } else { 0 };
    ((word(tokens, at), word(tokens, at + 1)) == (Some(KEM), Some(THEO))).then_some(at + 2)
}

/// Where the name ends that begins at token `from`: "Luật luật sư" is one, "Luật này" is none.
fn name_end(tokens: &[Token], from: usize) -> usize {
    let lawyers = word(tokens, from) == Some(LUAT);
    let from = from + usize::from(lawyers);
    (from..tokens.len()).find(|&at| ends_name(tokens, at)).unwrap_or(tokens.len())
}

/// A law by its name, with its year where one follows: "Luật Đất đai năm 2013", "Bộ luật Hình sự 2015".
fn dated(text: &str, tokens: &[Token], at: usize, end: usize) -> Option<Mention> {
    const NAM: Key = key("nawm");
    let called = end.checked_sub(1).is_some_and(|last| last > at && word(tokens, last) == Some(NAM));
    let year =
        tokens.get(end).is_some_and(|token| token.what == What::Digits && token.end - token.start == 4);
    let mention = named(text, tokens, at, end - usize::from(called && year), false)?;
    Some(Mention { end: end + usize::from(year), ..mention })
}

/// Whether the name of a law ends before token `at`.
fn ends_name(tokens: &[Token], at: usize) -> bool {
    match tokens.get(at).map(|token| token.what) {
        Some(What::Word(key, _)) => {
            STOPS.contains(&key) || key == BO && word(tokens, at + 1) == Some(LUAT) || key == LUAT
        }
        _ => true,
    }
}

/// A document called by the words `at..end`.
fn named(text: &str, tokens: &[Token], at: usize, end: usize, sure: bool) -> Option<Mention> {
    let name = text.get(tokens.get(at)?.start..tokens.get(end.checked_sub(1)?)?.end)?;
    Some(Mention { document: CitedDocument::Name(name.to_owned()), start: at, end, sure })
}

/// A number behind a type and perhaps some words of its name: "Luật Bảo hiểm y tế số 25/2008/QH12".
fn numbered(text: &str, tokens: &[Token], at: usize, behind: usize, law: bool) -> Option<Mention> {
    let limit = behind + if law { 32 } else { 12 };
    for next in behind..limit.min(tokens.len()) {
        let token = tokens.get(next)?;
        let colon = |at: usize| matches!(tokens.get(at), Some(Token { what: What::Mark(':'), .. }));
        let before = next.checked_sub(1)?;
        let called = word(tokens, before) == Some(SO)
            || (colon(before) && before.checked_sub(1).and_then(|at| word(tokens, at)) == Some(SO));
        match token.what {
            What::Mark(':') if called => {}
            What::Number if called || next == behind => return number(text, token, at, next),
            What::Partial if called => return number(text, token, at, next),
            What::Digits if called && is_capital(tokens, at) && token.end - token.start <= 4 => {
                return named(text, tokens, at, next + 1, true);
            }
            What::Word(NAY, _) => return None,
            What::Word(..) if next > behind && kind(tokens, next).is_some() => return None,
            What::Mark('.' | ';' | ':' | '(' | ')' | '”' | '?' | '!') => return None,
            What::Number | What::Partial | What::Digits if !called => return None,
            _ => {}
        }
    }
    None
}

fn number(text: &str, token: &Token, at: usize, next: usize) -> Option<Mention> {
    let number = text.get(token.start..token.end)?.to_owned();
    Some(Mention { document: CitedDocument::Number(number), start: at, end: next + 1, sure: true })
}
