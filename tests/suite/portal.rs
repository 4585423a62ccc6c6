//! The real portal: `check` finds nothing, and every page made from it holds what was promised.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::antt::{checkout, ends, files};
use crate::html;
use crate::web::Web;

/// The portal and the schools' sites, built once for all tests.
fn built() -> &'static (TempDir, Vec<(String, Web)>) {
    static BUILT: OnceLock<(TempDir, Vec<(String, Web)>)> = OnceLock::new();
    BUILT.get_or_init(|| {
        let out = tempfile::tempdir().unwrap();
        let shown = out.path().display();
        ends(checkout(), &format!("build --date 2024-02-26 --out {shown}/public"), 0);
        ends(
            checkout(),
            &format!("build --date 2024-02-26 --base-url https://antt.example.vn/cong/ --out {shown}/base"),
            0,
        );
        ends(checkout(), &format!("build --date 2024-02-26 --all-sites --out {shown}/sites"), 0);
        let mut folders = vec!["public".to_owned(), "base".to_owned()];
        let schools = std::fs::read_dir(out.path().join("sites")).unwrap();
        folders.extend(schools.map(|entry| format!("sites/{}", entry.unwrap().file_name().display())));
        let read = |folder: String| {
            let web = Web::read(&out.path().join(&folder));
            (folder, web)
        };
        let webs = folders.into_iter().map(read).collect();
        (out, webs)
    })
}

#[test]
fn check_has_nothing_to_say() {
    for day in ["2024-02-26", "2024-12-31", "2027-06-01"] {
        let run = ends(checkout(), &format!("check --strict --format json --date {day}"), 0);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!((&report["errors"], &report["warnings"]), (&0.into(), &0.into()), "on {day}");
    }
}

#[test]
fn there_are_at_least_60_pages_worth_reading() {
    let content = checkout().join("content");
    let pages: Vec<String> = files(&content).into_iter().filter(|path| path.ends_with(".md")).collect();
    assert!(pages.len() >= 60, "{} pages", pages.len());
    for path in pages.iter().filter(|path| !path.ends_with("_index.md")) {
        let text = std::fs::read_to_string(content.join(path)).unwrap();
        let words = text.split_whitespace().count();
        assert!(words > 150, "{path} has {words} words");
    }
}

#[test]
fn every_link_leads_somewhere() {
    for (folder, web) in &built().1 {
        let broken = web.broken_links();
        assert!(broken.is_empty(), "{folder}: {} broken links\n{}", broken.len(), broken.join("\n"));
    }
}

#[test]
fn every_page_keeps_the_promises() {
    for (folder, web) in &built().1 {
        let faults = web.faults();
        assert!(faults.is_empty(), "{folder}: {} faults\n{}", faults.len(), faults.join("\n"));
    }
}

/// Whoever follows links from the home page comes to every page. The lists by year are for those who type addresses.
#[test]
fn no_page_is_cut_off() {
    for (folder, web) in &built().1 {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut open = vec!["index.html".to_owned()];
        while let Some(path) = open.pop() {
            let Some(page) = web.pages.get(&path).filter(|_| seen.insert(path.clone())) else { continue };
            for tag in html::tags(page).iter().filter(|tag| tag.name == "a") {
                let url = tag.get("href").unwrap_or("").split(['#', '?']).next().unwrap_or("");
                if url.ends_with(".html") && !url.contains(':') {
                    open.extend(crate::web::join(&path, url));
                }
            }
        }
        let redirects = |path: &&String| web.pages[*path].contains("http-equiv=\"refresh\"");
        let lost: Vec<&String> = web
            .pages
            .keys()
            .filter(|path| !seen.contains(*path) && *path != "404.html")
            .filter(|path| !redirects(path))
            .collect();
        assert!(lost.is_empty(), "{folder}: no way leads to {lost:?}");
    }
}

#[test]
fn the_page_of_a_missing_address_works_at_any_depth() {
    let base = &built().1[1].1.pages["404.html"];
    let href = html::tags(base)
        .into_iter()
        .find(|tag| tag.name == "base")
        .and_then(|tag| tag.get("href").map(str::to_owned));
    assert_eq!(href.as_deref(), Some("https://antt.example.vn/cong/"));
}

/// The plan restated: every numbered item and every bullet has an address of its own.
#[test]
fn every_item_of_the_plan_has_an_address() {
    let page = &built().1[0].1.pages["ke-hoach/2024/noi-dung-tung-muc.html"];
    let ids: BTreeSet<String> =
        html::tags(page).iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
    let wanted = ["muc-i", "muc-ii", "muc-iii"].map(str::to_owned);
    let tasks = (1..=6).flat_map(|n| [format!("muc-ii-{n}"), format!("muc-ii-{n}-1")]);
    for id in wanted.into_iter().chain(tasks).chain(["muc-ii-4-2".to_owned()]) {
        assert!(ids.contains(&id), "no #{id}");
    }
}
