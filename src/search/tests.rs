//! The query code over small indexes in memory, in the embedded engine.

mod again;
mod ranking;

use std::collections::HashMap;

use serde_json::Value;

use super::*;
use crate::config::Config;
use crate::path::SourcePath;
use crate::theme::default_script;
use crate::vietnamese::{fold_token, words};

fn engine(pages: &[SearchPage<'_>], options: &SearchOptions) -> Engine {
    let files = build(pages.to_vec(), options);
    let files: HashMap<String, String> =
        files.into_iter().map(|file| (file.path, String::from_utf8(file.bytes).unwrap())).collect();
    Engine::new(&default_script("antt-search"), move |path| files.get(path).cloned()).unwrap()
}

fn page<'a>(url: &'a str, title: &'a str, text: &'a str) -> SearchPage<'a> {
    let sections = vec![SearchSection { text: text.into(), ..SearchSection::default() }];
    SearchPage { url, title, kind: "page", sections, ..SearchPage::default() }
}

fn small() -> Vec<SearchPage<'static>> {
    let mut pages = vec![
        page("a.html", "Trật tự trường học", "Bảo đảm an ninh, trật tự trong nhà trường."),
        page("b.html", "Đường đến trường", "Cổng trường an toàn giao thông trên đường phố."),
        page("c.html", "Gương sáng", "Người thầy họ Dương và kỹ năng sống."),
        page("d.html", "Báo cáo tháng", "Gửi báo cáo trước ngày 11, theo mẫu của Sở. Xem 3204/HD-BCĐ."),
        page("f.html", "Camera", "Lắp camera ở cổng; ANTT được giữ vững."),
    ];
    pages.push(SearchPage {
        number: Some("3204/HD-BCĐ"),
        doc_type: Some("Hướng dẫn"),
        kind: "legal",
        date: Some("2023-06-14".into()),
        year: Some(2023),
        ..page("e.html", "Hướng dẫn xây dựng mô hình", "Ban Chỉ đạo ban hành hướng dẫn này.")
    });
    let provision = |anchor: &'static str, label: &'static str, text: &'static str| SearchSection {
        anchor,
        heading: label,
        text: text.into(),
        provision: Some(label.into()),
    };
    pages.push(SearchPage {
        number: Some("01/QCPH-CAT-SGDĐT"),
        doc_type: Some("Quy chế"),
        kind: "legal",
        sections: vec![
            provision("dieu-4", "Điều 4", "Nguyên tắc phối hợp"),
            provision("dieu-5", "Điều 5", "Nội dung phối hợp"),
            provision("dieu-5-khoan-1", "khoản 1 Điều 5", "Trao đổi thông tin."),
            provision("dieu-5-khoan-2", "khoản 2 Điều 5", "Phòng ngừa xã hội."),
        ],
        ..page("q.html", "Quy chế phối hợp", "")
    });
    pages
}

fn glossary() -> SearchOptions {
    SearchOptions {
        abbreviations: vec![(String::from("ANTT"), String::from("an ninh, trật tự"))],
        synonyms: vec![vec![String::from("máy quay"), String::from("camera")]],
    }
}

fn ask(engine: &Engine, query: &str, options: &str) -> Value {
    serde_json::from_str(&engine.query(query, options).unwrap()).unwrap()
}

fn first(engine: &Engine, query: &str) -> String {
    let [first, ..] = first_three(engine, query);
    first
}

fn first_three(engine: &Engine, query: &str) -> [String; 3] {
    let answer = ask(engine, query, "{}");
    [0, 1, 2].map(|at| answer["results"][at]["url"].as_str().unwrap_or("nothing").to_owned())
}

#[test]
fn finds_in_every_spelling() {
    let engine = engine(&small(), &glossary());
    let cases = [
        ("trật tự trường học", "a.html"),
        ("trat tu truong hoc", "a.html"),
        ("tra\u{323}\u{302}t tư\u{323} trường học", "a.html"),
        ("traatj tuwj truwowngf hocj", "a.html"),
        ("tra65t tu75 tru7o7ng2 ho5c", "a.html"),
        ("đường phố", "b.html"),
        ("họ Dương", "c.html"),
        ("kĩ năng", "c.html"),
        ("kỹ năng", "c.html"),
        ("3204/HD-BCĐ", "e.html"),
        ("số 3204", "e.html"),
        ("HD 3204", "e.html"),
        ("hướng dẫn số 3204", "e.html"),
        ("3204 hd bcd", "e.html"),
        ("quy che 01", "q.html"),
        ("quy chế 1", "q.html"),
        ("QC 01", "q.html"),
        ("khoan 2 dieu 5 qc 01", "q.html"),
        ("máy quay", "f.html"),
        ("bao cao thnag", "d.html"),
        ("\"cổng trường an toàn\"", "b.html"),
    ];
    for (query, url) in cases {
        assert_eq!(first(&engine, query), url, "{query}");
    }
}

