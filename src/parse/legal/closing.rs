//! What stands outside the numbered text: the closing formula, the signature, the recipients; and the titles of
//! texts that are issued with a document ("Ban hành kèm theo").

use crate::parse::lines::Line;
use crate::vietnamese::{Key, spelled_words as words};

const NOI: Key = Key::telex("nowi");
const NHAN: Key = Key::telex("nhaanj");
const NAY: Key = Key::telex("nayf");
const KEM: Key = Key::telex("kemf");
const THEO: Key = Key::telex("theo");
const DUOC: Key = Key::telex("dduwowcj");
const DA: Key = Key::telex("ddax");
const QUOC: Key = Key::telex("quoocs");
const HOI: Key = Key::telex("hooij");

/// Whether the text is in capitals: at least two words, none of them small.
pub fn is_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_alphabetic()).count() > 3
}

/// Whether the line begins the closing part: "Nơi nhận:", "Luật này đã được Quốc hội … thông qua", a signer's title.
pub fn begins_closing(text: &str) -> bool {
    let mut keys = words(text).map(|word| word.key);
    let mut next = || keys.next();
    let [one, two, three] = [next(), next(), next()];
    // Most lines are told by these: only behind "này" two more are read.
    let is_this = [two, three].contains(&Some(NAY));
    let [four, five] = if is_this { [next(), next()] } else { [None, None] };
    match [one, two, three, four, five] {
        [Some(NOI), Some(NHAN), ..] => true,
        [_, Some(NAY), Some(DA), Some(DUOC), ..] | [_, _, Some(NAY), Some(DA), Some(DUOC)] => passed(text),
        [_, Some(NAY), Some(DUOC), Some(QUOC), Some(HOI)] => true,
        [_, _, Some(NAY), Some(DUOC), Some(_)] | [_, Some(NAY), Some(DUOC), ..] => passed(text),
        _ => is_capitals(text) && names_signer(text),
    }
}

/// Whether the text tells of a vote ("thông qua ngày").
fn passed(text: &str) -> bool {
    const THONG: Key = Key::telex("thoong");
    const QUA: Key = Key::telex("qua");
    let mut before = THEO;
    words(text).any(|word| {
        let found = (before, word.key) == (THONG, QUA);
        before = word.key;
        found
    })
}

/// Whether a line of capitals is the title of one who signs.
fn names_signer(text: &str) -> bool {
    let text = text.trim();
    let deputy = ["TM.", "KT.", "TL.", "TUQ.", "Q.", "T/M", "K/T"].iter().any(|mark| text.starts_with(mark));
    let mut first = words(text).map(|word| word.key);
    let pair = (first.next(), first.next());
    const TITLES: [(&str, &str); 13] = [
        ("chur", "tichj"),
        ("chur", "nhieemj"),
        ("xacs", "thuwcj"),
        ("booj", "truwowngr"),
        ("thur", "tuwowngs"),
        ("thoongs", "ddoocs"),
        ("giams", "ddoocs"),
        ("chanhs", "ans"),
        ("vieenj", "truwowngr"),
        ("toongr", "kieemr"),
        ("toongr", "bis"),
        ("phos", "chur"),
        ("phos", "giams"),
    ];
    let named = TITLES.iter().any(|(a, b)| pair == (Some(Key::telex(a)), Some(Key::telex(b))));
    deputy || (named && words(text).count() <= 8)
}

/// Whether the line is a note that its text is issued with another: "(Ban hành kèm theo Quyết định số …)".
fn is_issue_note(text: &str) -> bool {
    let text = text.trim_start();
    if !text.starts_with('(') {
        return false;
    }
    let keys: Vec<Key> = words(text).take(6).map(|word| word.key).collect();
    keys.windows(2).any(|pair| pair == [KEM, THEO])
}

/// What texts issued with a document are: quy chế, quy định, điều lệ, nội quy, chương trình, kế hoạch, đề án, danh
/// mục, hướng dẫn, quy trình, phương án, tiêu chí, quy chuẩn, mẫu, bảng, biểu.
const ISSUED: [(&str, Option<&str>); 16] = [
    ("quy", Some("chees")),
    ("quy", Some("ddinhj")),
    ("quy", Some("trinhf")),
    ("quy", Some("chuaanr")),
    ("ddieeuf", Some("leej")),
    ("nooij", Some("quy")),
    ("chuwowng", Some("trinhf")),
    ("kees", Some("hoachj")),
    ("ddeef", Some("ans")),
    ("danh", Some("mucj")),
    ("huwowngs", Some("daanx")),
    ("phuwowng", Some("ans")),
    ("tieeu", Some("chis")),
    ("maaux", None),
    ("bangr", None),
    ("bieeur", None),
];

/// Whether line `at` is the title of a text issued with the document: its kind in capitals, and such a note within
/// four lines.
pub fn begins_issued_text(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at).filter(|line| is_capitals(&line.text)) else { return false };
    let mut first = words(&line.text).map(|word| word.key);
    let (one, two) = (first.next(), first.next());
    let is = |key: Option<Key>, telex: &str| key == Some(Key::telex(telex));
    let named = ISSUED.iter().any(|(a, b)| is(one, a) && b.is_none_or(|b| is(two, b)));
    named && lines.iter().skip(at + 1).take(4).any(|line| is_issue_note(&line.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines() {
        for text in [
            "Nơi nhận:",
            "KT. GIÁM ĐỐC",
            "CHỦ TỊCH QUỐC HỘI",
            "Luật này đã được Quốc hội nước Cộng hoà khoá XI, kỳ họp thứ 10 thông qua ngày 29 tháng 11 năm 2006.",
            "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV thông qua ngày 28 tháng 11.",
            "BỘ TRƯỞNG",
            "XÁC THỰC VĂN BẢN HỢP NHẤT",
        ] {
            assert!(begins_closing(text), "{text}");
        }
        for text in ["Luật này quy định về hộ tịch.", "NHỮNG QUY ĐỊNH CHUNG", "Chủ tịch Quốc hội có quyền"]
        {
            assert!(!begins_closing(text), "{text}");
        }
    }
}
