//! Search tests that editors write: a query, and the page that must be among the first three.

use serde::Deserialize;

use super::{Engine, EngineError};

/// One line of `content/search-tests.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SearchTest {
    /// What is typed.
    #[serde(alias = "tim")]
    pub query: String,
    /// The page that must come: its address from the site's root.
    #[serde(alias = "trang")]
    pub page: String,
}

/// A test that fails, and what came instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchFailure {
    /// Which test, counted from 0.
    pub test: usize,
    /// The addresses that came first.
    pub found: Vec<String>,
}

/// How many of the first results count.
const FIRST: usize = 3;

/// Runs the tests.
pub fn failures(engine: &Engine, tests: &[SearchTest]) -> Result<Vec<SearchFailure>, EngineError> {
    #[derive(Deserialize)]
    struct Answer {
        results: Vec<Found>,
    }
    #[derive(Deserialize)]
    struct Found {
        url: String,
    }
    let mut failures = Vec::new();
    for (number, test) in tests.iter().enumerate() {
        let answer = engine.query(&test.query, &format!("{{\"limit\":{FIRST}}}"))?;
        let answer: Answer = serde_json::from_str(&answer).map_err(|error| EngineError(error.to_string()))?;
        let found: Vec<String> = answer.results.into_iter().map(|result| result.url).collect();
        if !found.contains(&test.page) {
            failures.push(SearchFailure { test: number, found });
        }
    }
    Ok(failures)
}
