//! Whatever stands in the files: no panic, the same verdict every time, and no link that leads nowhere.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use antt_portal::command::{Format, Outcome, Voice, build};
use antt_portal::config::{Config, SiteLanguage};
use antt_portal::document::Kind;
use antt_portal::parse::{self, citation::Names, front_matter};
use antt_portal::path::SourcePath;
use antt_portal::report::Flags;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::antt::write;
use crate::html;
use crate::web::Web;

/// The same cases on every run, so that a change fails by its own fault; `PROPTEST_RNG_SEED=random` or
/// `PROPTEST_CASES=10000` go further.
fn config(cases: u32) -> ProptestConfig {
    let from_outside = ProptestConfig::default();
    let given = |name| std::env::var_os(name).is_some();
    ProptestConfig {
        cases: if given("PROPTEST_CASES") { from_outside.cases } else { cases },
        rng_seed: if given("PROPTEST_RNG_SEED") { from_outside.rng_seed } else { RngSeed::Fixed(201) },
        failure_persistence: None,
        ..from_outside
    }
}

/// Builds in this process.
fn built(root: &Path) -> Outcome {
    let options = build::Options {
        root: root.to_owned(),
        sites: Vec::new(),
        all_sites: false,
        out: None,
        base_url: None,
        date: Some("2024-02-26".parse().unwrap()),
        drafts: false,
        format: Format::Text,
        flags: Flags::default(),
        progress: None,
        cache: false,
        verify: false,
        timings: false,
    };
    build::run(&options, Voice::default())
}

/// Pieces that mean something to Markdown, YAML or the law; strung together at random they meet in odd ways.
const PIECES: &[&str] = &[
    "# ",
    "## ",
    "###### ",
    "- ",
    "  - ",
    "1. ",
    "3) ",
    "> ",
    "> [!NOTE]\n",
    "```",
    "```rust\n",
    "~~~\n",
    "    ",
    "\t",
    "| a | b |\n|---|:-:|\n",
    "|",
    "[^1]",
    "[^1]: ",
    "[a](b.md)",
    "[a](b.md#c \"d\")",
    "![a](b.png)",
    "![](",
    "](",
    "[",
    "]",
    "<b onclick=x>",
    "</b>",
    "<script>",
    "<!-- ",
    "-->",
    "<",
    "&amp;",
    "&#0;",
    "&",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "{#id}",
    "{#",
    "- [ ] ",
    "- [x] ",
    "\nTừ\n: nghĩa\n",
    "---\n",
    "***\n",
    "===\n",
    "\\",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "Điều 5. ",
    "## Điều 5. Tên\n",
    "## Chương I\n",
    "a) ",
    "đ) ",
    "khoản 2 Điều 5",
    "điểm đ khoản 1 Điều này",
    "## II. NHIỆM VỤ\n",
    "### 4. Bốn\n",
    "Quyết định số 79/2021/QĐ-UBND",
    "ngày 26/01/2024",
    "“",
    "”",
    "ANTT",
    "UBND",
    "tieu_de: ",
    "tieu_de: a\n",
    "title: x\n",
    "so: 1\n",
    "loai: legal\n",
    "loai: plan\n",
    "ngay: 2024-02-30\n",
    "\"",
    "'",
    "{",
    "}",
    ": ",
    ", ",
    "&a ",
    "*a",
    "!!str ",
    "|\n",
    ">-\n",
    "? ",
    "- - ",
    "\u{FEFF}",
    "\u{0}",
    "\u{301}",
    "a\u{302}\u{301}",
    "😀",
    "\u{202E}",
    "\u{E000}0\u{E001}",
    " data-hole=\"0\"",
    "ệ",
    "Đ",
    "ſ",
    "İ",
    "99999999999999999999",
    "-1",
    ".",
    "javascript:",
];

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        2 => "[a-zđăê ]{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A page whose front matter opens, and may close.
fn page() -> impl Strategy<Value = String> {
    prop_oneof![
        soup(),
        (soup(), soup()).prop_map(|(head, body)| format!("---\n{head}\n---\n{body}")),
        soup().prop_map(|body| format!("---\ntieu_de: Trang\n---\n{body}")),
    ]
}

