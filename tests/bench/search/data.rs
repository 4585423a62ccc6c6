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

/// A question and the pages that answer it.
#[derive(Deserialize)]
pub struct Question {
    _id: String,
    pub text: String,
    #[serde(skip)]
    pub right: Vec<String>,
}

impl Question {
    pub fn new(text: String, right: Vec<String>) -> Self {
        Self { _id: String::new(), text, right }
    }

    /// The same question, typed otherwise.
    pub fn typed(&self, text: String) -> Self {
        Self::new(text, self.right.clone())
    }
}

/// Pages and questions.
pub struct Data {
    pub docs: Vec<Doc>,
    pub questions: Vec<Question>,
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
        let mut questions: Vec<Question> = lines(&folder.join("queries.jsonl"));
        for question in &mut questions {
            question.right = right.remove(&question._id).unwrap_or_default();
        }
        questions.retain(|question| !question.right.is_empty());
        Self { docs: lines(&folder.join("corpus.jsonl")), questions }
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
