//! The shapes of citations in legal writing.

use super::{Names, citations};
use crate::document::CitedDocument;
use crate::parse::legal::{Layout, structure};
use crate::parse::lines::plain as lines;
use crate::path::SourcePath;

/// What the last line of a small law cites: "document#anchor" for each target, and its words.
fn cited(line: &str) -> Vec<(String, Vec<String>)> {
    let text = format!("Chương I\nCHUNG\nĐiều 4. A\nĐiều 5. B\n1. Một:\na) {line}\n");
    let lines = lines(&text);
    let structure = structure(&lines, &SourcePath::new("a.txt").unwrap(), Layout::Detect).value;
    let names = Names::new(["Quy chế 01", "Đề án 201", "Luật Phòng cháy và chữa cháy"]);
    let found = citations(&lines, &structure, &names, true);
    let goal = |target: &crate::document::CitationTarget| {
        let document = match &target.document {
            CitedDocument::This => "",
            CitedDocument::Number(written) | CitedDocument::Name(written) => written.as_str(),
        };
        format!("{document}#{}", target.anchor.as_deref().unwrap_or(""))
    };
    for citation in &found {
        assert_eq!(citation.span.of(&text), citation.text);
    }
    found
        .iter()
        .map(|citation| (citation.text.clone(), citation.targets.iter().map(goal).collect()))
        .collect()
}

#[track_caller]
fn is(line: &str, words: &str, goals: &[&str]) {
    let goals = goals.iter().map(|goal| (*goal).to_owned()).collect();
    assert_eq!(cited(line), [(words.to_owned(), goals)], "{line}");
}

#[test]
fn provisions_of_the_law_itself() {
    is("Theo khoản 2 Điều 4 của Luật này.", "khoản 2 Điều 4 của Luật này", &["#dieu-4-khoan-2"]);
    is("Theo khoản 2 Điều này.", "khoản 2 Điều này", &["#dieu-5-khoan-2"]);
    is("Theo điểm đ khoản này.", "điểm đ khoản này", &["#dieu-5-khoan-1-diem-dd"]);
    is("Theo Điều 4 và Điều 5 Luật này.", "Điều 4 và Điều 5 Luật này", &["#dieu-4", "#dieu-5"]);
    is(
        "Theo các điều 118, 119 và 120 của Luật này",
        "các điều 118, 119 và 120 của Luật này",
        &["#dieu-118", "#dieu-119", "#dieu-120"],
    );
    is(
        "Theo khoản 1, 2 và 3 Điều 4",
        "khoản 1, 2 và 3 Điều 4",
        &["#dieu-4-khoan-1", "#dieu-4-khoan-2", "#dieu-4-khoan-3"],
    );
    is(
        "điểm a, b và c khoản 1 Điều 4",
        "điểm a, b và c khoản 1 Điều 4",
        &["#dieu-4-khoan-1-diem-a", "#dieu-4-khoan-1-diem-b", "#dieu-4-khoan-1-diem-c"],
    );
    is(
        "Từ Điều 3 đến Điều 5 của Luật này",
        "Từ Điều 3 đến Điều 5 của Luật này",
        &["#dieu-3", "#dieu-4", "#dieu-5"],
    );
    is(
        "điểm a khoản 1, khoản 2 và khoản 3 Điều 4",
        "điểm a khoản 1, khoản 2 và khoản 3 Điều 4",
        &["#dieu-4-khoan-1-diem-a", "#dieu-4-khoan-2", "#dieu-4-khoan-3"],
    );
    is("khoản 1 các Điều 4 và 5", "khoản 1 các Điều 4 và 5", &["#dieu-4-khoan-1", "#dieu-5-khoan-1"]);
    is("tại Chương này", "Chương này", &["#chuong-i"]);
    is("Mục 2 Chương IV của Luật này", "Mục 2 Chương IV của Luật này", &["#chuong-iv-muc-2"]);
    is("Điều 4, khoản 2, điểm a", "Điều 4, khoản 2, điểm a", &["#dieu-4-khoan-2-diem-a"]);
    is("khoản 1a Điều 26a", "khoản 1a Điều 26a", &["#dieu-26a-khoan-1a"]);
}

