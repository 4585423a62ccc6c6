//! What a first search loads and what the index costs, on generated pages or a portal given.

use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use antt_portal::link::Choice;
use antt_portal::pipeline::{Compiled, Timings, compile, emit, search_files};
use antt_portal::site::Site;
use antt_portal::theme::default_script;

use super::browser;
use super::gates::Gates;
use super::pages::Chance;
use super::quality::{Files, engine, first};

/// How many questions are asked, each with an index not yet loaded.
const ASKED: usize = 60;

/// Files and bytes (gzip) of first searches, from the least to the most.
pub struct Costs {
    files: Vec<usize>,
    bytes: Vec<usize>,
}

impl Costs {
    /// The costs of these questions, each asked first.
    pub fn of(files: &Files, queries: &[&str]) -> Self {
        let mut sizes: HashMap<String, usize> = HashMap::new();
        let mut costs = Self { files: Vec::new(), bytes: Vec::new() };
        for query in queries {
            let (engine, loaded) = engine(files);
            engine.query(query, "{}").expect("an answer");
            let loaded = loaded.borrow();
            costs.files.push(loaded.len());
            let size = |path: &String| {
                *sizes.entry(path.clone()).or_insert_with(|| files.get(path).map_or(0, |text| zipped(text)))
            };
            costs.bytes.push(loaded.iter().map(size).sum());
        }
        costs.files.sort_unstable();
        costs.bytes.sort_unstable();
        costs
    }
}

/// The value that so many per cent stay below.
pub fn percentile(sorted: &[usize], share: usize) -> usize {
    sorted.get(sorted.len() * share / 100).or(sorted.last()).copied().unwrap_or(0)
}

impl std::fmt::Display for Costs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "a first search loads")?;
        for (name, values) in [("files", &self.files), ("bytes (gzip)", &self.bytes)] {
            writeln!(
                f,
                "{name:<24} median {:>7}  90 % {:>7}",
                percentile(values, 50),
                percentile(values, 90)
            )?;
        }
        Ok(())
    }
}

/// Bytes of both scripts, as a browser gets them.
pub fn scripts() -> usize {
    ["antt-search", "search-ui"].iter().map(|name| zipped(&default_script(name))).sum()
}

pub fn zipped(text: &str) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory").len()
}

/// Measures the portal at `root`.
pub fn measure(root: &Path, gates: &mut Gates) {
    let begun = Instant::now();
    let mut compiled = compile(root).expect("the portal is read");
    let choice = Choice { site: None, today: jiff::civil::date(2024, 2, 26), drafts: false, base_url: None };
    let site = compiled.link(choice).value;
    let read = begun.elapsed();
    let begun = Instant::now();
    let files = search_files(&compiled, &site);
    let indexed = begun.elapsed();
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    let pages = site.pages.len();
    println!("\n{pages} pages: index of {} files, {bytes} bytes in {indexed:.1?}", files.len());
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let files: Files = files.into_iter().map(|file| (file.path, text(file.bytes))).collect();
    let queries = phrases(&site);
    let queries: Vec<&str> = queries.iter().map(String::as_str).collect();
    let costs = Costs::of(&files, &queries);
    print!("{costs}");
    let most = percentile(&costs.bytes, 90) + scripts();
    match pages {
        5_000..50_000 => {
            gates.add(
                "first search at 10,000 pages, all in, 90 %",
                "≤ 110,000 B",
                most.to_string(),
                most <= 110_000,
            );
            numbers(&site, &files, gates);
            drop(files);
            build_share(&mut compiled, &site, read, gates);
            browsers(&compiled, &site, &queries, percentile(&costs.bytes, 50) + scripts(), gates);
        }
        50_000.. => {
            gates.add(
                "first search at 100,000 pages, all in, 90 %",
                "≤ 200,000 B",
                most.to_string(),
                most <= 200_000,
            );
        }
        _ => {}
    }
}

/// Phrases of two to six neighbouring words from the pages' texts and titles.
fn phrases(site: &Site) -> Vec<String> {
    let mut chance = Chance::new(7);
    let mut found = Vec::new();
    while found.len() < ASKED {
        let Some(page) = site.pages.get(chance.below(site.pages.len())) else { continue };
        let sections = &page.document.sections;
        let section = sections.get(chance.below(sections.len())).map_or("", |section| section.text.as_str());
        let text = if chance.below(3) == 0 { page.document.title.as_str() } else { section };
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        let length = 2 + chance.below(5);
        let phrase = words.get(chance.below(words.len())..).and_then(|rest| rest.get(..length));
        found.extend(phrase.map(|words| words.join(" ")));
    }
    found
}

