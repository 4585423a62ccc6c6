//! What an edition takes over from the one before is as if it were made anew.

use std::collections::BTreeMap;
use std::path::Path;

use super::{HOME, write};
use crate::diagnostic::Language;
use crate::path::Route;
use crate::pipeline;
use crate::server::edition::Content;
use crate::server::{Edition, Wanted};

const WANTED: Wanted =
    Wanted { site: None, drafts: false, language: Language::En, today: |_| jiff::civil::date(2024, 3, 1) };

fn legal(title: &str, number: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ntype: Quy chế\nnumber: {number}\n---\n\n{text}\n")
}

/// The pages and lists of an edition.
fn made(edition: &Edition) -> BTreeMap<&'static str, String> {
    const PAGES: [&str; 15] = [
        "index",
        "a",
        "b",
        "c",
        "d",
        "rule",
        "short",
        "sub/index",
        "sub/one",
        "a-new-place",
        "another-place",
        "a-z",
        "moi",
        "danh-muc-van-ban",
        "loai-van-ban/quy-che",
    ];
    let content = |page: &&'static str| {
        let route = Route::new(&format!("{page}.html")).unwrap();
        match edition.content(&route).unwrap() {
            Some(Content::Made(bytes)) => Some((*page, String::from_utf8(bytes).unwrap())),
            _ => None,
        }
    };
    PAGES.iter().filter_map(content).collect()
}

/// Makes one edition after the other, each after a save, and holds it against one of everything.
fn check(root: &Path, saves: &[(&str, String)]) {
    let mut edition = Edition::of(pipeline::compile(root).unwrap(), &WANTED, None);
    for (path, text) in saves {
        write(root, path, text);
        let source = edition.compiled.source.refresh(root, &[path.into()].into()).unwrap();
        let next = edition.compiled.again(source);
        let next = if next.is_behind() { next.caught_up(&|| true).unwrap() } else { next };
        let next = Edition::of(next, &WANTED, Some(&edition));
        let anew = Edition::of(pipeline::compile(root).unwrap(), &WANTED, None);
        assert_eq!(next.diagnostics, anew.diagnostics, "{path}: {text}");
        assert_eq!(next.len(), anew.len(), "{path}: {text}");
        // A page whose link broke just now is shown as it was.
        if next.counts().errors == 0 {
            let (next, anew) = (made(&next), made(&anew));
            for (page, html) in &anew {
                assert_eq!(next.get(page), Some(html), "{page} after {path}: {text}");
            }
        }
        edition = next;
    }
}

#[test]
fn an_edition_after_another_is_as_one_made_anew() {
    let root = tempfile::tempdir().unwrap();
    let citing = "[a](a.md#one)\n\nTheo Quy chế số 05/QC-AB và Quy tắc vàng.";
    write(root.path(), HOME.0, HOME.1);
    write(root.path(), "content/a.md", "# A\n\n## One\n\nText\n");
    write(root.path(), "content/b.md", format!("# B\n\n{citing}\n"));
    write(root.path(), "content/rule.md", legal("Quy tắc vàng", "05/QC-AB", "Điều 1. Một"));
    let saves = [
        ("content/a.md", "# Another title\n\n## One\n\nText\n".to_owned()),
        ("content/b.md", format!("# B\n\nMore words. {citing} Theo Quyết định số 9/QĐ-XY.\n")),
        ("content/b.md", format!("# B\n\nStill more words. {citing} Theo Quyết định số 9/QĐ-XY.\n")),
        ("content/_index.md", "---\ntitle: Home again\n---\nHello\n".to_owned()),
        ("content/a.md", "# Another title\n\n## Two\n\nText\n".to_owned()),
        ("content/a.md", "# Another title\n\n## One\n\nText\n".to_owned()),
        ("content/rule.md", legal("Quy tắc xanh", "05/QC-AB", "Điều 1. Một")),
        ("content/rule.md", legal("Quy tắc xanh", "06/QC-AB", "Điều 1. Một")),
        ("content/rule.md", legal("Quy tắc vàng", "05/QC-AB", "Điều 2. Hai")),
        ("content/c.md", "---\nslug: a-new-place\n---\n\n# C\n".to_owned()),
        ("content/c.md", "---\nslug: another-place\n---\n\n# C\n".to_owned()),
    ];
    check(root.path(), &saves);
}

#[test]
fn titles_numbers_and_links_change_in_every_place() {
    let root = tempfile::tempdir().unwrap();
    // Of a document without a text only its page can be cited, which is told with its title.
    let short = |title: &str| format!("---\ntype: Quy chế\nnumber: 07/QC-AB\n---\n\n# {title}\n\nText\n");
    let page = |front: &str, title: &str, text: &str| format!("---\ntitle: {title}\n{front}---\n\n{text}\n");
    write(root.path(), HOME.0, HOME.1);
    write(root.path(), "content/a.md", page("", "A", "[one](sub/one.md)"));
    write(root.path(), "content/b.md", page("", "B", "Theo Điều 3 Quy chế số 07/QC-AB và Quy tắc vàng."));
    write(root.path(), "content/rule.md", legal("Quy tắc vàng", "05/QC-AB", "Điều 1. Một"));
    write(root.path(), "content/short.md", short("Quy chế tạm"));
    write(root.path(), "content/sub/_index.md", page("", "Sub", "Text"));
    write(root.path(), "content/sub/one.md", page("date: 2024-01-02\n", "One", "Theo Quy tắc vàng."));
    let saves = [
        ("content/short.md", short("Quy chế chính")),
        ("content/sub/_index.md", page("", "Submarine", "Text")),
        ("content/a.md", page("", "Z", "[one](sub/one.md)")),
        ("content/a.md", page("", "Y", "[rule](rule.md)")),
        ("content/a.md", page("", "Z", "[b](b.md) [one](sub/one.md)")),
        ("content/a.md", page("", "Z", "[b](b.md) [none](none.md)")),
        ("content/a.md", page("updated: 2024-02-29\n", "Z", "[b](b.md) [one](sub/one.md)")),
        ("content/c.md", legal("Quy chế thứ hai", "05/QC-AB", "Text")),
        ("content/c.md", legal("Quy chế thứ hai dài hơn", "05/QC-AB", "Text")),
        ("content/c.md", legal("Quy tắc vàng", "05/QC-AB", "Text")),
        ("content/rule.md", legal("Quy tắc vàng mới", "05/QC-AB", "Điều 1. Một")),
        ("content/c.md", page("replaces: [rule.md]\nnumber: 06/QC-AB\n", "C", "Text")),
        ("content/c.md", page("replaces: [rule.md]\nnumber: 06/QC-AB\n", "C again", "Text")),
        ("content/d.md", page("slug: b\n", "D", "Text")),
        ("content/d.md", page("slug: b\n", "D again", "Text")),
        ("content/rule.md", legal("Quy tắc vàng", "05/QC-AB", "Điều 1. Một")),
        ("content/d.md", page("", "D", "Text")),
    ];
    check(root.path(), &saves);
}
