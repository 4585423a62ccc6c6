//! What cited words say is shown beside them, by mouse, keyboard and touch, on pages opened from disk.

use std::path::Path;
use std::process::Command;

use serde_json::json;
use tempfile::TempDir;

use crate::client::Page;

/// The small site of citations, built.
fn site() -> TempDir {
    let out = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/citations/root");
    let status = Command::new(env!("CARGO_BIN_EXE_antt"))
        .args(["build", "--quiet", "--date", "2024-02-26", "--warn", "E405", "--root"])
        .arg(root)
        .arg("--out")
        .arg(out.path().join("public"))
        .status()
        .unwrap();
    assert!(status.success());
    out
}

fn address(site: &TempDir, path: &str) -> String {
    format!("file://{}/public/{path}", site.path().display())
}

/// The middle of an element in the window.
fn middle(page: &mut Page, selector: &str) -> (f64, f64) {
    let place = page.eval(&format!(
        "(() => {{ const e = document.querySelector('{selector}'); e.scrollIntoView({{ block: 'center' }});
        const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
    ));
    (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())
}

fn point_at(page: &mut Page, selector: &str) {
    let (x, y) = middle(page, selector);
    page.call("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": x, "y": y }));
}

const SHOWN: &str = "!document.getElementById('_xem').hidden";
const WORDS: &str = "document.getElementById('_xem').textContent";

#[test]
fn the_cited_words_are_shown_and_go_away() {
    let site = site();
    let mut page = Page::open();
    page.goto(&address(&site, "trang.html"));
    point_at(&mut page, "a.cite[href$=\"#dieu-1-khoan-2\"]");
    page.wait(SHOWN);
    let words = page.text(WORDS);
    assert!(words.contains("khoản 2 Điều 1") && words.contains("Việc trực cổng theo"), "{words}");
    assert!(words.contains("Quy định số 07/QĐ-MAU") && words.contains("Còn hiệu lực"), "{words}");
    assert_eq!(page.text("document.querySelector('a.cite').getAttribute('aria-describedby')"), "_xem");
    // It stays while the mouse is on it, and goes with Escape.
    point_at(&mut page, "#_xem");
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert_eq!(page.eval(SHOWN), true);
    page.press("Escape");
    assert_eq!(page.eval(SHOWN), false);
    // The mouse elsewhere: gone after a while.
    point_at(&mut page, "h1");
    point_at(&mut page, "a.cite[href$=\"#dieu-1-khoan-2\"]");
    page.wait(SHOWN);
    point_at(&mut page, "h1");
    page.wait(&format!("!({SHOWN})"));
    assert_eq!(page.complaints("file://"), Vec::<String>::new());
}

#[test]
fn the_keyboard_shows_them_too() {
    let site = site();
    let mut page = Page::open();
    page.resize(360, 740);
    page.goto(&address(&site, "van-ban/quy-dinh-mau.html"));
    let mut steps = 0;
    while page.text("document.activeElement.className") != "cite" {
        page.press("Tab");
        steps += 1;
        assert!(steps < 60, "no citation gets the focus");
    }
    // The words of the page's own text.
    page.wait(SHOWN);
    assert!(page.text(WORDS).contains("Quy định này nói về trực cổng."), "{}", page.text(WORDS));
    let inside = "(() => { const r = document.getElementById('_xem').getBoundingClientRect();
        return r.left >= 0 && r.right <= document.documentElement.clientWidth; })()";
    assert_eq!(page.eval(inside), true);
    page.press("Tab");
    let away = "document.activeElement.className !== 'cite'";
    assert_eq!(page.eval(&format!("({away}) === ({SHOWN})")), false);
    assert_eq!(page.complaints("file://"), Vec::<String>::new());
}

#[test]
fn the_first_tap_shows_and_the_second_opens() {
    let site = site();
    let mut page = Page::open();
    page.resize(360, 740);
    page.call("Emulation.setTouchEmulationEnabled", json!({ "enabled": true }));
    page.goto(&address(&site, "trang.html"));
    let tap = |page: &mut Page| {
        let (x, y) = middle(page, "a.cite[href$=\"#dieu-1-khoan-2\"]");
        page.call(
            "Input.dispatchTouchEvent",
            json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] }),
        );
        page.call("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] }));
    };
    tap(&mut page);
    page.wait(SHOWN);
    assert!(page.text("location.pathname").ends_with("/trang.html"));
    assert!(page.text(WORDS).contains("Chạm lần nữa"));
    tap(&mut page);
    page.wait(
        "location.pathname.endsWith('/van-ban/quy-dinh-mau.html') && location.hash === '#dieu-1-khoan-2'",
    );
}

#[test]
fn counts_lead_to_what_cites_a_provision() {
    let site = site();
    let mut page = Page::open();
    page.goto(&address(&site, "van-ban/quy-dinh-mau.html"));
    let all = "Array.from(document.querySelectorAll('.cited-count'))";
    assert!(page.eval(&format!("{all}.length")).as_u64().unwrap() >= 3);
    assert_eq!(
        page.eval(&format!("{all}.every(a => document.getElementById(decodeURIComponent(a.hash.slice(1))))")),
        true
    );
    page.eval("document.querySelector('#dieu-2 .cited-count').click()");
    page.wait("location.hash === '#_dan-dieu-2'");
    assert!(page.text("document.getElementById('_dan-dieu-2').textContent").contains("khoản 2 Điều 1"));
}
