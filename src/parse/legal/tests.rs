//! Small texts that hold the difficulties of real ones.

use proptest::prelude::*;

use super::{Layout, Structure, structure};
use crate::parse::lines::plain as lines;
use crate::path::SourcePath;

fn read(text: &str) -> (Structure, Vec<&'static str>) {
    let checked = structure(&lines(text), &SourcePath::new("a.txt").unwrap(), Layout::Detect);
    (checked.value, checked.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect())
}

#[track_caller]
fn anchors(text: &str, expected: &[&str]) {
    let (structure, diagnostics) = read(text);
    let found: Vec<&str> = structure.provisions.iter().map(|provision| provision.anchor.as_str()).collect();
    assert_eq!(found, expected);
    assert_eq!(diagnostics, Vec::<&str>::new());
}

#[test]
fn a_law() {
    anchors(
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Một:\na) A;\nd) D;\nđ) Đ.\n2. Hai\nMục 1. X\nĐiều 2\nTên điều\nLời.\nĐiều 2a. Thêm\nChương II\nTÊN\nMục 1\nTÊN MỤC\nĐiều 3. Y\n"
            .replace("d) D;", "b) B;\nc) C;\nd) D;")
            .as_str(),
        &[
            "chuong-i",
            "dieu-1",
            "dieu-1-khoan-1",
            "dieu-1-khoan-1-diem-a",
            "dieu-1-khoan-1-diem-b",
            "dieu-1-khoan-1-diem-c",
            "dieu-1-khoan-1-diem-d",
            "dieu-1-khoan-1-diem-dd",
            "dieu-1-khoan-2",
            "chuong-i-muc-1",
            "dieu-2",
            "dieu-2a",
            "chuong-ii",
            "chuong-ii-muc-1",
            "dieu-3",
        ],
    );
}

#[test]
fn titles_and_labels() {
    let (structure, _) = read("Chương I\nQUY ĐỊNH\nCHUNG\nĐiều 1. Phạm vi\n1. Một:\na) A;\nb) B.\n");
    let last = structure.provisions.last().unwrap();
    assert_eq!(last.label, "điểm b khoản 1 Điều 1");
    let titles: Vec<&str> = structure.provisions.iter().map(|provision| provision.title.as_str()).collect();
    assert_eq!(titles, ["QUY ĐỊNH CHUNG", "Phạm vi", "", "", ""]);
}

#[test]
fn quoted_provisions_are_kept_apart_even_where_marks_do_not_balance() {
    let outer = ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-1-khoan-3", "dieu-2"];
    let text = |opening: &str, closing: &str| {
        format!(
            "Điều 1. Sửa đổi, bổ sung một số điều của Luật X\n1. Sửa đổi, bổ sung Điều 10 như sau:\n{opening}Điều 10. Tên\n1. Một gồm “A”:\na) A;\nb) B.\n2. Hai.{closing}\n2. Sửa đổi khoản 2 Điều 11 như sau:\n{opening}2. Hai.\n3. Ba.{closing}\n3. Bãi bỏ Điều 12.\nĐiều 2. Hiệu lực\nLuật này có hiệu lực.\n"
        )
    };
    anchors(&text("“", "”."), &outer);
    anchors(&text("\"", "\"."), &outer);
    anchors(&text("“", ""), &outer);
    anchors(&text("", ""), &outer);
    anchors(&text("", "”."), &outer);
    anchors(&text("“", "”; “thừa"), &outer);
}

#[test]
fn a_plan() {
    anchors(
        "KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Tiếp tục.\n2. Nâng cao.\nII. NHIỆM VỤ\n1. Tổ chức\n- Lãnh đạo\nvề công tác.\n- Tham gia.\n2. Đẩy mạnh\na) Một\nb) Hai\nNơi nhận:\n- Công an tỉnh;\n- Lưu: VT.\n",
        &[
            "muc-i",
            "muc-i-1",
            "muc-i-2",
            "muc-ii",
            "muc-ii-1",
            "muc-ii-1-1",
            "muc-ii-1-2",
            "muc-ii-2",
            "muc-ii-2-a",
            "muc-ii-2-b",
        ],
    );
    let (structure, _) = read("I. A\n1. B\n- C\nII. D\n");
    assert_eq!(structure.provisions[2].label, "gạch đầu dòng thứ 1 mục I.1");
}

