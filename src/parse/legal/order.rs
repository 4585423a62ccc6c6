//! Orders to change a text: the sentences of amending documents ("Sửa đổi, bổ sung khoản 2 Điều 5 như sau:").

use super::quote::begins_quoted;
use crate::vietnamese::{Key, spelled_words as words};

const SUA: Key = Key::telex("suwar");
const DOI: Key = Key::telex("ddooir");
const BO: Key = Key::telex("boor");
const SUNG: Key = Key::telex("sung");
const BAI: Key = Key::telex("baix");
const BO_DI: Key = Key::telex("bor");
const THAY: Key = Key::telex("thay");
const THE: Key = Key::telex("thees");
const CUM: Key = Key::telex("cumj");
const TU: Key = Key::telex("tuwf");
const HUY: Key = Key::telex("huyr");
const NHU: Key = Key::telex("nhuw");
const SAU: Key = Key::telex("sau");

/// Whether the text's first words order a change of another text ("Sửa đổi, bổ sung khoản 2 Điều 5 như sau:"): further
/// on a quoted provision may have such an order.
pub fn opens_with_order(text: &str) -> bool {
    instructs(words(text).map(|word| word.key))
}

/// The same of the words of a text.
pub fn instructs(keys: impl Iterator<Item = Key>) -> bool {
    let mut before = Key::telex("");
    let mut first = true;
    for key in keys.take(14) {
        let pair = (before, key);
        let orders = matches!(
            pair,
            (SUA, DOI) | (BO, SUNG) | (BAI, BO_DI) | (THAY, THE | CUM | TU) | (BO_DI | HUY, CUM | BO_DI | TU)
        );
        if orders || (first && matches!(key, BO_DI | BAI)) {
            return true;
        }
        first = false;
        before = key;
    }
    false
}

const DUOC: Key = Key::telex("dduwowcj");
const CAC: Key = Key::telex("cacs");

/// The verbs of an order, by their first two words.
const VERBS: [(Key, Key); 9] = [
    (SUA, DOI),
    (BO, SUNG),
    (BAI, BO_DI),
    (HUY, BO_DI),
    (THAY, THE),
    (THAY, CUM),
    (THAY, TU),
    (BO_DI, CUM),
    (BO_DI, TU),
];

/// What an order changes: điều, khoản, điểm, chương, mục, phần, tiểu mục, phụ lục, đoạn, cụm từ.
const CHANGED: [Key; 10] = [
    Key::telex("ddieeuf"),
    Key::telex("khoanr"),
    Key::telex("ddieemr"),
    Key::telex("chuwowng"),
    Key::telex("mucj"),
    Key::telex("phaanf"),
    Key::telex("tieeur"),
    Key::telex("phuj"),
    Key::telex("ddoanj"),
    CUM,
];

/// The words between the verb and what it changes: further verbs, một số, các, tên, vào, cuối, đầu, nội dung, và,
/// thêm, của.
const BETWEEN: [Key; 21] = [
    SUA,
    DOI,
    BO,
    SUNG,
    BAI,
    BO_DI,
    THAY,
    THE,
    HUY,
    CAC,
    Key::telex("mootj"),
    Key::telex("soos"),
    Key::telex("teen"),
    Key::telex("vaof"),
    Key::telex("cuoois"),
    Key::telex("ddaauf"),
    Key::telex("nooij"),
    Key::telex("dung"),
    Key::telex("vaf"),
    Key::telex("theem"),
    Key::telex("cuar"),
];

/// Whether the text is itself an order to change a text, and not only words about changes: "Sửa đổi, bổ sung khoản 2
/// Điều 5", "Bãi bỏ Điều 12", "Điều 5 được sửa đổi như sau". "Bổ sung điều kiện" and "được thay thế" order nothing.
pub fn is_order(text: &str) -> bool {
    let mut keys = words(text).map(|word| word.key);
    let (Some(first), Some(second)) = (keys.next(), keys.next()) else { return false };
    if VERBS.contains(&(first, second)) || first == BO_DI {
        return matches!(second, CUM | TU) || names_changed(text);
    }
    if first != CAC && !CHANGED.contains(&first) {
        return false;
    }
    let mut before = second;
    let passive = keys.take(40).any(|key| {
        let found = before == DUOC && matches!(key, SUA | BO | BAI | BO_DI | THAY | HUY);
        before = key;
        found
    });
    passive && names_changed(text)
}

/// Whether the first word that is more than a link is a unit of a text, with its number or in a list of units.
fn names_changed(text: &str) -> bool {
    let Some(unit) = words(text).take(12).find(|word| !BETWEEN.contains(&word.key)) else { return false };
    let rest = text.get(unit.end..).unwrap_or("").trim_start();
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let numbered = next.starts_with(|c: char| c.is_ascii_digit())
        || next.chars().count() == 1
        || (!next.is_empty() && next.bytes().all(|byte| b"IVXLC".contains(&byte)));
    let listed = words(rest)
        .next()
        .is_some_and(|next| next.key == TU || BETWEEN.contains(&next.key) || CHANGED.contains(&next.key));
    let quoted = begins_quoted(rest);
    CHANGED.contains(&unit.key) && (numbered || listed || quoted || rest.starts_with(','))
        || unit.key == TU && quoted
}

/// Whether the text ends by announcing another: "… như sau:".
pub fn announces(text: &str) -> bool {
    if !text.trim_end().ends_with(':') {
        return false;
    }
    let mut before = Key::telex("");
    let mut found = false;
    for word in words(text) {
        found = (before, word.key) == (NHU, SAU);
        before = word.key;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_to_change_a_text() {
        assert!(opens_with_order("Sửa đổi, bổ sung khoản 2 Điều 5 như sau:"));
        assert!(opens_with_order("Điều 5 được sửa đổi, bổ sung như sau:"));
        assert!(opens_with_order("Bãi bỏ khoản 3 Điều 45."));
        assert!(!opens_with_order("Người giám định có quyền sau đây:"));
        for order in [
            "Sửa đổi, bổ sung khoản 2 Điều 5 như sau:",
            "Sửa đổi, bổ sung một số điểm, khoản của Điều 22 như sau:",
            "Sửa đổi, bổ sung tên điều và một số khoản của Điều 9 như sau:",
            "Bổ sung các điểm d, đ và e vào sau điểm c khoản 1 Điều 23 như sau:",
            "Sửa đổi tên Chương II như sau:",
            "Bãi bỏ khoản 3 Điều 45.",
            "Bỏ từ “cũ” tại Điều 5.",
            "Thay thế cụm từ “a” bằng cụm từ “b” tại khoản 3 Điều 16.",
            "Điều 5 được sửa đổi, bổ sung như sau:",
            "Các khoản 1 và 2 Điều 5 được bãi bỏ.",
            "Thay từ “a” bằng từ “b”.",
        ] {
            assert!(is_order(order), "{order}");
        }
        for words in [
            "Huỷ bỏ hợp đồng",
            "Bên kia vi phạm hợp đồng là điều kiện huỷ bỏ mà các bên đã thoả thuận;",
            "Thay đổi, bổ sung thông tin liên quan đến tổ chức, cá nhân;",
            "Điều trị bằng thuốc thay thế;",
            "Bổ sung điều kiện kinh doanh theo Điều 5;",
            "Điều 5 của Luật này quy định",
        ] {
            assert!(!is_order(words), "{words}");
        }
        assert!(announces("Sửa đổi khoản 1 như sau:"));
        assert!(!announces("bao gồm:"));
    }
}