#[test]
fn provisions_of_other_documents() {
    is(
        "Theo Điều 4 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020.",
        "Điều 4 Nghị định số 30/2020/NĐ-CP",
        &["30/2020/NĐ-CP#dieu-4"],
    );
    is(
        "khoản 1 Điều 44 của Luật Phòng cháy và chữa cháy",
        "khoản 1 Điều 44 của Luật Phòng cháy và chữa cháy",
        &["Luật Phòng cháy và chữa cháy#dieu-44-khoan-1"],
    );
    is("Điều 18 của Bộ luật hình sự thì", "Điều 18 của Bộ luật hình sự", &["Bộ luật hình sự#dieu-18"]);
    let later = cited("Chương XX và tội tại Điều 207 của Bộ luật hình sự");
    assert_eq!(
        later.iter().flat_map(|(_, goals)| goals).collect::<Vec<_>>(),
        ["Bộ luật hình sự#chuong-xx", "Bộ luật hình sự#dieu-207",]
    );
}

#[test]
fn documents() {
    is("Kế hoạch số 21/KH-UBND ngày 26/01/2024", "Kế hoạch số 21/KH-UBND", &["21/KH-UBND#"]);
    is(
        "Quy chế phối hợp số 01/QCPHCAT-SGDĐT ngày",
        "Quy chế phối hợp số 01/QCPHCAT-SGDĐT",
        &["01/QCPHCAT-SGDĐT#"],
    );
    is("triển khai Quy chế 01 và", "Quy chế 01", &["Quy chế 01#"]);
    is("mà Đề án số 201 đề ra", "Đề án số 201", &["Đề án số 201#"]);
    is("và Quyết định số 79/2021.", "Quyết định số 79/2021", &["79/2021#"]);
    is("Luật Bảo hiểm y tế số 25/2008/QH12 đã", "Luật Bảo hiểm y tế số 25/2008/QH12", &["25/2008/QH12#"]);
}

#[test]
fn what_only_looks_like_a_citation() {
    for line in [
        "điều kiện 5 năm",
        "tài khoản 111",
        "danh mục 1",
        "Luật này quy định",
        "ngày 26/01/2024",
        "10 điểm",
        "Kế hoạch 5 năm",
        "số điểm 5",
        "phần 1",
        "một số điều của",
    ] {
        assert_eq!(cited(line), [], "{line}");
    }
}

