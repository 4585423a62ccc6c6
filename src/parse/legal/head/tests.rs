//! What lines begin with, and what only looks so.

use super::*;
use crate::text::Span;

fn read(text: &str) -> Option<(HeadKind, String, String)> {
    let line = Line {
        text: text.to_owned(),
        map: vec![(0, 0)],
        span: Span::new(0..text.len()),
        kind: LineKind::Text,
        marker: None,
        depth: 0,
        quoted: false,
        starts_block: true,
    };
    head(&line).map(|head| (head.kind, head.number.text, text.get(head.rest..).unwrap().to_owned()))
}

#[track_caller]
fn is(text: &str, kind: HeadKind, number: &str, rest: &str) {
    assert_eq!(read(text), Some((kind, number.to_owned(), rest.to_owned())), "{text}");
}

#[test]
fn what_lines_begin_with() {
    is("Điều 5. Phạm vi", HeadKind::Article, "5", "Phạm vi");
    is("“Điều 26a. Thời hạn", HeadKind::Article, "26a", "Thời hạn");
    is("ĐIỀU 7", HeadKind::Article, "7", "");
    is("Điều 8: Tên", HeadKind::Article, "8", "Tên");
    is("Chương IV", HeadKind::Chapter, "IV", "");
    is("CHƯƠNG 1. QUY ĐỊNH", HeadKind::Chapter, "1", "QUY ĐỊNH");
    is("Phần thứ nhất", HeadKind::Part, "thứ nhất", "");
    is("Mục 2. ĐĂNG KÝ", HeadKind::Section, "2", "ĐĂNG KÝ");
    is("Tiểu mục 1. X", HeadKind::Subsection, "1", "X");
    is("PHỤ LỤC", HeadKind::Annex, "", "");
    is("Phụ lục số 01", HeadKind::Annex, "1", "");
    is("Điều 8 - Tên", HeadKind::Article, "8", "Tên");
    is("Điều 9 - Điều khoản thi hành", HeadKind::Article, "9", "Điều khoản thi hành");
    is("Điều 8.- Tên", HeadKind::Article, "8", "Tên");
    is("Điều 8[3]. Tên", HeadKind::Article, "8", "Tên");
    is("Điều 8.[3] Tên", HeadKind::Article, "8", "Tên");
    is("Điều thứ 8: Tên", HeadKind::Article, "8", "Tên");
    is("**Điều 8.** Tên", HeadKind::Article, "8", "** Tên");
    is("\u{200b}Điều 8. Tên", HeadKind::Article, "8", "Tên");
    is("Khoản 2. Nội dung", HeadKind::Arabic, "2", "Nội dung");
    is("1- Nội dung", HeadKind::Arabic, "1", "Nội dung");
    is("1[4]. Nội dung", HeadKind::Arabic, "1", "Nội dung");
    is("(b) Ly hôn", HeadKind::Letter, "b", "Ly hôn");
    is("b - Ly hôn", HeadKind::Letter, "b", "Ly hôn");
    is("12. Nội dung", HeadKind::Arabic, "12", "Nội dung");
    is("1a. Nội dung", HeadKind::Arabic, "1a", "Nội dung");
    is("  3.Nội dung", HeadKind::Arabic, "3", "Nội dung");
    is("đ) Ly hôn", HeadKind::Letter, "đ", "Ly hôn");
    is("d1) Thêm", HeadKind::Letter, "d1", "Thêm");
    is("II. NHIỆM VỤ", HeadKind::Roman, "II", "NHIỆM VỤ");
    is("III – NHIỆM VỤ", HeadKind::Roman, "III", "NHIỆM VỤ");
    is("IV— NHIỆM VỤ", HeadKind::Roman, "IV", "NHIỆM VỤ");
    is("2 — Nội dung", HeadKind::Arabic, "2", "Nội dung");
    is("c — Ly hôn", HeadKind::Letter, "c", "Ly hôn");
    is("1.2. Chi tiết", HeadKind::Decimal, "1.2", "Chi tiết");
    is("- Công an tỉnh", HeadKind::Bullet, "", "Công an tỉnh");
}

#[test]
fn what_only_looks_like_a_number() {
    for text in [
        "Điều 5 của Luật này quy định",
        "Điều này",
        "1.500 đồng",
        "2014",
        "Chương trình mục tiêu",
        "an) b",
        "--------",
        "Phần mềm",
        "30/2020/NĐ-CP",
        "Điều tra viên",
        "Điều 5 - Điều 9 của Luật này",
        "Điều 5. Phạm vi\t12",
        "Chương II. TỔ CHỨC ........ 7",
        "2 - 3 năm",
        "Khoản 2 Điều 5 được sửa đổi",
        "(theo mẫu)",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}
