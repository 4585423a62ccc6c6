use proptest::prelude::*;

use super::*;
use crate::document::RelationKind;

fn file() -> SourcePath {
    SourcePath::new("content/van-ban/a.md").unwrap()
}

/// The front matter, the body, and the diagnostics as "code: text under the place".
fn read(text: &str) -> (FrontMatter, &str, Vec<String>) {
    let (checked, body) = front_matter(&file(), text);
    let show = |d: &crate::diagnostic::Diagnostic| {
        format!("{}: {}", d.code.id, d.place.as_ref().unwrap().span.of(text))
    };
    (checked.value, text.get(body..).unwrap(), checked.diagnostics.iter().map(show).collect())
}

#[test]
fn a_legal_document_is_read() {
    let text = "\u{feff}---\r\ntieu_de: \"Kế hoạch 21\"\r\nloai_van_ban: Kế hoạch\r\nso: 21/KH-UBND\r\nngay: 2024\r\n\
                can_cu: [\"../a.md#dieu-1\", 01/QCPH-CAT-SGDĐT]\r\nthay_the: b.md\r\ntoan_van: không\r\n\
                thay_doi:\r\n  - ngay: 2024-02-28\r\n    noi_dung: Thêm trang\r\n  - {date: 2024-03-01, text: Sửa}\r\n\
                rieng:\r\n  ma: 15\r\n---\r\n\r\nNội dung";
    let (front, body, diagnostics) = read(text);
    assert_eq!(diagnostics, [""; 0]);
    assert_eq!(body, "\r\nNội dung");
    assert_eq!(front.span.of(text), text.get(3..text.len() - body.len()).unwrap());
    assert_eq!(front.title.as_deref(), Some("Kế hoạch 21"));
    assert_eq!(front.number.unwrap().span.of(text), "21/KH-UBND");
    assert_eq!(front.date.unwrap().to_string(), "2024");
    assert_eq!(front.full_text, Some(false));
    let dates: Vec<String> = front.changes.iter().map(|change| change.date.to_string()).collect();
    assert_eq!(dates, ["2024-03-01", "2024-02-28"]);
    let relations: Vec<_> = front.relations.iter().map(|r| (r.kind, r.target.value.as_str())).collect();
    let wanted = [
        (RelationKind::BasedOn, "../a.md#dieu-1"),
        (RelationKind::BasedOn, "01/QCPH-CAT-SGDĐT"),
        (RelationKind::Replaces, "b.md"),
    ];
    assert_eq!(relations, wanted);
    assert_eq!(front.extra["ma"], 15);
}

#[test]
fn every_mistake_of_a_page_is_named_at_its_place() {
    let (front, body, diagnostics) = read(
        "---\ntieu_đe: a\nngay: 26/01/2024\ncap_nhat: 2024-02\nloai: legel\nban_nhap: yes\nthu_tu: hai\n\
         duong_dan: Quy chế\ndia_chi_cu: [/a.html, b.html, c.md, ../d.html]\ntieu_de: A\ntitle: B\n\
         noi_nhan:\n- Công an tỉnh\n- Lưu: VT\nhet_hieu_luc: 2023-01-01\nhieu_luc: 2024-01-01\nso: 3204\n---\nThân",
    );
    assert_eq!(
        diagnostics,
        [
            "W104: tieu_đe",
            "E106: 26/01/2024",
            "E106: 2024-02",
            "E107: legel",
            "E105: yes",
            "E105: hai",
            "E108: Quy chế",
            "E109: /a.html",
            "E109: c.md",
            "E109: ../d.html",
            "E103: title",
            "E105: Lưu: VT",
            "W118: 2023-01-01",
        ]
    );
    assert_eq!(body, "Thân");
    assert_eq!(front.title.as_deref(), Some("A"));
    assert_eq!(front.number.unwrap().value, "3204");
    assert_eq!(front.recipients, ["Công an tỉnh"]);
    assert_eq!(front.aliases.len(), 1);
}

#[test]
fn only_a_legal_document_may_be_dated_in_part() {
    let (front, _, diagnostics) = read("---\nngay: 2024-02\n---\n");
    assert_eq!((front.date, diagnostics), (None, vec![String::from("E106: 2024-02")]));
    let (front, _, diagnostics) = read("---\nngay: 2024-02\nloai: legal\n---\n");
    assert_eq!((front.date.is_some(), diagnostics), (true, Vec::new()));
}

#[test]
fn front_matter_without_an_end_keeps_the_body() {
    let (front, body, diagnostics) = read("---\ntieu_de: A\nloai: form\n\nThân bài: có\n");
    assert_eq!(diagnostics, ["E102: ---"]);
    assert_eq!((front.title.as_deref(), body), (Some("A"), "\nThân bài: có\n"));
    assert_eq!(read("Không có").1, "Không có");
    assert_eq!(read("---").2, ["E102: ---"]);
}

#[test]
fn both_names_of_a_key_mean_the_same() {
    let mut names: Vec<&str> = KEYS.iter().flat_map(|key| [key.en, key.vi]).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 2 * KEYS.len());
    for value in ["2024-02-26", "form", "12", "true", "a.html", "[a, b]", "{a: 1}"] {
        for key in KEYS {
            let of = |name: &str| {
                let mut front = read(&format!("---\n{name}: {value}\n---\n")).0;
                front.span = Span::default();
                // Places differ by the length of the name.
                serde_json::to_string(&front).unwrap().replace(|c: char| c.is_ascii_digit(), "")
            };
            assert_eq!(of(key.en), of(key.vi), "{} {value}", key.en);
        }
    }
}

/// The manual's table names every key, and no others.
#[test]
fn the_manual_shows_every_key() {
    let manual = "content/huong-dan/bien-tap/dau-trang.md";
    let Ok(text) = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(manual))
    else {
        eprintln!("skipped: {manual} is not there");
        return;
    };
    for key in KEYS {
        let (en, vi) = (format!("`{}`", key.en), format!("`{}`", key.vi));
        let together =
            text.lines().any(|line| line.starts_with('|') && line.contains(&en) && line.contains(&vi));
        assert!(together, "{manual} has no row with {vi} and {en}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(---\n|---\r\n|\u{feff}|tieu_de|ngay|so|dia_chi_cu|thay_doi|: |\n|- |[\\[\\]{}\"'#ế 0-9]){0,24}") {
        let (checked, body) = front_matter(&file(), &text);
        prop_assert!(text.get(body..).is_some());
        for diagnostic in checked.diagnostics {
            prop_assert!(text.get(diagnostic.place.unwrap().span.range()).is_some());
        }
    }
}

#[test]
fn what_was_meant_is_suggested() {
    let (checked, _) =
        front_matter(&file(), "---\nTiêu đề: A\ntitel: B\nloai: kinh nghiệm\nduong_dan: Quy chế 01\n---\n");
    let help: Vec<String> = checked.diagnostics.into_iter().map(|d| d.help.unwrap().vi.to_string()).collect();
    assert_eq!(help[0], "Có phải bạn muốn viết “tieu_de”?");
    assert_eq!(help[1], "Có phải bạn muốn viết “title”?");
    assert_eq!(help[2], "Có phải bạn muốn viết “practice”?");
    assert!(help[3].ends_with(": quy-che-01"));
}