#[test]
fn annexes_and_issued_texts_have_a_prefix() {
    anchors(
        "Điều 1. Ban hành Quy chế.\nĐiều 2. Hiệu lực.\nCHỦ TỊCH\nNguyễn A\nQUY CHẾ\nPHỐI HỢP\n(Ban hành kèm theo Quyết định số 1/QĐ-UBND)\nĐiều 1. Phạm vi\n1. Một.\nPhụ lục I\nMẪU\nĐiều 1. Mẫu\nĐiều 2. Mẫu hai\n",
        &[
            "dieu-1",
            "dieu-2",
            "quy-che",
            "quy-che-dieu-1",
            "quy-che-dieu-1-khoan-1",
            "phu-luc-i",
            "phu-luc-i-dieu-1",
            "phu-luc-i-dieu-2",
        ],
    );
}

#[test]
fn irregular_numbers_are_warned_of() {
    assert_eq!(read("Điều 1. A\n1. Một.\n2. Hai.\n4. Bốn.\n").1, ["W401"]);
    assert_eq!(read("Điều 1. A\n1. Một.\n2. Hai.\n2. Hai.\n").1, ["W402"]);
    assert_eq!(read("Điều 1. A\n1. Một.\n3. Ba.\n2. Hai.\n").1.len(), 1);
    assert_eq!(read("Điều 1. A\nĐiều 3. C\n").1, ["W401"]);
}

#[test]
fn a_number_in_running_text_is_no_provision() {
    anchors(
        "Điều 1. A\n1. Theo\nĐiều 5 của Luật này và năm\n2014. Sau đó\n2. Hai.\nĐiều 2. B\n",
        &["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-2"],
    );
}

#[test]
fn odd_ways_to_number() {
    let plain = [
        "dieu-1",
        "dieu-1-khoan-1",
        "dieu-1-khoan-1-diem-a",
        "dieu-1-khoan-1-diem-b",
        "dieu-1-khoan-2",
        "dieu-2",
    ];
    for text in [
        "Điều 1 - Phạm vi\n1- Một:\na- A;\nb - B.\n2- Hai.\nĐiều 2 - Điều khoản thi hành\n",
        "Điều 1 Phạm vi\n1. Một:\n(a) A;\n(b) B.\n2. Hai.\nĐiều 2 Hiệu lực\nLời.\n",
        "Điều 1[1]. Phạm vi\n1[2]. Một:\na)[3] A;\nb[4]) B.\n2. Hai.\nĐiều 2. Hiệu lực\n",
        "\u{200b}Điều 1. Phạm vi\n\u{a0}\t1. Một:\n\u{ad}a) A;\nb) B.\n2. Hai.\nÐiều 2. Hiệu lực\n",
        "**Điều 1.** Phạm vi\nKhoản 1. Một:\nĐiểm a. A;\nĐiểm b. B.\nKhoản 2. Hai.\n### Điều 2. Hiệu lực\n",
        "Điều thứ 1. Phạm vi\n01. Một:\na/ A;\nb/ B.\n02. Hai.\nĐiều thứ hai. Hiệu lực\n",
    ] {
        let (structure, _) = read(text);
        let found: Vec<&str> =
            structure.provisions.iter().map(|provision| provision.anchor.as_str()).collect();
        let plain =
            plain.map(
                |anchor| {
                    if text.contains("thứ hai") && anchor == "dieu-2" { "dieu-thu-hai" } else { anchor }
                },
            );
        assert_eq!(found, plain, "{text}");
    }
}

#[test]
fn a_scanned_text_breaks_its_lines_anywhere() {
    anchors(
        "Điều 1. Phạm vi\n1. Cơ quan, tổ chức và cá nhân thực hiện theo quy định tại khoản 2\nĐiều 5 Luật này và tại\nĐiều 2 của Luật này; việc báo cáo thực hiện theo quy định tại khoản 3\nĐiều 4. Sau đó thì thôi.\n2. Hai.\nĐiều 2. Hiệu lực\nLời.\n",
        &["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-2"],
    );
}

