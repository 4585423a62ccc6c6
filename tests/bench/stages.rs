//! The stages of a build, and what the server does after a save, one by one: `cargo bench --bench stages`. There are
//! 1,000 pages, or as many as `PAGES` says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, dead_code, reason = "a benchmark fails by panicking")]

mod corpus;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use antt_portal::diagnostic::Language;
use antt_portal::link::Choice;
use antt_portal::path::Route;
use antt_portal::pipeline::{self, Compiled, Timings};
use antt_portal::render::Renderer;
use antt_portal::search::input::{self, Input};
use antt_portal::search::{self, SearchPage};
use antt_portal::server::{Edition, Wanted};
use antt_portal::site::Site;
use antt_portal::source::{self, Digests, Source};
use divan::{Bencher, black_box};
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// The corpus, as far as each stage takes it.
struct Ready {
    root: TempDir,
    source: Source,
    compiled: Compiled,
    site: Site,
}

fn ready() -> &'static Ready {
    static READY: OnceLock<Ready> = OnceLock::new();
    READY.get_or_init(|| {
        let root = tempfile::tempdir().unwrap();
        let pages = std::env::var("PAGES").map_or(1_000, |pages| pages.parse().unwrap());
        corpus::write(root.path(), pages, corpus::Flavour::Antt).unwrap();
        let source = source::read(root.path()).unwrap();
        let compiled = pipeline::compile_all(source.clone());
        let site = compiled.link(choice()).value;
        Ready { root, source, compiled, site }
    })
}

fn choice() -> Choice<'static> {
    Choice { site: None, today: jiff::civil::date(2024, 2, 26), drafts: false, base_url: None }
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let ready = ready();
    bencher.bench(|| source::read(black_box(ready.root.path())));
}

#[divan::bench]
fn digest(bencher: Bencher<'_, '_>) {
    let ready = ready();
    bencher.bench(|| Digests::of(black_box(&ready.source)));
}

#[divan::bench]
fn compile(bencher: Bencher<'_, '_>) {
    let ready = ready();
    bencher.with_inputs(|| ready.source.clone()).bench_values(pipeline::compile_all);
}

#[divan::bench]
fn link(bencher: Bencher<'_, '_>) {
    let ready = ready();
    bencher.bench(|| ready.compiled.link(black_box(choice())));
}

#[divan::bench]
fn render(bencher: Bencher<'_, '_>) {
    let Ready { compiled, site, .. } = ready();
    let theme = compiled.theme.as_ref().unwrap();
    let renderer =
        Renderer::new(site, theme, &compiled.config, &compiled.source.files).with_frames().unwrap();
    let jobs = renderer.routes(&mut Vec::new());
    bencher.bench(|| {
        for (route, job) in &jobs {
            black_box(renderer.emit(route, job).unwrap());
        }
    });
}

#[divan::bench]
fn index(bencher: Bencher<'_, '_>) {
    let Ready { compiled, site, .. } = ready();
    bencher.bench(|| pipeline::search_files(black_box(compiled), site));
}

/// The search index after an edit of one page's text.
#[divan::bench]
fn index_again(bencher: Bencher<'_, '_>) {
    let Ready { compiled, site, .. } = ready();
    let input = Input::new(compiled.config.portal.search.as_ref().unwrap());
    let options = input::options(&compiled.config);
    let pages: Vec<SearchPage<'_>> = site.pages.iter().filter_map(|page| input.page(page)).collect();
    let mut changed = pages[pages.len() / 2].clone();
    let section = changed.sections.iter_mut().max_by_key(|section| section.text.len()).unwrap();
    section.text = section.text.replacen(' ', " hoàn ", 1).into();
    let files: Mutex<HashMap<String, Vec<u8>>> = Mutex::default();
    let kept = search::build_into(pages, &options, &|file| {
        drop(files.lock().unwrap().insert(file.path, file.bytes))
    });
    let files = files.into_inner().unwrap();
    let read = |path: &str| files.get(path).cloned();
    bencher.bench(|| {
        search::again(&kept, black_box(&[changed.clone()]), &options, &read, &|file| drop(black_box(file)))
            .unwrap()
    });
}

/// A whole build into a new folder.
#[divan::bench]
fn build(bencher: Bencher<'_, '_>) {
    let ready = ready();
    bencher.with_inputs(|| tempfile::tempdir().unwrap()).bench_values(|out| {
        let compiled = pipeline::compile(ready.root.path()).unwrap();
        let site = compiled.link(choice()).value;
        pipeline::emit(&compiled, &site, &out.path().join("site"), &|_| {}, &Timings::off()).unwrap();
        out
    });
}

/// From a save to the page that shows it, as the server goes about it.
fn saved(bencher: Bencher<'_, '_>, change: impl Fn(&str, usize) -> String) {
    let root = &ready().root;
    let wanted = Wanted {
        site: None,
        drafts: false,
        language: Language::Vi,
        today: |_| jiff::civil::date(2024, 2, 26),
    };
    let mut edition = Edition::of(pipeline::compile(root.path()).unwrap(), &wanted, None);
    let page = ready().site.pages.iter().rfind(|page| page.document.path.name() != "_index.md").unwrap();
    let file = PathBuf::from(page.document.path.as_str());
    let original = fs::read_to_string(root.path().join(&file)).unwrap();
    let route = Route::new(page.route.as_str()).unwrap();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        fs::write(root.path().join(&file), change(&original, number)).unwrap();
        let source = edition.compiled.source.refresh(root.path(), &BTreeSet::from([file.clone()])).unwrap();
        let next = Edition::of(edition.compiled.again(source), &wanted, Some(&edition));
        black_box(next.content(&route).unwrap());
        edition = next;
    });
    fs::write(root.path().join(&file), original).unwrap();
}

#[divan::bench]
fn saved_text(bencher: Bencher<'_, '_>) {
    saved(bencher, |text, number| format!("{text}\nThêm câu {number}.\n"));
}

#[divan::bench]
fn saved_title(bencher: Bencher<'_, '_>) {
    saved(bencher, |text, number| text.replacen("title: \"", &format!("title: \"Tên {number} "), 1));
}
