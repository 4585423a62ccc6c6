//! Every kind of page: no complaint of the browser, no sideways scrolling, nothing that keeps people out.

use serde_json::json;

use crate::client::Page;
use crate::{every_kind, host, places};

#[test]
fn the_home_page_opens_anywhere_and_asks_nobody_else() {
    for (place, address) in places() {
        // A browser of its own: what the last place is asked for late (its icon) would count here.
        let mut page = Page::open();
        page.goto(&format!("{address}index.html"));
        assert_eq!(page.eval("document.querySelectorAll('h1').length"), 1, "{place}");
        assert!(page.eval("document.styleSheets.length").as_u64() > Some(0), "{place}: no style");
        // A link from the home page leads to a page that opens.
        page.eval("document.querySelector('main a[href*=\"van-ban/\"]').click()");
        page.wait("location.pathname.includes('/van-ban/') && document.readyState === 'complete'");
        assert_eq!(page.complaints(&address), Vec::<String>::new(), "{place}");
    }
}

#[test]
fn no_kind_of_page_makes_the_browser_complain_or_scrolls_sideways() {
    let mut page = Page::open();
    let mut wrong = Vec::new();
    for path in every_kind() {
        let url = format!("{}{path}", host());
        for width in [360, 768, 1440] {
            page.resize(width, 800);
            page.goto(&url);
            let over = page.text(
                "document.documentElement.scrollWidth <= innerWidth ? '' :
                 [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                     .slice(0, 5).map(e => e.tagName + '.' + e.className).join(', ') || 'something'",
            );
            if !over.is_empty() {
                wrong.push(format!("{path} scrolls sideways at {width} px: {over}"));
            }
        }
        wrong.extend(page.complaints(&host()).into_iter().map(|what| format!("{path}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The script of axe-core.
pub fn axe() -> String {
    let file = std::env::var_os("AXE").map_or_else(
        || concat!(env!("CARGO_MANIFEST_DIR"), "/target/axe/node_modules/axe-core/axe.min.js").into(),
        std::path::PathBuf::from,
    );
    std::fs::read_to_string(&file).expect("axe-core is installed; tests/run does so")
}

/// What axe finds wrong with the page that is open; empty where nothing is.
pub fn violations(page: &mut Page, axe: &str) -> String {
    page.eval(axe);
    page.text(
        "axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v =>
             v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' || ')).join('\\n'))",
    )
}

#[test]
fn axe_finds_nothing_on_any_kind_of_page() {
    let axe = axe();
    let mut page = Page::open();
    page.call("Page.setBypassCSP", json!({ "enabled": true }));
    // It does find what is wrong.
    page.eval("document.body.append(new Image())");
    page.eval(&axe);
    assert!(page.text("axe.run().then(r => r.violations.map(v => v.id).join())").contains("image-alt"));
    let mut wrong = Vec::new();
    for path in every_kind() {
        for (scheme, width) in [("light", 1440), ("dark", 1440), ("light", 360)] {
            page.resize(width, 900);
            page.scheme(scheme);
            page.goto(&format!("{}{path}", host()));
            let found = violations(&mut page, &axe);
            if !found.is_empty() {
                wrong.push(format!("{path}, {scheme}, {width} px:\n{found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn light_and_dark_differ_and_the_choice_is_kept() {
    let mut page = Page::open();
    let colour = "getComputedStyle(document.body).backgroundColor";
    page.scheme("light");
    page.goto(&format!("{}index.html", host()));
    let light = page.text(colour);
    page.scheme("dark");
    let dark = page.text(colour);
    assert_ne!(light, dark);
    page.eval("document.querySelector('[data-scheme-toggle]').click()");
    assert_eq!(page.text(colour), light);
    page.goto(&format!("{}a-z.html", host()));
    assert_eq!(page.text(colour), light, "the choice goes along to the next page");
}

#[test]
fn without_scripts_every_page_still_reads() {
    let mut page = Page::open();
    page.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    for path in every_kind() {
        page.goto(&format!("{}{path}", host()));
        let tree = page.call("DOMSnapshot.captureSnapshot", json!({ "computedStyles": [] }));
        let shown = tree["documents"][0]["layout"]["text"].as_array().unwrap();
        let strings = tree["strings"].as_array().unwrap();
        let text: String = shown
            .iter()
            .filter_map(|index| strings.get(usize::try_from(index.as_i64()?).ok()?)?.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        assert!(text.split_whitespace().count() > 40, "{path} shows only: {text}");
    }
    assert_eq!(page.complaints(&host()), Vec::<String>::new());
}

#[test]
fn pages_print() {
    let mut page = Page::open();
    for path in ["index.html", "bieu-mau/quy-che-phoi-hop.html", "ke-hoach/2024/nv4-nhan-rong-mo-hinh.html"] {
        page.goto(&format!("{}{path}", host()));
        let pdf = page.call("Page.printToPDF", json!({ "printBackground": true }));
        let data = pdf["data"].as_str().unwrap();
        // "%PDF" in base 64.
        assert!(data.starts_with("JVBER") && data.len() > 20_000, "{path}: {} bytes", data.len());
    }
}

#[test]
fn ticks_of_a_checklist_stay() {
    let mut page = Page::open();
    let url = format!("{}ke-hoach/2024/nv4-nhan-rong-mo-hinh.html", host());
    page.goto(&url);
    page.wait("document.querySelector('input[data-task]:not([disabled])')");
    page.eval("document.querySelector('input[data-task]').click()");
    page.goto(&url);
    page.wait("document.querySelector('input[data-task]').checked");
    assert_eq!(page.complaints(&host()), Vec::<String>::new());
}