fn kind() -> impl Strategy<Value = Kind> {
    proptest::sample::select(Kind::ALL.iter().map(|(kind, _)| *kind).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn no_page_stops_the_compiler(text in page(), kind in kind()) {
        let file = SourcePath::new("content/a.md").unwrap();
        let terms = HashMap::from([("ANTT".to_owned(), "an ninh, trật tự".to_owned())]);
        let compile = || {
            let (front, from) = front_matter::front_matter(&file, &text);
            let names = Names::of([&front.value]);
            let context = parse::Context {
                kind,
                is_version: false,
                language: SiteLanguage::Vi,
                terms: &terms,
                names: &names,
            };
            let document = parse::document(&file, &text, front.value, from, &context);
            (document.value, front.diagnostics, document.diagnostics)
        };
        let (document, head, body) = compile();
        let shown = document.body.get();
        for hole in &shown.holes {
            prop_assert!(shown.html.is_char_boundary(hole.at as usize));
        }
        prop_assert_eq!(document.texts.len(), document.provisions.len());
        for place in &document.texts {
            let text = document.sections.get(place.section as usize).map_or("", |section| &section.text);
            prop_assert!(text.get(place.start as usize..place.end as usize).is_some(), "{place:?}");
        }
        for diagnostic in head.iter().chain(&body) {
            let span = diagnostic.place.as_ref().unwrap().span;
            prop_assert!(span.start <= span.end && span.end as usize <= text.len(), "{diagnostic:?}");
            prop_assert!(text.is_char_boundary(span.start as usize), "{diagnostic:?}");
        }
        let tags = html::tags(&shown.html);
        let mut ids = HashSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            prop_assert!(ids.insert(id), "#{} stands twice in\n{}", id, shown.html);
        }
        // Raw HTML may swallow what follows it; what it takes away is told.
        for anchor in document.anchors().filter(|_| !text.contains('<')) {
            prop_assert!(ids.contains(anchor), "#{} is nowhere in\n{}", anchor, shown.html);
        }
        prop_assert_eq!(compile().0, document);
    }

    #[test]
    fn no_data_file_stops_the_reader(
        name in proptest::sample::select(vec!["portal.yaml", "lich.yaml", "thuat-ngu.yaml", "sites/a/site.yaml"]),
        text in soup(),
    ) {
        let path = SourcePath::new(&format!("content/{name}")).unwrap();
        Config::parse([(&path, text.as_str())]);
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn no_folder_stops_a_build(pages in proptest::collection::vec((page(), any::<bool>()), 1..5), data in soup()) {
        let root = tempfile::tempdir().unwrap();
        for (i, (text, deep)) in pages.iter().enumerate() {
            let folder = if *deep { "content/sâu/hơn" } else { "content" };
            write(root.path(), &format!("{folder}/{i}.md"), text);
        }
        write(root.path(), "content/lich.yaml", &data);
        let outcome = built(root.path());
        prop_assert!(matches!(outcome.code, 0 | 1), "{}", outcome.stderr);
        prop_assert_eq!(root.path().join("public").exists(), outcome.code == 0);
    }

    /// Sound sites of any shape: every address in the output names a file and a place that are there.
    #[test]
    fn linking_is_complete(site in site()) {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in &site {
            write(root.path(), path, text);
        }
        let outcome = built(root.path());
        prop_assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let web = Web::read(&root.path().join("public"));
        prop_assert_eq!(web.broken_links(), Vec::<String>::new());
        prop_assert_eq!(web.faults(), Vec::<String>::new());
    }
}

const FOLDERS: [&str; 5] = ["", "van-ban/", "Mô hình/", "ke-hoach/2024/", "ke-hoach/2024/sau/"];
const WORDS: [&str; 8] = ["An toàn", "Điều kiện", "Quy chế", "Đường sắt", "ứng phó", "1", "& <b>", "search"];

/// A page: folder, words of its title, headings, links to other pages, whether it has topics and an old address.
type Shape = (usize, usize, Vec<usize>, Vec<usize>, u8);

/// The files of a sound site.
fn site() -> impl Strategy<Value = Vec<(String, String)>> {
    let shape = (
        0..FOLDERS.len(),
        0..WORDS.len(),
        proptest::collection::vec(0..WORDS.len(), 0..4),
        proptest::collection::vec(0..100usize, 0..5),
        any::<u8>(),
    );
    proptest::collection::vec(shape, 1..14).prop_map(|shapes| {
        let mut files: Vec<(String, String)> =
            shapes.iter().enumerate().map(|(i, shape)| (path(i, shape), text(i, shape, &shapes))).collect();
        files.push(("content/portal.yaml".to_owned(), "tieu_de: Cổng\nso_muc_moi_trang: 5\n".to_owned()));
        files.push(("content/thuat-ngu.yaml".to_owned(), "- {viet_tat: ANTT, day_du: an ninh}\n".to_owned()));
        files
    })
}

fn path(i: usize, shape: &Shape) -> String {
    format!("content/{}Tệp {i}.md", FOLDERS[shape.0])
}

fn text(i: usize, (folder, title, headings, links, extras): &Shape, shapes: &[Shape]) -> String {
    let mut text = format!("---\ntieu_de: \"{} {i}\"\n", WORDS[*title]);
    if extras & 1 > 0 {
        text.push_str(&format!("chu_de: [\"{}\", chung]\nngay: 2024-01-{:02}\n", WORDS[*title], i + 1));
    }
    if extras & 2 > 0 {
        text.push_str(&format!("dia_chi_cu: [cu/{i}.html]\n"));
    }
    if extras & 4 > 0 {
        text.push_str(&format!("loai_van_ban: Kế hoạch\nso: {i}/KH-UBND\nco_quan: UBND\n"));
    }
    if extras & 8 > 0 {
        text.push_str(&format!("duong_dan: ten-khac-{i}\n"));
    }
    text.push_str("---\n\nANTT theo Kế hoạch số 1/KH-UBND[^1].\n\n[^1]: Chú thích.\n\n");
    for (n, word) in headings.iter().enumerate() {
        text.push_str(&format!(
            "## {} {{#cho-{n}}}\n\nĐoạn văn.\n\n## {}\n\nĐoạn.\n\n",
            WORDS[*word], WORDS[*word]
        ));
    }
    for link in links {
        let to = link % shapes.len();
        let up = "../".repeat(FOLDERS[*folder].matches('/').count());
        let anchor = if shapes[to].2.is_empty() { "" } else { "#cho-0" };
        let target = path(to, &shapes[to]);
        let target = target.strip_prefix("content/").unwrap();
        text.push_str(&format!("- [tới {to}](<{up}{target}{anchor}>)\n"));
    }
    text
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    let root = tempfile::tempdir().unwrap();
    let deep = [
        "> ".repeat(20_000) + "a",
        "- ".repeat(20_000) + "a",
        "[".repeat(50_000),
        "*a **b ".repeat(20_000),
        format!("---\ntieu_de: {}\n---\n", "[".repeat(20_000)),
        "<div>".repeat(20_000) + "a",
    ];
    fs::create_dir(root.path().join("content")).unwrap();
    for (i, text) in deep.iter().enumerate() {
        fs::write(root.path().join(format!("content/{i}.md")), format!("# Sâu\n\n{text}\n")).unwrap();
        fs::write(root.path().join(format!("content/r{i}.md")), text).unwrap();
    }
    let run = crate::antt::run(root.path(), "check --date 2024-02-26");
    assert!(matches!(run.code, 0 | 1), "{}", run.stderr);
}
