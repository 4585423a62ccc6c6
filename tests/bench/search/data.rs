//! A set of questions in the format of a retrieval test: `corpus.jsonl` (`_id`, `title`, `text`, optionally `number`
//! and `type`), `queries.jsonl` (`_id`, `text`) and `qrels.tsv` (question, page, 1).

use std::collections::HashMap;
use std::path::Path;

use antt_portal::search::{SearchPage, SearchSection};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
pub struct Doc {
    pub _id: String,
    pub title: String,
    pub text: String,
    #[serde(default)]
    number: Option<String>,
    #[serde(default, rename = "type")]
    doc_type: Option<String>,
}

#[derive(Deserialize)]
pub struct Query {
    pub _id: String,
    pub text: String,
}

/// Pages, questions, and the right answers by question.
pub struct Data {
    pub docs: Vec<Doc>,
    pub queries: Vec<Query>,
    right: HashMap<String, Vec<String>>,
}

impl Data {
    pub fn read(folder: &Path) -> Self {
        let mut right: HashMap<String, Vec<String>> = HashMap::new();
        let qrels = std::fs::read_to_string(folder.join("qrels.tsv")).expect("qrels.tsv");
        for line in qrels.lines().skip(1) {
            let mut cells = line.split('\t');
            if let (Some(query), Some(doc), Some(score)) = (cells.next(), cells.next(), cells.next())
                && score.trim() != "0"
            {
                right.entry(query.to_owned()).or_default().push(doc.to_owned());
            }
        }
        let mut queries: Vec<Query> = lines(&folder.join("queries.jsonl"));
        queries.retain(|query| right.contains_key(&query._id));
        Self { docs: lines(&folder.join("corpus.jsonl")), queries, right }
    }

    /// The pages that answer a question.
    pub fn right(&self, query: &Query) -> &[String] {
        self.right.get(&query._id).map_or(&[], Vec::as_slice)
    }
}

fn lines<T: DeserializeOwned>(path: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(path).expect("a file of JSON lines");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

impl Doc {
    pub fn page(&self) -> SearchPage<'_> {
        SearchPage {
            url: &self._id,
            title: &self.title,
            kind: "legal",
            number: self.number.as_deref(),
            doc_type: self.doc_type.as_deref(),
            sections: vec![SearchSection { text: self.text.as_str().into(), ..SearchSection::default() }],
            ..SearchPage::default()
        }
    }
}
