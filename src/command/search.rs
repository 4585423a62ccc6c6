//! `antt search QUERY`: asks a built site, with the query code of its own pages.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Failure;
use crate::diagnostic::Message;
use crate::search::Engine;

/// What to ask, and where.
pub struct Options {
    /// What is typed.
    pub query: String,
    /// The folder of the built site.
    pub out: PathBuf,
    /// How many results.
    pub limit: usize,
    /// Print the answer of the public interface as it is.
    pub json: bool,
}

#[derive(Deserialize)]
struct Answer {
    total: usize,
    results: Vec<Found>,
    suggestion: Option<String>,
}

#[derive(Deserialize)]
struct Found {
    url: String,
    anchor: String,
    title: String,
    number: String,
    snippet: String,
}

/// Asks.
pub fn run(options: &Options) -> Result<String, Failure> {
    let script = options.out.join("assets").join("antt-search.js");
    let script = std::fs::read_to_string(&script).map_err(|error| not_built(&script, &error.to_string()))?;
    let out = options.out.clone();
    let engine = Engine::new(&script, move |path| std::fs::read_to_string(out.join(path)).ok());
    let failed = |error: crate::search::EngineError| not_built(&options.out.join("search"), &error.0);
    let settings = format!("{{\"limit\":{},\"facets\":{}}}", options.limit, options.json);
    let answer = engine.and_then(|engine| engine.query(&options.query, &settings)).map_err(failed)?;
    if options.json {
        return Ok(answer);
    }
    let answer: Answer =
        serde_json::from_str(&answer).map_err(|error| not_built(&options.out, &error.to_string()))?;
    Ok(text(&answer))
}

fn text(answer: &Answer) -> String {
    let mut text = format!("{}", answer.total);
    if let Some(suggestion) = &answer.suggestion {
        text.push_str(&format!("  → {suggestion}"));
    }
    for (found, place) in answer.results.iter().zip(1..) {
        let anchor = if found.anchor.is_empty() { String::new() } else { format!("#{}", found.anchor) };
        let number = if found.number.is_empty() { String::new() } else { format!(" ({})", found.number) };
        text.push_str(&format!("\n{place:>2}. {}{number}\n    {}{anchor}\n", found.title, found.url));
        let snippet = found.snippet.split_whitespace().collect::<Vec<_>>().join(" ");
        if !snippet.is_empty() {
            text.push_str(&format!("    {snippet}\n"));
        }
    }
    text
}

fn not_built(path: &Path, reason: &str) -> Failure {
    let path = path.display();
    Failure::Machine(Message::new(
        format!(
            "Không đọc được {path}: {reason}. Hãy chạy “antt build” trước, hoặc chỉ ra thư mục bằng --out."
        ),
        format!("Cannot read {path}: {reason}. Run “antt build” first, or name the folder with --out."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{SearchOptions, SearchPage, SearchSection, build};

    #[test]
    fn asks_a_built_site() {
        let folder = tempfile::tempdir().unwrap();
        let sections =
            vec![SearchSection { text: "Cổng trường an toàn.".into(), ..SearchSection::default() }];
        let page = SearchPage {
            url: "a.html",
            title: "Giao thông",
            kind: "page",
            sections,
            ..SearchPage::default()
        };
        let script = crate::theme::default_script("antt-search").into_bytes();
        let files = build(vec![page], &SearchOptions::default());
        let files = files.into_iter().map(|file| (file.path, file.bytes));
        for (path, bytes) in files.chain([(String::from("assets/antt-search.js"), script)]) {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let ask = |json| {
            let options =
                Options { query: String::from("cong truong"), out: folder.path().to_owned(), limit: 3, json };
            run(&options).unwrap()
        };
        assert!(ask(false).contains("1. Giao thông\n    a.html"), "{}", ask(false));
        assert!(ask(true).contains("\"total\":1"));
    }

    #[test]
    fn says_where_nothing_was_built() {
        let options =
            Options { query: String::from("x"), out: PathBuf::from("/nowhere"), limit: 3, json: false };
        assert!(matches!(run(&options), Err(Failure::Machine(message)) if message.vi.contains("antt build")));
    }
}
