//! Search in the browser: the right page comes first, from anywhere, with accents or without.

use crate::client::Page;
use crate::server::serve;
use crate::{host, places, portal};

/// What people type, and the pages of which one must come first.
const QUERIES: &[(&str, &[&str])] = &[
    (
        "an ninh trat tu",
        &[
            "thuat-ngu.html",
            "mo-hinh/truong-hoc-an-toan-ve-antt.html",
            "mo-hinh/tieu-chuan-an-toan-ve-antt.html",
            "van-ban/luat-luc-luong-bao-ve-antt-co-so.html",
        ],
    ),
    ("quy che 01", &["van-ban/quy-che-phoi-hop-01.html"]),
    ("3204", &["van-ban/huong-dan-3204.html"]),
    ("camera", &["mo-hinh/camera-an-ninh.html"]),
    ("bao cao thang", &["bieu-mau/bao-cao-thang.html"]),
    ("phòng cháy chữa cháy", &["kinh-nghiem/phong-chay-chua-chay.html"]),
    ("phong chay", &["kinh-nghiem/phong-chay-chua-chay.html"]),
    ("tin dung den", &["kinh-nghiem/tin-dung-den.html"]),
    ("xâm hại trẻ em", &["kinh-nghiem/phong-chong-xam-hai-tre-em.html"]),
    ("ma tuy", &["kinh-nghiem/phong-chong-ma-tuy.html", "mo-hinh/khong-co-te-nan-ma-tuy.html"]),
    ("đề án 30", &["van-ban/de-an-30.html"]),
    ("cong van 145", &["van-ban/cong-van-145.html"]),
    ("mô hình cổng trường an toàn giao thông", &["mo-hinh/cong-truong-an-toan-giao-thong.html"]),
    ("thi dua khen thuong", &["kinh-nghiem/thi-dua-khen-thuong.html"]),
    ("tai hoa nhap cong dong", &["kinh-nghiem/tai-hoa-nhap-cong-dong.html"]),
    ("vũ khí vật liệu nổ", &["kinh-nghiem/thu-hoi-vu-khi-vat-lieu-no.html"]),
    ("viec cua hieu truong", &["huong-dan/hieu-truong.html"]),
];

/// The address of the first result, from the site's first folder, without the place in the page.
fn first(page: &mut Page, address: &str) -> String {
    page.wait("document.querySelector('ol#search-results a[href]')");
    let url = page.text("document.querySelector('ol#search-results a[href]').href");
    let path = url.strip_prefix(address).unwrap_or(&url).split(['#', '?']).next().unwrap_or("");
    path.to_owned()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn the_right_page_comes_first() {
    let mut page = Page::open();
    let mut wrong = Vec::new();
    for (query, right) in QUERIES {
        page.goto(&format!("{}tim-kiem.html?q={}", host(), encoded(query)));
        let found = first(&mut page, &host());
        if !right.contains(&found.as_str()) {
            wrong.push(format!("“{query}” finds {found} before {}", right[0]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(page.complaints(&host()), Vec::<String>::new());
}

#[test]
fn search_works_from_a_host_a_sub_folder_and_the_disk() {
    for (place, address) in places() {
        // A browser of its own: the icon of the place before may be asked for late.
        let mut page = Page::open();
        // From a page some folders down, by its own form, as a reader does.
        page.goto(&format!("{address}ke-hoach/2024/thoi-han.html"));
        page.eval("document.getElementById('q-header').focus()");
        page.type_text("quy chế 01");
        page.press("Enter");
        page.wait("location.pathname.endsWith('/tim-kiem.html') && document.readyState === 'complete'");
        assert_eq!(first(&mut page, &address), "van-ban/quy-che-phoi-hop-01.html", "{place}");
        for query in ["quy chế 01", "QUY CHE 01", "quy cheế 01"] {
            page.goto(&format!("{address}tim-kiem.html?q={}", encoded(query)));
            assert_eq!(
                first(&mut page, &address),
                "van-ban/quy-che-phoi-hop-01.html",
                "{query} from {place}"
            );
        }
        page.eval("document.querySelector('ol#search-results a[href]').click()");
        page.wait(
            "location.pathname.endsWith('/quy-che-phoi-hop-01.html') && document.readyState === 'complete'",
        );
        assert_eq!(page.complaints(&address), Vec::<String>::new(), "{place}");
    }
}

#[test]
fn results_lead_to_the_section_that_answers() {
    let mut page = Page::open();
    page.goto(&format!("{}tim-kiem.html?q={}", host(), encoded("ra soát thanh loại mô hình không hiệu quả")));
    first(&mut page, &host());
    let places = page.text(
        "[...document.querySelectorAll('ol#search-results a[href*=\"#\"]')].map(a => a.href).slice(0, 3).join('\\n')",
    );
    assert!(!places.is_empty(), "no result leads into a page");
    for url in places.lines() {
        page.goto(url);
        page.wait("document.getElementById(decodeURIComponent(location.hash.slice(1)))");
    }
}

#[test]
fn what_nobody_wrote_is_not_found_and_says_so() {
    let mut page = Page::open();
    page.goto(&format!("{}tim-kiem.html?q={}", host(), encoded("zxqj wvkk")));
    page.wait("document.querySelector('[aria-live], [role=status]')");
    assert_eq!(page.eval("document.querySelectorAll('ol#search-results a').length"), 0);
    page.goto(&format!("{}tim-kiem.html?q={}", host(), encoded("<img src=x onerror=alert(1)>")));
    page.wait("document.readyState === 'complete'");
    assert_eq!(page.eval("document.querySelectorAll('main img').length"), 0);
    assert_eq!(page.complaints(&host()), Vec::<String>::new());
}

#[test]
fn the_index_is_loaded_by_who_searches_only() {
    let (host, asked) = serve(portal());
    let of_index = || asked.lock().unwrap().iter().filter(|path| path.starts_with("/search/")).count();
    let mut page = Page::open();
    page.goto(&format!("{host}index.html"));
    assert_eq!(of_index(), 0);
    page.eval("[...document.querySelectorAll('input[name=q]')].find(input => input.offsetParent).focus()");
    page.type_text("quy che");
    page.wait("document.querySelector('.search-list [role=option]')");
    assert!(of_index() > 1);
}