#[test]
fn abbreviations_work_both_ways() {
    let engine = engine(&small(), &glossary());
    for query in ["ANTT", "an ninh trật tự", "an ninh trat tu"] {
        let answer = ask(&engine, query, "{}");
        let urls: Vec<&str> =
            answer["results"].as_array().unwrap().iter().filter_map(|r| r["url"].as_str()).collect();
        assert!(urls.contains(&"a.html") && urls.contains(&"f.html"), "{query}: {urls:?}");
    }
}

#[test]
fn marks_what_is_sought_and_no_number_of_a_list() {
    let list = page("l.html", "Việc", "1. Cùng lập danh sách. 2. Theo quy chế số 01, giữ trật tự.");
    let engine = engine(&[list], &SearchOptions::default());
    let answer = ask(&engine, "quy che 01 trat tu", "{}");
    let snippet: Vec<u16> = answer["results"][0]["snippet"].as_str().unwrap().encode_utf16().collect();
    let place = |at: &Value| usize::try_from(at.as_u64().unwrap()).unwrap();
    let marks = answer["results"][0]["marks"].as_array().unwrap().iter();
    let marked: Vec<String> =
        marks.map(|mark| String::from_utf16(&snippet[place(&mark[0])..place(&mark[1])]).unwrap()).collect();
    assert_eq!(marked, ["quy chế", "01", "trật tự"]);
}

/// Words that JavaScript's objects have of themselves are words like others.
#[test]
fn no_word_of_a_page_is_special() {
    let engine =
        engine(&[page("c.html", "Lập trình", "Gọi constructor hai lần.")], &SearchOptions::default());
    for query in ["goi hai lan", "lập trình constructor", "constructor"] {
        assert_eq!(first(&engine, query), "c.html", "{query}");
    }
}

#[test]
fn leads_to_the_provision() {
    let engine = engine(&small(), &glossary());
    for query in [
        "điều 5 khoản 2 quy chế 01",
        "khoan 2 dieu 5 quy che phoi hop",
        "k2 đ5 quy chế 01",
        "d5 k2 quy che 01",
        "k.2 d.5 quy che 01",
    ] {
        let answer = ask(&engine, query, "{}");
        assert_eq!(answer["results"][0]["url"], "q.html");
        assert_eq!(answer["results"][0]["anchor"], "dieu-5-khoan-2");
    }
    // What an article's own text holds is a place of it where a line begins with the number.
    let mut law = page("l.html", "Luật mẫu", "");
    law.sections = vec![SearchSection {
        anchor: "dieu-7",
        heading: "Điều 7. Việc của trường",
        text: "1. Báo cáo.\n2. Phối hợp:\na) với xã;\nđ) với tỉnh.".into(),
        provision: Some("Điều 7".into()),
    }];
    let engine = self::engine(&[law], &glossary());
    for (query, anchor) in [
        ("diem đ khoan 2 dieu 7", "dieu-7-khoan-2-diem-dd"),
        ("điều 7 khoản 2", "dieu-7-khoan-2"),
        ("dieu 7 khoan 9", "dieu-7"),
        ("viec cua truong khoan 2", "dieu-7"),
        ("đ7 k2 luat mau", "dieu-7-khoan-2"),
        ("đ7 luat mau", "dieu-7"),
        ("dieu 7 k2", "dieu-7-khoan-2"),
        // It may be called so.
        ("k2 luat mau", ""),
    ] {
        assert_eq!(ask(&engine, query, "{}")["results"][0]["anchor"], anchor, "{query}");
    }
    let found = ask(&engine, "diem đ khoan 2 dieu 7", "{}");
    assert_eq!(found["results"][0]["provision"], "điểm đ khoản 2 Điều 7");
    assert_eq!(found["results"][0]["heading"], "điểm đ khoản 2 Điều 7. Việc của trường");
}

