//! Suggestions below every search box, and the pop-up: by keyboard, for screen readers, on a phone.

use crate::client::Page;
use crate::host;

/// How many suggestions are to be seen.
const SHOWN: &str =
    "[...document.querySelectorAll('.search-list [role=option]')].filter(o => o.offsetParent).length";
/// The text of the suggestion that is chosen.
const CHOSEN: &str = "(() => {
    const input = document.activeElement, id = input.getAttribute('aria-activedescendant');
    const chosen = document.querySelectorAll('.search-list [aria-selected=true]');
    if (!id) return chosen.length ? 'one is chosen that is not named' : '';
    return chosen.length === 1 && chosen[0].id === id ? chosen[0].innerText : 'another is chosen';
})()";
const FOCUS: &str =
    "[...document.querySelectorAll('input[name=q]')].find(input => input.offsetParent).focus()";

fn on(path: &str) -> Page {
    let mut page = Page::open();
    page.goto(&format!("{}{path}", host()));
    page
}

#[test]
fn suggestions_are_chosen_by_keyboard_and_words_found_are_marked() {
    let mut page = on("van-ban/index.html");
    page.eval(FOCUS);
    page.type_text("quy che 01");
    page.wait(&format!("{SHOWN} > 1"));
    assert_eq!(page.text("document.activeElement.getAttribute('aria-expanded')"), "true");
    assert!(page.text("document.querySelector('form.has-list [role=status]').textContent").contains("trang"));
    let count = page.eval(SHOWN).as_u64().unwrap();
    assert_eq!(page.text(CHOSEN), "");
    page.press("ArrowDown");
    let first = page.text(CHOSEN);
    assert!(first.contains("Quy chế phối hợp"), "{first}");
    // Up from the first is none, up again the last, down again none.
    page.press("ArrowUp");
    assert_eq!(page.text(CHOSEN), "");
    page.press("ArrowUp");
    assert_ne!(page.text(CHOSEN), first);
    page.press("ArrowDown");
    assert_eq!(page.text(CHOSEN), "");
    page.press("Escape");
    assert_eq!(page.eval(SHOWN), 0);
    assert_eq!(page.text("document.activeElement.getAttribute('aria-expanded')"), "false");
    page.press("ArrowDown");
    page.wait(&format!("{SHOWN} === {count}"));
    page.press("ArrowDown");
    page.press("Enter");
    page.wait(
        "location.pathname.endsWith('/quy-che-phoi-hop-01.html') && document.readyState === 'complete'",
    );
    page.wait("document.querySelector('main mark')");
    assert_eq!(page.complaints(&host()), Vec::<String>::new());
}

#[test]
fn a_letter_more_leaves_the_rows_where_they_stand() {
    let mut page = on("van-ban/index.html");
    page.eval(FOCUS);
    page.type_text("q");
    page.type_text("uy che");
    page.wait(&format!("{SHOWN} > 1"));
    page.eval("window.row = document.querySelector('.search-list [role=option]')");
    page.type_text(" 01");
    page.wait("document.querySelector('.search-list [role=option]').innerText.includes('01')");
    assert_eq!(page.eval("row === document.querySelector('.search-list [role=option]')"), true);
    // What is left empties the list.
    page.eval("document.activeElement.blur()");
    assert_eq!(page.eval(SHOWN), 0);
}

#[test]
fn a_letter_that_only_begins_a_word_changes_nothing() {
    let mut page = on("van-ban/index.html");
    let answered = |page: &mut Page, query: &str| {
        let last = "[...document.querySelectorAll('.search-list a')].pop()";
        page.wait(&format!("({last} || {{ href: '' }}).href.endsWith('={query}')"));
    };
    page.eval(FOCUS);
    page.type_text("quy che phoi hop ");
    answered(&mut page, "quy%20che%20phoi%20hop%20");
    let texts = "[...document.querySelectorAll('.has-list [role=status], .option-title')].map(node => node.firstChild)";
    page.eval(&format!("window.stood = {texts}"));
    page.type_text("c");
    answered(&mut page, "quy%20che%20phoi%20hop%20c");
    assert_eq!(page.eval(&format!("{texts}.every((text, i) => text === stood[i])")), true);
}

#[test]
fn what_is_being_composed_is_not_asked_for() {
    let mut page = on("van-ban/index.html");
    page.eval(FOCUS);
    page.eval(
        "(() => { const input = document.activeElement; input.value = 'quy che';
            input.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true })); })()",
    );
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert_eq!(page.eval("typeof document.querySelector('script[src*=\"search/\"]')"), "object");
    assert_eq!(page.eval(SHOWN), 0);
    page.eval(
        "document.activeElement.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))",
    );
    page.wait(&format!("{SHOWN} > 0"));
}

#[test]
fn the_pop_up_opens_on_every_page_by_its_keys() {
    let mut page = on("van-ban/quy-che-phoi-hop-01.html");
    let key = |page: &mut Page, init: &str| {
        page.eval(&format!("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {init}))"));
    };
    let slash = "{ key: '/', bubbles: true, cancelable: true }";
    key(&mut page, slash);
    page.wait("document.querySelector('dialog[open] input') === document.activeElement");
    page.type_text("bao cao thang");
    page.wait(&format!("{SHOWN} > 1"));
    page.press("Escape");
    assert_eq!(page.eval(SHOWN), 0, "the first Escape closes the list");
    page.press("Escape");
    page.wait("!document.querySelector('dialog[open]')");
    // Ctrl+K too; what was typed is chosen, so that the next letter replaces it.
    key(&mut page, "{ key: 'k', ctrlKey: true, bubbles: true, cancelable: true }");
    page.wait("document.querySelector('dialog[open]')");
    page.type_text("camera");
    assert_eq!(page.text("document.activeElement.value"), "camera");
    page.press("Escape");
    page.press("Escape");
    // In a field `/` is a letter.
    page.eval("document.getElementById('q-header').focus()");
    key(&mut page, slash);
    assert_eq!(page.eval("document.querySelector('dialog[open]')"), serde_json::Value::Null);
    // On the search page its own box takes the focus.
    page.goto(&format!("{}tim-kiem.html?q=camera", host()));
    page.wait("document.querySelector('#search-results a')");
    page.eval("document.activeElement.blur()");
    key(&mut page, slash);
    assert_eq!(page.text("document.activeElement.id"), "q-page");
}

#[test]
fn the_list_stays_inside_the_window() {
    let mut page = Page::open();
    for width in [360, 768, 1440] {
        page.resize(width, 740);
        page.goto(&format!("{}van-ban/quy-che-phoi-hop-01.html", host()));
        page.eval(FOCUS);
        page.type_text("bao cao");
        page.wait(&format!("{SHOWN} > 1"));
        let place = page.text(
            "(() => { const r = document.querySelector('.search-list:not([hidden])').getBoundingClientRect();
                return r.left >= 0 && r.right <= innerWidth && r.width > 250 ? '' : JSON.stringify(r); })()",
        );
        assert_eq!(place, "", "{width}");
    }
}