/// Shapes that stray from the usual ones.
#[test]
fn lists_and_ranges_of_every_kind() {
    is(
        "các điểm từ a đến d khoản 1 Điều 4",
        "các điểm từ a đến d khoản 1 Điều 4",
        &[
            "#dieu-4-khoan-1-diem-a",
            "#dieu-4-khoan-1-diem-b",
            "#dieu-4-khoan-1-diem-c",
            "#dieu-4-khoan-1-diem-d",
        ],
    );
    is(
        "từ điểm d đến điểm e khoản 1 Điều 4",
        "từ điểm d đến điểm e khoản 1 Điều 4",
        &["#dieu-4-khoan-1-diem-d", "#dieu-4-khoan-1-diem-dd", "#dieu-4-khoan-1-diem-e"],
    );
    is(
        "từ khoản 1 tới khoản 3 Điều 4",
        "từ khoản 1 tới khoản 3 Điều 4",
        &["#dieu-4-khoan-1", "#dieu-4-khoan-2", "#dieu-4-khoan-3"],
    );
    is("Điều 4 hay Điều 5", "Điều 4 hay Điều 5", &["#dieu-4", "#dieu-5"]);
    is("tại Điều 4 và tại khoản 1 Điều 5", "Điều 4 và tại khoản 1 Điều 5", &["#dieu-4", "#dieu-5-khoan-1"]);
    is(
        "Điều 4, khoản 1, khoản 2 và Điều 5",
        "Điều 4, khoản 1, khoản 2 và Điều 5",
        &["#dieu-4-khoan-1", "#dieu-4-khoan-2", "#dieu-5"],
    );
    is("Điều 4 khoản 1 và khoản 2", "Điều 4 khoản 1 và khoản 2", &["#dieu-4-khoan-1", "#dieu-4-khoan-2"]);
    is(
        "điểm a) và b) khoản 1 Điều 4",
        "điểm a) và b) khoản 1 Điều 4",
        &["#dieu-4-khoan-1-diem-a", "#dieu-4-khoan-1-diem-b"],
    );
    is("(tại điểm a khoản này)", "điểm a khoản này", &["#dieu-5-khoan-1-diem-a"]);
    is("điểm “a” khoản 1 Điều 4", "điểm “a” khoản 1 Điều 4", &["#dieu-4-khoan-1-diem-a"]);
    is(
        "khoản 1, 2 và điểm a khoản 3 Điều 4",
        "khoản 1, 2 và điểm a khoản 3 Điều 4",
        &["#dieu-4-khoan-1", "#dieu-4-khoan-2", "#dieu-4-khoan-3-diem-a"],
    );
    is(
        "Điều 3, khoản 1 Điều 4 và Chương II của Luật này",
        "Điều 3, khoản 1 Điều 4 và Chương II của Luật này",
        &["#dieu-3", "#dieu-4-khoan-1", "#chuong-ii"],
    );
    is("Mục 1 và Mục 2 Chương II", "Mục 1 và Mục 2 Chương II", &["#chuong-ii-muc-1", "#chuong-ii-muc-2"]);
    is("Điều 53A và khoản 2 Điều 4", "Điều 53A và khoản 2 Điều 4", &["#dieu-53a", "#dieu-4-khoan-2"]);
}

#[test]
fn documents_by_name_and_by_what_they_are_issued_with() {
    is(
        "Điều 57 Bộ luật Hình sự năm 2015 (sửa đổi)",
        "Điều 57 Bộ luật Hình sự năm 2015",
        &["Bộ luật Hình sự#dieu-57"],
    );
    is("Điều 7 Luật Đất đai 2013 thì", "Điều 7 Luật Đất đai 2013", &["Luật Đất đai#dieu-7"]);
    is(
        "khoản 2 Điều 27 của Luật luật sư.",
        "khoản 2 Điều 27 của Luật luật sư",
        &["Luật luật sư#dieu-27-khoan-2"],
    );
    is(
        "Điều 1 của Luật sửa đổi, bổ sung một số điều của Luật Giáo dục số 44/2009/QH12.",
        "Điều 1 của Luật sửa đổi, bổ sung một số điều của Luật Giáo dục số 44/2009/QH12",
        &["44/2009/QH12#dieu-1"],
    );
    is(
        "Điều 5 Quy chế làm việc ban hành kèm theo Quyết định số 12/2020/QĐ-UBND.",
        "Điều 5 Quy chế làm việc ban hành kèm theo Quyết định số 12/2020/QĐ-UBND",
        &["12/2020/QĐ-UBND#dieu-5"],
    );
    is(
        "Phụ lục I ban hành kèm theo Nghị định số 30/2020/NĐ-CP",
        "Phụ lục I ban hành kèm theo Nghị định số 30/2020/NĐ-CP",
        &["30/2020/NĐ-CP#phu-luc-i"],
    );
    is(
        "Điều 19 Công ước về quyền trẻ em.",
        "Điều 19 Công ước về quyền trẻ em",
        &["Công ước về quyền trẻ em#dieu-19"],
    );
    is("Điều 4 Nghị định số: 30/2020/NĐ-CP", "Điều 4 Nghị định số: 30/2020/NĐ-CP", &["30/2020/NĐ-CP#dieu-4"]);
    is("Quyết định số 79 /2021/QĐ-UBND", "Quyết định số 79 /2021/QĐ-UBND", &["79 /2021/QĐ-UBND#"]);
    let two = cited("Điều 4 của Luật này và Điều 7 của Luật Nhà ở.");
    assert_eq!(two.iter().flat_map(|(_, goals)| goals).collect::<Vec<_>>(), ["#dieu-4", "Luật Nhà ở#dieu-7"]);
}