#[test]
fn a_name_alone_leads_to_the_top() {
    let engine = engine(&small(), &glossary());
    for (query, anchor) in
        [("quy chế phối hợp", ""), ("quy che phoi hop", ""), ("nguyen tac phoi hop quy che", "dieu-4")]
    {
        assert_eq!(ask(&engine, query, "{}")["results"][0]["anchor"], anchor, "{query}");
    }
}

#[test]
fn narrows_counts_and_sorts() {
    let engine = engine(&small(), &glossary());
    let answer = ask(&engine, "phối hợp hướng dẫn báo cáo", r#"{"facets":{"type":["Hướng dẫn"]}}"#);
    assert_eq!(answer["total"], 1);
    assert_eq!(answer["results"][0]["url"], "e.html");
    assert!(answer["facets"]["type"].as_array().unwrap().len() >= 2);
    let answer = ask(&engine, "hướng dẫn báo cáo", r#"{"sort":"date"}"#);
    assert_eq!(answer["results"][0]["url"], "e.html");
}

#[test]
fn says_what_was_meant_and_what_it_cost() {
    let engine = engine(&small(), &glossary());
    let answer = ask(&engine, "traatj tuwj", "{}");
    assert_eq!(answer["suggestion"], "trật tự");
    assert_eq!(answer["corrected"], true);
    assert!(answer["files"].as_u64().unwrap() > 1 && answer["bytes"].as_u64().unwrap() > 100);
    let answer = ask(&engine, "boss 12A1 QH14", "{}");
    assert_eq!(answer["suggestion"], Value::Null);
    assert_eq!(answer["total"], 0);
    assert_eq!(ask(&engine, "", "{}")["total"], 0);
}

#[test]
fn completes_the_last_word() {
    let engine = engine(&small(), &glossary());
    let answer = ask(&engine, "cam", r#"{"prefix":true}"#);
    assert_eq!(answer["results"][0]["url"], "f.html");
    let answer = ask(&engine, "cong truo", r#"{"prefix":true}"#);
    assert_eq!(answer["results"][0]["url"], "b.html");
}

/// Whoever asks what a term means is led to its entry, also where it is like another without marks.
#[test]
fn the_glossary_answers() {
    let file = SourcePath::new("content/thuat-ngu.yaml").unwrap();
    let text = "- {viet_tat: HD, day_du: hướng dẫn}\n- {viet_tat: HĐ, day_du: hợp đồng}\n\
                - {viet_tat: CBQL, day_du: cán bộ quản lý, nghia: Người giữ chức vụ quản lý.}\n";
    let terms = Config::parse([(&file, text)]).value.glossary;
    let mut pages = small();
    pages.push(page("h.html", "Việc của cán bộ quản lý", "Cán bộ quản lý làm gì, là gì trong trường."));
    pages.push(input::glossary("thuat-ngu.html", "Thuật ngữ", "% là gì?", &terms));
    let engine = engine(&pages, &SearchOptions::default());
    for (query, anchor) in
        [("cbql la gi", "cbql"), ("HD là gì", "hd"), ("HĐ là gì", "hd-2"), ("hợp đồng", "hd-2")]
    {
        let found = &ask(&engine, query, "{}")["results"][0];
        assert_eq!((&found["url"], &found["anchor"]), (&"thuat-ngu.html".into(), &anchor.into()), "{query}");
    }
}

/// Whoever is still typing gets the same pages in the same order, without what only their texts tell.
#[test]
fn brief_answers_load_no_texts() {
    let engine = engine(&small(), &glossary());
    let ask = |query, options| ask(&engine, query, options);
    let brief = ask("cong truong", r#"{"prefix":true,"brief":true}"#);
    assert_eq!(brief["results"][0]["url"], "b.html");
    assert_eq!(brief["results"][0]["title"], "Đường đến trường");
    assert_eq!(brief["results"][0]["snippet"], "");
    let full = ask("cong truong", r#"{"prefix":true}"#);
    assert_ne!(full["results"][0]["snippet"], "");
    let urls = |answer: &Value| -> Vec<Value> {
        answer["results"].as_array().unwrap().iter().map(|found| found["url"].clone()).collect()
    };
    assert_eq!(urls(&brief), urls(&full));
    // A word that is no syllable yet changes nothing.
    assert_eq!(urls(&ask("cong truong th", r#"{"prefix":true,"brief":true}"#)), urls(&full));
    // A provision named lies in a text.
    let provision = ask("khoan 2 dieu 5 quy che", r#"{"prefix":true,"brief":true}"#);
    assert_eq!(provision["results"][0]["anchor"], "dieu-5-khoan-2");
}

/// What is asked again with other letters is the same answer; whatever else is asked with it is another question.
#[test]
fn the_same_words_are_answered_alike() {
    let queries =
        ["trat tu", "trat tu ", "\"trat tu\"", "Trat  tu", "trật tự", "traatj tuwj", "traatj tuwj "];
    let begun = ["an toan", "an toan g", "an toan gi", "an toan q", "an toan gia"];
    let options =
        ["", r#","limit":1"#, r#","prefix":true"#, r#","facets":{}"#, r#","facets":{"kind":["page"]}"#];
    let one = engine(&small(), &glossary());
    for options in options.map(|options| format!("{{\"brief\":true{options}}}")) {
        for query in queries.iter().chain(&begun) {
            let answers = [&one, &engine(&small(), &glossary())].map(|engine| {
                let mut answer = ask(engine, query, &options);
                // What was loaded before is not loaded again.
                ["files", "bytes"].iter().for_each(|name| drop(answer[*name].take()));
                answer
            });
            assert_eq!(answers[0], answers[1], "{query} {options}");
        }
    }
}

#[test]
fn the_index_does_not_depend_on_the_order_of_pages() {
    let pages = small();
    let forward = build(pages.clone(), &glossary());
    let backward = build(pages.into_iter().rev().collect(), &glossary());
    assert_eq!(forward, backward);
    assert!(forward.iter().any(|file| file.path == "search/index.js"));
    assert!(build(Vec::new(), &SearchOptions::default()).len() < 4);
}

#[test]
fn an_empty_index_answers() {
    let engine = engine(&[], &SearchOptions::default());
    assert_eq!(ask(&engine, "trật tự", r#"{"facets":true,"prefix":true}"#)["total"], 0);
}

/// Both halves read words alike: one table for both.
#[test]
fn text_vectors() {
    let table = include_str!("../../tests/vietnamese-vectors.json");
    let table: Value = serde_json::from_str(table).unwrap();
    let engine = engine(&[], &SearchOptions::default());
    for case in table["words"].as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        let expected: Vec<(String, String)> = serde_json::from_value(case["words"].clone()).unwrap();
        assert_eq!(rust_words(text), expected, "{text}");
        assert_eq!(script_words(&engine, text), expected, "{text}");
    }
    for case in table["keystrokes"].as_array().unwrap() {
        let (typed, means) = (case["typed"].as_str().unwrap(), case["means"].as_str());
        let decoded: Option<String> = serde_json::from_str(&engine.text("decode", typed).unwrap()).unwrap();
        assert_eq!(decoded, means.map(|word| rust_words(word)[0].0.clone()), "{typed}");
    }
}

fn rust_words(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    words(text, |word| {
        found.push((word.token.as_str().to_owned(), fold_token(&word.token).as_str().to_owned()));
    });
    found
}

fn script_words(engine: &Engine, text: &str) -> Vec<(String, String)> {
    #[derive(serde::Deserialize)]
    struct Word {
        c: String,
        f: String,
    }
    let found: Vec<Word> = serde_json::from_str(&engine.text("words", text).unwrap()).unwrap();
    found.into_iter().map(|word| (word.c, word.f)).collect()
}

#[test]
fn both_halves_agree_on_any_text() {
    use proptest::strategy::{Strategy, ValueTree};
    let engine = engine(&small(), &glossary());
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    // Letters of both halves' Unicode tables: Latin with all its marks, Greek, Cyrillic, punctuation, Chinese.
    let any = "[ -~\u{a0}-\u{24f}\u{300}-\u{36f}\u{391}-\u{3a1}\u{410}-\u{44f}\u{1ea0}-\u{1ef9}\u{2010}-\u{2026}\u{4e00}-\u{4e20}đĐươỆ]{0,24}";
    for _ in 0..400 {
        let text = any.new_tree(&mut runner).map(|tree| tree.current()).unwrap();
        assert_eq!(rust_words(&text), script_words(&engine, &text), "{text:?}");
        engine.query(&text, r#"{"prefix":true}"#).unwrap();
    }
}
