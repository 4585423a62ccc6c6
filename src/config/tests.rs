use proptest::prelude::*;

use super::*;

/// The data of these files, and the diagnostics as "code: text under the place".
fn read(files: &[(&str, &str)]) -> (Config, Vec<String>) {
    let files: Vec<(SourcePath, &str)> =
        files.iter().map(|(file, text)| (SourcePath::new(file).unwrap(), *text)).collect();
    let checked = Config::parse(files.iter().map(|(file, text)| (file, *text)));
    let show = |d: &crate::diagnostic::Diagnostic| {
        let place = d.place.as_ref().unwrap();
        let text = files.iter().find(|(file, _)| *file == place.file).unwrap().1;
        format!("{}: {}", d.code.id, text.get(place.span.range()).unwrap())
    };
    (checked.value, checked.diagnostics.iter().map(show).collect())
}

#[test]
fn nothing_is_needed() {
    let (config, diagnostics) = read(&[]);
    assert_eq!(diagnostics, [""; 0]);
    assert_eq!(config.portal.timezone, "Asia/Ho_Chi_Minh");
    assert!(config.portal.search.is_some());
}

#[test]
fn the_portal_is_read() {
    let text = "tieu_de: Cổng\ndia_chi: https://antt.vn/cong\nmui_gio: Asia/Bangkok\n\
                trinh_don:\n  - {nhan: Văn bản, trang: van-ban/_index.md}\nlien_he:\n- nhan: Hòm thư\n  gia_tri: a@b.vn\n\
                thong_bao:\n  W104: off\n  e101: warning\ntim_kiem:\n  dong_nghia: [[camera, máy quay]]\n  \
                uu_tien:\n    - trang: a.md\n      tu_khoa: báo cáo\n";
    let (config, diagnostics) = read(&[("content/portal.yaml", text)]);
    assert_eq!(diagnostics, [""; 0]);
    let portal = config.portal;
    assert_eq!(portal.base_url.as_deref(), Some("https://antt.vn/cong/"));
    assert_eq!(portal.navigation[0].page.span.of(text), "van-ban/_index.md");
    assert_eq!(portal.severity(&crate::diagnostic::codes::UNKNOWN_KEY), None);
    assert_eq!(portal.severities["E101"], Some(Severity::Warning));
    let search = portal.search.unwrap();
    assert_eq!(search.synonyms, [["camera", "máy quay"]]);
    assert_eq!(search.promote[0].1, ["báo cáo"]);
}

#[test]
fn every_mistake_of_the_portal_is_named() {
    let (_, diagnostics) = read(&[(
        "content/portal.yaml",
        "tieude: A\ndia_chi: antt.vn\nmui_gio: Asia/Hanoi\nngon_ngu: fr\nso_muc_moi_trang: 0\n\
         trinh_don:\n  - nhan: A\n    trang: /van-ban/_index.md\n  - nhan: B\nthong_bao:\n  W1O4: off\n  W104: tắt\n\
         giao_dien: ../x\ntim_kiem: sao\n",
    )]);
    let wanted = [
        "W104: tieude",
        "E111: antt.vn",
        "E112: Asia/Hanoi",
        "E107: fr",
        "E105: 0",
        "E116: /van-ban/_index.md",
        "E110: nhan: B",
        "W115: W1O4",
        "E107: tắt",
        "E105: ../x",
        "E105: sao",
    ];
    assert_eq!(diagnostics, wanted);
}

