//! The rules of the source itself, read from the source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::antt::{checkout, files};

/// Longer files say too much at once.
const LONGEST: usize = 400;

/// The modules in the order in which they may use each other, as `src/lib.rs` lists them.
fn order() -> Vec<String> {
    let lib = fs::read_to_string(checkout().join("src/lib.rs")).unwrap();
    let name = |line: &str| {
        let rest = line.trim().strip_prefix("pub mod ").or_else(|| line.trim().strip_prefix("mod "))?;
        rest.strip_suffix(';').map(str::to_owned)
    };
    lib.lines().filter_map(name).collect()
}

/// The top-level module that a file belongs to.
fn module(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The text without comments and without the tests at its end, which may look anywhere.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The modules that `crate::` paths in the text begin with, those in braces included.
fn used(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let group = rest.strip_prefix('{').map(|inner| inner.split_once('}').map_or(inner, |(list, _)| list));
        let names = group.map_or(vec![rest], |list| list.split(',').collect());
        for name in names {
            let name: String =
                name.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.insert(name);
        }
    }
    found
}

/// The modules that each module uses, with the file that does so.
fn uses() -> BTreeMap<String, BTreeMap<String, String>> {
    let source = checkout().join("src");
    let mut uses: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for path in files(&source) {
        // What is only compiled for tests may look anywhere.
        if !path.ends_with(".rs")
            || path.ends_with("tests.rs")
            || matches!(path.as_str(), "lib.rs" | "main.rs")
        {
            continue;
        }
        let text = code(&fs::read_to_string(source.join(&path)).unwrap());
        let of = uses.entry(module(&path).to_owned()).or_default();
        for name in used(&text) {
            of.entry(name).or_insert_with(|| path.clone());
        }
    }
    uses
}

#[test]
fn no_module_uses_a_later_one() {
    let order = order();
    let place = |name: &str| order.iter().position(|known| known == name);
    let mut upward = Vec::new();
    for (module, used) in uses() {
        let here = place(&module).unwrap_or_else(|| panic!("src/lib.rs does not list {module}"));
        for (name, file) in used {
            // `crate::Name` of a type or macro at the root would be upward too.
            let there = place(&name).unwrap_or(usize::MAX);
            if there > here {
                upward.push(format!("src/{file}: {module} uses {name}, which comes after it"));
            }
        }
    }
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let uses = uses();
    for start in uses.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = uses[start].keys().filter(|name| *name != start).collect();
        while let Some(name) = open.pop() {
            assert!(name != start, "{start} uses itself by way of others");
            if seen.insert(name) {
                open.extend(uses.get(name).into_iter().flat_map(BTreeMap::keys).filter(|next| *next != name));
            }
        }
    }
}

#[test]
fn the_paths_of_a_text_are_found() {
    let text =
        "use crate::text::Span;\n/// crate::cli\nuse crate::{path, site::Site};\nlet a = crate::link::b();";
    assert_eq!(used(&code(text)), ["link", "path", "site", "text"].map(str::to_owned).into());
}

/// Only these modules touch the disk and the network.
#[test]
fn compiling_linking_and_rendering_do_no_io() {
    let pure = [
        "text",
        "diagnostic",
        "path",
        "date",
        "vietnamese",
        "yaml",
        "document",
        "config",
        "parse",
        "site",
        "link",
        "theme",
        "render",
        "search",
    ];
    let forbidden = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "File::open",
        "Timestamp::now",
        "Zoned::now",
        "SystemTime",
        "Instant::now",
    ];
    let source = checkout().join("src");
    let mut found = Vec::new();
    let judged = |path: &&String| path.ends_with(".rs") && !path.ends_with("tests.rs");
    for path in files(&source).iter().filter(judged).filter(|path| pure.contains(&module(path))) {
        let text = code(&fs::read_to_string(source.join(path)).unwrap());
        found.extend(
            forbidden.iter().filter(|word| text.contains(**word)).map(|word| format!("src/{path}: {word}")),
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn files_are_short_enough_to_be_read() {
    let root = checkout();
    let mut long = Vec::new();
    for (folder, endings) in
        [("src", &[".rs"][..]), ("themes", &[".js", ".css", ".html"]), ("tests", &[".rs"])]
    {
        for path in files(&root.join(folder)) {
            if !endings.iter().any(|ending| path.ends_with(ending)) || path.starts_with("sites/") {
                continue;
            }
            let lines = fs::read_to_string(root.join(folder).join(&path)).unwrap().lines().count();
            if lines > LONGEST {
                long.push(format!("{folder}/{path}: {lines} lines"));
            }
        }
    }
    assert!(long.is_empty(), "longer than {LONGEST} lines:\n{}", long.join("\n"));
}
