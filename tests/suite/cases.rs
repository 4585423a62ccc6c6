//! Small sites: `tests/sites/NAME/root/` goes in, `diagnostics.txt` and the files of `expected/` must come out.
//!
//! - `args`: the command lines, one a line; without it one build.
//! - `diagnostics.txt`: for each line what the program said and how it ended.
//! - `expected/routes.txt`: every file that was published, without the theme's own.
//! - Any other file of `expected/` is compared with the published one of that name. What stands around a page's text
//!   is the theme's business: of `a.html` only the text itself is compared, and `a.html.txt` holds the page's main
//!   part as its readers meet it. To watch one more file, make it empty and run with `UPDATE=1`.

use std::fs;
use std::path::Path;

use crate::antt::{checkout, copy_of, files, run};
use crate::html;

/// What is run without `args`.
const BUILD: &str = "build --date 2024-02-26";

/// One test for each site, and one that no folder is forgotten.
macro_rules! cases {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                check(&stringify!($name).replace('_', "-"));
            }
        )*

        #[test]
        fn every_site_is_used() {
            let mut known = vec![$(stringify!($name).replace('_', "-")),*];
            known.sort();
            let folders = fs::read_dir(checkout().join("tests/sites")).unwrap();
            let mut found: Vec<String> =
                folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            found.sort();
            assert_eq!(found, known);
        }
    };
}

cases! {
    addresses
    aliases
    attachments
    broken_css
    broken_script
    broken_template
    broken_theme
    calendar
    citations
    dates
    encodings
    english
    feeds
    formats
    front_matter
    glossary
    legal
    links_broken
    links_good
    many_of_one_code
    markdown
    minimal
    no_search
    plan
    raw_html
    relations
    schools
    severities
    taxonomies
    theme_override
    unsafe_addresses
    versions
    versions_broken
    yaml
}

fn check(name: &str) {
    let case = checkout().join("tests/sites").join(name);
    let root = copy_of(&case.join("root"));
    let lines = fs::read_to_string(case.join("args")).unwrap_or_else(|_| BUILD.to_owned());
    let mut said = String::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let run = run(root.path(), line);
        let stdout = without_seconds(&run.stdout);
        said.push_str(&format!("$ antt {line}\n{}{stdout}= {}\n", run.stderr, run.code));
    }
    let mut wrong = Vec::new();
    compare(&case.join("diagnostics.txt"), &said, &mut wrong);
    let expected = case.join("expected");
    compare(&expected.join("routes.txt"), &routes(root.path()), &mut wrong);
    for path in files(&expected).iter().filter(|path| *path != "routes.txt") {
        compare(&expected.join(path), &published(root.path(), path), &mut wrong);
    }
    assert!(
        wrong.is_empty(),
        "{}\nUPDATE=1 cargo test --test suite writes the expected files anew.",
        wrong.concat()
    );
}

/// Every file under `public*` that does not belong to the theme or the index.
fn routes(root: &Path) -> String {
    let own = |path: &&String| {
        let inside = path.strip_prefix("public").unwrap_or("");
        !inside.is_empty() && !["/assets/", "/search/"].iter().any(|folder| inside.contains(folder))
    };
    files(root).iter().filter(own).flat_map(|path| [path, "\n"]).collect()
}

/// The part of a published file that a case looks at.
fn published(root: &Path, path: &str) -> String {
    let read = |path: &str| {
        fs::read_to_string(root.join(path))
            .unwrap_or_else(|error| format!("{path} cannot be read: {error}\n"))
    };
    if let Some(page) = path.strip_suffix(".html.txt") {
        let page = read(&format!("{page}.html"));
        return html::outline(html::inside(&page, |tag| tag.name == "main").unwrap_or(&page));
    }
    let text = read(path);
    if path.ends_with(".html") {
        let prose = html::inside(&text, |tag| tag.has_class("prose")).unwrap_or("no element of class prose");
        return format!("{}\n", prose.trim());
    }
    text.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

/// `0.12 giây` is another number every time.
fn without_seconds(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_inclusive([' ', ',']) {
        let is_time = word.trim_end().parse::<f64>().is_ok() && word.contains('.');
        out.push_str(if is_time { "… " } else { word });
    }
    match out.find("\"seconds\":") {
        Some(at) => {
            let end = out[at..].find(['}', '\n']).map_or(out.len(), |end| at + end);
            format!("{}\"seconds\": …{}", &out[..at], &out[end..])
        }
        None => out,
    }
}

fn compare(file: &Path, actual: &str, wrong: &mut Vec<String>) {
    let expected = fs::read_to_string(file).unwrap_or_default();
    if expected == actual {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        return fs::write(file, actual).unwrap();
    }
    let shown = file.strip_prefix(checkout()).unwrap_or(file).display();
    wrong.push(format!("--- {shown}\n{}", difference(&expected, actual)));
}

/// The lines that differ, between what both have at the beginning and at the end.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - same;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let lines = |sign: char, lines: &[&str]| -> String {
        lines[same..lines.len() - tail].iter().map(|line| format!("{sign} {line}\n")).collect()
    };
    format!("@ line {}\n{}{}", same + 1, lines('-', &old), lines('+', &new))
}

#[test]
fn differences_are_shown_alone() {
    assert_eq!(difference("a\nb\nc\n", "a\nx\ny\nc\n"), "@ line 2\n- b\n+ x\n+ y\n");
    assert_eq!(without_seconds("Xong: 3 trang, 0.12 giây. Mở a\n"), "Xong: 3 trang, … giây. Mở a\n");
}
