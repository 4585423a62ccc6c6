//! How well search finds, and what it costs: `cargo run --release --example search_quality -- FOLDER [QUERIES]`.
//!
//! FOLDER holds `corpus.jsonl` (`_id`, `title`, `text`, optionally `number` and `type`), `queries.jsonl` (`_id`, `text`)
//! and `qrels.tsv`. Every way of typing is asked by the published query code in QuickJS, with a fresh index each time
//! where files and bytes are counted. `--write DIR` writes the index as well.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and fails by panicking")]

mod variant;

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

use antt_portal::search::{
    Engine, PageIndex, SearchFile, SearchOptions, SearchPage, SearchSection, build, index_page,
};
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use variant::VARIANTS;

#[derive(Deserialize)]
struct Doc {
    _id: String,
    title: String,
    text: String,
    #[serde(default)]
    number: Option<String>,
    #[serde(default, rename = "type")]
    doc_type: Option<String>,
}

#[derive(Deserialize)]
struct Query {
    _id: String,
    text: String,
}

#[derive(Deserialize)]
struct Answer {
    results: Vec<Found>,
}

#[derive(Deserialize)]
struct Found {
    url: String,
}

/// The right answers of a query.
type Right<'a> = HashMap<&'a str, Vec<&'a str>>;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder with corpus.jsonl, queries.jsonl and qrels.tsv");
    let rest: Vec<String> = arguments.collect();
    let most = rest.first().and_then(|count| count.parse().ok()).unwrap_or(usize::MAX);
    let folder = Path::new(&folder);
    let docs: Vec<Doc> = lines(&folder.join("corpus.jsonl"));
    let files = timed_build(&docs);
    if let Some(at) = rest.iter().position(|word| word == "--write") {
        write(&files, Path::new(rest.get(at + 1).expect("a folder")));
    }
    let mut queries: Vec<Query> = lines(&folder.join("queries.jsonl"));
    queries.truncate(most);
    let qrels = std::fs::read_to_string(folder.join("qrels.tsv")).expect("qrels.tsv");
    let mut right: Right<'_> = HashMap::new();
    for line in qrels.lines().skip(1) {
        let mut cells = line.split('\t');
        if let (Some(query), Some(doc), Some(score)) = (cells.next(), cells.next(), cells.next())
            && score.trim() != "0"
        {
            right.entry(query).or_default().push(doc);
        }
    }
    queries.retain(|query| right.contains_key(query._id.as_str()));
    table(&files, &queries, &right);
    costs(&files, &queries);
}

fn lines<T: DeserializeOwned>(path: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(path).expect("a file of JSON lines");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn timed_build(docs: &[Doc]) -> HashMap<String, String> {
    let begin = Instant::now();
    let pages: Vec<PageIndex> = docs.par_iter().map(page).collect();
    let read = begin.elapsed();
    let files: Vec<SearchFile> = build(pages, &SearchOptions::default());
    let all = begin.elapsed();
    let size: usize = files.iter().map(|file| file.bytes.len()).sum();
    println!(
        "{} pages: read in {read:.0?}, index in {all:.0?}, {} files, {size} bytes\n",
        docs.len(),
        files.len()
    );
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    files.into_iter().map(|file| (file.path, text(file.bytes))).collect()
}

fn page(doc: &Doc) -> PageIndex {
    index_page(&SearchPage {
        url: &doc._id,
        title: &doc.title,
        kind: "legal",
        number: doc.number.as_deref(),
        doc_type: doc.doc_type.as_deref(),
        sections: vec![SearchSection { text: doc.text.as_str().into(), ..SearchSection::default() }],
        ..SearchPage::default()
    })
}

fn write(files: &HashMap<String, String>, out: &Path) {
    std::fs::create_dir_all(out.join("search")).expect("a folder");
    for (path, text) in files {
        std::fs::write(out.join(path), text).expect("a file");
    }
}

/// An engine over the files, and the paths that it loads.
fn engine(files: &HashMap<String, String>) -> (Engine, Rc<RefCell<Vec<String>>>) {
    let script = include_str!("../../../themes/antt/assets/antt-search.js");
    let loaded = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&loaded);
    let files = files.clone();
    let load = move |path: &str| {
        log.borrow_mut().push(path.to_owned());
        files.get(path).cloned()
    };
    (Engine::new(script, load).expect("an engine"), loaded)
}