#[test]
fn notes_behind_the_signature_are_no_provisions() {
    anchors(
        "Điều 1. A\nLời.\nĐiều 2. B\nLời.\nNơi nhận:\n- Lưu: VT.\n[1] Điều này được sửa đổi.\nĐiều 2. Hiệu lực của luật sửa đổi\n1. Luật này có hiệu lực.\n",
        &["dieu-1", "dieu-2"],
    );
}

/// An address once published stays where something else is added or taken away.
#[test]
fn addresses_stay_when_the_text_around_them_changes() {
    let unit = |n: usize| format!("Điều {n}. Tên\n1. Một:\na) A;\nb) B.\n2. Hai.\n");
    let law = |left_out: usize, added: &str| -> Vec<String> {
        let articles = (1..=6).filter(|n| *n != left_out).map(|n| {
            let chapter = if n % 3 == 1 {
                format!("Chương {}\nTÊN\n", if n == 1 { "I" } else { "II" })
            } else {
                String::new()
            };
            format!("{chapter}{}{}", unit(n), if n == 3 { added } else { "" })
        });
        let (structure, _) = read(&articles.collect::<String>());
        structure.provisions.into_iter().map(|provision| provision.anchor).collect()
    };
    let whole = law(0, "");
    let more = law(0, "3. Ba.\nĐiều 3a. Thêm\n1. Một.\n");
    assert!(whole.iter().all(|anchor| more.contains(anchor)));
    for n in [2, 3, 5, 6] {
        let gone = format!("dieu-{n}");
        let stays: Vec<&String> = whole
            .iter()
            .filter(|anchor| **anchor != gone && !anchor.starts_with(&format!("{gone}-")))
            .collect();
        assert_eq!(law(n, "").iter().collect::<Vec<_>>(), stays);
    }
}

/// Whether the provisions form a tree that covers the text without overlap.
fn is_tree(text: &str, structure: &Structure) {
    let provisions = &structure.provisions;
    for (at, one) in provisions.iter().enumerate() {
        assert!(one.span.start <= one.span.end && one.span.end as usize <= text.len());
        assert!(
            text.is_char_boundary(one.span.start as usize) && text.is_char_boundary(one.span.end as usize)
        );
        if let Some(parent) = one.parent {
            assert!((parent as usize) < at);
            let parent = &provisions[parent as usize];
            assert!(parent.span.start <= one.span.start && one.span.end <= parent.span.end);
        }
        for other in provisions.iter().skip(at + 1) {
            let inside = other.span.start >= one.span.start && other.span.end <= one.span.end;
            assert!(inside || other.span.start >= one.span.end, "{one:?} {other:?}");
        }
        assert_eq!(provisions.iter().filter(|other| other.anchor == one.anchor).count(), 1);
    }
}

proptest! {
    #[test]
    fn any_text_gives_a_tree(
        lines in prop::collection::vec(
            prop_oneof![
                "[“”\" ]?(Điều|Chương|Mục|Phần|Phụ lục|PHỤ LỤC) [0-9IVX]{1,3}[.:]? ?[a-zA-Z “”]{0,8}",
                "[“”\"]?[0-9]{1,2}[a-zđ]?[.)] [a-z”“:]{0,6}",
                "[“”]?[a-zđ][0-9]?\\) .{0,6}",
                "[IVX]{1,3}\\. [A-Z]{0,5}",
                "[-+] .{0,5}",
                "\\PC{0,20}",
                Just("Nơi nhận:".to_owned()),
                Just("QUY CHẾ\n(Ban hành kèm theo Quyết định)".to_owned()),
                Just("1. Sửa đổi, bổ sung Điều 2 như sau:".to_owned()),
            ],
            0..40,
        )
    ) {
        let text = lines.join("\n");
        for layout in [Layout::Detect, Layout::Normative, Layout::Plan] {
            let read = crate::parse::lines::plain(&text);
            let before = read.clone();
            let found = structure(&read, &SourcePath::new("a.txt").unwrap(), layout).value;
            is_tree(&text, &found);
            // The text itself is only read, and every line of it is still there.
            prop_assert_eq!(&read, &before);
            prop_assert_eq!(found.anchors.len(), read.len());
            crate::parse::citation::citations(&read, &found, &Default::default(), true);
        }
    }
}
