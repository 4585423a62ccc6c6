//! The search page as its readers use it: filters, order, more, what was searched before, the address.

use crate::client::Page;
use crate::host;

const COUNT: &str = "document.querySelectorAll('#search-results > li').length";

/// How many pages the page says it found.
fn told(page: &mut Page) -> String {
    page.text("document.querySelector('.search-status').textContent")
}

fn searched(query: &str) -> Page {
    let mut page = Page::open();
    page.goto(&format!("{}tim-kiem.html?q={query}", host()));
    page.wait(&format!("{COUNT} > 0"));
    page
}

#[test]
fn results_follow_the_typing_and_the_address_keeps_them() {
    let mut page = Page::open();
    page.goto(&format!("{}tim-kiem.html", host()));
    assert_eq!(page.text("document.activeElement.id"), "q-page");
    // Nothing is asked yet: there is something to try.
    page.wait("document.querySelector('.search-samples a').offsetParent");
    page.type_text("ma tuy");
    page.wait(&format!("{COUNT} > 3 && location.search === '?q=ma+tuy'"));
    assert_eq!(page.eval("document.querySelector('.search-samples').offsetParent"), serde_json::Value::Null);
    assert!(told(&mut page).ends_with(" trang"));
    assert!(page.eval("document.querySelectorAll('#search-results mark').length").as_u64() > Some(3));
    let found = told(&mut page);
    page.call("Page.reload", serde_json::json!({}));
    page.loaded();
    page.wait(&format!("{COUNT} > 3"));
    assert_eq!(told(&mut page), found);
    assert_eq!(page.complaints(&host()), Vec::<String>::new());
}

#[test]
fn filters_count_and_narrow() {
    let mut page = searched("ma%20tuy");
    page.wait("document.querySelector('.facet input')");
    let count = page.text("document.querySelector('.facet-count').textContent.replace(/\\D/g, '')");
    let all = told(&mut page);
    page.eval("document.querySelector('.facet input').click()");
    page.wait(&format!(
        "document.querySelector('.search-status').textContent === '{count} trang' && /[?&]kind=/.test(location.search)"
    ));
    // What is chosen stays chosen and in the address, and can be given up.
    page.wait("document.querySelector('.facet input').checked");
    page.wait("document.querySelector('.facet-reset')");
    page.eval("document.querySelector('.facet-reset').click()");
    page.wait(&format!("document.querySelector('.search-status').textContent === '{all}'"));
    page.wait("!/kind=/.test(location.search)");
}

#[test]
fn all_values_of_a_filter_show_on_request() {
    let mut page = searched("truong");
    page.wait("document.querySelector('.facet-all')");
    page.eval("document.querySelector('.facet-all').focus()");
    page.press("Enter");
    // The first value that came takes the focus, and nothing of this filter is left to show.
    page.wait("/^facet-\\d+-12$/.test(document.activeElement.id)");
    assert_eq!(
        page.eval("document.activeElement.closest('fieldset').querySelector('.facet-all')"),
        serde_json::Value::Null
    );
}

#[test]
fn the_newest_come_first_where_that_is_wanted() {
    let mut page = searched("ke%20hoach");
    page.eval(
        "(() => { const order = document.getElementById('search-sort'); order.value = 'date';
            order.dispatchEvent(new Event('change', { bubbles: true })); })()",
    );
    page.wait("/[?&]sort=date/.test(location.search)");
    // The address is told at once, the results follow. Some dates are only a month; what has none comes last.
    page.wait(
        "(dates => dates.length && dates[0].length > 4 && dates.every((date, i) => !i || dates[i - 1] >= date))(
            [...document.querySelectorAll('.result-label')].map(label =>
                ((/[\\d/]*\\/\\d{4}/.exec(label.textContent) || ['-'])[0].split('/').reverse().join('-'))))",
    );
}

#[test]
fn more_results_come_on_request_and_take_the_focus() {
    let mut page = searched("hoc%20sinh");
    page.wait("!document.querySelector('.search-more').hidden");
    assert_eq!(page.eval(COUNT), 10);
    page.eval("window.first = document.querySelector('#search-results > li')");
    page.eval("document.querySelector('.search-more').click()");
    page.wait(&format!("{COUNT} > 10"));
    page.wait("document.activeElement === document.querySelectorAll('#search-results > li a')[10]");
    assert_eq!(page.eval("first === document.querySelector('#search-results > li')"), true);
}

#[test]
fn what_was_searched_stays_on_the_device_until_it_is_cleared() {
    let mut page = searched("camera");
    page.eval("document.querySelector('main form').requestSubmit()");
    page.eval(
        "(() => { const input = document.getElementById('q-page'); input.value = '';
        input.dispatchEvent(new Event('input')); })()",
    );
    page.wait("[...document.querySelectorAll('.search-tips a')].some(a => a.offsetParent && a.textContent === 'camera')");
    assert_eq!(page.text("localStorage.getItem('antt-recent')"), "[\"camera\"]");
    page.eval("[...document.querySelectorAll('.search-tips button')].find(b => b.offsetParent).click()");
    page.wait("localStorage.getItem('antt-recent') === null");
    assert_eq!(page.text("document.activeElement.id"), "q-page");
    assert_eq!(page.complaints(&host()), Vec::<String>::new());
}

#[test]
fn a_misspelt_word_is_mended_and_said() {
    let mut page = searched("bao%20cao%20thnag");
    page.wait("document.querySelector('.search-meant a').offsetParent");
    assert_eq!(page.text("document.querySelector('.search-meant a').textContent"), "bao cao tháng");
    // Nothing is found for what is no word: then there is a way out.
    page.goto(&format!("{}tim-kiem.html?q=zxqj%20wvkk", host()));
    page.wait("document.querySelector('#search-tips a[href*=\"a-z\"]').offsetParent");
    assert!(told(&mut page).contains("zxqj wvkk"));
}
