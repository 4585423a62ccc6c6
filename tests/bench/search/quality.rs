//! How well search finds: every way of typing, and plain BM25 beside it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use antt_portal::search::{Engine, SearchOptions, build};
use antt_portal::theme::default_script;
use rayon::prelude::*;

use super::baseline::Baseline;
use super::data::{Data, Question};
use super::gates::Gates;
use super::probe;
use super::variant::VARIANTS;

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

/// What answers come to, on average.
#[derive(Clone, Copy, Default)]
pub struct Measures {
    /// Recall among the first of each of [`FIRST`].
    recall: [f64; FIRST.len()],
    mrr: f64,
    ndcg: f64,
    /// Questions without any result.
    nothing: usize,
}

/// Among how many results recall is measured.
const FIRST: [usize; 4] = [1, 3, 5, 10];

impl Measures {
    fn of<'a>(answered: impl Iterator<Item = (&'a Question, &'a Vec<String>)>) -> Self {
        let (mut sum, mut count) = (Self::default(), 0.0);
        for (question, found) in answered {
            let ranks: Vec<usize> = (1..)
                .zip(found)
                .filter(|(_, url)| question.right.contains(url))
                .map(|(rank, _)| rank)
                .collect();
            let gain = |rank: usize| 1.0 / (rank as f64 + 1.0).log2();
            let ideal: f64 = (1..=question.right.len().min(10)).map(gain).sum();
            for (recall, first) in sum.recall.iter_mut().zip(FIRST) {
                let within = ranks.iter().filter(|rank| **rank <= first).count();
                *recall += within as f64 / question.right.len().clamp(1, first) as f64;
            }
            sum.mrr += ranks.first().map_or(0.0, |rank| 1.0 / *rank as f64);
            sum.ndcg += ranks.into_iter().map(gain).sum::<f64>() / ideal.max(f64::MIN_POSITIVE);
            sum.nothing += usize::from(found.is_empty());
            count += 1.0;
        }
        let mean = |sum: f64| sum / f64::max(count, 1.0);
        Self { recall: sum.recall.map(mean), mrr: mean(sum.mrr), ndcg: mean(sum.ndcg), ..sum }
    }

    /// Recall among the first ten.
    pub fn recall(&self) -> f64 {
        self.recall[FIRST.len() - 1]
    }

    fn row(&self, name: &str) {
        let [first, three, five, ten] = self.recall;
        println!(
            "{name:<36} {first:>7.4} {three:>7.4} {five:>7.4} {ten:>7.4} {:>7.4} {:>7.4} {:>7}",
            self.mrr, self.ndcg, self.nothing
        );
    }
}

/// Prints the table, and fills in the gates that rest on it.
pub fn table(data: &Data, gates: &mut Gates) {
    let pages = data.docs.iter().map(|doc| doc.page()).collect();
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let files: Files = build(pages, &SearchOptions::default())
        .into_iter()
        .map(|file| (file.path, text(file.bytes)))
        .collect();
    println!("{} pages, {} questions\n", data.docs.len(), data.questions.len());
    println!(
        "{:<36} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}",
        "typed", "R@1", "R@3", "R@5", "R@10", "MRR@10", "nDCG@10", "nothing"
    );
    let baseline = Baseline::new(&data.docs);
    typed(data, &files, &baseline, gates);
    probes(data, &files, &baseline, gates);
    costs(&files, &data.questions);
}

/// Every way of typing, and what plain BM25 finds; the questions by their length.
fn typed(data: &Data, files: &Files, baseline: &Baseline<'_>, gates: &mut Gates) {
    let answers: Vec<Vec<Vec<String>>> = VARIANTS
        .par_iter()
        .map(|variant| {
            let texts = data.questions.iter().map(|question| (variant.spell)(&question.text));
            answers(files, texts)
        })
        .collect();
    let measured = |answers: &[Vec<String>]| Measures::of(data.questions.iter().zip(answers));
    let mut recalls = Vec::new();
    for (variant, answers) in VARIANTS.iter().zip(&answers) {
        let measures = measured(answers);
        measures.row(variant.name);
        recalls.push(measures.recall());
    }
    let plain: Vec<Vec<String>> =
        data.questions.iter().map(|question| baseline.query(&question.text)).collect();
    let all = measured(&plain);
    all.row("plain BM25");
    let same = |at: usize| answers.first().zip(answers.get(at)).is_some_and(|(a, b)| a == b);
    gates.quality(&recalls, all.recall(), [same(3), same(4), same(5)]);
    let mut lengths: Vec<usize> = data.questions.iter().map(length).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
    for (name, is_long) in [("short", false), ("long", true)] {
        for (who, answers) in [("unaccented", answers.get(1)), ("plain BM25", Some(&plain))] {
            let asked = data.questions.iter().zip(answers.into_iter().flatten());
            let asked = asked.filter(|(question, _)| (length(question) >= median) == is_long);
            Measures::of(asked).row(&format!("  {name} (median {median}), {who}"));
        }
    }
}

/// How many syllables.
fn length(question: &Question) -> usize {
    question.text.split_whitespace().count()
}

/// The first ten pages of each question.
fn answers(files: &Files, texts: impl Iterator<Item = String>) -> Vec<Vec<String>> {
    let (engine, _) = engine(files);
    texts.map(|text| first(&engine, &text)).collect()
}

/// Harder questions and keywords, and what plain BM25 finds.
fn probes(data: &Data, files: &Files, baseline: &Baseline<'_>, gates: &mut Gates) {
    let probes = probe::all(data);
    let sets = probes.iter().flat_map(|probe| {
        [("accented", &probe.accented), ("unaccented", &probe.unaccented)]
            .map(|(way, questions)| (probe, way, questions))
    });
    let sets: Vec<_> = sets.collect();
    let found: Vec<Vec<Vec<String>>> = sets
        .par_iter()
        .map(|(_, _, questions)| answers(files, questions.iter().map(|question| question.text.clone())))
        .collect();
    for ((probe, way, questions), found) in sets.iter().zip(&found) {
        let ours = Measures::of(questions.iter().zip(found));
        let plain: Vec<Vec<String>> =
            questions.iter().map(|question| baseline.query(&question.text)).collect();
        let plain = Measures::of(questions.iter().zip(&plain));
        ours.row(&format!("{}, {way}", probe.name));
        plain.row("  plain BM25");
        gates.probe(probe, way, ours.recall(), plain.recall());
    }
}

/// Files and bytes of these questions when each is the first search.
fn costs(files: &Files, questions: &[Question]) {
    let step = questions.len().div_ceil(60).max(1);
    let queries: Vec<&str> = questions.iter().step_by(step).map(|question| question.text.as_str()).collect();
    println!("\n{}", super::size::Costs::of(files, &queries));
}
