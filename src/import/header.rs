//! What the first and last lines of a document say of it (Nghị định 30/2020/NĐ-CP, annex I).

use crate::document::PartialDate;
use crate::parse::legal::{Structure, is_capitals};
use crate::parse::lines::Line;
use crate::vietnamese::fold;

/// What was read; what was not is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Quốc hội, UBND tỉnh …
    pub agency: Option<String>,
    /// Số, ký hiệu.
    pub number: Option<String>,
    /// Day of issue.
    pub date: Option<PartialDate>,
    /// Where it was issued.
    pub place: Option<String>,
    /// Luật, Kế hoạch …
    pub doc_type: Option<String>,
    /// Type and trích yếu.
    pub title: Option<String>,
    /// Numbers of what it rests on.
    pub based_on: Vec<String>,
    /// Name and position.
    pub signer: Option<String>,
    /// Day of effect.
    pub effective: Option<PartialDate>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
}

/// The types that stand alone on their line.
const TYPES: [&str; 24] = [
    "Hiến pháp",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Lệnh",
    "Nghị quyết",
    "Nghị định",
    "Quyết định",
    "Thông tư liên tịch",
    "Thông tư",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Báo cáo",
    "Tờ trình",
    "Công điện",
    "Kết luận",
];

/// Reads the header and the end of a document.
pub fn header(lines: &[Line], structure: &Structure) -> Header {
    let begins = structure.anchors.iter().position(Option::is_some).unwrap_or(lines.len().min(40));
    let head: Vec<&str> =
        lines.iter().take(begins).map(|line| line.text.trim()).filter(|text| !text.is_empty()).collect();
    let tail = structure.closing.map_or(&[][..], |from| lines.get(from..).unwrap_or_default());
    let tail: Vec<&str> = tail.iter().map(|line| line.text.trim()).filter(|text| !text.is_empty()).collect();
    let (doc_type, title) = title(&head);
    Header {
        agency: agency(&head),
        number: head.iter().find_map(|text| number(text)),
        date: head.iter().filter(|text| fold(text).contains(", ngay")).find_map(|text| date(text)),
        place: head.iter().find_map(|text| place(text)),
        doc_type,
        title,
        based_on: based_on(&head),
        signer: signer(&tail),
        effective: lines.iter().rev().find_map(|line| effective(&line.text)),
        recipients: recipients(&tail),
    }
}

/// The last line of capitals above Quốc hiệu: the superior body stands before the one that issues.
fn agency(head: &[&str]) -> Option<String> {
    let above = head.iter().take_while(|text| !fold(text).starts_with("cong hoa"));
    above.filter(|text| is_capitals(text)).last().map(|text| (*text).to_owned())
}

/// The number in "Luật số: 30/2023/QH15".
fn number(text: &str) -> Option<String> {
    let (before, after) = text.split_once(':')?;
    let called = fold(before).split(' ').next_back() == Some("so");
    let number = after.split_whitespace().next()?;
    let whole = number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('/');
    (called && before.chars().count() < 30 && whole)
        .then(|| number.trim_end_matches(['.', ';', ',']).to_owned())
}

/// The day in "ngày 28 tháng 11 năm 2023"; a day left blank leaves a month.
pub fn date(text: &str) -> Option<PartialDate> {
    let folded = fold(text);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let after = |name: &str, from: usize| {
        let at = words.iter().skip(from).position(|word| *word == name)? + from;
        Some((at, words.get(at + 1).and_then(|word| word.parse::<i16>().ok())))
    };
    let (at, day) = after("ngay", 0)?;
    let (at, month) = after("thang", at)?;
    let (_, year) = after("nam", at)?;
    let small = |value: Option<i16>, most: i16| {
        value.filter(|value| (1..=most).contains(value)).and_then(|value| i8::try_from(value).ok())
    };
    let year = year.filter(|year| (1900..2200).contains(year))?;
    let month = small(month, 12);
    let day = month.and(small(day, 31));
    let date = PartialDate { year, month, day };
    date.first_day().is_some().then_some(date)
}

/// The place in "Hà Nội, ngày 28 tháng 11 năm 2023".
fn place(text: &str) -> Option<String> {
    let (place, day) = text.split_once(',')?;
    let is_day = fold(day.trim_start()).starts_with("ngay ");
    (is_day && place.chars().count() < 40).then(|| place.trim().to_owned())
}

