//! The head and end of a document as offices print them (Nghị định 30/2020/NĐ-CP, annex I).

use std::borrow::Cow;

use super::Renderer;
use super::views::OfficialView;
use super::words::{lower_initial, upper_initial};
use crate::date::PartialDate;
use crate::document::{Document, FrontMatter};
use crate::vietnamese::fold;

impl Renderer<'_> {
    /// What is printed around the text; nothing where the page holds no full text or it is not known who issued it.
    pub(super) fn official<'s>(&self, document: &'s Document, body: &str) -> Option<OfficialView<'s>> {
        let front = &document.front;
        let agency = front.agency.as_deref().filter(|_| document.holds_text())?;
        let own_end = memchr::memmem::find(body.as_bytes(), b"class=\"closing").is_some();
        let name = front.doc_type.as_deref().unwrap_or_default();
        // An official letter has no name; what it is about stands under its number.
        let letter = fold(name) == "cong van";
        let subject = subject(document, name);
        let (office, signer) = if own_end { (Vec::new(), None) } else { signature(front) };
        Some(OfficialView {
            superior: front.superior.as_deref(),
            agency,
            number: number(front),
            place_and_day: place_and_day(front),
            name: if letter { String::new() } else { name.to_uppercase() },
            about: if letter { format!("V/v {}", lower_initial(&subject)) } else { String::new() },
            subject: if letter { String::new() } else { subject.into_owned() },
            office,
            signer,
            recipients: if own_end { &[] } else { &front.recipients },
        })
    }
}

/// `Số: 30/2020/NĐ-CP`, of laws `Luật số: 30/2023/QH15`.
fn number(front: &FrontMatter) -> String {
    let name = front
        .doc_type
        .as_deref()
        .filter(|name| matches!(fold(name).as_str(), "luat" | "bo luat" | "phap lenh"));
    let number = front.number.as_ref().map(|number| number.value.as_str());
    let before = name.map_or_else(|| "Số".to_owned(), |name| format!("{name} số"));
    format!("{before}: {}", number.unwrap_or("…"))
}

/// `Bắc Giang, ngày 05 tháng 02 năm 2024`: days under 10 and the months 1 and 2 have a zero in front.
fn place_and_day(front: &FrontMatter) -> String {
    let day = |PartialDate { year, month, day }| {
        let day = day.map_or_else(|| "…".to_owned(), |day| format!("{day:02}"));
        let month = match month {
            Some(month @ 1..=2) => format!("{month:02}"),
            Some(month) => month.to_string(),
            None => "…".to_owned(),
        };
        format!("ngày {day} tháng {month} năm {year}")
    };
    let day = front.date.map_or_else(|| "ngày … tháng … năm …".to_owned(), day);
    front.place.as_ref().map_or_else(|| day.clone(), |place| format!("{place}, {day}"))
}

/// The title without the type and the number that stand before it.
fn subject<'a>(document: &'a Document, name: &str) -> Cow<'a, str> {
    let title = document.title.trim();
    let words = name.split_whitespace().count();
    let split = |count: usize| {
        let mut rest = title;
        for _ in 0..count {
            rest = rest.trim_start().split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
        }
        rest.trim_start()
    };
    let first: Vec<&str> = title.split_whitespace().take(words).collect();
    if words == 0 || fold(&first.join(" ")) != fold(name) {
        return title.into();
    }
    let rest = split(words);
    let number = document.front.number.as_ref().map(|number| number.value.as_str()).unwrap_or_default();
    let mut after = rest.split_whitespace();
    let numbered = after.next().is_some_and(|word| fold(word) == "so")
        && after.next().is_some_and(|word| number.starts_with(word.trim_end_matches([',', ':'])));
    let rest = if numbered { split(words + 2) } else { rest };
    if rest.is_empty() { title.into() } else { upper_initial(rest).into() }
}

/// The office that signs, line by line, and the name: "Đào Thị Hương, Phó Giám đốc (ký thay Giám đốc)".
fn signature(front: &FrontMatter) -> (Vec<String>, Option<String>) {
    let Some(signer) = &front.signer else { return (Vec::new(), None) };
    let (name, office) = signer.split_once(',').unwrap_or((signer, ""));
    let (own, how) = office.split_once('(').unwrap_or((office, ""));
    let how = how.trim_end().trim_end_matches(')').trim();
    const MARKS: [(&str, usize, &str); 5] = [
        ("ky thay", 2, "KT."),
        ("thay mat", 2, "TM."),
        ("thua lenh", 2, "TL."),
        ("thua uy quyen", 3, "TUQ."),
        ("quyen", 1, "Q."),
    ];
    let folded = fold(how);
    let mark = MARKS.iter().find(|(words, ..)| folded.starts_with(words)).map(|(_, count, mark)| {
        let whose: Vec<&str> = how.split_whitespace().skip(*count).collect();
        format!("{mark} {}", whose.join(" ").to_uppercase()).trim_end().to_owned()
    });
    let own = Some(own.trim().to_uppercase()).filter(|own| !own.is_empty());
    (mark.into_iter().chain(own).collect(), Some(name.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_as_offices_write_them() {
        let of = |signer: &str| {
            let front = FrontMatter { signer: Some(signer.to_owned()), ..FrontMatter::default() };
            let (office, name) = signature(&front);
            format!("{}|{}", office.join("/"), name.unwrap_or_default())
        };
        assert_eq!(of("Đào Thị A, Phó Giám đốc (ký thay Giám đốc)"), "KT. GIÁM ĐỐC/PHÓ GIÁM ĐỐC|Đào Thị A");
        assert_eq!(of("Lê B, Chủ tịch (thay mặt Ủy ban nhân dân)"), "TM. ỦY BAN NHÂN DÂN/CHỦ TỊCH|Lê B");
        assert_eq!(of("Lê B"), "|Lê B");
    }

    #[test]
    fn days_have_the_zeros_that_the_decree_asks_for() {
        let of = |date: &str, place: Option<&str>| {
            place_and_day(&FrontMatter {
                date: PartialDate::parse(date).ok(),
                place: place.map(str::to_owned),
                ..FrontMatter::default()
            })
        };
        assert_eq!(of("2024-02-05", Some("Bắc Giang")), "Bắc Giang, ngày 05 tháng 02 năm 2024");
        assert_eq!(of("2024-11-15", None), "ngày 15 tháng 11 năm 2024");
        assert_eq!(of("2024-03", None), "ngày … tháng 3 năm 2024");
    }
}