fn table(files: &HashMap<String, String>, queries: &[Query], right: &Right<'_>) {
    println!("{:<18} {:>9} {:>7} {:>7} {:>7}", "typed", "recall@10", "MRR@10", "nDCG@10", "nothing");
    let rows: Vec<(&str, [f64; 4])> = VARIANTS
        .par_iter()
        .map(|variant| {
            let (engine, _) = engine(files);
            let mut sums = [0.0; 4];
            for query in queries {
                let answer =
                    engine.query(&(variant.spell)(&query.text), r#"{"limit":10}"#).expect("an answer");
                let answer: Answer = serde_json::from_str(&answer).expect("JSON");
                let wanted = right.get(query._id.as_str()).map_or(&[][..], Vec::as_slice);
                sums.iter_mut().zip(measures(&answer, wanted)).for_each(|(sum, value)| *sum += value);
            }
            (variant.name, sums)
        })
        .collect();
    let count = queries.len().max(1) as f64;
    for (name, [recall, mrr, ndcg, nothing]) in rows {
        println!(
            "{name:<18} {:>9.4} {:>7.4} {:>7.4} {nothing:>7}",
            recall / count,
            mrr / count,
            ndcg / count
        );
    }
}

/// Recall, reciprocal rank, nDCG, and 1 where nothing was found.
fn measures(answer: &Answer, wanted: &[&str]) -> [f64; 4] {
    let ranks = answer.results.iter().zip(1_u32..).filter(|(found, _)| wanted.contains(&found.url.as_str()));
    let ranks: Vec<f64> = ranks.map(|(_, rank)| f64::from(rank)).collect();
    let gain = |rank: f64| 1.0 / (rank + 1.0).log2();
    let ideal: f64 = (1_u32..).take(wanted.len().min(10)).map(|rank| gain(f64::from(rank))).sum();
    [
        ranks.len() as f64 / wanted.len().max(1) as f64,
        ranks.first().map_or(0.0, |rank| 1.0 / rank),
        ranks.iter().copied().map(gain).sum::<f64>() / ideal.max(f64::MIN_POSITIVE),
        if answer.results.is_empty() { 1.0 } else { 0.0 },
    ]
}

/// Files and bytes (gzip) of first searches.
fn costs(files: &HashMap<String, String>, queries: &[Query]) {
    let step = queries.len().div_ceil(60).max(1);
    let mut found: Vec<(usize, usize)> = queries
        .iter()
        .step_by(step)
        .map(|query| {
            let (engine, loaded) = engine(files);
            engine.query(&query.text, "{}").expect("an answer");
            let loaded = loaded.borrow();
            (loaded.len(), loaded.iter().filter_map(|path| files.get(path)).map(|text| zipped(text)).sum())
        })
        .collect();
    let scripts = ["antt-search.js", "search-ui.js"].map(|name| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/antt/assets").join(name);
        zipped(&std::fs::read_to_string(path).expect("a script"))
    });
    let mut row = |name: &str, of: fn(&(usize, usize)) -> usize| {
        found.sort_unstable_by_key(of);
        let at = |share: usize| {
            found.get((found.len() * share / 100).min(found.len().saturating_sub(1))).map_or(0, of)
        };
        println!("{name:<18} median {:>7}  90 % {:>7}", at(50), at(90));
    };
    println!("\na first search loads");
    row("files", |found| found.0);
    row("bytes (gzip)", |found| found.1);
    println!("scripts (gzip, with comments) {}", scripts.iter().sum::<usize>());
}

fn zipped(text: &str) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory").len()
}
