//! The stages of a build of 1,000 pages, one by one: `cargo bench --bench stages`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, dead_code, reason = "a benchmark fails by panicking")]

mod corpus;

use std::sync::OnceLock;

use antt_portal::link::Choice;
use antt_portal::pipeline::{self, Compiled, Timings};
use antt_portal::render::Renderer;
use antt_portal::site::Site;
use antt_portal::source::{self, Digests, Source};
use divan::{Bencher, black_box};
use tempfile::TempDir;

const PAGES: usize = 1_000;

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
        corpus::write(root.path(), PAGES, corpus::Flavour::Antt).unwrap();
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

/// A whole build into a new folder.
#[divan::bench]
fn build(bencher: Bencher<'_, '_>) {
    let ready = ready();
    bencher.with_inputs(|| tempfile::tempdir().unwrap()).bench_values(|out| {
        let compiled = pipeline::compile(ready.root.path()).unwrap();
        let site = compiled.link(choice()).value;
        pipeline::emit(&compiled, &site, &out.path().join("site"), &|| {}, &Timings::off()).unwrap();
        out
    });
}
