//! How well search finds: every way of typing, and plain BM25 beside it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use antt_portal::search::{Engine, SearchOptions, build};
use antt_portal::theme::default_script;
use rayon::prelude::*;

use super::baseline::Baseline;
use super::data::{Data, Query};
use super::gates::Gates;
use super::variant::{VARIANTS, unaccented};

/// The files of an index by their paths.
pub type Files = HashMap<String, String>;

/// An engine over the files, and the paths that it loads.
pub fn engine(files: &Files) -> (Engine, Rc<RefCell<Vec<String>>>) {
    let loaded = Rc::new(RefCell::new(Vec::new()));
    let (log, files) = (Rc::clone(&loaded), files.clone());
    let load = move |path: &str| {
        log.borrow_mut().push(path.to_owned());
        files.get(path).cloned()
    };
    (Engine::new(&default_script("antt-search"), load).expect("an engine"), loaded)
}

/// The addresses of the first ten pages.
pub fn first(engine: &Engine, query: &str) -> Vec<String> {
    engine.first(query, 10).expect("an answer")
}

/// What one way of typing comes to.
#[derive(Clone, Copy, Default)]
struct Measures {
    recall: f64,
    mrr: f64,
    ndcg: f64,
    /// Questions without any result.
    nothing: usize,
}

fn measured<'q>(data: &Data, answers: impl Iterator<Item = (&'q Query, Vec<String>)>) -> Measures {
    let mut sum = Measures::default();
    for (query, found) in answers {
        let wanted = data.right(query);
        let ranks: Vec<f64> = (1_u32..)
            .zip(&found)
            .filter(|(_, url)| wanted.contains(url))
            .map(|(rank, _)| rank.into())
            .collect();
        let gain = |rank: f64| 1.0 / (rank + 1.0).log2();
        let ideal: f64 = (1_u32..).take(wanted.len().min(10)).map(|rank| gain(rank.into())).sum();
        sum.recall += ranks.len() as f64 / wanted.len().max(1) as f64;
        sum.mrr += ranks.first().map_or(0.0, |rank| 1.0 / rank);
        sum.ndcg += ranks.iter().copied().map(gain).sum::<f64>() / ideal.max(f64::MIN_POSITIVE);
        sum.nothing += usize::from(found.is_empty());
    }
    let count = data.queries.len().max(1) as f64;
    Measures { recall: sum.recall / count, mrr: sum.mrr / count, ndcg: sum.ndcg / count, ..sum }
}

/// Prints the table, and fills in the gates that rest on it.
pub fn table(data: &Data, gates: &mut Gates) {
    let pages = data.docs.iter().map(|doc| doc.page()).collect();
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let files: Files = build(pages, &SearchOptions::default())
        .into_iter()
        .map(|file| (file.path, text(file.bytes)))
        .collect();
    println!("{} pages, {} questions\n", data.docs.len(), data.queries.len());
    println!("{:<24} {:>9} {:>7} {:>7} {:>7}", "typed", "recall@10", "MRR@10", "nDCG@10", "nothing");
    let answers: Vec<Vec<Vec<String>>> = VARIANTS
        .par_iter()
        .map(|variant| {
            let (engine, _) = engine(&files);
            data.queries.iter().map(|query| first(&engine, &(variant.spell)(&query.text))).collect()
        })
        .collect();
    let mut recalls = Vec::new();
    for (variant, answers) in VARIANTS.iter().zip(&answers) {
        let measures = measured(data, data.queries.iter().zip(answers.iter().cloned()));
        row(variant.name, measures);
        recalls.push(measures.recall);
    }
    let baseline = Baseline::new(&data.docs);
    let plain = data.queries.iter().map(|query| {
        let found = baseline.query(&unaccented(&query.text));
        (query, found.into_iter().map(str::to_owned).collect())
    });
    let plain = measured(data, plain);
    row("plain BM25, unaccented", plain);
    let same = |at: usize| answers.first().zip(answers.get(at)).is_some_and(|(a, b)| a == b);
    gates.quality(&recalls, plain.recall, [same(3), same(4), same(5)]);
    costs(&files, &data.queries);
}

fn row(name: &str, measures: Measures) {
    let Measures { recall, mrr, ndcg, nothing } = measures;
    println!("{name:<24} {recall:>9.4} {mrr:>7.4} {ndcg:>7.4} {nothing:>7}");
}

/// Files and bytes of these questions when each is the first search.
fn costs(files: &Files, queries: &[Query]) {
    let step = queries.len().div_ceil(60).max(1);
    let queries: Vec<&str> = queries.iter().step_by(step).map(|query| query.text.as_str()).collect();
    println!("\n{}", super::size::Costs::of(files, &queries));
}