/// The type and the title with it.
fn title(head: &[&str]) -> (Option<String>, Option<String>) {
    let kind = |text: &str| TYPES.into_iter().find(|kind| fold(kind) == fold(text));
    let Some((at, kind)) =
        head.iter().enumerate().find_map(|(at, text)| Some((at, kind(text).filter(|_| is_capitals(text))?)))
    else {
        return (None, None);
    };
    let mut words: Vec<&str> = Vec::new();
    for text in head.iter().skip(at + 1).copied() {
        let goes_on = words.is_empty() || (is_capitals(text) && words.iter().all(|word| is_capitals(word)));
        if !goes_on || fold(text).starts_with("can cu") || words.len() > 3 || text.starts_with('-') {
            break;
        }
        words.push(text);
    }
    let subject = words.join(" ");
    if subject.is_empty() {
        return (Some(kind.to_owned()), None);
    }
    let plain = format!(
        "{kind} {}",
        if is_capitals(&subject) { with_names(subject.to_lowercase()) } else { subject }
    );
    // The words of issue have the right capitals: "Quốc hội ban hành Luật Hộ tịch."
    let issued = head.iter().find_map(|text| {
        let words = text.split_once("ban hành ")?.1.split_whitespace();
        let name = words.take(plain.split_whitespace().count()).collect::<Vec<_>>().join(" ");
        let name = name.trim_end_matches(['.', ';', ',']);
        (fold(name) == fold(&plain)).then(|| name.to_owned())
    });
    (Some(kind.to_owned()), Some(issued.unwrap_or(plain)))
}

/// The numbers in the lines that begin with "Căn cứ".
fn based_on(head: &[&str]) -> Vec<String> {
    let bases = head.iter().filter(|text| fold(text).starts_with("can cu"));
    let numbers = bases.flat_map(|text| crate::parse::citation::document_numbers(text));
    numbers.fold(Vec::new(), |mut known, number| {
        if !known.contains(&number) {
            known.push(number);
        }
        known
    })
}

/// The day in "có hiệu lực thi hành từ ngày …".
fn effective(text: &str) -> Option<PartialDate> {
    let folded = fold(text);
    let own = folded.split(' ').take(4).any(|word| word == "nay");
    let at = folded.find("co hieu luc")?;
    let rest = folded.get(at..)?;
    (own && at < 60 && rest.starts_with("co hieu luc thi hanh") || rest.starts_with("co hieu luc ke tu"))
        .then(|| date(rest))?
}

/// The name on the last line and the position above it.
fn signer(tail: &[&str]) -> Option<String> {
    let position = tail.iter().rposition(|text| is_capitals(text))?;
    let name = tail.get(position + 1..)?.iter().find(|text| is_name(text))?;
    let title = tail.get(position)?;
    let mut chars = title.chars();
    let first: String = chars.next().into_iter().collect();
    Some(format!("{name}, {}", with_names(first + &chars.as_str().to_lowercase())))
}

/// A text made small, with the capitals of the names that stand in most titles.
fn with_names(text: String) -> String {
    let names = ["Quốc hội", "Chính phủ", "Nhà nước", "Việt Nam", "Đảng"];
    names.iter().fold(text, |text, name| text.replace(&name.to_lowercase(), name))
}

/// Two to six words, each with a capital.
fn is_name(text: &str) -> bool {
    let count = text.split_whitespace().count();
    (2..=6).contains(&count)
        && text.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c))
        })
}

/// The bullets behind "Nơi nhận:".
fn recipients(tail: &[&str]) -> Vec<String> {
    let after = tail.iter().skip_while(|text| !fold(text).starts_with("noi nhan")).skip(1);
    let bullets = after.map_while(|text| text.strip_prefix(['-', '–']));
    bullets.map(|text| text.trim().trim_end_matches([';', '.']).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_issue() {
        let day = |text| date(text).map(|date| date.to_string());
        assert_eq!(day("Hà Nội, ngày 28 tháng 11 năm 2023").as_deref(), Some("2023-11-28"));
        assert_eq!(day("Bắc Giang, ngày tháng 02 năm 2024").as_deref(), Some("2024-02"));
        assert_eq!(day("ngày 31 tháng 02 năm 2024"), None);
        assert_eq!(place("Hà Nội, ngày 28 tháng 11 năm 2023").as_deref(), Some("Hà Nội"));
        assert_eq!(number("Luật số: 30/2023/QH15").as_deref(), Some("30/2023/QH15"));
        assert_eq!(number("Số: /KH-SGDĐT"), None);
    }
}