#[test]
fn deadlines_and_terms_are_read() {
    let (config, diagnostics) = read(&[
        (
            "content/lich.yaml",
            "- id: ke-hoach\n  tieu_de: Gửi kế hoạch\n  han: 2024-02-23\n  ai: Phòng GDĐT\n  \
             lien_ket: ke-hoach/2024/thoi-han.md#a\n- id: bao-cao\n  tieu_de: Báo cáo\n  lap: month\n  \
             ngay_trong_thang: 11\n  tu: 2024-03-01\n  den: 2024-12-31\n",
        ),
        ("content/thuat-ngu.yaml", "- {viet_tat: ANTT, day_du: \"an ninh, trật tự\"}\n"),
    ]);
    assert_eq!(diagnostics, [""; 0]);
    let date = jiff::civil::date;
    assert_eq!(config.calendar[0].due, Due::On(date(2024, 2, 23)));
    let due = Due::Monthly { day: 11, from: Some(date(2024, 3, 1)), until: Some(date(2024, 12, 31)) };
    assert_eq!(config.calendar[1].due, due);
    assert_eq!(config.glossary[0].full, "an ninh, trật tự");
}

#[test]
fn every_mistake_of_a_calendar_is_named() {
    let (config, diagnostics) = read(&[
        (
            "content/lich.yaml",
            "- id: a\n  tieu_de: A\n- id: b\n  tieu_de: B\n  han: 23/02/2024\n- id: c\n  tieu_de: C\n  lap: month\n  \
             ngay_trong_thang: 11\n  tu: 2024-03-01\n  den: 2023-12-31\n- id: c\n  tieu_de: C\n  han: 2024-01-01\n\
             - id: d\n  tieu_de: D: d\n  han: 2024-01-01\n",
        ),
        ("content/thuat-ngu.yaml", "- viet_tat: A\n  day_du: a\n- viet_tat: A\n  day_du: b\n- viet_tat: C\n"),
        ("content/sites/x/lich.yaml", "[]"),
    ]);
    let wanted = [
        "E110: id: a",
        "E106: 23/02/2024",
        "W118: 2023-12-31",
        "E117: id: c",
        "E101: D: d",
        "E119: ",
        "E117: viet_tat: A",
        "E110: viet_tat: C",
    ];
    assert_eq!(diagnostics, wanted);
    assert_eq!(config.calendar.len(), 1);
}

#[test]
fn sites_are_read_with_their_own_deadlines() {
    let (config, diagnostics) = read(&[
        (
            "content/sites/b/site.yaml",
            "ten: Trường B\nmau: \"#14532D\"\nbo: [kinh-nghiem/, mo-hinh/a.md]\nvi_du: có\n",
        ),
        ("content/sites/a/lich.yaml", "- id: x\n  tieu_de: X\n  han: 2024-02-23\n"),
        ("content/sites/a/site.yaml", "ten: Trường A\nmau: \"#ffcc00\"\nbieu_trung: ../logo.png\n"),
        ("content/sites/c/site.yml", "ten: C\nmau: #14532d\n"),
        ("content/sites/b/lich.yaml", "- id: chung\n  tieu_de: X\n  han: 2024-02-23\n"),
        ("content/lich.yaml", "- id: chung\n  tieu_de: Y\n  han: 2024-02-23\n"),
    ]);
    assert_eq!(diagnostics, ["W114: \"#ffcc00\"", "E116: ../logo.png", "E117: id: chung", "E113: #14532d"]);
    let ids: Vec<(&str, usize)> =
        config.sites.iter().map(|site| (site.id.as_str(), site.calendar.len())).collect();
    assert_eq!(ids, [("a", 1), ("b", 1), ("c", 0)]);
    let b = &config.sites[1];
    assert_eq!(b.colour.as_ref().unwrap().value, "#14532d");
    assert_eq!(b.exclude[0].value, "kinh-nghiem");
    assert!(b.example);
}

proptest! {
    #[test]
    fn any_text_is_read(
        text in "(tieu_de|trinh_don|nhan|trang|mau|lap|han|id|thong_bao|tim_kiem|uu_tien|: |\n|\n- |  |[\\[\\]{}\"'#ế 0-9]){0,30}",
        file in prop::sample::select(vec!["portal.yaml", "lich.yaml", "thuat-ngu.yaml", "sites/a/site.yaml"]),
    ) {
        read(&[(&format!("content/{file}"), &text)]);
    }
}
