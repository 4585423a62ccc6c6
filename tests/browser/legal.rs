//! Pages of legal documents: texts by date and what changed, pictures of relations, tables that sort, print.

use std::path::Path;
use std::process::Command;

use serde_json::json;
use tempfile::TempDir;

use crate::client::Page;
use crate::pages::{axe, violations};
use crate::{host, portal};

/// A small site of `tests/sites`, built.
fn built(name: &str, more: &[&str]) -> TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name).join("root");
    let out = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_antt"))
        .args(["build", "--quiet", "--date", "2024-02-26", "--root"])
        .arg(root)
        .arg("--out")
        .arg(out.path().join("public"))
        .args(more)
        .output()
        .unwrap();
    assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
    out
}

#[test]
fn texts_changes_and_pictures_can_be_read_by_all() {
    let axe = axe();
    let versions = built("versions", &[]);
    let allowed: Vec<&str> =
        ["E409", "E410", "E411", "E412"].iter().flat_map(|code| ["--allow", code]).collect();
    let relations = built("relations", &allowed);
    let pages = [
        (&versions, "van-ban/quy-che.html"),
        (&versions, "van-ban/quy-che-tu-2022-02-01.html"),
        (&versions, "van-ban/quy-che-thay-doi-2024-02-01.html"),
        (&relations, "vb/sua.html"),
        (&relations, "vb/het.html"),
        (&relations, "so-do-van-ban.html"),
    ];
    let mut page = Page::open();
    page.call("Page.setBypassCSP", json!({ "enabled": true }));
    let mut wrong = Vec::new();
    for (site, path) in pages {
        let url = format!("file://{}/public/{path}", site.path().display());
        for (scheme, width) in [("light", 1440), ("dark", 768), ("light", 360)] {
            page.resize(width, 900);
            page.scheme(scheme);
            page.goto(&url);
            if page.eval("document.documentElement.scrollWidth > innerWidth") == true {
                wrong.push(format!("{path} scrolls sideways at {width} px"));
            }
            let found = violations(&mut page, &axe);
            if !found.is_empty() {
                wrong.push(format!("{path}, {scheme}, {width} px: {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_table_sorts_by_the_column_that_is_pressed() {
    assert!(portal().join("danh-muc-van-ban.html").is_file());
    let mut page = Page::open();
    page.goto(&format!("{}danh-muc-van-ban.html", host()));
    page.wait("document.querySelector('th button')");
    let column = |at: usize| {
        format!(
            "[...document.querySelectorAll('tbody tr')].map(row => row.cells[{at}].textContent.trim()).join('|')"
        )
    };
    let press = |at: usize| format!("document.querySelectorAll('thead button')[{at}].click()");
    let state = |at: usize| format!("document.querySelectorAll('thead th')[{at}].getAttribute('aria-sort')");
    page.eval(&press(1));
    assert_eq!(page.eval(&state(1)), "ascending");
    let titles = page.text(&column(1));
    let first = titles.split('|').next().unwrap().to_owned();
    assert!(first.starts_with("Công văn"), "Vietnamese order: {titles}");
    page.eval(&press(1));
    assert_eq!(page.eval(&state(1)), "descending");
    assert!(page.text(&column(1)).ends_with(&first));
    // Days come newest first, and what has none comes last.
    page.eval(&press(3));
    assert_eq!((page.eval(&state(3)), page.eval(&state(1))), ("descending".into(), serde_json::Value::Null));
    let days = page.text(&column(3));
    assert!(days.starts_with("tháng 02/2024|26/01/2024|24/01/2024"), "{days}");
    assert!(days.ends_with('|'), "{days}");
    assert_eq!(page.complaints(&host()), Vec::<String>::new());
}

#[test]
fn a_document_prints_as_offices_do() {
    let versions = built("versions", &[]);
    let mut page = Page::open();
    page.goto(&format!("file://{}/public/van-ban/quy-che.html", versions.path().display()));
    page.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let shown = page.text("document.body.innerText");
    for words in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 01/QC-SGDĐT",
        "ngày 10 tháng 01 năm 2022",
        "Điều 1. Phạm vi",
    ] {
        assert!(shown.contains(words), "{words} is not in\n{shown}");
    }
    for words in ["Thuộc tính văn bản", "Các bản theo thời gian", "Tra cứu", "Sao chép"] {
        assert!(!shown.contains(words), "{words} is in\n{shown}");
    }
}
