//! Everything can be reached and seen without a mouse.

use crate::client::Page;
use crate::{every_kind, host};

/// What has the focus, and whether one sees that it has.
const FOCUS: &str = "(() => {
    const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
    const ring = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
    const inside = r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight;
    return e.tagName + ' ' + (e.getAttribute('href') || e.id || e.className || '') +
        (e === document.body ? ' nothing' : '') + (ring ? '' : ' without a ring') + (inside ? '' : ' out of sight');
})()";

#[test]
fn the_skip_link_comes_first_and_leads_to_the_text() {
    let mut page = Page::open();
    for path in ["index.html", "van-ban/quy-che-phoi-hop-01.html"] {
        page.goto(&format!("{}{path}", host()));
        page.press("Tab");
        assert_eq!(page.text("document.activeElement.className"), "skip-link", "{path}");
        let focus = page.text(FOCUS);
        assert!(!focus.contains("without") && !focus.contains("out of"), "{path}: {focus}");
        page.press("Enter");
        page.wait("document.activeElement.tagName === 'MAIN'");
    }
}

#[test]
fn what_has_the_focus_is_seen_on_every_kind_of_page() {
    let mut page = Page::open();
    let mut wrong = Vec::new();
    for path in every_kind() {
        page.goto(&format!("{}{path}", host()));
        for _ in 0..30 {
            page.press("Tab");
            let focus = page.text(FOCUS);
            if focus.starts_with("BODY") {
                break;
            }
            if focus.contains("without") || focus.contains("out of") || focus.contains("nothing") {
                wrong.push(format!("{path}: {focus}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_folded_menu_opens_and_closes_by_keyboard() {
    let mut page = Page::open();
    page.resize(360, 740);
    page.goto(&format!("{}index.html", host()));
    let mut steps = 0;
    while page.text("document.activeElement.tagName") != "SUMMARY" {
        page.press("Tab");
        steps += 1;
        assert!(steps < 8, "the menu is far away: {}", page.text(FOCUS));
    }
    page.press("Enter");
    page.wait("document.querySelector('.menu-fold').open");
    page.press("Tab");
    assert!(
        page.text("document.activeElement.closest('.menu-fold') && document.activeElement.href")
            .contains("html")
    );
    page.press("Escape");
    page.wait("!document.querySelector('.menu-fold').open");
    assert_eq!(page.text("document.activeElement.tagName"), "SUMMARY");
}

#[test]
fn a_link_of_the_menu_is_followed_by_enter() {
    let mut page = Page::open();
    page.goto(&format!("{}index.html", host()));
    page.eval("document.querySelector('.menu-bar a[href*=\"van-ban\"]').focus()");
    page.press("Enter");
    page.wait("location.pathname.endsWith('/van-ban/index.html') && document.readyState === 'complete'");
    assert_eq!(
        page.text("document.querySelector('.menu-bar [aria-current]').getAttribute('href')"),
        "index.html"
    );
}