/// Documents found by their numbers.
fn numbers(site: &Site, files: &Files, gates: &mut Gates) {
    let (engine, _) = engine(files);
    let numbered = site.pages.iter().filter(|page| page.document.front.number.is_some());
    let step = site.pages.len().div_ceil(ASKED).max(1);
    let (mut sum, mut count) = (0.0, 0.0);
    for page in numbered.step_by(step) {
        let Some(number) = &page.document.front.number else { continue };
        let found = first(&engine, &number.value);
        let rank = found.iter().position(|url| url == page.route.as_str());
        sum += rank.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0));
        count += 1.0;
    }
    let mrr = sum / f64::max(count, 1.0);
    gates.add("MRR of a document's number", "≥ 0.95", format!("{mrr:.4}"), mrr >= 0.95);
}

/// How much of the build the index takes: the whole build with it and without, in turn, and of each the quickest, since
/// a disk that is busy with what was written before can take longer than the index.
fn build_share(compiled: &mut Compiled, site: &Site, read: Duration, gates: &mut Gates) {
    let config = Arc::clone(&compiled.config);
    let mut without = (*config).clone();
    without.portal.search = None;
    let without = Arc::new(without);
    let mut least = [Duration::MAX; 2];
    for _ in 0..3 {
        for (config, least) in [&config, &without].into_iter().zip(&mut least) {
            compiled.config = Arc::clone(config);
            *least = emitted(compiled, site, None).min(*least);
        }
    }
    compiled.config = config;
    let [with, without] = least.map(|emitted| read + emitted);
    let share = 1.0 - without.as_secs_f64() / with.as_secs_f64();
    let text = format!("{:.0} % ({with:.1?} with, {without:.1?} without)", 100.0 * share);
    gates.add("index in the whole build, 10,000 pages", "≤ 25 %", text, share <= 0.25);
}

fn emitted(compiled: &Compiled, site: &Site, out: Option<&Path>) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("public");
    let begun = Instant::now();
    let done = emit(compiled, site, out.unwrap_or(&own), &|_| (), &Timings::off());
    assert!(done.is_ok(), "the portal is written");
    begun.elapsed()
}

/// What only a browser shows: what a key press takes, and what Pagefind loads for the same questions.
fn browsers(compiled: &Compiled, site: &Site, queries: &[&str], ours: usize, gates: &mut Gates) {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    emitted(compiled, site, Some(&out));
    let (key, wanted) = ("main-thread time of a key press, 4× slower", "< 50 ms");
    match browser::key_presses(&out) {
        Some(presses) => {
            let at = |times: &[usize], share| percentile(times, share) as f64 / 1000.0;
            let all = &presses.search;
            let text = format!("{:.0} ms of {} keys", at(all, 50), all.len());
            gates.add(format!("{key}, median"), wanted, text, at(all, 50) < 50.0);
            let text = format!("{:.0} ms, most {:.0} ms", at(all, 90), at(all, 100));
            gates.add(format!("{key}, 90 %"), wanted, text, at(all, 90) < 50.0);
            println!(
                "a key press, 4× slower: median {:.0} ms, 90 % {:.0} ms, most {:.0} ms; once typing rests: median {:.0} ms; the browser's own, without search: median {:.0} ms; longest single task {} ms",
                at(all, 50),
                at(all, 90),
                at(all, 100),
                at(&presses.rest, 50),
                at(&presses.bare, 50),
                presses.longest
            );
        }
        None => gates.skip(key, wanted, "no Chromium"),
    }
    let (peer, wanted) = ("first search against Pagefind's, median", "≤ 1/4");
    match browser::pagefind(&out, queries) {
        Ok(mut theirs) => {
            theirs.sort_unstable();
            let median = percentile(&theirs, 50);
            let text = format!("{ours} B of {median} B");
            gates.add(peer, wanted, text, ours * 4 <= median);
        }
        Err(why) => gates.skip(peer, wanted, why),
    }
}
